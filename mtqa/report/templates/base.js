// What the parts of the page share. Everything on the page can be read without script.
window.mtqa = (() => {
  "use strict";
  const data = JSON.parse(document.getElementById("mtqa-data").textContent);
  const byId = (id) => document.getElementById(id);
  // what is as usual is not in the data
  const USUAL = { whole: true, suggestion: null, entry: null, state: "open", known: false, decision: null };
  const files = data.files.map((file) => ({
    ...file,
    findings: file.findings.map(([kind, confidence, fingerprint, context, text, more], at) => {
      const [check, dimension, severity] = file.kinds[kind];
      const own = { number: at + 1, check, dimension, severity, confidence, fingerprint, context, text };
      return { ...own, ...USUAL, ...more };
    }),
    root: byId(file.key),
    form: byId(file.key).querySelector("form.filter"),
    shown: file.findings.map((_, at) => at + 1),
  }));
  for (const file of files) for (const finding of file.findings) finding.file = file;

  // An element with attributes, listeners (on...) and children that are elements or text, never markup.
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  const say = (sentence) => {
    byId("mtqa-live").textContent = sentence;
  };

  // Storage of the browser, which may be switched off.
  const kept = (storage) => ({
    get(key) {
      try {
        return window[storage].getItem(`mtqa:${key}`);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        window[storage].setItem(`mtqa:${key}`, value);
        return true;
      } catch {
        return false;
      }
    },
  });

  const state = (finding) => finding.decision?.judgement ?? (finding.state === "ignored" ? "ignored" : "open");
  const all = files.flatMap((file) => file.findings);
  const lasting = kept("localStorage");
  return { data, files, all, byId, element, say, state, lasting, passing: kept("sessionStorage"), keys: true, current: null };
})();
