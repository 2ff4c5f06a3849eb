"""What is odd about the units of a plan: levels that ended, wordings that may mean other units."""

from datetime import date

import pytest
from msgspec.structs import replace

from extractor.extractors.organizations import extract, level_of
from extractor.model.outline import Found
from extractor.model.records import Header, Issue
from extractor.pipeline import analyse
from tests.grids import of_rows

HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian")


def issues_of(lead: str, header: Header, task: str = "Sơn cửa") -> list[tuple[str, str]]:
    """Code and first quoted word of the issues on units of a plan with one task."""
    document = of_rows(HEADER, ("1", task, lead, "", "", ""))
    found: Found = replace(analyse(document), header=header)
    records = [record for record in extract(document, found) if isinstance(record, Issue)]
    return [(issue.code, issue.message.split("'")[1]) for issue in records]


@pytest.mark.parametrize(
    "lead",
    [
        "UBND cấp huyện",
        "UBND các huyện, thị xã, thành phố",
        "UBND huyện Gò Mây",
        "Phòng Tư pháp huyện Gò Mây",
    ],
)
@pytest.mark.parametrize(
    ("header", "is_reported"),
    [
        (Header(issued_on=date(2025, 6, 30)), False),
        (Header(issued_on=date(2025, 7, 1)), True),
        (Header(plan_year=2026), True),
        (Header(), False),
    ],
    ids=["last day", "first day after", "only the year", "no date"],
)
def test_district_units_end_on_2025_07_01(lead: str, header: Header, is_reported: bool) -> None:
    """A plan of that day or later that names a district unit as actor gets an issue."""
    assert ("level_abolished" in dict(issues_of(lead, header))) is is_reported


@pytest.mark.parametrize("lead", ["UBND cấp xã", "UBND phường Gò Mây", "Sở Y tế", "Bộ Chỉ huy Quân sự tỉnh"])
def test_other_levels_go_on(lead: str) -> None:
    """Communes, provinces and their bodies are no abolished level."""
    assert issues_of(lead, Header(issued_on=date(2026, 1, 1))) == []


def test_past_references_are_no_actors() -> None:
    """A task that speaks of the former district level names no actor of it."""
    header = Header(issued_on=date(2026, 1, 1))
    assert issues_of("Sở Y tế", header, "Nhận hồ sơ của UBND cấp huyện trước đây") == []


@pytest.mark.parametrize("lead", ["SNV", "Văn phòng", "UBND", "Phòng Văn hóa và Thông tin"])
def test_ambiguous_wordings_are_reported(lead: str) -> None:
    """Short forms of several bodies and an unknown name with "và" inside are read one way, and it is said."""
    assert ("unit_list_ambiguous", lead) in issues_of(lead, Header())


@pytest.mark.parametrize(
    ("org_id", "level"),
    [
        ("so_y_te", "province"),
        ("ubnd_huyen:go_may", "district"),
        ("cong_an_xa:go_may", "commune"),
        ("vp_ubnd_tinh/tt_hcc_tinh", "province"),
        ("so_y_te/@don_vi_lien_quan", "province"),
        ("?", None),
    ],
)
def test_levels(org_id: str, level: str | None) -> None:
    """A place has the level of its class, a sub-unit without a row of its own that of its parent."""
    assert level_of(org_id) == level
