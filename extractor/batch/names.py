"""Names of outputs: safe on every system, unique in a run, the same for the same inputs."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import PurePath

from extractor.batch.discover import Item
from extractor.errors import ExtractorError
from extractor.text.normalize import slug

MAX_BYTES = 80
_HASH_DIGITS = 12
_FALLBACK = "van-ban"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that Windows keeps for devices."""


def stem_slug(name: str) -> str:
    """The stem of a file name as lower-case ASCII words: never empty, ≤ 80 bytes, no device name."""
    made = slug(PurePath(name).stem)[:MAX_BYTES].strip("-")
    if not made or made in _RESERVED:
        return f"{_FALLBACK}-{made}".rstrip("-")
    return made


def doc_ids(items: Sequence[Item], digest: Callable[[Item], str]) -> tuple[str | None, ...]:
    """A ``doc_id`` for each item to read; None for the others and for those that cannot be read.

    Documents of one stem all get ``-<12 hex of their content>``; the same bytes under one stem count on
    with ``-2``, ``-3`` …

    Args:
        items: in the order of the run.
        digest: SHA-256 in hex of an item's bytes, asked for only where stems clash; may raise
            ``ExtractorError``.
    """
    stems = [stem_slug(item.name) if is_document(item) else None for item in items]
    count = Counter(stems)
    taken: set[str] = {stem for stem in stems if stem and count[stem] == 1}
    made: list[str | None] = []
    for item, stem in zip(items, stems, strict=True):
        if stem is None or count[stem] == 1:
            made.append(stem)
            continue
        try:
            wanted = f"{stem[: MAX_BYTES - _HASH_DIGITS - 1].rstrip('-')}-{digest(item)[:_HASH_DIGITS]}"
        except ExtractorError:
            made.append(None)
            continue
        made.append(_free(wanted, taken))
        taken.add(made[-1] or wanted)
    return tuple(made)


def is_document(item: Item) -> bool:
    """Whether the item is to be read."""
    return item.code is None and not item.expected


def _free(wanted: str, taken: set[str]) -> str:
    name, n = wanted, 1
    while name in taken:
        n += 1
        name = f"{wanted}-{n}"
    return name
