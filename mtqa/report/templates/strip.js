// The fluency pictures: which sentence is under the pointer, and the table of all numbers when somebody asks for it.
(() => {
  "use strict";
  const app = window.mtqa;
  const { element } = app;
  // units of the picture: a bar with its gap, and the gap before another paragraph; as in html_strip.py
  const STEP = 10;
  const GAP = 6;

  const sentence = (file, segment) => app.byId(`${file.key}-s${segment}`);
  const words = (place) => {
    const copy = place.cloneNode(true);
    for (const extra of copy.querySelectorAll("sup, .flu")) extra.remove();
    const text = copy.textContent.replace(/\s+/g, " ").trim();
    return text.length > 50 ? `${text.slice(0, 49)}…` : text;
  };

  // A picture of pieces, each { x, width, segment, label }: it names the one under the pointer, and leads to it.
  const lead = (file, picture, height, pieces) => {
    let found = null;
    let current = null;
    const title = picture.appendChild(document.createElementNS(picture.namespaceURI, "title"));
    const light = document.createElementNS(picture.namespaceURI, "rect");
    light.setAttribute("class", "at");
    light.setAttribute("height", height);
    const at = (event) => {
      found ??= pieces();
      const box = picture.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * picture.viewBox.baseVal.width;
      return found.findLast((piece) => piece.x <= x) ?? found[0];
    };
    picture.classList.add("ready");
    picture.addEventListener("pointermove", (event) => {
      const piece = at(event);
      if (!piece || piece === current) return;
      current = piece;
      title.textContent = piece.label;
      light.setAttribute("x", piece.x);
      light.setAttribute("width", piece.width);
      picture.prepend(light);
    });
    picture.addEventListener("pointerleave", () => {
      current = null;
      light.remove();
    });
    picture.addEventListener("click", (event) => {
      const piece = at(event);
      if (piece) location.hash = `#${file.key}-s${piece.segment}`;
    });
  };

  const bars = (file, drawn) => {
    const { unit } = file.numbers;
    let x = 0;
    let block = null;
    return drawn.map((segment) => {
      const inside = sentence(file, segment)?.closest(".b") ?? null;
      if (block && inside !== block) x += GAP;
      block = inside;
      const piece = { x, width: STEP - 2, segment, label: `Sentence ${segment + 1}: ${file.valueOf.get(segment)} ${unit}` };
      x += STEP;
      return piece;
    });
  };

  // the steps of the chart are in its line: "M0 12h30M30 20h44"
  const steps = (file, line) => {
    const blocks = [...file.root.querySelectorAll(".body > .b")];
    const first = new Map();
    for (const segment of file.numbers.segments) {
      const block = sentence(file, segment)?.closest(".b");
      if (block && !first.has(block)) first.set(block, segment);
    }
    const starts = [...first];
    return [...line.getAttribute("d").matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g)].map(([, x, y, width], at) => ({
      x: Number(x),
      width: Number(width),
      segment: starts[at]?.[1] ?? 0,
      label: `Paragraph ${blocks.indexOf(starts[at]?.[0]) + 1}: ${Math.round(100 * (1 - y / 60))} of 100`,
    }));
  };

  const table = (file, place) => {
    const { segments, values, unit } = file.numbers;
    const head = ["Sentence", unit === "of 100" ? "Score" : "Bits per token"].map((name) =>
      element("th", { scope: "col", class: "num" }, name),
    );
    const rows = segments.map((segment, at) => {
      const text = sentence(file, segment);
      const link = element("a", { href: `#${file.key}-s${segment}`, dir: "auto" }, text ? words(text) : "…");
      const cell = (value) => element("td", { class: "num" }, value);
      return element("tr", {}, cell(String(segment + 1)), cell(values[at]), element("td", {}, link));
    });
    place.replaceChildren(
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...head, element("th", { scope: "col" }, "Begins"))),
        element("tbody", {}, ...rows),
      ),
    );
  };

  for (const file of app.files) {
    if (!file.numbers) continue;
    const values = file.numbers.values.split(" ");
    const segments = file.numbers.segments ?? values.map((_, at) => at);
    file.numbers = { drawn: segments, ...file.numbers, segments, values };
    file.valueOf = new Map(segments.map((segment, at) => [segment, values[at]]));
    const section = app.byId(`${file.key}-fluency`);
    section.querySelector("[data-part=choose]").hidden = false;
    let from = 0;
    for (const strip of section.querySelectorAll(".strip")) {
      const drawn = file.numbers.drawn.slice(from, (from += Number(strip.dataset.n)));
      lead(file, strip, 70, () => bars(file, drawn));
    }
    const line = file.root.querySelector(".chart .line");
    if (line) lead(file, line.ownerSVGElement, 60, () => steps(file, line));
    const details = section.querySelector("details.numbers");
    details.addEventListener("toggle", () => {
      const place = details.querySelector("[data-part=numbers]");
      if (details.open && !place.querySelector("table")) table(file, place);
    });
  }
})();
