"""Reads the issuer that stands before a citation: UBND tỉnh phê duyệt tại Quyết định số …"""

from extractor.rules import ruleset

_REACH = 140
_ISSUED = "citation.issued_before"
_DEPLOYED = "citation.deployed_before"
_LEADS = ("tại ", "hành ", "bằng ", "các ")


def issuer_before(text: str, floor: int, start: int, rule: str = _ISSUED) -> tuple[int, int] | None:
    """Place of the issuer that the words of ``rule`` tie to the citation at ``start``."""
    if not text[max(floor, start - 6) : start].endswith(_LEADS):
        return None
    low = max(floor, start - _REACH)
    rules = ruleset("citations")
    tie = rules.pattern(rule)
    best: tuple[int, int] | None = None
    for found in rules.pattern("citation.issuer").finditer(text, low, start):
        if tie.fullmatch(text, found.end("issuer"), start):
            best = found.span("issuer")
    return _department(text, low, best) if best else None


def _department(text: str, low: int, place: tuple[int, int]) -> tuple[int, int]:
    """The unit whose name ends with the province at ``place`` (Sở Nội vụ tỉnh X); else ``place`` itself."""
    if not text.startswith(("tỉnh ", "thành phố "), place[0]):
        return place
    units = ruleset("citations").pattern("citation.issuer_unknown").finditer(text, low, place[1])
    return next((unit.span("issuer") for unit in units if unit.end("issuer") == place[1]), place)


def deployed_by(text: str, start: int) -> str | None:
    """Who carries something out through the act cited at ``start``: its issuer, if not printed as such."""
    floor = text.rfind("\n", 0, start) + 1
    place = issuer_before(text, floor, start, _DEPLOYED)
    return text[slice(*place)] if place else None
