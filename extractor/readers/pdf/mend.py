"""A PDF whose end is there but of no use, given a new one, so that what is whole can be read.

Only a file that is complete but for damage is mended: one that is simply cut off is to be fetched again.
"""

import re

_TAIL = 2048
"""Bytes at the end in which a PDF says that it ends."""
_BLANK = 1024
"""NUL bytes at the end that a broken download leaves: room was made for what never came."""
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s{1,9}\d{1,5}\s{1,9}obj\b")
_PAGE = re.compile(rb"/Type\s{0,9}/Page(?![a-zA-Z])")
_HEAD = 4096
"""Bytes of an object in which it says that it is a page."""


def mended(data: bytes) -> bytes | None:
    """``data`` with its pages listed anew behind it; None where it is no PDF, is cut off, or has no page."""
    bare = data.rstrip(b"\0")
    is_blank = len(data) - len(bare) >= _BLANK
    has_end = b"%%EOF" in data[-_TAIL:] or b"startxref" in data[-_TAIL:]
    if b"%PDF-" not in data[:1024] or not (is_blank or has_end):
        return None
    objects = list(_OBJECT.finditer(bare))
    pages = [one.group(1) for one in objects if _is_page(bare, one.end())]
    if not pages:
        return None
    tree = max(int(one.group(1)) for one in objects) + 1
    kids = b" ".join(b"%s 0 R" % page for page in dict.fromkeys(pages))
    count = len(dict.fromkeys(pages))
    end = max(bare.rfind(b"endobj") + len(b"endobj"), objects[-1].start())
    return bare[:end] + (
        b"\n%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"trailer\n<< /Root %d 0 R >>\nstartxref\n0\n%%%%EOF\n"
    ) % (tree, count, kids, tree + 1, tree, tree + 1)


def _is_page(data: bytes, start: int) -> bool:
    end = data.find(b"endobj", start, start + _HEAD)
    return bool(_PAGE.search(data, start, end if end >= 0 else start + _HEAD))
