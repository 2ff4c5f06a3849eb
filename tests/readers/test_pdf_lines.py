"""Text of a digital PDF: words, lines, reading order, furniture."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.readers.pdf_pages import WIDTH, centre, codes, lines, paragraph, pdf, put, read_pdf, shuffled


def header(canvas: Canvas) -> None:
    centre(canvas, 160, 60, "UBND TINH SONG XANH", font="Helvetica")
    centre(canvas, 410, 60, "CONG HOA XA HOI CHU NGHIA VIET NAM", font="Helvetica-Bold")
    centre(canvas, 410, 76, "Doc lap - Tu do - Hanh phuc", font="Helvetica-Bold")
    centre(canvas, 160, 96, "So: 12/KH-UBND")
    centre(canvas, 410, 96, "Song Xanh, ngay 05 thang 3 nam 2031", font="Helvetica-Oblique")
    centre(canvas, WIDTH / 2, 130, "KE HOACH", font="Helvetica-Bold")


def test_header_columns_are_not_interleaved() -> None:
    """Issuer and number stand whole before Quoc hieu and date, and the title is in no column."""

    def page(canvas: Canvas) -> None:
        header(canvas)
        paragraph(canvas, 160)

    document = read_pdf(pdf(page))
    placed = [(document.text[block.start : block.end], block.column) for block in document.blocks[:6]]
    assert placed == [
        ("UBND TINH SONG XANH", 0),
        ("So: 12/KH-UBND", 0),
        ("CONG HOA XA HOI CHU NGHIA VIET NAM", 1),
        ("Doc lap - Tu do - Hanh phuc", 1),
        ("Song Xanh, ngay 05 thang 3 nam 2031", 1),
        ("KE HOACH", None),
    ]


def test_recipients_come_before_the_signature() -> None:
    """Noi nhan is read whole, then the signature beside it; the last line of text stays above both."""

    def page(canvas: Canvas) -> None:
        paragraph(canvas, 80)
        put(canvas, 85, 80 + 18 * 8, "last words./.")
        put(canvas, 85, 270, "Noi nhan:", font="Helvetica-BoldOblique")
        for at, text in enumerate(("- Nhu Dieu 3;", "- Cac so, nganh;", "- Luu: VT.")):
            put(canvas, 85, 284 + 13 * at, text, size=11)
        centre(canvas, 420, 270, "TM. UY BAN NHAN DAN", font="Helvetica-Bold")
        centre(canvas, 420, 286, "CHU TICH", font="Helvetica-Bold")
        centre(canvas, 420, 360, "Tran Van Mau", font="Helvetica-Bold")

    document = read_pdf(pdf(page))
    assert lines(document)[8:] == [
        "last words./.",
        "Noi nhan:",
        "- Nhu Dieu 3;",
        "- Cac so, nganh;",
        "- Luu: VT.",
        "TM. UY BAN NHAN DAN",
        "CHU TICH",
        "Tran Van Mau",
    ]


def test_wide_gaps_of_a_list_are_no_columns() -> None:
    """Labels with a tab behind them stay on the line of their text."""

    def page(canvas: Canvas) -> None:
        for at in range(5):
            put(canvas, 85, 80 + 20 * at, f"{at + 1}.")
            put(canvas, 140, 80 + 20 * at, "a short item")

    assert lines(read_pdf(pdf(page))) == [f"{at}. a short item" for at in range(1, 6)]


def test_lines_tell_how_they_are_set() -> None:
    """Bold, italic, centred and first-line indent are what structure joins paragraphs by."""

    def page(canvas: Canvas) -> None:
        centre(canvas, 298, 60, "A title", font="Helvetica-Bold")
        put(canvas, 121, 82, "first line of a paragraph, indented by thirty-six points")
        paragraph(canvas, 100)
        put(canvas, 85, 300, "in italics", font="Helvetica-Oblique")

    blocks = read_pdf(pdf(page)).blocks
    assert (blocks[0].bold, blocks[0].centered) == (True, True)
    assert (blocks[1].bold, blocks[1].centered, round(blocks[1].indent or 0)) == (False, False, 36)
    assert blocks[2].indent == 0.0
    assert blocks[-1].italic is True


def test_reading_order_is_that_of_the_page() -> None:
    """Lines come from top to bottom whatever their order in the file."""
    drawings = [lambda canvas, at=at: put(canvas, 85, 80 + 30 * at, f"line {at}") for at in range(5)]
    assert lines(read_pdf(pdf(shuffled(drawings)))) == [f"line {at}" for at in range(5)]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}/3"])
def test_page_numbers_are_set_aside(form: str) -> None:
    """A lone page number at the top or bottom is furniture, still in the text."""

    def page(number: int) -> object:
        def draw(canvas: Canvas) -> None:
            centre(canvas, 298, 40, form.format(number))
            paragraph(canvas, 90)

        return draw

    document = read_pdf(pdf(*(page(number) for number in (1, 2, 3))))
    assert lines(document, "furniture") == [form.format(number) for number in (1, 2, 3)]
    assert all(form.format(number) in document.text for number in (1, 2, 3))


def test_a_number_in_the_text_is_no_page_number() -> None:
    """A year alone on the last line of a paragraph at the foot of the text is text."""

    def page(canvas: Canvas) -> None:
        paragraph(canvas, 90)
        put(canvas, 85, 90 + 18 * 8, "2031")

    assert lines(read_pdf(pdf(page)), "furniture") == []


def test_running_heads_change_sides() -> None:
    """A head that recurs with the page number left or right of it is furniture on every page."""

    def page(number: int) -> object:
        def draw(canvas: Canvas) -> None:
            centre(canvas, 298, 40, "CONG BAO/So 18/Ngay 20-3-2031")
            put(canvas, 85 if number % 2 else 500, 40, str(number + 40))
            paragraph(canvas, 90)

        return draw

    assert len(lines(read_pdf(pdf(*(page(number) for number in (1, 2, 3)))), "furniture")) == 3


def test_link_footers_and_signature_stamps_are_set_aside() -> None:
    """Targets of links and the lines of a digital signature are furniture."""

    def page(canvas: Canvas) -> None:
        put(canvas, 350, 30, "Digitally signed by Tran Van Mau", size=8)
        put(canvas, 350, 40, "Email: mau@example.org", size=8)
        paragraph(canvas, 90)
        put(canvas, 85, 780, "https://example.org/van-ban/12")

    assert lines(read_pdf(pdf(page)), "furniture") == [
        "Digitally signed by Tran Van Mau",
        "Email: mau@example.org",
        "https://example.org/van-ban/12",
    ]


def test_footnote_mark_is_parted_from_a_number() -> None:
    """A raised digit behind a number is a word of its own; powers of units stay whole."""

    def page(canvas: Canvas) -> None:
        put(canvas, 85, 80, "66-NQ/TW")
        put(canvas, 85 + canvas.stringWidth("66-NQ/TW", "Helvetica", 12), 76, "1", size=7)
        put(canvas, 85, 110, "500 m")
        put(canvas, 85 + canvas.stringWidth("500 m", "Helvetica", 12), 106, "2", size=7)

    assert lines(read_pdf(pdf(page))) == ["66-NQ/TW 1", "500 m2"]


def test_text_that_does_not_show_is_set_aside() -> None:
    """Text without ink or off the page is reported and no part of the running text."""

    def page(canvas: Canvas) -> None:
        put(canvas, 85, 80, "to be seen")
        text = canvas.beginText(85, 500)
        text.setTextRenderMode(3)
        text.textLine("not to be seen")
        canvas.drawText(text)
        put(canvas, 4000, 80, "far away")

    document = read_pdf(pdf(page))
    assert lines(document) == ["to be seen"]
    assert "hidden_text" in codes(document)


def test_a_page_without_text_is_reported() -> None:
    """An empty page is read by none and has an issue; a file of such pages has no text layer."""

    def full(canvas: Canvas) -> None:
        put(canvas, 85, 80, "some text")

    def empty(canvas: Canvas) -> None:
        canvas.rect(100, 100, 50, 50, fill=1)

    mixed, scan = read_pdf(pdf(full, empty)), read_pdf(pdf(empty))
    assert [page.read_by for page in mixed.pages] == ["text", "none"]
    assert codes(mixed) == ["page_without_text"]
    assert codes(scan) == ["no_text_layer"]
    assert "nhận dạng chữ cũng không thấy chữ" in scan.issues[0].message


def test_spans_know_page_and_box() -> None:
    """A span of the text gives its page and the box of its words, origin top left."""

    def first(canvas: Canvas) -> None:
        put(canvas, 85, 80, "one")

    def second(canvas: Canvas) -> None:
        put(canvas, 85, 100, "two three")

    document = read_pdf(pdf(first, second))
    at = document.text.index("three")
    span = document.span(at, at + 5)
    assert span.page == 2
    assert span.bbox is not None
    assert span.bbox[1] < 100 < span.bbox[3]
    assert span.bbox[0] > 100


def test_a_turned_page_reads_as_seen() -> None:
    """On a page with /Rotate the boxes are those of the page as shown."""

    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH - 85, 60)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(0, 0, "sideways text")

    document = read_pdf(pdf(page))
    assert lines(document) == ["sideways text"]
    box = document.blocks[0].bbox
    assert box is not None
    assert box[0] == pytest.approx(60, abs=2)
    assert box[1] < WIDTH - 85 < box[3]
