// Everything on the page works without this; it adds walking by keys and filters.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("mtqa-data").textContent);
  const byId = (id) => document.getElementById(id);
  const files = data.files.map((file) => ({
    ...file,
    root: byId(file.key),
    form: byId(file.key).querySelector("form.filter"),
    shown: file.findings.map((finding) => finding.number),
  }));
  let current = null;
  let keys = true;

  // Both sides of the pair are lit; a fragment lights only the one it names.
  const light = (key, number) => {
    for (const element of document.querySelectorAll(".cur")) element.classList.remove("cur");
    current = { key, number };
    byId(`${key}-n${number}`)?.classList.add("cur");
    const numbers = (mark) => mark.dataset.n.split(" ").map(Number);
    const marks = [...byId(key).querySelectorAll(".m")].filter((mark) => numbers(mark).includes(number));
    const own = marks.filter((mark) => numbers(mark)[0] === number);
    // a shorter finding inside this one keeps its own look, unless there is nothing else to light
    for (const mark of own.length ? own : marks) mark.classList.add("cur");
  };

  const beside = () => matchMedia("(min-width: 60.01rem)").matches;

  const follow = (id) => {
    const match = /^(f\d+)-([mn])(\d+)$/.exec(id);
    if (!match) return;
    const [, key, side, number] = match;
    light(key, Number(number));
    if (side === "m" && beside()) byId(`${key}-n${number}`)?.scrollIntoView({ block: "nearest" });
    // the sheet of a phone must not cover the words it is about
    if (side === "n" && !beside()) byId(`${key}-m${number}`)?.scrollIntoView({ block: "start" });
  };

  const walk = (step) => {
    const all = files.flatMap((file) => file.shown.map((number) => ({ key: file.key, number })));
    if (!all.length) return;
    const at = current ? all.findIndex((it) => it.key === current.key && it.number === current.number) : -1;
    let next = at + step;
    if (at < 0 && current) {
      // the current one is filtered away: go on from where it stood
      const later = all.findIndex((it) => it.key === current.key && it.number > current.number);
      next = later < 0 ? all.length - 1 : step > 0 ? later : later - 1;
    } else if (at < 0) {
      next = step > 0 ? 0 : all.length - 1;
    }
    const { key, number } = all[Math.min(all.length - 1, Math.max(0, next))];
    light(key, number);
    const mark = byId(`${key}-m${number}`);
    const note = byId(`${key}-n${number}`);
    if (beside()) note.scrollIntoView({ block: "nearest" });
    mark?.scrollIntoView({ block: "center" });
    // a screen reader hears the note that belongs to the mark
    note.querySelector(".n-num").focus({ preventScroll: true });
  };

  const filter = (file) => {
    const severities = new Set([...file.form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const check = file.form.elements.namedItem("check").value;
    const least = Number(file.form.elements.namedItem("confidence").value);
    const shown = new Set();
    for (const finding of file.findings) {
      const keep =
        severities.has(finding.severity) && (!check || finding.check === check) && finding.confidence >= least;
      byId(`${file.key}-n${finding.number}`).hidden = !keep;
      if (keep) shown.add(finding.number);
    }
    for (const mark of file.root.querySelectorAll(".m")) {
      mark.classList.toggle("off", !mark.dataset.n.split(" ").some((number) => shown.has(Number(number))));
    }
    file.shown = file.findings.map((finding) => finding.number).filter((number) => shown.has(number));
    const all = file.findings.length;
    file.form.querySelector(".status").textContent =
      shown.size === all ? `${all} suspected issue${all === 1 ? "" : "s"}` : `${shown.size} of ${all} shown`;
  };

  for (const file of files) {
    if (!file.form) continue;
    file.form.hidden = false;
    // a reload may restore the boxes, so what is shown must follow them from the start
    filter(file);
    file.form.addEventListener("submit", (event) => event.preventDefault());
    file.form.addEventListener("change", (event) => {
      if (event.target.name === "keys") {
        keys = event.target.checked;
        for (const other of files) if (other.form) other.form.elements.namedItem("keys").checked = keys;
        return;
      }
      filter(file);
    });
    keys = file.form.elements.namedItem("keys").checked;
  }

  addEventListener("hashchange", () => follow(location.hash.slice(1)));
  follow(location.hash.slice(1));

  addEventListener("keydown", (event) => {
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea")) return;
    const step = { j: 1, n: 1, k: -1, p: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    walk(step);
  });
})();
