// Puts the page together; again when the language changes.

const VIEWS = { summary: summaryView, topics: topicsView, pairs: pairsView, catalogue: catalogueView, units: unitsView, time: timeView, citations: citationsView, tasks: tasksView, method: methodView };

function draw() {
  document.documentElement.lang = language;
  document.title = `${say("title")}: ${DOCS.map((_, at) => docName(at)).slice(0, 4).join(" – ")}`;
  document.querySelector(".skip").textContent = say("skip");
  document.getElementById("top").replaceChildren(
    make("div", {}, make("h1", {}, say("title")), make("p", {}, DOCS.slice(0, 8).map((_, at) => docName(at)).join(" – "), DOCS.length > 8 ? ` … (${DOCS.length})` : "")),
    make("div", { class: "actions" },
      make("button", { type: "button", id: "language", onclick: () => changeLanguage() }, say("language")),
      make("button", { type: "button", onclick: () => window.print() }, say("print"))));
  document.getElementById("nav").setAttribute("aria-label", say("title"));
  document.getElementById("nav").replaceChildren(...Object.keys(VIEWS).map((name) => make("a", { href: `#${name}` }, say(`nav_${name}`))));
  document.getElementById("main").replaceChildren(...Object.values(VIEWS).map((view) => view()));
}

/** The page in the other language; what was searched and chosen stays. */
function changeLanguage() {
  const fields = () => [...document.querySelectorAll("main select, main input")];
  const kept = fields().map((field) => field.value);
  language = language === "vi" ? "en" : "vi";
  draw();
  fields().forEach((field, at) => {
    if (!kept[at]) return;
    field.value = kept[at];
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input"));
  });
  document.getElementById("language").focus();
}

document.getElementById("panel").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) event.currentTarget.close();
});
draw();
