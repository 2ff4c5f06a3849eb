"""HTML as portals publish it: a border-less table for the header, `<p>` for the body, a table of tasks."""

from html import escape

from .draft import Block, Cell, Draft, Header, Paragraph, Row, Signature, Table
from .printed import STATE_LINES, paragraph_words, place_and_date, recipient_lines

BOLD = {"type", "title", "authority", "enact"}
ITALIC = {"caption", "basis", "end"}
CENTRED = BOLD | {"caption"}


def write_html(draft: Draft) -> str:
    """A page in one of three forms: portal (p, br), word (spans, style attributes), site (div, thead, th)."""
    form = draft.layout.html_form
    blocks = [_header(draft.header)] if draft.header else []
    for part in draft.parts:
        blocks += [_block(block, form) for block in part.blocks]
    title = escape(f"{draft.metadata['number'] or 'Kế hoạch'} {draft.parts[0].title}")
    body = "\n".join(blocks)
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">\n'
        f"<title>{title}</title>\n</head><body>\n"
        '<div class="menu"><a href="#">Trang chủ</a> <a href="#">Văn bản</a></div>\n'
        f'<div class="content1">\n{body}\n</div>\n</body></html>\n'
    )


def _header(header: Header) -> str:
    issuer = "<br>".join(f"<b>{escape(line)}</b>" for line in header.issuer_lines)
    state = "<br>".join(f"<b>{line}</b>" for line in STATE_LINES)
    return (
        '<table border="0" cellpadding="0" cellspacing="0" width="100%">\n'
        f'<tr><td width="38%" valign="top"><p align="center">{issuer}<br>-------</p></td>\n'
        f'<td width="62%" valign="top"><p align="center">{state}<br>---------------</p></td></tr>\n'
        f'<tr><td><p align="center">Số: {escape(header.number)}</p></td>\n'
        f'<td><p align="right"><i>{escape(place_and_date(header))}</i></p></td></tr>\n</table>'
    )


def _block(block: Block, form: str) -> str:
    if isinstance(block, Table):
        return _table(block, form)
    if isinstance(block, Signature):
        return _signature(block)
    return _paragraph(block, form)


def _paragraph(block: Paragraph, form: str) -> str:
    words = escape(paragraph_words(block))
    if block.style in BOLD or block.style.startswith("heading"):
        words = f"<b>{words}</b>"
    elif block.style in ITALIC:
        words = f"<i>{words}</i>"
    elif block.label and block.label.startswith("Điều"):
        words = f"<b>{escape(block.label)}</b> {escape(block.text)}"
    centred = block.style in CENTRED
    if form == "site":
        return f'<div class="{"vb-giua" if centred else "vb-doan"}">{words}</div>'
    if form == "word":
        align = "center" if centred else "justify"
        span = f'<span style="font-size:13.0pt">{words}</span>'
        return f'<p class="MsoNormal" style="text-align:{align}">{span}</p>'
    return f'<p align="center">{words}</p>' if centred else f"<p>{words}</p>"


def _signature(block: Signature) -> str:
    left = "<br>\n".join(escape(line) for line in recipient_lines(block.recipients))
    right = [f"<b>{escape(line)}</b>" for line in block.capacity]
    if block.name:
        right += ["", "", "", f"<b>{escape(block.name)}</b>"]
    return (
        '<table border="0" cellpadding="0" cellspacing="0" width="100%">\n'
        f'<tr><td width="50%" valign="top"><p><b><i>Nơi nhận:</i></b><br>\n{left}</p></td>\n'
        f'<td width="50%" valign="top"><p align="center">{"<br>".join(right)}</p></td></tr>\n</table>'
    )


def _table(table: Table, form: str) -> str:
    border = 0 if table.rules == "none" else 1
    tag = f'<table border="{border}" cellpadding="0" cellspacing="0" width="100%">'
    if form == "word":
        tag = f'<table class="MsoTableGrid" border="{border}" style="border-collapse:collapse">'
    head = [row for row in table.rows if row.kind == "header"] if form == "site" else []
    body = table.rows[len(head) :]
    rows = "".join(_row(row, table, "td") for row in body)
    if form == "portal":
        return f"{tag}\n{rows}</table>"
    thead = f"<thead>\n{''.join(_row(row, table, 'th') for row in head)}</thead>\n" if head else ""
    return f"{tag}\n{thead}<tbody>\n{rows}</tbody></table>"


def _row(row: Row, table: Table, tag: str) -> str:
    colour = ' bgcolor="#d9e2f3"' if table.shaded and row.kind == "header" else ""
    return f"<tr{colour}>\n" + "".join(_cell(cell, tag) for cell in row.cells) + "</tr>\n"


def _cell(cell: Cell, tag: str) -> str:
    spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
    covered = "".join(f' {name}="{value}"' for name, value in spans if value > 1)
    words = escape(cell.text).replace("\n", "<br>")
    if tag == "th":
        return f"<th{covered}>{words}</th>\n"
    words = f"<b>{words}</b>" if cell.bold and words else words
    align = ' align="center"' if cell.center else ""
    return f'<td{covered} valign="top"><p{align}>{words or "&nbsp;"}</p></td>\n'
