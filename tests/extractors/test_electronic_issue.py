"""What an electronic office adds to the first page: stamps with number and date, marks, heads of copies."""

from collections.abc import Callable
from datetime import date

import pytest

from extractor.model.outline import Found
from tests.extractors.test_header import PLAN

FoundIn = Callable[..., Found]

BLANK = PLAN.replace("Số: 77/KH-UBND", "Số:       /KH-UBND").replace("ngày 09 tháng 02", "ngày    tháng   ")


def stamped(*lines: str) -> str:
    """The plan whose number and date are left open, with ``lines`` of a stamp above its title."""
    return BLANK.replace("KẾ HOẠCH\nPHÁT", "".join(f"{line}\n\n" for line in lines) + "KẾ HOẠCH\nPHÁT")


def codes(found: Found) -> list[str]:
    """Codes of the issues."""
    return [issue.code for issue in found.issues]


def test_number_and_date_of_a_stamp(found_in: FoundIn) -> None:
    """A stamp that fills in what the body leaves open gives both, each with place and rule of its own."""
    header = found_in(stamped("Số: 245/KH-UBND", "Ngày: 15/3/2024")).header
    assert (header.number, header.issued_on) == ("245/KH-UBND", date(2024, 3, 15))
    assert header.fields["number"].rule == "header.number_stamp"
    assert header.fields["issued_on"].rule == "header.issued_on_stamp"


def test_lone_serial_beside_the_blank(found_in: FoundIn) -> None:
    """A text box with nothing but the serial belongs into the blank it is anchored at."""
    text = BLANK.replace("/KH-UBND\n", "/KH-UBND\n\n245\n\n", 1)
    header = found_in(text).header
    assert header.number == "245/KH-UBND"
    assert [text[span.start : span.end].strip() for span in header.fields["number"].spans] == [
        "245",
        "/KH-UBND",
    ]


@pytest.mark.parametrize(
    "lines", [(), ("ĐẾN Số: 1234", "Ngày: 15/3/2024"), ("Số: 99/QĐ-UBND",), ("15/3/2021",)]
)
def test_nothing_is_invented(found_in: FoundIn, lines: tuple[str, ...]) -> None:
    """A blank stays null and is said: a stamp of receipt, another symbol or another year fills in nothing."""
    found = found_in(stamped(*lines))
    assert (found.header.number, found.header.issued_on) == (None, None)
    assert "header_incomplete" in codes(found)


@pytest.mark.parametrize(
    ("mark", "what"),
    [
        ("MẬT", "secrecy"),
        ("TUYỆT MẬT", "secrecy"),
        ("HỎA TỐC", "urgency"),
        ("THƯỢNG KHẨN", "urgency"),
        ("HỎA TỐC HẸN GIỜ", "urgency"),
        ("Độ khẩn: Hỏa tốc", "urgency"),
        ("LƯU HÀNH NỘI BỘ", "circulation"),
    ],
)
def test_marks_are_said_and_kept_out_of_the_fields(found_in: FoundIn, mark: str, what: str) -> None:
    """Marks of secrecy, urgency and circulation are issues, no part of issuer or title."""
    found = found_in(PLAN.replace("TỈNH LÂM ĐỒNG\n", f"TỈNH LÂM ĐỒNG\n\t{mark}\n", 1))
    said = [issue.message for issue in found.issues if issue.code == "secrecy_mark"]
    assert len(said) == 1
    assert mark in said[0]
    assert what in said[0]
    assert found.header.issuer is not None
    assert found.header.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert found.header.title == "PHÁT TRIỂN THƯ VIỆN LƯU ĐỘNG NĂM 2024"


@pytest.mark.parametrize("form", ["SAO Y", "SAO LỤC", "TRÍCH SAO", "SAO Y BẢN CHÍNH"])
def test_head_of_a_copy_behind_the_document(found_in: FoundIn, form: str) -> None:
    """Number, date and signer of a copy are not those of the document."""
    copy = (
        "\tVĂN PHÒNG ỦY BAN NHÂN DÂN\n\tĐộc lập - Tự do - Hạnh phúc\n\n\tSố: 12/SY-VP\n"
        f"\tLâm Đồng, ngày 20 tháng 4 năm 2025\n\n{form}\n\n\tTL. CHÁNH VĂN PHÒNG\nTRƯỞNG PHÒNG\nTrần Thị Sao\n"
    )
    found = found_in(PLAN + copy)
    header = found.header
    assert (header.number, header.issued_on) == ("77/KH-UBND", date(2024, 2, 9))
    assert header.signatory is not None
    assert header.signatory.name == "Nguyễn Văn Mẫu"
    assert codes(found).count("copy_mark") == 1


def test_head_of_a_copy_before_the_document(found_in: FoundIn) -> None:
    """A copy whose head stands above the original's leaves the original its number, date and issuer."""
    copy = (
        "\tVĂN PHÒNG ĐOÀN ĐBQH\nTỈNH LÂM ĐỒNG\n\n\tSố: 12/SY-VP\n\tLâm Đồng, ngày 20 tháng 4 năm 2025\n\n"
        "SAO Y BẢN CHÍNH\n\n"
    )
    found = found_in(copy + PLAN)
    header = found.header
    assert (header.number, header.issued_on) == ("77/KH-UBND", date(2024, 2, 9))
    assert header.issuer is not None
    assert header.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert "copy_mark" in codes(found)


def test_mark_of_an_electronic_copy(found_in: FoundIn) -> None:
    """A mark beside the head, with body and time, takes nothing but its own line away."""
    found = found_in(PLAN.replace("\tCỘNG HÒA", "\tSAO Y; VĂN PHÒNG; 20/04/2025 08:15:02\n\n\tCỘNG HÒA", 1))
    assert found.header.number == "77/KH-UBND"
    assert found.header.issued_on == date(2024, 2, 9)
    assert found.header.issuer is not None
    assert found.header.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert "copy_mark" in codes(found)
