"""Web pages as a browser shows them: the document, its tables, nothing of the page around."""

from collections.abc import Callable

import pytest

from extractor.config import Limits
from extractor.model.document import Document
from tests.readers.shown import blocks, codes, rows, spans

Read = Callable[..., Document]


@pytest.fixture
def page_of(document_of: Read) -> Callable[..., Document]:
    """Reads the body of a page."""

    def make(body: str, head: str = '<meta charset="utf-8">') -> Document:
        return document_of(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", "a.html")

    return make


def test_white_space_and_breaks(page_of: Read) -> None:
    """Source line ends are blanks, ``<br>`` is a line end, entities are letters."""
    document = page_of(
        "<p>Kế  hoạch\nnăm&nbsp;2031<br>của tỉnh &amp; huyện<br>- Việc một;<br>- Việc hai.</p>"
    )
    assert blocks(document) == ["Kế hoạch năm\u00a02031\ncủa tỉnh & huyện", "- Việc một;", "- Việc hai."]


def test_offsets_and_table_text(page_of: Read) -> None:
    """Tables are written as tab cells into the text, blocks point at their words."""
    document = page_of("<p>Một</p><table><tr><td>a<br>b<td>c<tr><td>d<td></table><p>Hai</p>")
    assert document.text == "Một\n\ta\nb\n\tc\n\n\td\n\t\n\nHai\n"
    assert rows(document) == [["a\nb", "c"], ["d", ""]]
    assert [block.kind for block in document.blocks] == ["paragraph", "grid", "paragraph"]


def test_spans_and_header_rows(page_of: Read) -> None:
    """rowspan and colspan place the cells; thead and rows of th are header rows."""
    document = page_of(
        "<table border=1><thead><tr><th rowspan=2>STT<th colspan=2>Giao</tr><tr><th>Chủ trì<th>Phối hợp</tr>"
        "</thead><tr><td colspan=3>I. Nhóm<tr><td>1<td>Sở A<td>Sở B</table>"
    )
    grid = document.grids[0]
    assert (grid.rows, grid.cols, grid.header_rows, grid.ruled) == (4, 3, 2, True)
    assert spans(grid) == {(0, 0): (2, 1), (0, 1): (1, 2), (2, 0): (1, 3)}
    assert [(cell.row, cell.col) for cell in grid.cells][:4] == [(0, 0), (0, 1), (1, 1), (1, 2)]


@pytest.mark.parametrize("span", ["1000000000", "-3", "x", "0"])
def test_senseless_spans(page_of: Read, span: str) -> None:
    """Spans are clamped; nonsense counts as one."""
    document = page_of(f'<table><tr><td colspan="{span}" rowspan="{span}">a<td>b<tr><td>c<td>d</table>')
    assert document.grids[0].cols <= 2 * Limits().cell_span + 2
    assert [document.text[cell.start : cell.end] for cell in document.grids[0].cells] == ["a", "b", "c", "d"]


def test_layout_tables_are_text(page_of: Read) -> None:
    """A table round the whole page, or of one column, is no grid; the table inside is."""
    inner = "<table><tr><td>STT<td>Nội dung<tr><td>1<td>Việc một</table>"
    document = page_of(f"<table><tr><td><p>KẾ HOẠCH</p>{inner}<p>./.</p></td></tr></table>")
    assert blocks(document) == ["KẾ HOẠCH", "./."]
    assert rows(document) == [["STT", "Nội dung"], ["1", "Việc một"]]


@pytest.mark.parametrize("header", ["<tr><td>STT<td>Nội dung<td>Chủ trì", "<tr><td>x<td>y<td>z"])
def test_a_long_cell_makes_no_layout(page_of: Read, header: str) -> None:
    """Known headers, or rows of equal width, are data though one cell holds most of the text."""
    long = "việc rất dài " * 300
    body = f"{header}<tr><td>1<td>{long}<td>Sở A<tr><td>2<td>Việc hai<td>Sở B"
    (grid,) = page_of(f"<table>{body}</table>").grids
    assert (grid.rows, grid.cols) == (3, 3)


def test_a_page_in_a_table_is_text(page_of: Read) -> None:
    """Most text in one cell, and few rows: columns of the page."""
    long = "<p>Đoạn văn của kế hoạch.</p>" * 200
    assert page_of(f"<table><tr><td>Trái<td>{long}<td>Phải<tr><td>a<td>b<td>c</table>").grids == ()


def test_menus_beside_the_document_are_left_behind(page_of: Read) -> None:
    """The element that holds the document is found; links and boxes around it are not read."""
    menu = "".join(f"<li><a href=#>Mục {n}</a></li>" for n in range(30))
    text = "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>" + "<p>Việc mẫu được nêu ở đây.</p>" * 20
    document = page_of(
        f"<nav>Menu</nav><ul>{menu}</ul><div><div>{text}</div><div>Nơi nhận: A</div></div><div>B</div>"
    )
    assert blocks(document)[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert blocks(document)[-1] == "Nơi nhận: A"


def test_hidden_text_and_scripts(page_of: Read) -> None:
    """Scripts and styles are no text; hidden text is left out and reported."""
    document = page_of(
        "<script>var x</script><style>p{}</style><p>Thấy</p><p style='display: none'>Giấu</p>sau"
    )
    assert blocks(document) == ["Thấy", "sau"]
    assert codes(document) == ["hidden_text"]


def test_looks(page_of: Read) -> None:
    """Bold, italic and centred are told for whole paragraphs."""
    document = page_of(
        '<p align=center><b>KẾ HOẠCH</b></p><p><b>I.</b> Mở đầu</p><p style="font-style:italic">Căn cứ</p>'
    )
    assert [(block.bold, block.italic, block.centered) for block in document.blocks] == [
        (True, False, True),
        (False, False, False),
        (False, True, False),
    ]


def test_ordered_lists_show_their_numbers(page_of: Read) -> None:
    """A browser prints the numbers of ordered lists: so does the text."""
    assert blocks(page_of("<ol start=3><li>Ba</li><li>Bốn</li></ol><ul><li>- x</li></ul>")) == [
        "3. Ba",
        "4. Bốn",
        "- x",
    ]


@pytest.mark.parametrize(
    ("data", "issues"),
    [
        ("<meta charset=windows-1252><p>Kế hoạch</p>".encode(), []),
        ("<p>Kế hoạch</p>".encode("utf-16"), []),
        ("<p>Kế hoạch</p>".encode("utf-16-le"), ["encoding_guessed"]),
    ],
)
def test_encodings(document_of: Read, data: bytes, issues: list[str]) -> None:
    """Valid UTF-8 wins over a wrong meta; marks win over all; NULs tell UTF-16."""
    document = document_of(data, "a.html")
    assert blocks(document) == ["Kế hoạch"]
    assert codes(document) == issues


def test_web_archive(document_of: Read) -> None:
    """A page saved with its parts in one file is read."""
    data = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        "Content-Type: text/html; charset=utf-8\n\n<p>Kế hoạch</p>\n--b--\n"
    )
    assert blocks(document_of(data, "a.mht")) == ["Kế hoạch"]


@pytest.mark.parametrize("unit", ["<div>", "<table><tr><td>", "<b><p>", "<font>", "<ul><li>"])
def test_deep_nesting_ends(page_of: Read, unit: str) -> None:
    """Endless nesting ends with what could be read, and says so."""
    document = page_of("<p>Đầu</p>" + unit * 20_000 + "đáy")
    assert "Đầu" in document.text
    assert "limit_reached" in codes(document) or "đáy" in document.text


def test_page_without_text(page_of: Read) -> None:
    """A page without text is an empty document with a warning."""
    assert codes(page_of("<img src=x>")) == ["page_without_text"]


def test_rows_beyond_the_slots_are_not_lost(page_of: Read) -> None:
    """A table over the limit on slots is cut; its further rows follow as text, and it is reported."""
    columns = 50
    count = Limits().grid_slots // columns + 5
    document = page_of("<table>" + ("<tr>" + "<td>a" * columns) * count + "</table>")
    assert document.grids[0].rows == Limits().grid_slots // columns
    assert blocks(document) == ["\t".join("a" * columns)] * 5
    assert codes(document) == ["limit_reached"]


def test_rows_beyond_all_measure_are_said(page_of: Read) -> None:
    """Of a table of more rows than limits.table_rows the first are read, and that is reported."""
    document = page_of("<table>" + "<tr><td>a<td>b" * (Limits().table_rows + 5) + "</table>")
    assert document.grids[0].rows == Limits().table_rows
    assert (blocks(document), codes(document)) == ([], ["truncated"])
