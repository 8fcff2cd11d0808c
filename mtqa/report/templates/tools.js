// The bar at the top: how far the review is, export and import, theme; and the totals that follow the decisions.
(() => {
  "use strict";
  const app = window.mtqa;
  const { byId, state } = app;
  const bar = byId("mtqa-tools");
  const part = (name) => bar.querySelector(`[data-part=${name}]`);

  const number = (value) =>
    value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: 1 });
  const totals = (file) => {
    const points = { open: 0, accepted: 0 };
    const count = { open: 0, unsure: 0, accepted: 0, dismissed: 0, ignored: 0 };
    const suspected = {};
    for (const finding of file.findings) {
      const now = state(finding);
      count[now] += 1;
      if (now === "open" || now === "unsure") suspected[finding.severity] = (suspected[finding.severity] ?? 0) + 1;
      points[now === "unsure" ? "open" : now] += app.data.weights[finding.severity];
    }
    const put = (name, text) => {
      const place = file.root.querySelector(`.summary [data-part=${name}]`);
      if (place && place.textContent !== text) place.textContent = text;
      return place;
    };
    put("suspected", String(count.open + count.unsure));
    for (const row of file.root.querySelectorAll(".sevs [data-severity]")) {
      const now = suspected[row.dataset.severity] ?? 0;
      row.querySelector("b").textContent = String(now);
      row.hidden = !now;
    }
    const words = [[count.accepted, "confirmed"], [count.dismissed, "dismissed"], [count.ignored, "ignored"]];
    const settled = put("settled", words.filter(([n]) => n).map(([n, word]) => `${n} ${word}`).join(", "));
    if (settled) settled.hidden = !settled.textContent;
    if (file.rated) {
      put("penalty", number((1000 * points.open) / file.n_words));
      put("confirmed-penalty", number((1000 * points.accepted) / file.n_words));
    }
    const row = document.querySelector(`[data-index="${file.key}"]`);
    const decided = file.findings.length - count.open;
    if (row) row.textContent = `${decided} of ${file.findings.length}`;
    return decided;
  };

  const show = () => {
    const all = app.all.length;
    const decided = app.files.map(totals).reduce((sum, n) => sum + n, 0);
    part("progress").textContent = all ? `${decided} of ${all} decided` : "Nothing to decide";
    const meter = bar.querySelector("progress");
    meter.max = all || 1;
    meter.value = decided;
    if (app.data.mode !== "file") return;
    const left = app.store.unsaved();
    const note = part("unsaved");
    note.hidden = !left;
    note.textContent = app.store.lasts()
      ? `${left} not exported yet`
      : `${left} not exported: this browser keeps nothing, export before you close the page`;
  };
  document.addEventListener("mtqa:changed", show);

  const save = () => {
    const text = app.store.text();
    if (!text) return app.say("Nothing was decided here yet.");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
    link.download = "decisions.jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    app.say("decisions.jsonl was saved. Take it in with: mtqa decisions import decisions.jsonl");
    show();
  };
  const take = async (input) => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      if (file.size > 20_000_000) throw new Error("too large");
      const added = app.store.take(await file.text());
      const held = await app.store.load();
      for (const finding of app.all) {
        finding.decision = held.get(finding.fingerprint) ?? null;
        app.show(finding);
      }
      document.dispatchEvent(new CustomEvent("mtqa:changed"));
      app.say(`${added} decisions of this report were taken in.`);
    } catch {
      app.alert(`${file.name} is no file of decisions of mtqa: one JSON object in a line.`);
    }
  };

  bar.addEventListener("click", (event) => {
    const action = event.target.closest("[data-do]")?.dataset.do;
    if (action === "export") save();
    if (action === "import") part("file").click();
    if (action === "undo") app.undo();
    if (action === "help") app.help();
  });
  part("file")?.addEventListener("change", (event) => take(event.target));
  const by = part("by");
  if (by) {
    by.value = app.lasting.get("by") || "";
    by.addEventListener("change", () => app.lasting.set("by", by.value.trim()));
  }
  const theme = part("theme");
  const dress = () => {
    if (theme.value) document.documentElement.dataset.theme = theme.value;
    else delete document.documentElement.dataset.theme;
  };
  theme.value = app.lasting.get("theme") || "";
  dress();
  theme.addEventListener("change", () => {
    app.lasting.set("theme", theme.value);
    dress();
  });
  addEventListener("beforeunload", (event) => {
    if (app.data.mode === "file" && !app.store.lasts() && app.store.unsaved()) event.preventDefault();
  });
  bar.hidden = false;
  app.ready.then(show);
})();
