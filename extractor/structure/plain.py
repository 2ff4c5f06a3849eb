"""The clean view of a text that is no document: paragraphs and cells, without parts, sections or tables."""

from extractor.model.document import Document
from extractor.model.outline import Outline, Paragraph, ParagraphKind
from extractor.structure.paragraphs import Draft, paragraphs
from extractor.text.offsets import CleanBuilder


def plain_outline(document: Document) -> Outline:
    """Paragraphs and table cells of ``document`` in reading order, each one line of the clean text."""
    builder = CleanBuilder(document.text)
    found: list[Paragraph] = []
    for item in paragraphs(document):
        if isinstance(item, Draft):
            start, end = builder.add_line(item.ranges)
            kind: ParagraphKind = "layout" if item.lines[0].layout else "body"
            found.append(Paragraph(kind=kind, start=start, end=end, ranges=item.ranges))
            continue
        for cell in document.grids[item].cells:
            ranges = ((cell.start, cell.end),)
            start, end = builder.add_line(ranges)
            found.append(Paragraph(kind="cell", start=start, end=end, ranges=ranges))
    return Outline(clean=builder.build(), paragraphs=tuple(found))
