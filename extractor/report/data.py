"""The data of the report page: the comparison in short form, with the words around every task."""

from collections.abc import Mapping, Sequence
from typing import Any

from extractor.exporters.comparison import summary
from extractor.model.comparison import ComparedTask, Comparison, Match
from extractor.model.extraction import Extraction
from extractor.report.labels import label_of
from extractor.report.mentions import mentions
from extractor.report.places import Cells
from extractor.report.sheets import Sheet
from extractor.report.timing import WHEN, when
from extractor.report.words import counted

_CONTEXT = 240
"""Code points shown before and behind a task."""
MANY = 12
"""Documents from which on the words around tasks and the places of shared words are left out, for size."""


def report_data(
    comparison: Comparison, extractions: Mapping[str, Extraction], pages: Mapping[str, Mapping[int, Sheet]]
) -> dict[str, Any]:
    """What the page shows.

    Args:
        comparison: what was found.
        extractions: the plans by ``doc_id``; tasks of a document without one are shown without context.
        pages: pictures of pages by ``doc_id`` and number, as far as there are any.
    """
    documents = [document for document in comparison.documents if document.same_as is None]
    place = {document.doc_id: at for at, document in enumerate(documents)}
    tasks = list(comparison.tasks)
    at_task = {(task.doc_id, task.task): at for at, task in enumerate(tasks)}
    is_large = len(documents) > MANY
    cells = {} if is_large else {name: Cells(found.plan) for name, found in extractions.items()}
    found = {
        "large": MANY if is_large else 0,
        "counted": counted(comparison),
        "documents": [_document(document) for document in comparison.documents],
        "tasks": [
            _task(task, place)
            | (
                _around(task, extractions[task.doc_id].text, cells[task.doc_id])
                if task.doc_id in cells
                else {}
            )
            for task in tasks
        ],
        "matches": [_match(match, at_task, is_large=is_large) for match in comparison.matches],
        "mentions": {} if is_large else mentions(extractions, place),
        "sheets": [
            {str(number): list(sheet) for number, sheet in pages.get(document.doc_id, {}).items()}
            for document in documents
        ],
    }
    return found | _coverage(comparison, place, at_task)


def _coverage(
    comparison: Comparison, place: Mapping[str, int], at_task: Mapping[tuple[str, str], int]
) -> dict[str, Any]:
    """What each document covers, and what stands behind the scores."""
    topics, units, cited = (
        comparison.coverage_topics,
        comparison.coverage_units,
        comparison.coverage_citations,
    )
    return {
        "topics": [
            {"id": topic.id, "name": topic.name, "facet": topic.facet, "induced": topic.induced}
            for topic in comparison.topics
        ],
        "coverage": [[row.topic, place[row.doc_id], row.tasks, row.status] for row in topics],
        "statuses": _statuses(comparison, at_task, len(comparison.tasks)),
        "units": [[row.key, row.name, place[row.doc_id], row.count] for row in units],
        "citations": [[row.key, row.name, place[row.doc_id], row.count] for row in cited],
        "catalogue": [
            {
                "id": entry.id,
                "label": entry.label,
                "tasks": [at_task[_key(member)] for member in entry.members],
            }
            for entry in comparison.catalogue
            if entry.documents > 1
        ],
        "bands": [[band.band, band.least, band.precision, band.pairs] for band in comparison.bands],
        "issues": [[issue.code, issue.message, issue.doc_id] for issue in comparison.issues],
        "when": list(WHEN),
        "summary": summary(comparison),
    }


def _key(member: str) -> tuple[str, str]:
    doc_id, _, task = member.rpartition(":")
    return doc_id, task


def _document(document: Any) -> dict[str, Any]:
    return {
        "id": document.doc_id,
        "province": document.province,
        "successor": document.successor,
        "number": document.number,
        "label": label_of(document),
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "issuer": document.issuer,
        "title": document.title,
        "year": document.plan_year,
        "tasks": document.tasks,
        "same": document.same_as,
    }


def _task(task: ComparedTask, place: Mapping[str, int]) -> dict[str, Any]:
    return {
        "d": place[task.doc_id],
        "id": task.task,
        "kind": task.kind,
        "of": task.repeats,
        "stt": task.stt,
        "text": task.text,
        "head": task.heading,
        "product": task.product,
        "lead": [unit.id for unit in task.lead],
        "with": [unit.id for unit in task.coordinating],
        "due": [deadline.raw for deadline in task.deadlines],
        "when": [WHEN.index(one) for one in when(task.deadlines)],
        "topics": list(task.topics),
        "page": task.page,
        "start": task.start,
        "end": task.end,
    }


def _around(task: ComparedTask, text: str, cells: Cells) -> dict[str, Any]:
    """The words around a task with its cells in them, and its boxes on the pages."""
    return {
        "context": _context(task, text, cells.of(task)),
        "boxes": [[span.page, *span.bbox] for span in task.spans if span.page and span.bbox],
    }


def _context(task: ComparedTask, text: str, places: Sequence[tuple[int, int]]) -> list[Any]:
    """Start of the words shown, the words, and the spans of the task in them."""
    first, last = max(task.start - _CONTEXT, 0), min(task.end + _CONTEXT, len(text))
    first = _at_blank(text, first) if first else 0
    return [first, text[first:last], [list(place) for place in places]]


def _at_blank(text: str, at: int) -> int:
    """The place behind the next white space, so that no word is cut."""
    while at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _statuses(comparison: Comparison, at_task: Mapping[tuple[str, str], int], count: int) -> list[Any]:
    """Status of each task, and its best match with the score; None for one that does not count."""
    out: list[Any] = [None] * count
    for row in comparison.coverage_tasks:
        best = at_task[_key(row.best)] if row.best else None
        out[at_task[row.doc_id, row.task]] = [row.status, best, row.score]
    return out


def _match(match: Match, at_task: Mapping[tuple[str, str], int], *, is_large: bool) -> list[Any]:
    phrases: Sequence[Any] = [
        phrase.text if is_large else [phrase.text, _places(phrase.a), _places(phrase.b)]
        for phrase in match.shared_phrases[: 3 if is_large else None]
    ]
    return [
        at_task[match.a_doc, match.a_task],
        at_task[match.b_doc, match.b_task],
        match.score,
        match.score_text,
        match.score_topic,
        match.band,
        match.relation,
        match.status,
        list(match.shared_topics),
        phrases,
        match.match_id,
    ]


def _places(spans: Sequence[Any]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def pages_wanted(comparison: Comparison) -> dict[str, set[int]]:
    """Numbers of the pages on which tasks stand, by ``doc_id``; none where documents are many."""
    found: dict[str, set[int]] = {}
    if sum(document.same_as is None for document in comparison.documents) <= MANY:
        for task in comparison.tasks:
            numbers = {span.page for span in task.spans if span.page and span.bbox}
            found.setdefault(task.doc_id, set()).update(numbers)
    return found
