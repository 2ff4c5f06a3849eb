"""The citations of the two reference documents, mention by mention, in every format and with other words."""

from typing import Any

import pytest
from msgspec import json

from extractor.model.document import Document
from extractor.model.records import Citation, Plan
from extractor.model.types import VOCABULARY
from extractor.text.normalize import key, quote, slug
from tests.real_corpus import CORPUS, extract, extracted, needs_corpus
from tests.transposition import Transposed, Transposition

PROVINCES = {
    "binh-phuoc-ke-hoach-truyen-thong-2024": "Bình Phước",
    "binh-duong-595-qd-ubnd-2022": "Bình Dương",
}
PROVINCES_BY_SLUG = {f"vn-{slug(name)}": name for name in PROVINCES.values()}
OTHER_TYPES = {
    ("decree", "NĐ-CP"): ("circular", "Thông tư", "TT-BTC", "Bộ Tài chính"),
    ("resolution", "NQ-CP"): ("directive", "Chỉ thị", "CT-BNV", "Bộ trưởng Bộ Nội vụ"),
    ("decision", "QĐ-TTg"): ("circular", "Thông tư", "TT-VPCP", "Văn phòng Chính phủ"),
    ("directive", "CT-TTg"): ("resolution", "Nghị quyết", "NQ-HĐND", "Hội đồng nhân dân tỉnh"),
    ("circular", "TT-VPCP"): ("decree", "Nghị định", "NĐ-CP", "Chính phủ"),
}
"""Type and symbol of a mention → the type, type word, symbol and issuer put in their place."""
FIELDS = ("kind", "role", "doc_type", "number", "issued_on", "issuer", "title", "target", "surface")


def _mentions(doc_id: str) -> list[dict[str, Any]]:
    data = json.decode((CORPUS / "gold" / "reference_mentions.json").read_bytes())
    mentions: list[dict[str, Any]] = data[doc_id]["mentions"]
    return mentions


def _text(doc_id: str) -> str:
    return (CORPUS / "docs" / f"{doc_id}.txt").read_text(encoding="utf-8")


def _wanted(mention: dict[str, Any]) -> dict[str, str | None]:
    """What a mention of the gold says, its words with single blanks and symbols rejoined."""
    told = {name: None if mention[name] is None else str(mention[name]) for name in FIELDS}
    words = {name: key(quote(told[name] or "")) or None for name in ("issuer", "title", "surface")}
    return told | words | {"issuer": (words["issuer"] or "").removeprefix("của ") or None}


def _found(document: Document, one: Citation) -> dict[str, str | None]:
    spans = [document.text[span.start : span.end] for span in one.provenance.spans]
    return {
        "kind": one.kind,
        "role": one.role,
        "doc_type": one.doc_type,
        "number": one.number,
        "issued_on": str(one.issued_on) if one.issued_on else None,
        "issuer": key(one.issuer.surface) if one.issuer else None,
        "title": key(one.title) if one.title else None,
        "target": one.target,
        "surface": key(quote(" ".join(spans))),
    }


def _places(plan: Plan) -> list[tuple[int, int, int, int]]:
    return [(c.provenance.start, c.provenance.end, c.full_start, c.full_end) for c in plan.citations]


def _gold_places(mentions: list[dict[str, Any]]) -> list[tuple[int, ...]]:
    return [tuple(m[name] for name in ("start", "end", "full_start", "full_end")) for m in mentions]


@needs_corpus
@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf"])
@pytest.mark.parametrize("doc_id", PROVINCES)
def test_every_mention_is_exact(doc_id: str, form: str) -> None:
    """Kind, words, type, number, date, issuer, title, role and target of all mentions, none more; in text, places."""
    mentions = _mentions(doc_id)
    document, plan = extracted(CORPUS / "docs" / f"{doc_id}.{form}")
    assert [_found(document, one) for one in plan.citations] == [_wanted(mention) for mention in mentions]
    if form == "txt":
        assert _places(plan) == _gold_places(mentions)


@needs_corpus
@pytest.mark.parametrize("seed", range(1, 7))
@pytest.mark.parametrize("doc_id", PROVINCES)
def test_every_mention_with_other_numbers_and_dates(doc_id: str, seed: int) -> None:
    """With other numbers, dates and provinces every mention is still exact."""
    change = Transposition(seed, (PROVINCES[doc_id],), ())
    text = _text(doc_id)
    moved = change.of(text)
    mentions = [_transposed(mention, change, moved) for mention in _mentions(doc_id)]
    _assert_exact(moved.text, mentions)


@needs_corpus
@pytest.mark.parametrize("doc_id", PROVINCES)
def test_every_mention_with_other_types_and_issuers(doc_id: str) -> None:
    """With other type words, symbols and issuers every mention is still exact."""
    text, mentions = _text(doc_id), _mentions(doc_id)
    edits = [edit for mention in mentions for edit in _type_edits(text, mention)]
    moved = Transposed(text, sorted(edits))
    _assert_exact(moved.text, [_retyped(text, mention, moved) for mention in mentions])


def _assert_exact(text: str, mentions: list[dict[str, Any]]) -> None:
    document, plan = extract("document.txt", text.encode())
    assert [_found(document, one) for one in plan.citations] == [_wanted(mention) for mention in mentions]
    assert _places(plan) == _gold_places(mentions)


def _moved(mention: dict[str, Any], moved: Transposed) -> dict[str, Any]:
    places = {name: moved.place(mention[name]) for name in ("start", "end", "full_start", "full_end")}
    return mention | places | {"surface": moved.text[places["start"] : places["end"]]}


def _transposed(mention: dict[str, Any], change: Transposition, moved: Transposed) -> dict[str, Any]:
    words = {
        name: change.of(mention[name]).text
        for name in ("number", "issued_on", "issuer", "title")
        if mention[name] is not None
    }
    new = _moved(mention, moved) | words
    target = mention["target"]
    if mention["kind"] in {"numbered", "named"} and target is not None:
        place, kind, year, name = target.split("/")
        if place not in {"vn", "vn-dang"}:
            place = "vn-" + slug(change.of(PROVINCES_BY_SLUG[place]).text)
        name = slug(new["number"] or new["surface"].partition(" ")[2])
        new["target"] = f"{place}/{kind}/{change.of(year).text}/{name}"
    return new


def _type_edits(text: str, mention: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Type word, symbol and issuer of a mention replaced where the table gives others."""
    other = _other(mention)
    if other is None:
        return []
    _, word, symbol, issuer = other
    surface = text[mention["start"] : mention["end"]]
    begin = mention["start"]
    type_end = begin + surface.index(surface.split()[1]) + len(surface.split()[1])
    symbol_start = begin + surface.rindex("/") + 1
    edits = [(begin, type_end, word), (symbol_start, mention["end"], symbol)]
    if mention["issuer"]:
        words = mention["issuer"]
        at = text.index(words, mention["end"], mention["full_end"])
        edits.append((at + words.index("của") + len("của "), at + len(words), issuer))
    return edits


def _other(mention: dict[str, Any]) -> tuple[str, str, str, str] | None:
    symbol = (mention["number"] or "").rpartition("/")[2]
    return OTHER_TYPES.get((mention["doc_type"], symbol)) if mention["kind"] == "numbered" else None


def _retyped(text: str, mention: dict[str, Any], moved: Transposed) -> dict[str, Any]:
    new = _moved(mention, moved)
    if mention["title"]:
        at = text.index(mention["title"], mention["full_end"])
        new["title"] = moved.text[moved.place(at) : moved.place(at + len(mention["title"]))]
    other = _other(mention)
    if other is None:
        return new
    doc_type, _, symbol, issuer = other
    number = mention["number"].rpartition("/")[0] + "/" + symbol
    place, _, year, _ = mention["target"].split("/")
    if symbol.endswith("HĐND"):
        place = _province(text)
    target = f"{place}/{slug(VOCABULARY['doc_type'][doc_type])}/{year}/{slug(number)}"
    return new | {
        "doc_type": doc_type,
        "number": number,
        "issuer": issuer if mention["issuer"] else None,
        "target": target,
    }


def _province(text: str) -> str:
    return next(name for name, words in PROVINCES_BY_SLUG.items() if words.lower() in text.lower())
