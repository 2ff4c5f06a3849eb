"""What is said about recognised pages: those without text, those read with doubt."""

from collections.abc import Sequence

from extractor.model.document import Page
from extractor.model.records import Issue

DOUBTFUL_PAGE = 0.85
"""Mean confidence of a page below which every tenth word is wrong on real scans."""


def recognition_issues(pages: Sequence[Page]) -> list[Issue]:
    """Issues of recognised pages, each with its page."""
    issues = []
    for page in pages:
        if page.read_by == "none":
            message = f"trang {page.number} không có chữ / page {page.number} has no text"
            issues.append(Issue(code="page_without_text", message=message))
        elif page.confidence is not None and page.confidence < DOUBTFUL_PAGE:
            share = round(page.confidence * 100)
            message = (
                f"trang {page.number}: nhận dạng chữ chỉ chắc {share} %, hãy đối chiếu bản gốc / "
                f"page {page.number} recognised with {share} % confidence only: check it against the original"
            )
            issues.append(Issue(code="ocr_low_confidence", message=message))
    return issues
