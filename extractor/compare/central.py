"""Documents of central bodies: they have no province, and none is missed."""

import regex

from extractor.model.records import Header
from extractor.rules import gazetteer
from extractor.text.normalize import key

_CENTRAL = "central"
_TYPES = frozenset({"constitution", "law", "ordinance", "decree"})
"""Types that no province issues."""
_MINISTERS = ("thủ tướng", "bộ trưởng", "thứ trưởng", "chủ tịch nước", "chủ tịch quốc hội")
_WHOLE_COUNTRY = ("trung ương", "quốc gia")
_LOCAL = regex.compile(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\b")


def is_central(header: Header) -> bool:
    """Whether a central body issued the document, by its type, issuer, symbol or who signed it."""
    return (
        header.type in _TYPES
        or _by_issuer(header)
        or _by_symbol(header.number or "")
        or bool(header.signatory and _signs_for_all(header.signatory.position or ""))
    )


def _by_issuer(header: Header) -> bool:
    if header.issuer is None:
        return False
    if any(row["id"] == header.issuer.id and row["level"] == _CENTRAL for row in gazetteer("organizations")):
        return True
    words = f" {key(header.issuer.name or header.issuer.surface)} "
    if _LOCAL.search(words):
        return False
    names = (key(row["name"]) for row in gazetteer("issuers") if row["level"] == _CENTRAL)
    return words.startswith(" bộ ") or any(f" {name} " in words for name in (*names, *_WHOLE_COUNTRY))


def _by_symbol(number: str) -> bool:
    """``97/NQ-CP``, ``844/QĐ-TTg``: what stands behind the type names the issuer."""
    codes = {row["code"].upper() for row in gazetteer("issuers") if row["level"] == _CENTRAL}
    return bool(codes & set(regex.split(r"[/-]", number.upper())[1:]))


def _signs_for_all(position: str) -> bool:
    return any(name in key(position) for name in _MINISTERS)
