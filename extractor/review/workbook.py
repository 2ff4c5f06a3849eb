"""Reads the cells of a workbook as text, however Excel or LibreOffice saved it."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
from lxml import etree

from extractor.config import Limits
from extractor.errors import ConfigError, ReadError
from extractor.exporters.safe import xml_text
from extractor.model.source import SourceFile
from extractor.readers.zip_check import check_zip

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ESCAPE = regex.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML does not hold, or the ``_`` of words that look like one (ECMA-376, ST_Xstring)."""
Rows = list[list[str]]


def read_workbook(path: Path) -> dict[str, Rows]:
    """The cells of each sheet by its title, rows of text; an empty cell is "".

    Raises:
        ConfigError: it cannot be opened or is no .xlsx workbook.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    try:
        source = SourceFile.of(path.name, data)
        check_zip(source, Limits())
        with zipfile.ZipFile(path) as package:
            shared = list(_shared(package))
            return {title: _rows(package, name, shared) for title, name in _sheets(package)}
    except (ReadError, zipfile.BadZipFile, KeyError, ValueError, IndexError, etree.XMLSyntaxError) as error:
        raise ConfigError(
            f"{path}: is no workbook of kehoach review ({type(error).__name__}); save it as .xlsx",
            message_vi=f"{path}: không đọc được như tệp của kehoach review; hãy lưu lại dạng .xlsx",
        ) from error


def _xml(package: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title of each sheet and the name of its part."""
    links = _xml(package, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target") for link in links}
    for sheet in _xml(package, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(f"{_LINK}id")]
        name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        yield sheet.get("name"), name


def _shared(package: zipfile.ZipFile) -> Iterator[str]:
    if "xl/sharedStrings.xml" in package.namelist():
        for entry in _xml(package, "xl/sharedStrings.xml").iter(f"{_MAIN}si"):
            yield _words(entry)


def _words(entry: Any) -> str:
    """The runs of a string; readings of Asian letters beside them are none of its words."""
    found = (text for text in entry.iter(f"{_MAIN}t") if text.getparent().tag != f"{_MAIN}rPh")
    return _unescaped("".join(text.text or "" for text in found))


def _unescaped(words: str) -> str:
    return xml_text(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), words))


def _rows(package: zipfile.ZipFile, name: str, shared: list[str]) -> Rows:
    rows: Rows = []
    for row in _xml(package, name).iter(f"{_MAIN}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            at = _column(cell.get("r"), len(cells))
            cells += [""] * (at - len(cells))
            cells.append(_value(cell, shared))
        rows.append(cells)
    return rows


def _column(place: str | None, default: int) -> int:
    """Number of a column from 0: ``C7`` is 2."""
    number = 0
    for letter in place or "":
        if letter.isalpha():
            number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1 if place else default


def _value(cell: Any, shared: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _words(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    return shared[int(value)] if kind == "s" and value else value
