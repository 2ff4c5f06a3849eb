"""Archives (.zip) as folders: their members listed and read under the limits, archives inside them once.

A member's name is only ever shown or looked up, never used as a path: nothing is unpacked to disk.
"""

import io
import stat
import weakref
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from struct import unpack_from
from typing import IO

from msgspec import Struct

from extractor.batch.discover import METADATA_NAME, Item, is_hidden, media_type, told_apart
from extractor.batch.reading import not_a_file, open_input, starts_with, too_large
from extractor.config import Limits
from extractor.errors import DamagedFile, Encrypted, ExtractorError, ReadError, ResourceLimit
from extractor.readers.sniff import is_plain_archive
from extractor.readers.zip_open import open_zip, told_as
from extractor.text.composed import normalize

SUFFIX = ".zip"
_DEEPEST = 2
"""An archive and the archives in it; what lies deeper is reported."""
_ZIP = b"PK\x03\x04"
_CHUNK = 1 << 16
_RATIO_FREE = 10 << 20
"""Bytes below which the ratio is not looked at."""
_UTF8, _PROTECTED = 0x800, 0x1
_UNICODE_PATH = 0x7075


class _Member(Struct, frozen=True):
    """One file of an archive: its key there, its name as valid text with ``/``."""

    key: str
    name: str
    is_link: bool


def unpacked(items: Sequence[Item], limits: Limits) -> tuple[Item, ...]:
    """``items`` with the members of each archive behind it, sorted by path.

    The archive keeps a record of its own: of what is wrong with it, else as left out by intent. A path that
    leads into an archive is the member there.
    """
    found: dict[Item, None] = {}
    for given in items:
        item = _named_member(given, limits)
        found.update(dict.fromkeys(_opened(item, limits) if _is_candidate(item) else [item]))
    return told_apart(list(found))


def _named_member(item: Item, limits: Limits) -> Item:
    if item.code != "unreadable" or item.path is None:
        return item
    try:
        return member_of(item.path, limits) or item
    except (ReadError, OSError):
        return item


def member_of(path: Path, limits: Limits) -> Item | None:
    """The document that ``path`` names: ``archive.zip/member``, or the only one of an archive.

    None where no archive stands at ``path`` or above it.

    Raises:
        ReadError: the archive is damaged, holds no such member, or several documents.
    """
    archive = next((one for one in (path, *path.parents) if one.is_file()), None)
    if archive is None:
        return None
    item = Item(file=archive.name, path=archive)
    if not _is_candidate(item):
        return None
    wanted = normalize(path.as_posix()[len(archive.as_posix()) - len(archive.name) :])
    if _members(item, limits) is None:
        return None
    inside = told_apart(_opened(item, limits))
    documents = [one for one in inside if one.code is None and not one.expected]
    named = [one for one in inside if one.file == wanted] if wanted != archive.name else documents
    if len(named) != 1:
        raise _no_such(wanted, documents)
    return named[0]


def read_member(item: Item, limits: Limits) -> bytes:
    """The bytes of a member, counted while they are inflated.

    Raises:
        Encrypted, DamagedFile: a password is needed; the data is broken.
        ResourceLimit: too large (``too_large``) or too dense (``inflated_size``).
        ReadError: nothing in it (``empty``).
    """
    *outer, key = item.members
    with _archive(item.path, tuple(outer), limits) as archive:
        data = _inflated(archive, key, item.name, limits)
    if not data:
        raise ReadError(
            f"{item.name}: the file is empty; download or save it again",
            message_vi=f"{item.name}: tệp rỗng; hãy tải hoặc lưu lại tệp",
            code="empty",
        )
    return data


def check_archive(item: Item, limits: Limits) -> None:
    """Raises what is wrong with the archive ``item``, whose code says that it could not be listed."""
    _members(item, limits)


def is_archive(item: Item) -> bool:
    """Whether the name of the item is that of an archive."""
    return PurePosixPath(item.file).suffix.lower() == SUFFIX


def _is_candidate(item: Item) -> bool:
    """Whether to look into the item: a .zip, or anything that a user names and that begins like one."""
    if item.path is None or item.expected or item.code not in (None, "unsupported_type"):
        return False
    is_named = item.code is None and not item.members and media_type(item.file) is None
    return is_archive(item) or (is_named and starts_with(item.path, _ZIP))


def _opened(item: Item, limits: Limits) -> Iterator[Item]:
    """The item and its members; the item alone where it is a document and no archive, or cannot be listed."""
    try:
        members = _members(item, limits)
    except ExtractorError as error:
        yield _with(item, code=error.code, expected=False)
        return
    if members is None:
        yield _with(item, code=None if is_archive(item) else item.code)
        return
    yield _with(item, code=None, expected=True)
    for member in members:
        inner = _member_item(item, member)
        if _is_candidate(inner) and len(inner.members) < _DEEPEST:
            yield from _opened(inner, limits)
        elif is_archive(inner):
            yield _with(inner, code="unsupported_type")
        else:
            yield inner


def _with(item: Item, *, code: str | None, expected: bool = False) -> Item:
    return Item(file=item.file, path=item.path, code=code, expected=expected, members=item.members)


def _member_item(archive: Item, member: _Member) -> Item:
    file, code = f"{archive.file}/{member.name}", None
    parts = PurePosixPath(member.name).parts
    expected = any(is_hidden(part) for part in parts) or parts[0] == "__MACOSX"
    if member.is_link and not expected:
        code = "symlink"
    elif media_type(file) is None and not file.lower().endswith(SUFFIX) and not expected:
        code = "unsupported_type"
    if PurePosixPath(member.name).name == METADATA_NAME and not expected:
        code = "unsupported_type"
    members = (*archive.members, member.key)
    return Item(file=file, path=archive.path, code=code, expected=expected, members=members)


def _members(item: Item, limits: Limits) -> list[_Member] | None:
    """The files of an archive by name; None where its content is no archive but a document.

    Raises:
        DamagedFile, ResourceLimit, ReadError: it cannot be listed, is too large, or holds nothing.
    """
    with _archive(item.path, item.members, limits) as archive:
        infos = archive.infolist()
        if not is_plain_archive([info.filename for info in infos]):
            return None
        files = [info for info in infos if not info.is_dir()]
        _check(item.name, files, limits)
        return sorted(map(_member, files), key=lambda member: (member.name, member.key))


def _check(name: str, files: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if not files:
        raise ReadError(
            f"{name}: the archive holds no file; pack it again",
            message_vi=f"{name}: tệp nén không chứa tệp nào; hãy nén lại",
            code="empty",
        )
    if len(files) > limits.zip_members:
        raise _too_many(name, limits)
    if len({info.filename for info in files}) < len(files):
        raise DamagedFile(
            f"{name}: the archive holds two files of one name; unpack it and give the files",
            message_vi=f"{name}: tệp nén chứa hai tệp trùng tên; hãy giải nén rồi đưa các tệp bên trong",
            code="duplicate_members",
        )
    # No member gives more than its directory says: what goes beyond is a checksum error.
    if sum(info.file_size for info in files) > limits.inflated_bytes:
        raise _inflates(name)


def _member(info: zipfile.ZipInfo) -> _Member:
    """A member under a name that leads nowhere: no root, no drive, no step up."""
    name = normalize(_name(info)).partition("\0")[0].replace("\\", "/")
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    mode = info.external_attr >> 16
    return _Member(info.filename, "/".join(parts) or "_", is_link=stat.S_ISLNK(mode))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: many write UTF-8 without saying so, or beside the name in a field."""
    if info.flag_bits & _UTF8:
        return info.filename
    extra, at = info.extra, 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


@contextmanager
def _archive(path: Path | None, inside: tuple[str, ...], limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive at ``path``, or the one inside it whose members lead there.

    Raises:
        DamagedFile: for whatever the standard library makes of it, here and in the block.
        ResourceLimit: memory does not suffice for it.
    """
    name = inside[-1] if inside else (path.name if path else "stdin")
    if path is None:
        raise not_a_file("not_regular", name)
    try:
        with told_as(_damaged(name)):
            yield _kept(path, inside, limits, _stamp(path))
    except MemoryError as error:
        raise _no_memory(name) from error


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when another file takes the place of the one at ``path``."""
    with suppress(OSError):
        found = path.lstat()
        return found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev
    return ()


@lru_cache(maxsize=_DEEPEST)
def _kept(path: Path, inside: tuple[str, ...], limits: Limits, _: tuple[int, ...]) -> zipfile.ZipFile:
    """An open archive: the last ones are kept, as members are read in a row and a directory may be long.

    Its file is closed with the last who uses it.
    """
    name, most = inside[-1] if inside else path.name, 2 * limits.zip_members  # folders count here too
    with ExitStack() as stack:
        if inside:
            with _archive(path, inside[:-1], limits) as outer:
                file: IO[bytes] = io.BytesIO(_inflated(outer, name, name, limits))
        else:
            file = stack.enter_context(open_input(path, limits.file_bytes, name))
        archive = open_zip(file, most, lambda: _too_many(name, limits))
        weakref.finalize(archive, stack.pop_all().close)
    return archive


def let_go() -> None:
    """Closes the archives that were read last."""
    _kept.cache_clear()


def _inflated(archive: zipfile.ZipFile, key: str, name: str, limits: Limits) -> bytes:
    info = archive.getinfo(key)
    if info.flag_bits & _PROTECTED:
        raise Encrypted(
            f"{name}: the archive asks for a password; unpack it and give the files inside",
            message_vi=f"{name}: tệp nén có mật khẩu; hãy giải nén rồi đưa các tệp bên trong",
        )
    made = bytearray()
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            made += chunk
            if len(made) > limits.file_bytes:
                raise too_large(name, limits.file_bytes)
            if len(made) > max(_RATIO_FREE, info.compress_size * limits.zip_ratio):
                raise _inflates(name)
    return bytes(made)


def _damaged(name: str) -> DamagedFile:
    return DamagedFile(
        f"{name}: the archive is damaged or no .zip; download it again or unpack it yourself",
        message_vi=f"{name}: tệp nén bị hỏng hoặc không phải .zip; hãy tải lại hoặc tự giải nén",
    )


def _no_memory(name: str) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: unpacking it needs more memory than there is; unpack it yourself",
        message_vi=f"{name}: không đủ bộ nhớ để giải nén; hãy tự giải nén",
    )


def _too_many(name: str, limits: Limits) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: more than {limits.zip_members} files; unpack it, or raise limits.zip_members",
        message_vi=f"{name}: quá {limits.zip_members} tệp; hãy giải nén, hoặc nâng limits.zip_members",
        code="too_many_members",
    )


def _inflates(name: str) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: it unpacks to more than limits.inflated_bytes or limits.zip_ratio allow; unpack it "
        "yourself if you trust it",
        message_vi=f"{name}: giải nén vượt giới hạn (limits.inflated_bytes, limits.zip_ratio); nếu tin tệp "
        "này, hãy tự giải nén",
        code="inflated_size",
    )


def _no_such(wanted: str, documents: Sequence[Item]) -> ReadError:
    names = ", ".join(f"“{one.file}”" for one in documents[:5]) + (" …" if len(documents) > 5 else "")
    return ReadError(
        f"{wanted}: name one document of the archive, of {len(documents)}: {names}",
        message_vi=f"{wanted}: hãy nêu một văn bản trong tệp nén, có {len(documents)}: {names}",
    )
