"""The rows of a review, those to look at first on top."""

from collections.abc import Iterable, Iterator, Sequence

from extractor.decisions.fields import said_of
from extractor.model.comparison import ComparedTask, Comparison, Match
from extractor.model.decision import is_same_document
from extractor.model.records import Plan, Provenance, Section, Task
from extractor.model.types import VOCABULARY
from extractor.review.form import VERDICTS, ReviewRow, form
from extractor.review.gathered import Reviewed
from extractor.text.hashes import task_hash, words_hash

JOINT = "; "
_CONFIRMED, _REJECTED = VERDICTS["same"], VERDICTS["different"]


def review_rows(results: Reviewed) -> dict[str, list[ReviewRow]]:
    """The rows of each sheet by its name; a sheet without rows is left out, but for missing tasks."""
    tasks = [row for plan in results.plans for row in _tasks(plan)]
    for comparison in results.comparisons:
        documents = {task.doc_id for task in comparison.tasks}
        further = {one for one in documents if not _is_extracted(one, results.plans)}
        tasks += [_compared(task) for task in comparison.tasks if task.doc_id in further]
    rows = {
        "matches": [row for comparison in results.comparisons for row in _matches(comparison)],
        "tasks": [row for _, row in sorted(tasks, key=lambda ranked: ranked[0])],
        "units": list(_units(results.plans)),
        "headings": [row for _, row in sorted(_headings(results.plans), key=lambda ranked: ranked[0])],
    }
    return {**{name: found for name, found in rows.items() if found}, "missing": []}


def _is_extracted(doc_id: str, plans: Sequence[Plan]) -> bool:
    """Whether a document of a comparison is among the plans, whose ids may bear hashes."""
    return any(is_same_document(doc_id, plan.doc_id) for plan in plans)


Rank = tuple[int, float]
"""Smaller is looked at first: reasons (negative), confidence of the page."""


def _why(key: str, **facts: object) -> str:
    return str(form()["why"][key]).format(**facts)


def _matches(comparison: Comparison) -> Iterator[ReviewRow]:
    tasks = {(task.doc_id, task.task): task for task in comparison.tasks}
    for match in sorted(comparison.matches, key=lambda m: (m.status != "needs_review", -m.score, m.match_id)):
        one, other = tasks[match.a_doc, match.a_task], tasks[match.b_doc, match.b_task]
        yield ReviewRow(
            kind="match",
            doc_id=(match.a_doc, match.b_doc),
            sha=task_hash(one.text, one.product),
            other=task_hash(other.text, other.product),
            cells={
                "verdict": {"confirmed": _CONFIRMED, "rejected": _REJECTED}.get(match.status, ""),
                "note": match.note,
                "why": JOINT.join(_reasons(match)),
                "score": f"{match.score:.2f}",
                "a_place": _place(match.a_doc, match.a_task, one.page),
                "a_text": one.text,
                "b_place": _place(match.b_doc, match.b_task, other.page),
                "b_text": other.text,
                "shared": JOINT.join(phrase.text for phrase in match.shared_phrases),
            },
        )


def _reasons(match: Match) -> Iterator[str]:
    if match.status == "needs_review":
        yield _why("needs_review")
    if match.relation == "umbrella":
        yield _why("umbrella")


def _place(doc_id: str, record: str, page: int | None) -> str:
    return f"{doc_id} · {record}" + (f" · tr. {page}" if page else "")


def _tasks(plan: Plan) -> Iterator[tuple[Rank, ReviewRow]]:
    for task in plan.tasks:
        page = task.provenance.spans[0].page if task.provenance.spans else None
        sure = _sure(task.provenance)
        why = [*_doubts(task), *_issues(plan, task), *_doubtful(sure)]
        cells = {
            name: said_of(task, name) for name in ("text", "lead", "coordinating", "product", "deadline")
        }
        cells |= {
            "why": JOINT.join(dict.fromkeys(why)),
            "place": _place(plan.doc_id, task.id, page),
            "topics": JOINT.join(topic.id for topic in task.topics),
        }
        yield (
            (-len(why), sure),
            ReviewRow(
                kind="task", doc_id=(plan.doc_id,), sha=task_hash(task.text, task.product), cells=cells
            ),
        )


def _sure(provenance: Provenance) -> float:
    """Confidence of recognition; 1 where nothing was recognised."""
    return 1.0 if provenance.confidence is None else provenance.confidence


def _doubtful(confidence: float) -> Iterator[str]:
    if confidence < form()["limits"]["confidence"]:
        yield _why("confidence", confidence=f"{confidence:.2f}")


def _doubts(task: Task) -> Iterator[str]:
    if any(unit.id == "?" for unit in (*task.lead, *task.coordinating)):
        yield _why("unit_unknown")
    if any(stage.kind == "unspecified" for stage in task.deadlines):
        yield _why("deadline_unspecified")


def _issues(plan: Plan, task: Task) -> Iterator[str]:
    """Open issues inside the task."""
    for issue in plan.issues:
        place = issue.provenance
        if place and any(span.start <= place.start < span.end for span in task.provenance.spans):
            yield VOCABULARY["issue_code"][issue.code]


def _compared(task: ComparedTask) -> tuple[Rank, ReviewRow]:
    """A task of which only the comparison is known."""
    units = (*task.lead, *task.coordinating)
    why = [_why("unit_unknown")] if any(unit.id.startswith("?") for unit in units) else []
    if any(stage.kind == "unspecified" for stage in task.deadlines):
        why.append(_why("deadline_unspecified"))
    if not task.topics:
        why.append(_why("no_topic"))
    cells = {
        "why": JOINT.join(why),
        "place": _place(task.doc_id, task.task, task.page),
        "text": task.text,
        "lead": JOINT.join(unit.name for unit in task.lead),
        "coordinating": JOINT.join(unit.name for unit in task.coordinating),
        "product": task.product or "",
        "deadline": JOINT.join(dict.fromkeys(stage.raw for stage in task.deadlines)),
        "topics": JOINT.join(one for one in task.topics if not one.startswith("~")),
    }
    sha = task_hash(task.text, task.product)
    return (-len(why), 1.0), ReviewRow(kind="task", doc_id=(task.doc_id,), sha=sha, cells=cells)


def _units(plans: Sequence[Plan]) -> Iterator[ReviewRow]:
    """Names that the gazetteer does not know, the most frequent first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for plan in plans:
        for task in plan.tasks:
            for unit in (*task.lead, *task.coordinating):
                if unit.id == "?":
                    found.setdefault(words_hash(unit.surface), []).append((unit.surface, plan.doc_id))
    for sha, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0])):
        documents = dict.fromkeys(doc_id for _, doc_id in places)
        cells = {"surface": places[0][0], "count": str(len(places)), "place": JOINT.join(documents)}
        yield ReviewRow(kind="unit", sha=sha, cells=cells)


def _headings(plans: Iterable[Plan]) -> Iterator[tuple[Rank, ReviewRow]]:
    for plan in plans:
        for section in plan.sections:
            if section.kind == "heading" and section.heading:
                yield _heading(plan, section)


def _heading(plan: Plan, section: Section) -> tuple[Rank, ReviewRow]:
    heading = section.heading or ""
    page = section.provenance.spans[0].page if section.provenance.spans else None
    sure = _sure(section.provenance)
    why = list(_doubtful(sure))
    cells = {
        "why": JOINT.join(why),
        "place": _place(plan.doc_id, section.id, page),
        "label": section.label,
        "heading": heading,
    }
    row = ReviewRow(kind="heading", doc_id=(plan.doc_id,), sha=words_hash(heading), cells=cells)
    return (-len(why), sure), row
