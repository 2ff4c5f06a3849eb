"""How far the cells of a workbook reach and how deep its sheets nest, before a library makes room for them.

One cell at the far end of a sheet makes the library ask for gigabytes.
"""

import io
import posixpath
import zipfile
from typing import Any, NamedTuple

from lxml import etree

from extractor.errors import ResourceLimit
from extractor.model.source import SourceFile
from extractor.readers.limits import Limits
from extractor.readers.sheet_walk import Reach, Walk
from extractor.text.numerals import grouped

_ROOM = 20
"""Times ``limits.grid_slots`` that the library may make room for: what lies beyond them is cut off later."""
_HEAD = 4096
_RELATIONS = tuple(
    f"{{http://{host}}}id"
    for host in (
        "schemas.openxmlformats.org/officeDocument/2006/relationships",
        "purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
"""The reference of a sheet to its part, as Excel writes it and as "Strict Open XML" does."""
_VISIBLE = "visible"


class Sheet(NamedTuple):
    """A visible sheet and what was met on the walk over it."""

    name: str
    walk: Walk


def check_reach(source: SourceFile, limits: Limits) -> tuple[Sheet, ...]:
    """Refuses a workbook with a sheet whose cells lie too far apart; hidden sheets do not count.

    Args:
        source: a package that ``check_zip`` has looked through.

    Returns:
        The visible sheets that the workbook names, in its order.

    Raises:
        ResourceLimit: more slots than the library can make room for (code ``too_large``), elements nested
            deeper than ``limits.xml_depth``.
    """
    walks: dict[str, Walk] = {}
    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        named = _named(package)
        for part in package.namelist():
            if named.get(part, "") is None or not _is_sheet(package, part):
                continue
            with package.open(part) as stream:
                walks[part] = walk = Walk().over(stream, limits.xml_depth)
            if walk.deepest > limits.xml_depth:
                raise _too_deep(source.name)
            if walk.reach is not None and walk.reach.slots > _ROOM * limits.grid_slots:
                raise _too_large(source.name, walk.reach)
    return tuple(Sheet(name, walks[part]) for part, name in named.items() if name and part in walks)


def _is_sheet(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as part:
        return b"worksheet" in part.read(_HEAD)


def _named(package: zipfile.ZipFile) -> dict[str, str | None]:
    """The part of each sheet and its name; None for those that are hidden: their cells are not read."""
    parts = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _all(package, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    named: dict[str, str | None] = {}
    for sheet in _all(package, "xl/workbook.xml", "sheet"):
        part = parts.get(next(filter(None, map(sheet.get, _RELATIONS)), None))
        if part is not None:
            is_visible = sheet.get("state", _VISIBLE) == _VISIBLE
            named[part] = sheet.get("name", "?") if is_visible else None
    return named


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
