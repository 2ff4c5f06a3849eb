"""Tells which paragraphs of a document give its legal bases."""

from extractor.model.outline import Outline, Paragraph
from extractor.rules import ruleset


def basis_paragraphs(outline: Outline) -> tuple[Paragraph, ...]:
    """The legal-basis paragraphs of each part's preamble, in reading order.

    A preamble runs from the start of a part to its first heading, article or enacting word. A paragraph
    that opens with Căn cứ is a basis; one that opens with Thực hiện, Triển khai … is where it cites
    something with a number or by date.
    """
    rules = ruleset("preamble")
    basis, end = rules.pattern("preamble.basis"), rules.pattern("preamble.end")
    text = outline.clean.text
    found: list[Paragraph] = []
    part, is_open = None, True
    for paragraph in outline.paragraphs:
        if paragraph.part != part:
            part, is_open = paragraph.part, True
        if paragraph.kind == "cell":
            is_open = False  # a table is behind the preamble
        if not is_open or paragraph.kind == "furniture":
            continue
        opening = basis.match(text, paragraph.start, paragraph.end)
        if opening is None:
            is_open = end.match(text, paragraph.start, paragraph.end) is None
        elif opening["formal"] or _cites(text, paragraph):
            found.append(paragraph)
    return tuple(found)


def _cites(text: str, paragraph: Paragraph) -> bool:
    line = text[paragraph.start : paragraph.end]
    return "/" in line or "Luật " in line
