"""A zip package before a library opens it: members counted, inflation measured, no DTD in any part."""

import io
import zipfile
from functools import partial

from extractor.errors import DamagedFile, ReadError, ResourceLimit
from extractor.model.source import SourceFile
from extractor.readers.limits import Limits
from extractor.readers.xml_prolog import Prolog
from extractor.readers.zip_open import open_zip, told_as

_CHUNK = 1 << 16
_RATIO_FREE = 10 << 20
"""Bytes below which the ratio is not looked at: repeated markup compresses well."""


def check_zip(source: SourceFile, limits: Limits) -> None:
    """Inflates every member once, within the limits, and throws it away.

    Raises:
        DamagedFile: no complete zip, a member twice (code ``duplicate_members``), a DTD (``dtd_forbidden``).
        ResourceLimit: too many members (``too_many_members``), too much inflated (``inflated_size``).
    """
    file, crowd = io.BytesIO(source.data), partial(_too_many, source.name, limits)
    with told_as(_damaged(source.name)), open_zip(file, limits.zip_members, crowd) as package:
        members = package.infolist()
        _check_names(source.name, members, limits)
        left = limits.inflated_bytes
        for member in members:
            left -= _inflated(source.name, package, member, left, limits)


def _check_names(name: str, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.zip_members:
        raise _too_many(name, limits)
    if len({member.filename for member in members}) < len(members):
        raise DamagedFile(
            f"{name}: the package holds a part twice; save it again",
            message_vi=f"{name}: tệp chứa hai thành phần trùng tên; hãy lưu lại",
            code="duplicate_members",
        )


def _inflated(name: str, package: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """Bytes of a member; raises where they pass what is left or are too dense."""
    size = 0
    prolog = Prolog() if member.filename.lower().endswith((".xml", ".rels")) else None
    with package.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            if prolog and not prolog.is_over and prolog.has_dtd(chunk):
                raise _dtd(name)
            size += len(chunk)
            if size > left or size > max(_RATIO_FREE, member.compress_size * limits.zip_ratio):
                raise ResourceLimit(
                    f"{name}: it unpacks to more than limits.inflated_bytes or limits.zip_ratio allow",
                    message_vi=f"{name}: giải nén ra quá lớn; nếu tin tệp này, hãy nâng "
                    "limits.inflated_bytes, limits.zip_ratio trong kehoach.toml",
                    code="inflated_size",
                )
    return size


def _damaged(name: str) -> DamagedFile:
    return DamagedFile(
        f"{name}: the package is damaged or protected; open it and save it again",
        message_vi=f"{name}: tệp bị hỏng hoặc có mật khẩu; hãy mở ra và lưu lại",
    )


def _too_many(name: str, limits: Limits) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: more than {limits.zip_members} parts; save it again or raise limits.zip_members",
        message_vi=f"{name}: quá {limits.zip_members} thành phần; hãy lưu lại hoặc tăng giới hạn",
        code="too_many_members",
    )


def _dtd(name: str) -> ReadError:
    return DamagedFile(
        f"{name}: a part has a DTD, which no workbook needs; open it in Excel and save it again",
        message_vi=f"{name}: XML trong tệp có DTD, không được phép; hãy mở bằng Excel rồi lưu lại",
        code="dtd_forbidden",
    )
