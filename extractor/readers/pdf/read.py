"""Digital PDF → Document: words and rules a page, tables, furniture over all pages, text in reading order."""

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.model.document import Document, Page
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.readers.encoding import legacy_font_issues
from extractor.readers.page.document import FoundPage, compose, rows_of
from extractor.readers.page.grid import find_tables, level_lines
from extractor.readers.page.tables import fill_tables
from extractor.readers.page.words import PageWord, SetWord, Style
from extractor.readers.pdf.fonts import Fonts
from extractor.readers.pdf.frame import page_frame
from extractor.readers.pdf.ruling import read_rules
from extractor.readers.pdf.source import is_rebuilt, open_page, open_pdf
from extractor.readers.pdf.words import read_words, split_word

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Config, Limits

MEDIA_TYPE = "application/pdf"


def read(source: SourceFile, config: "Config") -> Document:
    """The document in a digital PDF.

    Args:
        source: the file; never changed.
        config: its ``limits`` bound file size, pages, and what one page may hold.

    Returns:
        Text in reading order, one line block a printed line, one grid a table and page, boxes in points
        from the top left corner. A page without text is read by ``none``.

    Raises:
        Encrypted, DamagedFile, ResourceLimit: see ``source.open_pdf``.
    """
    found: list[_PageRead] = []
    issues: list[Issue] = []
    total = 0
    with open_pdf(source, config.limits) as document:
        if is_rebuilt(document):
            issues.append(
                Issue(
                    code="truncated",
                    message="tệp bị cụt hoặc hỏng, chỉ đọc phần còn lại / cut off or damaged",
                )
            )
        fonts = Fonts()
        for index in range(_page_count(document)):
            page = _read_page(document, index, fonts, config.limits)
            total += page.characters
            if total > config.limits.text_characters:
                issues.append(
                    Issue(
                        code="truncated",
                        message=f"dừng trước trang {index + 1}: quá nhiều ký tự / too many characters",
                    )
                )
                break
            found.append(page)
    composer = compose([read.page for read in found])
    return Document(
        name=source.name,
        sha256=source.sha256,
        size=len(source.data),
        media_type=MEDIA_TYPE,
        reader="pdf",
        text=composer.text,
        pages=tuple(composer.pages),
        blocks=tuple(composer.blocks),
        grids=tuple(composer.grids),
        issues=(*issues, *_issues(found, composer.pages), *legacy_font_issues(composer.text)),
    )


class _PageRead(NamedTuple):
    """A page and what was odd on it: counts of characters, names of limits met."""

    page: FoundPage
    characters: int = 0
    unmapped: int = 0
    replaced: int = 0
    hidden: int = 0
    limits: tuple[str, ...] = ()


def _page_count(document: Any) -> int:
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDF_GetPageCount(document))


def _read_page(document: Any, index: int, fonts: Fonts, limits: "Limits") -> _PageRead:
    with open_page(document, index) as handles:
        if handles is None:
            return _PageRead(FoundPage(0.0, 0.0))
        page, text_page = handles
        frame = page_frame(page, text_page)
        text = read_words(text_page, frame, limits.page_characters)
        rules = read_rules(page, frame, limits.page_rules)
        grids = find_tables([] if rules.cut else rules.rules, limits.page_intersections)
        styles = fonts.styles(text_page, text.words)
        words = [
            SetWord(word, style | (Style.HIDDEN if frame.is_outside(word) else 0))
            for word, style in zip(text.words, styles, strict=True)
        ]
        tables, outside = fill_tables(grids.tables, words, partial(split_word, text_page, frame))
        met = (("page_characters", text.cut), ("page_rules", rules.cut), ("page_intersections", grids.cut))
        return _PageRead(
            page=FoundPage(
                width=frame.width,
                height=frame.height,
                rows=rows_of(outside),
                tables=tables,
                lines=[] if rules.cut else level_lines(rules.rules),
            ),
            characters=text.characters,
            unmapped=text.unmapped
            + sum(len(item.word.text) for item in words if item.style & Style.UNMAPPED),
            replaced=text.replaced,
            hidden=len(_set_in(Style.HIDDEN, words)),
            limits=tuple(name for name, cut in met if cut),
        )


def _set_in(style: int, words: list[SetWord]) -> list[PageWord]:
    return [item.word for item in words if item.style & style]


def _issues(found: list[_PageRead], pages: list[Page]) -> list[Issue]:
    """What was odd, a page without text or a limit each on its own, characters summed over the document."""
    issues: list[Issue] = []
    without = [page.number for page in pages if page.read_by == "none"]
    if len(without) == len(pages):
        return [Issue(code="no_text_layer", message=_SCAN)]
    issues.extend(
        Issue(code="page_without_text", message=f"trang {number} không có chữ / page {number} has no text")
        for number in without
    )
    for code, count in (
        ("unmapped_characters", sum(page.unmapped for page in found)),
        ("replacement_characters", sum(page.replaced for page in found)),
        ("hidden_text", sum(page.hidden for page in found)),
    ):
        if count:
            issues.append(Issue(code=code, message=f"{count} {_COUNTED[code]}"))
    for at, page in enumerate(found):
        issues.extend(
            Issue(
                code="limit_reached",
                message=f"trang {at + 1}: quá limits.{name}, bỏ phần còn lại / rest not read",
            )
            for name in page.limits
        )
    return issues


_SCAN = (
    "không trang nào có lớp chữ: bản quét; hãy nhận dạng chữ (OCR) rồi đọc lại / "
    "no page has a text layer: a scan; run text recognition (OCR) on it and read it again"
)
_COUNTED = {
    "unmapped_characters": "ký tự không rõ mã Unicode / characters without a sure Unicode value",
    "replacement_characters": "ký tự thay thế / replacement characters (U+FFFD)",
    "hidden_text": "từ không hiện trên trang / words that do not show on the page",
}
