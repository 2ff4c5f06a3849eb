"""What each document covers: topics, tasks, units, kinds of deadlines, cited documents.

``not_stated`` where a document says nothing: it is never said that a province does not do something.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.compare.names import CitedName, cited_name, told_apart
from extractor.compare.prepared import Prepared
from extractor.compare.topics import Topics
from extractor.model.comparison import ComparedTask, KeyCoverage, Match, Status, TaskCoverage, TopicCoverage
from extractor.model.records import CitedDocument
from extractor.model.types import VOCABULARY


def topic_coverage(
    documents: Sequence[Prepared], topics: Topics, matches: Sequence[Match]
) -> Iterator[TopicCoverage]:
    """Each topic × document; a topic that no document has is left out."""
    counts = _topic_counts(documents, topics)
    likely = _likely_topics(topics, documents, matches)
    for topic in topics.known:
        if not any(count[topic.id] for count in counts):
            continue
        for at, document in enumerate(documents):
            if document.document.same_as is not None:
                continue
            others = [count for place, count in enumerate(counts) if place != at]
            count = counts[at][topic.id]
            status = _status(count, any(other[topic.id] for other in others))
            if not count and (document.document.doc_id, topic.id) in likely:
                status = "needs_review"
            yield TopicCoverage(
                topic=topic.id,
                induced=topic.induced,
                doc_id=document.document.doc_id,
                tasks=count,
                status=status,
            )


def _topic_counts(documents: Sequence[Prepared], topics: Topics) -> list[Counter[str]]:
    """Tasks by topic, for each document; topics that only a heading names do not count."""
    return [
        Counter(
            topic for place in doc.compared for topic, weight in topics.of[at][place].items() if weight >= 1
        )
        if doc.document.same_as is None
        else Counter()
        for at, doc in enumerate(documents)
    ]


def _likely_topics(
    topics: Topics, documents: Sequence[Prepared], matches: Sequence[Match]
) -> set[tuple[str, str]]:
    """Document and topic where a task without the topic matches well a task that has it."""
    of = {
        (doc.document.doc_id, doc.tasks[place].task): {
            topic for topic, weight in topics.of[at][place].items() if weight >= 1
        }
        for at, doc in enumerate(documents)
        for place in doc.compared
    }
    found = set()
    for match in matches:
        if match.band != "high" or match.status == "rejected":
            continue
        a, b = of.get((match.a_doc, match.a_task), set()), of.get((match.b_doc, match.b_task), set())
        found |= {(match.b_doc, topic) for topic in a - b} | {(match.a_doc, topic) for topic in b - a}
    return found


def _status(count: int, elsewhere: bool) -> Status:
    if not count:
        return "not_stated"
    return "both" if elsewhere else "only"


def task_coverage(documents: Sequence[Prepared], matches: Sequence[Match]) -> Iterator[TaskCoverage]:
    """Each task that counts: whether another document has it, by its best match.

    ``both`` where the best match is confirmed, or in the high band and not rejected; ``needs_review`` where
    there is any other match; else ``only``.
    """
    best: dict[tuple[str, str], tuple[tuple[bool, float], str, Match]] = {}
    for match in matches:
        if match.status == "rejected":
            continue
        rank = (match.status == "confirmed", match.score)
        ends = ((match.a_doc, match.a_task), (match.b_doc, match.b_task))
        for one, other in (ends, ends[::-1]):
            if one not in best or rank > best[one][0]:
                best[one] = rank, ":".join(other), match
    for document in documents:
        if document.document.same_as is not None:
            continue
        for place in document.compared:
            key = (document.document.doc_id, document.tasks[place].task)
            found = best.get(key)
            yield TaskCoverage(
                doc_id=key[0],
                task=key[1],
                status=_task_status(found[2] if found else None),
                best=found[1] if found else None,
                score=found[2].score if found else None,
            )


def _task_status(best: Match | None) -> Status:
    if best is None:
        return "only"
    sure = best.status == "confirmed" or (best.band == "high" and best.relation == "task")
    return "both" if sure else "needs_review"


def unit_coverage(documents: Sequence[Prepared]) -> Iterator[KeyCoverage]:
    """Each unit × document: tasks it leads or coordinates."""
    names: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    for document in _counting(documents):
        count = counts[document.document.doc_id] = Counter()
        for task in _tasks(document):
            units = {unit.id: unit.name for unit in (*task.lead, *task.coordinating)}
            names.update(units)
            count.update(units.keys())
    yield from _by_key(counts, names)


def deadline_coverage(documents: Sequence[Prepared]) -> Iterator[KeyCoverage]:
    """Each kind of deadline × document: tasks with such a deadline."""
    counts = {
        document.document.doc_id: Counter(
            kind for task in _tasks(document) for kind in {deadline.kind for deadline in task.deadlines}
        )
        for document in _counting(documents)
    }
    yield from _by_key(counts, VOCABULARY["deadline_kind"])


def citation_coverage(documents: Sequence[Prepared]) -> Iterator[KeyCoverage]:
    """Each cited document × document: mentions. The document itself is not cited by itself."""
    names: dict[str, CitedName] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in _counting(documents):
        count = counts[document.document.doc_id]
        for cited in document.plan.cited_documents:
            if cited.target and "self" not in cited.roles:
                count[cited.target] += len(cited.mentions)
                if cited.target not in names:
                    names[cited.target] = cited_name(cited, _first_mention(document, cited))
    yield from _by_key(counts, told_apart(names))


def _first_mention(document: Prepared, cited: CitedDocument) -> str:
    """The words of the first mention, of a document known by its name only; empty without one."""
    for citation in document.plan.citations:
        if citation.id in cited.mentions:
            return " ".join(document.text[citation.provenance.start : citation.provenance.end].split())
    return ""


def _by_key(counts: Mapping[str, Counter[str]], names: Mapping[str, str]) -> Iterator[KeyCoverage]:
    keys = sorted({key for count in counts.values() for key in count})
    for key in keys:
        for doc_id, count in counts.items():
            elsewhere = any(other[key] for name, other in counts.items() if name != doc_id)
            yield KeyCoverage(
                key=key,
                name=names.get(key, key),
                doc_id=doc_id,
                count=count[key],
                status=_status(count[key], elsewhere),
            )


def _counting(documents: Sequence[Prepared]) -> list[Prepared]:
    return [document for document in documents if document.document.same_as is None]


def _tasks(document: Prepared) -> list[ComparedTask]:
    return [document.tasks[place] for place in document.compared]
