"""Pages on which recognition is unsure are named, once a document."""

from extractor.model.document import Page, Word
from extractor.readers.ocr.report import recognition_issues


def _page(number: int, doubtful: int, words: int = 300, *, mean: float = 0.94, read_by: str = "ocr") -> Page:
    """A page of which so many words are doubtful."""
    made = tuple(Word(at, at + 1, 0, 0, 9, 9, 0.6 if at < doubtful else 0.95) for at in range(words))
    return Page(
        number=number,
        start=number * 1000,
        end=number * 1000 + words,
        words=made,
        confidence=mean,
        read_by=read_by,  # type: ignore[arg-type]
    )


def test_doubtful_pages_are_named_once() -> None:
    """One issue a document: the pages by number, those in a row from–to, and where they lie."""
    pages = [_page(1, 20), _page(2, 30), _page(3, 25), _page(4, 2), _page(5, 12)]
    (issue,) = recognition_issues(pages)
    assert issue.code == "ocr_low_confidence"
    assert "trang 1–3, 5:" in issue.message
    assert "pages 1–3, 5:" in issue.message
    assert issue.provenance is not None
    assert [span.page for span in issue.provenance.spans] == [1, 2, 3, 5]


def test_clean_pages_are_not_named() -> None:
    """A doubtful word here and there, two names on a short page, and text of the file itself say nothing."""
    assert recognition_issues([_page(1, 8), _page(2, 5, 60), _page(3, 30, read_by="text")]) == []


def test_a_page_that_is_hardly_read_is_named_however_short() -> None:
    """A low mean needs no number of words."""
    assert len(recognition_issues([_page(1, 3, 5, mean=0.7)])) == 1


def test_pages_without_text_are_named_each() -> None:
    """A page without text is told as before."""
    empty = Page(number=2, start=5, end=5, read_by="none")
    assert [issue.code for issue in recognition_issues([_page(1, 0), empty])] == ["page_without_text"]
