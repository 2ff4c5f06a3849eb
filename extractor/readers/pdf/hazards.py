"""What a PDF could do to its reader, looked for in its bytes before a library opens it.

Streams are unpacked and counted up to the limit, never kept; what is encrypted or packed otherwise is left
to the limits of the process that reads it.
"""

import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from extractor.errors import DamagedFile, ResourceLimit
from extractor.model.source import SourceFile

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Limits

_HEAD = 8192
"""Bytes before a stream in which its dictionary is looked for."""
_KEPT = 1 << 20
"""Bytes of an unpacked stream that are looked at."""
_CHUNK = 1 << 18
_DEEPEST = 256
"""Brackets within brackets that no maker of documents writes."""
_HUGE = 10
"""Times ``limits.image_pixels`` that a picture may have: it is drawn coarser; beyond, it is not touched."""
_CODES = 1_000_000
"""Codes that a table of characters may name: there are 65,536, and tables repeat some."""
_SIZE = re.compile(rb"/(Width|Height)\s+(\d{1,20})")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s{0,9}<([0-9A-Fa-f]{1,8})>\s{0,9}(?:<[^>]*>|\[[^]]*\])")
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_OBJECT = re.compile(rb"\bobj\b")
_BRACKET = re.compile(rb"<<|>>")
_RUN = re.compile(rb"<<\s{0,4}/\w{1,40}\s{0,4}(?:<<\s{0,4}/\w{1,40}\s{0,4}){255}")
"""Dictionaries that open one in the other."""
_NESTED = (b"[" * _DEEPEST, b"<<" * _DEEPEST)


class Hazards(NamedTuple):
    """What else was learnt: whether anything in the file says that it is a page."""

    names_page: bool


def check(source: SourceFile, limits: "Limits") -> Hazards:
    """Looks through the file.

    Raises:
        ResourceLimit: a stream unpacks beyond ``limits.stream_bytes`` (``inflated_size``), a picture has too
            many pixels (``too_large``), a table of characters too many codes (``resource_limit``).
        DamagedFile: a page is nested without end.
    """
    data = source.data
    names_page = bool(_PAGE.search(data))
    for head, start in _streams(data):
        if b"/Image" in head:
            _check_picture(source.name, head, limits)
            continue
        kept = _unpacked(source.name, data, start, len(_FLATE.findall(head)), limits)
        names_page = names_page or bool(_PAGE.search(kept))
        _check_content(source.name, kept)
    if _is_nested_page(data):
        raise _endless(source.name)
    return Hazards(names_page)


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The dictionary of each stream, as far as it stands close before it, and where its data begin."""
    at = data.find(b"stream")
    while at >= 0:
        if data[max(at - 3, 0) : at] != b"end":
            opened = data.rfind(b" obj", max(at - _HEAD, 0), at)
            start = at + 6
            start += 2 if data[start : start + 2] == b"\r\n" else 1
            if opened >= 0:
                yield data[opened:at], start
        at = data.find(b"stream", at + 6)


def _unpacked(name: str, data: bytes, start: int, layers: int, limits: "Limits") -> bytes:
    """The first bytes of a stream, counted whole through each layer of packing."""
    end = data.find(b"endstream", start)
    packed = data[start : end if end >= 0 else len(data)]
    if not layers:
        return packed[:_KEPT]
    for layer in range(layers):
        is_inner = layer < layers - 1
        kept, size = bytearray(), 0
        inflater = zlib.decompressobj()
        try:
            rest = packed
            while rest and not inflater.eof:
                made = inflater.decompress(rest, _CHUNK)
                rest = inflater.unconsumed_tail
                size += len(made)
                if size > limits.stream_bytes:
                    raise _inflates(name)
                if is_inner or len(kept) < _KEPT:
                    kept += made
        except zlib.error:
            pass
        packed = bytes(kept)
    return packed


def _check_picture(name: str, head: bytes, limits: "Limits") -> None:
    size = {key: int(value) for key, value in _SIZE.findall(head)}
    if size.get(b"Width", 0) * size.get(b"Height", 0) > _HUGE * limits.image_pixels:
        raise ResourceLimit(
            f"{name}: a picture of more than {_HUGE * limits.image_pixels:,} pixels; scan it at 300 dpi or "
            "raise limits.image_pixels",
            message_vi=f"{name}: có ảnh quá lớn; hãy quét ở 300 dpi hoặc nâng "
            "limits.image_pixels trong kehoach.toml",
            code="too_large",
        )


def _check_content(name: str, content: bytes) -> None:
    if any(nested in content for nested in _NESTED):
        raise _endless(name)
    if b"beginbfrange" not in content:
        return
    ranges = (pair for part in _RANGES.findall(content) for pair in _RANGE.findall(part))
    codes = sum(int(high, 16) - int(low, 16) for low, high in ranges)
    if codes > _CODES:
        raise ResourceLimit(
            f"{name}: a font names more characters than there are; save it anew in its own program",
            message_vi=f"{name}: bảng mã của phông chữ dài bất thường; hãy lưu lại bằng chương trình gốc",
        )


def _is_nested_page(data: bytes) -> bool:
    """Whether the dictionary of a page holds dictionaries in dictionaries without end."""
    if not _RUN.search(data):
        return False
    starts = [match.end() for match in _OBJECT.finditer(data)]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        body = data[start:end]
        if _PAGE.search(body, 0, _HEAD) and _depth(body) > _DEEPEST:
            return True
    return False


def _depth(body: bytes) -> int:
    deepest = depth = 0
    for match in _BRACKET.finditer(body):
        depth += 1 if match.group() == b"<<" else -1
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest


def _inflates(name: str) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: a part of the PDF unpacks to too much; save it anew in its own program, or raise "
        "limits.stream_bytes in kehoach.toml if you trust it",
        message_vi=f"{name}: một phần của PDF bung ra quá lớn; hãy lưu lại bằng chương trình gốc, hoặc nâng "
        "limits.stream_bytes trong kehoach.toml nếu tin tệp này",
        code="inflated_size",
    )


def _endless(name: str) -> DamagedFile:
    return DamagedFile(
        f"{name}: the PDF is nested without end; export it again",
        message_vi=f"{name}: cấu trúc PDF lồng nhau bất thường; hãy xuất lại tệp",
    )
