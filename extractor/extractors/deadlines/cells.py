"""Whole time cells in normal form."""

from functools import lru_cache

from msgspec.structs import replace

from extractor.extractors.deadlines.scan import is_filler, opens_stage, read_whole, rule_value, scan
from extractor.extractors.deadlines.stage import FALLBACK, Context, Stage

_EDGE = " \t\n.;,:-"
_KEPT = 4096
"""Cells kept in memory: the same few phrases fill the time columns of a table."""


@lru_cache(maxsize=_KEPT)
def read_cell(text: str, context: Context) -> tuple[Stage, ...]:
    """The deadline of a whole time cell, one entry a stage in reading order.

    What no shape explains is kept as ``residue`` of the stage it stands at.

    Args:
        text: words of the cell, white space collapsed.
        context: plan year, date of issue, group row; what lends a year is named in ``inferred``.

    Returns:
        Empty for a blank cell; kind ``unspecified`` and rule ``FALLBACK`` where no shape fits.
    """
    whole = read_whole(text.strip(_EDGE), context) or read_whole(text.strip(), context)
    if whole or not text.strip(_EDGE):
        return whole
    found = tuple(scan(text, "cell", context))
    stages = tuple(stage for stage in found if not rule_value(stage.rule).get("gives_way")) or found
    if not stages:
        return (Stage(start=0, end=len(text), rule=FALLBACK),)
    return _with_residues(text, stages)


def _with_residues(text: str, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Each stage with the words beside it that say nothing of time in a known way."""
    left: list[list[str]] = [[] for _ in stages]
    position = 0
    for at, stage in enumerate(stages):
        words = text[position : stage.start]
        left[at if opens_stage(words) else max(at - 1, 0)] += _left_over(words)
        position = max(position, stage.end)
    left[-1] += _left_over(text[position:])
    return tuple(
        replace(stage, residue="; ".join([*([stage.residue] if stage.residue else []), *words]) or None)
        for stage, words in zip(stages, left, strict=True)
    )


def _left_over(words: str) -> list[str]:
    return [] if is_filler(words) else [words.strip(_EDGE)]
