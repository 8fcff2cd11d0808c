// The pages of the glossary: search, an entry with its form, the history with its way back.
(() => {
  "use strict";
  const { post, element, say, sayNext, data } = window.mtqaReview;
  const go = (path, values = {}) => location.assign(`${path}?${new URLSearchParams(values)}`);
  const byId = (id) => document.getElementById(id);

  // No form of these pages is sent by the browser itself: the policy of the page forbids it.
  byId("search")?.addEventListener("submit", (event) => {
    event.preventDefault();
    go("/glossary", { q: byId("q").value.trim(), kind: byId("kind").value });
  });

  const ask = (question, does, then) => {
    const box = element("p", { class: "severe", role: "alert" });
    const yes = element("button", { type: "button", class: "danger" }, does);
    const no = element("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
    const dialog = element(
      "dialog",
      { class: "mtqa-dialog", "aria-labelledby": "ask-title" },
      element("h2", { id: "ask-title" }, question),
      box,
      element("div", { class: "buttons" }, yes, no),
    );
    yes.addEventListener("click", async () => {
      yes.disabled = true;
      try {
        await then();
      } catch (problem) {
        box.textContent = problem.error ?? String(problem);
        yes.disabled = false;
      }
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  };

  const restore = (button) => {
    const number = Number(button.dataset.restore);
    const seen = Number(button.dataset.seen);
    ask(button.dataset.question, button.dataset.does, async () => {
      const result = await post("/api/glossary/restore", { number, seen });
      sayNext(`${result.done[0].toUpperCase()}${result.done.slice(1)}. Articles are checked again with it.`);
      go("/glossary");
    });
  };
  for (const button of document.querySelectorAll("[data-restore]")) {
    button.addEventListener("click", () => restore(button));
  }

  const place = byId("entry-form");
  if (!place) return;
  const entry = data("entry-data");
  const form = window.mtqaEntryForm.build(entry);
  const watch = window.mtqaEntryForm.guard(form);
  const onSaved = (result) => {
    sayNext(`${result.done[0].toUpperCase()}${result.done.slice(1)}. Articles are checked again with it.`);
    go("/glossary/entry", { id: result.entry.id });
  };
  const save = window.mtqaEntryForm.saver({ form, watch, extra: {}, onSaved });
  place.append(form.root, watch.box, element("div", { class: "buttons" }, ...save.buttons));
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    save.submit();
  });
  if (!entry.id) form.first.focus();

  byId("remove")?.addEventListener("click", () => {
    ask(`Remove “${entry.term}” from the glossary?`, "Remove", async () => {
      const result = await post("/api/entry/remove", { id: entry.id, seen: entry.seen });
      const values = { removed: entry.term };
      if (result.undo !== null) Object.assign(values, { undo: result.undo, version: result.version });
      go("/glossary", values);
    });
  });

  const retire = byId("deprecate-form");
  retire?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const forms = [...retire.querySelectorAll("[name=form]:checked")].map((box) => box.value);
    const force = retire.dataset.force === "yes";
    const values = { id: entry.id, seen: entry.seen, forms, use: byId("use").value, superseded: byId("superseded").checked };
    try {
      const result = await post("/api/entry/deprecate", { ...values, force });
      sayNext(`${result.done[0].toUpperCase()}${result.done.slice(1)}.`);
      location.reload();
    } catch (problem) {
      if (problem.concerns) {
        retire.dataset.force = "yes";
        byId("deprecate").textContent = "Take out of use all the same";
        say(problem.concerns.map((one) => one.sentence).join(" · "), true);
        return;
      }
      say(problem.error, true);
    }
  });
  retire?.addEventListener("input", () => {
    retire.dataset.force = "";
    byId("deprecate").textContent = "Take out of use";
  });
})();
