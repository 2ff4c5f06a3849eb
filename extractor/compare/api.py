"""``compare``: any number of plans side by side."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from extractor.compare.catalogue import catalogue
from extractor.compare.central import is_central
from extractor.compare.coverage import (
    citation_coverage,
    deadline_coverage,
    task_coverage,
    topic_coverage,
    unit_coverage,
)
from extractor.compare.folding import folded
from extractor.compare.match import bands, matches, scored
from extractor.compare.prepared import Prepared, once, prepare
from extractor.compare.topics import Topics, topics_of
from extractor.compare.verdicts import Verdicts
from extractor.errors import ConfigError
from extractor.extras import check
from extractor.model.comparison import CatalogueEntry, ComparedTask, Comparison, ComparisonIssue, Match
from extractor.model.decision import Decision
from extractor.model.extraction import Extraction


def compare(
    extractions: Iterable[Extraction], decisions: Sequence[Decision] = (), name: str = "decisions"
) -> Comparison:
    """Plans side by side: matching tasks with evidence, coverage, a catalogue of tasks.

    Args:
        extractions: plans with their texts, as ``extract_with_text`` gives them; order decides columns only.
        decisions: verdicts of people on matches; they beat the scores.
        name: of the file of the decisions, for messages.

    Raises:
        ConfigError: fewer than two documents.
        MissingTool: scikit-learn or scipy is not installed.
    """
    check("compare")
    prepared = [folded(prepare(extraction)) for extraction in extractions]
    documents, issues = once(prepared)
    counting = [document for document in documents if document.document.same_as is None]
    if len(counting) < 2:
        raise ConfigError(
            f"comparing needs at least two different documents, {len(counting)} given; add another plan",
            message_vi=f"cần ít nhất hai văn bản khác nhau, mới có {len(counting)}; hãy thêm văn bản",
        )
    topics = topics_of(counting)
    verdicts = Verdicts(counting, decisions)
    pairs = scored(counting, topics, list(verdicts.confirmed()))
    found = [
        verdicts.told(match, pair.one, pair.other)
        for match, pair in zip(matches(counting, topics, pairs), pairs, strict=True)
    ]
    entries = catalogue(counting, topics, found)
    return Comparison(
        documents=tuple(replace(document.document, tasks=len(document.compared)) for document in documents),
        topics=topics.known,
        tasks=tuple(_tasks(counting, topics, entries)),
        matches=tuple(found),
        coverage_topics=tuple(topic_coverage(counting, topics, found)),
        coverage_tasks=tuple(task_coverage(counting, found)),
        coverage_units=tuple(unit_coverage(counting)),
        coverage_deadlines=tuple(deadline_coverage(counting)),
        coverage_citations=tuple(citation_coverage(counting)),
        catalogue=entries,
        bands=bands(topics),
        issues=(*issues, *_issues(counting, topics, found), *verdicts.issues(name)),
    )


def _tasks(
    documents: Iterable[Prepared], topics: Topics, entries: Iterable[CatalogueEntry]
) -> Iterable[ComparedTask]:
    entry_of: Mapping[str, str] = {member: entry.id for entry in entries for member in entry.members}
    for at, document in enumerate(documents):
        for place, task in enumerate(document.tasks):
            own = tuple(sorted(topic for topic, weight in topics.of[at][place].items() if weight >= 1))
            yield replace(task, topics=own, entry=entry_of.get(f"{task.doc_id}:{task.task}"))


def _issues(
    documents: Iterable[Prepared], topics: Topics, found: Iterable[Match]
) -> Iterable[ComparisonIssue]:
    for document in documents:
        if not document.compared:
            message = "văn bản không nêu nhiệm vụ nào / the document states no task"
            yield ComparisonIssue(code="no_tasks", message=message, doc_id=document.document.doc_id)
        if document.document.province is None and not is_central(document.plan.header):
            message = "không rõ tỉnh, thành phố; hãy thêm vào metadata.csv / province unknown"
            yield ComparisonIssue(code="province_unknown", message=message, doc_id=document.document.doc_id)
    if topics.are_induced:
        message = (
            "không có bộ chủ đề cho lĩnh vực này, chủ đề lấy từ câu chữ / no topic pack fits: topics induced"
        )
        yield ComparisonIssue(code="topics_induced", message=message)
    if not list(found):
        message = "không có cặp nhiệm vụ nào giống nhau / no tasks alike"
        yield ComparisonIssue(code="no_matches", message=message)
