"""Labels that recognition misread are told from those beside them."""

import pytest

from extractor.readers.ocr.labels import relabelled
from extractor.readers.page.document import FoundPage
from extractor.readers.page.lines import make_rows
from extractor.readers.page.words import PageWord, SetWord, Style


def _page(*lines: str, read_by: str = "ocr") -> FoundPage:
    """A page with these lines, one below the other."""
    words = []
    for number, line in enumerate(lines):
        for place, text in enumerate(line.split()):
            x0, top = 50.0 + 40 * place, 50.0 + 20 * number
            word = PageWord(text, x0, top, x0 + 30, top + 12, top + 10, at=len(words), confidence=0.9)
            words.append(SetWord(word, Style.UNKNOWN))
    return FoundPage(600, 800, rows=make_rows(words), read_by=read_by)  # type: ignore[arg-type]


def _read(*pages: FoundPage) -> list[str]:
    return [row.text for page in relabelled(pages) for row in page.rows]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["I. MỤC ĐÍCH", "I. Mục đích", "2. Yêu cầu"], ["I.", "1.", "2."]),
        (["I. Mục đích", "1. Mục tiêu", "2. Yêu cầu"], ["I.", "1.", "2."]),
        (["I. Mục đích", "II. Yêu cầu"], ["I.", "II."]),
        (["l. Mục đích", "2. Yêu cầu"], ["1.", "2."]),
        (["3. Rà soát.", "4, Tổng hợp.", "5. Báo cáo"], ["3.", "4.", "5."]),
        (["b) Rà soát", "C) Tổng hợp"], ["b)", "c)"]),
        (["B) Rà soát", "C) Tổng hợp"], ["B)", "C)"]),
        (["ä) Rà soát", "b) Tổng hợp"], ["a)", "b)"]),
        (["á) Rà soát", "Ố. Nguyễn", "b) Tổng hợp"], ["a)", "Ố.", "b)"]),
        (["Ä. Rà soát", "B. Tổng hợp"], ["A.", "B."]),
        (["d) Rà soát", "đ) Tổng hợp", "ẻ) Báo cáo"], ["d)", "đ)", "e)"]),
        (["ä) Rà soát", "c) Tổng hợp"], ["ä)", "c)"]),
        (["ä) Rà soát", "1. Yêu cầu", "b) Tổng hợp"], ["ä)", "1.", "b)"]),
        (["4. Rà soát", "Š. Tổng hợp", "6. Báo cáo"], ["4.", "5.", "6."]),
        (["4. Rà soát", "Š. Tổng hợp", "7. Báo cáo"], ["4.", "Š.", "7."]),
    ],
)
def test_label(lines: list[str], labels: list[str]) -> None:
    """The first word of each line."""
    assert [line.split()[0] for line in _read(_page(*lines))] == labels


def test_number_inside_a_sentence_stays() -> None:
    """A wrapped line that goes on with a number and a comma opens no paragraph."""
    assert _read(_page("theo các khoản 1,", "3, Điều này và")) == ["theo các khoản 1,", "3, Điều này và"]


def test_label_goes_on_over_pages() -> None:
    """The label that tells of another may stand on the next page."""
    assert _read(_page("I. Mục đích"), _page("2. Yêu cầu"))[0] == "1. Mục đích"


def test_digital_page_is_left_alone() -> None:
    """What a digital page prints is what it says."""
    assert _read(_page("I. Mục đích", "2. Yêu cầu", read_by="text"))[0] == "I. Mục đích"
