"""What a result depends on besides the document: this program, and the tools of others that read it."""

import shutil
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractor
from extractor.config import Config
from extractor.errors import MissingTool
from extractor.readers.ocr.engine import DATA, data_folder
from extractor.readers.office import find_program

_LIBRARIES = ("lxml", "msgspec", "regex")
"""Of all documents; those of one kind of reader stand with the tools."""
_OWN = {".py", ".toml", ".csv", ".txt", ".json"}
_TOOLS_OF = {
    "pdf": ("pdfium", "tesseract"),
    "image": ("tesseract",),
    "doc": ("libreoffice",),
    "rtf": ("libreoffice",),
    "odt": ("libreoffice",),
    "xls": ("calamine",),
    "xlsx": ("calamine",),
}
"""Reader → tools that decide what it finds; none for the others."""
_ABSENT = "-"


@cache
def program() -> str:
    """Hash of this package, code and rules, and of the libraries that read every document."""
    root = Path(extractor.__file__).parent
    made = sha256(repr((sys.version_info[:2], _versions(_LIBRARIES))).encode())
    for path in sorted(path for path in root.rglob("*") if path.suffix in _OWN):
        made.update(path.relative_to(root).as_posix().encode() + b"\0")
        made.update(sha256(path.read_bytes()).digest())
    return made.hexdigest()


def tools(config: Config) -> dict[str, str]:
    """Version of each tool that ``config`` leads to; ``-`` for one that is not installed."""
    return {
        "pdfium": _versions(("pypdfium2", "asn1crypto")),
        "tesseract": _versions(("tesserocr", "opencv-python-headless", "numpy", "pillow"))
        + _recognition_data(config.ocr.tessdata or None),
        "libreoffice": _office(config.tools.libreoffice),
        "calamine": _versions(("python-calamine",)),
    }


def tools_of(reader: str, found: dict[str, str]) -> dict[str, str]:
    """Those of ``found`` that decide what ``reader`` finds; all where none is known."""
    return found if not reader else {name: found[name] for name in _TOOLS_OF.get(reader, ())}


def _versions(names: Iterable[str]) -> str:
    return " ".join(f"{name}={_version(name)}" for name in names)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _ABSENT


def _recognition_data(folder: str | None) -> str:
    try:
        return " data=" + sha256((data_folder(folder) / DATA).read_bytes()).hexdigest()
    except (MissingTool, OSError):
        return f" data={_ABSENT}"


def _office(configured: str) -> str:
    """The file that names LibreOffice's build, beside the program; else the program's size and time."""
    try:
        path = Path(shutil.which(find_program(configured)) or _ABSENT).resolve(strict=True)
        named = path.with_name("versionrc")
        if named.is_file():
            return sha256(named.read_bytes()).hexdigest()
        found = path.stat()
    except (MissingTool, OSError):
        return _ABSENT
    return f"{found.st_size} {found.st_mtime_ns}"
