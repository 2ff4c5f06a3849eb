"""Verdicts of people on matches: they beat every score."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from extractor.compare.prepared import Prepared
from extractor.model.comparison import ComparisonIssue, Match
from extractor.model.decision import CONFIRMING, REJECTING, Decision, unused_messages

Place = tuple[int, int]
"""Document and task by their places."""


class Verdicts:
    """The verdicts on pairs of the tasks of a comparison."""

    def __init__(self, documents: Sequence[Prepared], decisions: Sequence[Decision]) -> None:
        self._documents = documents
        self._by_pair: dict[frozenset[Place], Decision] = {}
        self._unused: list[Decision] = []
        named = self._names()
        for decision in decisions:
            if decision.kind != "match" or not decision.verdict:
                continue
            ones, others = (named.get(sha, []) for sha in (decision.text_sha, decision.other_sha))
            pairs = [(one, other) for one in ones for other in others if one[0] != other[0]]
            self._by_pair.update({frozenset(pair): decision for pair in pairs})
            if not pairs:
                self._unused.append(decision)

    def _names(self) -> dict[str, list[Place]]:
        """The tasks by the hashes of their words, now and before they were mended."""
        named: dict[str, list[Place]] = {}
        for at, document in enumerate(self._documents):
            place_of = {task.task: place for place, task in enumerate(document.tasks)}
            for task, words in zip(document.tasks, document.words, strict=True):
                place = place_of[task.repeats or task.task]
                for sha in (words.hash, *words.former):
                    if (at, place) not in named.setdefault(sha, []):
                        named[sha].append((at, place))
        return named

    def confirmed(self) -> Iterator[tuple[Place, Place]]:
        """The pairs that are one task; they are matches whatever their score."""
        for pair, decision in self._by_pair.items():
            if decision.verdict in CONFIRMING:
                one, other = sorted(pair)
                yield one, other

    def told(self, match: Match, one: Place, other: Place) -> Match:
        """The match as people judged it."""
        decision = self._by_pair.get(frozenset((one, other)))
        if decision is None:
            return match
        if decision.verdict in CONFIRMING:
            return replace(match, status="confirmed", note=decision.note)
        status = "rejected" if decision.verdict in REJECTING else match.status
        return replace(match, status=status, note=decision.note)

    def issues(self, name: str) -> Iterator[ComparisonIssue]:
        """What to say of verdicts on pairs that are not here; ``name`` is that of their file."""
        doc_ids = {document.document.doc_id for document in self._documents}
        for code, message in unused_messages(self._unused, doc_ids, name):
            yield ComparisonIssue(code=code, message=message)
