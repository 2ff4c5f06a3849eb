"""What a section is for, by its heading: who does what, the work itself, requirements, money, reports."""

from collections.abc import Iterable

from extractor.model.records import Part, Section
from extractor.rules import ruleset

ASSIGNING = frozenset({"assignment", "article"})
"""Zones whose sentences give duties to their subjects."""

_ORDERS = frozenset({"directive", "telegram", "official_letter"})
"""Parts that give orders from the first line on."""

_ASIDE = frozenset(
    {
        "appendix",
        "constitution",
        "code",
        "law",
        "ordinance",
        "decree",
        "circular",
        "joint_circular",
        "regulation",
    }
)
"""Parts whose sentences are norms, forms or outlines: what binds a unit there is no task of a plan.

So are the chapters of a decision.
"""


def zone_of(heading: str) -> str | None:
    """The zone a heading names; None where it names a topic."""
    rules = ruleset("prose_tasks")
    for rule in rules:
        if "zone" in rule.value and rules.pattern(rule.id).match(heading):
            return str(rule.value["zone"])
    return None


def zones(sections: Iterable[Section], parts: tuple[Part, ...]) -> dict[str, tuple[str, ...]]:
    """Zones of each section, outermost first; a section without a zone of its own has its parent's."""
    kinds = {part.id: part.kind for part in parts}
    found: dict[str, tuple[str, ...]] = {}
    for section in sections:
        kind = kinds.get(section.part, "")
        above = found.get(section.parent or "", ("assignment",) if kind in _ORDERS else ())
        own = zone_of(section.heading) if section.heading and section.kind == "heading" else None
        if section.label.startswith("Điều"):
            own = "article"
        is_chapter = section.label.startswith("Chương")
        if kind in _ASIDE or is_chapter or (above and above[-1] == "aside"):
            own = "aside"
        found[section.id] = (*above, own) if own else above
    return found
