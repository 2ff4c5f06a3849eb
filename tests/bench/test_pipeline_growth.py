"""Extraction grows with the length of a plan, not with its square; absolute times are printed only."""

import time

import pytest

from extractor.config import Config
from extractor.model.source import SourceFile
from extractor.pipeline import analyse, assemble, read
from tests.real_corpus import PROJECT

pytestmark = pytest.mark.bench

SAMPLE = PROJECT / "corpus" / "samples" / "mau-quang-nam-bua-an-hoc-duong-2024.txt"
TIMES = 8
GROWTH = 1.3
"""How much more than eight times the work eight times the length may cost."""


def _cpu_seconds(text: str, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        document = read(SourceFile.of("plan.txt", text.encode()), Config())
        assemble(document, analyse(document), "plan")
        best = min(best, time.process_time() - start)
    return best


def test_extraction_is_linear() -> None:
    """A text of eight plans takes about eight times the time of one."""
    text = SAMPLE.read_text(encoding="utf-8")
    _cpu_seconds(text, 3)  # patterns compile on first use
    once, many = _cpu_seconds(text, 9), _cpu_seconds(text * TIMES, 5)
    kilobytes = len(text.encode()) / 1000
    print(
        f"\n{kilobytes:.0f} KB: {once * 1000:.1f} ms; {TIMES}×: {many * 1000:.1f} ms, ratio {many / once:.1f}"
    )
    assert many / once <= TIMES * GROWTH
