"""What is said about recognised pages: those without text, those read with doubt."""

from collections.abc import Sequence

from extractor.model.document import Page, box_of
from extractor.model.records import Issue, Provenance, Span

DOUBTFUL_PAGE = 0.85
"""Mean confidence of a page below which every tenth word is wrong on real scans."""
DOUBTFUL_WORD = 0.8
"""Confidence below which a word counts as doubtful …"""
DOUBTFUL_SHARE = 0.04
"""… and the part of such words from which a page is named. Of 67 pages of clean scans, where up to one word
in a hundred is wrong, none with more than 200 words has over 0.030; of ten pages of a stamped, worn scan,
with two to six wrong in a hundred, eight have 0.042 to 0.098."""
LEAST_DOUBTFUL = 6
"""Doubtful words a page must have: on a short page two names or a stamp make the share."""
_RULE = "ocr.page"


def recognition_issues(pages: Sequence[Page]) -> list[Issue]:
    """Issues of recognised pages: one for each without text, one that names all that are doubtful."""
    issues = []
    for page in pages:
        if page.read_by == "none":
            message = f"trang {page.number} không có chữ / page {page.number} has no text"
            issues.append(Issue(code="page_without_text", message=message))
    doubtful = [page for page in pages if is_doubtful(page)]
    if doubtful:
        numbers = _ranges([page.number for page in doubtful])
        message = (
            f"trang {numbers}: nhiều từ nhận dạng không chắc, hãy đối chiếu bản gốc / "
            f"pages {numbers}: many words recognised with doubt: check them against the original"
        )
        issues.append(Issue(code="ocr_low_confidence", message=message, provenance=_place(doubtful)))
    return issues


def is_doubtful(page: Page) -> bool:
    """Whether recognition of a page is clearly less sure than that of a clean scan."""
    if page.read_by != "ocr" or page.confidence is None:
        return False
    sure = [word.confidence for word in page.words if word.confidence is not None]
    count = sum(confidence < DOUBTFUL_WORD for confidence in sure)
    is_many = count >= LEAST_DOUBTFUL and count >= DOUBTFUL_SHARE * len(sure)
    return is_many or page.confidence < DOUBTFUL_PAGE


def _ranges(numbers: Sequence[int]) -> str:
    """Page numbers in a row as from–to: 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _place(pages: Sequence[Page]) -> Provenance | None:
    spans = tuple(
        Span(start=page.start, end=page.end, page=page.number, bbox=box_of(page.words))
        for page in pages
        if page.end > page.start
    )
    if not spans:
        return None
    return Provenance(start=spans[0].start, end=spans[-1].end, spans=spans, rule=_RULE)
