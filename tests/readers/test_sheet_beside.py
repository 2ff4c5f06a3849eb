"""What a workbook holds beside its cells is said."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from extractor.config import Config
from extractor.errors import DamagedFile
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.sheet import read_xls
from tests.readers.pdf_pages import codes

pytest.importorskip("python_calamine")


def workbook(extra: dict[str, str]) -> bytes:
    """A small table whose first cell bears a comment, with further parts in its package."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("STT", "Nội dung", "Đơn vị"), (1, "Trồng cây", "Sở Xây dựng")):
        sheet.append(row)
    sheet["A1"].comment = Comment("xem lại", "a")
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a") as package:
        for name, content in extra.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_a_workbook_that_its_library_gives_up_on_is_damaged() -> None:
    """The head of an .xls file whose table of sectors is cut off: an error in our words, no panic."""
    head = bytearray(bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\xff"))
    struct.pack_into("<HHHHH", head, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<10I", head, 40, 0, 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    with pytest.raises(DamagedFile, match=r"a\.xls"):
        read_xls(SourceFile.of("a.xls", bytes(head)), Config())


def test_comments_drawings_and_objects(document_of: Callable[..., Document]) -> None:
    """Comments, drawings with words and embedded objects each give an issue; drawings without words none."""
    assert codes(document_of(workbook({}), "a.xlsx")) == ["comment_unread"]
    parts = {
        "xl/drawings/drawing1.xml": "<xdr:wsDr><a:t>Ghi chú</a:t></xdr:wsDr>",
        "xl/drawings/drawing2.xml": "<xdr:wsDr/>",
        "xl/embeddings/oleObject1.bin": "x",
    }
    document = document_of(workbook(parts), "a.xlsx")
    assert sorted(codes(document)) == ["comment_unread", "embedded_unread", "text_box_unread"]
    assert all(issue.message.startswith("1 ") for issue in document.issues)
