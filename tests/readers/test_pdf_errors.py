"""PDFs that cannot be read end with a code and a message that says what to do."""

from io import BytesIO

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.config import Config, Limits
from extractor.errors import DamagedFile, Encrypted, ReadError, ResourceLimit
from tests.readers.pdf_pages import codes, pdf, put, read_pdf


def page(canvas: Canvas) -> None:
    put(canvas, 85, 80, "some text")


def encrypted(**passwords: str) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf(page))) as document:
        document.save(buffer, encryption=pikepdf.Encryption(R=6, **passwords))
    return buffer.getvalue()


def test_a_password_is_asked_for() -> None:
    """A PDF with a user password is Encrypted; with an owner password only it is read."""
    with pytest.raises(Encrypted, match="password") as caught:
        read_pdf(encrypted(owner="o", user="u"))
    assert "mật khẩu" in caught.value.message_vi
    assert "some text" in read_pdf(encrypted(owner="o", user="")).text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all", pdf(page)[:400]])
def test_damaged_files_say_so(data: bytes) -> None:
    """What is no PDF, or only its beginning, is DamagedFile."""
    with pytest.raises(DamagedFile, match="download or export it again"):
        read_pdf(data)


@pytest.mark.parametrize(
    ("limits", "code"), [(Limits(pages=0), "too_many_pages"), (Limits(file_bytes=100), "too_large")]
)
def test_limits_have_codes(limits: Limits, code: str) -> None:
    """Too many pages and too large a file are told apart by code."""
    with pytest.raises(ResourceLimit) as caught:
        read_pdf(pdf(page, page), Config(limits=limits))
    assert caught.value.code == code


def test_messages_hold_no_path_and_no_library_text() -> None:
    """A message names the file and nothing that changes between runs."""
    with pytest.raises(ReadError) as caught:
        read_pdf(b"%PDF-1.7\n")
    assert (
        str(caught.value) == "test.pdf: not a readable PDF (cut off or damaged); download or export it again"
    )


def test_a_rebuilt_file_is_reported() -> None:
    """A file whose end is damaged is read as far as it goes, with an issue."""
    data = pdf(page)
    at = data.rindex(b"startxref")
    document = read_pdf(data[:at] + b"startxref\n999999\n%%EOF\n")
    assert "some text" in document.text
    assert codes(document) == ["truncated"]


def test_a_page_with_too_many_characters_is_cut() -> None:
    """Beyond the limit of characters a page is cut, with an issue."""
    document = read_pdf(pdf(page), Config(limits=Limits(page_characters=4)))
    assert document.text.startswith("some")
    assert codes(document) == ["limit_reached"]


def test_same_bytes_give_the_same_document() -> None:
    """Reading twice gives equal documents."""
    data = pdf(page)
    assert read_pdf(data) == read_pdf(data)


def test_more_pages_than_the_limit_are_said() -> None:
    """The pages up to limits.pages are read, and the document bears truncated."""
    made = read_pdf(pdf(page, page, page), Config(limits=Limits(pages=1)))
    assert (len(made.pages), "truncated" in codes(made)) == (1, True)
