"""Physical lines become the paragraphs a reader sees."""

from collections.abc import Callable

import pytest

from extractor.model.outline import Found
from extractor.text.normalize import quote

FoundIn = Callable[..., Found]


def _paragraphs(found: Found) -> list[str]:
    clean = found.outline.clean.text
    return [clean[p.start : p.end] for p in found.outline.paragraphs]


def _page_text(*lines: str) -> str:
    """Text as a PDF page gives it: a blank line after each wrapped line."""
    return "".join(f"{line} \n\n" for line in lines)


WRAPPED = (
    "KẾ HOẠCH",
    "Phòng cháy, chữa cháy rừng năm 2031 trên địa bàn tỉnh",
    "Căn cứ Quyết định số 12/QĐ-TTg ngày 05/02/2030 của Thủ tướng Chính phủ về việc",
    "bảo vệ rừng và phục hồi rừng tự nhiên bị suy thoái trong giai đoạn từ năm 2030",
    "- 2035, tầm nhìn đến năm 2040;",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Nâng cao ý thức của chủ rừng và người dân sống gần rừng về việc dùng lửa trong",
    "Mùa khô, nhất là các tháng cao điểm nắng nóng kéo dài nhiều ngày liền ở các huyện",
    "phía tây, nơi có nhiều rừng trồng và rừng khộp dễ cháy theo Quyết định số 15/QĐ-",
    "UBND ngày 01/02/2030 của Ủy ban nhân dân tỉnh.",
    "- Chủ rừng trực gác tại các điểm cao, bố trí người thay phiên nhau canh lửa, không",
    "để xảy ra cháy lớn mà không biết.",
    "+ Lực lượng kiểm lâm tuần tra theo lịch đã duyệt, ghi sổ từng ca và báo ngay khi có",
    "khói bất thường trong phạm vi mình phụ trách.",
)


def test_number_of_a_document_is_joined(found_in: FoundIn) -> None:
    """Lines cut inside a document number are one paragraph, also where the others stand alone."""
    text = _paragraphs(
        found_in(
            "KẾ HOẠCH\nNhà đa năng\n\nI. CHUNG\n\nTheo Thông tư liên tịch số\n26/2031/TTLT-\nBXD-BKH-\n"
            "BTC ngày 13/4/2031.\n\nBan hành Quyết định số\n\nII. RIÊNG\n"
        )
    )
    assert text[-3:] == [
        "Theo Thông tư liên tịch số 26/2031/TTLT-BXD-BKH-BTC ngày 13/4/2031.",
        "Ban hành Quyết định số",
        "II. RIÊNG",
    ]


def test_wrapped_lines_are_joined(found_in: FoundIn) -> None:
    """A line that ends where the margin forces it goes on in the next one, also with a capital letter."""
    text = _paragraphs(found_in(_page_text(*WRAPPED)))
    assert any(line.startswith("1. Nâng cao") and line.endswith("nhân dân tỉnh.") for line in text)


def test_dash_inside_a_period_is_no_bullet(found_in: FoundIn) -> None:
    """A period of years broken before its dash stays one paragraph."""
    text = _paragraphs(found_in(_page_text(*WRAPPED)))
    assert any("2030 - 2035, tầm nhìn" in line for line in text)


@pytest.mark.parametrize("opening", ["- Chủ rừng", "+ Lực lượng", "I. MỤC ĐÍCH", "Căn cứ Quyết định"])
def test_openings_start_a_paragraph(found_in: FoundIn, opening: str) -> None:
    """Bullets, labels and set openings always start a paragraph."""
    text = _paragraphs(found_in(_page_text(*WRAPPED)))
    assert sum(line.startswith(opening) for line in text) == 1


def test_symbol_broken_at_its_hyphen_is_whole(found_in: FoundIn) -> None:
    """A symbol cut at the line end after its hyphen is one word, and maps back to both lines."""
    found = found_in(_page_text(*WRAPPED))
    clean = found.outline.clean
    at = clean.text.index("15/QĐ-UBND")
    assert len(clean.ranges(at, at + len("15/QĐ-UBND"))) == 2


def test_clean_text_maps_back(found_in: FoundIn) -> None:
    """Every paragraph of the clean text comes from the source ranges it names."""
    source = _page_text(*WRAPPED)
    found = found_in(source)
    for paragraph in found.outline.paragraphs:
        words = found.outline.clean.text[paragraph.start : paragraph.end]
        assert quote(" ".join(source[a:b] for a, b in paragraph.ranges)) == words
