// Pieces that views share: sections, filters, marked text, the panel, long lists.

function section(id, title, lead, ...children) {
  return make("section", { id, "aria-labelledby": `${id}-title` },
    make("h2", { id: `${id}-title` }, title), lead ? make("p", { class: "lead" }, lead) : null, ...children);
}

function badge(status) {
  return make("span", { class: `badge ${status}` }, say(status));
}

/** A choice of one value; `change` gets it. Options are [value, words]. */
function choice(label, options, change, name = null) {
  const select = make("select", { name, onchange: () => change(select.value) },
    make("option", { value: "" }, say("all")), options.map(([value, words]) => make("option", { value }, words)));
  return make("label", { class: "filter" }, make("span", {}, label), select);
}

function searchBox(change) {
  const input = make("input", { type: "search", oninput: () => change(input.value) });
  return make("label", { class: "filter wide" }, make("span", {}, say("search")), input);
}

/** A list that shows some rows and more on demand: `draw(item)` makes a row. */
function longList(container, items, draw, step = 40) {
  const rows = make("div", { class: "rows" });
  const count = make("p", { class: "count", role: "status" });
  const more = make("button", { type: "button", class: "more", onclick: () => grow() });
  let found = items;
  let shown = 0;
  function grow() {
    rows.append(...found.slice(shown, shown + step).map(draw));
    shown = Math.min(shown + step, found.length);
    count.textContent = found.length ? say("shown", { n: shown, all: found.length }) : say("nothing");
    more.hidden = shown >= found.length;
    more.textContent = say("more", { n: Math.min(step, found.length - shown) });
  }
  function show(next) {
    found = next;
    shown = 0;
    rows.replaceChildren();
    grow();
  }
  container.append(count, rows, more, make("p", { class: "print-note" }, say("print_note")));
  show(items);
  return show;
}

/** Rows of a table, the rest on demand. */
function growing(body, rows, draw, holder, first = 30) {
  body.append(...rows.slice(0, first).map(draw));
  if (rows.length <= first) return;
  const more = make("button", { type: "button", class: "more", onclick: () => { body.append(...rows.slice(first).map(draw)); more.remove(); } }, say("more", { n: rows.length - first }));
  holder.append(more);
}

/** Text from `from` on with the ranges marked. Ranges count code points of the document. */
function marked(text, from, ranges, name = "hit") {
  const letters = Array.from(text);
  const out = [];
  let at = 0;
  const clean = ranges.map(([start, end]) => [start - from, end - from])
    .filter(([start, end]) => start >= 0 && end <= letters.length && start < end).sort((a, b) => a[0] - b[0]);
  for (const [start, end] of clean) {
    if (start < at) continue;
    out.push(letters.slice(at, start).join(""), make("mark", { class: name }, letters.slice(start, end).join("")));
    at = end;
  }
  out.push(letters.slice(at).join(""));
  return out;
}

/** The words of a task as the document has them, words in common marked. */
function taskWords(task, ranges) {
  if (!task.context || !ranges.length) return [task.text];
  const [from, text] = task.context;
  const letters = Array.from(text);
  return task.context[2].flatMap(([start, end], at) => [
    at ? make("span", { class: "cut" }, " │ ") : "",
    ...marked(letters.slice(start - from, end - from).join(""), start, ranges.filter(([a, b]) => a >= start && b <= end)),
  ]);
}

/** Where a task stands: boxes on the pictures of its pages, else its words between those around it. */
function inDocument(task) {
  const numbers = [...new Set((task.boxes ?? []).map(([page]) => page))];
  const sheets = numbers.filter((number) => DATA.sheets[task.d][number]);
  if (sheets.length) return make("div", {}, sheets.map((number) => sheetOf(task, number)));
  if (!task.context) return null;
  const [from, text, spans] = task.context;
  return make("blockquote", { class: "context" }, marked(text.replace(/\t/g, " "), from, spans, "here"));
}

/** The part of a page around a task; the whole page on demand. */
function sheetOf(task, number) {
  const [width, height, picture] = DATA.sheets[task.d][number];
  const boxes = task.boxes.filter(([page]) => page === number).map(([, ...box]) => box);
  const top = Math.max(0, Math.min(...boxes.map((box) => box[1])) - 60);
  const bottom = Math.min(height, Math.max(...boxes.map((box) => box[3])) + 60);
  const title = `${docName(task.d)}, ${say("page", { n: number })}`;
  const drawn = make("svg:svg", { viewBox: `0 ${top} ${width} ${bottom - top}`, role: "img", "aria-label": title, class: "sheet" },
    make("svg:image", { href: picture, width, height }),
    boxes.map(([x0, y0, x1, y1]) => make("svg:rect", { x: x0 - 2, y: y0 - 1, width: x1 - x0 + 4, height: y1 - y0 + 2, rx: 2 })));
  const whole = make("button", { type: "button", class: "link-like", onclick: () => { drawn.setAttribute("viewBox", `0 0 ${width} ${height}`); whole.remove(); } }, say("whole_page"));
  return make("figure", { class: "page" }, make("figcaption", {}, title, " ", whole), drawn);
}

function placeOf(task) {
  const words = [docName(task.d)];
  if (task.stt) words.push(say("stt", { n: task.stt }));
  if (task.page) words.push(say("page", { n: task.page }));
  return words.join(" · ");
}

function taskCard(at, open = false) {
  const task = TASKS[at];
  const status = DATA.statuses[at];
  const list = make("dl", {});
  const add = (key, words) => words ? list.append(make("dt", {}, say(key)), make("dd", {}, words)) : null;
  add("product", task.product);
  add("lead", task.lead.map(unitName).join("; "));
  add("with", task.with.map(unitName).join("; "));
  add("due", task.due.join("; "));
  add("topic", task.topics.map(topicName).join("; "));
  if (status?.[1] != null) {
    const other = TASKS[status[1]];
    list.append(make("dt", {}, say("best")), make("dd", {}, `${docName(other.d)}: ${other.text} (${number(status[2])})`));
  }
  const details = make("details", { open }, make("summary", {}, say("place")), list, inDocument(task));
  return make("article", { class: "task" },
    make("p", { class: "where" }, placeOf(task), " ", status ? badge(status[0]) : null,
      task.kind === "task" ? null : make("span", { class: "badge kind" }, say(task.kind, { of: task.of ?? "" }))),
    task.head ? make("p", { class: "head" }, task.head) : null,
    make("p", { class: "words" }, task.text), details);
}

/** The tasks behind a figure. */
function openPanel(title, places) {
  fillPanel(title, places, (at) => taskCard(at, places.length === 1));
}

function fillPanel(title, items, draw) {
  const panel = document.getElementById("panel");
  const body = make("div", { class: "panel-body" });
  panel.replaceChildren(
    make("header", {}, make("h3", { id: "panel-title" }, title),
      make("button", { type: "button", class: "close", onclick: () => panel.close() }, say("close"))), body);
  panel.setAttribute("aria-labelledby", "panel-title");
  longList(body, items, draw);
  panel.showModal();
}

/** A figure that opens the tasks behind it. */
function figure(words, title, places, attributes = {}) {
  if (!places.length) return make("span", { class: "none", title }, words);
  return make("button", { type: "button", title, "aria-label": `${title}: ${words}`, ...attributes, onclick: () => openPanel(title, places) }, words);
}

function headCells(first) {
  return make("thead", { class: DOCS.length > 8 ? "many" : null }, make("tr", {}, make("th", { scope: "col" }, first),
    DOCS.map((_, at) => make("th", { scope: "col", class: "doc" }, make("span", {}, docName(at))))));
}
