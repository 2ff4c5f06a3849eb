"""Compound files (.xls): a look at their tables of sectors before a library follows them.

Source: [MS-CFB] §2.1–2.5. A file is a row of sectors; the table of sectors (FAT) names the one that follows
each. A damaged table can lead back to where it was, and a library that follows it takes memory without end.
"""

import struct

from extractor.errors import DamagedFile
from extractor.model.source import SourceFile

_HEAD = 512
"""Bytes of the header; with larger sectors it fills the first of them."""
_LEAST = 0xFFFFFFFA
"""Numbers from here on are marks (no further sector, free), no sectors."""
_SHIFTS = (9, 12)
"""Sectors hold 512 or 4,096 bytes."""


def check_compound(source: SourceFile) -> None:
    """Looks whether every chain of sectors ends.

    Raises:
        DamagedFile: a chain leads back to itself, or a table of sectors stands outside the file.
    """
    data = source.data
    shift = struct.unpack_from("<H", data, 30)[0] if len(data) > _HEAD else 0
    table = _table(data, 1 << shift) if shift in _SHIFTS else None
    if table is None or _turns_back(table):
        raise DamagedFile(
            f"{source.name}: not a readable workbook (cut off or damaged); open it in Excel and save it "
            "again",
            message_vi=f"{source.name}: không phải bảng tính đọc được (bị cắt hoặc hỏng); hãy mở bằng Excel "
            "rồi lưu lại",
        )


def _table(data: bytes, size: int) -> list[int] | None:
    """Which sector follows each; None where a part of the table is not in the file."""
    count = (len(data) - 1) // size
    parts = list(struct.unpack_from("<109I", data, 76))
    further = struct.unpack_from("<I", data, 68)[0]
    for _ in range(count):
        if further >= _LEAST:
            break
        if further >= count:
            return None
        *more, further = _sector(data, size, further)
        parts += more
    parts = [part for part in parts if part < _LEAST]
    if further < _LEAST or not parts or max(parts) >= count:
        return None
    return [follower for part in parts for follower in _sector(data, size, part)]


def _sector(data: bytes, size: int, number: int) -> tuple[int, ...]:
    words = data[size * (number + 1) : size * (number + 2)]
    return struct.unpack(f"<{len(words) // 4}I", words[: len(words) // 4 * 4])


def _turns_back(table: list[int]) -> bool:
    """Whether a chain meets itself; one that meets another that ended is left to the library."""
    met = [0] * len(table)
    for start in range(len(table)):
        at = start
        while at < len(table) and not met[at]:
            met[at] = start + 1
            at = table[at]
        if at < len(table) and met[at] == start + 1:
            return True
    return False
