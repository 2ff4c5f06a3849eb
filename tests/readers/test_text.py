"""Plain text in the layouts that portals, PDF viewers and word processors write."""

from collections.abc import Callable

import pytest

from extractor.config import Config, Limits
from extractor.errors import ReadError, ResourceLimit
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.text import read
from tests.readers.shown import blocks, codes, rows

Read = Callable[..., Document]

PORTAL = (
    "\tỦY BAN NHÂN DÂN\nTỈNH BÌNH MẪU\n-------\n\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập\n\n"
    "\tSố: 12/KH-UBND\n\tBình Mẫu, ngày 05 tháng 3 năm 2031\n\n\n\u00a0\n"
    "KẾ HOẠCH\nThực hiện việc mẫu năm 2031\nI. MỤC ĐÍCH\n- Làm tốt việc mẫu.\n\u00a0\n"
    "\t\nNơi nhận:\n- Như trên;\n\tTM. ỦY BAN NHÂN DÂN\nPHỤ LỤC\n(Kèm theo Kế hoạch)\n"
    "\tSTT\n\tNỘI DUNG\n\tĐƠN VỊ\n\n\tI. VIỆC CHUNG\n\tI. VIỆC CHUNG\n\tI. VIỆC CHUNG\n\n"
    "\t1\n\tViệc một\n\tSở Mẫu\n(Phòng A)\n\n\t2\n\tViệc hai\n\t\n\n\n"
)


def test_tab_cells_are_tables(document_of: Read) -> None:
    """A TAB starts a cell, a line without TAB continues it, a blank line ends the row; repeats stay."""
    document = document_of(PORTAL)
    assert document.text == PORTAL
    assert rows(document, 0)[1] == ["Số: 12/KH-UBND", "Bình Mẫu, ngày 05 tháng 3 năm 2031"]
    assert rows(document, 2) == [
        ["STT", "NỘI DUNG", "ĐƠN VỊ"],
        ["I. VIỆC CHUNG"] * 3,
        ["1", "Việc một", "Sở Mẫu\n(Phòng A)"],
        ["2", "Việc hai", ""],
    ]


def test_a_title_ends_a_signature_cell(document_of: Read) -> None:
    """Exports lose the blank line after a signature table: the title that follows is no cell text."""
    document = document_of(PORTAL)
    assert rows(document, 1) == [["Nơi nhận:\n- Như trên;", "TM. ỦY BAN NHÂN DÂN"]]
    assert blocks(document)[-2:] == ["PHỤ LỤC", "(Kèm theo Kế hoạch)"]


def test_indented_paragraphs_are_no_table(document_of: Read) -> None:
    """TABs that only indent first lines make paragraphs."""
    lines = [
        f"\tĐoạn {n} nói về việc mẫu, nêu rõ người làm, cách làm và hạn làm, dài hơn một dòng in thường."
        for n in range(6)
    ]
    document = document_of("\n".join(line * 2 for line in lines))
    assert document.grids == ()
    assert len(blocks(document)) == 6


def test_cells_parted_by_tabs_in_a_line(document_of: Read) -> None:
    """Lines with TABs between cells are rows; labels parted from their text by a TAB are not."""
    document = document_of(
        "PHỤ LỤC\nSTT\tNội dung\tĐơn vị\n1\tViệc một\tSở Mẫu\n2\tViệc hai\tSở A\n\n1.\tA a\n2.\tB b\n"
    )
    assert rows(document) == [
        ["STT", "Nội dung", "Đơn vị"],
        ["1", "Việc một", "Sở Mẫu"],
        ["2", "Việc hai", "Sở A"],
    ]
    assert blocks(document)[-2:] == ["1.\tA a", "2.\tB b"]


def _pages() -> str:
    wrapped = [
        "Căn cứ Nghị định số 1/2030/NĐ-CP của Chính phủ về việc mẫu được nêu ở",
        "đây và được viết tiếp sang dòng này cho đủ một đoạn văn;",
        "Căn cứ đề nghị của Sở Mẫu tại Tờ trình về việc ban hành kế hoạch thực",
        "hiện việc mẫu trong năm và các năm tiếp theo của tỉnh.",
    ]
    page = "\n\n".join(wrapped * 3)
    return f"{page}\nhttps://mau.example.vn/\n {page}\n\n"


def test_pdf_page_text(document_of: Read) -> None:
    """A blank line after each line, a page that opens with a blank: lines, pages, links as furniture."""
    document = document_of(_pages())
    assert [block.kind for block in document.blocks].count("line") == 24
    assert [page.number for page in document.pages] == [1, 2]
    assert document.text[document.pages[1].start :].startswith(" Căn cứ")
    assert blocks(document, "furniture") == ["https://mau.example.vn/"]
    assert {block.page for block in document.blocks} == {1, 2}


def test_form_feeds_part_pages(document_of: Read) -> None:
    """A form feed opens a page; a lone number at its edge is furniture."""
    document = document_of("Kế hoạch mẫu.\nMột câu.\n1\n\fTrang sau có câu này.\nVà câu này.\n2\n")
    assert [page.number for page in document.pages] == [1, 2]
    assert blocks(document, "furniture") == ["1", "2"]


def test_wrapped_paragraphs_with_blank_lines_between(document_of: Read) -> None:
    """Where blank lines part all paragraphs, each is one block over its lines."""
    part = "Việc mẫu này được nêu ra để thử cách đọc\nđoạn văn bị ngắt dòng ở giữa câu và\nviết tiếp ở đây."
    document = document_of("\n\n".join([part] * 4))
    assert blocks(document) == [part] * 4


def test_unwrapped_lines_are_paragraphs(document_of: Read) -> None:
    """A line a paragraph: no line is offered for joining."""
    document = document_of("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Làm tốt việc mẫu.\n2. Làm nhanh việc mẫu.\n")
    assert blocks(document) == ["KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Làm tốt việc mẫu.", "2. Làm nhanh việc mẫu."]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", " \n\t\u00a0\u3000\n".encode() * 50])
def test_blank_text_is_empty(data: bytes) -> None:
    """A file without a letter is an error that says so in two languages."""
    with pytest.raises(ReadError) as caught:
        read(SourceFile.of("a.txt", data), Config())
    assert caught.value.code == "empty"
    assert "không có chữ" in caught.value.message_vi


def test_endless_line_is_read_in_pieces(document_of: Read) -> None:
    """A line over the limit is cut at blanks, nothing is lost, and it is reported."""
    text = "Căn cứ Nghị định mẫu; " * 2_000
    document = document_of(text)
    assert codes(document) == ["limit_reached"]
    assert max(block.end - block.start for block in document.blocks) <= Limits().line_characters
    assert "".join(blocks(document)).split() == text.split()


def test_text_over_the_limit() -> None:
    """A text over the limit ends with the code ``too_large``."""
    config = Config(limits=Limits(text_characters=100))
    with pytest.raises(ResourceLimit) as caught:
        read(SourceFile.of("a.txt", b"viec mau " * 50), config)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("line", ["12", " - 3 - ", "Trang 4 / 10", "https://mau.example/a "])
def test_page_edges_are_set_aside(document_of: Read, line: str) -> None:
    """A page number or link at the edge of a page is furniture, however it is printed."""
    document = document_of(f"Đầu trang.\n{line}\n\fTrang sau.\nHết.\n")
    assert [
        block.kind for block in document.blocks if document.text[block.start : block.end] == line.strip()
    ] == ["furniture"]


def test_lines_of_control_characters(document_of: Read) -> None:
    """A line that holds a separator of units alone is a blank line: fuzzing found one that ended the reader."""
    made = document_of("Một dòng chữ dài ở đây\n\x1f\n" + "và một dòng nữa\n" * 30)
    assert "và một dòng nữa" in made.text
