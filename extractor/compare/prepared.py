"""Plans made ready for comparison: their tasks with headings, words and topics; repetitions folded."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.compare.wording import clauses, common_short_forms, short_forms_of, without_title, words_of
from extractor.extractors.topics import folded_words, topics_of
from extractor.model.comparison import ComparedDocument, ComparedTask, ComparisonIssue, TaskKind, Unit
from extractor.model.extraction import Extraction
from extractor.model.records import Org, Plan, Section, Task
from extractor.rules import ruleset, rulesets
from extractor.text.hashes import task_hash
from extractor.text.normalize import collapse, key

_NATURES = frozenset({"task", "content", "reporting", "inspection", "funding"})
"""What is compared: requirements say how, not what."""


SEPARATOR = " › "
"""Between the headings above a task."""


class TaskWords(Struct, frozen=True, kw_only=True):
    """The words of one task, with the nearest heading above it and without the plan's title."""

    hash: str
    """Of the words as printed: decisions are keyed by it."""
    former: tuple[str, ...] = ()
    """What the hash was before people mended the words."""
    own: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    topics: Mapping[str, float]
    """Weight of each topic: 1 where its own words name it, less where only a heading does."""


class Prepared(Struct, frozen=True, kw_only=True):
    """One document: what the comparison says of it, its tasks and their words in the same order."""

    document: ComparedDocument
    plan: Plan
    text: str
    tasks: tuple[ComparedTask, ...]
    words: tuple[TaskWords, ...]

    @property
    def compared(self) -> list[int]:
        """Places of the tasks that count: no duplicates, no restatements."""
        return [at for at, task in enumerate(self.tasks) if task.repeats is None]


def prepare(extraction: Extraction) -> Prepared:
    """A plan ready for comparison."""
    plan, text = extraction.plan, extraction.text
    forms = {**common_short_forms(), **short_forms_of(text)}
    titles = [title for title in (plan.header.title, *(part.title for part in plan.parts)) if title]
    wording = _Wording(forms, titles)
    sections = {section.id: section for section in plan.sections}
    tasks, words = [], []
    for task in plan.tasks:
        if task.nature not in _NATURES:
            continue
        heading = _heading(task, sections)
        made = _as_decided(wording.of(task, heading), task, plan)
        words.append(made)
        tasks.append(_compared(plan, task, heading, tuple(sorted(made.topics))))
    return Prepared(document=_document(plan), plan=plan, text=text, tasks=tuple(tasks), words=tuple(words))


def _as_decided(made: TaskWords, task: Task, plan: Plan) -> TaskWords:
    """The words with what people said of the task: its hashes before they mended it, its topics."""
    own = [one for one in plan.corrections if one.record == task.id]
    if not own:
        return made
    topics = made.topics
    if any(one.field == "topics" for one in own):
        topics = {topic.id: 1.0 for topic in task.topics if topic.id in _known_topics()}
    return replace(made, former=tuple(dict.fromkeys(one.text_sha for one in own)), topics=topics)


def _known_topics() -> set[str]:
    return {rule.value["topic"] for pack in rulesets("topics") for rule in pack}


class _Wording:
    """Words of the tasks of one plan."""

    def __init__(self, forms: Mapping[str, str], titles: Sequence[str]) -> None:
        weights = ruleset("compare").data["weights"]
        self._forms, self._run = forms, int(weights["title_run"])
        self._heading_weight = float(weights["heading_topic"])
        self._titles = [words_of(title, forms) for title in titles]
        self._folded = [folded_words(title) for title in titles]
        self._packs = rulesets("topics")

    def of(self, task: Task, heading: str) -> TaskWords:
        own, nearest = f"{task.text}. {task.product or ''}", heading.rsplit(SEPARATOR, 1)[-1]
        whole = self._kept(f"{nearest}. {own}")
        parts = [self._kept(clause) for clause in clauses(f"{own}. {nearest}")]
        return TaskWords(
            hash=task_hash(task.text, task.product),
            own=tuple(whole),
            clauses=tuple(tuple(part) for part in parts if part) or (tuple(whole),),
            topics=self._topics(own, nearest),
        )

    def _kept(self, text: str) -> list[str]:
        return without_title(words_of(text, self._forms), self._titles, self._run)

    def _topics(self, own: str, heading: str) -> dict[str, float]:
        found = dict.fromkeys(self._found(heading), self._heading_weight)
        found.update(dict.fromkeys(self._found(own), 1.0))
        return found

    def _found(self, text: str) -> Iterable[str]:
        return topics_of(collapse(text), self._packs, self._folded)


def _heading(task: Task, sections: Mapping[str, Section]) -> str:
    """The words above a task: its groups in a table, else the headings of its sections, outermost first."""
    if task.groups:
        return SEPARATOR.join(group.title for group in task.groups if group.title)
    found: list[str] = []
    section = sections.get(task.section or "")
    while section is not None:
        # The section may be the task itself: "1. Tổ chức …" is both.
        if section.heading and key(section.heading) not in key(task.text):
            found.append(section.heading)
        section = sections.get(section.parent or "")
    return SEPARATOR.join(reversed(found[:2]))


def _compared(plan: Plan, task: Task, heading: str, topics: tuple[str, ...]) -> ComparedTask:
    spans = task.provenance.spans
    return ComparedTask(
        doc_id=plan.doc_id,
        task=task.id,
        kind=_kind(task),
        stt=task.stt,
        text=task.text,
        product=task.product,
        heading=heading,
        lead=_units(task.lead),
        coordinating=_units(task.coordinating),
        deadlines=task.deadlines,
        topics=topics,
        start=task.provenance.start,
        end=task.provenance.end,
        spans=spans,
        page=spans[0].page if spans else None,
    )


def _kind(task: Task) -> TaskKind:
    folded = key(task.text)
    phrases = ruleset("compare").data["umbrella"]["phrases"]
    return "umbrella" if any(phrase in folded for phrase in phrases) else "task"


def _units(orgs: Iterable[Org]) -> tuple[Unit, ...]:
    return tuple(
        Unit(id=org.id if org.id != "?" else f"? {org.surface}", name=org.name or org.surface) for org in orgs
    )


def _document(plan: Plan) -> ComparedDocument:
    header, province = plan.header, plan.header.province
    return ComparedDocument(
        doc_id=plan.doc_id,
        province=province.name if province else None,
        province_code=province.code if province else None,
        successor=province.successor_name if province else None,
        successor_code=province.successor_code if province else None,
        type=header.type,
        number=header.number,
        issued_on=header.issued_on,
        issuer=(header.issuer.name or header.issuer.surface) if header.issuer else None,
        title=header.title,
        plan_year=header.plan_year,
        extracted=len(plan.tasks),
    )


def once(documents: Sequence[Prepared]) -> tuple[list[Prepared], list[ComparisonIssue]]:
    """The documents, one that is given in two formats marked as the same as the first.

    The same: equal source bytes; equal type, number, date and issuer; without number or date equal type,
    title, province and year, and the same tasks (of a scan: nearly the same words), as drafts share a title.
    """
    seen: dict[tuple[object, ...], Prepared] = {}
    out, issues = [], []
    for prepared in documents:
        names = _identities(prepared)
        first = next(
            (seen[name] for name in names if name in seen and _is_same(name, seen[name], prepared)), None
        )
        for name in names:
            seen.setdefault(name, first or prepared)
        if first is not None:
            doc_id = first.document.doc_id
            message = f"cùng một văn bản với {doc_id}, chỉ tính một lần / same document, counted once"
            issues.append(
                ComparisonIssue(code="duplicate_of", message=message, doc_id=prepared.document.doc_id)
            )
            prepared = replace(prepared, document=replace(prepared.document, same_as=doc_id))  # noqa: PLW2901
        out.append(prepared)
    return out, issues


_TITLED = "title"
_SAME_WORDS = 0.9
"""Part of the words that two readings of one document share where one is a scan."""


def _is_same(name: tuple[object, ...], one: Prepared, other: Prepared) -> bool:
    """Whether documents with one identity are one: a title alone does not say so."""
    if name[0] != _TITLED:
        return True
    if any(page.read_by == "ocr" for each in (one, other) for page in each.plan.source.pages):
        counts = [Counter(key(each.text).split()) for each in (one, other)]
        return 2 * (counts[0] & counts[1]).total() >= _SAME_WORDS * (counts[0].total() + counts[1].total())
    return [word.hash for word in one.words] == [word.hash for word in other.words]


def _identities(prepared: Prepared) -> list[tuple[object, ...]]:
    header, issuer = prepared.plan.header, prepared.plan.header.issuer
    names: list[tuple[object, ...]] = [("sha256", prepared.plan.source.sha256)]
    if header.number and header.issued_on:
        who = issuer.id if issuer and issuer.id != "?" else key(issuer.surface) if issuer else ""
        names.append((header.type, header.number, header.issued_on, who))
    elif header.title and header.province:
        names.append((_TITLED, header.type, key(header.title), header.province.code, header.plan_year))
    return names
