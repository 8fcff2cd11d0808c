// Walking through the findings: both sides of a pair are lit, and the keys lead from one to the next.
(() => {
  "use strict";
  const app = window.mtqa;
  const { files, byId } = app;
  // key and number -> the pieces of text that the finding covers
  const marks = new Map();
  // the numbers of the findings that a mark belongs to, as text; of one that stands alone its id says it
  app.numbersOf = (mark) => (mark.dataset.n ?? mark.id.slice(mark.id.indexOf("-m") + 2)).split(" ");
  for (const file of files) {
    for (const mark of file.root.querySelectorAll(".m")) {
      app.numbersOf(mark).forEach((number, at) => {
        const id = `${file.key}-${number}`;
        const held = marks.get(id) ?? { own: [], other: [] };
        held[at ? "other" : "own"].push(mark);
        marks.set(id, held);
      });
    }
  }
  app.marksOf = (finding) => marks.get(`${finding.file.key}-${finding.number}`) ?? { own: [], other: [] };
  // the finding of the note that something stands in
  app.findingOf = (file, place) => file.findings[place.closest(".note").id.slice(file.key.length + 2) - 1];
  app.noteOf = (finding) => byId(`${finding.file.key}-n${finding.number}`);

  const light = (finding) => {
    for (const element of document.querySelectorAll(".cur")) element.classList.remove("cur");
    app.current = finding;
    app.noteOf(finding)?.classList.add("cur");
    // a shorter finding inside this one keeps its own look, unless there is nothing else to light
    const { own, other } = app.marksOf(finding);
    for (const mark of own.length ? own : other) mark.classList.add("cur");
  };

  const beside = () => matchMedia("(min-width: 60.01rem)").matches;

  const follow = (id) => {
    const match = /^(f\d+)-([mn])(\d+)$/.exec(id);
    const finding = match && files.find((file) => file.key === match[1])?.findings[match[3] - 1];
    if (!finding) return;
    const [, key, side, number] = match;
    light(finding);
    if (side === "m" && beside()) byId(`${key}-n${number}`)?.scrollIntoView({ block: "nearest" });
    // the sheet of a phone must not cover the words it is about
    if (side === "n" && !beside()) byId(`${key}-m${number}`)?.scrollIntoView({ block: "start" });
  };

  const go = (finding) => {
    light(finding);
    const note = app.noteOf(finding);
    if (beside()) note.scrollIntoView({ block: "nearest" });
    byId(`${finding.file.key}-m${finding.number}`)?.scrollIntoView({ block: "center" });
    // a screen reader hears the note that belongs to the mark
    note.querySelector(".n-num").focus({ preventScroll: true });
  };
  app.go = go;

  const shown = () => files.flatMap((file) => file.shown.map((number) => file.findings[number - 1]));
  const order = (finding) => files.indexOf(finding.file) * 1e6 + finding.number;

  app.walk = (step) => {
    const list = shown();
    if (!list.length) return;
    let next = step > 0 ? 0 : list.length - 1;
    if (app.current) {
      const at = list.indexOf(app.current);
      // one that is filtered away: go on from where it stood
      const later = list.findIndex((one) => order(one) > order(app.current));
      if (at >= 0) next = at + step;
      else if (later < 0) next = list.length - 1;
      else next = step > 0 ? later : later - 1;
    }
    go(list[Math.min(list.length - 1, Math.max(0, next))]);
  };

  // After a decision: the next one that nobody has decided; false if there is none.
  app.nextOpen = (from) => {
    const open = shown().filter((one) => app.state(one) === "open");
    const next = open.find((one) => order(one) > order(from)) ?? open[0];
    if (next) go(next);
    return Boolean(next);
  };

  addEventListener("hashchange", () => follow(location.hash.slice(1)));
  follow(location.hash.slice(1));

  // Letters are keys where nobody types, and only as long as the reader wants them (WCAG 2.1.4).
  app.onKey = (keys) =>
    addEventListener("keydown", (event) => {
      if (!app.keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
      const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
      if (!action) return;
      event.preventDefault();
      action();
    });
  const [on, back] = [() => app.walk(1), () => app.walk(-1)];
  app.onKey({ j: on, n: on, k: back, p: back });
})();
