"""Topics (chủ đề) of tasks, by the packs of ``rules/data/topics``: needs the tasks, gives them with topics.

A topic needs words of the task or its product as evidence. Words of the plan's own title earn none: every
task of the plan repeats them, and they would join unrelated ones.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import regex
from msgspec.structs import replace

from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Issue, Row, Span, Table, Task, TaskTopic
from extractor.rules import RuleSet, ruleset, rulesets
from extractor.text.normalize import key, tone_placement
from extractor.text.offsets import CleanBuilder, merge_ranges

FIT = 0.5
"""Share of tasks with a topic of channel or content from which on the packs fit the field of the plan.

Topics of governance (money, reports, checks) stand in plans of every field and say nothing of it.
"""
_EVERYWHERE = "governance"

_FIELDS = frozenset({"task", "product"})
_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_PHRASES_ONLY = re.compile(r"\(\?<!\\p\{L\}\) \\L<(\w+)> \(\?!\\p\{L\}\)")
"""A rule that is a list of phrases and nothing else: it is tried only where a first word of one stands."""
Ranges = tuple[tuple[int, int], ...]


def extract(document: Document, found: Found) -> Iterator[Task | Issue]:
    """Each task again, with its topics; one issue where tasks of a plan that the packs fit have none.

    Source: a comparison of two plans on communication (25 topics: channel, content, governance).
    """
    packs = rulesets("topics")
    tasks = _with_topics(document, found, packs)
    yield from tasks
    without = [task for task in tasks if not task.topics]
    telling = {rule.value["topic"] for pack in packs for rule in pack if rule.value["facet"] != _EVERYWHERE}
    fitting = sum(any(topic.id in telling for topic in task.topics) for task in tasks)
    if without and fitting >= max(FIT * len(tasks), 2):
        message = f"{len(without)}/{len(tasks)} nhiệm vụ chưa có chủ đề / without topic: {_ids(without)}"
        yield Issue(code="topic_missing", message=message, provenance=without[0].provenance)


def _ids(tasks: Sequence[Task], limit: int = 10) -> str:
    ids = [task.id for task in tasks]
    return ", ".join(ids[:limit]) + (" …" if len(ids) > limit else "")


def topics_of(text: str, packs: Sequence[RuleSet], titles: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Evidence by topic: ranges of ``text`` (a clean text) that the packs know and no title holds.

    Args:
        titles: folded words of the plan's titles, as ``folded_words`` gives them.
    """
    folded = tone_placement(text.lower())
    folded = folded if len(folded) == len(text) else text.lower()
    found: dict[str, list[tuple[int, int]]] = {}
    for pack in packs:
        for topic, start, end in _matches(pack, folded):
            if not any(folded_words(folded[start:end]) in title for title in titles):
                found.setdefault(topic, []).append((start, end))
    return {topic: sorted(places) for topic, places in found.items()}


def _matches(pack: RuleSet, text: str) -> Iterator[tuple[str, int, int]]:
    """Topic and place of every phrase of a pack; those of one rule do not overlap."""
    by_first_word, others = _phrases(pack)
    behind: dict[str, int] = {}
    for word in _LETTERS.finditer(text):
        start = word.start()
        for rule_id, phrases in by_first_word.get(word.group(), ()):
            if not text.startswith(phrases, start) or behind.get(rule_id, 0) > start:
                continue
            match = pack.pattern(rule_id).match(text, start)
            if match:
                behind[rule_id] = match.end()
                yield pack.rules[rule_id].value["topic"], start, match.end()
    for rule_id in others:
        for match in pack.pattern(rule_id).finditer(text):
            yield pack.rules[rule_id].value["topic"], match.start(), match.end()


Phrases = dict[str, list[tuple[str, tuple[str, ...]]]]
"""By the first word of phrases: rules and their phrases that begin with it."""


@cache
def _phrases(pack: RuleSet) -> tuple[Phrases, tuple[str, ...]]:
    """The phrases of the rules that are lists of them, and the other rules."""
    found: Phrases = {}
    others = []
    for rule in pack:
        listed = _PHRASES_ONLY.fullmatch(rule.pattern.strip())
        grouped: dict[str, list[str]] = {}
        for phrase in pack.lists[listed[1]] if listed else [""]:
            first = _LETTERS.match(phrase)
            grouped.setdefault(first.group() if first else "", []).append(phrase)
        if "" in grouped:
            others.append(rule.id)
            continue
        for first_word, phrases in grouped.items():
            found.setdefault(first_word, []).append((rule.id, tuple(phrases)))
    return found, tuple(others)


def folded_words(text: str) -> str:
    """The words of a text between single blanks, short forms written out."""
    short = ruleset("short_forms").data["short_forms"]
    words = (short.get(word, word) for word in _WORD.findall(key(text)))
    return f" {' '.join(words)} "


def _titles(found: Found) -> tuple[str, ...]:
    titles = [found.header.title or "", *(part.title or "" for part in found.outline.parts)]
    return tuple(dict.fromkeys(folded_words(title) for title in titles if title))


def _rows(tables: Sequence[Table]) -> dict[tuple[str, int], tuple[Table, Row]]:
    """Rows by table and the place where their own cells begin."""
    found = {}
    for table in tables:
        for row in table.rows:
            starts = [cell.provenance.start for cell in row.cells if cell.provenance and not cell.inherited]
            if starts:
                found[table.id, min(starts)] = (table, row)
    return found


def _places(task: Task, rows: dict[tuple[str, int], tuple[Table, Row]]) -> list[Ranges]:
    """Where the words of a task stand: its task and product cells; all of it in prose."""
    table, row = rows.get((task.table or "", task.provenance.start), (None, None))
    cells = zip(table.columns, row.cells, strict=True) if table and row else ()
    places = [cell.provenance for column, cell in cells if column.field in _FIELDS and cell.provenance]
    return [tuple((span.start, span.end) for span in place.spans) for place in places or [task.provenance]]


def _with_topics(document: Document, found: Found, packs: Sequence[RuleSet]) -> list[Task]:
    """The tasks with their topics: one clean text over the words of all of them is searched once."""
    rows = _rows(found.outline.tables)
    builder = CleanBuilder(document.text)
    starts = []
    for task in found.tasks:
        lines = [builder.add_line(ranges) for ranges in _places(task, rows)]
        starts.append(lines[0][0])
    clean = builder.build()
    evidence: list[dict[str, list[Span]]] = [{} for _ in starts]
    pages = tuple(page.start for page in document.pages)
    for topic, places in topics_of(clean.text, packs, _titles(found)).items():
        for start, end in places:
            ranges = clean.ranges(start, end)
            limits = pages[bisect_left(pages, ranges[0][0]) : bisect_right(pages, ranges[-1][1])]
            spans = [document.span(*place) for place in merge_ranges(document.text, ranges, limits)]
            evidence[bisect_right(starts, start) - 1].setdefault(topic, []).extend(spans)
    return [
        replace(task, topics=tuple(TaskTopic(id=topic, evidence=tuple(own[topic])) for topic in sorted(own)))
        for task, own in zip(found.tasks, evidence, strict=True)
    ]
