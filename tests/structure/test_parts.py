"""Documents inside the file."""

from collections.abc import Callable

from extractor.model.outline import Found

FoundIn = Callable[..., Found]

DECISION = """QUYẾT ĐỊNH
VỀ VIỆC BAN HÀNH KẾ HOẠCH NƯỚC SẠCH NĂM 2031
ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nước sạch năm 2031.
Điều 2. Các sở chịu trách nhiệm thi hành./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KẾ HOẠCH
NƯỚC SẠCH NĂM 2031
(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 03 tháng 02 năm 2031 của Ủy ban nhân dân tỉnh)
I. MỤC TIÊU
Chín phần mười số hộ có nước sạch, chi tiết tại Phụ lục kèm theo Kế hoạch này.
PHỤ LỤC II
DANH MỤC CÔNG TRÌNH
(Kèm theo Kế hoạch nước sạch)
"""


def test_decision_plan_appendix(found_in: FoundIn) -> None:
    """A decision that carries a plan that carries an appendix is three parts, each with its title."""
    parts = found_in(DECISION).outline.parts
    assert [(part.id, part.kind, part.label, part.title) for part in parts] == [
        ("p1", "decision", None, "VỀ VIỆC BAN HÀNH KẾ HOẠCH NƯỚC SẠCH NĂM 2031"),
        ("p2", "plan", None, "NƯỚC SẠCH NĂM 2031"),
        ("p3", "appendix", "PHỤ LỤC II", "DANH MỤC CÔNG TRÌNH"),
    ]


def test_enacting_word_and_mention_open_no_part(found_in: FoundIn) -> None:
    """``QUYẾT ĐỊNH:`` and an appendix named in running text start nothing."""
    assert len(found_in(DECISION).outline.parts) == 3


def test_type_word_and_title_on_one_line(found_in: FoundIn) -> None:
    """A title behind the type word on the same line is still the title."""
    parts = found_in("KẾ HOẠCH PHÁT TRIỂN LÀNG NGHỀ NĂM 2031\nI. MỤC TIÊU\nGiữ nghề.\n").outline.parts
    assert [(part.kind, part.title) for part in parts] == [("plan", "PHÁT TRIỂN LÀNG NGHỀ NĂM 2031")]


def test_document_without_type_word_is_one_part(found_in: FoundIn) -> None:
    """Sections of a document that names no type have a part to stand in; the type itself stays unstated."""
    found = found_in("I. MỤC TIÊU\nTrồng nhiều cây xanh.\nII. KINH PHÍ\nXã hội hóa.\n")
    assert [(part.id, part.kind, part.title) for part in found.outline.parts] == [("p1", "other", None)]
    assert [section.part for section in found.outline.sections] == ["p1", "p1"]
    assert found.header.type is None
