"use strict";
(() => {
  const { specs, figures, themes } = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const parts = [...document.querySelectorAll(".part")];
  const views = new Map();  // figure -> what vegaEmbed returned, or a promise of it
  root.classList.add("js");

  // Vega is kept compressed, which spares half a megabyte; the page's policy knows its hash.
  const library = (async () => {
    const packed = Uint8Array.from(atob(document.getElementById("vega").textContent), (c) => c.charCodeAt(0));
    const script = document.createElement("script");
    script.textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    document.head.append(script);
    return window.vegaEmbed;
  })();

  // Columns back to rows; texts that repeat are kept once.
  function rows(columns) {
    const names = Object.keys(columns);
    const read = names.map((name) => {
      const column = columns[name];
      return Array.isArray(column) ? (i) => column[i] : (i) => column.of[column.at[i]];
    });
    const first = columns[names[0]] ?? [];
    const n = Array.isArray(first) ? first.length : first.at.length;
    // A date alone would be read as UTC.
    const local = (text) => (typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text);
    return Array.from({ length: n }, (_, i) => Object.fromEntries(names.map((name, c) => [name, local(read[c](i))])));
  }

  const merge = (theme, more) => Object.fromEntries(Object.entries(theme).map(([key, value]) => [key, more[key] ? { ...value, ...more[key] } : value]));

  function draw(figure) {
    const { spec, data } = figures[figure.dataset.figure];
    const datasets = Object.fromEntries(Object.entries(data).map(([name, columns]) => [name, rows(columns)]));
    // On a narrow screen labels and legends must leave room for the chart.
    const narrow = figure.clientWidth < 480 ? { axis: { labelLimit: 130 }, legend: { columns: 1 } } : {};
    const light = !dark.matches || matchMedia("print").matches;
    // Vega's own interpreter evaluates expressions (ast), so that the page's policy can forbid eval.
    const view = library.then((vegaEmbed) => vegaEmbed(figure.querySelector(".chart > div"), { ...specs[spec], datasets, config: merge(themes[light ? "light" : "dark"], narrow) }, {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true },
    }));
    views.set(figure, view);
  }

  async function redraw() {
    for (const [figure, view] of [...views]) {
      (await view).finalize();
      draw(figure);
    }
  }

  function show() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.closest(".part") ?? parts[0];
    for (const other of parts) other.classList.toggle("open", other === part);
    for (const link of document.querySelectorAll(".bar nav a")) {
      const current = link.dataset.part ? part.classList.contains(link.dataset.part) : link.hash === `#${part.id}`;
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const figure of part.querySelectorAll("figure[data-figure]")) {
      if (views.has(figure)) continue;
      draw(figure);
      addNumbers(figure);
    }
    document.title = `killshot: ${part.querySelector("h1").textContent.trim()}`.slice(0, 80);
    if (target && target === part) scrollTo(0, 0);
    else target?.scrollIntoView();
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function table(caption, heads, lines) {
    const made = element("table", undefined, { class: "numbers" });
    made.append(element("caption", caption), element("thead"), element("tbody"));
    const head = element("tr");
    head.append(...heads.map((text) => element("th", text, { scope: "col" })));
    made.tHead.append(head);
    for (const line of lines) {
      const row = element("tr");
      row.append(...line.map((value) => typeof value === "number"
        ? element("td", String(Number(value.toPrecision(5))), { class: "num" })
        : element("td", value === null ? "–" : String(value).replace("T00:00:00", ""))));
      made.tBodies[0].append(row);
    }
    return made;
  }

  // Below a chart, the numbers behind it: written when they are asked for.
  function addNumbers(figure) {
    const title = figure.querySelector("h2, h3").textContent;
    const details = element("details", undefined, { class: "data" });
    const place = element("div", undefined, { class: "scroll", tabindex: "0", role: "region", "aria-label": `Numbers: ${title}` });
    details.append(element("summary", "Numbers of this chart"), place);
    details.addEventListener("toggle", () => { if (details.open && !place.childElementCount) fill(figure, title, place); });
    figure.append(details);
  }

  function fill(figure, title, place) {
    for (const columns of Object.values(figures[figure.dataset.figure].data)) {
      const names = Object.keys(columns);
      if (names.length) place.append(table(title, names.map((name) => name.replaceAll("_", " ")), rows(columns).map((row) => names.map((name) => row[name]))));
    }
  }

  // A network's inputs are rows of the table of all inputs.
  function tellInputs(details) {
    const place = details.querySelector(".scroll");
    if (!details.open || place.childElementCount) return;
    const all = document.getElementById("inputs");
    const name = details.closest(".part").dataset.project;
    const own = element("table", undefined, { class: "numbers inputs" });
    own.append(element("caption", `Inputs of ${name}`), element("thead"), element("tbody"));
    const head = element("tr");
    head.append(...[...all.tHead.rows[0].cells].map((cell) => element("th", cell.textContent, { scope: "col" })));
    own.tHead.append(head);
    own.tBodies[0].append(...[...all.tBodies[0].rows].filter((row) => row.cells[1].textContent === name).map((row) => {
      const copy = row.cloneNode(true);
      copy.hidden = false;
      return copy;
    }));
    place.append(own);
  }

  function setUpInputs() {
    const all = document.getElementById("inputs");
    const find = document.getElementById("filter"), status = document.getElementById("status");
    const count = document.getElementById("filter-count");
    const lines = [...all.tBodies[0].rows].map((row) => ({ row, text: [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase() }));
    const filter = () => {
      const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      let n = 0;
      for (const { row, text } of lines) {
        row.hidden = !(words.every((word) => text.includes(word)) && (!status.value || row.cells[5].textContent === status.value));
        n += !row.hidden;
      }
      count.textContent = `${n} of ${lines.length} inputs`;
    };
    find.addEventListener("input", filter);
    status.addEventListener("change", filter);
    find.form.addEventListener("submit", (event) => event.preventDefault());
    const heads = [...all.tHead.rows[0].cells];
    heads.forEach((head, at) => head.firstElementChild.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[at];
        if (head.dataset.kind === "text") return cell.textContent;
        const value = cell.dataset.sort ?? cell.textContent;
        return value === "" || value === "null" ? -Infinity : Number(value);
      };
      const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
      all.tBodies[0].append(...[...all.tBodies[0].rows].sort((a, b) => order(key(a), key(b))));
    }));
  }

  for (const details of document.querySelectorAll("details.own-inputs")) details.addEventListener("toggle", () => tellInputs(details));
  setUpInputs();
  addEventListener("hashchange", () => { show(); document.getElementById("main").focus({ preventScroll: true }); });
  dark.addEventListener("change", redraw);
  matchMedia("print").addEventListener("change", () => { if (dark.matches) redraw(); });
  show();
})();
