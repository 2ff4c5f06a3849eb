"""Canonical ids of cited documents, and the names of their issuers."""

from functools import cache, lru_cache

import regex
from msgspec import Struct

from extractor.extractors.citations.numbers import Number
from extractor.extractors.citations.symbols import issuer_levels
from extractor.model.types import VOCABULARY
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import key, slug, tone_placement

UNKNOWN = "unknown"
_PLACE = regex.compile(
    r"(?i:tỉnh ủy|thành ủy|tỉnh|thành phố|TP\.?)[ ]"
    r"(?P<place>\p{Lu}\p{L}*+(?:[ ](?:-[ ])?+\p{Lu}\p{L}*+){0,4})"
)
_LOCAL = regex.compile(
    r"(?i)\b(?:UBND|HĐND|ủy ban nhân dân|hội đồng nhân dân|tỉnh ủy|thành ủy|huyện ủy|quận ủy|sở|tỉnh|huyện"
    r"|xã|phường)\b"
)
_PARTY = regex.compile(r"(?i)bộ chính trị|ban bí thư|trung ương|đảng")
_DEPARTMENT = regex.compile(r"S\p{Lu}{2,}|SNgV|SYT|CT|UB\p{Lu}?|VPUB\p{Lu}*|TTPVHCC|CAT|BQL\p{Lu}*|BDT")
_PERSON = regex.compile(
    r"^(?:Bộ trưởng(?:, (?:Chủ nhiệm|Trưởng ban))?|Chủ nhiệm|Thống đốc|Tổng Thanh tra|Tổng Kiểm toán) "
    r"(?=Bộ|Ủy ban|Ngân hàng|Thanh tra|Văn phòng|Kiểm toán)"
)
_LEGISLATURE = regex.compile(r"(?<=QH|HĐNN)\d+$")
_DISTRICT_NAME = regex.compile(
    r"(?i:huyện|quận|thị xã|thành phố|TP\.?|xã|phường|thị trấn|đặc khu)[ ](?:(?P<digits>\d{1,2})(?!\d)"
    r"|(?P<name>\p{Lu}\p{L}*+(?:[ ]\p{Lu}\p{L}*+){0,3}))"
)
_DISTRICT = regex.compile(r"(?i)\b(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b")


class Body(Struct, frozen=True, kw_only=True):
    """An issuer: gazetteer id, full name, and whether it is central, of the Party or of a province."""

    id: str
    name: str
    level: str | None


@cache
def _bodies() -> dict[str, Body]:
    """Comparison key of a name → the body."""
    return {
        key(row["name"]): Body(id=slug(row["name"]).replace("-", "_"), name=row["name"], level=row["level"])
        for row in gazetteer("issuers")
        if row["name"]
    }


@lru_cache(maxsize=4096)
def body(words: str, province: str | None) -> Body:
    """The issuer that ``words`` name; relative words (UBND tỉnh) stand for the document's ``province``."""
    plain = _PERSON.sub("", tone_placement(words))
    known = _bodies().get(key(plain))
    if known is not None and known.level != "province":
        return known
    full = plain
    for short, long in ruleset("citations").data["abbreviations"].items():
        full = full.replace(short, long)
    known = _bodies().get(key(full))
    if known is not None and known.level != "province":
        return known
    level = "province" if _LOCAL.search(full) and "Trung ương" not in full else None
    if level is None:
        return Body(id="?", name=full, level="party" if _PARTY.search(full) else None)
    relative = _PLACE.sub(lambda found: found.group().removesuffix(" " + found["place"]), full)
    if (
        province
        and _PLACE.search(full) is None
        and regex.search(r"(?i)(?:tỉnh|thành phố|tỉnh ủy|thành ủy)$", full)
    ):
        full = f"{full} {province}"
    return Body(id=_local_id(relative, full), name=full, level="province")


def _local_id(relative: str, full: str) -> str:
    """Province-free id: ubnd_tinh, chu_tich_ubnd_tinh, tinh_uy; "?" for districts and departments."""
    if _DISTRICT.search(relative) or district(full) or relative.startswith("Sở"):
        return "?"
    words = slug(relative).replace("uy-ban-nhan-dan", "ubnd").replace("hoi-dong-nhan-dan", "hdnd")
    words = words.replace("thanh-pho", "tinh").replace("thanh-uy", "tinh-uy").replace("-", "_")
    return f"{words}_tinh" if words.endswith(("ubnd", "hdnd")) else words


def place_of(issuer: str) -> str | None:
    """Name of the province in an issuer's words; None where they name none or a district's city."""
    found = None if _DISTRICT.search(issuer) else _PLACE.search(issuer)
    if found is None:
        return None
    is_city = found.group().lower().startswith(("thành", "tp"))
    cities = ruleset("citations").data["words"]["central_cities"]
    place = found["place"].title() if found["place"].isupper() else found["place"]
    return None if is_city and slug(place) not in cities else place


def jurisdiction(number: Number, issuer: str | None, province: str | None) -> str:
    """First part of a canonical id: vn, vn-dang, vn-<province> or vn-unknown."""
    return _jurisdiction(number.groups, number.party, issuer, province)


@lru_cache(maxsize=4096)
def _jurisdiction(groups: tuple[str, ...], party: bool, issuer: str | None, province: str | None) -> str:
    level = _level(groups, party, issuer)
    if level == "party":
        return "vn-dang"
    if level != "province":
        return "vn"
    place = (place_of(issuer) if issuer else None) or province
    below = district(issuer) if issuer else ""
    return f"vn-{slug(place)}{below}" if place else f"vn-{UNKNOWN}"


def district(issuer: str) -> str:
    """What a district, commune or city below the province adds to its first part: -huyen-duc-trong."""
    found = _DISTRICT_NAME.search(issuer)
    if found is None or slug(found["name"] or "") in ruleset("citations").data["words"]["central_cities"]:
        return ""
    return f"-{slug(found.group())}"


def _level(groups: tuple[str, ...], party: bool, issuer: str | None) -> str:
    bodies = [_LEGISLATURE.sub("", group) for group in groups]
    levels = {issuer_levels()[group] for group in bodies if group in issuer_levels()}
    for level in ("province", "party"):
        if level in levels:
            return level
    if "central" in levels:
        return "central"
    if any(_DEPARTMENT.fullmatch(group) for group in groups[1:] or groups):
        return "province"
    named = body(issuer, None).level if issuer else None
    if named is not None and (named != "party" or party):
        return named
    return "party" if party else "central"


@lru_cache(maxsize=4096)
def target(place: str, doc_type: str | None, year: int | None, name: str) -> str:
    """Canonical id ``<jurisdiction>/<type>/<year>/<slug of number or name>``."""
    return f"{place}/{type_slug(doc_type)}/{year or UNKNOWN}/{slug(name)}"


@cache
def type_slug(doc_type: str | None) -> str:
    """Slug of a document type's Vietnamese name, e.g. nghi-dinh."""
    return slug(VOCABULARY["doc_type"][doc_type or "other"])


@cache
def laws() -> dict[str, tuple[dict[str, str], ...]]:
    """Comparison key of a law's name → its rows, one a law of that name."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in gazetteer("laws"):
        rows.setdefault(key(row["name"]), []).append(row)
    return {name: tuple(same) for name, same in rows.items()}


@lru_cache(maxsize=4096)
def laws_named(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the laws that bear ``name``, however it is spelled; empty where none does."""
    return laws().get(key(name), ())
