"""The issuing body: box 2 of the first page, else the enacting phrase; and its province."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import regex
from msgspec import Struct, structs

from extractor.extractors.header.copies import is_copy_line
from extractor.model.outline import Outline, Paragraph
from extractor.model.records import Province
from extractor.model.types import VOCABULARY
from extractor.rules import ruleset
from extractor.rules.provinces import find_provinces
from extractor.text.normalize import key, tone_placement

_CAPITALS = regex.compile(r"(?=.*\p{Lu}.*\p{Lu})[^\p{Ll}\d:/]+")
_PROVINCIAL = regex.compile(r"\b(?:tỉnh|thành phố|uỷ ban nhân dân|ủy ban nhân dân|hội đồng nhân dân)\b")
_CENTRAL = regex.compile(r"\b(?:chính phủ|thủ tướng|quốc hội|bộ|trung ương)\b")
_PREAMBLE_PARAGRAPHS = 60

Lines = Sequence[tuple[str, Paragraph]]


class Issuer(Struct, frozen=True, kw_only=True):
    """The issuing body; ``ranges`` are those of the clean text."""

    name: str
    surface: str
    ranges: tuple[tuple[int, int], ...]
    rule: str
    names_place: bool = False
    parents: str = ""
    """The bodies above it in box 2: ``UBND tỉnh X`` above a department."""

    @property
    def is_provincial(self) -> bool:
        """Whether it is a body of a province."""
        return _is_provincial(self.name)

    @property
    def id(self) -> str:
        """Id of the body without its place; ``?`` when the rules name none."""
        ids: dict[str, str] = ruleset("header").data["issuer_ids"]
        folded = key(self.name)
        for head, org_id in ids.items():
            if folded == key(head) or folded.startswith(key(head) + " "):
                return org_id
        return "?"

    def at(self, place: str) -> "Issuer":
        """The same body with the name of its province behind it."""
        return structs.replace(self, name=f"{self.name} {place}", names_place=True)

    def as_chairman(self) -> "Issuer":
        """The chairman of a people's committee in its place; any other body as it is."""
        if not key(self.name).startswith("ủy ban nhân dân"):
            return self
        return structs.replace(self, name="Chủ tịch " + self.name, rule="header.issuer_chairman")


def _is_provincial(name: str) -> bool:
    return _PROVINCIAL.search(key(name)) is not None and not _CENTRAL.search(key(name))


def find_issuer(lines: Lines, outline: Outline) -> Issuer | None:
    """The body in box 2, its parents left out; else the subject of the enacting phrase."""
    return _from_box(lines) or _from_enacting(outline)


def _from_box(lines: Lines) -> Issuer | None:
    is_head = ruleset("header").pattern("header.body_head").match
    body: list[tuple[str, Paragraph]] = []
    above: list[str] = []
    for words, paragraph in _box(lines):
        if is_head(words) and body and not _continues(body, words):
            above += [words for words, _ in body]
            body = []
        body.append((words, paragraph))
    if not body or not is_head(body[0][0]):
        return None
    surface = " ".join(words for words, _ in body)
    ranges = tuple(
        (p.start + _offset(lines, p, words), p.start + _offset(lines, p, words) + len(words))
        for words, p in body
    )
    name = sentence_case(expand(surface))
    return Issuer(
        name=name,
        surface=surface,
        ranges=ranges,
        rule="header.issuer",
        names_place=bool(find_provinces(name)),
        parents=sentence_case(expand(" ".join(above))),
    )


def _box(lines: Lines) -> Iterator[tuple[str, Paragraph]]:
    """Lines of box 2: those in capitals above the number, the motto beside them cut off."""
    rules = ruleset("header")
    for text, paragraph in lines:
        if rules.pattern("header.number").search(text):
            return
        if rules.pattern("header.secrecy").fullmatch(text) or is_copy_line(text):
            continue
        motto = rules.pattern("header.motto").search(text)
        words = (text[: motto.start()] if motto else text).strip(" -_*=")
        if words.isupper() and key(words) in _type_names():
            return
        if _CAPITALS.fullmatch(words):
            yield from ((part, paragraph) for part in _bodies(words))


def _bodies(words: str) -> tuple[str, ...]:
    """A parent printed on one line with the body under it: ``UBND TỈNH X SỞ Y`` → both."""
    for mention in find_provinces(words):
        rest = words[mention.end :].lstrip(" -")
        if mention.start and ruleset("header").pattern("header.body_head").match(rest):
            return words[: mention.end], rest
    return (words,)


@cache
def _type_names() -> frozenset[str]:
    return frozenset(key(name) for name in VOCABULARY["doc_type"].values())


def _continues(body: Sequence[tuple[str, Paragraph]], words: str) -> bool:
    """``BAN CHỈ ĐẠO … CỦA`` ⏎ ``CHÍNH PHỦ`` is one body; so is ``VĂN PHÒNG`` ⏎ ``ỦY BAN NHÂN DÂN``."""
    last = body[-1][0]
    return last.endswith((" CỦA", "CỦA", " VÀ", "VĂN PHÒNG", "CHỦ TỊCH", "THỦ TƯỚNG"))


def _offset(lines: Lines, paragraph: Paragraph, words: str) -> int:
    text = next(text for text, other in lines if other is paragraph)
    return max(text.find(words), 0)


def _from_enacting(outline: Outline) -> Issuer | None:
    pattern = ruleset("header").pattern("header.enacting")
    for paragraph in outline.paragraphs[:_PREAMBLE_PARAGRAPHS]:
        match = pattern.search(outline.clean.text, paragraph.start, paragraph.end)
        if match is None:
            continue
        surface = match["issuer"]
        name = expand(surface)
        return Issuer(
            name=name,
            surface=surface,
            ranges=(match.span("issuer"),),
            rule="header.enacting",
            names_place=bool(find_provinces(name)),
        )
    return None


def expand(surface: str) -> str:
    """Abbreviations of bodies written out."""
    for short, full in ruleset("header").data["expansions"].items():
        surface = regex.sub(rf"\b{short}\b", full, surface)
    first = surface[:1]
    return first.upper() + surface[1:]


def sentence_case(surface: str) -> str:
    """Capitals of box 2 as running text writes the body.

    ``ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG`` → ``Ủy ban nhân dân tỉnh Bình Dương``
    """
    text = tone_placement(surface.lower())
    for proper in ruleset("header").data["sentence_case"]:
        text = regex.sub(rf"(?<!\p{{L}}){regex.escape(proper.lower())}(?!\p{{L}})", proper, text)
    for field in ruleset("header").data["fields"]:
        text = regex.sub(rf"(?<=(?:bộ|sở)\s){regex.escape(field.lower())}(?!\p{{L}})", field, text)
    text = regex.sub(r"(?<=\s)sở(?=\s\p{Lu})", "Sở", text)
    for mention in reversed(find_provinces(text)):
        name_length = len(mention.province.name)
        place = text[mention.start : mention.end]
        if key(place).endswith(key(mention.province.name)):
            text = text[: mention.end - name_length] + mention.province.name + text[mention.end :]
    return text[:1].upper() + text[1:]


def find_province(
    issuer: Issuer | None, title: str | None, place: str | None, on: date | None
) -> Province | None:
    """The province of a provincial document: from the issuer's words, the title, last the place line."""
    if issuer is not None:
        if not issuer.is_provincial and not _is_provincial(issuer.parents):
            return None
        named = find_provinces(issuer.name, on) or find_provinces(issuer.parents, on)
        if named:
            return named[-1].province
    for text in (title, place if issuer is not None else None):
        named = find_provinces(text or "", on)
        if named:
            return named[-1].province
    return None
