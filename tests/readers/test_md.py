"""Markdown as crawlers of portals write it, and ordinary Markdown."""

from collections.abc import Callable

import pytest

from extractor.model.document import Document
from tests.readers.shown import blocks, rows, spans


@pytest.fixture
def md_of(document_of: Callable[..., Document]) -> Callable[[str], Document]:
    """Reads Markdown."""
    return lambda text: document_of(text, "a.md")


Read = Callable[[str], Document]


def _bars(*table: list[str]) -> str:
    """A table as crawlers print it: every bar alone on its line."""
    printed = []
    for cells in table:
        printed.append("|")
        for cell in cells:
            printed += [cell, "|"] if cell else ["|"]
    return "\n".join(printed)


def test_wrapped_paragraphs_lose_their_markup(md_of: Read) -> None:
    """A paragraph is one line without stars; bold and italic of the whole are kept."""
    document = md_of(
        "**I. MỤC\nĐÍCH**\n\n- Làm *(thật)* tốt\nviệc mẫu.\n\n*Căn cứ mẫu;*\n\n\\- Dấu \\* giữ lại\n"
    )
    assert document.text == "I. MỤC ĐÍCH\n- Làm (thật) tốt việc mẫu.\nCăn cứ mẫu;\n- Dấu * giữ lại\n"
    assert [(block.bold, block.italic) for block in document.blocks] == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**III. ***(chi tiết kèm)*", "III. (chi tiết kèm)"),
        ("**1**. **Mục đích**", "1. Mục đích"),
        ("(*) Ghi chú và 5 * 3", "(*) Ghi chú và 5 * 3"),
        ("* Ghi chú: xem sau", "* Ghi chú: xem sau"),
        ("**chưa đóng", "**chưa đóng"),
        ("xem [Kế hoạch](http://mau.example) mẫu", "xem Kế hoạch mẫu"),
        ("## III. NỘI DUNG ##", "III. NỘI DUNG"),
        ("A &amp; B", "A & B"),
    ],
)
def test_inline_markup(md_of: Read, source: str, text: str) -> None:
    """Markup goes, stars that mean something stay."""
    assert blocks(md_of(source)) == [text]


def test_items_of_a_list_are_paragraphs(md_of: Read) -> None:
    """Lines that go on a list are items whatever ends the line before; a wrapped number is none."""
    document = md_of(
        "1. Tỉnh: 2 tỷ\n2. Xã: 1 tỷ\n\n- Cây\n- Con giai đoạn 2031\n- 2035\n\n1. Trồng\n5. Không là mục\n"
    )
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "1. Tỉnh: 2 tỷ",
        "2. Xã: 1 tỷ",
        "- Cây",
        "- Con giai đoạn 2031 - 2035",
        "1. Trồng 5. Không là mục",
    ]


def test_items_after_a_colon_are_paragraphs(md_of: Read) -> None:
    """Items on lines of their own are not joined to one paragraph."""
    assert blocks(md_of("Nơi nhận:\n- Như trên;\n- Lưu: VT.")) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_rows_are_learned_from_bars(md_of: Read) -> None:
    """Cells between bars become rows: full rows, group rows, empty cells."""
    table = [
        ["**STT**", "**Nội\ndung**", "**Chủ trì**", "**Thời hạn**"],
        ["**I. VIỆC CHUNG**"],
        ["1", "Việc một", "Sở A", "Quý I"],
        ["2", "Việc hai", "", "Quý II"],
        ["**II. VIỆC RIÊNG**"],
        ["3", "Việc ba", "Sở B", ""],
        ["4", "Việc bốn", "Sở B", "Quý IV"],
    ]
    document = md_of(f"PHỤ LỤC\n\n{_bars(*table)}\n\nHết./.")
    plain = [[cell.replace("*", "").replace("\n", " ") for cell in cells] for cells in table]
    assert rows(document) == plain
    assert spans(document.grids[0]) == {(1, 0): (1, 4), (4, 0): (1, 4)}
    assert blocks(document) == ["PHỤ LỤC", "Hết./."]


def test_two_line_header(md_of: Read) -> None:
    """A header cell over several columns and the line below it stand over the right columns."""
    table = [
        ["STT", "Nội dung", "Phân công thực hiện"],
        ["Chủ trì", "Phối hợp"],
        ["1", "Việc một", "Sở A", "Sở B"],
        ["2", "Việc hai", "Sở C", "Sở D"],
    ]
    grid = md_of(_bars(*table)).grids[0]
    assert spans(grid) == {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}
    assert [(cell.row, cell.col) for cell in grid.cells][3:5] == [(1, 2), (1, 3)]


def test_header_cells_keep_their_lines(md_of: Read) -> None:
    """In the head of a document a printed line end stays, a wrap inside emphasis does not."""
    document = md_of(
        _bars(["**ỦY BAN\nNHÂN DÂN**\nTỈNH BÌNH MẪU", "Độc lập"], ["Số: 1/KH-UBND", "*ngày 5\ntháng 3*"])
    )
    assert rows(document) == [
        ["ỦY BAN NHÂN DÂN\nTỈNH BÌNH MẪU", "Độc lập"],
        ["Số: 1/KH-UBND", "ngày 5 tháng 3"],
    ]


def test_pipe_tables(md_of: Read) -> None:
    """Ordinary pipe tables, with the rule under the header; escaped bars are text."""
    document = md_of("| STT | Nội dung |\n|---|:-:|\n| 1 | Việc \\| một |\n| 2 | |\n")
    assert rows(document) == [["STT", "Nội dung"], ["1", "Việc | một"], ["2", ""]]
    assert document.grids[0].header_rows == 1
