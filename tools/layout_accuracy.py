"""How well tables of PDFs are read, layout by layout, on plans made for it (corpus/synthesis/layouts.py).

    python tools/layout_accuracy.py tuning|held-out [--count 4] [--family open-two] [--misses]

Each family of the half gives --count plans as PDF, read by the pipeline that every command uses. Rows: task
rows right in every cell. Cells: number, words, units, product and time of tasks. Work on the finder of
tables looks at the misses of ``tuning`` alone; of the other halves only the figures are read.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import convert

from extractor import pipeline
from extractor.config import Config
from extractor.evaluate.gold import Gold
from extractor.evaluate.match import Outcome
from extractor.evaluate.score import score
from extractor.evaluate.tally import Tally, add, tallies
from extractor.model.source import SourceFile

sys.path.append(str(Path(__file__).parents[1] / "corpus"))  # scripts with their package beside them

from synthesis.build import layout_plan
from synthesis.layouts import FAMILIES

CELLS = frozenset(
    f"tasks.{field}" for field in ("stt", "text", "lead", "coordinating", "product", "deadline_raw")
)
NONE = Tally()


class Figures(NamedTuple):
    """What was read of the plans of one family."""

    rows: Tally = NONE
    cells: Tally = NONE
    groups: Tally = NONE

    def plus(self, other: "Figures") -> "Figures":
        """Both together."""
        return Figures(*(add(one, two) for one, two in zip(self, other, strict=True)))


def outcomes(half: str, family: str, number: int) -> tuple[Outcome, ...]:
    """Every comparison of one plan with its truth.

    Raises:
        FontsMissing: one of its fonts is not installed.
    """
    pdf, gold = layout_plan(half, family, number)
    document = pipeline.read(SourceFile.of(f"{family}.pdf", pdf), Config())
    plan = pipeline.assemble(document, pipeline.analyse(document), f"{family}.pdf")
    return score(plan, convert(gold, Gold), "pdf")


def figures(found: tuple[Outcome, ...]) -> Figures:
    """Rows, cells and group rows among comparisons."""
    tally = tallies(found)
    cells = NONE
    for kind in sorted(CELLS & tally.keys()):
        cells = add(cells, tally[kind])
    return Figures(tally.get("table_rows", NONE), cells, tally.get("table_groups", NONE))


def by_family(half: str, count: int, families: tuple[str, ...] = ()) -> dict[str, Figures]:
    """Figures of each family of a half over ``count`` plans; of all families where none is named."""
    found = {}
    for family in families or tuple(FAMILIES[half]):
        found[family] = Figures()
        for number in range(count):
            found[family] = found[family].plus(figures(outcomes(half, family, number)))
    return found


def borderless(half: str, found: dict[str, Figures]) -> Figures:
    """The sum over the families without lines between their columns."""
    total = Figures()
    for family, entry in found.items():
        total = total.plus(entry) if FAMILIES[half][family].is_borderless else total
    return total


def _misses(half: str, count: int, families: tuple[str, ...]) -> Iterator[str]:
    for family in families or tuple(FAMILIES[half]):
        for number in range(count):
            for outcome in outcomes(half, family, number):
                if not outcome.is_right and (outcome.kind.startswith("table") or outcome.kind in CELLS):
                    yield f"{family} {number} {outcome.kind}\n  + {outcome.expected}\n  - {outcome.got}\n"


def _line(name: str, entry: Figures) -> str:
    return f"{name:24} {entry.rows.f1:6.3f} {entry.cells.f1:6.3f} {entry.groups.f1:6.3f}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("half", choices=tuple(FAMILIES))
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--family", action="append", default=[])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    families = tuple(options.family)
    if options.misses:
        sys.stdout.writelines(_misses(options.half, options.count, families))
        return
    found = by_family(options.half, options.count, families)
    sys.stdout.write(f"{'family':24} {'rows':>6} {'cells':>6} {'groups':>6}\n")
    sys.stdout.writelines(_line(family, entry) for family, entry in found.items())
    sys.stdout.write(_line("borderless", borderless(options.half, found)))
    total = Figures()
    for entry in found.values():
        total = total.plus(entry)
    sys.stdout.write(_line("all", total))


if __name__ == "__main__":
    main()
