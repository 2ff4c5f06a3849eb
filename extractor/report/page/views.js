// The views with figures: summary, topics, units, timing, citations.

function summaryView() {
  const topics = new Set(DATA.coverage.map(([topic]) => topic));
  const shared = new Set(DATA.coverage.filter((row) => row[3] === "both").map(([topic]) => topic));
  const statuses = COUNTING.map(({ at }) => DATA.statuses[at]?.[0]);
  const count = (status) => statuses.filter((one) => one === status).length;
  const cited = byDocuments(DATA.citations);
  const sharedCited = cited.filter((row) => row.counts.filter(Boolean).length > 1).length;
  const tiles = [
    ["topics", "sum_topics", shared.size, { shared: shared.size, all: topics.size }],
    ["tasks", "sum_tasks", count("both"), { both: count("both"), all: COUNTING.length }, "both"],
    ["tasks", "sum_only", count("only"), { only: count("only") }, "only"],
    ["tasks", "sum_review", count("needs_review"), { review: count("needs_review") }, "needs_review"],
    ["citations", "sum_citations", sharedCited, { shared: sharedCited, all: cited.length }],
    ["catalogue", "sum_catalogue", DATA.catalogue.length, { n: DATA.catalogue.length }],
  ];
  return section("summary", say("nav_summary"), null,
    make("div", { class: "tiles" }, tiles.map(([target, key, value, values, status]) =>
      make("a", { class: "tile", href: `#${target}`, onclick: () => status && chooseStatus(status) }, make("strong", {}, String(value)), make("span", {}, say(key, values))))),
    make("div", { class: "onlys" }, DOCS.length <= 6 ? DOCS.map((_, at) => onlyTopics(at)) : null),
    make("p", { class: "counted" }, say("counted", DATA.counted)),
    DATA.large ? make("p", { class: "caution large" }, say("large", { n: DATA.large })) : null,
    make("p", { class: "caution" }, say("caution")),
    DATA.issues.length ? make("ul", { class: "issues" }, DATA.issues.map(([, message, doc]) =>
      make("li", {}, doc ? `${doc}: ` : "", message.split(" / ")[language === "vi" ? 0 : 1] ?? message))) : null);
}

/** Leaves the tasks with one result in the list of all tasks. */
function chooseStatus(status) {
  const select = document.querySelector("#tasks select[name=status]");
  select.value = status;
  select.dispatchEvent(new Event("change"));
}

function onlyTopics(at) {
  const topics = DATA.coverage.filter((row) => row[1] === at && row[3] === "only").map(([topic]) => topic);
  return make("p", {}, make("b", {}, say("only_topics", { name: docName(at) }), ": "),
    topics.length ? topics.map(topicName).join("; ") : "–");
}

function topicTasks(topic, doc) {
  return COUNTING.filter(({ task }) => task.d === doc && task.topics.includes(topic)).map(({ at }) => at);
}

function topicsView() {
  const rows = new Map();
  for (const [topic, doc, count, status] of DATA.coverage) {
    if (!rows.has(topic)) rows.set(topic, []);
    rows.get(topic)[doc] = [count, status];
  }
  const most = Math.max(1, ...DATA.coverage.map((row) => row[2]));
  const bodies = [];
  let facet = null;
  for (const topic of DATA.topics.filter((one) => rows.has(one.id))) {
    if (topic.facet !== facet && topic.facet) {
      bodies.push(make("tr", { class: "facet" }, make("th", { colspan: DOCS.length + 1, scope: "rowgroup" }, say(`facet_${topic.facet}`))));
    }
    facet = topic.facet;
    bodies.push(make("tr", {}, make("th", { scope: "row" }, topic.name),
      rows.get(topic.id).map(([count, status], doc) => {
        const title = `${topic.name} – ${docName(doc)}: ${say(status)}`;
        const level = count ? Math.ceil(Math.sqrt(count / most) * 5) : 0;
        const words = count ? String(count) : status === "needs_review" ? "?" : "·";
        return make("td", { class: `heat h${level} ${status}` }, figure(words, title, topicTasks(topic.id, doc)));
      })));
  }
  const induced = DATA.topics.some((topic) => topic.induced) ? make("p", { class: "caution" }, say("induced")) : null;
  return section("topics", say("nav_topics"), say("topics_lead"), induced,
    make("div", { class: "scroll" }, make("table", { class: "map" }, headCells(say("topic")), make("tbody", {}, bodies))),
    make("p", { class: "key" }, ["both", "only", "needs_review", "not_stated"].map((status) => make("span", { class: `swatch ${status}` }, say(status)))));
}

function unitTasks(unit, doc, role) {
  return COUNTING.filter(({ task }) => task.d === doc && task[role].includes(unit)).map(({ at }) => at);
}

function unitsView() {
  const rows = byDocuments(DATA.units);
  const most = Math.max(1, ...rows.flatMap((row) => row.counts));
  const body = make("tbody", {});
  const table = make("table", { class: "map bars" }, headCells(say("unit")), body);
  const holder = make("div", {});
  const draw = (row) => make("tr", {}, make("th", { scope: "row" }, row.name), row.counts.map((_, doc) => {
    const cells = ["lead", "with"].map((role) => {
      const places = unitTasks(row.key, doc, role);
      const title = `${row.name} – ${docName(doc)} – ${say(role)}`;
      return places.length ? figure(String(places.length), title, places, { class: `bar ${role} w${Math.ceil((places.length / most) * 10)}` }) : null;
    });
    return make("td", {}, cells[0] || cells[1] ? cells : make("span", { class: "none" }, "·"));
  }));
  growing(body, rows, draw, holder, 25);
  return section("units", say("nav_units"), say("units_lead"), make("div", { class: "scroll" }, table), holder);
}

function timeView() {
  const columns = DATA.when.map((_, at) => at);
  const tasksAt = (doc, column) => COUNTING.filter(({ task }) => task.d === doc && task.when.includes(column)).map(({ at }) => at);
  const all = DOCS.map((_, doc) => columns.map((column) => tasksAt(doc, column)));
  const most = Math.max(1, ...all.flat().map((places) => places.length));
  const heads = make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("document")), columns.map((column) => make("th", { scope: "col" }, whenName(column)))));
  const table = make("table", { class: "map" }, heads, make("tbody", {}, DOCS.map((_, doc) => make("tr", {},
    make("th", { scope: "row" }, docName(doc)), columns.map((column) => {
      const places = all[doc][column];
      const level = places.length ? Math.ceil(Math.sqrt(places.length / most) * 5) : 0;
      return make("td", { class: `heat h${level}` }, figure(places.length ? String(places.length) : "·", `${docName(doc)} – ${whenName(column)}`, places));
    })))));
  return section("time", say("nav_time"), say("time_lead"), make("div", { class: "scroll" }, table), make("h3", {}, say("time_units")), dueTable());
}

/** What is due by lead unit and quarter, in all documents together. */
function dueTable() {
  const columns = DATA.when.map((_, at) => at).filter((at) => DATA.when[at].startsWith("q") || DATA.when[at] === "recurring");
  const units = new Map();
  for (const { task, at } of COUNTING) {
    for (const unit of task.lead) {
      for (const column of task.when.filter((one) => columns.includes(one))) {
        if (!units.has(unit)) units.set(unit, columns.map(() => []));
        units.get(unit)[columns.indexOf(column)].push(at);
      }
    }
  }
  const rows = [...units].sort((a, b) => b[1].flat().length - a[1].flat().length);
  if (!rows.length) return make("p", {}, say("nothing"));
  const body = make("tbody", {});
  const holder = make("div", {});
  const draw = ([unit, cells]) => make("tr", {}, make("th", { scope: "row" }, unitName(unit)),
    cells.map((places, column) => make("td", {}, figure(places.length ? String(places.length) : "·", `${unitName(unit)} – ${whenName(columns[column])}`, places))));
  growing(body, rows, draw, holder, 40);
  return make("div", {}, make("div", { class: "scroll" }, make("table", { class: "map" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("unit")), columns.map((column) => make("th", { scope: "col" }, whenName(column))))),
    body)), holder);
}

function citationsView() {
  const rows = byDocuments(DATA.citations);
  const body = make("tbody", {});
  const draw = (row) => make("tr", {}, make("th", { scope: "row" }, row.name), row.counts.map((count, doc) =>
    make("td", { class: count ? "cited" : "" }, mentionFigure(row, doc, count))));
  const holder = make("div", {});
  growing(body, rows, draw, holder);
  return section("citations", say("nav_citations"), say("citations_lead"),
    make("div", { class: "scroll" }, make("table", { class: "map" }, headCells(say("document")), body)), holder, network(rows));
}

/** A count of mentions that opens them. */
function mentionFigure(row, doc, count) {
  const title = `${row.name} – ${docName(doc)}`;
  const found = (DATA.mentions[row.key] ?? []).filter(([at]) => at === doc);
  if (!found.length) return make("span", { class: "none", title }, count ? String(count) : "·");
  return make("button", { type: "button", title, "aria-label": `${title}: ${count}`, onclick: () => fillPanel(title, found, mentionCard) }, String(count));
}

function mentionCard([doc, page, before, words, behind]) {
  return make("article", { class: "task" }, make("p", { class: "where" }, docName(doc), page ? ` · ${say("page", { n: page })}` : ""),
    make("p", { class: "words" }, "… ", before, make("mark", { class: "here" }, words), behind, " …"));
}

/** Plans on the left, documents that several of them cite on the right. */
function network(rows) {
  const all = rows.filter((row) => row.counts.filter(Boolean).length > 1);
  const shared = all.slice(0, 30);
  if (!shared.length) return null;
  const step = 26;
  const height = Math.max(DOCS.length, shared.length) * step + 20;
  const yDoc = (at) => ((at + 0.5) * height) / DOCS.length;
  const yCited = (at) => ((at + 0.5) * height) / shared.length;
  const line = (doc, at, row) => make("svg:path", {
    d: `M 250 ${yDoc(doc)} C 400 ${yDoc(doc)}, 450 ${yCited(at)}, 600 ${yCited(at)}`, class: `link l${doc % 6}`, "stroke-width": Math.min(1 + row.counts[doc], 6) },
    make("svg:title", {}, `${docName(doc)} → ${row.name}: ${row.counts[doc]}`));
  const lines = DOCS.map((_, doc) => make("svg:g", { class: "links" }, shared.map((row, at) => (row.counts[doc] ? line(doc, at, row) : null))));
  const label = (x, y, anchor, words) => make("svg:text", { x, y: y + 4, "text-anchor": anchor }, words.length > 60 ? `${words.slice(0, 58)}…` : words);
  return make("figure", {}, make("figcaption", {}, say("network"), all.length > shared.length ? ` (${say("shown", { n: shared.length, all: all.length })})` : ""),
    make("div", { class: "scroll" }, make("svg:svg", { viewBox: `0 0 1040 ${height}`, role: "img", "aria-label": say("network"), class: "network" },
      lines, DOCS.map((_, at) => label(240, yDoc(at), "end", docName(at))), shared.map((row, at) => label(610, yCited(at), "start", row.name)))));
}
