// The dialogs: what the text should say, what was decided before, the keys, and messages.
(() => {
  "use strict";
  const app = window.mtqa;
  const { element } = app;
  let count = 0;

  // A modal dialog; the focus goes back to where it was. `submit` returns false to stay open.
  const open = (title, content, { submit = null, label = "Save" } = {}) => {
    const before = document.activeElement;
    const id = `mtqa-dialog-${(count += 1)}`;
    const close = element("button", { type: "button", onclick: () => dialog.close() }, submit ? "Cancel" : "Close");
    const buttons = submit ? [element("button", { type: "submit" }, label), close] : [close];
    const form = element(
      "form",
      { method: "dialog" },
      element("h2", { id }, title),
      ...content,
      element("div", { class: "ends-row" }, ...buttons),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!submit || (await submit()) !== false) dialog.close();
    });
    const dialog = element("dialog", { class: "mtqa-page-dialog", "aria-labelledby": id }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      // after a decision the walk has the focus already
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };
  app.dialog = open;

  app.alert = (sentence) => {
    app.say(sentence);
    open("Not written", [element("p", {}, sentence)]);
  };

  app.edit = (finding) => {
    const text = element("input", { type: "text", dir: "auto", maxlength: "2000" });
    const flat = (words) => words.replace(/\s+/g, " ").trim();
    text.value = finding.decision?.text || finding.suggestion || (finding.whole ? flat(finding.text) : "");
    text.addEventListener("input", () => text.setCustomValidity(""));
    const note = element("textarea", { rows: "2", dir: "auto", maxlength: "2000" });
    note.value = finding.decision?.note || "";
    const said = element("p", { class: "dim" }, "The article says “", element("bdi", {}, finding.text), "”.");
    const dialog = open(
      "What should it say?",
      [said, element("label", {}, "Corrected text", text), element("label", {}, "Note, for people", note)],
      {
        label: "Accept with this text",
        submit: async () => {
          let own = flat(text.value);
          if (own === flat(finding.text)) {
            // no correction was written; with a suggestion there, an empty one would mean the suggestion
            own = "";
            if (finding.suggestion !== null) {
              text.setCustomValidity("That is what the article says already. If it is right, dismiss the finding.");
              text.reportValidity();
              return false;
            }
          }
          const ok = await app.decide([finding], "accepted", { text: own, note: note.value.trim() });
          if (ok) app.nextOpen(finding);
          return ok;
        },
      },
    );
    dialog.querySelector("input").select();
  };

  const WORDS = { accepted: "confirmed error", dismissed: "dismissed", unsure: "unsure", open: "open" };
  app.history = async (finding) => {
    let lines = [];
    try {
      lines = await app.store.history(finding.fingerprint);
    } catch {
      return app.alert("The history could not be read.");
    }
    const items = lines.map((line) => {
      const who = [line.by, line.at?.slice(0, 16).replace("T", " ")].filter(Boolean).join(", ");
      const text = [WORDS[line.judgement], line.undoes && "(taken back to this)", line.text && `“${line.text}”`, line.note];
      return element("li", { dir: "auto" }, `${text.filter(Boolean).join(" ")}${who ? `: ${who}` : ""}`);
    });
    const list = items.length ? element("ol", {}, ...items) : element("p", {}, "Nothing was decided yet.");
    open(`History of finding ${finding.number}`, [list]);
  };

  const KEYS = [
    ["j / k", "next, previous finding"],
    ["a", "accept: it is an error"],
    ["d", "dismiss: the text is right"],
    ["u", "unsure: somebody else should look"],
    ["e", "edit: write what it should say"],
    ["g", "add to the glossary"],
    ["h", "history of the finding"],
    ["z", "undo the last decision"],
    ["x", "select for several at once"],
    ["?", "this list"],
  ];
  app.help = () => {
    const live = app.data.mode === "live" ? [["] / [", "next, previous article that is not reviewed"]] : [];
    const rows = [...KEYS, ...live].flatMap(([key, text]) => [
      element("dt", {}, element("kbd", {}, key)),
      element("dd", {}, text),
    ]);
    open("Keys", [
      element("dl", {}, ...rows),
      element("p", { class: "dim" }, "The box above the findings switches them off."),
    ]);
  };
  app.onKey({ "?": app.help });

  // Without a server nothing can be written; the command that does it is given out.
  const quoted = (text) => `'${text.replace(/'/g, "'\\''")}'`;
  if (app.data.mode === "file") {
    document.addEventListener("mtqa:add-to-glossary", ({ detail: { finding } }) => {
      const right = finding.decision?.text || finding.suggestion;
      const one = (text) => quoted(text.replace(/\s+/g, " ").trim());
      const commands = [
        right && finding.entry && `mtqa glossary edit ${one(finding.entry)} --wrong ${one(finding.text)}`,
        finding.entry && `mtqa glossary edit ${one(finding.entry)} --variant ${one(finding.text)}`,
        right && !finding.entry && `mtqa glossary add ${one(right)} --wrong ${one(finding.text)}`,
        `mtqa glossary add ${one(finding.text)}`,
      ].filter(Boolean);
      open("Add to the glossary", [
        element("p", {}, "This page is a file and cannot write. Run the line that fits, or open the article with mtqa review."),
        ...commands.map((command) => element("pre", {}, element("code", {}, `${command} --finding ${finding.fingerprint}`))),
      ]);
    });
  }
})();
