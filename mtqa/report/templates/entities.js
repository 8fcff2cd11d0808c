// The names follow what is decided about their findings.
(() => {
  "use strict";
  const app = window.mtqa;
  const WORDS = { accepted: "confirmed error", dismissed: "dismissed", unsure: "unsure", open: "suspected", ignored: "ignored" };
  const GRAVEST = ["accepted", "open", "unsure", "dismissed", "ignored"];
  const rows = [...document.querySelectorAll(".entities li[data-n]")].map((row) => ({
    verdict: row.querySelector(".verdict"),
    findings: row.dataset.n
      .split(" ")
      .map((number) => app.files.find((file) => file.key === row.dataset.key)?.findings[number - 1]),
  }));
  const show = () => {
    for (const { verdict, findings } of rows) {
      const states = new Set(findings.map((one) => one?.decision?.judgement ?? one?.state ?? "open"));
      const state = GRAVEST.find((one) => states.has(one)) ?? "open";
      if (!verdict) continue;
      verdict.textContent = WORDS[state];
      verdict.className = `verdict ${WORDS[state].split(" ")[0]}`;
    }
  };
  document.addEventListener("mtqa:changed", show);
  show();
})();
