// Several findings at once: select, see what would be done, do it, and take it back as one.
(() => {
  "use strict";
  const app = window.mtqa;
  const { element } = app;
  const WORDS = { accepted: "Accept", dismissed: "Dismiss", unsure: "Mark as unsure" };
  const picked = new Set();
  let last = null;

  const box = (finding) => app.noteOf(finding).querySelector("[data-pick]");
  const pick = (finding, on) => {
    if (on) picked.add(finding);
    else picked.delete(finding);
    box(finding).checked = on;
  };
  const shown = (file) => file.shown.map((number) => file.findings[number - 1]);

  const preview = (judgement) => {
    const list = [...picked];
    const checks = [...new Set(list.map((one) => one.check))];
    const of = checks.length === 1 ? ` of ${checks[0]}` : "";
    const items = list.map((one) =>
      element("li", { dir: "auto" }, `${one.number}: “${one.text}”`, one.decision ? ` (now ${one.decision.judgement})` : ""),
    );
    app.dialog(
      `${WORDS[judgement]} ${list.length} finding${list.length === 1 ? "" : "s"}${of}?`,
      [element("ol", { tabindex: "0", "aria-label": "Findings" }, ...items), element("p", { class: "dim" }, "z takes all of it back at once.")],
      {
        label: WORDS[judgement],
        submit: async () => {
          const ok = await app.decide(list, judgement);
          if (ok) {
            clear();
            app.nextOpen(list.at(-1));
          }
          return ok;
        },
      },
    );
  };

  const clear = () => {
    for (const finding of [...picked]) pick(finding, false);
    draw();
  };

  const draw = () => {
    for (const file of app.files) {
      const place = file.root.querySelector(".bulk");
      if (!place) continue;
      const mine = [...picked].filter((one) => one.file === file).length;
      place.hidden = !mine;
      place.querySelector("b").textContent = `${mine} selected`;
    }
  };

  for (const file of app.files) {
    const place = file.root.querySelector(".bulk");
    if (!place) continue;
    const button = (label, action) => element("button", { type: "button", onclick: action }, label);
    const everything = () => {
      for (const finding of shown(file)) pick(finding, true);
      draw();
    };
    place.append(
      element("b", { role: "status" }),
      ...Object.entries(WORDS).map(([judgement, label]) => button(`${label}…`, () => preview(judgement))),
      button("Clear", clear),
    );
    file.form.querySelector(".foot").append(button("Select all shown", everything));
    file.root.querySelector(".list").addEventListener("click", (event) => {
      const here = event.target.closest("[data-pick]");
      if (!here) return;
      const finding = app.findingOf(file, here);
      pick(finding, here.checked);
      if (event.shiftKey && last?.file === file) {
        const [from, to] = [last.number, finding.number].sort((a, b) => a - b);
        for (const one of shown(file)) if (one.number >= from && one.number <= to) pick(one, here.checked);
      }
      last = finding;
      draw();
    });
  }
  app.onKey({
    x: () => {
      if (!app.current) return;
      pick(app.current, !picked.has(app.current));
      last = app.current;
      draw();
    },
  });
})();
