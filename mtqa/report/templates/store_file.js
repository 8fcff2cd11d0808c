// Decisions of a page without a server: kept in this browser, and given out as decisions.jsonl.
(() => {
  "use strict";
  const app = window.mtqa;
  if (window.mtqaStore) {
    app.store = window.mtqaStore;
    return;
  }
  const KEY = `decisions:${app.data.report}`;
  for (const finding of app.all) finding.initial = finding.decision;
  const byPrint = new Map(app.all.map((finding) => [finding.fingerprint, finding]));
  let lines = [];
  let exported = 0;
  // whether the browser keeps what is decided
  let lasts = true;

  const read = () => {
    try {
      const held = JSON.parse(app.lasting.get(KEY) ?? "{}");
      lines = Array.isArray(held.lines) ? held.lines.filter((line) => typeof line?.fingerprint === "string") : [];
      exported = Number(held.exported) || 0;
    } catch {
      lines = [];
    }
  };
  const write = () => {
    lasts = app.lasting.set(KEY, JSON.stringify({ lines, exported }));
  };

  // What was decided about a finding and not taken back, the oldest first: as in mtqa.decisions.
  const standing = (fingerprint) => {
    const first = byPrint.get(fingerprint)?.initial;
    let stack = first ? [first] : [];
    for (const line of lines) {
      if (line.fingerprint !== fingerprint) continue;
      if (line.undoes) stack = stack.filter((one) => one.id !== line.undoes);
      else if (line.judgement === "open") stack = [];
      else stack.push(line);
    }
    return stack;
  };

  const about = (fingerprint) => {
    const finding = byPrint.get(fingerprint);
    return {
      check: finding?.check,
      found: finding?.text,
      suggested: finding?.suggestion || undefined,
      file: finding?.file.name,
      confidence: finding?.confidence,
      context: finding?.context || undefined,
    };
  };
  const newId = () => [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const add = (line) => {
    const whole = { ...line, by: app.lasting.get("by") || undefined, at: new Date().toISOString(), id: newId() };
    lines.push(whole);
    return whole;
  };

  // Another tab with the same report may have decided since.
  const fresh = () => {
    if (lasts) read();
  };
  app.store = {
    async load() {
      fresh();
      const prints = new Set([...lines.map((line) => line.fingerprint), ...byPrint.keys()]);
      return new Map([...prints].map((key) => [key, standing(key).at(-1)]).filter(([, line]) => line));
    },
    async put(items) {
      fresh();
      const done = items.map(({ fingerprint, judgement, text, note }) =>
        add({ fingerprint, judgement, text: text || undefined, note: note || undefined, ...about(fingerprint) }),
      );
      write();
      return done;
    },
    async undo(items) {
      fresh();
      const done = [];
      for (const { fingerprint } of items) {
        const stack = standing(fingerprint);
        if (!stack.length) continue;
        const before = stack.at(-2) ?? { fingerprint, judgement: "open", ...about(fingerprint) };
        done.push(add({ ...before, undoes: stack.at(-1).id }));
      }
      write();
      return done;
    },
    async history(fingerprint) {
      const first = byPrint.get(fingerprint)?.initial;
      return [...(first ? [first] : []), ...lines.filter((line) => line.fingerprint === fingerprint)];
    },
    onChange(listener) {
      addEventListener("storage", (event) => {
        if (event.key !== `mtqa:${KEY}`) return;
        read();
        listener(new Map(app.all.map((one) => [one.fingerprint, standing(one.fingerprint).at(-1) ?? null])));
      });
    },
    unsaved: () => lines.length - exported,
    lasts: () => lasts,
    // The file, one line for each thing that was done.
    text() {
      exported = lines.length;
      write();
      return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    },
    // Lines of such a file that this page does not have yet; they come before what was decided here.
    take(text) {
      const have = new Set(lines.map((line) => line.id));
      const found = text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
      if (!found.every((line) => typeof line?.fingerprint === "string" && typeof line.judgement === "string")) throw new Error();
      const fresh = found.filter((line) => byPrint.has(line.fingerprint) && !have.has(line.id));
      lines = [...fresh.map((line) => ({ ...line, id: line.id || newId() })), ...lines];
      exported += fresh.length;
      write();
      return fresh.length;
    },
  };
})();
