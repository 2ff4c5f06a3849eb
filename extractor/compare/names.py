"""Names of cited documents that tell any two of them apart."""

from collections import Counter
from collections.abc import Callable, Mapping

import regex
from msgspec import Struct

from extractor.model.records import CitedDocument
from extractor.model.types import VOCABULARY

_LAW = regex.compile(r"(\d++)-(\d{4})-((?:ubtv)?qh\d*+)")
"""A law as the last part of an id: number, year, National Assembly."""


class CitedName(Struct, frozen=True, kw_only=True):
    """What is known of a cited document."""

    words: str
    number: str | None = None
    year: str | None = None
    issuer: str | None = None


def cited_name(cited: CitedDocument, mention: str) -> CitedName:
    """The name of a cited document: type and number or title, else the words of its first mention."""
    label = VOCABULARY["doc_type"].get(cited.doc_type or "", "")
    words = f"{label} {cited.number or cited.title}".strip() if cited.number or cited.title else mention
    _, _, rest = cited.target.partition("/")
    parts = rest.split("/")
    law = _LAW.fullmatch(parts[-1])
    dated = parts[1] if len(parts) > 1 and regex.fullmatch(r"\d{4}", parts[1]) else None
    return CitedName(
        words=words or cited.target,
        number=None if cited.number or not law else "/".join(law.groups()).upper(),
        year=str(cited.issued_on.year) if cited.issued_on else dated,
        issuer=cited.issuer,
    )


def told_apart(known: Mapping[str, CitedName]) -> dict[str, str]:
    """Names by target; those of several targets with number or year, then issuer, then the id itself."""
    names = {target: name.words for target, name in known.items()}
    further: tuple[Callable[[str], str | None], ...] = (
        lambda target: known[target].number or known[target].year or "không rõ năm",
        lambda target: known[target].issuer,
        lambda target: target,
    )
    for part in further:
        counts = Counter(names.values())
        names = {
            target: f"{name} ({said})" if counts[name] > 1 and (said := part(target)) else name
            for target, name in names.items()
        }
    return names
