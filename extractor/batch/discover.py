"""What the given paths hold: one item a directory entry met, in one order everywhere."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from extractor.batch.labels import Parts, labels
from extractor.batch.reading import starts_with
from extractor.readers.sniff import SUFFIXES

_MEDIA_TYPES = {
    "text": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "image": "image/*",
}
"""Kinds taken up in a folder. A file named on the command line is read whatever its suffix."""

_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
METADATA_NAME = "metadata.csv"
STDIN = "-"
_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


class Item(Struct, frozen=True, kw_only=True):
    """A directory entry. ``code`` says why it is not read; None for a document to read.

    ``file`` is the path under the input with ``/``, undecodable bytes as ``\\xNN``. ``path`` is None for
    the standard input. ``expected``: left out by intent (hidden, lock and system files, metadata, archives
    whose members have records of their own), so that it does not count as skipped under ``--strict``.
    ``members``: the way from the archive at ``path`` to the file inside it, empty for a file of its own.
    """

    file: str
    path: Path | None
    code: str | None = None
    expected: bool = False
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file name without folders."""
        return PurePath(self.file).name if self.path else "stdin"

    @property
    def media_type(self) -> str | None:
        """What the suffix says; None for an unknown one."""
        return media_type(self.file)


def discover(inputs: Sequence[str]) -> tuple[Item, ...]:
    """Everything under ``inputs``, sorted by path; no link is followed, and only a name that says nothing
    about its content is opened: a PDF without suffix is a document.

    Several inputs put their own name before the paths under them; those of one name with so many of the
    folders above them that they differ. No two items have one ``file``.
    """
    items = [Item(file=STDIN, path=None)] if STDIN in inputs else []
    for path, label in _labelled(inputs).items():
        name = "/".join(label)
        if path.is_dir():
            items.extend(_folder(path, f"{name}/" if len(inputs) > 1 else ""))
        else:
            items.append(_named(path, name))
    return told_apart(_once(items))


def told_apart(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items sorted by path, each under a ``file`` of its own: of several, all but one get a number."""
    made = sorted(items, key=_place_of)
    taken = {item.file for item in made}
    if len(taken) == len(made):
        return tuple(made)
    met: set[str] = set()
    for at, item in enumerate(made):
        if item.file in met:
            made[at] = replace(item, file=_numbered(item.file, taken))
            taken.add(made[at].file)
        met.add(made[at].file)
    return tuple(sorted(made, key=_place_of))


def _place_of(item: Item) -> tuple[str, str, tuple[str, ...]]:
    return item.file, str(item.path), item.members


def _numbered(file: str, taken: set[str]) -> str:
    path, n = PurePosixPath(file), 2
    while (name := str(path.with_name(f"{path.stem} ({n}){path.suffix}"))) in taken:
        n += 1
    return name


def _labelled(inputs: Sequence[str]) -> dict[Path, Parts]:
    """Each path given, once however it is spelled, with the parts of the name it goes by."""
    places: dict[Path, Path] = {}
    for given in inputs:
        path = Path(given)
        if given != STDIN:
            places.setdefault(path.resolve() if path.is_dir() else path.parent.resolve() / path.name, path)
    parts = [tuple(map(printable, place.parts[1:])) for place in places]
    return dict(zip(places.values(), labels(parts), strict=True))


def _once(items: Iterable[Item]) -> Iterable[Item]:
    """Without what is met by two inputs, one in the other, under one name; what was named is read."""
    found: dict[tuple[str, str], Item] = {}
    for item in items:
        key = (item.file, os.path.abspath(item.path) if item.path else "")  # noqa: PTH100 - follows no link
        if key not in found or item.code is None:
            found[key] = item
    return found.values()


def printable(name: str) -> str:
    """A file name as valid Unicode: bytes that are no UTF-8 as ``\\xNN``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def media_type(name: str) -> str | None:
    """The media type that a document's suffix says; None for what is no document."""
    return _MEDIA_TYPES.get(SUFFIXES.get(PurePath(name).suffix.lower(), ""))


def metadata_files(inputs: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    """Each ``metadata.csv`` in or beside the inputs with the prefix of the paths it speaks about.

    Those of folders inside a folder come after its own, so that the nearest one wins.
    """
    found: dict[Path, str] = {}
    for item in discover(inputs):
        if item.path is not None and item.path.name == METADATA_NAME and item.path.is_file():
            found[item.path] = item.file.removesuffix(METADATA_NAME)
    named: dict[Path, str] = {}
    for path, label in _labelled(inputs).items():
        beside = path.parent / METADATA_NAME
        if not path.is_dir() and beside.is_file():
            prefix = "".join(f"{part}/" for part in label[:-1])
            named[beside] = min(prefix, named.get(beside, prefix), key=len)
    found = named | found
    return tuple(sorted(((prefix, path) for path, prefix in found.items()), key=_depth))


def _depth(entry: tuple[str, Path]) -> tuple[int, str, str]:
    prefix, path = entry
    return prefix.count("/"), prefix, str(path)


def _named(path: Path, name: str) -> Item:
    code = None
    try:
        mode = path.lstat().st_mode
    except OSError:
        code = "unreadable"
    else:
        code = _code_of_mode(mode)
    return Item(file=name, path=path, code=code)


def _folder(root: Path, prefix: str) -> Iterator[Item]:
    waiting = [(root, prefix)]
    while waiting:
        folder, label = waiting.pop()
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            yield Item(file=label.rstrip("/") or printable(root.name), path=folder, code="unreadable")
            continue
        if not entries and folder != root:
            yield Item(file=label.rstrip("/"), path=folder, expected=True)
        for entry in entries:
            name = label + printable(entry.name)
            if not entry.is_symlink() and entry.is_dir() and not is_hidden(entry.name):
                waiting.append((entry, f"{name}/"))
            else:
                yield _entry(entry, name)


def _entry(path: Path, file: str) -> Item:
    try:
        code = _code_of_mode(path.lstat().st_mode)
    except OSError:
        return Item(file=file, path=path, code="unreadable")
    if is_hidden(path.name) or path.name == METADATA_NAME:
        return Item(file=file, path=path, expected=True)
    if code is None and ((media_type(path.name) is None and not _is_bare_pdf(path)) or _is_no_sheet(path)):
        code = "unsupported_type"
    return Item(file=file, path=path, code=code)


def _is_bare_pdf(path: Path) -> bool:
    """A PDF whose name says no kind: no suffix, or the end of a date or number (``12.2024``).

    The names of documents bear a number or a year; a file without either is somebody's data.
    """
    suffix = path.suffix[1:]
    says_nothing = (not suffix or suffix.isdigit()) and any(map(str.isdigit, path.name))
    return says_nothing and starts_with(path, _PDF)


def _is_no_sheet(path: Path) -> bool:
    """A name in ``.xls`` for data of no known kind: many programs end what they keep for themselves so."""
    return path.suffix.lower() == ".xls" and starts_with(path, _OLE[:4]) and not starts_with(path, _OLE)


def is_hidden(name: str) -> bool:
    """Hidden files, lock files of office programs and files that systems leave about."""
    dotted = name.startswith(".") and not name.startswith("..")
    return dotted or name.startswith("~$") or name.lower() in _SYSTEM_FILES


def _code_of_mode(mode: int) -> str | None:
    if stat.S_ISLNK(mode):
        return "symlink"
    return None if stat.S_ISREG(mode) else "not_regular"
