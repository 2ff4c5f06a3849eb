"""Sums outcomes to precision, recall and F1."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from extractor.evaluate.match import Outcome
from extractor.evaluate.score import INFORMATIONAL

ALL = "all"
"""Name of the total over all formats."""


class Tally(Struct, frozen=True, kw_only=True):
    """Right finds, false finds and misses, with the figures made of them (1 where nothing was asked)."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def plus(self, outcome: Outcome) -> "Tally":
        """This tally with one more outcome."""
        return Tally(
            right=self.right + outcome.is_right,
            false=self.false + outcome.is_false,
            missed=self.missed + outcome.is_miss,
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what gold has that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else 1.0


class Scored(Struct, frozen=True, kw_only=True):
    """One document in one format with every comparison made; ``error`` says why it could not be read."""

    doc_id: str
    form: str
    outcomes: tuple[Outcome, ...]
    error: str | None = None


class Skipped(Struct, frozen=True, kw_only=True):
    """A file that was not evaluated, and why."""

    file: str
    reason: str


class Evaluation(Struct, frozen=True, kw_only=True):
    """What an evaluation found; ``corpus`` is the digest of the gold and documents it ran on."""

    corpus: str
    scored: tuple[Scored, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The formats met, in the order they were run."""
        return tuple(dict.fromkeys(scored.form for scored in self.scored))

    def totals(self) -> dict[str, dict[str, Tally]]:
        """Tally by record kind, then by format and ``all``; dotted kinds also under their head."""
        totals: dict[str, dict[str, Tally]] = {}
        for scored in self.scored:
            for kind, tally in tallies(scored.outcomes).items():
                row = totals.setdefault(kind, {})
                for form in (scored.form, ALL):
                    row[form] = add(row.get(form, Tally()), tally)
        return dict(sorted(totals.items()))


def tallies(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """Tally by record kind; ``header`` and ``tasks`` sum their fields."""
    found: dict[str, Tally] = {}
    for outcome in outcomes:
        for kind in _kinds(outcome.kind):
            found[kind] = found.get(kind, Tally()).plus(outcome)
    return found


def _kinds(kind: str) -> Iterator[str]:
    yield kind
    if kind == "tasks.topics":  # a reader's labels, not words of the document
        return
    head, _, field = kind.partition(".")
    if field and head in {"header", "tasks"} and not field.startswith("prose") and kind not in INFORMATIONAL:
        yield head


def add(left: Tally, right: Tally) -> Tally:
    """Both tallies together."""
    return Tally(
        right=left.right + right.right, false=left.false + right.false, missed=left.missed + right.missed
    )
