"""Header fields and the signature block."""

from collections.abc import Callable
from datetime import date

import pytest

from extractor.extractors.header.extraction import plan_year
from extractor.model.outline import Found
from tests.letterhead import plan_head

FoundIn = Callable[..., Found]

PLAN = (
    plan_head(2024)
    + """Ủy ban nhân dân tỉnh ban hành Kế hoạch với nội dung như sau:
I. MỤC TIÊU
Mỗi xã một tủ sách./.

\tNơi nhận:
- Bộ Văn hóa, Thể thao và Du lịch;
- UBND các huyện, thành phố;
- Lưu: VT.
\tTM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn Mẫu

"""
)


def test_fields(found_in: FoundIn) -> None:
    """Number, date, place, issuer, province, title and year come from the first page."""
    header = found_in(PLAN).header
    assert header.number == "77/KH-UBND"
    assert header.issued_on == date(2024, 2, 9)
    assert header.place == "Lâm Đồng"
    assert header.issuer is not None
    assert (header.issuer.id, header.issuer.name) == ("ubnd_tinh", "Ủy ban nhân dân tỉnh Lâm Đồng")
    assert header.province is not None
    assert (header.province.code, header.province.name) == ("68", "Lâm Đồng")
    assert (header.type, header.title) == ("plan", "PHÁT TRIỂN THƯ VIỆN LƯU ĐỘNG NĂM 2024")
    assert header.plan_year == 2024


@pytest.mark.parametrize(
    "box",
    ["UBND TỈNH LÂM ĐỒNG\nSỞ Y TẾ", "UBND TỈNH LÂM ĐỒNG SỞ Y TẾ", "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSỞ Y TẾ"],
)
def test_department_of_a_province(found_in: FoundIn, box: str) -> None:
    """The parent above a department names its province, on a line of its own or not."""
    header = found_in(PLAN.replace("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", box, 1)).header
    assert header.issuer is not None
    assert (header.issuer.name, header.issuer.surface) == ("Sở Y tế", "SỞ Y TẾ")
    assert header.province is not None
    assert header.province.name == "Lâm Đồng"


def test_cited_number_is_not_the_own_one(found_in: FoundIn) -> None:
    """Without a letterhead a number behind a type word is a citation, never the document's own."""
    found = found_in(
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2031 của UBND tỉnh;\n\nI. MỤC ĐÍCH\n\nTrồng cây.\n"
    )
    assert found.header.number is None
    assert [(citation.kind, citation.number) for citation in found.citations] == [("numbered", "12/QĐ-UBND")]


def test_abbreviated_committee(found_in: FoundIn) -> None:
    """UBND in capitals is written out."""
    header = found_in(PLAN.replace("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "UBND TỈNH LÂM ĐỒNG", 1)).header
    assert header.issuer is not None
    assert (header.issuer.id, header.issuer.name) == ("ubnd_tinh", "Ủy ban nhân dân tỉnh Lâm Đồng")


def test_signature_and_recipients(found_in: FoundIn) -> None:
    """The signer, the chain of authority and the recipients come from the last page."""
    header = found_in(PLAN).header
    assert header.signatory is not None
    assert (header.signatory.name, header.signatory.position, header.signatory.authority) == (
        "Nguyễn Văn Mẫu",
        "PHÓ CHỦ TỊCH",
        "TM. KT.",
    )
    assert header.recipients == ("Bộ Văn hóa, Thể thao và Du lịch", "UBND các huyện, thành phố", "Lưu: VT")


def test_blank_number_is_not_invented(found_in: FoundIn) -> None:
    """A number left blank for the electronic signature stays null and is reported."""
    found = found_in(PLAN.replace("Số: 77/KH-UBND", "Số:      /KH-UBND"))
    assert found.header.number is None
    assert any(issue.code == "header_incomplete" and "number" in issue.message for issue in found.issues)


def test_issuer_from_enacting_phrase(found_in: FoundIn) -> None:
    """A plan without its header block takes issuer and province from what it says of itself."""
    text = (
        "KẾ HOẠCH\nBảo vệ rau sạch năm 2030 trên địa bàn tỉnh Gia Lai\n"
        "Chủ tịch UBND tỉnh ban hành Kế hoạch bảo vệ rau sạch như sau:\nI. MỤC TIÊU\nRau sạch.\n"
    )
    header = found_in(text).header
    assert header.issuer is not None
    assert (header.issuer.id, header.issuer.surface) == ("chu_tich_ubnd_tinh", "Chủ tịch UBND tỉnh")
    assert header.issuer.name == "Chủ tịch Ủy ban nhân dân tỉnh Gia Lai"
    assert header.number is None


def test_chairman_issues_what_is_signed_without_the_committee(found_in: FoundIn) -> None:
    """A plan signed KT. CHỦ TỊCH without TM. is the chairman's, whatever box 2 prints (Nghị định 30/2020)."""
    header = found_in(PLAN.replace("TM. ỦY BAN NHÂN DÂN\n", "")).header
    assert header.issuer is not None
    assert (header.issuer.id, header.issuer.name) == (
        "chu_tich_ubnd_tinh",
        "Chủ tịch Ủy ban nhân dân tỉnh Lâm Đồng",
    )
    assert header.issuer.surface == "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"


@pytest.mark.parametrize("gap", ["\t", " " * 12])
def test_columns_set_apart_by_blanks(found_in: FoundIn, gap: str) -> None:
    """Header and signature printed side by side on the same lines are read column by column."""
    text = (
        f"ỦY BAN NHÂN DÂN{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"  TỈNH SƠN LA  {gap}    Độc lập - Tự do - Hạnh phúc\n"
        f"Số: 12/KH-UBND{gap}Sơn La, ngày 05 tháng 3 năm 2024\n"
        "KẾ HOẠCH\nTrồng cây phân tán năm 2024\nI. MỤC TIÊU\nTrồng nhiều cây.\n"
        f"Nơi nhận:{gap}TM. ỦY BAN NHÂN DÂN\n- Như trên;{gap}KT. CHỦ TỊCH\n- Lưu: VT.{gap}PHÓ CHỦ TỊCH\n\n"
        f"{gap}     Lê Thị Mẫu\n"
    )
    header = found_in(text).header
    assert (header.number, header.place) == ("12/KH-UBND", "Sơn La")
    assert header.issuer is not None
    assert header.issuer.name == "Ủy ban nhân dân tỉnh Sơn La"
    assert header.recipients == ("Như trên", "Lưu: VT")
    assert header.signatory is not None
    assert (header.signatory.name, header.signatory.authority) == ("Lê Thị Mẫu", "TM. KT.")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("nước sạch năm 2031", 2031),
        ("nước sạch giai đoạn 2026 - 2030", None),
        ("nước sạch đến năm 2030", None),
        ("thực hiện Chỉ thị số 5/CT-TTg ngày 03 tháng 10 năm 2025 năm 2026", 2026),
        ("thực hiện nhiệm vụ năm 2025 và năm 2026", None),
    ],
)
def test_plan_year(title: str, year: int | None) -> None:
    """Only a single planned year counts: no period, no horizon, no date of a cited document."""
    assert plan_year(title) == year


def test_a_cited_number_is_not_the_documents_own(found_in: FoundIn) -> None:
    """A legal basis gives no number, nor does the decision a plan goes with."""
    assert found_in("Căn cứ Nghị định số 7/2031/NĐ-CP về tủ sách;\n").header.number is None
    assert found_in("Làm theo Quyết định số 9/QĐ-TTg.\n").header.number is None
    attached = "(Kèm theo Quyết định số 5/QĐ-UBND)\n\nKẾ HOẠCH\nMở tủ sách\n\nI. MỤC ĐÍCH\nĐọc.\n"
    assert found_in(attached).header.number is None


def test_an_attachment_is_no_type_of_document(found_in: FoundIn) -> None:
    """A file that holds a form or an appendix alone has no type: fuzzing found one that broke the schema."""
    found = found_in("Thuyết minh\n\nPHỤ LỤC I\nBIỂU MẪU BÁO CÁO\n\n1. Một.\n2. Hai.\n")
    assert "appendix" in [part.kind for part in found.outline.parts]
    assert found.header.type is None
