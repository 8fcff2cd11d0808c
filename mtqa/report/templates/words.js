// Surprisal of the words, on demand: painted over the text without touching it (CSS Custom Highlight API).
(() => {
  "use strict";
  const app = window.mtqa;
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const WORD = /[^ \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  // bits from which a step begins
  const STEPS = [4, 8, 12, 16, 20];
  const can = typeof Highlight === "function" && CSS.highlights;

  // The words of a sentence, each as the ranges of text nodes that it covers.
  const wordsIn = (sentence) => {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("sup, .flu, .vh")) continue;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return [...text.matchAll(WORD)].map((match) => {
      const [start, end] = [match.index, match.index + match[0].length];
      const ranges = [];
      for (const { node, start: first } of nodes) {
        const [from, to] = [Math.max(start, first), Math.min(end, first + node.length)];
        if (from >= to) continue;
        const range = new Range();
        range.setStart(node, from - first);
        range.setEnd(node, to - first);
        ranges.push(range);
      }
      return { text: match[0], ranges };
    });
  };

  const measured = (file, index) => {
    const sentence = document.getElementById(`${file.key}-s${index}`);
    const digits = file.words?.[index];
    if (!sentence || !digits) return [];
    const words = wordsIn(sentence);
    return words.length === digits.length
      ? words.map((word, at) => ({ ...word, bits: DIGITS.indexOf(digits[at]) }))
      : [];
  };

  const paint = (file) => {
    STEPS.forEach((_, step) => {
      const name = `mtqa-w${step + 1}`;
      if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
    });
    for (const index of Object.keys(file.words)) {
      for (const word of measured(file, index)) {
        const step = STEPS.filter((bound) => word.bits >= bound).length;
        if (step) for (const range of word.ranges) CSS.highlights.get(`mtqa-w${step}`).add(range);
      }
    }
  };

  const boxes = [];
  for (const file of app.files) {
    const tool = document.getElementById(`${file.key}-words`);
    if (!tool || !can || !Object.keys(file.words ?? {}).length) continue;
    tool.hidden = false;
    const box = tool.querySelector("input");
    const readout = tool.querySelector("[data-part=readout]");
    boxes.push({ file, box });
    box.addEventListener("change", () => {
      CSS.highlights.clear();
      for (const other of boxes) if (other.box.checked) paint(other.file);
      tool.querySelector("[data-part=legend]").hidden = !box.checked;
      readout.textContent = box.checked ? "Point at a sentence, or choose one below, to read its numbers here." : "";
    });
    const read = (sentence) => {
      const index = sentence.id.slice(file.key.length + 2);
      const words = measured(file, index);
      if (!words.length) return;
      const dearest = [...words].sort((a, b) => b.bits - a.bits).slice(0, 5).filter((word) => word.bits >= STEPS[0]);
      readout.textContent =
        `Sentence ${Number(index) + 1}: ` +
        (dearest.map((word) => `${word.text} ${word.bits} bits`).join(", ") || "no surprising word");
    };
    const onto = (event) => {
      if (!box.checked) return;
      const sentence = event.target.closest?.(".t > span[id]");
      if (sentence) read(sentence);
    };
    file.root.addEventListener("pointerover", onto);
    file.root.addEventListener("focusin", onto);
  }
})();
