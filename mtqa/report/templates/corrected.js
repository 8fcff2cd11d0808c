// Before and after: the article with what was accepted, by paragraph, to read, copy and download.
(() => {
  "use strict";
  const app = window.mtqa;
  const SKIPPED = "sup, .flu, .vh, .label";

  // The text of a block as it was read: without numbers and labels that the page added.
  const textOf = (block) => {
    const walker = document.createTreeWalker(block.querySelector(".t"), NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(SKIPPED)) text += walker.currentNode.data;
    return text;
  };

  // What replaces a finding's text; null if nothing does.
  const replacement = (finding) => {
    if (finding.decision?.judgement !== "accepted") return null;
    if (finding.decision.text) return finding.decision.text;
    return finding.suggestion ?? null;
  };

  // The rule of mtqa.report.corrected: what was typed, then confidence, then length, then place.
  const before = (a, b) =>
    Number(Boolean(b.typed)) - Number(Boolean(a.typed)) ||
    b.confidence - a.confidence ||
    b.end - b.start - (a.end - a.start) ||
    a.block - b.block ||
    a.start - b.start ||
    a.number - b.number;

  const chosen = (file) => {
    const wanted = [];
    for (const finding of file.findings) {
      const place = file.corrected.at[finding.number - 1];
      const text = place ? replacement(finding) : null;
      if (text === null || text === undefined) continue;
      const [block, start, end] = place;
      wanted.push({ ...finding, block, start, end, text, typed: finding.decision.text });
    }
    wanted.sort(before);
    const kept = [];
    for (const one of wanted) {
      const clash = kept.some(
        (other) =>
          other.block === one.block &&
          ((one.start < other.end && other.start < one.end) || (one.start === other.start && one.end === other.end)),
      );
      if (!clash) kept.push(one);
    }
    kept.sort((a, b) => a.block - b.block || a.start - b.start);
    return { kept, left: wanted.length - kept.length };
  };

  // The pieces of a block: [kind, text], kind "" for what stays.
  const pieces = (text, changes) => {
    const found = [];
    let at = 0;
    for (const [n, change] of changes.entries()) {
      let { start, end } = change;
      const free = !(changes[n + 1]?.start <= end);
      // a word that goes takes one of the two spaces around it along
      if (!change.text && free && text[start - 1] === " " && text[end] === " ") end += 1;
      if (start > at) found.push(["", text.slice(at, start)]);
      found.push(["del", text.slice(start, end)], ["ins", change.text]);
      at = end;
    }
    found.push(["", text.slice(at)]);
    return found.filter(([, part]) => part);
  };

  const paragraph = (parts) => {
    const line = document.createElement("p");
    line.dir = "auto";
    for (const [kind, text] of parts) {
      if (!kind) line.append(text);
      else {
        const element = document.createElement(kind);
        element.textContent = text;
        line.append(element);
      }
    }
    return line;
  };

  const views = app.files
    .map((file) => ({ file, root: document.getElementById(`${file.key}-corrected`) }))
    .filter(({ file, root }) => root && file.corrected)
    .map(({ file, root }) => {
      const part = (name) => root.querySelector(`[data-part=${name}]`);
      const texts = [...file.root.querySelectorAll(".text .b")].map(textOf);
      const after = () => {
        const { kept } = chosen(file);
        const gaps = file.corrected.gaps;
        let whole = gaps[0];
        texts.forEach((text, block) => {
          const changes = kept.filter((one) => one.block === block);
          whole += pieces(text, changes).map(([kind, piece]) => (kind === "del" ? "" : piece)).join("");
          whole += gaps[block + 1];
        });
        return whole;
      };
      const show = () => {
        const { kept, left } = chosen(file);
        const byBlock = new Map();
        for (const one of kept) byBlock.set(one.block, [...(byBlock.get(one.block) ?? []), one]);
        const all = part("all").checked;
        const lines = texts.flatMap((text, block) => {
          const changes = byBlock.get(block) ?? [];
          return changes.length || all ? [paragraph(pieces(text, changes))] : [];
        });
        part("changes").replaceChildren(...lines);
        const count = kept.length;
        part("said").textContent = count
          ? `${count} accepted change${count === 1 ? "" : "s"} applied.` +
            (left ? ` ${left} not, for they overlap with others.` : "") +
            (file.corrected.plain ? "" : " The text is that of the page, without its markup; mtqa fix keeps the markup.")
          : "Nothing to apply yet: accept a finding that has a suggestion, or write your own text with Edit.";
        for (const name of ["copy", "download"]) part(name).disabled = !count;
      };
      part("all").addEventListener("change", show);
      part("copy").addEventListener("click", async () => {
        const text = after();
        try {
          await navigator.clipboard.writeText(text);
          part("said").textContent = "The corrected text is in the clipboard.";
        } catch {
          part("said").textContent = "The browser did not allow copying; download the text instead.";
        }
      });
      part("download").addEventListener("click", () => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([after()], { type: "text/plain;charset=utf-8" }));
        link.download = `${file.name.replace(/\.[A-Za-z0-9]{1,8}$/, "")}.corrected.txt`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      });
      root.hidden = false;
      return { show, after };
    });

  const showAll = () => views.forEach((view) => view.show());
  document.addEventListener("mtqa:changed", showAll);
  showAll();
  app.correctedTexts = () => views.map((view) => view.after());
})();
