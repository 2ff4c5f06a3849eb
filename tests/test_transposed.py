"""No special cases: with other numbers, dates, names and provinces a document scores the same."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from msgspec import convert, json
from msgspec.structs import replace

from extractor.evaluate.gold import MENTIONS, OFFSETS, Gold, GoldMention, GoldPlaces, with_places
from extractor.evaluate.score import INFORMATIONAL, score
from extractor.evaluate.tally import Tally, tallies
from tests.real_corpus import CORPUS, extract, needs_corpus
from tests.transposition import Transposed, Transposition

DOCUMENTS = {
    "binh-phuoc-ke-hoach-truyen-thong-2024": "Bình Phước",
    "binh-duong-595-qd-ubnd-2022": "Bình Dương",
    "bac-ninh-141-kh-ubnd-2025": "Bắc Ninh",
    "dong-thap-552-kh-ubnd-2025": "Đồng Tháp",
    "dong-thap-617-kh-ubnd-2025": "Đồng Tháp",
    "thanh-hoa-235-kh-ubnd-2025": "Thanh Hóa",
}
"""Documents of provinces and the province of each."""


def test_replacement_is_consistent_and_maps_offsets() -> None:
    """The same words become the same words everywhere, in capitals and over line breaks too."""
    change = Transposition(7, ("Hải Phòng",), ("Trần Văn A",))
    text = "Số 12/2020/NĐ-CP ngày 05/6/2020; HẢI PHÒNG, Hải\n Phòng; số 12/QĐ-UBND; năm 2020"
    new = change.of(text)
    number, province = new.text.split("/")[0].removeprefix("Số "), change.of("Hải Phòng").text
    assert number != "12"
    assert f"số {number}/QĐ-UBND" in new.text
    assert "\n" in new.text
    assert province.upper() in new.text
    assert " ".join(new.text.split()).count(province) == 1
    for words in ("ngày", "số", "năm"):
        assert new.place(text.index(words)) == new.text.index(words)


@needs_corpus
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("form", ["txt", "html", "md"])
@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_transposed_document_scores_the_same(doc_id: str, form: str, seed: int) -> None:
    """A document with everything replaced scores as the document itself, kind by kind."""
    if not (CORPUS / "docs" / f"{doc_id}.{form}").exists():
        pytest.skip("the document is not there in this format")
    data = json.decode((CORPUS / "gold" / f"{doc_id}.gold.json").read_bytes())
    persons = tuple(name for name in [data["metadata"]["signer"]["name"]] if name)
    change = Transposition(seed, (DOCUMENTS[doc_id],), persons)
    source, text = _text(doc_id, form), _text(doc_id, "txt")
    new = change.of(source).text
    assert not any(name in " ".join(new.split()) for name in (DOCUMENTS[doc_id], *persons))
    mentions = _reference(MENTIONS).get(doc_id, {}).get("mentions")
    for mention in mentions or ():
        mention.pop("target", None)  # an id made of slugs: what is replaced in words is not found in it
    expected = _tallies(source, form, _gold(doc_id, data, mentions, Transposed(text, [])))
    moved = _gold(doc_id, change.of_json(data), change.of_json(mentions), change.of(text))
    assert _tallies(new, form, moved) == expected


def _reference(name: str) -> Any:
    return json.decode((CORPUS / "gold" / name).read_bytes())


def _text(doc_id: str, form: str) -> str:
    return unicodedata.normalize(
        "NFC", Path(CORPUS / "docs" / f"{doc_id}.{form}").read_text(encoding="utf-8")
    )


def _tallies(text: str, form: str, gold: Gold) -> dict[str, Tally]:
    _, plan = extract(f"document.{form}", text.encode())
    found = tallies(score(plan, gold, form))
    # A whole month is no month once its days are moved; ids in gold stay while the names of units change.
    left_out = {*INFORMATIONAL, "tasks.prose.deadlines", "units.ids"}
    return {kind: tally for kind, tally in found.items() if kind not in left_out}


def _gold(doc_id: str, data: Any, mentions: Any, text: Transposed) -> Gold:
    gold = convert(data, Gold)
    if mentions is not None:
        gold = replace(gold, mentions=convert(_moved(mentions, text), tuple[GoldMention, ...]))
    places = _reference(OFFSETS)["documents"].get(doc_id)
    if places is None:
        return gold
    return with_places(gold, convert(_moved(places, text), GoldPlaces), text.text)


def _moved(data: Any, text: Transposed) -> Any:
    if isinstance(data, list):
        return [_moved(entry, text) for entry in data]
    if not isinstance(data, dict):
        return data
    places = {"start", "end", "full_start", "full_end", "heading_end"}
    return {
        key: text.place(entry) if key in places and isinstance(entry, int) else _moved(entry, text)
        for key, entry in data.items()
    }
