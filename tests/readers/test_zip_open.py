"""Packages of Word and Excel whose zip data is broken are damaged files, whatever the library makes of them."""

from collections.abc import Callable

import pytest

from extractor.errors import DamagedFile
from extractor.model.document import Document
from tests.readers.test_sheet_beside import workbook
from tests.readers.word_files import paragraph, word_file


def as_lzma(data: bytes) -> bytes:
    """A package all of whose parts say that they are packed by LZMA, which they are not."""
    made = bytearray(data)
    for mark, behind in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = made.find(mark)
        while at >= 0:
            made[at + behind : at + behind + 2] = b"\x0e\0"
            at = made.find(mark, at + 4)
    return bytes(made)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_parts_packed_in_a_broken_way_are_damage(name: str, document_of: Callable[..., Document]) -> None:
    """Whatever the standard library raises on them."""
    data = word_file(paragraph("KẾ HOẠCH")) if name == "a.docx" else workbook({})
    with pytest.raises(DamagedFile):
        document_of(as_lzma(data), name)
