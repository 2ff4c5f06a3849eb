"""Old workbooks whose tables of sectors are damaged end with one clear error, before a library follows them."""

import struct

import pytest

from extractor.config import Config
from extractor.errors import DamagedFile
from extractor.model.source import SourceFile
from extractor.readers.compound import check_compound
from extractor.readers.sheet import read_xls

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def compound(table: list[int], *, sectors: int = 4, first: int = 0, further: int = END) -> SourceFile:
    """A compound file whose sector ``first`` holds ``table``, padded with free sectors."""
    head = bytearray(bytes.fromhex("d0cf11e0a1b11ae1").ljust(SECTOR, b"\0"))
    struct.pack_into("<HHHHH", head, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", head, 40, 0, 1, 1, 0, 4096, END, 0, further, 0)
    struct.pack_into("<109I", head, 76, first, *[FREE] * 108)
    followers = table + [FREE] * (SECTOR // 4 - len(table))
    return SourceFile.of(
        "a.xls", bytes(head) + struct.pack("<128I", *followers) + bytes(SECTOR * (sectors - 1))
    )


def test_chains_that_end_are_left_to_the_library() -> None:
    """One chain over two sectors, and one alone."""
    check_compound(compound([END, 2, END, END]))


@pytest.mark.parametrize(
    "table",
    [[0], [END, 1], [END, 2, 1], [END, 2, 3, 1], [END, 3, 3, 2]],
    ids=["own", "one", "two", "three", "tail"],
)
def test_a_chain_that_leads_back_is_damage(table: list[int]) -> None:
    """A library would follow it until memory is full."""
    with pytest.raises(DamagedFile, match=r"a\.xls"):
        read_xls(compound(table), Config())


@pytest.mark.parametrize(
    "source",
    [
        compound([END], first=9),
        compound([END], first=FREE),
        compound([END], further=7),
        compound([END] * 127 + [0], further=0),
        SourceFile.of("a.xls", compound([END]).data[:512]),
        SourceFile.of("a.xls", compound([END]).data[:40]),
    ],
    ids=["outside", "none", "further-outside", "further-endless", "head-only", "no-head"],
)
def test_a_table_that_is_not_there_is_damage(source: SourceFile) -> None:
    """Cut off, or named where the file has no sector."""
    with pytest.raises(DamagedFile, match=r"a\.xls"):
        read_xls(source, Config())
