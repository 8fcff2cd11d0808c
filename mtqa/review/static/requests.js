// What every page of the review shares: asking the server, and who decides.
window.mtqaReview = (() => {
  "use strict";

  // An answer that is no success is thrown, with all that the server said and the status.
  const answer = async (response) => {
    let value = {};
    try {
      value = await response.json();
    } catch {
      value = { error: `The server answered ${response.status} and no more.` };
    }
    if (!response.ok) throw { status: response.status, ...value };
    return value;
  };

  const ask = async (path, options) => {
    let response;
    try {
      response = await fetch(path, { credentials: "same-origin", ...options });
    } catch {
      throw { status: 0, error: "mtqa does not answer. It has ended, or the machine sleeps; start mtqa review again." };
    }
    return answer(response);
  };

  const get = (path, values = {}) => {
    const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
    return ask(`${path}?${query}`, { method: "GET" });
  };

  const NAME = "mtqa:by";
  const by = () => {
    try {
      return localStorage.getItem(NAME) || "";
    } catch {
      return "";
    }
  };
  const setBy = (name) => {
    try {
      if (name) localStorage.setItem(NAME, name);
      else localStorage.removeItem(NAME);
    } catch {
      // without storage, the name that the server was started with counts
    }
  };

  const post = (path, values) => {
    const name = by();
    return ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(name ? { by: name, ...values } : values),
    });
  };

  // An element with attributes, properties of events, and children that are elements or text, never markup.
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

  // A sentence for the next page, which says it once.
  const SAID = "mtqa:said";
  const sayNext = (sentence) => {
    try {
      sessionStorage.setItem(SAID, sentence);
    } catch {
      // it is only a confirmation of what the next page shows anyway
    }
  };
  // there before it says anything, or a screen reader would not hear it
  const box = element("div", { id: "mtqa-said", role: "status", "aria-live": "polite" });
  document.body.append(box);
  const say = (sentence, isError = false) => {
    box.classList.toggle("bad", isError);
    const close = element("button", { type: "button", onclick: () => box.replaceChildren() }, "Close");
    box.replaceChildren(element("p", {}, sentence), close);
  };
  const sayWaiting = () => {
    let sentence = "";
    try {
      sentence = sessionStorage.getItem(SAID) || "";
      sessionStorage.removeItem(SAID);
    } catch {
      return;
    }
    if (sentence) say(sentence);
  };
  sayWaiting();

  const data = (id) => JSON.parse(document.getElementById(id).textContent);

  const field = document.getElementById("mtqa-by");
  if (field) {
    field.value = by() || field.value;
    field.addEventListener("change", () => setBy(field.value.trim()));
  }

  return { get, post, by, element, say, sayNext, data };
})();
