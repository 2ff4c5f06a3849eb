"""PDFs as electronic offices issue them: stamps, form fields, comments, attached files, signatures."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pikepdf import Name, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractor.codec import encode
from extractor.config import Config
from extractor.model.records import Plan
from extractor.model.source import SourceFile
from extractor.pipeline import analyse, assemble, read
from extractor.text.quoting import misquotes
from tests.readers.annotated_pages import Change, annotation, attached, changed, look, printed, signed
from tests.readers.pdf_pages import codes, pdf, put, read_pdf

pytestmark = pytest.mark.filterwarnings("ignore:This document has .* form widget")  # fields of no form
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
OFFICE = {
    "COMMON_NAME": "Ủy ban nhân dân tỉnh Bình Mẫu",
    "ORGANIZATION_NAME": "Tỉnh Bình Mẫu",
    "ORGANIZATIONAL_UNIT_NAME": "Văn phòng",
}


@pytest.fixture
def font() -> str:
    """A font with Vietnamese letters; the test is skipped, saying why, where none is installed."""
    if not FONT.exists():
        pytest.skip(f"{FONT.name} is not installed (Debian: fonts-dejavu-core)")
    pdfmetrics.registerFont(TTFont("Vietnamese", FONT))
    return "Vietnamese"


def letter(
    font: str, number: str = "Số:            /KH-UBND", day: str = "ngày       tháng 3 năm 2024"
) -> bytes:
    """A plan of one page whose number and day are open."""

    def page(canvas: Canvas) -> None:
        put(canvas, 85, 80, "ỦY BAN NHÂN DÂN", 12, font)
        put(canvas, 320, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 10, font)
        put(canvas, 85, 96, "TỈNH LÂM ĐỒNG", 12, font)
        put(canvas, 330, 96, "Độc lập - Tự do - Hạnh phúc", 10, font)
        put(canvas, 85, 130, number, 12, font)
        put(canvas, 320, 130, f"Lâm Đồng, {day}", 12, font)
        put(canvas, 250, 170, "KẾ HOẠCH", 12, font)
        put(canvas, 200, 190, "Chuyển đổi số năm 2024", 12, font)
        for at in range(20):
            put(
                canvas, 85, 230 + 18 * at, f"{at + 1}. Các sở, ngành triển khai nhiệm vụ được giao.", 12, font
            )

    return pdf(page)


def plan(data: bytes) -> Plan:
    """The plan in a PDF; what it says stands where it says."""
    document = read(SourceFile.of("test.pdf", data), Config())
    made = assemble(document, analyse(document), "test")
    assert list(misquotes(made, document.text)) == []
    return made


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Widget"])
def test_number_and_day_laid_over_the_page(font: str, kind: str) -> None:
    """Digits of text boxes, stamps or fields in the blanks are read at their place, with page and box."""
    data = changed(
        letter(font),
        annotation(kind, (112, 119, 30, 15), words="245", appearance=look(font, 30, 15, "245")),
        annotation(kind, (424, 119, 20, 15), words="15", appearance=look(font, 20, 15, "15")),
    )
    header = plan(data).header
    assert (header.number, header.issued_on) == ("245/KH-UBND", date(2024, 3, 15))
    assert header.fields["number"].spans[0].page == 1
    box = header.fields["number"].spans[0].bbox
    assert box is not None
    assert 112 <= box[0] <= 116
    document = read_pdf(data)
    said = [issue for issue in document.issues if issue.code == "annotation_read"]
    assert len(said) == 1
    assert said[0].provenance is not None
    assert said[0].provenance.spans[0].page == 1


def test_serial_above_its_line(font: str) -> None:
    """A serial stamped a little too high, hence on no line of the text, still fills the blank it lies in."""
    over = annotation("FreeText", (112, 108, 30, 15), appearance=look(font, 30, 15, "245"))
    header = plan(changed(letter(font), over)).header
    assert header.number == "245/KH-UBND"
    assert header.fields["number"].rule == "header.number_stamp"


def test_words_without_a_look(font: str) -> None:
    """A text box that its maker gave no appearance is read by its words, at its place."""
    header = plan(changed(letter(font), annotation("FreeText", (112, 119, 30, 15), words="245"))).header
    assert header.number == "245/KH-UBND"


def test_fields_without_a_look(font: str) -> None:
    """So is a form field by its value."""
    field = annotation("Widget", (112, 119, 30, 15), FT=Name.Tx, T=String("so"), V=String("245"))
    assert plan(changed(letter(font), field)).header.number == "245/KH-UBND"


def test_a_blank_stays_blank(font: str) -> None:
    """Without a stamp number and date are null and said to be missing; the signature fills in nothing."""
    made = plan(changed(letter(font), signed(OFFICE)))
    assert (made.header.number, made.header.issued_on) == (None, None)
    assert "header_incomplete" in [issue.code for issue in made.issues]


def field(place: tuple[float, float, float, float], appearance: bytes) -> Change:
    """The look as a field over the page."""
    return annotation("Widget", place, appearance=appearance)


STAMP = (
    "Ký bởi: ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    "Email: ubnd@example.org",
    "Cơ quan: TỈNH",
    "LÂM ĐỒNG",
    "Thời gian ký: 15.03.2024 08:15:02 +07:00",
)


@pytest.mark.parametrize("top", [20.0, 76.0, 150.0])
@pytest.mark.parametrize("put_on", [printed, field])
def test_look_of_a_signature_is_set_aside(
    font: str, top: float, put_on: Callable[[tuple[float, float, float, float], bytes], Change]
) -> None:
    """The visible part of a signature, beside the letterhead or the title, stays out of issuer and title.

    Whether it is a field of the file still or was printed into the page.
    """
    over = put_on((400, top, 190, 60), look(font, 190, 60, *STAMP, size=8))
    made = plan(changed(letter(font, "Số: 7/KH-UBND", "ngày 05 tháng 3 năm 2024"), over))
    assert made.header.number == "7/KH-UBND"
    assert made.header.issuer is not None
    assert made.header.issuer.surface == "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    assert made.header.title == "Chuyển đổi số năm 2024"
    document = read_pdf(changed(letter(font), over))
    aside = {document.text[b.start : b.end] for b in document.blocks if b.kind == "furniture"}
    assert {"Cơ quan: TỈNH", "LÂM ĐỒNG"} <= aside
    assert "annotation_read" not in codes(document)


def test_signed_by_whom_for_whom_and_when(font: str) -> None:
    """Name, organisation and time stand beside the header, marked as not verified."""
    header = plan(changed(letter(font), signed(OFFICE))).header
    assert len(header.signatures) == 1
    one = header.signatures[0]
    assert (one.name, one.organization, one.unit) == tuple(OFFICE.values())
    assert one.signed_at == datetime(2024, 3, 15, 8, 15, 2, tzinfo=timezone(timedelta(hours=7)))
    assert one.verified is False


def test_time_of_the_signature_itself(font: str) -> None:
    """Where the field states no time, or none with a zone, that inside the signature counts."""
    for stated in (None, "D:20240315081502"):
        header = plan(changed(letter(font), signed(OFFICE, stated))).header
        at = header.signatures[0].signed_at
        assert at is not None
        assert abs(at - datetime.now(UTC)) < timedelta(days=1)


@pytest.mark.parametrize("contents", [b"", b"\x30\x80" * 4000, b"\x30\x82\xff\xff", b"\x04\x02ab"])
def test_unreadable_signatures(font: str, contents: bytes) -> None:
    """A signature whose inside cannot be read still tells its time, and costs the document nothing."""
    made = plan(changed(letter(font), signed(OFFICE, contents=contents)))
    assert [(one.name, one.signed_at is None) for one in made.header.signatures] == [(None, False)]
    assert encode(made)


NOTE = annotation("Text", (500, 300, 20, 20), words="Xem lại số liệu")
FILE = annotation("FileAttachment", (500, 340, 20, 20), words="so-lieu.xlsx")
LINK = annotation("Link", (85, 230, 100, 15))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (NOTE, [("comment_unread", 1)]),
        (annotation("Highlight", (85, 230, 90, 15), words="Sai"), [("comment_unread", 1)]),
        (annotation("Highlight", (85, 230, 90, 15)), []),
        (FILE, [("embedded_unread", 1)]),
        (attached, [("embedded_unread", None)]),
        (LINK, []),
    ],
)
def test_nothing_is_left_out_silently(
    font: str, change: Change, expected: list[tuple[str, int | None]]
) -> None:
    """Comments and attached files are said, with their page where they have one; links say nothing."""
    document = read_pdf(changed(letter(font), change))
    found = [
        (issue.code, issue.provenance.spans[0].page if issue.provenance else None)
        for issue in document.issues
    ]
    assert found == expected


def test_pages_without_annotations_are_read_alike(font: str) -> None:
    """A page whose annotations hold no text gives the same text as without them."""
    plain = read_pdf(letter(font))
    assert read_pdf(changed(letter(font), NOTE, LINK)).text == plain.text


def test_odd_characters_are_said_page_by_page(font: str) -> None:
    """Words that do not show are an issue of the page they are on, not a sum over the file."""

    def page(canvas: Canvas) -> None:
        put(canvas, 85, 80, "Trang này có chữ hiện và chữ không hiện.", 12, font)

    def half_hidden(canvas: Canvas) -> None:
        page(canvas)
        text = canvas.beginText(85, 500)
        text.setFont(font, 12)
        text.setTextRenderMode(3)
        text.textLine("hai từ")
        canvas.drawText(text)

    issues = [issue for issue in read_pdf(pdf(page, half_hidden)).issues if issue.code == "hidden_text"]
    assert [issue.provenance and issue.provenance.spans[0].page for issue in issues] == [2]
    assert "trang 2: 2 từ" in issues[0].message
