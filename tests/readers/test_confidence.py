"""Records of scans say how sure recognition was of their words."""

from extractor.model.document import Document, Page, Word

TEXT = "Sở Y tế báo cáo"


def _document(read_by: str) -> Document:
    words = (Word(0, 2, 0, 0, 9, 9, 0.9), Word(3, 4, 10, 0, 19, 9, 0.6), Word(5, 7, 20, 0, 29, 9, 0.9))
    page = Page(number=1, start=0, end=len(TEXT), words=words, read_by=read_by)  # type: ignore[arg-type]
    return Document(
        name="x", sha256="", size=1, media_type="image/png", reader="image", text=TEXT, pages=(page,)
    )


def test_confidence_is_the_mean_of_the_words_of_a_record() -> None:
    """Letters count: a doubtful word of one letter weighs half of one of two."""
    assert _document("ocr").provenance([(0, 7)], "test").confidence == 0.84
    assert _document("ocr").provenance([(3, 4)], "test").confidence == 0.6


def test_what_was_not_recognised_has_none() -> None:
    """Text that the file holds is not recognised; words without a box tell nothing."""
    assert _document("text").provenance([(0, 7)], "test").confidence is None
    assert _document("ocr").provenance([(8, 15)], "test").confidence is None
