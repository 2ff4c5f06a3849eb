"""The grammar of citations beyond number and date: places, short names, issuers, standards, damage, edges."""

from collections.abc import Callable
from datetime import date

import pytest

from extractor.extractors.citations.pinpoints import pinpoints_before
from extractor.model.outline import Found
from extractor.model.records import Citation, Pinpoint
from tests.letterhead import plan_head

FoundIn = Callable[..., Found]
Cited = Callable[[str], list[Citation]]

HEADER = plan_head(2026)


@pytest.fixture
def found(found_in: FoundIn) -> Callable[[str], Found]:
    """Everything found in a plan of a province with the body ``text``."""
    return lambda text: found_in(f"{HEADER}{text}\n")


@pytest.fixture
def cited(found: Callable[[str], Found]) -> Cited:
    """Citations of the body ``text``, the number line of the header left out."""
    return lambda text: [one for one in found(text).citations if one.provenance.start >= len(HEADER)]


def _shown(place: Pinpoint) -> str:
    """article.clause.point, a range as two of them."""
    words = ".".join(part for part in (place.article, place.clause, place.point) if part)
    return f"{words}-{_shown(place.to)}" if place.to else words


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Điều 8", ["8"]),
        ("điểm đ khoản 2 Điều 21b", ["21b.2.đ"]),
        ("khoản 2 và khoản 3 Điều 8", ["8.2", "8.3"]),
        ("khoản 1, 2 và 3 Điều 5", ["5.1", "5.2", "5.3"]),
        ("các điểm c, d và đ khoản 3 Điều 4", ["4.3.c", "4.3.d", "4.3.đ"]),
        ("điểm a, b khoản 1, điểm c khoản 2 Điều 5", ["5.1.a", "5.1.b", "5.2.c"]),
        ("khoản 1 Điều 5, khoản 2 Điều 6", ["5.1", "6.2"]),
        ("Điều 5, khoản 2 Điều 6", ["5", "6.2"]),
        ("các Điều 22, 23 và 24", ["22", "23", "24"]),
        ("từ Điều 17 đến Điều 22", ["17-22"]),
        ("từ khoản 1 đến khoản 10 Điều 5", ["5.1-5.10"]),
        ("các điều từ 17 đến 22", ["17-22"]),
        ("Điều 8, từ Điều 12 đến hết Điều 15", ["8", "12-15"]),
    ],
)
def test_pinpoints(words: str, places: list[str]) -> None:
    """Lists and ranges of places before an act; the last head of a list serves all before it."""
    for tie in (" ", " của ", ", ", " Quy chế thư viện ban hành kèm theo "):
        text = f"theo quy định tại {words}{tie}"
        assert [_shown(place) for place in pinpoints_before(text, len(text), 0)] == places


def test_pinpoints_belong_to_the_act_behind_them(cited: Cited) -> None:
    """Each act has its own places, the document itself too; a place without act is the document's."""
    found = cited(
        "I. NỘI DUNG\nTheo khoản 2 Điều 5 của Luật Đất đai năm 2024, Nghị định số 1/2025/NĐ-CP và Điều 3 Nghị "
        "định số 2/2025/NĐ-CP; khoản 1 Điều 7 của Kế hoạch này. Làm như Điều 9; xem tại điểm a khoản 4 Điều này."
    )
    assert [(one.kind, [_shown(place) for place in one.pinpoints]) for one in found] == [
        ("named", ["5.2"]),
        ("numbered", []),
        ("numbered", ["3"]),
        ("self", ["7.1"]),
        ("internal", ["9"]),
        ("internal", ["4.a"]),
    ]


def test_short_names_mean_what_the_document_says(cited: Cited) -> None:
    """A short name defined in brackets leads to the act it stands for, wherever the text uses it."""
    found = cited(
        "Căn cứ Quyết định số 99/QĐ-TTg ngày 01/02/2025 của Thủ tướng Chính phủ phê duyệt Đề án sách vùng cao "
        "(sau đây gọi tắt là Đề án 99);\nCăn cứ Quyết định số 15/QĐ-UBND ngày 01/02/2025 của UBND tỉnh ban hành "
        "Chương trình đọc sách (sau đây gọi là “Chương trình đọc sách”);\nI. NỘI DUNG\n"
        "Làm theo Đề án 99 và Chương trình đọc sách của tỉnh."
    )
    scheme, programme = "vn/quyet-dinh/2025/99-qd-ttg", "vn-lam-dong/quyet-dinh/2025/15-qd-ubnd"
    assert [one.target for one in found] == [scheme, scheme, programme, programme, scheme, programme]
    assert [one.target_inferred for one in found if one.kind == "nickname"] == ["document"] * 4


@pytest.mark.parametrize(
    "words",
    [
        "Nghị quyết số 66",
        "Nghị quyết 66",
        "Nghị quyết nêu trên",
        "Nghị quyết nói trên",
        "Nghị quyết trên đây",
    ],
)
def test_back_references(cited: Cited, words: str) -> None:
    """A short number and "nêu trên" repeat the act cited before."""
    first, second = cited(
        f"Theo Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị.\nLàm theo {words} và báo."
    )
    assert (second.kind, second.target, second.target_inferred) == (
        "back_reference",
        first.target,
        "document",
    )


def test_laws_of_one_name(cited: Cited) -> None:
    """A law is told by its year, with or without năm; without year by the date it came into force."""
    found = cited("Theo Luật Đất đai năm 2013; Luật Đất đai 2024; theo Luật năm 2013.")
    assert [one.target for one in found] == [
        "vn/luat/2013/45-2013-qh13",
        "vn/luat/2024/31-2024-qh15",
        "vn/luat/2013/45-2013-qh13",
    ]
    (undated,) = cited("Theo Luật Đất đai.")
    assert (undated.target, undated.target_inferred) == ("vn/luat/2024/31-2024-qh15", "gazetteer")


def test_a_law_not_yet_in_force_is_not_meant(found_in: FoundIn) -> None:
    """A plan of the spring of 2024 that names a law without year means the one then in force."""
    found = found_in(HEADER.replace("năm 2026\n\nKẾ", "năm 2024\n\nKẾ") + "Theo Luật Đất đai.\n")
    assert found.citations[-1].target == "vn/luat/2013/45-2013-qh13"


def test_several_issuers(cited: Cited) -> None:
    """A joint act keeps all its issuers, as printed and by name."""
    (one,) = cited(
        "Theo Thông tư liên tịch số 05/2015/TTLT-BTC-BNV ngày 01/02/2015 của Bộ Tài chính, Bộ Nội vụ hướng dẫn chi."
    )
    assert one.issuer is not None
    assert (one.issuer.surface, one.issuer.name) == ("Bộ Tài chính, Bộ Nội vụ", "Bộ Tài chính, Bộ Nội vụ")
    assert one.title == "hướng dẫn chi"


def test_date_and_issuer_before_the_act(cited: Cited) -> None:
    """Who issued the act when may be said before it."""
    (one,) = cited("Ngày 21/04/2025, Thủ tướng Chính phủ đã ban hành Chỉ thị số 06/CT-TTg về sách.")
    assert one.issuer is not None
    assert (one.issued_on, one.issuer.surface) == (date(2025, 4, 21), "Thủ tướng Chính phủ")
    assert one.target == "vn/chi-thi/2025/06-ct-ttg"


def test_who_carries_an_act_out_tells_its_issuer(found: Callable[[str], Found]) -> None:
    """The mention prints no issuer; the cited document has the one its words tell."""
    made = found(
        "I. NỘI DUNG\nViệc đọc sách được UBND tỉnh triển khai tại Quyết định số 8/QĐ-UBND ngày 3/3/2025."
    )
    assert made.citations[-1].issuer is None
    assert made.cited_documents[-1].issuer == "Ủy ban nhân dân tỉnh Lâm Đồng"


def test_districts_have_series_of_their_own(cited: Cited) -> None:
    """The same number of two districts and of the province are three documents."""
    found = cited(
        "Theo Quyết định số 12/QĐ-UBND ngày 01/02/2025 của UBND huyện Đức Trọng, Quyết định số 12/QĐ-UBND ngày "
        "03/02/2025 của Ủy ban nhân dân thành phố Đà Lạt và Quyết định số 12/QĐ-UBND ngày 04/02/2025 của UBND tỉnh."
    )
    assert [(one.target or "").partition("/")[0] for one in found] == [
        "vn-lam-dong-huyen-duc-trong",
        "vn-lam-dong-thanh-pho-da-lat",
        "vn-lam-dong",
    ]


@pytest.mark.parametrize(
    ("words", "number", "target"),
    [
        ("QCVN 06:2022/BXD", "QCVN 06:2022/BXD", "qcvn-06-2022-bxd"),
        ("TCVN 9250 : 2022", "TCVN 9250:2022", "tcvn-9250-2022"),
        ("TCVN ISO 9001:2022", "TCVN ISO 9001:2022", "tcvn-iso-9001-2022"),
    ],
)
def test_standards(cited: Cited, words: str, number: str, target: str) -> None:
    """National standards are numbered citations of a type of their own."""
    (one,) = cited(f"Trang thiết bị đạt {words}.")
    assert (one.kind, one.doc_type, one.number) == ("numbered", "standard", number)
    assert one.target == f"vn/tieu-chuan-quy-chuan/2022/{target}"


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Nghị quyết số 66.2/2025/NQ-CP", "vn/nghi-quyet/2025/66-2-2025-nq-cp"),
        ("Nghị định số 50/CP ngày 26/8/1996", "vn/nghi-dinh/1996/50-cp"),
        ("Quyết định số 111-HĐBT ngày 13/4/1991", "vn/quyet-dinh/1991/111-hdbt"),
        ("Pháp lệnh số 10-LCT/HĐNN7 ngày 09/11/1982", "vn/phap-lenh/1982/10-lct-hdnn7"),
        ("Quyết định số 999-TC/QĐ-CĐKT ngày 02/11/1996", "vn/quyet-dinh/1996/999-tc-qd-cdkt"),
        ("Quyết định số 1803/1998/QĐ/BTC", "vn/quyet-dinh/1998/1803-1998-qd-btc"),
        ("Văn bản hợp nhất số 18/VBHN-VPQH ngày 29/7/2020", "vn/van-ban-hop-nhat/2020/18-vbhn-vpqh"),
    ],
)
def test_number_schemes(cited: Cited, words: str, target: str) -> None:
    """Decimal serials, consolidated texts and the schemes before 1997."""
    (one,) = cited(f"Các đơn vị làm theo {words}.")
    assert one.target == target


def test_one_date_for_a_list(cited: Cited) -> None:
    """The date after the last act of a list is that of all, unless their numbers state another year."""
    party = cited("Theo Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2023 của Bộ Chính trị.")
    assert [one.issued_on for one in party] == [date(2023, 12, 12)] * 2
    decrees = cited("Theo Nghị định số 1/2021/NĐ-CP, Nghị định số 2/2023/NĐ-CP ngày 11/6/2023 của Chính phủ.")
    assert [one.issued_on for one in decrees] == [None, date(2023, 6, 11)]


def test_a_doubled_opening_word(found: Callable[[str], Found]) -> None:
    """Căn cứ typed twice opens one basis with one citation."""
    made = found("Căn cứ Căn cứ Nghị định số 1/2025/NĐ-CP ngày 02/01/2025 của Chính phủ về sách;")
    assert [len(basis.citations) for basis in made.legal_bases] == [1]
    assert made.citations[-1].role == "legal_basis"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("số 12/0Đ-UBND", "12/QĐ-UBND"),
        ("số 12/QB-TTz", "12/QĐ-TTg"),
        ("số 45/2025/NB-C\u0420", "45/2025/NĐ-CP"),
        ("só 12/QĐ-UBNĐ", "12/QĐ-UBND"),
        ("sổ 12/KII-UBND", "12/KH-UBND"),
    ],
)
def test_misread_symbols(cited: Cited, printed: str, number: str) -> None:
    """What a scan misreads in a symbol is mended where a known symbol results, and named."""
    (one,) = cited(f"Các đơn vị làm theo Văn bản {printed} ngày 02/3/2025.")
    assert (one.number, one.repairs) == (number, ("ocr",))
    assert one.number_raw == printed.split(" ")[1]


def test_edges(found: Callable[[str], Found]) -> None:
    """Amending, amended, implementing and replaced acts are edges; the document cites or replaces the others."""
    made = found(
        "Căn cứ Nghị định số 1/2021/NĐ-CP ngày 02/01/2021 của Chính phủ được sửa đổi, bổ sung bởi Nghị định số "
        "2/2022/NĐ-CP và Nghị định số 3/2023/NĐ-CP;\nCăn cứ Kế hoạch số 5/KH-UBND ngày 02/01/2025 của UBND tỉnh về "
        "việc triển khai Nghị quyết số 7-NQ/TU ngày 01/01/2025 của Ban Thường vụ Tỉnh ủy;\nI. NỘI DUNG\n"
        "Kế hoạch này thay thế các Kế hoạch: số 8/KH-UBND ngày 01/02/2024 và số 9/KH-UBND ngày 05/02/2024."
    )
    edges = {(link.source, link.relation, link.target) for link in made.citation_links}
    own, first = "vn-lam-dong/ke-hoach/2026/77-kh-ubnd", "vn/nghi-dinh/2021/1-2021-nd-cp"
    plan, resolution = "vn-lam-dong/ke-hoach/2025/5-kh-ubnd", "vn-lam-dong/nghi-quyet/2025/7-nq-tu"
    assert {
        ("vn/nghi-dinh/2022/2-2022-nd-cp", "amends", first),
        ("vn/nghi-dinh/2023/3-2023-nd-cp", "amends", first),
        (plan, "implements", resolution),
        (own, "cites", first),
        (own, "cites", plan),
        (own, "replaces", "vn-lam-dong/ke-hoach/2024/8-kh-ubnd"),
        (own, "replaces", "vn-lam-dong/ke-hoach/2024/9-kh-ubnd"),
    } <= edges
    assert (own, "cites", resolution) not in edges


def test_contradictions_are_told(found: Callable[[str], Found]) -> None:
    """Mentions of one document with other dates or issuers are an issue each; a body and its head agree."""
    made = found(
        "Theo Quyết định số 12/QĐ-TTg ngày 01/02/2025 của Thủ tướng Chính phủ.\nTheo Quyết định số 12/QĐ-TTg ngày "
        "11/02/2025 của Bộ Nội vụ.\nTheo Thông tư số 1/2025/TT-BNV của Bộ Nội vụ.\nTheo Thông tư số "
        "1/2025/TT-BNV của Bộ trưởng Bộ Nội vụ."
    )
    messages = [issue.message for issue in made.issues if "contradict" in issue.message]
    assert len(messages) == 2
    assert all("12/QĐ-TTg" in message for message in messages)
