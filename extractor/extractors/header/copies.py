"""Certified copies (bản sao): their number, date and issuer are not those of the document they copy."""

from collections.abc import Sequence

from extractor.model.outline import Outline, Paragraph
from extractor.rules import ruleset

Lines = Sequence[tuple[str, Paragraph]]


def is_copy_number(rest: str) -> bool:
    """Whether the symbol behind a serial is that of a copy: ``/SY-UBND``, ``/SL-VP``, ``/TrS-SNV``."""
    return ruleset("header").pattern("header.copy_symbol").match(rest) is not None


def is_copy_line(text: str) -> bool:
    """Whether a line says that this is a copy: the form of the copy, or its number."""
    rules = ruleset("header")
    if rules.pattern("header.copy_mark").match(text):
        return True
    number = rules.pattern("header.number").match(text)
    return number is not None and is_copy_number(number["rest"])


def without_copy(lines: Lines) -> Lines:
    """The lines of a first page without the head of a copy set above the original's.

    A mark alone takes only its line away. A head with a number of its own takes what stands above it too,
    where the original's number follows.
    """
    rules = ruleset("header")
    number = rules.pattern("header.number")
    marks = [at for at, (text, _) in enumerate(lines) if is_copy_line(text)]
    numbered = [at for at in marks if number.search(lines[at][0])]
    rest = lines[marks[-1] + 1 :] if marks else lines
    if numbered and any(number.search(text) for text, _ in rest):
        dated = [at for at, (text, _) in enumerate(rest) if rules.pattern("header.place_date").search(text)]
        return [line for at, line in enumerate(rest) if not (len(dated) > 1 and at == dated[0])]
    return [line for at, line in enumerate(lines) if at not in marks]


def copy_start(outline: Outline) -> int:
    """Index of the paragraph that opens the head of a copy behind the document; past the last without one."""
    own = outline.parts[0].provenance.end if outline.parts else 0
    for index, paragraph in enumerate(outline.paragraphs):
        text = outline.clean.text[paragraph.start : paragraph.end]
        if paragraph.kind != "cell" and paragraph.ranges[0][0] >= own and is_copy_line(text):
            return index
    return len(outline.paragraphs)
