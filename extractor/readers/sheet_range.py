"""How far the cells of a workbook reach, before a library makes room for all between them.

One cell at the far end of a sheet makes the library ask for gigabytes: nothing is kept here but four numbers.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from lxml import etree

from extractor.errors import ResourceLimit
from extractor.model.source import SourceFile
from extractor.readers.limits import Limits
from extractor.text.numerals import grouped

_ROOM = 20
"""Times ``limits.grid_slots`` that the library may make room for: what lies beyond them is cut off later."""
_HEAD = 4096
_REFERENCE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,8})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_VISIBLE = "visible"


class _Reach(NamedTuple):
    """First and last row and column of the cells with content, counted from 1."""

    top: int
    low: int
    left: int
    right: int

    def with_cell(self, row: int, col: int) -> "_Reach":
        return _Reach(min(self.top, row), max(self.low, row), min(self.left, col), max(self.right, col))

    @property
    def slots(self) -> int:
        return (self.low - self.top + 1) * (self.right - self.left + 1)


def check_reach(source: SourceFile, limits: Limits) -> None:
    """Refuses a workbook with a sheet whose cells lie too far apart; hidden sheets do not count.

    Args:
        source: a package that ``check_zip`` has looked through.

    Raises:
        ResourceLimit: more slots than the library can make room for (code ``too_large``).
    """
    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        hidden = _hidden(package)
        for name in package.namelist():
            if name in hidden or not _is_sheet(package, name):
                continue
            with package.open(name) as part:
                reach = _reach(part)
            if reach is not None and reach.slots > _ROOM * limits.grid_slots:
                raise _too_large(source.name, reach)


def _is_sheet(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as part:
        return b"worksheet" in part.read(_HEAD)


def _reach(part: IO[bytes]) -> _Reach | None:
    """How far the cells with content reach; None where there are none."""
    found: _Reach | None = None
    row = col = 0
    for element in _elements(part):
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            row, col = _number(element.get("r"), row + 1), 0
        elif kind == "c":
            row, col = _place(element.get("r"), row, col + 1)
        else:
            here = max(row, 1), max(col, 1)
            found = found.with_cell(*here) if found else _Reach(here[0], here[0], here[1], here[1])
    return found


def _elements(part: IO[bytes]) -> Iterator[Any]:
    """Rows and cells where they begin, values where they end; each is forgotten at once."""
    options = {"recover": True, "resolve_entities": False, "no_network": True, "huge_tree": False}
    tags = [f"{{*}}{name}" for name in ("row", "c", "v", "is")]
    try:
        for event, element in etree.iterparse(part, events=("start", "end"), tag=tags, **options):
            is_value = element.tag.rpartition("}")[2] in {"v", "is"}
            if is_value == (event == "end"):
                yield element
            if event == "end":
                _forget(element)
    except etree.XMLSyntaxError:
        return  # the library says what is wrong with it


def _forget(element: Any) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _place(reference: str | None, row: int, col: int) -> tuple[int, int]:
    """Row and column of a cell by its reference; those given where there is none."""
    found = _REFERENCE.fullmatch(reference or "")
    if found is None:
        return row, col
    across = 0
    for letter in found[1].upper():
        across = across * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), across


def _number(digits: str | None, otherwise: int) -> int:
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise


def _hidden(package: zipfile.ZipFile) -> set[str]:
    """The parts of the sheets that are hidden: their cells are not read."""
    ids = {
        sheet.get(_RELATION)
        for sheet in _all(package, "xl/workbook.xml", "sheet")
        if sheet.get("state", _VISIBLE) != _VISIBLE
    }
    return {
        posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _all(package, "xl/_rels/workbook.xml.rels", "Relationship")
        if relation.get("Id") in ids
    }


def _all(package: zipfile.ZipFile, part: str, tag: str) -> list[Any]:
    if part not in package.namelist():
        return []
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(package.read(part), parser)
    except etree.XMLSyntaxError:
        return []
    return [] if root is None else list(root.iter(f"{{*}}{tag}"))


def _too_large(name: str, reach: _Reach) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: the cells of a sheet lie too far apart (row {reach.low:,}, column {reach.right:,}); delete "
        "the stray cells at its end and save it again",
        message_vi=f"{name}: các ô của một trang tính nằm quá xa nhau (hàng {grouped(reach.low)}, cột "
        f"{grouped(reach.right)}); hãy xóa các ô lạc ở cuối trang rồi lưu lại",
        code="too_large",
    )
