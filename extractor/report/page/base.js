"use strict";
// Data, words, and the few functions everything else is made with. Words of documents reach the page as text only.

const DATA = JSON.parse(document.getElementById("data").textContent);
const DOCS = DATA.documents.filter((doc) => !doc.same);
const TASKS = DATA.tasks;
const TOPIC = new Map(DATA.topics.map((topic) => [topic.id, topic]));
const UNIT = new Map(DATA.units.map(([id, name]) => [id, name]));
let language = DATA.language;

/** Words of the page in the language chosen; `{name}` is filled from `values`. */
function say(key, values = {}) {
  const words = DATA.words[key];
  const text = words ? words[language === "vi" ? 0 : 1] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** An element with attributes and children; strings become text nodes. */
function make(tag, attributes = {}, ...children) {
  const found = tag.includes(":")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) found.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false && value !== undefined) found.setAttribute(name, value === true ? "" : value);
  }
  found.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return found;
}

/** Lower case without marks, so that "doi thoai" finds "đối thoại". */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** Whether every word looked for stands in the folded text. */
function holds(folded, query) {
  return fold(query).split(/\s+/).every((word) => folded.includes(word));
}

/** Names of the documents: the province (without one the issuer with the number), with year, number or file where a province has several. */
const NAMES = (() => {
  const province = DOCS.map((doc) => doc.label);
  const alike = (names, name) => names.filter((one) => one === name).length > 1;
  const further = (names, part) => names.map((name, at) => (alike(names, name) && part(DOCS[at]) ? `${province[at]} ${part(DOCS[at])}` : name));
  const parts = [(doc) => doc.year, (doc) => doc.number, (doc) => `${doc.number ?? ""} (${doc.id})`.trim()];
  return parts.reduce(further, province);
})();

function docName(at) {
  return NAMES[at];
}

/** A number or an ISO date as the reader writes it. */
function number(value, digits = 2) {
  return value.toLocaleString(language === "vi" ? "vi" : "en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function day(iso) {
  return iso && language === "vi" ? iso.split("-").reverse().join("/") : iso;
}

function topicName(id) {
  return TOPIC.get(id)?.name ?? id;
}

function unitName(id) {
  return UNIT.get(id) ?? id;
}

function whenName(at) {
  const key = DATA.when[at];
  return say(key.startsWith("q") ? key : `when_${key}`);
}

/** Rows of how many documents, most first. */
function byDocuments(rows) {
  const found = new Map();
  for (const [key, name, doc, count] of rows) {
    if (!found.has(key)) found.set(key, { key, name, counts: new Array(DOCS.length).fill(0) });
    found.get(key).counts[doc] = count;
  }
  const width = (row) => row.counts.filter(Boolean).length;
  const sum = (row) => row.counts.reduce((all, one) => all + one, 0);
  return [...found.values()].sort((a, b) => width(b) - width(a) || sum(b) - sum(a) || (a.key < b.key ? -1 : 1));
}

const COUNTING = TASKS.map((task, at) => ({ task, at })).filter(({ task }) => !task.of);
