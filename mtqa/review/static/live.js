// The page of an article on the server: decisions are written as they are made, and seen in every tab.
(() => {
  "use strict";
  const { get, post, element, say, sayNext, data } = window.mtqaReview;
  const EVERY = 3000;
  const article = data("mtqa-data").article;

  // The last line about each finding that this page knows of, also one that took a decision back.
  const last = new Map();
  let revision = "";
  // which check of the article this page shows
  const check = Number(new URL(document.currentScript.src).searchParams.get("check"));
  let progress = "";
  const listeners = [];

  const stands = (line) => (line && line.judgement !== "open" ? line : null);
  const keep = (lines) => {
    for (const line of lines) last.set(line.fingerprint, line);
    return lines;
  };
  const seen = (item) => item.seen || last.get(item.fingerprint)?.id || "";

  const conflicted = (problem) => {
    if (!problem.conflict) {
      say(problem.error, true);
      return { ...problem, conflict: {}, message: problem.error };
    }
    const conflict = {};
    for (const [key, line] of Object.entries(problem.conflict)) {
      if (line) last.set(key, line);
      else last.delete(key);
      conflict[key] = stands(line);
    }
    return { conflict, message: problem.error, status: problem.status };
  };

  const write = async (path, values) => {
    try {
      return keep((await post(path, { article, ...values })).decisions);
    } catch (problem) {
      throw conflicted(problem);
    }
  };

  const store = {
    async load() {
      const state = await get("/api/state", { article });
      revision = state.revision;
      last.clear();
      keep(state.decisions);
      return new Map(state.decisions.filter(stands).map((line) => [line.fingerprint, line]));
    },
    async put(items) {
      const decisions = items.map((item) => ({
        fingerprint: item.fingerprint,
        judgement: item.judgement,
        text: item.text || "",
        note: item.note || "",
        seen: seen(item),
      }));
      return write("/api/decisions", { decisions });
    },
    async undo(items) {
      const findings = items.map((item) => ({ fingerprint: item.fingerprint, seen: seen(item) }));
      return write("/api/undo", { findings });
    },
    async history(fingerprint) {
      return (await get("/api/history", { article, fingerprint })).decisions;
    },
    // `listener(Map(fingerprint -> decision or null))`: what another tab or person decided
    onChange(listener) {
      listeners.push(listener);
    },
  };
  window.mtqaStore = store;

  const reload = (sentence) => {
    if (sentence) sayNext(sentence);
    location.reload();
  };

  const outdated = (sentence) => {
    if (document.getElementById("mtqa-outdated")) return;
    const button = element("button", { type: "button", onclick: () => reload("") }, "Load it again");
    document.body.append(element("div", { id: "mtqa-outdated", role: "status" }, element("p", {}, sentence), button));
  };

  const poll = async () => {
    if (document.hidden) return;
    let state;
    try {
      state = await get("/api/state", { article });
    } catch (problem) {
      if (problem.status === 0) say(problem.error, true);
      return;
    }
    if (state.progress !== progress) {
      progress = state.progress;
      for (const place of document.querySelectorAll("[data-progress]")) place.textContent = progress;
    }
    if (state.problem) return outdated(state.problem);
    if (state.checking) return;
    if (state.check !== check) {
      return outdated("This article was checked again, for it or the glossary was changed.");
    }
    if (state.revision === revision) return;
    // the first answer may come before the page has asked for the decisions itself: nothing in it is news
    const isFirst = revision === "";
    revision = state.revision;
    const now = new Map(state.decisions.map((line) => [line.fingerprint, line]));
    const changed = new Map();
    for (const key of new Set([...now.keys(), ...last.keys()])) {
      if (now.get(key)?.id !== last.get(key)?.id) changed.set(key, stands(now.get(key)));
    }
    last.clear();
    for (const [key, line] of now) last.set(key, line);
    if (isFirst || !changed.size) return;
    for (const listener of listeners) listener(changed);
    // who shows them says so; otherwise the reader is told to load the page again
    const event = new CustomEvent("mtqa:decisions", { detail: changed, cancelable: true });
    if (document.dispatchEvent(event) && !listeners.length) {
      outdated(`${changed.size} decision${changed.size === 1 ? " was" : "s were"} made in another tab or by somebody else.`);
    }
  };
  setInterval(poll, EVERY);
  poll();
  document.addEventListener("visibilitychange", poll);

  const findings = (count) => `${count} finding${count === 1 ? "" : "s"}`;
  const saved = (result) => {
    const { gone, new: come } = result.findings ?? { gone: 0, new: 0 };
    const parts = [`${result.done[0].toUpperCase()}${result.done.slice(1)}`];
    parts.push(gone ? `${findings(gone)} gone` : "no finding is gone");
    if (come) parts.push(`${findings(come)} new`);
    reload(result.problem || `${parts.join("; ")}.`);
  };

  const addToGlossary = async ({ finding }) => {
    const before = document.activeElement;
    let prefill;
    try {
      prefill = await get("/api/entry/prefill", { article, fingerprint: finding.fingerprint });
    } catch (problem) {
      say(problem.error, true);
      return;
    }
    const form = window.mtqaEntryForm.build(prefill.choices[0].entry);
    const watch = window.mtqaEntryForm.guard(form);
    const extra = { article, fingerprint: finding.fingerprint };
    const save = window.mtqaEntryForm.saver({ form, watch, extra, onSaved: saved });
    const radios = prefill.choices.map((choice, at) => {
      const radio = element("input", { type: "radio", name: "meant", checked: at === 0 });
      radio.addEventListener("change", () => {
        form.fill(choice.entry);
        form.root.dispatchEvent(new Event("input")); // another form: the guard is asked again
      });
      return element("label", { class: "choice" }, radio, element("span", {}, choice.label));
    });
    const meant = element("fieldset", {}, element("legend", {}, "What is meant"), ...radios);
    const cancel = element("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
    const body = element(
      "form",
      { method: "dialog" },
      element("h2", { id: "mtqa-add-title" }, "Add to the glossary"),
      element("p", { class: "dim" }, prefill.glossary),
      meant,
      form.root,
      element("div", { class: "end" }, watch.box, element("div", { class: "buttons" }, ...save.buttons, cancel)),
    );
    body.addEventListener("submit", (event) => {
      event.preventDefault();
      save.submit();
    });
    const dialog = element("dialog", { class: "mtqa-dialog", "aria-labelledby": "mtqa-add-title" }, body);
    // the keys of the page are not for what is typed here
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      watch.stop();
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    meant.querySelector("input:checked").focus();
    watch.check();
  };
  document.addEventListener("mtqa:add-to-glossary", (event) => addToGlossary(event.detail));

  // From article to article; the brackets are the keys for it.
  const steps = { "]": 1, "[": -1 };
  const go = (step) => location.assign(`/next?${new URLSearchParams({ after: article, step })}`);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing || !(event.key in steps)) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    if (document.querySelector("form.filter [name=keys]")?.checked === false) return;
    event.preventDefault();
    go(steps[event.key]);
  });
  const bar = () => {
    const link = (href, words) => element("a", { href }, words);
    // a page that leads home by itself says the progress there
    const leadsHome = document.querySelector('a[href="/"]') !== null;
    const home = leadsHome ? [] : [link("/", "Articles"), element("span", { "data-progress": true }, progress)];
    const made = element(
      "nav",
      { class: "mtqa-bar", "aria-label": "Review" },
      ...home,
      link(`/next?after=${article}&step=-1`, "Previous unreviewed"),
      link(`/next?after=${article}`, "Next unreviewed"),
      link("/glossary", "Glossary"),
      link(`/export/${article}`, "Export"),
    );
    // after the links that skip to the content, which come first
    const head = document.querySelector("body > header");
    if (head) head.before(made);
    else document.body.prepend(made);
  };
  bar();
})();
