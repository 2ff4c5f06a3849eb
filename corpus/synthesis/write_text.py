"""Plain text in the forms the field knows: page text of a PDF, tab cells of a portal, clean paragraphs,
and the markdown of a crawled portal page."""

import textwrap

from .draft import Block, Draft, Header, Paragraph, Row, Signature, Table
from .printed import STATE_LINES, expanded, paragraph_words, place_and_date, recipient_lines

LINES_A_PAGE = 40
NBSP_LINE = "\xa0"


def write_txt(draft: Draft) -> str:
    """The .txt of a draft in the form its layout names: page, tab or plain."""
    return _page_text(draft) if draft.layout.text_form == "page" else _tab_text(draft)


# --- page text: every wrapped line ends in a blank and is followed by an empty line


def _page_text(draft: Draft) -> str:
    lines: list[str] = []
    if draft.header:
        lines += _header_columns(draft.header)
    for part in draft.parts:
        for block in part.blocks:
            lines += _page_lines(block, draft.layout.wrap_at)
    pages = [lines[at : at + LINES_A_PAGE] for at in range(0, len(lines), LINES_A_PAGE)]
    # A page opens with a blank and, unlike other lines, has no empty line before it.
    return " " + "\n ".join(" \n\n".join(page) + " " for page in pages) + "\n\n"


def _header_columns(header: Header) -> list[str]:
    """The left column whole, then the right one, as a text layer often gives them."""
    left = [*header.issuer_lines, f"Số: {header.number}"]
    return [*left, *STATE_LINES, place_and_date(header)]


def _page_lines(block: Block, width: int) -> list[str]:
    if isinstance(block, Table):
        raise ValueError("page text has no tables; give the draft the text form 'tab'")
    if isinstance(block, Signature):
        name = ["", "", "", block.name] if block.name else []
        return ["", "Nơi nhận:", *recipient_lines(block.recipients), *block.capacity, *name]
    # A number may break after its hyphen ("04/CT-" | "TTg"), as word processors do.
    return textwrap.wrap(paragraph_words(block), width, break_long_words=False, break_on_hyphens=True)


# --- tab cells: a TAB opens a cell, an empty line ends a row


def _tab_text(draft: Draft) -> str:
    out = [_tab_header(draft.header)] if draft.header else []
    for at, part in enumerate(draft.parts):
        if at or draft.header:
            out.append(f"{NBSP_LINE}\n")
        out += [_tab_block(block) for block in part.blocks]
    return "".join(out)


def _tab_header(header: Header) -> str:
    issuer, state = "\n".join(header.issuer_lines), "\n".join(STATE_LINES)
    return (
        f"\t{issuer}\n-------\n\t{state} \n---------------\n\n"
        f"\tSố: {header.number}\n\t{place_and_date(header)}\n\n\n"
    )


def _tab_block(block: Block) -> str:
    if isinstance(block, Table):
        rows = ["".join(f"\t{cell.text}\n" for cell in cells) for _, cells in expanded(block)]
        return "\n".join(rows) + "\n\n"
    if isinstance(block, Signature):
        left = "\n".join(["Nơi nhận:", *recipient_lines(block.recipients)])
        right = "\n".join([*block.capacity, *(["", "", block.name] if block.name else [])])
        return f"{NBSP_LINE}\n\t{left}\n\t{right}\n\n"
    return f"{paragraph_words(block)}\n"


# --- markdown of a crawled portal: one cell a block, "|" alone on a line between cells


def write_md(draft: Draft) -> str:
    """The .md of a draft as a crawler gives it."""
    out = [_md_header(draft.header)] if draft.header else []
    for part in draft.parts:
        out += [_md_block(block) for block in part.blocks]
    return "\n".join(out)


def _md_row(cells: list[str]) -> str:
    return "|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in cells)


def _md_header(header: Header) -> str:
    issuer = "\n".join([*(f"**{line}**" for line in header.issuer_lines), "-------"])
    state = "\n".join([f"**{STATE_LINES[0]}**", STATE_LINES[1], "---------------"])
    rows = [[issuer, state], [f"Số: {header.number}", f"*{place_and_date(header)}*"]]
    return "".join(_md_row(cells) for cells in rows) + "\n"


def _md_block(block: Block) -> str:
    if isinstance(block, Table):
        return "".join(_md_table_row(row) for row in block.rows)
    if isinstance(block, Signature):
        left = "\n".join(["*Nơi nhận:*", *recipient_lines(block.recipients)])
        right = "\n".join(f"**{line}**" for line in [*block.capacity, *([block.name] if block.name else [])])
        return "\n" + _md_row([left, right]) + "\n"
    return _md_paragraph(block)


def _md_table_row(row: Row) -> str:
    """Crawlers write the cells that stand in the row: spans leave rows of different lengths."""
    mark = "**" if row.kind in ("header", "group") else ""
    return _md_row([f"{mark}{_wrapped(cell.text)}{mark}" if cell.text else "" for cell in row.cells])


def _md_paragraph(block: Paragraph) -> str:
    words = _wrapped(paragraph_words(block))
    if block.style.startswith("heading") or block.style in ("type", "authority", "enact"):
        return f"**{words}**\n"
    return f"*{words}*\n" if block.style in ("caption", "basis") else f"{words}\n"


def _wrapped(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        textwrap.fill(line, 84, break_long_words=False, break_on_hyphens=False) for line in lines
    )
