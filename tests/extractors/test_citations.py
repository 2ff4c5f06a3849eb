"""Citations as records: type, date, issuer, title, role, kind and canonical id."""

from collections.abc import Callable
from datetime import date

import pytest

from extractor.model.outline import Found
from extractor.model.records import Citation
from tests.letterhead import plan_head

FoundIn = Callable[..., Found]

HEADER = plan_head(2032)


@pytest.fixture
def cited(found_in: FoundIn) -> Callable[[str], list[Citation]]:
    """Citations of the body ``text`` of a plan of a province, the number line of the header left out."""

    def make(text: str) -> list[Citation]:
        found = found_in(f"{HEADER}{text}\n")
        return [one for one in found.citations if not (one.kind == "self" and one.provenance.start < 300)]

    return make


def test_a_full_citation(cited: Callable[[str], list[Citation]]) -> None:
    """Type, number, date, issuer and title of a legal basis."""
    (one,) = cited("Căn cứ Nghị định số 45/2031/NĐ-CP ngày 08/6/2031 của Chính phủ về sách lưu động;")
    assert (one.kind, one.role, one.doc_type, one.number) == (
        "numbered",
        "legal_basis",
        "decree",
        "45/2031/NĐ-CP",
    )
    assert one.issued_on == date(2031, 6, 8)
    assert one.issuer is not None
    assert (one.issuer.id, one.issuer.surface) == ("chinh_phu", "Chính phủ")
    assert one.title == "về sách lưu động"
    assert one.target == "vn/nghi-dinh/2031/45-2031-nd-cp"


@pytest.mark.parametrize(
    "words",
    ["ngày 08/6/2031", ", ngày 8-6-2031", "ngày 08 tháng 6 năm 2031", "(ngày 08.6.2031)", "ngày 08/06/2031"],
)
def test_dates_in_all_spellings(cited: Callable[[str], list[Citation]], words: str) -> None:
    """A date is read in each spelling in use, after a comma or in brackets."""
    (one,) = cited(f"Thực hiện theo Quyết định số 12/QĐ-TTg {words} của Thủ tướng Chính phủ.")
    assert one.issued_on == date(2031, 6, 8)


@pytest.mark.parametrize(
    ("words", "doc_type"),
    [
        ("Quy định số 41-QĐ/TW", "regulation"),
        ("Quyết định số: 41/QĐ-UBND", "decision"),
        ("Chương trình hành động số 10-CTr/TU", "programme"),
        ("Kế hoạch 223/KH-UBND", "plan"),
        ("Văn bản số 3374/BKHCN-CNCNTT", "official_letter"),
        ("văn bản số 12/BC-UBND", "report"),
        ("QĐ số 41/QĐ-UBND", "decision"),
        ("Luật Mẫu hình thư viện số 41/2031/QH16", "law"),
        ("Nghị định của Chính phủ số 41/2031/NĐ-CP", "decree"),
        ("Thông tư liên tịch số 05/2031/TTLT-BTC-BNV", "joint_circular"),
        ("NGHỊ QUYẾT SỐ 41/2031/NQ-HĐND", "resolution"),
    ],
)
def test_the_spoken_type_decides(cited: Callable[[str], list[Citation]], words: str, doc_type: str) -> None:
    """The type is the word before the number, in any case, with or without số."""
    (one,) = cited(f"Các đơn vị làm theo {words}.")
    assert one.doc_type == doc_type


def test_a_list_shares_its_head(cited: Callable[[str], list[Citation]]) -> None:
    """Acts named by number alone take type and issuer of the list they stand in."""
    found = cited(
        "Bến thuyền được Thủ tướng Chính phủ cho phép tại các Quyết định: số 36/QĐ-TTg ngày 11/01/2031 "
        "về mạng lưới; số 69/QĐ-TTg ngày 12/02/2031 về tủ sách và số 68/QĐ-TTg ngày 27/3/2031."
    )
    assert [(one.number, one.doc_type) for one in found] == [
        ("36/QĐ-TTg", "decision"),
        ("69/QĐ-TTg", "decision"),
        ("68/QĐ-TTg", "decision"),
    ]
    assert [one.issuer.surface for one in found if one.issuer] == ["Thủ tướng Chính phủ"] * 3
    assert [one.title for one in found] == ["về mạng lưới", "về tủ sách", None]


def test_a_date_after_the_last_serves_all(cited: Callable[[str], list[Citation]]) -> None:
    """Numbers joined by comma or và share the date and the issuer printed after the last."""
    found = cited("Theo các Nghị quyết số: 01/NQ-CP, 02/NQ-CP ngày 05/01/2031 của Chính phủ.")
    assert [(one.number, one.issued_on) for one in found] == [
        ("01/NQ-CP", date(2031, 1, 5)),
        ("02/NQ-CP", date(2031, 1, 5)),
    ]


def test_an_act_inside_a_title(cited: Callable[[str], list[Citation]]) -> None:
    """The amended act is a citation of its own inside the title of the amending one."""
    outer, inner = cited(
        "Căn cứ Nghị định số 107/2031/NĐ-CP ngày 06/12/2031 của Chính phủ sửa đổi, bổ sung một số điều của "
        "Nghị định số 61/2028/NĐ-CP ngày 23/4/2028 của Chính phủ về tủ sách;"
    )
    assert (outer.role, inner.role) == ("legal_basis", "amended")
    assert outer.title is not None
    assert outer.title.startswith("sửa đổi, bổ sung")
    assert outer.title.endswith("về tủ sách")
    assert inner.title == "về tủ sách"


def test_roles(cited: Callable[[str], list[Citation]]) -> None:
    """Acts that implement, amend or are replaced stand in the role the words give them."""
    found = cited(
        "I. MỤC ĐÍCH\nTheo Kế hoạch số 9/KH-UBND ngày 01/3/2031 của UBND tỉnh về thực hiện Nghị quyết số "
        "5/NQ-CP ngày 01/02/2031.\nThay thế Quyết định số 6/QĐ-UBND ngày 02/02/2029.\n"
        "Theo Thông tư số 1/2031/TT-BTC được sửa đổi, bổ sung bởi Thông tư số 2/2032/TT-BTC."
    )
    assert [(one.number, one.role) for one in found] == [
        ("9/KH-UBND", "body"),
        ("5/NQ-CP", "implements"),
        ("6/QĐ-UBND", "replaces"),
        ("1/2031/TT-BTC", "body"),
        ("2/2032/TT-BTC", "amends"),
    ]


def test_the_note_on_status(cited: Callable[[str], list[Citation]]) -> None:
    """The bracket on amendments is a note, no part of the title."""
    (one,) = cited(
        "Căn cứ Nghị định số 45/2031/NĐ-CP ngày 08/6/2031 của Chính phủ về tủ sách (đã được sửa đổi, bổ sung);"
    )
    assert (one.title, one.status_note) == ("về tủ sách", "(đã được sửa đổi, bổ sung)")


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Quyết định số 1/QĐ-UBND ngày 02/3/2031 của UBND tỉnh", "vn-lam-dong/quyet-dinh/2031/1-qd-ubnd"),
        (
            "Quyết định số 1/QĐ-UBND ngày 02/3/2031 của UBND tỉnh Bà Rịa - Vũng Tàu",
            "vn-ba-ria-vung-tau/quyet-dinh/2031/1-qd-ubnd",
        ),
        ("Nghị quyết số 57-NQ/TW ngày 02/3/2031 của Bộ Chính trị", "vn-dang/nghi-quyet/2031/57-nq-tw"),
        ("Nghị quyết số 1/2031/QH16", "vn/nghi-quyet/2031/1-2031-qh16"),
        (
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "vn/luat/2015/77-2015-qh13",
        ),
        ("Luật Tổ chức chính quyền địa phương năm 2025", "vn/luat/2025/65-2025-qh15"),
        ("Luật Mẫu hình thư viện năm 2031", "vn/luat/2031/mau-hinh-thu-vien"),
        ("Đề án 06/CP", "vn/quyet-dinh/2022/06-qd-ttg"),
        ("Quyết định số 1/QĐ-TTg", "vn/quyet-dinh/unknown/1-qd-ttg"),
    ],
)
def test_targets(cited: Callable[[str], list[Citation]], words: str, target: str) -> None:
    """Central, provincial and Party acts, laws by name and nicknames have canonical ids."""
    (one,) = cited(f"Các đơn vị làm theo {words}.")
    assert one.target == target


def test_a_later_mention_takes_the_year_of_an_earlier_one(cited: Callable[[str], list[Citation]]) -> None:
    """A number without date means the dated act of that number in the document."""
    first, second = cited("Theo Quyết định số 1/QĐ-TTg ngày 02/3/2031.\nLàm theo Quyết định số 1/QĐ-TTg.")
    assert second.target == first.target == "vn/quyet-dinh/2031/1-qd-ttg"
    assert (first.target_inferred, second.target_inferred) == (None, "document")
    assert second.issued_on is None


def test_the_document_itself(found_in: FoundIn) -> None:
    """Its own number, in header and caption, and "Kế hoạch này" are the document itself."""
    found = found_in(
        HEADER + "I. MỤC ĐÍCH\nCác sở thực hiện Kế hoạch này.\n"
        "PHỤ LỤC\n(Kèm theo Kế hoạch số 77/KH-UBND ngày 09/02/2032 của UBND tỉnh)\n"
    )
    assert [(one.kind, one.number, one.target) for one in found.citations] == [
        ("self", "77/KH-UBND", "self"),
        ("self", None, "self"),
        ("self", "77/KH-UBND", "self"),
    ]


def test_a_scheme_by_the_name_its_decision_gives(cited: Callable[[str], list[Citation]]) -> None:
    """Later mentions of an approved scheme by name are citations; the name alone is not the decision."""
    first, second = cited(
        "Căn cứ Quyết định số 9/QĐ-TTg ngày 02/3/2031 của Thủ tướng Chính phủ phê duyệt Đề án phát triển tủ sách "
        "lưu động cho vùng cao giai đoạn 2031 - 2035;\nI. NỘI DUNG\nThực hiện Đề án phát triển tủ sách lưu động "
        "cho vùng cao tại các xã."
    )
    assert (second.kind, second.doc_type, second.target) == ("named", "scheme", None)
    assert first.target == "vn/quyet-dinh/2031/9-qd-ttg"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12/QĐ-TT ngày 08/6/2031 của Thủ tướng Chính phủ", "12/QĐ-TTg"),
        ("12/QĐ-BYI ngày 08/6/2031 của Bộ Y tế", "12/QĐ-BYT"),
        ("12/QĐ-TT ngày 08/6/2031", "12/QĐ-TT"),
        ("12/QĐ-BYT ngày 08/6/2031 của Bộ Nội vụ", "12/QĐ-BYT"),
        ("12/QĐ-BYTX ngày 08/6/2031 của Bộ Y tế", "12/QĐ-BYTX"),
        ("12/QĐ-CX ngày 08/6/2031 của Chính phủ", "12/QĐ-CX"),
    ],
    ids=["letter-lost", "letter-changed", "no-issuer", "code-of-another", "letter-more", "short-code"],
)
def test_issuer_tells_the_symbol(cited: Callable[[str], list[Citation]], words: str, number: str) -> None:
    """A code of nobody, one letter off that of the issuer named, is the issuer's: the words read stay."""
    (one,) = cited(f"Thực hiện Quyết định số {words}.")
    assert one.number == number
    assert one.number_raw == words.split(maxsplit=1)[0]
    assert one.repairs == (("ocr",) if number != one.number_raw else ())


def test_repairs_name_what_the_source_prints(cited: Callable[[str], list[Citation]]) -> None:
    """Eth, dashes and breaks are mended in the number and named; the raw number stays."""
    (one,) = cited("Theo Nghị định số 45/2031/N\u00d0\u2013CP ngày 08/6/2031.")
    assert (one.number, one.repairs) == ("45/2031/NĐ-CP", ("dash", "eth"))
    assert one.number_raw == "45/2031/N\u00d0\u2013CP"


def test_odd_citations_are_reported(found_in: FoundIn) -> None:
    """A wrong year, a type against its symbol and an act without year are issues beside the records."""
    found = found_in(
        HEADER
        + "I. NỘI DUNG\nTheo Nghị định số 142/2205/NĐ-CP.\nTheo Nghị quyết số 3/QĐ-TTg ngày 01/02/2031.\n"
    )
    codes = [issue.code for issue in found.issues]
    assert "number_irregular" in codes
    assert "type_mismatch" in codes
    assert "target_unresolved" in codes


def test_forms_and_drafts_are_no_citations(cited: Callable[[str], list[Citation]]) -> None:
    """Form codes, laws to be drafted, dates, rates, telephones, gazette heads and plain words give nothing."""
    text = (
        "Theo Mẫu số 01/ĐK-TV; biểu số 02/BC-TV. Xây dựng Luật Thư viện (sửa đổi). Các quyết định về nhân sự. "
        "Ngày 01/01/2031 chi 5/người, 01 lần/tháng, 6 tháng/01 lần, 01-02 kỳ/tháng, 1.000 đ/kg; Quý II/2031, "
        "III-IV/2031; tổng đài 1022; điện thoại 0271/3888; số 178 đường Trần Phú; CÔNG BÁO/Số 286/Ngày "
        "12-3-2031; https://thuvien.vn/12/QD-UBND/x.html; tra cứu VPCP, TTHC. Lưu: VT, HKSTT."
    )
    assert cited(text) == []


def test_no_citations_is_told(found_in: FoundIn) -> None:
    """A plan that cites nothing says so."""
    found = found_in(HEADER + "I. NỘI DUNG\nMỗi xã một tủ sách.\n")
    assert "no_citations" in [issue.code for issue in found.issues]


def test_legal_bases(found_in: FoundIn) -> None:
    """Each Căn cứ paragraph before the first heading is a basis; the proposal is none, nor are later ones."""
    found = found_in(
        HEADER + "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\n"
        "Thực hiện Nghị quyết số 5/NQ-CP ngày 01/02/2031 và Quyết định số 6/QĐ-TTg ngày 02/02/2031;\n"
        "Theo đề nghị của Giám đốc Sở Văn hóa,\nI. MỤC ĐÍCH\nCăn cứ tình hình thực tế, các xã chủ động làm.\n"
    )
    assert [(basis.id, len(basis.citations)) for basis in found.legal_bases] == [("b1", 1), ("b2", 2)]
    assert found.legal_bases[0].text == "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;"


def test_cited_documents_and_links(found_in: FoundIn) -> None:
    """Mentions of one act are one cited document; an amending act is linked to the amended one."""
    found = found_in(
        HEADER
        + "Căn cứ Nghị định số 7/2031/NĐ-CP ngày 06/12/2031 của Chính phủ sửa đổi, bổ sung một số điều của "
        "Nghị định số 6/2028/NĐ-CP về tủ sách;\nI. NỘI DUNG\nLàm theo Nghị định số 7/2031/NĐ-CP.\n"
    )
    amending, amended = "vn/nghi-dinh/2031/7-2031-nd-cp", "vn/nghi-dinh/2028/6-2028-nd-cp"
    documents = {one.target: one for one in found.cited_documents}
    assert list(documents) == [amending, amended]
    assert len(documents[amending].mentions) == 2
    assert documents[amending].roles == ("legal_basis", "body")
    links = [(link.source, link.relation, link.target) for link in found.citation_links]
    assert (amending, "amends", amended) in links
    assert ("vn-lam-dong/ke-hoach/2032/77-kh-ubnd", "cites", amending) in links


def test_a_law_in_the_title_of_a_decree_is_not_what_a_later_act_amends(found_in: FoundIn) -> None:
    """What amends stands behind the decree; the law belongs to the decree's title."""
    found = found_in(
        HEADER
        + "Căn cứ Nghị định số 7/2031/NĐ-CP ngày 06/12/2031 của Chính phủ quy định chi tiết một số điều của Luật "
        "Thư viện (được sửa đổi, bổ sung tại Nghị định số 6/2032/NĐ-CP ngày 01/02/2032);\nI. NỘI DUNG\nĐọc.\n"
    )
    links = [(link.source, link.relation, link.target) for link in found.citation_links]
    decree, law = "vn/nghi-dinh/2031/7-2031-nd-cp", "vn/luat/2019/46-2019-qh14"
    assert ("vn/nghi-dinh/2032/6-2032-nd-cp", "amends", decree) in links
    assert (decree, "implements", law) in links
    assert [target for _, relation, target in links if relation == "amends"] == [decree]


def test_table_cells_are_no_legal_bases(found_in: FoundIn) -> None:
    """A task that opens like a basis (Triển khai, Thực hiện) stays a task of its table."""
    rows = [
        ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian"),
        ("1", "Triển khai Quyết định số 9/QĐ-TTg ngày 01/02/2031", "Sở Nội vụ", "Quý I/2031"),
    ]
    table = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    found = found_in(f"KẾ HOẠCH\nTủ sách năm 2031\nI. MỤC TIÊU\nĐọc.\nPHỤ LỤC\nNHIỆM VỤ\n{table}")
    assert found.legal_bases == ()
    assert [citation.role for citation in found.citations] == ["body"]
