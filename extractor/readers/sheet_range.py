"""How far the cells of a workbook reach and how deep its sheets nest, before a library makes room for them.

One cell at the far end of a sheet makes the library ask for gigabytes.
"""

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from extractor.errors import ResourceLimit
from extractor.model.source import SourceFile
from extractor.readers.limits import Limits
from extractor.readers.sheet_walk import Reach, Walk
from extractor.text.numerals import grouped

_ROOM = 20
"""Times ``limits.grid_slots`` that the library may make room for: what lies beyond them is cut off later."""
_HEAD = 4096
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_VISIBLE = "visible"


def check_reach(source: SourceFile, limits: Limits) -> None:
    """Refuses a workbook with a sheet whose cells lie too far apart; hidden sheets do not count.

    Args:
        source: a package that ``check_zip`` has looked through.

    Raises:
        ResourceLimit: more slots than the library can make room for (code ``too_large``), elements nested
            deeper than ``limits.xml_depth``.
    """
    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        hidden = _hidden(package)
        for name in package.namelist():
            if name in hidden or not _is_sheet(package, name):
                continue
            with package.open(name) as part:
                walk = Walk().over(part, limits.xml_depth)
            if walk.deepest > limits.xml_depth:
                raise _too_deep(source.name)
            if walk.reach is not None and walk.reach.slots > _ROOM * limits.grid_slots:
                raise _too_large(source.name, walk.reach)


def _is_sheet(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as part:
        return b"worksheet" in part.read(_HEAD)


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


def _too_deep(name: str) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: elements of a sheet are nested deeper than limits.xml_depth allows; open it in Excel and "
        "save it again",
        message_vi=f"{name}: các phần tử của trang tính lồng nhau sâu hơn limits.xml_depth cho phép; hãy mở "
        "bằng Excel rồi lưu lại",
    )


def _too_large(name: str, reach: Reach) -> ResourceLimit:
    return ResourceLimit(
        f"{name}: the cells of a sheet lie too far apart (row {reach.low:,}, column {reach.right:,}); delete "
        "the stray cells at its end and save it again",
        message_vi=f"{name}: các ô của một trang tính nằm quá xa nhau (hàng {grouped(reach.low)}, cột "
        f"{grouped(reach.right)}); hãy xóa các ô lạc ở cuối trang rồi lưu lại",
        code="too_large",
    )
