"""Digital PDF in the layout of Nghị định 30/2020/NĐ-CP, drawn with reportlab.

Own flow instead of platypus: rows must break over pages in the ways of word processors, and the
same draft must give the same bytes.
"""

import io

from .draft import Block, Draft, Header, Paragraph, Signature, Table
from .pdf_fonts import FAMILIES, register_family, register_fonts
from .pdf_page import Pages, Word, words_of, wrap
from .pdf_table import TableFlow
from .printed import STATE_LINES, paragraph_words, place_and_date, recipient_lines

INDENT = 28.35  # 1 cm
GAP_AFTER = {"type": 0.0, "title": 0.0, "caption": 8.0, "authority": 6.0, "enact": 6.0}
BOLD = {"type", "title", "authority", "enact"}
ITALIC = {"caption", "basis", "end"}
CENTRED = BOLD | {"caption"}


def write_pdf(draft: Draft) -> bytes:
    """The bytes of a PDF.

    Raises:
        FontsMissing: no serif font with Vietnamese letters is installed.
    """
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(draft.parts[0].title)
    canvas.setSubject("Văn bản mẫu - nội dung giả định")
    pages = Pages(
        canvas, draft.layout.restart_page_numbers, draft.layout.running_head, draft.layout.page_note
    )
    for at, part in enumerate(draft.parts):
        pages.start_part(part.landscape)
        if at == 0 and draft.header:
            _header(draft.header, pages)
        for block, following in zip(part.blocks, (*part.blocks[1:], None), strict=True):
            _block(block, pages, draft.layout.font_pt)
            pages.y += _gap_between(block, following)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _block(block: Block, pages: Pages, size: float) -> None:
    if isinstance(block, Table):
        if block.font in FAMILIES:
            register_family(block.font)
        TableFlow(block, pages).draw()
    elif isinstance(block, Signature):
        _signature(block, pages, size)
    else:
        _paragraph(block, pages, size)


def _paragraph(block: Paragraph, pages: Pages, size: float) -> None:
    if block.style == "note":
        pages.paragraph(words_of(block.text, "Serif"), 9.5, indent=0, centred=False)
        return
    centred = block.style in CENTRED
    pages.paragraph(_words(block), size, indent=0 if centred else INDENT, centred=centred)
    pages.y += GAP_AFTER.get(block.style, size * 0.4)


def _gap_between(block: Block, following: Block | None) -> float:
    """Room under a whole title, where offices draw a short rule."""
    is_title = isinstance(block, Paragraph) and block.style == "title"
    goes_on = isinstance(following, Paragraph) and following.style in ("title", "caption")
    return 8.0 if is_title and not goes_on else 0.0


def _words(block: Paragraph) -> list[Word]:
    if block.label and block.label.startswith("Điều"):
        return words_of(block.label, "Serif-Bold") + words_of(block.text, "Serif")
    font = "Serif"
    if block.style in BOLD or block.style.startswith("heading"):
        font = "Serif-Bold"
    elif block.style in ITALIC:
        font = "Serif-Italic"
    return words_of(paragraph_words(block), font)


def _header(header: Header, pages: Pages) -> None:
    """The two columns above the title, each with its short rule."""
    left_width = pages.text_width * 0.4
    right_x, right_width = pages.left + left_width, pages.text_width * 0.6
    y = pages.y
    for line, bold in ((line, line == header.issuer_lines[-1]) for line in header.issuer_lines):
        y += 15
        font = "Serif-Bold" if bold else "Serif"
        pages.draw(words_of(line, font), pages.left, y, 12.5, center=left_width)
    middle = pages.left + left_width / 2
    pages.rule(middle - 28, y + 5, middle + 28, y + 5)
    for at, line in enumerate(STATE_LINES, 1):
        pages.draw(words_of(line, "Serif-Bold"), right_x, pages.y + 15 * at, 12.5, center=right_width)
    middle, under = right_x + right_width / 2, pages.y + 35.5
    pages.rule(middle - 80, under, middle + 80, under)
    y = max(y, under) + 22
    pages.draw(words_of(f"Số: {header.number}", "Serif"), pages.left, y, 13, center=left_width)
    place = words_of(place_and_date(header), "Serif-Italic")
    pages.draw(place, right_x, y, 13, center=right_width)
    pages.y = y + 16


def _signature(block: Signature, pages: Pages, size: float) -> None:
    """Recipients left, capacity and name right; the block stays on one page."""
    half = pages.text_width / 2
    left = [
        line for text in recipient_lines(block.recipients) for line in wrap(words_of(text, "Serif"), half, 11)
    ]
    height = max(16 + 13.5 * len(left), 17 * len(block.capacity) + 78)
    if pages.room < height + 10:
        pages.new_page()
    top = pages.y + 10
    pages.draw(words_of("Nơi nhận:", "Serif-BoldItalic"), pages.left, top + 13, 12)
    for at, line in enumerate(left):
        pages.draw(line, pages.left, top + 28 + 13.5 * at, 11)
    right = pages.left + half
    for at, text in enumerate(block.capacity, 1):
        pages.draw(words_of(text, "Serif-Bold"), right, top + 17 * at - 4, size, center=half)
    if block.name:
        y = top + 17 * len(block.capacity) + 70
        pages.draw(words_of(block.name, "Serif-Bold"), right, y, size, center=half)
    pages.y = top + height
