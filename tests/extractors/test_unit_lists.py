"""Lists of units in a cell, cut into units."""

import pytest

from extractor.extractors.units.lists import split_units


def surfaces(text: str, role: str = "lead") -> list[str]:
    """Units as printed."""
    return [unit.surface for unit in split_units(text, role)]


def ids(text: str) -> list[str]:
    """Ids of the units, ? for unknown ones."""
    return [unit.known.id if unit.known else "?" for unit in split_units(text, "lead")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ; Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
        ("Sở Nội vụ, Sở Y tế và Sở Xây dựng", ["Sở Nội vụ", "Sở Y tế", "Sở Xây dựng"]),
        ("Sở Khoa học và Công nghệ", ["Sở Khoa học và Công nghệ"]),
        ("Sở Nội vụ Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
        ("- Sở Nội vụ - Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
        ("(1) Sở Nội vụ; (2) Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Văn phòng UBND tỉnh/Sở Y tế", ["Văn phòng UBND tỉnh", "Sở Y tế"]),
    ],
)
def test_marks_between_units(text: str, expected: list[str]) -> None:
    """Strong marks, weak marks before a head word, and no mark at all part two units; names stay whole."""
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các sở, ban, ngành; UBND các xã, phường", ["@so_ban_nganh", "@ubnd_cap_xa"]),
        ("UBND các huyện, thị xã, thành phố", ["@ubnd_cap_huyen"]),
        ("Các bộ, ngành, cơ quan, tổ chức có liên quan", ["@bo_nganh"]),
        ("các cơ quan, đơn vị, địa phương", ["@co_quan_don_vi_dia_phuong"]),
        ("Sở Y tế, các sở, ngành và địa phương", ["so_y_te", "@co_quan_don_vi_dia_phuong"]),
    ],
)
def test_collectives_are_one_unit(text: str, expected: list[str]) -> None:
    """Commas inside a collective do not cut it."""
    assert ids(text) == expected


def test_shared_head_is_completed() -> None:
    """The head of a list is given to each member, and the spans quote head and member."""
    text = "các Sở: Nội vụ, Văn hóa, Thể thao và Du lịch, Tư pháp; Công an tỉnh"
    units = split_units(text, "lead")
    assert [unit.surface for unit in units] == [
        "Sở Nội vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Tư pháp",
        "Công an tỉnh",
    ]
    assert [text[start:end] for start, end in units[0].spans] == ["Sở", "Nội vụ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở KH&CN", ["so_khcn"]),
        ("Sở Văn hoá Thể thao du lịch", ["so_vhttdl"]),
        ("SỞ NỘI VỤ", ["so_noi_vu"]),
        ("Ủy ban nhân dân các xã, phường", ["@ubnd_cap_xa"]),
        ("Báo Quảng Ninh", ["bao_tinh"]),
        ("Ban Quản lý khu Kinh tế tỉnh Hà Nam", ["ban_ql_kkt"]),
        ("Giám đốc Sở Y tế", ["so_y_te"]),
        ("Văn phòng UBND tỉnh (Trung tâm Hành chính công tỉnh)", ["vp_ubnd_tinh/tt_hcc_tinh"]),
        ("Sở Y tế dự phòng trung tâm", ["?"]),
    ],
)
def test_ids(text: str, expected: list[str]) -> None:
    """Short forms, spellings, provinces and persons lead to the same id; further words make it unknown."""
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "lead", "coordinating"),
    [
        ("Chủ trì: Sở Nội vụ; Phối hợp: Sở Y tế, Công an tỉnh", ["Sở Nội vụ"], ["Sở Y tế", "Công an tỉnh"]),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Y tế", ["Sở Nội vụ"], ["Sở Y tế"]),
        ("Sở Nội vụ (chủ trì), Sở Y tế (phối hợp)", ["Sở Nội vụ"], ["Sở Y tế"]),
    ],
)
def test_roles_in_one_cell(text: str, lead: list[str], coordinating: list[str]) -> None:
    """Words of role in a cell decide who leads and who coordinates."""
    units = split_units(text, "lead")
    assert [unit.surface for unit in units if unit.role == "lead"] == lead
    assert [unit.surface for unit in units if unit.role == "coordinating"] == coordinating


def test_what_the_unit_does_is_left_out() -> None:
    """Brackets and clauses that say for what a unit is named are no part of its name."""
    assert surfaces("Bộ Tư pháp (đối với án dân sự), Sở Y tế đối với địa phương") == ["Bộ Tư pháp", "Sở Y tế"]
    assert surfaces("Sở Nội vụ trình Ủy ban nhân dân tỉnh") == ["Sở Nội vụ"]


@pytest.mark.parametrize("text", ["", "-", "…", "  ", "x", ";;", "()", "và", "các"])
def test_cells_without_a_unit(text: str) -> None:
    """Empty cells and marks never raise."""
    assert all(unit.surface for unit in split_units(text, "lead"))
