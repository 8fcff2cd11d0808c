// The list of articles follows what the checks and other people do, and can be walked by keys.
(() => {
  "use strict";
  const { get } = window.mtqaReview;
  const rows = new Map([...document.querySelectorAll("tr[data-article]")].map((row) => [row.dataset.article, row]));

  const put = (row, name, text) => {
    const cell = row.querySelector(`[data-is=${name}]`);
    if (cell && cell.textContent !== text) cell.textContent = text;
  };

  const update = async () => {
    let state;
    try {
      state = await get("/api/overview");
    } catch {
      return 10000;
    }
    for (const one of state.rows) {
      const row = rows.get(String(one.article));
      if (!row) continue;
      const done = one.counts.accepted + one.counts.dismissed + one.counts.unsure;
      const isKnown = one.status === "checked" || (one.status === "checking" && one.counts.open + done > 0);
      put(row, "status", one.said);
      put(row, "worst", one.worst || "–");
      put(row, "problem", one.problem);
      put(row, "open", isKnown ? String(one.counts.open) : "–");
      for (const name of ["accepted", "dismissed", "unsure"]) put(row, name, isKnown ? String(one.counts[name]) : "–");
      row.classList.toggle("reviewed", one.reviewed);
    }
    document.getElementById("progress").textContent = `reviewed ${state.reviewed} of ${state.total}`;
    document.getElementById("bar").value = state.reviewed;
    return state.rows.some((one) => one.status === "waiting" || one.status === "checking") ? 1000 : 5000;
  };

  const follow = async () => {
    const wait = document.hidden ? 5000 : await update();
    setTimeout(follow, wait);
  };
  follow();
  document.addEventListener("visibilitychange", () => document.hidden || update());

  const links = [...rows.values()].map((row) => row.querySelector("a"));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step === undefined || !links.length) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    links[Math.min(links.length - 1, Math.max(0, at < 0 && step < 0 ? 0 : at + step))].focus();
  });
})();
