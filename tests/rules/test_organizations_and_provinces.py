"""The gazetteers agree with themselves and with the mergers of 2025."""

from collections import Counter
from datetime import date

import pytest

from extractor.rules import gazetteer
from extractor.rules.provinces import find_provinces

MERGER = "2025-07-01"


def test_63_provinces_became_34() -> None:
    """On the eve of the merger 63 stand, from that day 34; every successor is one of them by code and name."""
    eve, day = "2025-06-30", MERGER
    before = [r for r in gazetteer("provinces") if (r["valid_from"] or "0") <= eve <= (r["valid_to"] or "9")]
    after = {
        (r["code"], r["name"])
        for r in gazetteer("provinces")
        if (r["valid_from"] or "0") <= day <= (r["valid_to"] or "9")
    }
    assert (len(before), len(after)) == (63, 34)
    assert {(row["successor_code"], row["successor_name"]) for row in before} == after


@pytest.mark.parametrize(
    ("text", "on", "code", "name", "successor"),
    [
        ("tỉnh Thừa Thiên Huế", date(2024, 12, 31), "46", "Thừa Thiên Huế", "46"),
        ("thành phố Huế", date(2025, 1, 1), "46", "Huế", "46"),
        ("thành phố Huế", date(2025, 7, 1), "46", "Huế", None),
        ("tỉnh Bắc Ninh", date(2025, 6, 30), "27", "Bắc Ninh", "24"),
        ("tỉnh Bắc Ninh", date(2025, 7, 1), "24", "Bắc Ninh", None),
        ("tỉnh Gia Lai", date(2025, 7, 1), "52", "Gia Lai", None),
        ("tỉnh Đăk Lăk", date(2024, 1, 1), "66", "Đắk Lắk", "66"),
        ("tỉnh Hoà Bình", date(2024, 1, 1), "17", "Hòa Bình", "25"),
        ("tỉnh Bà Rịa – Vũng Tàu", date(2024, 1, 1), "77", "Bà Rịa - Vũng Tàu", "79"),
        ("TP.HCM", date(2024, 1, 1), "79", "Hồ Chí Minh", "79"),
        ("tỉnh KonTum", date(2024, 1, 1), "62", "Kon Tum", "51"),
        ("tỉnh Bình Phước", date(2026, 1, 1), "70", "Bình Phước", "75"),
    ],
)
def test_province_at_its_date(text: str, on: date, code: str, name: str, successor: str | None) -> None:
    """A name in any spelling is the province of that day, with the one that succeeded it."""
    (mention,) = find_provinces(text, on)
    province = mention.province
    assert (province.code, province.name, province.successor_code) == (code, name, successor)


def test_organisation_ids_are_unique_and_successors_exist() -> None:
    """One row an id, a successor that is a row, and no validity that ends before it begins."""
    rows = gazetteer("organizations")
    ids = Counter(row["id"] for row in rows)
    assert [org_id for org_id, count in ids.items() if count > 1] == []
    assert {row["successor"] for row in rows} - {""} <= ids.keys()
    assert all((row["valid_from"] or "0") <= (row["valid_to"] or "9") for row in rows)


def test_the_district_level_ends_with_the_merger() -> None:
    """Every class of district bodies is valid to 2025-06-30."""
    ends = {row["valid_to"] for row in gazetteer("organizations") if row["level"] == "district"}
    assert ends == {"2025-06-30"}


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("nhà đầu tư", "chủ đầu tư"),
        ("lực lượng chức năng", "cơ quan chức năng"),
        ("tổ chức xã hội", "đoàn thể"),
        ("doanh nghiệp nhà nước", "doanh nghiệp"),
        ("tổ giúp việc", "tổ công tác"),
    ],
)
def test_bodies_that_law_tells_apart_are_two_entries(word: str, other: str) -> None:
    """An investor (Luật Đầu tư) is no project owner (Luật Xây dựng), and so on."""
    ids = {
        name.lower(): row["id"]
        for row in gazetteer("organizations")
        for name in (row["name"], *row["variants"].split(";"))
    }
    assert ids[word] != ids[other]
