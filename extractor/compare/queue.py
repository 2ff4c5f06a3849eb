"""The review queue: the best pairs of each task, held as numbers until it is known which of them stay.

With 63 provinces a million pairs are looked at and twenty thousand stay.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, Protocol

from extractor.compare.prepared import Prepared
from extractor.compare.similarity import Matrix
from extractor.rules import ruleset

_FEW = 5
"""Documents up to which each pair has a queue of its own; beyond, each task has one over all documents."""
_DIGITS = 3
"""Of a score, in the queue and in the tables."""
_SHAPE = [
    ("a", "i4"),
    ("task", "i4"),
    ("b", "i4"),
    ("other", "i4"),
    ("score", "f8"),
    ("text", "f8"),
    ("topic", "f8"),
]
Place = tuple[int, int]
"""Document and task by their places."""


class Scored(NamedTuple):
    """Two tasks by document and place, and their scores."""

    one: Place
    other: Place
    score: float
    text: float
    topic: float | None


class PairScores(Protocol):
    """Gives the scores of the tasks of two documents."""

    def between(self, one: int, other: int) -> tuple[Matrix, Matrix, Matrix | None]:
        """Score, score of the text and of the topics, tasks × tasks."""


def queue_of(
    documents: Sequence[Prepared],
    scores: PairScores,
    confirmed: Mapping[Place, Sequence[tuple[Place, Place]]],
) -> list[Scored]:
    """The best pairs of each task, in the order of the documents.

    Args:
        documents: in the order of the comparison; those that are the same as another do not count.
        scores: of their tasks.
        confirmed: by two documents, pairs that stay whatever their score.
    """
    import numpy as np

    counting = [at for at, document in enumerate(documents) if document.document.same_as is None]
    parts, decided = [], []
    for one, other in combinations(counting, 2):
        if documents[one].compared and documents[other].compared:
            between = scores.between(one, other)
            parts.append(_pairs(documents, (one, other), _best(between[0]), between))
            for pair in confirmed.get((one, other), ()):
                at = [documents[doc].compared.index(place) for doc, place in pair]
                decided.append(_pairs(documents, (one, other), ([at[0]], [at[1]]), between))
    if not parts:
        return []
    found = np.concatenate(parts)
    if len(counting) > _FEW:
        found = _shortened(found, int(ruleset("compare").data["queue"]["per_side"]))
    rows = np.concatenate([found, *decided])
    return sorted({(row[:4]): _scored(row) for row in rows.tolist()}.values(), key=_order)


def _best(score: Matrix) -> tuple[Matrix, Matrix]:
    """Rows and columns of the best matches of each task of either side."""
    import numpy as np

    queue = ruleset("compare").data["queue"]
    kept = np.zeros(score.shape, dtype=bool)
    for axis in (0, 1):
        order = np.argsort(-score, axis=axis, kind="stable")
        best = np.take(order, range(min(int(queue["per_side"]), score.shape[axis])), axis=axis)
        np.put_along_axis(kept, best, values=True, axis=axis)
    rows, columns = np.nonzero(kept & (score >= queue["least"]))
    return rows, columns


def _pairs(
    documents: Sequence[Prepared],
    pair: tuple[int, int],
    at: tuple[Matrix, Matrix],
    scores: tuple[Matrix, Matrix, Matrix | None],
) -> Matrix:
    """The pairs as an array of records."""
    import numpy as np

    made = np.zeros(len(at[0]), dtype=_SHAPE)
    made["a"], made["b"] = pair
    made["task"] = np.array(documents[pair[0]].compared)[at[0]]
    made["other"] = np.array(documents[pair[1]].compared)[at[1]]
    for name, values in zip(("score", "text", "topic"), scores, strict=True):
        made[name] = np.nan if values is None else values[at]
    return made


def _shortened(found: Matrix, most: int) -> Matrix:
    """The pairs that are among the best few of either task over all documents.

    What is read grows with the tasks, not with the pairs of documents.
    """
    import numpy as np

    score = np.round(found["score"], _DIGITS)
    found = found[np.lexsort((found["other"], found["b"], found["task"], found["a"], -score))]
    widest = int(max(found["task"].max(initial=0), found["other"].max(initial=0))) + 1
    ends = np.stack((found["a"] * widest + found["task"], found["b"] * widest + found["other"]), axis=1)
    return found[(_ranks(ends.ravel()).reshape(-1, 2) < most).any(axis=1)]


def _ranks(names: Matrix) -> Matrix:
    """How many equal names stand before each."""
    import numpy as np

    order = np.argsort(names, kind="stable")
    grouped = names[order]
    starts = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]])
    ranks = np.empty(len(names), dtype="i8")
    ranks[order] = np.arange(len(names)) - np.repeat(starts, np.diff(np.r_[starts, len(names)]))
    return ranks


def _scored(row: tuple[int, int, int, int, float, float, float]) -> Scored:
    a, task, b, other, score, text, topic = row
    rated = None if topic != topic else round(topic, _DIGITS)  # noqa: PLR0124 - not a number: no topics
    return Scored((a, task), (b, other), round(score, _DIGITS), round(text, _DIGITS), rated)


def _order(pair: Scored) -> tuple[int, int, Place, Place]:
    return pair.one[0], pair.other[0], pair.one, pair.other


def by_documents(pairs: Iterator[tuple[Place, Place]]) -> dict[Place, list[tuple[Place, Place]]]:
    """Pairs of tasks by the documents they are of."""
    found: dict[Place, list[tuple[Place, Place]]] = {}
    for pair in pairs:
        found.setdefault((pair[0][0], pair[1][0]), []).append(pair)
    return found
