"""The topics of a comparison: those of the packs where they fit the plans, else made from their words."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from extractor.compare.phrases import Phrase, limits, shared_phrases_of
from extractor.compare.prepared import Prepared, TaskWords
from extractor.extractors.topics import FIT
from extractor.model.comparison import ComparedTopic
from extractor.rules import ruleset, rulesets

_GOVERNANCE = "governance"
"""The facet that plans of every field have: it does not tell whether a pack fits."""


class Topics(Struct, frozen=True, kw_only=True):
    """The topics of a comparison. ``of`` has the weights of the topics of each task, by document and task."""

    known: tuple[ComparedTopic, ...]
    of: tuple[tuple[Mapping[str, float], ...], ...]
    weights: Mapping[str, float]
    """Weight of each topic in the comparison of two tasks; empty where topics are induced or come from drafts
    that nobody looked over: they only show."""

    @property
    def are_induced(self) -> bool:
        """Whether no pack fits."""
        return any(topic.induced for topic in self.known) or not self.known


def topics_of(documents: Sequence[Prepared]) -> Topics:
    """The topics of all documents: those of the packs if they fit half of the tasks, else induced ones.

    A pack that is still a draft (``draft = true``) gives topics to show; scores do without it. Measured: a
    draft as it is takes average precision from 0.41 to 0.22.
    """
    facets, drafts = _facets(), _drafts()
    tasks = [documents[at].words[place] for at in range(len(documents)) for place in documents[at].compared]
    known = {topic for topic, facet in facets.items() if facet != _GOVERNANCE}
    if _fit(tasks, known - drafts):
        return _of_packs(documents, tasks, facets)
    if _fit(tasks, known):
        return replace(_of_packs(documents, tasks, facets), weights={})
    return induced(documents)


def _fit(tasks: Sequence[TaskWords], telling: Set[str]) -> bool:
    """Whether at least half of the tasks have one of these topics."""
    return sum(not telling.isdisjoint(task.topics) for task in tasks) >= max(FIT * len(tasks), 1)


def _drafts() -> set[str]:
    """Topics of packs that nobody looked over."""
    return {rule.value["topic"] for pack in rulesets("topics") if pack.data.get("draft") for rule in pack}


def _of_packs(documents: Sequence[Prepared], tasks: Sequence[TaskWords], facets: Mapping[str, str]) -> Topics:
    drafts = _drafts()
    names = {topic: name for pack in rulesets("topics") for topic, name in pack.data.get("names", {}).items()}
    counts = Counter(topic for task in tasks for topic in task.topics)
    return Topics(
        known=tuple(ComparedTopic(id=id_, name=names.get(id_, id_), facet=facets[id_]) for id_ in names),
        of=tuple(tuple(task.topics for task in document.words) for document in documents),
        weights={
            topic: _facet_weights()[facets[topic]] * (math.log((len(tasks) + 1) / (counts[topic] + 1)) + 1)
            for topic in names
            if topic not in drafts
        },
    )


def _facets() -> dict[str, str]:
    return {rule.value["topic"]: rule.value["facet"] for pack in rulesets("topics") for rule in pack}


def _facet_weights() -> dict[str, float]:
    """Weights of the facets of all packs; a pack may set its own."""
    default = float(ruleset("compare").data["facets"]["default"])
    weights = dict.fromkeys(_facets().values(), default)
    for pack in rulesets("topics"):
        weights.update({facet: float(weight) for facet, weight in pack.data.get("facets", {}).items()})
    return weights


def induced(documents: Sequence[Prepared]) -> Topics:
    """Topics made from phrases that several tasks share, each named by its phrase.

    A phrase is taken if it brings tasks that no phrase before it has: the first is the one with most tasks,
    longer ones before shorter ones.
    """
    places = [(at, place) for at in range(len(documents)) for place in documents[at].compared]
    found = shared_phrases_of([documents[at].words[place].clauses for at, place in places])
    chosen = cover(found, int(limits()["most"]))
    of = [[dict[str, float]() for _ in document.words] for document in documents]
    for phrase, tasks in chosen:
        for index in tasks:
            at, place = places[index]
            of[at][place][_topic_id(phrase)] = 1.0
    return Topics(
        known=tuple(
            ComparedTopic(id=_topic_id(phrase), name=" ".join(phrase), induced=True) for phrase, _ in chosen
        ),
        of=tuple(tuple(tasks) for tasks in of),
        weights={},
    )


def _topic_id(phrase: Phrase) -> str:
    return "~" + "_".join(phrase)


def cover(found: Mapping[Phrase, set[int]], most: int) -> list[tuple[Phrase, set[int]]]:
    """Phrases that cover the tasks, the most telling first.

    Args:
        found: phrases and the tasks that hold them.
        most: phrases at most.
    """
    left = {phrase: set(held) for phrase, held in found.items()}
    covered: Counter[int] = Counter()
    chosen: list[tuple[Phrase, set[int]]] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda phrase: (_worth(phrase, left[phrase], covered), phrase))
        if _worth(best, left[best], covered) <= 0:
            break
        held = left.pop(best)
        covered.update(held)
        chosen.append((best, held))
        left = {other: tasks for other, tasks in left.items() if not _overlaps(other, best)}
    return chosen


def _worth(phrase: Phrase, held: Iterable[int], covered: Mapping[int, int]) -> float:
    """Tasks the phrase has, those that other topics have counting less; longer phrases say more."""
    fresh = sum(1 / (1 + covered.get(task, 0)) ** 2 for task in held)
    return float((fresh - 1) * (len(phrase) - 1) ** limits()["length_power"])


def _overlaps(one: Phrase, other: Phrase) -> bool:
    """Whether one phrase holds the other, or they share all syllables but one."""
    shared = len(set(one) & set(other))
    return shared >= min(len(set(one)), len(set(other)))
