"""Parts, sections and logical tables of a document."""

from extractor.model.document import Document
from extractor.model.outline import Outline, Paragraph
from extractor.text.offsets import CleanBuilder


def outline(document: Document) -> Outline:
    """The structure of ``document`` (thin path: one paragraph a block)."""
    builder = CleanBuilder(document.text)
    paragraphs = []
    for block in document.blocks:
        if block.kind == "grid":
            continue
        start, end = builder.add_line([(block.start, block.end)])
        kind = "furniture" if block.kind == "furniture" else "body"
        paragraphs.append(Paragraph(kind=kind, start=start, end=end, ranges=((block.start, block.end),)))
    return Outline(clean=builder.build(), paragraphs=tuple(paragraphs))
