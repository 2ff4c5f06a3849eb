"""The section tree: levels, headings, odd numbering."""

from collections.abc import Callable

import pytest

from extractor.model.outline import Found
from extractor.structure.labels import read_labels

FoundIn = Callable[..., Found]

HEAD = "KẾ HOẠCH\nBảo tồn thư viện tư nhân năm 2031\n"


def _ids(found: Found) -> list[str]:
    return [section.id for section in found.outline.sections]


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        (
            ["I. MỤC ĐÍCH", "1. Mục đích", "- Một.", "2. Yêu cầu", "- Hai.", "II. KINH PHÍ"],
            ["I", "I.1", "I.2", "II"],
        ),
        (
            ["A. CHUNG", "I. MỘT", "1. Ý một", "II. HAI", "B. RIÊNG", "I. BA"],
            ["A", "A.I", "A.I.1", "A.II", "B", "B.I"],
        ),
        (
            ["I. MỘT", "1. Ý", "1.1. Nhỏ", "a) Bé", "b) Bé hơn", "1.2. Nhỏ hai"],
            ["I", "I.1", "I.1.1.1", "I.1.1.1.a", "I.1.1.1.b", "I.1.1.2"],
        ),
        (
            ["I. MỘT", "a) Bốn", "b) Năm", "c) Sáu", "d) Bảy", "đ) Tám", "e) Chín"],
            ["I", "I.a", "I.b", "I.c", "I.d", "I.đ", "I.e"],
        ),
        (
            ["I.1. Chung", "I.2. Riêng", "II.1. Người", "II.1.1. Cũ", "1. Ý", "II.1.2. Mới", "II.2. Của"],
            ["I.1", "I.2", "II.1", "II.1.1", "II.1.1.1", "II.1.2", "II.2"],
        ),
        (
            ["I. MỘT", "1. Ý", "a) Tỉnh", "b) Xã", "Đối với trường học:", "a) Lớp", "b) Sân", "2. Ý hai"],
            ["I", "I.1", "I.1.a", "I.1.b", "I.1.a~2", "I.1.b~2", "I.2"],
        ),
        (
            ["I. MỘT", "1. Sở", "2. Xã", "Đối với trường học:", "1. Lớp", "2. Sân", "II. HAI"],
            ["I", "I.1", "I.2", "I.1~2", "I.2~2", "II"],
        ),
        (
            ["A/ CHUNG", "I- MỤC ĐÍCH", "1- Nâng cao", "2- Quán triệt", "B/ RIÊNG", "1/ Giống", "2/ Nước"],
            ["A", "A.I", "A.I.1", "A.I.2", "B", "B.1", "B.2"],
        ),
        (["Điều 1. Ban hành", "1. Một khoản", "Điều 2. Thi hành"], ["Điều 1", "Điều 1.1", "Điều 2"]),
    ],
)
def test_tree(found_in: FoundIn, lines: list[str], ids: list[str]) -> None:
    """Each label takes the depth its kind and order give it."""
    assert _ids(found_in(HEAD + "\n".join(lines) + "\n")) == [f"p1/{name}" for name in ids]


def test_heading_under_a_bare_label(found_in: FoundIn) -> None:
    """The lines under Chương, Mục or Phần alone on a line are its heading, also more than one."""
    found = found_in(
        "QUY CHẾ\nQuản lý nhà đa năng\n\nChương I\nQUY ĐỊNH\nCHUNG\n\nĐiều 1. Phạm vi\n\n"
        "Xã nào cũng có.\n\nChương II\nQUẢN LÝ\n\nMục 1\nMỞ CỬA\n\nĐiều 2. Giờ mở cửa\n\n"
        "Mở cửa cả ngày.\n\nMục 2. Đóng cửa\n\nĐiều 3. Giờ đóng cửa\n\nKhông đóng cửa.\n"
    )
    assert [(section.id.partition("/")[2], section.heading) for section in found.outline.sections] == [
        ("Chương I", "QUY ĐỊNH CHUNG"),
        ("Chương I.Điều 1", "Phạm vi"),
        ("Chương II", "QUẢN LÝ"),
        ("Chương II.Mục 1", "MỞ CỬA"),
        ("Chương II.Mục 1.Điều 2", "Giờ mở cửa"),
        ("Chương II.Mục 2", "Đóng cửa"),
        ("Chương II.Mục 2.Điều 3", "Giờ đóng cửa"),
    ]


def test_text_under_a_bare_label_is_no_heading(found_in: FoundIn) -> None:
    """A sentence under a bare label stays body text."""
    found = found_in(
        "KẾ HOẠCH\nNhà đa năng\n\nPhần I\n\nNăm qua tỉnh xây mười nhà.\n\nPhần II\n\nXây tiếp.\n"
    )
    assert [section.heading for section in found.outline.sections] == [None, None]


def test_repeated_numeral_is_kept_and_reported(found_in: FoundIn) -> None:
    """A numeral printed twice stays as printed, gets its own id and an issue."""
    found = found_in(HEAD + "I. MỘT\nII. HAI\nIII. BA\nIII. BỐN\nIV. NĂM\n")
    assert _ids(found) == ["p1/I", "p1/II", "p1/III", "p1/III~2", "p1/IV"]
    assert [issue.code for issue in found.issues if issue.code == "numeral_irregular"] == [
        "numeral_irregular"
    ]


@pytest.mark.parametrize(
    "text", ["100% các xã", "12/2031 là hạn", "V/v mời họp", "1.000 đồng một suất", "VI khuẩn học"]
)
def test_numbers_that_open_no_section(text: str) -> None:
    """Amounts, dates and words that only begin like a label are none."""
    assert read_labels(text) == ()


def test_heading_and_item(found_in: FoundIn) -> None:
    """Words over a body are a heading; a label in front of a whole paragraph gives an item without one."""
    found = found_in(
        HEAD + "I. YÊU CẦU\n1. Mục đích\n- Giữ gìn sách quý.\n"
        "2. Các xã rà soát, lập danh sách thư viện tư nhân trên địa bàn, "
        "gửi về Sở trước ngày 15 tháng 3 để tổng hợp, trình Ủy ban nhân dân tỉnh xem xét.\n"
    )
    assert [(s.label, s.kind, s.heading) for s in found.outline.sections] == [
        ("I", "heading", "YÊU CẦU"),
        ("1", "heading", "Mục đích"),
        ("2", "item", None),
    ]


def test_labels_inside_tables_are_no_sections(found_in: FoundIn) -> None:
    """Roman numerals in table cells never open a section."""
    rows = [
        ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian"),
        ("I", "I. Nhóm một", "", ""),
        ("1", "Việc", "Sở Nội vụ", "Quý I"),
    ]
    table = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    found = found_in(HEAD + "I. MỘT\nNội dung theo bảng.\n" + table)
    assert _ids(found) == ["p1/I"]
