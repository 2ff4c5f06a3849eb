"""Resolves each citation to the canonical id of the document it means."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from extractor.extractors.citations import targets
from extractor.extractors.citations.mentions import Mention
from extractor.extractors.citations.names import nicknames

SELF = "self"
"""Target of a citation of the document itself."""

_WORDS = {"scheme": "đề án", "programme": "chương trình", "project": "dự án", "resolution": "nghị quyết"}
_Entry = tuple[str, str | None]


class Target(NamedTuple):
    """Canonical id and where it was inferred from: None (printed), gazetteer or document."""

    id: str | None
    inferred: str | None = None


class Facts(Struct, frozen=True, kw_only=True):
    """What the document tells about the numbers it cites: year and issuer by number and type."""

    province: str | None
    issued_on: date | None
    years: Mapping[_Entry, int]
    issuers: Mapping[_Entry, str]
    printed: Mapping[int, str]
    """Issuer that a mention prints itself, by the mention's start."""
    decisions: Mapping[str, Mention]
    """Decisions cited, by serial: a scheme is called by the serial of the decision that approves it."""


def facts(text: str, mentions: Sequence[Mention], province: str | None, issued_on: date | None) -> Facts:
    """Years and issuers that any mention prints, for those that print none."""
    years: dict[_Entry, int] = {}
    issuers: dict[_Entry, str] = {}
    printed: dict[int, str] = {}
    decisions: dict[str, Mention] = {}
    for mention in mentions:
        if mention.number is None:
            continue
        entry = (mention.number.normal, mention.doc_type)
        if mention.doc_type == "decision":
            decisions.setdefault(mention.number.serial, mention)
        year = _stated_year(mention)
        if year is not None:
            years.setdefault(entry, year)
        if mention.issuer is not None:
            printed[mention.start] = text[slice(*mention.issuer)]
            issuers.setdefault(entry, printed[mention.start])
    return Facts(
        province=province,
        issued_on=issued_on,
        years=years,
        issuers=issuers,
        printed=printed,
        decisions=decisions,
    )


class _Memory:
    """What the mentions so far have resolved to, for those that lean on them."""

    def __init__(self) -> None:
        self.last: dict[str | None, str | None] = {}
        self.serials: dict[tuple[str, str | None], str | None] = {}
        self.laws: dict[str, str | None] = {}

    def keep(self, mention: Mention, target: Target) -> None:
        """Remembers a numbered or named act."""
        if mention.kind not in {"numbered", "named"}:
            return
        self.last[mention.doc_type] = target.id
        year = (target.id or "//").split("/")[2]
        self.serials[(f"năm {year}", mention.doc_type)] = target.id
        if mention.number is not None:
            self.serials[(mention.number.serial, mention.doc_type)] = target.id
        elif mention.name and _stated_year(mention) is not None:
            self.laws[mention.name] = target.id


def resolve(mentions: Sequence[Mention], known: Facts) -> list[Target]:
    """The target of each mention, in order; a mention may lean on those before it."""
    memory = _Memory()
    out: list[Target] = []
    for mention in mentions:
        target = _resolve(mention, known, memory)
        memory.keep(mention, target)
        out.append(target)
    by_start = {m.start: target.id for m, target in zip(mentions, out, strict=True)}
    return [
        target if m.defined_by is None else Target(by_start.get(m.defined_by), "document")
        for m, target in zip(mentions, out, strict=True)
    ]


def _resolve(mention: Mention, known: Facts, memory: _Memory) -> Target:
    if mention.kind == "self":
        return Target(SELF)
    if mention.kind in {"generic", "internal"} or mention.titled_by is not None:
        return Target(None)  # a title names the scheme, not the decision that approves it
    if mention.kind == "back_reference":
        return _back(mention, memory)
    if mention.kind == "nickname":
        return _nickname(mention, known)
    if mention.number is not None:
        return _number(mention, known)
    return _law(mention, known, memory)


def _stated_year(mention: Mention) -> int | None:
    return mention.issued_on.year if mention.issued_on else mention.year


def _number(mention: Mention, known: Facts) -> Target:
    number = mention.number
    if number is None:
        return Target(None)
    entry = (number.normal, mention.doc_type)
    issuer = known.printed.get(mention.start) or known.issuers.get(entry)
    place = targets.jurisdiction(number, issuer, known.province)
    year = number.year or _stated_year(mention)
    inferred = None
    if year is None and entry in known.years:
        year, inferred = known.years[entry], "document"
    return Target(targets.target(place, mention.doc_type, year, number.normal), inferred)


def _back(mention: Mention, memory: _Memory) -> Target:
    """The last act of the same type, of the same serial where the words give one."""
    if mention.name is None:
        found = memory.last.get(mention.doc_type)
    else:
        found = memory.serials.get((mention.name, mention.doc_type))
    return Target(found, "document" if found else None)


def _nickname(mention: Mention, known: Facts) -> Target:
    serial = mention.number.serial if mention.number else (mention.name or "").partition("/")[0]
    row = nicknames().get((_WORDS.get(mention.doc_type or "", ""), serial))
    if row is not None:
        year = date.fromisoformat(row["date"]).year
        return Target(targets.target("vn", row["doc_type"], year, row["number"]), "gazetteer")
    number = known.decisions.get(serial)
    return Target(_number(number, known).id, "document") if number is not None else Target(None)


def _law(mention: Mention, known: Facts, memory: _Memory) -> Target:
    """By date, by year, as cited before in the document, else the law of that name in force at its date."""
    name = mention.name or ""
    stated = _stated_year(mention)
    if stated is None and name in memory.laws:
        return Target(memory.laws[name], "document")
    row = _law_row(targets.laws_named(name), mention, known.issued_on)
    if row is not None:
        year = date.fromisoformat(row["date"]).year
        return Target(targets.target("vn", mention.doc_type, year, row["number"] or row["name"]), "gazetteer")
    words = 2 if mention.doc_type in {"code", "ordinance"} else 1
    short = name if mention.doc_type == "constitution" else name.split(" ", words)[-1]
    return Target(targets.target("vn", mention.doc_type, stated, short))


def _law_row(
    rows: Sequence[dict[str, str]], mention: Mention, issued_on: date | None
) -> dict[str, str] | None:
    if mention.issued_on is not None:
        return next((row for row in rows if row["date"] == mention.issued_on.isoformat()), None)
    if mention.year is not None:
        return next((row for row in rows if row["date"].startswith(str(mention.year))), None)
    until = issued_on.isoformat() if issued_on else ""
    in_force = [row for row in rows if row["in_force"] and row["in_force"] <= until]
    return max(in_force, key=lambda row: row["in_force"], default=None)
