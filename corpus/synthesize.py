"""Makes any number of plans with known truth, in every format.

    python corpus/synthesize.py OUT --count 100 --seed 7
    python corpus/synthesize.py OUT --count 20 --formats txt,pdf --tables broken
    python corpus/synthesize.py OUT --count 2 --layouts tuning

Each plan <doc_id> gives <doc_id>.<format> and <doc_id>.gold.json. The same arguments give the same
bytes; plan number i of a seed is the same whatever the count. With --layouts, each family of table layouts of
that half (synthesis/layouts.py) gives --count plans as PDF.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from synthesis.build import FORMATS, render, render_layout
from synthesis.compose import compose
from synthesis.content import generate
from synthesis.content_table import KINDS
from synthesis.layouts import FAMILIES, HALVES
from synthesis.pdf_fonts import FontsMissing


def main(argv: list[str] | None = None) -> int:
    """Runs the command; gives the exit code."""
    options = _parser().parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    made = 0
    try:
        for files in _files(options):
            made += 1
            for name, content in files.items():
                (options.out / name).write_bytes(content)
    except FontsMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    print(f"{made} plans in {options.out}")
    return 0


def _files(options: argparse.Namespace) -> Iterator[dict[str, bytes]]:
    """The files of each plan by name."""
    for index in range(options.count):
        if options.layouts:
            for family in FAMILIES[options.layouts]:
                yield render_layout(options.layouts, family, index)
        else:
            yield render(compose(generate(options.seed, index, options.tables)), options.formats)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="folder for the files")
    parser.add_argument("--count", type=int, default=10, help="how many plans (10)")
    parser.add_argument("--seed", type=int, default=0, help="whole number that fixes everything (0)")
    parser.add_argument("--formats", type=_choice(FORMATS), default=FORMATS, help=",".join(FORMATS))
    parser.add_argument("--tables", type=_choice(KINDS), default=KINDS, help=",".join(KINDS))
    parser.add_argument("--layouts", choices=HALVES, help="plans of table layouts instead, PDF only")
    return parser


def _choice(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """A reader of comma-separated names out of the known ones."""

    def parse(text: str) -> tuple[str, ...]:
        chosen = tuple(text.split(","))
        if unknown := set(chosen) - set(known):
            raise argparse.ArgumentTypeError(
                f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}"
            )
        return chosen

    return parse


if __name__ == "__main__":
    sys.exit(main())
