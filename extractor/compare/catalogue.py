"""The catalogue of canonical tasks: clusters of matching tasks, so that review grows with the provinces.

Average linkage over the scores of the queue, pairs that a person confirmed first; rejected pairs never meet.
"""

from collections.abc import Mapping, Sequence

from extractor.compare.prepared import Prepared
from extractor.compare.topics import Topics
from extractor.model.comparison import CatalogueEntry, Match
from extractor.rules import ruleset

Place = tuple[str, str]
"""Document and task."""


def catalogue(
    documents: Sequence[Prepared], topics: Topics, matches: Sequence[Match]
) -> tuple[CatalogueEntry, ...]:
    """The entries, those of most documents first; a task that matches none is an entry of its own."""
    least = float(ruleset("compare").data["queue"]["catalogue"])
    of_topics = {
        (doc.document.doc_id, doc.tasks[place].task): topics.of[at][place]
        for at, doc in enumerate(documents)
        if doc.document.same_as is None
        for place in doc.compared
    }
    clusters = _Clusters(list(of_topics), matches)
    usable = [match for match in matches if match.status != "rejected" and match.relation == "task"]
    for match in sorted(usable, key=lambda m: (m.status != "confirmed", -m.score, m.match_id)):
        if match.status == "confirmed" or match.score >= least:
            clusters.join((match.a_doc, match.a_task), (match.b_doc, match.b_task), least)
    words = {(doc.document.doc_id, task.task): task.text for doc in documents for task in doc.tasks}
    entries = [_entry(members, clusters, words, of_topics) for members in clusters.members()]
    entries.sort(key=lambda entry: (-entry.documents, -len(entry.members), entry.members))
    return tuple(
        CatalogueEntry(
            id=f"k{at + 1}",
            label=entry.label,
            topics=entry.topics,
            members=entry.members,
            documents=entry.documents,
        )
        for at, entry in enumerate(entries)
    )


class _Clusters:
    """Tasks in groups that grow."""

    def __init__(self, places: Sequence[Place], matches: Sequence[Match]) -> None:
        self._of = {place: at for at, place in enumerate(places)}
        self._groups = [[place] for place in places]
        self.score: dict[tuple[Place, Place], float] = {}
        self._apart: set[tuple[Place, Place]] = set()
        for match in matches:
            a, b = (match.a_doc, match.a_task), (match.b_doc, match.b_task)
            for pair in ((a, b), (b, a)):
                if match.status == "rejected":
                    self._apart.add(pair)
                else:
                    self.score[pair] = 1.0 if match.status == "confirmed" else match.score

    def join(self, one: Place, other: Place, least: float) -> None:
        """Puts the groups of two tasks together if their members match on average."""
        a, b = self._of[one], self._of[other]
        if a == b:
            return
        pairs = [(x, y) for x in self._groups[a] for y in self._groups[b]]
        if any(pair in self._apart for pair in pairs):
            return
        if sum(self.score.get(pair, 0.0) for pair in pairs) / len(pairs) < least:
            return
        self._groups[a] += self._groups[b]
        for place in self._groups[b]:
            self._of[place] = a
        self._groups[b] = []

    def members(self) -> list[list[Place]]:
        """The groups."""
        return [sorted(group) for group in self._groups if group]


def _entry(
    members: Sequence[Place],
    clusters: _Clusters,
    words: Mapping[Place, str],
    topics: Mapping[Place, Mapping[str, float]],
) -> CatalogueEntry:
    """An entry named by the member that matches the others best."""
    central = max(
        members,
        key=lambda one: (
            sum(clusters.score.get((one, other), 0.0) for other in members),
            -len(words[one]),
            one,
        ),
    )
    shared = [topic for topic, weight in sorted(topics[central].items()) if weight >= 1]
    return CatalogueEntry(
        id="",
        label=words[central],
        topics=tuple(shared),
        members=tuple(":".join(member) for member in members),
        documents=len({doc for doc, _ in members}),
    )
