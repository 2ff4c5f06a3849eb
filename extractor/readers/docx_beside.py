"""What a Word file holds beside the text that is read, each said: comments, objects, charts, pictures."""

from lxml import etree

from extractor.errors import ReadError
from extractor.readers.compose import Composer
from extractor.readers.docx_package import Package
from extractor.readers.docx_xml import W, number

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EXTENT = _DRAWING + "extent"
_WIDE, _HIGH = 3_600_000, 2_880_000
"""10 cm × 8 cm in EMU: a picture from which on it may well be a page or a table; logos are smaller."""
_OBJECTS = frozenset({"oleObject", "package", "control"})
_DIAGRAMS = frozenset({"chart", "chartEx", "diagramData"})


def report_beside(package: Package, body: etree._Element | None, composer: Composer) -> None:
    """Issues for all that the file holds beside its text, with counts."""
    parts = [(kind.rsplit("/", 1)[-1], target) for kind, target in package.related(package.document)]
    comments = sum(_comments(package, target) for kind, target in parts if kind == "comments")
    if comments:
        composer.issue("comment_unread", f"{comments} nhận xét không đọc / comments not read")
    objects = sum(kind in _OBJECTS for kind, _ in parts)
    if objects:
        composer.issue(
            "embedded_unread",
            f"{objects} đối tượng nhúng không đọc; hãy lưu ra thành tệp riêng / embedded objects not read; "
            "save them as files of their own",
        )
    diagrams = sum(kind in _DIAGRAMS for kind, _ in parts)
    if diagrams:
        composer.issue(
            "text_box_unread", f"{diagrams} biểu đồ, sơ đồ không đọc / charts and diagrams not read"
        )
    pictures = _large_pictures(body) if body is not None else 0
    if pictures:
        composer.issue(
            "embedded_unread",
            f"{pictures} ảnh lớn có thể chứa chữ không đọc; hãy lưu văn bản dạng PDF / large pictures that "
            "may hold text not read; save the document as PDF",
        )


def _comments(package: Package, part: str) -> int:
    """Comments with words; one for a part that cannot be read, as the document does not hang on it."""
    if not package.has(part):
        return 0
    try:
        comments = list(package.xml(part).iter(W + "comment"))
    except ReadError:
        return 1
    return sum(any((text.text or "").strip() for text in comment.iter(W + "t")) for comment in comments)


def _large_pictures(body: etree._Element) -> int:
    found = 0
    for name in ("inline", "anchor"):
        for drawing in body.iter(_DRAWING + name):
            extent = drawing.find(_EXTENT)
            if extent is None or next(drawing.iter(_PICTURE), None) is None:
                continue
            wide, high = (number(extent.get(side), 0, high=100_000_000) for side in ("cx", "cy"))
            found += wide >= _WIDE and high >= _HIGH
    return found
