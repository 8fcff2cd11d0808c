// Deciding about findings: the buttons of each note, the keys, undo, and what the page shows of it.
(() => {
  "use strict";
  const app = window.mtqa;
  const { element, say, state } = app;
  const WORDS = { accepted: "Confirmed error", dismissed: "Dismissed: the text is right", unsure: "Unsure" };
  const STATES = ["accepted", "dismissed", "unsure", "ignored", "open"];
  // what was decided here, the last at the end, each a list of findings
  const done = [];
  const byPrint = new Map();
  for (const finding of app.all) {
    byPrint.set(finding.fingerprint, [...(byPrint.get(finding.fingerprint) ?? []), finding]);
  }

  const words = (finding) => {
    const { decision } = finding;
    if (!decision) return null;
    const text = decision.text ? `, should be “${decision.text}”` : "";
    const who = decision.by ? `, ${decision.by}` : "";
    const note = decision.note ? `. ${decision.note}` : "";
    return `${WORDS[decision.judgement] ?? "Open"}${text}${who}${note}`;
  };

  const show = (finding) => {
    const now = state(finding);
    const note = app.noteOf(finding);
    const { own } = app.marksOf(finding);
    for (const place of [note, ...own]) {
      for (const one of STATES) place.classList.toggle(`is-${one}`, one === now && one !== "open");
    }
    let said = note.querySelector(":scope > .n-state");
    const text = words(finding);
    if (text) {
      if (!said) {
        said = element("p", { class: "n-state", dir: "auto" });
        note.querySelector(".n-head").after(said);
      }
      said.textContent = text;
    } else if (said && !finding.known && now !== "ignored") said.remove();
    for (const button of note.querySelectorAll(".acts [aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.dataset.do === now));
    }
    for (const button of note.querySelectorAll(".acts [data-do=undo], .acts [data-do=history]")) {
      button.hidden = !finding.decision;
    }
  };
  app.show = show;

  // The lines that the store gives back, or a map of what others decided.
  const apply = (pairs) => {
    const changed = [];
    for (const [fingerprint, decision] of pairs) {
      for (const finding of byPrint.get(fingerprint) ?? []) {
        finding.decision = decision && decision.judgement !== "open" ? decision : null;
        finding.seen = decision?.id ?? finding.seen;
        show(finding);
        changed.push(finding);
      }
    }
    document.dispatchEvent(new CustomEvent("mtqa:changed"));
    return changed;
  };
  const lines = (found) => apply(found.map((line) => [line.fingerprint, line]));

  const refused = (problem) => {
    if (problem?.conflict) apply(Object.entries(problem.conflict));
    const sentence = problem?.message || problem?.error || "The decision could not be kept.";
    app.alert(`${sentence[0].toUpperCase()}${sentence.slice(1)}${/[.!?]$/.test(sentence) ? "" : "."} Yours was not written.`);
  };

  const count = (list) => (list.length === 1 ? `Finding ${list[0].number}` : `${list.length} findings`);

  app.decide = async (list, judgement, { text = "", note = "", quiet = false } = {}) => {
    const items = [...new Map(list.map((one) => [one.fingerprint, one])).values()].map((one) => ({
      fingerprint: one.fingerprint,
      judgement,
      text,
      note: note || (text ? "" : one.decision?.note) || "",
    }));
    try {
      lines(await app.store.put(items));
    } catch (problem) {
      refused(problem);
      return false;
    }
    done.push(list);
    const left = app.all.filter((one) => state(one) === "open").length;
    if (!quiet) say(`${count(list)}: ${WORDS[judgement]}. ${left} left.`);
    return true;
  };

  const takeBack = async (list) => {
    const decided = [...new Map(list.filter((one) => one.decision).map((one) => [one.fingerprint, one])).values()];
    if (!decided.length) return say("Nothing to undo.");
    try {
      lines(await app.store.undo(decided.map(({ fingerprint }) => ({ fingerprint }))));
    } catch (problem) {
      return refused(problem);
    }
    say(`${count(decided)}: ${decided.length === 1 ? WORDS[decided[0].decision?.judgement] ?? "open again" : "taken back"}.`);
  };
  app.undo = async () => {
    const list = done.pop() ?? (app.current ? [app.current] : []);
    if (!list.length) return say("Nothing to undo.");
    await takeBack(list);
    app.go(list[0]);
  };

  // Taken back by itself: the key must not then take back what was decided before it.
  const takeBackOne = async (finding) => {
    const at = done.findLastIndex((list) => list.length === 1 && list[0].fingerprint === finding.fingerprint);
    if (at >= 0) done.splice(at, 1);
    await takeBack([finding]);
  };

  const judge = (judgement) => async (finding = app.current) => {
    if (!finding) return app.walk(1);
    // pressed again: taken back
    if (finding.decision?.judgement === judgement && !finding.decision.text) return takeBackOne(finding);
    if (await app.decide([finding], judgement)) app.nextOpen(finding);
  };
  const add = (finding = app.current) =>
    finding &&
    document.dispatchEvent(new CustomEvent("mtqa:add-to-glossary", { detail: { file: finding.file, finding } }));
  const actions = {
    accepted: judge("accepted"),
    dismissed: judge("dismissed"),
    unsure: judge("unsure"),
    edit: (finding = app.current) => finding && app.edit(finding),
    glossary: add,
    history: (finding = app.current) => finding && app.history(finding),
    undo: (finding) => (finding ? takeBackOne(finding) : app.undo()),
  };

  const BUTTONS = [
    ["accepted", "Accept", "It is an error (a)"],
    ["dismissed", "Dismiss", "The text is right (d)"],
    ["unsure", "Unsure", "Somebody else should look (u)"],
    ["edit", "Edit", "Write what it should say, and a note (e)"],
    ["glossary", "Glossary", "Add to the glossary (g)"],
    ["history", "History", "What was decided about it"],
    ["undo", "Undo", "Take the decision back (z)"],
  ];
  const bar = (finding) => {
    const made = element("div", { class: "acts", role: "group", "aria-label": `Decide about finding ${finding.number}` });
    for (const [name, label, title] of BUTTONS) {
      const pressed = name in WORDS ? "false" : null;
      made.append(element("button", { type: "button", "data-do": name, title, "aria-pressed": pressed }, label));
    }
    const box = element("input", { type: "checkbox", "data-pick": true, "aria-label": `Select finding ${finding.number}` });
    made.append(element("label", { title: "Select for several at once (x)" }, box, element("span", { "aria-hidden": "true" }, "select")));
    return made;
  };
  for (const finding of app.all) {
    const note = app.noteOf(finding);
    note.append(bar(finding));
    show(finding);
  }
  for (const file of app.files) {
    file.root.querySelector(".list")?.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (!button) return;
      const finding = app.findingOf(file, button);
      actions[button.dataset.do](finding);
    });
  }
  app.onKey({
    a: () => actions.accepted(),
    d: () => actions.dismissed(),
    u: () => actions.unsure(),
    e: () => actions.edit(),
    g: () => actions.glossary(),
    h: () => actions.history(),
    z: () => app.undo(),
  });

  app.ready = app.store.load().then(
    (held) => {
      apply(held);
      app.refilter();
    },
    () => app.alert("The decisions could not be read."),
  );
  app.store.onChange?.((changed) => {
    apply(changed);
    say("Somebody else, or another tab, decided something.");
  });
})();
