"""The kind of a file comes from its content; a wrong suffix is a warning or a clear error."""

from collections.abc import Callable

import pytest

from extractor.config import Config, Limits
from extractor.errors import DamagedFile, Encrypted, ReadError, ResourceLimit, UnsupportedFormat
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.pipeline import read
from extractor.readers.sniff import sniff
from tests.readers.shown import codes
from tests.readers.word_files import paragraph, word_file, zip_of

PLAN = "KẾ HOẠCH\nI. MỤC ĐÍCH\n" + "- Nâng cao chất lượng việc mẫu trong năm 2031 của tỉnh Bình Mẫu.\n" * 12
PAGE = f"<!DOCTYPE html><html><body><p>{PLAN}</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", PLAN.encode(), "text"),
        ("a.md", PLAN.encode(), "md"),
        ("a", PLAN.encode(), "text"),
        ("a.html", b"<p>K</p>", "html"),
        ("a.html", PAGE.encode("utf-16-le"), "html"),
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.pdf", b"\r\n" * 900 + b"%PDF-1.7\n", "pdf"),
        ("a.docx", word_file(paragraph("x")), "docx"),
        ("a.rtf", b"{\\rtf1 x}", "rtf"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "image"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "doc"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "xls"),
        ("a.zip", zip_of({"a.txt": "x"}), "archive"),
        ("a.xlsx", zip_of({"xl/workbook.xml": "x"}), "xlsx"),
        ("a.html", b'{"error": "denied"}', "json"),
    ],
)
def test_kind(name: str, data: bytes, kind: str) -> None:
    """First bytes, then content, then suffix."""
    assert sniff(SourceFile.of(name, data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.pdf", word_file(paragraph("Kế hoạch")), "docx"),
        ("a.doc", PAGE.encode(), "html"),
        ("a.docx", PLAN.encode(), "text"),
        ("a.txt", PAGE.encode(), "html"),
    ],
)
def test_wrong_suffix_is_read_and_reported(
    document_of: Callable[..., Document], name: str, data: bytes, reader: str
) -> None:
    """A document under a wrong suffix is read by its content, with a warning."""
    document = document_of(data, name)
    assert document.reader == reader
    assert codes(document)[0] == "extension_mismatch"


EXPORT = (
    "<table border=1><tr><th>STT</th><th>Nội dung</th><th>Chủ trì</th></tr>"
    "<tr><td>1</td><td><p><b>Trồng cây</b></p></td><td>Sở A</td></tr></table>"
)
SHORT = "<html><body>" + "<p>Việc mẫu số 1.</p>\n" * 5 + "</body></html>"
TABS = "STT\tNội dung\tChủ trì\n1\tTrồng cây\tSở A\n"


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.xlsx"])
@pytest.mark.parametrize(
    ("text", "reader"),
    [(EXPORT, "html"), (SHORT, "html"), (f"<center>{EXPORT}</center>", "html"), (TABS, "text")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_exports_of_web_systems(
    document_of: Callable[..., Document], name: str, text: str, reader: str, encoding: str
) -> None:
    """A table or some paragraphs under the suffix of an office file are read, however short."""
    document = document_of(text.encode(encoding), name)
    assert document.reader == reader
    assert codes(document)[0] == "extension_mismatch"
    assert "Việc mẫu" in document.text or "Trồng cây" in document.text


def test_an_old_encoding_under_an_office_suffix(document_of: Callable[..., Document]) -> None:
    """Letters are judged in the encoding they are in."""
    page = "<html><body>" + "<div>Đường Lê Độ, Phố Cổ, làm đê, đắp đá, đo đạc.</div>" * 12 + "</body></html>"
    data = page.translate(dict(zip(map(ord, "ờộốổắạ"), "ơôôôăa", strict=True))).encode("cp1258")
    assert document_of(data, "a.doc").reader == "html"


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.pdf"])
@pytest.mark.parametrize(
    "data",
    [
        "<table><tr><td><h1>Không tìm thấy trang</h1></td></tr><tr><td>Mã lỗi</td><td>404</td></tr></table>",
        "<h1>Forbidden</h1><p>Not allowed.</p><p>Mã: 403</p><p></p><p>&nbsp;</p><p> </p><hr>",
        "<table><tr><td></td><td> </td><td>&nbsp;</td></tr><tr><td></td><td></td><td></td></tr></table>",
        "Lỗi 500\tmáy chủ\n",
    ],
)
def test_small_error_pages_stay_refused(name: str, data: str) -> None:
    """Tables that lay out a line or two, empty cells and a few paragraphs are no document."""
    with pytest.raises(DamagedFile, match="download it again"):
        sniff(SourceFile.of(name, data.encode()))


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
@pytest.mark.parametrize(
    "data", [b"<html><body>Not Found</body></html>", b"this is not a document", b"UEsDBBQ" * 900]
)
def test_error_pages_are_no_documents(name: str, data: bytes) -> None:
    """What a server sends instead of the document ends with advice, not with an empty plan."""
    with pytest.raises(DamagedFile, match="download it again"):
        sniff(SourceFile.of(name, data))


def test_kinds_are_named_in_vietnamese_in_vietnamese_messages() -> None:
    """In errors and in issues; the English half keeps the name of the reader."""
    with pytest.raises(DamagedFile) as caught:
        sniff(SourceFile.of("a.jpg", b"this is not a picture"))
    assert "nội dung không phải “Ảnh”" in caught.value.message_vi
    assert "image" not in caught.value.message_vi
    issue = read(SourceFile.of("a.md", PAGE.encode()), Config()).issues[0]
    assert "nội dung là “HTML” / " in issue.message
    issue = read(SourceFile.of("a.html", PLAN.encode()), Config()).issues[0]
    assert "nội dung là “Văn bản thuần” / " in issue.message


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.xlsx", "xlsx"), ("a.xlsm", "xlsx"), ("a.docx", "docx"), ("a.odt", "odt"), ("a.ods", "ods")],
)
def test_packages_cut_off_before_their_parts_are_named(name: str, kind: str) -> None:
    """Half a package is what its suffix says, a whole archive of files is none whatever its suffix."""
    whole = zip_of({"mimetype": "x", "a.txt": "x" * 300})
    assert sniff(SourceFile.of(name, whole[:60])) == kind
    assert sniff(SourceFile.of(name, whole)) == kind
    assert sniff(SourceFile.of("a.zip", whole[:60])) == "archive"
    if kind != "docx":
        assert sniff(SourceFile.of(name, zip_of({"a.txt": "x"}))) == "archive"


def test_half_a_package_is_damaged() -> None:
    """Nothing is made of it, and nobody is sent to unpack it."""
    half = zip_of({"mimetype": "x", "a.txt": "x" * 300})[:60]
    with pytest.raises(DamagedFile):
        read(SourceFile.of("a.xlsx", half), Config())


MAIL = (
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Gui van ban\r\nMIME-Version: 1.0\r\n"
    b"Message-ID: <1@example.org>\r\nContent-Type: text/html\r\n\r\n<html><p>Kinh gui"
)


def test_kinds_without_reader_say_what_to_do() -> None:
    """A kind that cannot be read names the way out in both languages."""
    for name, data, todo, todo_vi in (
        (
            "a.pptx",
            b"PK\x03\x04ppt/presentation",
            "print it to PDF",
            "hãy in ra PDF",
        ),
        ("a.rar", b"Rar!\x1a\x07", "pack them as .zip", "nén lại thành .zip"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "pack them as .zip", "nén lại thành .zip"),
        ("a.eml", MAIL, "save the attached document", "hãy mở bằng chương trình thư"),
        (
            "a.zip",
            b"PK\x03\x04",
            "unpack it",
            "tệp nén, chưa đọc được; hãy giải nén rồi đưa các tệp bên trong",
        ),
    ):
        with pytest.raises(UnsupportedFormat) as caught:
            read(SourceFile.of(name, data + b"\0" * 50 * (name != "a.eml")), Config())
        assert todo in str(caught.value)
        assert todo_vi in caught.value.message_vi


def test_empty_and_too_large_files() -> None:
    """Empty and oversized files have codes of their own."""
    with pytest.raises(ReadError) as caught:
        sniff(SourceFile.of("a.docx", b""))
    assert caught.value.code == "empty"
    with pytest.raises(ResourceLimit) as too_large:
        sniff(SourceFile.of("a.txt", b"x" * 11), Limits(file_bytes=10))
    assert too_large.value.code == "too_large"


def test_office_file_with_password() -> None:
    """An encrypted .docx is an OLE file that says so."""
    with pytest.raises(Encrypted):
        sniff(SourceFile.of("a.docx", OLE + "EncryptedPackage".encode("utf-16-le")))
