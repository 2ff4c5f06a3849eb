"""Tasks of two documents that may be one: scores, the best of each task, bands with measured precision."""

import hashlib
from collections.abc import Collection, Sequence

from extractor.compare.evidence import Placed, placed_words, shared_phrases
from extractor.compare.folding import all_words
from extractor.compare.prepared import Prepared
from extractor.compare.queue import Place, Scored, by_documents, queue_of
from extractor.compare.similarity import Matrix, TextModel, topic_similarity
from extractor.compare.topics import Topics
from extractor.extractors.topics import folded_words
from extractor.model.comparison import Band, BandPrecision, Match
from extractor.rules import ruleset


def bands(topics: Topics) -> tuple[BandPrecision, ...]:
    """The bands that hold for this comparison, the best first."""
    name = "band" if topics.weights else "text_band"
    return tuple(BandPrecision(**entry) for entry in ruleset("compare").data[name])


def band_of(score: float, known: Sequence[BandPrecision]) -> Band:
    """The band of a score."""
    return next((band.band for band in known if score >= band.least), known[-1].band)


class Scores:
    """The scores of the tasks of all documents, computed pair by pair."""

    def __init__(self, documents: Sequence[Prepared], topics: Topics) -> None:
        self._documents, self._topics = documents, topics
        words = all_words(documents)
        self._text = TextModel(words, alone=not topics.weights) if any(task.own for task in words) else None
        self._slices, start = [], 0
        for document in documents:
            self._slices.append(slice(start, start + len(document.compared)))
            start += len(document.compared)

    def between(self, one: int, other: int) -> tuple[Matrix, Matrix, Matrix | None]:
        """Score, score of the text and of the topics of two documents, tasks × tasks."""
        import numpy as np

        rows, columns = self._slices[one], self._slices[other]
        if self._text is None:
            empty = np.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype="float32")
            return empty, empty, None
        text = self._text.between(rows, columns)
        if not self._topics.weights:
            return text, text, None
        topic = topic_similarity(self._topics_of(one), self._topics_of(other), dict(self._topics.weights))
        # The square of the text alone: tasks in the same words are one, whatever their topics.
        return np.maximum(np.sqrt(np.clip(text * topic, 0, 1)), np.clip(text, 0, 1) ** 2), text, topic

    def _topics_of(self, at: int) -> list[dict[str, float]]:
        known = self._topics.weights
        return [
            {topic: weight for topic, weight in self._topics.of[at][place].items() if topic in known}
            for place in self._documents[at].compared
        ]


def scored(
    documents: Sequence[Prepared], topics: Topics, confirmed: Collection[tuple[Place, Place]] = ()
) -> list[Scored]:
    """The pairs that a person should look at, document by document.

    Args:
        documents: in the order of the comparison.
        topics: of their tasks.
        confirmed: pairs that people found to be one; they stand in the queue whatever their score.
    """
    return queue_of(documents, Scores(documents, topics), by_documents(iter(confirmed)))


def matches(documents: Sequence[Prepared], topics: Topics, pairs: Sequence[Scored]) -> list[Match]:
    """The pairs with band, relation and evidence."""
    known = bands(topics)
    titles = [_titles(document) for document in documents]
    words: dict[tuple[int, int], list[Placed]] = {}
    return [_match(documents, topics, pair, (known, titles, words)) for pair in pairs]


def _match(
    documents: Sequence[Prepared],
    topics: Topics,
    pair: Scored,
    common: tuple[Sequence[BandPrecision], Sequence[Sequence[str]], dict[tuple[int, int], list[Placed]]],
) -> Match:
    known, titles, words = common
    for at in (pair.one, pair.other):
        if at not in words:
            words[at] = placed_words(documents[at[0]], documents[at[0]].tasks[at[1]])
    a, b = (documents[at[0]].tasks[at[1]] for at in (pair.one, pair.other))
    shared = set(topics.of[pair.one[0]][pair.one[1]]) & set(topics.of[pair.other[0]][pair.other[1]])
    return Match(
        match_id=match_id(documents, pair),
        a_doc=a.doc_id,
        a_task=a.task,
        a_start=a.start,
        a_end=a.end,
        b_doc=b.doc_id,
        b_task=b.task,
        b_start=b.start,
        b_end=b.end,
        score=pair.score,
        score_text=pair.text,
        score_topic=pair.topic,
        band=band_of(pair.score, known),
        relation="umbrella" if "umbrella" in {a.kind, b.kind} else "task",
        shared_topics=tuple(sorted(shared)),
        shared_phrases=shared_phrases(
            words[pair.one], words[pair.other], (*titles[pair.one[0]], *titles[pair.other[0]])
        ),
    )


def match_id(documents: Sequence[Prepared], pair: Scored) -> str:
    """Hash of the words of both tasks, whichever comes first: a decision holds while the words do."""
    hashes = sorted(documents[at].words[place].hash for at, place in (pair.one, pair.other))
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:16]


def _titles(document: Prepared) -> tuple[str, ...]:
    titles = (document.plan.header.title, *(part.title for part in document.plan.parts))
    return tuple(folded_words(title) for title in titles if title)
