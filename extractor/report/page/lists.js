// The views with lists: pairs side by side, all tasks, documents and method.

const FOLDED = TASKS.map((task) => fold([task.text, task.product ?? "", task.head, task.lead.map(unitName).join(" "), task.topics.map(topicName).join(" ")].join(" ")));

function pairsView() {
  const wanted = { doc: "", topic: "", band: "", status: "", query: "" };
  const items = DATA.matches.map((match, at) => ({ match, at })).sort((a, b) => b.match[2] - a.match[2]);
  const fits = ({ match }) => {
    const [a, b, , , , band, , status, topics] = match;
    return (!wanted.doc || [TASKS[a].d, TASKS[b].d].includes(Number(wanted.doc)))
      && (!wanted.topic || topics.includes(wanted.topic)) && (!wanted.band || band === wanted.band)
      && (!wanted.status || status === wanted.status)
      && (!wanted.query || holds(`${FOLDED[a]} ${FOLDED[b]}`, wanted.query));
  };
  const list = make("div", {});
  const made = section("pairs", say("nav_pairs"), `${say("pairs_lead")}${DATA.large ? "" : ` ${say("marked")}`}`);
  const show = longList(list, items, pairRow, 20);
  const set = (name) => (value) => { wanted[name] = value; show(items.filter(fits)); };
  made.append(make("div", { class: "filters" }, searchBox(set("query")),
    DOCS.length > 2 ? choice(say("document"), DOCS.map((_, at) => [at, docName(at)]), set("doc")) : null,
    choice(say("topic"), DATA.topics.map((topic) => [topic.id, topic.name]), set("topic")),
    choice(say("band"), ["high", "medium", "low"].map((band) => [band, say(band)]), set("band")),
    choice(say("status"), ["needs_review", "confirmed", "rejected"].map((one) => [one, say(one)]), set("status"))), list);
  return made;
}

function pairRow({ match }) {
  const [a, b, score, , , band, relation, status, topics, phrases] = match;
  const ranges = (side) => phrases.flatMap((phrase) => (Array.isArray(phrase) ? phrase[side] : []));
  const words = phrases.map((phrase) => (Array.isArray(phrase) ? phrase[0] : phrase));
  const half = (at, side) => make("div", { class: "half" },
    make("p", { class: "where" }, figure(placeOf(TASKS[at]), say("place"), [at], { class: "link-like" })),
    TASKS[at].head ? make("p", { class: "head" }, TASKS[at].head) : null,
    make("p", { class: "words" }, taskWords(TASKS[at], ranges(side))));
  return make("article", { class: "pair" },
    make("p", { class: "score" }, make("b", {}, number(score)), " ", make("span", { class: `badge ${band}` }, `${say("band")}: ${say(band)}`),
      status === "needs_review" ? null : badge(status), relation === "umbrella" ? make("span", { class: "badge kind" }, say("umbrella")) : null,
      make("span", { class: "topics" }, topics.map(topicName).join(" · "))),
    make("div", { class: "halves" }, half(a, 1), half(b, 2)),
    words.length ? make("p", { class: "shared" }, say("shared"), ": ", words.map((word) => `“${word}”`).join(", ")) : null);
}

/** Canonical tasks: one row an entry of the catalogue, a column a document. */
function catalogueView() {
  const body = make("tbody", {});
  const entries = DATA.catalogue.map((entry) => ({ entry, counts: DOCS.map((_, doc) => entry.tasks.filter((at) => TASKS[at].d === doc)) }))
    .sort((a, b) => b.counts.filter((places) => places.length).length - a.counts.filter((places) => places.length).length);
  const draw = ({ entry, counts }) => make("tr", {}, make("th", { scope: "row", title: entry.label }, make("span", { class: "clamped" }, entry.label)), counts.map((places, doc) =>
    make("td", { class: places.length ? "cited" : "" }, figure(places.length ? String(places.length) : "·", `${docName(doc)}: ${entry.label}`, places))));
  const holder = make("div", {});
  growing(body, entries, draw, holder);
  return section("catalogue", say("nav_catalogue"), say("catalogue_lead"), entries.length
    ? make("div", { class: "scroll" }, make("table", { class: "map" }, headCells(say("task")), body)) : make("p", {}, say("nothing_shared")), holder);
}

function tasksView() {
  const wanted = { doc: "", topic: "", unit: "", status: "", query: "" };
  const items = TASKS.map((task, at) => at);
  const fits = (at) => {
    const task = TASKS[at];
    return (!wanted.doc || task.d === Number(wanted.doc)) && (!wanted.topic || task.topics.includes(wanted.topic))
      && (!wanted.unit || task.lead.includes(wanted.unit) || task.with.includes(wanted.unit))
      && (!wanted.status || DATA.statuses[at]?.[0] === wanted.status) && (!wanted.query || holds(FOLDED[at], wanted.query));
  };
  const list = make("div", {});
  const made = section("tasks", say("nav_tasks"), `${say("tasks_lead")}${DATA.large ? "" : ` ${say("openable")}`}`);
  const show = longList(list, items, (at) => taskCard(at));
  const set = (name) => (value) => { wanted[name] = value; show(items.filter(fits)); };
  const units = [...UNIT].sort((a, b) => a[1].localeCompare(b[1], "vi"));
  made.append(make("div", { class: "filters" }, searchBox(set("query")),
    choice(say("document"), DOCS.map((_, at) => [at, docName(at)]), set("doc")),
    choice(say("topic"), DATA.topics.map((topic) => [topic.id, topic.name]), set("topic")),
    choice(say("unit"), units, set("unit")),
    choice(say("status"), ["both", "only", "needs_review"].map((one) => [one, say(one)]), set("status"), "status")), list);
  return made;
}

function methodView() {
  const cell = (words) => make("td", {}, words ?? make("span", { class: "none" }, say("nostate")));
  const documents = make("table", {}, make("thead", {}, make("tr", {}, ["province", "number", "issued", "year", "name", "task"].map((key) => make("th", { scope: "col" }, say(key))))),
    make("tbody", {}, DATA.documents.map((doc) => make("tr", {},
      make("th", { scope: "row" }, doc.province ?? doc.issuer ?? doc.id, doc.successor && doc.successor !== doc.province ? make("small", {}, ` (${say("now", { name: doc.successor })})`) : null),
      cell(doc.number), cell(day(doc.date)), cell(doc.year ? String(doc.year) : null), cell(doc.title),
      make("td", {}, doc.same ? say("same_as", { name: doc.same }) : String(doc.tasks))))));
  const bands = make("table", { class: "narrow" }, make("thead", {}, make("tr", {}, ["band", "score", "precision", "pairs_measured"].map((key) => make("th", { scope: "col" }, say(key))))),
    make("tbody", {}, DATA.bands.map(([band, least, precision, pairs]) => make("tr", {}, make("th", { scope: "row" }, say(band)),
      make("td", {}, `≥ ${number(least)}`), make("td", {}, precision === null ? "–" : `${Math.round(precision * 100)} %`), make("td", {}, String(pairs))))));
  return section("method", say("nav_method"), null, make("div", { class: "scroll" }, documents),
    make("h3", {}, say("method_lead")), make("p", {}, say("method_text")), bands);
}
