"""DOCX in the layout of Nghị định 30/2020/NĐ-CP.

The package is written by hand: python-docx brings 0.8 MB of styles into every file and has no
automatic numbering, which is what these files must show. Tests open the result with python-docx.
"""

import io
import zipfile
from xml.sax.saxutils import escape

from . import docx_package as package
from .draft import Block, Cell, Draft, Header, Paragraph, Part, Row, Signature, Table
from .printed import STATE_LINES, expanded, paragraph_words, place_and_date, recipient_lines

BOLD = {"type", "title", "authority", "enact"}
ITALIC = {"caption", "basis", "end"}
CENTRED = BOLD | {"caption"}
TEXT_WIDTH = 9185  # twentieths of a point: A4 less 30 and 18 mm
LANDSCAPE_WIDTH = 14117


def write_docx(draft: Draft) -> bytes:
    """The bytes of a .docx; the same draft gives the same bytes."""
    body = [_header(draft.header)] if draft.header else []
    for at, part in enumerate(draft.parts):
        last = at == len(draft.parts) - 1
        body += [_block(block, part, at + 1, draft) for block in part.blocks]
        section = package.section(part.landscape, draft.layout.restart_page_numbers)
        body.append(section if last else f"<w:p><w:pPr>{section}</w:pPr></w:p>")
    files = {
        **package.fixed_files(),
        "word/document.xml": package.document("".join(body)),
        "word/numbering.xml": package.numbering(len(draft.parts)),
    }
    return _zipped(files)


def _zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return out.getvalue()


def _run(text: str, *, bold: bool = False, italic: bool = False, half_points: int = 0) -> str:
    marks = "<w:b/>" * bold + "<w:i/>" * italic
    if half_points:
        marks += f'<w:sz w:val="{half_points}"/>'
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def _p(runs: str, align: str, numbering: str = "", indent: str = "") -> str:
    return f'<w:p><w:pPr>{numbering}{indent}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def _block(block: Block, part: Part, number: int, draft: Draft) -> str:
    if isinstance(block, Table):
        return _table(block, LANDSCAPE_WIDTH if part.landscape else TEXT_WIDTH)
    if isinstance(block, Signature):
        return _signature(block)
    return _paragraph(block, number if draft.layout.auto_numbering else None)


def _paragraph(block: Paragraph, list_id: int | None) -> str:
    """A paragraph; with a list id, labels of the numbered levels come from numbering.xml."""
    bold = block.style in BOLD or block.style.startswith("heading")
    italic = block.style in ITALIC
    align = "center" if block.style in CENTRED else "both"
    indent = "" if block.style in CENTRED else '<w:ind w:firstLine="567"/>'
    shape = _shape(block) if list_id is not None else None
    level = package.LEVEL_OF_SHAPE[shape] if shape else None
    if level is not None:
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
        return _p(_run(block.text, bold=bold, italic=italic), align, numbering)
    if block.label and block.label.startswith("Điều"):
        return _p(_run(f"{block.label} ", bold=True) + _run(block.text), align, indent=indent)
    return _p(_run(paragraph_words(block), bold=bold, italic=italic), align, indent=indent)


def _shape(block: Paragraph) -> str | None:
    """Which level of the list the label belongs to; None for labels Word would not count."""
    label = block.section.label if block.section else None
    if label is None or label.startswith("Điều"):
        return "bullet" if block.label == "-" else None
    if "." in label:
        return "decimal"
    if label.isdigit():
        return "arabic"
    return "roman" if label.isupper() else "letter"


def _pair(rows: list[tuple[str, str]], widths: tuple[int, int]) -> str:
    """A border-less table of two columns, as offices set the header and the signature."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        "<w:tr>" + "".join(_tc(cell, width) for cell, width in zip(row, widths, strict=True)) + "</w:tr>"
        for row in rows
    )
    layout = '<w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"


def _tc(content: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _header(header: Header) -> str:
    issuer = "".join(
        _p(_run(line, bold=line == header.issuer_lines[-1]), "center") for line in header.issuer_lines
    )
    state = "".join(_p(_run(line, bold=True, half_points=25), "center") for line in STATE_LINES)
    number = _p(_run(f"Số: {header.number}"), "center")
    place = _p(_run(place_and_date(header), italic=True), "center")
    return _pair([(issuer, state), (number, place)], (3400, 5785))


def _signature(block: Signature) -> str:
    left = _p(_run("Nơi nhận:", bold=True, italic=True, half_points=24), "left")
    left += "".join(_p(_run(line, half_points=22), "left") for line in recipient_lines(block.recipients))
    right = "".join(_p(_run(line, bold=True), "center") for line in block.capacity)
    if block.name:
        right += "<w:p/><w:p/><w:p/>" + _p(_run(block.name, bold=True), "center")
    return _pair([(left, right)], (4500, 4685))


def _table(table: Table, width: int) -> str:
    widths = [round(share * width) for share in table.widths]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    laid = expanded(table)
    rows = "".join(_row(table, widths, laid, at) for at in range(len(laid)))
    properties = f'{package.borders(table.rules)}<w:tblLayout w:type="fixed"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{properties}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"
    )


def _row(table: Table, widths: list[int], laid: list[tuple[Row, list[Cell]]], at: int) -> str:
    """One w:tr: column spans as gridSpan, row spans as vMerge over the rows they cover."""
    row, cells = laid[at]
    above = laid[at - 1][1] if at else []
    own = list(row.cells)
    written, column = [], 0
    while column < len(cells):
        cell = cells[column]
        opens = bool(own) and cell is own[0]
        if opens:
            own.pop(0)
        continues = not opens and bool(above) and above[column] is cell
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = '<w:vMerge w:val="restart"/>' if opens and cell.rowspan > 1 else "<w:vMerge/>" * continues
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>' * (
            table.shaded and row.kind == "header"
        )
        words = "" if continues else cell.text
        content = _p(_run(words, bold=cell.bold, half_points=24), "center" if cell.center else "left")
        width = sum(widths[column : column + cell.colspan])
        written.append(_tc(content, width, span + merge + shade))
        column += cell.colspan
    marks = "" if table.split_rows else "<w:cantSplit/>"
    marks += "<w:tblHeader/>" * (table.repeat_header and row.kind in ("header", "numbers"))
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(written)}</w:tr>"
