"""How alike tasks are: syllable TF-IDF of the whole text and of the best pair of clauses.

Source: measured on two pairs of plans; word segmenters, BM25, fuzzy token sets and sentence embeddings that
ship in a wheel were no better.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from extractor.compare.prepared import TaskWords
from extractor.extras import needing
from extractor.rules import ruleset

Matrix = Any
"""A numpy array of floats, tasks × tasks."""


class TextModel:
    """The words of all tasks of a comparison, weighted by how rare they are.

    Args:
        words: of every task, in the order in which rows and columns of the results count.
        alone: whether no topics count beside the text. Then words that many tasks have are left out, and
            pairs of clauses do not count: they join tasks that topics would keep apart.

    Raises:
        MissingTool: scikit-learn is not installed.
    """

    def __init__(self, words: Sequence[TaskWords], *, alone: bool = False) -> None:
        with needing("compare"):
            from sklearn.feature_extraction.text import TfidfVectorizer

        weights = ruleset("compare").data["weights"]
        self._clause_weight = 0.0 if alone else float(weights["clause"])
        common = max(weights["common"] * len(words), weights["common_tasks"]) if alone else len(words)
        vectorizer = TfidfVectorizer(analyzer=_same, sublinear_tf=True, max_df=int(common))
        self._whole = vectorizer.fit_transform([task.own or ("",) for task in words]).astype("float32")
        parts = [clause for task in words for clause in task.clauses]
        self._clauses = vectorizer.transform(parts).astype("float32")
        self._starts = _starts(len(task.clauses) for task in words)

    def between(self, rows: slice, columns: slice) -> Matrix:
        """Similarity of every task of ``rows`` with every task of ``columns``, 0 to 1."""
        import numpy as np

        whole = (self._whole[rows] @ self._whole[columns].T).toarray()
        if not self._clause_weight:
            return whole
        ones, others = self._part(rows), self._part(columns)
        pairs = (self._clauses[ones[0]] @ self._clauses[others[0]].T).toarray()
        best = np.maximum.reduceat(np.maximum.reduceat(pairs, ones[1], axis=0), others[1], axis=1)
        return (1 - self._clause_weight) * whole + self._clause_weight * best

    def _part(self, tasks: slice) -> tuple[slice, Sequence[int]]:
        """The clauses of some tasks, and where those of each begin."""
        starts = self._starts[tasks.start : tasks.stop + 1]
        return slice(starts[0], starts[-1]), [start - starts[0] for start in starts[:-1]]


def _same(words: Sequence[str]) -> Sequence[str]:
    return words


def _starts(counts: Iterable[int]) -> list[int]:
    out = [0]
    for count in counts:
        out.append(out[-1] + count)
    return out


def topic_similarity(
    rows: Sequence[dict[str, float]], columns: Sequence[dict[str, float]], weights: dict[str, float]
) -> Matrix:
    """Cosine of weighted topics, tasks × tasks; 0 where a task has none.

    Args:
        rows, columns: weight of each topic in each task.
        weights: of each topic: its facet's times how rare it is.
    """
    import numpy as np

    names = sorted(weights)
    place = {name: at for at, name in enumerate(names)}

    def vectors(tasks: Sequence[dict[str, float]]) -> Matrix:
        out = np.zeros((len(tasks), max(len(names), 1)), dtype="float32")
        for at, topics in enumerate(tasks):
            for name, weight in topics.items():
                out[at, place[name]] = weight * weights[name]
        length = np.linalg.norm(out, axis=1, keepdims=True)
        return out / np.where(length > 0, length, 1)

    return vectors(rows) @ vectors(columns).T


def shared_part(rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> Matrix:
    """Part of the words that two texts share, words said twice counting twice (Dice); rows × columns.

    Args:
        rows, columns: the words of each text.
    """
    import numpy as np

    names = {
        word: at for at, word in enumerate(dict.fromkeys(word for text in (*rows, *columns) for word in text))
    }

    def counts(texts: Sequence[Sequence[str]]) -> Matrix:
        out = np.zeros((len(texts), max(len(names), 1)), dtype="float32")
        for at, text in enumerate(texts):
            for word in text:
                out[at, names[word]] += 1
        return out

    ones, others = counts(rows), counts(columns)
    shared = np.array([np.minimum(one, others).sum(axis=1) for one in ones]).reshape(len(rows), len(columns))
    total = ones.sum(axis=1)[:, None] + others.sum(axis=1)[None, :]
    return 2 * shared / np.where(total > 0, total, 1)
