// Which findings are shown; remembered while the tab is open.
(() => {
  "use strict";
  const app = window.mtqa;
  const NAMES = ["check", "dimension", "state", "confidence"];
  const DECIDED = new Set(["accepted", "dismissed", "unsure"]);

  const fits = (finding, wanted, severities) => {
    const state = app.state(finding);
    if (!severities.has(finding.severity)) return false;
    if (wanted.check && finding.check !== wanted.check) return false;
    if (wanted.dimension && finding.dimension !== wanted.dimension) return false;
    if (finding.confidence < Number(wanted.confidence)) return false;
    if (!wanted.state) return true;
    if (wanted.state === "decided") return DECIDED.has(state);
    if (wanted.state === "known") return finding.known;
    return state === wanted.state;
  };

  const filter = (file) => {
    const severities = new Set([...file.form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const wanted = Object.fromEntries(NAMES.map((name) => [name, file.form.elements.namedItem(name).value]));
    const kept = new Set();
    for (const finding of file.findings) {
      const keep = fits(finding, wanted, severities);
      const note = app.noteOf(finding);
      if (note.hidden === keep) note.hidden = !keep;
      if (keep) kept.add(finding.number);
    }
    for (const mark of file.root.querySelectorAll(".m")) {
      mark.classList.toggle("off", !app.numbersOf(mark).some((number) => kept.has(Number(number))));
    }
    file.shown = file.findings.map((finding) => finding.number).filter((number) => kept.has(number));
    const all = file.findings.length;
    file.form.querySelector(".status").textContent =
      kept.size === all ? `${all} finding${all === 1 ? "" : "s"}` : `${kept.size} of ${all} shown`;
    const off = [...file.form.querySelectorAll("[name=severity]:not(:checked)")].map((box) => box.value);
    app.passing.set(`filter:${app.data.report}:${file.key}`, JSON.stringify({ ...wanted, off }));
  };

  const restore = (file) => {
    let held = null;
    try {
      held = JSON.parse(app.passing.get(`filter:${app.data.report}:${file.key}`));
    } catch {
      return;
    }
    if (!held) return;
    for (const name of NAMES) {
      const select = file.form.elements.namedItem(name);
      if ([...select.options].some((option) => option.value === held[name])) select.value = held[name];
    }
    for (const box of file.form.querySelectorAll("[name=severity]")) box.checked = !held.off?.includes(box.value);
  };

  for (const file of app.files) {
    if (!file.form) continue;
    file.form.hidden = false;
    restore(file);
    filter(file);
    file.form.addEventListener("submit", (event) => event.preventDefault());
    file.form.addEventListener("change", (event) => {
      if (event.target.name === "keys") {
        app.keys = event.target.checked;
        for (const other of app.files) if (other.form) other.form.elements.namedItem("keys").checked = app.keys;
        return;
      }
      filter(file);
    });
    app.keys = file.form.elements.namedItem("keys").checked;
  }
  // what is decided stays in sight until the filter is used again: a list that moves under the hand is no help;
  // so this is only for what was decided before the page was opened
  app.refilter = () => app.files.filter((file) => file.form).forEach(filter);
})();
