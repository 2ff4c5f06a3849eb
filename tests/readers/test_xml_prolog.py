"""A DTD in a part of a workbook is found wherever it may stand."""

import pytest

from extractor.config import Limits
from extractor.errors import DamagedFile
from extractor.model.source import SourceFile
from extractor.readers.xml_prolog import Prolog
from extractor.readers.zip_check import check_zip
from tests.readers.word_files import zip_of

DTD = "<!DOCTYPE a [<!ENTITY b 'c'>]>"
LONG = f"<!--{'ⴭ㸭- <a> ' * 30_000}-->"
"""Its bytes in UTF-16 look like the end of a comment; none ends here."""


def _found(text: str, encoding: str, size: int) -> bool:
    prolog, data = Prolog(), text.encode(encoding)
    return any(
        not prolog.is_over and prolog.has_dtd(data[at : at + size]) for at in range(0, len(data), size)
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("before", "size"),
    [
        ("", 2),
        ("<?xml version='1.0'?>\n", 7),
        (LONG, 1 << 16),
        ("<!-- -- > <a> --><?a <b> ?>", 3),
        ("<![CDATA[ <!-- ]]>", 5),
        (" x ", 4),
    ],
)
def test_a_dtd_before_the_root_is_found(before: str, size: int, encoding: str) -> None:
    """Behind comments of any length and instructions, in each encoding, however it is cut into chunks."""
    rest = "<a>" + "x" * 9
    assert _found(before + DTD + rest, encoding, size)
    assert not _found(before + rest + DTD, encoding, size)
    assert not _found(f"{before}<!-- {DTD} -->{rest}", encoding, size)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/A.XML", "_rels/.rels"])
def test_a_workbook_with_a_dtd_is_refused(name: str) -> None:
    """Behind 64 KB of comment too, whatever the case of the suffix."""
    with pytest.raises(DamagedFile) as caught:
        check_zip(SourceFile.of("a.xlsx", zip_of({name: LONG + DTD + "<a/>"})), Limits())
    assert caught.value.code == "dtd_forbidden"
    check_zip(SourceFile.of("a.xlsx", zip_of({name: LONG + "<worksheet/>"})), Limits())
