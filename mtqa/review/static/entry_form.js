// The form of an entry, in the dialog of a finding and on the pages of the glossary; what the guard says about it.
window.mtqaEntryForm = (() => {
  "use strict";
  const { element, post } = window.mtqaReview;

  const KINDS = ["person", "place", "organisation", "work", "product", "event", "term"];
  const MATCHES = [
    ["sound", "also where it is garbled"],
    ["inflected", "also inflected"],
    ["exact", "letter for letter"],
  ];
  const CASES = [
    ["as-written", "a capital is a capital"],
    ["same-case", "every letter as written"],
    ["any-case", "capitals do not matter"],
  ];
  const LISTS = [
    ["variants", "Other right forms", "One in a line."],
    ["wrong", "Wrong forms", "One in a line; each will be flagged."],
    ["sources", "In other languages", "One in a line, the language before it: ko:윤석열"],
    ["roles", "Words beside the name", "One in a line: president"],
  ];
  const MORE = [
    ["superseded", "Forms that were right once", "One in a line."],
    ["context", "Words of an article that make it more probable", "One in a line."],
    ["must_flag", "Sentences in which something must be found", "One in a line."],
    ["must_pass", "Sentences in which nothing may be found", "One in a line."],
  ];
  let count = 0;

  const labelled = (label, control, hint = "") => {
    count += 1;
    control.id = `entry-field-${count}`;
    const parts = [element("label", { for: control.id }, label), control];
    if (hint) {
      const said = element("p", { class: "hint", id: `${control.id}-hint` }, hint);
      control.setAttribute("aria-describedby", said.id);
      parts.splice(1, 0, said);
    }
    return element("div", { class: "field" }, ...parts);
  };

  const full = (field) => {
    field.classList.add("full");
    return field;
  };

  const select = (options, value) => {
    const made = element("select", {});
    for (const [key, words] of options) made.append(element("option", { value: key }, words));
    // a rule that the list does not have, as a pattern, stays what it is
    if (![...made.options].some((option) => option.value === value)) {
      made.append(element("option", { value }, value));
    }
    made.value = value;
    return made;
  };

  // `values` as the server sends them; `fill` puts others in, `read` gives all of them back.
  const build = (values) => {
    let base = { ...values };
    const controls = {};
    const root = element("div", { class: "entry-fields" });
    const input = (name) => (controls[name] = element("input", { type: "text", dir: "auto", autocomplete: "off" }));
    const area = (name, rows = 2) => (controls[name] = element("textarea", { rows, dir: "auto", spellcheck: "false" }));

    const make = () => {
      controls.kind = select([["", "guess from the term"], ...KINDS.map((kind) => [kind, kind])], base.kind || "");
      controls.match = select(MATCHES, base.match || "sound");
      controls.case = select(CASES, base.case || "as-written");
      controls.watch = element("input", { type: "checkbox" });
      const more = element("details", { class: "more" }, element("summary", {}, "More"));
      more.append(
        labelled("How its forms are looked for", controls.match),
        labelled("Capitals", controls.case),
        labelled("Only ask to look twice where a form stands", controls.watch),
        ...MORE.map(([name, label, hint]) => labelled(label, area(name), hint)),
        labelled("Subject", input("subject")),
        labelled("Address where it is from", input("url")),
      );
      root.append(
        labelled("Term", input("term")),
        labelled("Kind", controls.kind),
        ...LISTS.map(([name, label, hint]) => labelled(label, area(name), hint)),
        full(labelled("Note", area("note"), "For people; never looked for.")),
        more,
      );
    };

    const fill = (next) => {
      base = { ...next };
      for (const [name, control] of Object.entries(controls)) {
        const value = base[name];
        if (control.type === "checkbox") control.checked = Boolean(value);
        else if (Array.isArray(value)) control.value = value.join("\n");
        else if (control.tagName === "SELECT") control.value = value ?? "";
        else control.value = value ?? "";
        if (control.tagName === "TEXTAREA") control.rows = Math.min(8, Math.max(2, control.value.split("\n").length));
      }
    };

    const read = () => {
      const now = { ...base };
      for (const [name, control] of Object.entries(controls)) {
        if (control.type === "checkbox") now[name] = control.checked;
        else if (Array.isArray(base[name])) now[name] = control.value.split("\n").map((it) => it.trim()).filter(Boolean);
        else now[name] = control.value;
      }
      return now;
    };

    make();
    fill(base);
    return { root, read, fill, first: controls.term };
  };

  // What the guard says of the form, shown while it is filled in; it is asked when the writer pauses.
  const guard = (form) => {
    const box = element("div", { class: "guard", role: "status", "aria-live": "polite" });
    let timer = 0;
    let asked = 0;
    const refuse = (sentence) => box.replaceChildren(element("p", { class: "severe" }, sentence));
    const show = (concerns, lead) => {
      const items = concerns.map((one) =>
        element("li", { class: one.severe ? "severe" : "" }, `${one.severe ? "Serious: " : "Note: "}${one.sentence}`),
      );
      box.replaceChildren(element("p", {}, lead), ...(items.length ? [element("ul", {}, ...items)] : []));
    };
    // What saving would do; null if it cannot be saved, or the form was changed since.
    const check = async () => {
      clearTimeout(timer);
      asked += 1;
      const mine = asked;
      const values = form.read();
      if (!values.term.trim()) {
        refuse("Write the right form under Term.");
        return null;
      }
      let plan;
      try {
        plan = await post("/api/entry/preview", values);
      } catch (problem) {
        if (mine === asked) failed(problem);
        return null;
      }
      if (mine !== asked) return null;
      if (plan.refused) {
        refuse(plan.refused);
        return null;
      }
      show(plan.concerns, `Saving will ${plan.does}.${plan.concerns.length ? "" : " Nothing speaks against it."}`);
      return plan;
    };
    const failed = (problem) => {
      refuse(problem.error);
      if (!problem.current) return;
      const take = () => {
        form.fill({ ...problem.current, seen: problem.seen });
        check();
      };
      box.append(element("button", { type: "button", onclick: take }, "Show the entry as it is now"));
    };
    form.root.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(check, 400);
    });
    const stop = () => {
      clearTimeout(timer);
      asked += 1;
    };
    return { box, check, show, failed, stop };
  };

  // Save with a second, explicit step where something serious speaks against it.
  const saver = ({ form, watch, extra, onSaved }) => {
    const save = element("button", { type: "submit", class: "primary" }, "Save");
    const insist = element("button", { type: "button", class: "danger", hidden: true }, "Save all the same");
    const warn = (concerns) => {
      watch.show(concerns, "Nothing was saved yet. Read what speaks against it:");
      insist.hidden = false;
      insist.focus();
    };
    const busy = (is) => {
      save.disabled = insist.disabled = is;
    };
    const send = async (force) => {
      busy(true);
      watch.stop();
      try {
        onSaved(await post("/api/entry", { ...form.read(), ...extra, force }));
      } catch (problem) {
        busy(false);
        if (problem.concerns) warn(problem.concerns);
        else watch.failed(problem);
      }
    };
    const submit = async () => {
      busy(true);
      const plan = await watch.check();
      busy(false);
      if (plan === null) return;
      if (plan.concerns.some((one) => one.severe)) warn(plan.concerns);
      else await send(false);
    };
    insist.addEventListener("click", () => send(true));
    // whoever changes the form has to be asked again
    form.root.addEventListener("input", () => {
      insist.hidden = true;
    });
    return { buttons: [save, insist], submit };
  };

  return { build, guard, saver };
})();
