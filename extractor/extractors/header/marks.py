"""Marks on the first page: secrecy, urgency, circulation (boxes 10a, 10b, 11), and that it is a copy."""

from collections.abc import Iterator

from extractor.extractors.header.copies import is_copy_line
from extractor.model import types as t
from extractor.model.document import Document
from extractor.model.outline import Outline, Paragraph
from extractor.model.records import Issue
from extractor.rules import ruleset

_FIRST = 60
"""Paragraphs of a document in which marks are looked for: beside the title and below it too."""
_NAMES = {
    "secrecy": "độ mật / secrecy",
    "urgency": "độ khẩn / urgency",
    "circulation": "phạm vi lưu hành / circulation",
}


def mark_issues(document: Document, outline: Outline) -> Iterator[Issue]:
    """One issue a mark, each wording once; what readers set aside (stamps, running heads) counts too."""
    pattern = ruleset("header").pattern("header.secrecy")
    seen: set[str] = set()
    copied = False
    for index, paragraph in enumerate(outline.paragraphs):
        if paragraph.kind == "cell":
            continue
        text = outline.clean.text[paragraph.start : paragraph.end]
        match = pattern.fullmatch(text) if index < _FIRST or paragraph.kind == "furniture" else None
        if match is not None and text not in seen:
            seen.add(text)
            what = "; ".join(name for group, name in _NAMES.items() if match[group])
            message = f"văn bản có dấu / marked: {text} ({what})"
            yield _issue(document, outline, paragraph, "secrecy_mark", message)
        if not copied and is_copy_line(text):
            copied = True
            message = f"văn bản là bản sao / a certified copy: {text}"
            yield _issue(document, outline, paragraph, "copy_mark", message)


def _issue(
    document: Document, outline: Outline, paragraph: Paragraph, code: t.IssueCode, message: str
) -> Issue:
    ranges = outline.clean.ranges(paragraph.start, paragraph.end)
    return Issue(code=code, message=message, provenance=document.provenance(ranges, f"header.{code}"))
