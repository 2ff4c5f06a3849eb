"""One-to-one assignment: which row belongs to which column, each at most once."""

from collections.abc import Iterator
from typing import Any


def assigned(scores: Any, worth: Any, least: float) -> Iterator[tuple[int, int]]:
    """Pairs of a row and a column, by rows, so that the worth of all pairs together is highest.

    Args:
        scores: rows × columns; a pair below ``least`` is none.
        worth: rows × columns, what decides between pairs that may be: the scores and, say, their order.
        least: lowest score of a pair.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not scores.size:
        return
    rows, columns = linear_sum_assignment(np.where(scores >= least, worth, 0.0), maximize=True)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if scores[row, column] >= least:
            yield row, column
