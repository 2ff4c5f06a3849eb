"""Which organisation a stretch of words means: known names, persons for their body, sub-units."""

from extractor.extractors.units.lexicon import entry_at, lexicon, provinces, qualifier_at
from extractor.extractors.units.names import Known, Words, after_plural, keys_of, names
from extractor.rules import ruleset


def name_at(words: Words, index: int) -> tuple[Known, int] | None:
    """The known name at ``index``; persons (Giám đốc, Thủ trưởng) stand for their body."""
    found = names().at(words, index)
    at = after_plural(words, index)
    while (size := entry_at(words, at, lexicon().persons)) and (found is None or at + size > found[1]):
        at += size
        found = names().at(words, at)
    return found


def resolved(words: Words, first: int, last: int) -> Known | None:
    """The known unit of ``first:last`` if only qualifiers, places and the body it is part of follow."""
    found = name_at(words, first)
    if found is None:
        return None
    known, at = found
    while at < last:
        size = qualifier_at(words, at)
        owner = entry_at(words, at, lexicon().owners)
        parent = resolved(words, at + owner, last) if owner else None
        if parent is not None and known.id.startswith("@"):
            return child_of(parent, known)
        if not size:
            return known if known.id in lexicon().placed and _is_place(words, at, last) else None
        at += size
    return known


def _is_place(words: Words, first: int, last: int) -> bool:
    return all(word.is_capital and not word.gap.strip() for word in words[first:last])


def collective(words: Words, first: int, end: int, last: int) -> Known | None:
    """The class of a run of generic heads ``first:end``, if only qualifiers follow up to ``last``."""
    at = end
    while at < last:
        size = qualifier_at(words, at)
        if not size:
            return None
        at += size
    said = f" {' '.join(word.key for word in words[first:end])} "
    for entry in ruleset("organizations").data["collective"]:
        if any(f" {word} " in said for word in entry["words"]):
            return names().by_id(entry["id"])
    return None


def over_conjuncts(words: Words, first: int, last: int, qualifier: tuple[str, ...]) -> Known | None:
    """The unit that the words and the qualifier of their group name together."""
    keys = keys_of(words, after_plural(words, first), last)
    return names().named((*keys, *qualifier))


def with_province(words: Words, first: int, last: int) -> Known | None:
    """The province's body whose name ends with the province's own: Thuế Đồng Nai for Thuế tỉnh."""
    for at in range(first + 1, last):
        if entry_at(words, at, provinces()) == last - at:
            return over_conjuncts(words, first, at, ("tỉnh",))
    return None


def child_of(parent: Known | None, child: Known | None) -> Known | None:
    """``Parent (Child)`` as parent/child; None unless both are known."""
    if parent is None or child is None or child.id.startswith(f"{parent.id}/"):
        return child if parent is not None else None
    return Known(f"{parent.id}/{child.id}", f"{parent.name} ({child.name})", child.level)
