"""Word files: everything the reader of the printed page sees, in order, and nothing hidden."""

from collections.abc import Callable

import pytest

from extractor.config import Config, Limits
from extractor.errors import DamagedFile, ReadError, ResourceLimit, UnsupportedFormat
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.docx import read
from tests.readers.shown import blocks, codes, rows, spans
from tests.readers.word_files import W, cell, header, notes, paragraph, row, styles, table, word_file, zip_of

Read = Callable[..., Document]


def test_paragraphs_and_tables_in_order(document_of: Read) -> None:
    """The body in document order, tables as tab cells."""
    body = paragraph("Một") + table(row(cell("a"), cell("b"))) + paragraph("Hai")
    assert document_of(word_file(body), "a.docx").text == "Một\n\ta\n\tb\n\nHai\n"


def test_merged_cells_and_header_rows(document_of: Read) -> None:
    """gridSpan, vMerge and gridBefore place the cells; tblHeader rows are header rows."""
    restart, follow = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = "<w:tblHeader/>"
    body = table(
        row(cell("STT", restart), cell("Phân công", '<w:gridSpan w:val="2"/>'), properties=head),
        row(cell("", follow), cell("Chủ trì"), cell("Phối hợp"), properties=head),
        row(cell("Sở A"), cell("Sở B"), properties='<w:gridBefore w:val="1"/>'),
    )
    grid = document_of(word_file(body), "a.docx").grids[0]
    assert (grid.rows, grid.cols, grid.header_rows) == (3, 3, 2)
    assert spans(grid) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert [(found.row, found.col) for found in grid.cells][-2:] == [(2, 1), (2, 2)]


@pytest.mark.parametrize("value", ["1000000000", "-5", "x"])
def test_senseless_spans(document_of: Read, value: str) -> None:
    """Spans are clamped; a merge without a cell above is a cell of its own."""
    body = table(row(cell("a", f'<w:gridSpan w:val="{value}"/>'), cell("b", "<w:vMerge/>")))
    document = document_of(word_file(body), "a.docx")
    assert rows(document) == [["a", "b"]]
    assert document.grids[0].cols <= Limits().cell_span + 1


def test_frames_of_one_column_are_text(document_of: Read) -> None:
    """A table of one column is a frame round text."""
    document = document_of(word_file(table(row(cell("Một")), row(cell("Hai")))), "a.docx")
    assert blocks(document) == ["Một", "Hai"]
    assert document.grids == ()


def test_nested_tables_give_their_words_to_the_cell(document_of: Read) -> None:
    """A table inside a cell is read as lines of that cell."""
    inner = f"<w:tc>{paragraph('Ngoài')}{table(row(cell('trong'), cell('nữa')))}<w:p/></w:tc>"
    assert rows(document_of(word_file(table(row(inner, cell("b")))), "a.docx")) == [
        ["Ngoài\ntrong\nnữa", "b"]
    ]


def test_tracked_changes(document_of: Read) -> None:
    """Insertions are read, deletions are not; deleted rows are gone; it is reported."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p><w:del><w:r><w:delText>Số: 1</w:delText></w:r></w:del><w:ins>{run.format('Số: 2')}</w:ins>"
        f"<w:moveFrom>{run.format('cũ')}</w:moveFrom><w:moveTo>{run.format('/KH')}</w:moveTo></w:p>"
    )
    body += table(row(cell("a"), cell("b")), row(cell("c"), cell("d"), properties="<w:del/>"))
    document = document_of(word_file(body), "a.docx")
    assert blocks(document) == ["Số: 2/KH"]
    assert rows(document) == [["a", "b"]]
    assert codes(document) == ["tracked_change_read"]


def test_content_controls(document_of: Read) -> None:
    """Text in controls round runs, paragraphs, rows and cells is read and reported."""

    def control(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control(paragraph("Một")) + f"<w:p>{control('<w:r><w:t>Hai</w:t></w:r>')}</w:p>"
    body += table(control(row(cell("a"), cell("b"))), row(control(cell("c")), cell("d")))
    document = document_of(word_file(body), "a.docx")
    assert blocks(document) == ["Một", "Hai"]
    assert rows(document) == [["a", "b"], ["c", "d"]]
    assert codes(document) == ["content_control_read"]


def test_text_boxes_once(document_of: Read) -> None:
    """A text box is read from the choice Word shows, not again from its fallback."""
    box = f"<w:txbxContent>{paragraph('Số: 5/KH')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert blocks(document_of(word_file(body + paragraph("Sau")), "a.docx")) == ["Số: 5/KH", "Sau"]


def test_comments_and_objects_are_said(document_of: Read) -> None:
    """What the text does not show is counted: comments with words, embedded objects, charts."""
    body = paragraph("Kế hoạch")
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{paragraph("Xem lại")}</w:comment>'
        f'<w:comment w:id="1">{paragraph("")}</w:comment></w:comments>'
    )
    document = document_of(word_file(body, comments=comments, oleObject="<x/>", chart="<x/>"), "a.docx")
    assert blocks(document) == ["Kế hoạch"]
    assert codes(document) == ["comment_unread", "embedded_unread", "text_box_unread"]
    assert document.issues[0].message.startswith("1 ")
    broken = document_of(word_file(body, comments="<w:comments"), "a.docx")
    assert (blocks(broken), codes(broken)) == (["Kế hoạch"], ["comment_unread"])


def test_large_pictures_are_said(document_of: Read) -> None:
    """A picture of the size of a table or page may hold text; a logo does not."""

    def picture(centimetres: int) -> str:
        return (
            "<w:p><w:r><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/"
            f"wordprocessingDrawing'><wp:extent cx='{centimetres * 360_000}' cy='{centimetres * 360_000}'/>"
            "<pic:pic xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'/></wp:inline>"
            "</w:drawing></w:r></w:p>"
        )

    assert codes(document_of(word_file(paragraph("a") + picture(12)), "a.docx")) == ["embedded_unread"]
    assert codes(document_of(word_file(paragraph("a") + picture(3)), "a.docx")) == []


def test_word_art_and_old_form_fields(document_of: Read) -> None:
    """Words drawn as WordArt and the entry chosen in a list of an old form are read."""
    art = "<w:p><w:r><w:pict><v:textpath xmlns:v='urn:schemas-microsoft-com:vml' string='MẬT'/></w:pict></w:r></w:p>"
    form = (
        "<w:p><w:r><w:t>Cấp: </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>"
        "<w:result w:val='1'/><w:listEntry w:val='xã'/><w:listEntry w:val='tỉnh'/></w:ddList></w:ffData>"
        "</w:fldChar></w:r></w:p>"
    )
    document = document_of(word_file(art + form), "a.docx")
    assert blocks(document) == ["MẬT", "Cấp: tỉnh"]
    assert codes(document) == ["content_control_read"]


def test_special_characters(document_of: Read) -> None:
    """Non-breaking hyphens, soft hyphens, tabs, breaks and symbols are characters."""
    body = (
        '<w:p><w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t xml:space="preserve">UBND </w:t><w:softHyphen/>'
        '<w:tab/><w:t>x</w:t><w:br/><w:t>- y</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p>'
    )
    assert blocks(document_of(word_file(body), "a.docx")) == ["QĐ\u2011UBND \u00ad\tx", "- y•"]


def test_hidden_text(document_of: Read) -> None:
    """Hidden runs, also by their style, are left out and reported."""
    sheet = styles('<w:style w:type="paragraph" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>')
    body = (
        paragraph("Thấy") + paragraph("Giấu", run="<w:vanish/>") + paragraph("Giấu", '<w:pStyle w:val="An"/>')
    )
    document = document_of(word_file(body, styles=sheet), "a.docx")
    assert blocks(document) == ["Thấy"]
    assert codes(document) == ["hidden_text"]


def test_looks(document_of: Read) -> None:
    """Bold, italic and centred come from the run, its style, the paragraph style and its bases."""
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="A">'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    body = paragraph("x", '<w:pStyle w:val="B"/>') + paragraph(
        "x", '<w:pStyle w:val="A"/>', '<w:b w:val="0"/>'
    )
    document = document_of(word_file(body, styles=sheet), "a.docx")
    assert [(block.bold, block.italic, block.centered) for block in document.blocks] == [
        (True, True, True),
        (False, False, True),
    ]


def test_style_loops_end(document_of: Read) -> None:
    """Styles based on each other are read once."""
    sheet = styles(
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = paragraph("x", '<w:pStyle w:val="A"/>')
    assert blocks(document_of(word_file(body, styles=sheet), "a.docx")) == ["x"]


def test_notes_and_running_heads(document_of: Read) -> None:
    """Footnotes follow the body with their mark; running heads are furniture."""
    body = "<w:p><w:r><w:t>Chủ trì</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    parts = {
        "footnotes": notes(f"<w:footnote w:id='2'>{paragraph('Chú thích')}</w:footnote>"),
        "header": header(paragraph("Trang đầu")),
    }
    document = document_of(word_file(body, **parts), "a.docx")
    assert blocks(document) == ["Chủ trì[1]", "[1] Chú thích"]
    assert blocks(document, "furniture") == ["Trang đầu"]


def _error(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(SourceFile.of("a.docx", data), Config(limits=limits or Limits()))
    assert caught.value.message_vi != str(caught.value)
    return caught.value


GOOD = word_file(paragraph("x"))
ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (GOOD[:200], "damaged", DamagedFile),
        (b"no zip at all", "damaged", DamagedFile),
        (zip_of({"a.txt": "x"}), "unsupported_type", UnsupportedFormat),
        (word_file("<w:p>"), "damaged", DamagedFile),
        (word_file(paragraph("x"), doctype=ENTITY), "dtd_forbidden", DamagedFile),
        (
            word_file("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200),
            "resource_limit",
            ResourceLimit,
        ),
    ],
)
def test_broken_files(data: bytes, code: str, kind: type[ReadError]) -> None:
    """Each kind of damage has its code and a message in two languages."""
    error = _error(data)
    assert (error.code, type(error)) == (code, kind)


def test_limits() -> None:
    """What inflates too far or holds too many members is refused before it is unpacked."""
    assert _error(GOOD, Limits(inflated_bytes=100)).code == "inflated_size"
    assert _error(GOOD, Limits(zip_members=0)).code == "too_many_members"
    dense = word_file(paragraph("A" * 12_000_000))
    assert _error(dense).code in {"inflated_size", "resource_limit"}


def test_elements_nested_deeper_than_the_limit() -> None:
    """``limits.xml_depth`` holds for every part; no more than 256 whatever it says."""
    read(SourceFile.of("a.docx", GOOD), Config(limits=Limits(xml_depth=8)))
    deep = word_file("<w:p>" * 300 + "</w:p>" * 300)
    for data, depth in ((GOOD, 1), (GOOD, 4), (deep, 256), (deep, 100_000)):
        error = _error(data, Limits(xml_depth=depth))
        assert error.code == "resource_limit"
        assert "xml_depth" in str(error)
        assert "xml_depth" in error.message_vi


def test_members_twice() -> None:
    """Two parts of one name are ambiguous."""
    with pytest.warns(UserWarning, match="Duplicate"):
        data = _twice()
    assert _error(data).code == "duplicate_members"


def _twice() -> bytes:
    import io
    import zipfile

    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()
