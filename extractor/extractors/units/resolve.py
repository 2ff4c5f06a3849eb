"""Which organisation a stretch of words means: known names, persons for their body, sub-units."""

from extractor.extractors.units.lexicon import entry_at, lexicon, provinces, qualifier_at
from extractor.extractors.units.names import Known, Words, after_plural, keys_of, names


def name_at(words: Words, index: int) -> tuple[Known, int] | None:
    """The known name at ``index``; persons (Giám đốc, Thủ trưởng) stand for their body."""
    found = names().at(words, index)
    at = after_plural(words, index)
    while found is None and (size := entry_at(words, at, lexicon().persons)):
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
            return None
        at += size
    return known


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
