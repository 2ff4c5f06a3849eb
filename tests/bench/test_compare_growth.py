"""Comparing many provinces: work grows with the pairs of provinces, what is to be read with the tasks.

    KEHOACH_BENCH_PROVINCES=63 python -m pytest -m bench -s tests/bench/test_compare_growth.py

measures that many provinces of 100 tasks; absolute times and memory are printed only.
"""

import os
import resource
import time

import pytest

from extractor.compare.api import compare
from extractor.model.comparison import Comparison
from tests.compare.many import provinces

pytestmark = pytest.mark.bench

FEW, TIMES = 8, 3
TASKS = 50
GROWTH = 1.3
"""How much more than the pairs of provinces say it may cost."""
WHOLE = int(os.environ.get("KEHOACH_BENCH_PROVINCES", "0"))


def _compared(count: int, tasks: int) -> tuple[float, Comparison]:
    """CPU seconds and the comparison."""
    plans = list(provinces(count, tasks))
    start = time.process_time()
    made = compare(plans)
    return time.process_time() - start, made


def test_work_and_queue_grow_as_they_should() -> None:
    """Three times the provinces: at most nine times the work, and a queue of at most five pairs a task."""
    _compared(2, TASKS)  # libraries load on first use
    few, made = _compared(FEW, TASKS)
    many, more = _compared(FEW * TIMES, TASKS)
    print(f"\n{FEW} provinces: {few:.2f} s; {FEW * TIMES}: {many:.2f} s, ratio {many / few:.1f}")
    assert many / few <= TIMES**2 * GROWTH
    assert len(more.matches) <= len(more.tasks) * 5
    assert len(more.matches) / len(made.matches) <= TIMES * GROWTH


@pytest.mark.skipif(not WHOLE, reason="KEHOACH_BENCH_PROVINCES=63 measures a whole country")
def test_a_whole_country() -> None:
    """63 provinces of 100 tasks: time and memory are printed."""
    seconds, made = _compared(WHOLE, 100)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\n{WHOLE} provinces × 100 tasks: {seconds:.0f} s CPU, {peak:.2f} GB, {len(made.matches)} matches")
    assert len(made.documents) == WHOLE
