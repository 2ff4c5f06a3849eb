"""Grids of all pages → logical tables: layout set aside, header found, pieces joined, rows typed."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.model.document import Document, Grid
from extractor.model.records import Cell, Column, Row, Table
from extractor.rules import ruleset
from extractor.structure.tables.columns import table_kind
from extractor.structure.tables.grid import Line, Sheet, Slot, sheet
from extractor.structure.tables.header import HeaderBand, find_header, is_number_line
from extractor.structure.tables.join import (
    Between,
    continues,
    is_broken_row,
    is_repeat,
    join_rows,
    refit,
)
from extractor.structure.tables.ragged import align
from extractor.structure.tables.repeats import unrepeat
from extractor.structure.tables.rows import LogicalRow, Shape, logical_rows
from extractor.text.normalize import key

ALIGNED = "table.aligned"
"""Rule of tables whose columns are told from where words stand: no line is drawn between them."""
_LAYOUT_ROWS = 16
_LAYOUT_COLS = 4
_FEW_ROWS = 4
_FEW_COLS = 2


class LogicalTable(Struct, frozen=True, kw_only=True):
    """A table and the indexes of the grids it is made of. ``table.part`` is left to the caller."""

    table: Table
    grids: tuple[int, ...]


class _Piece(Struct, frozen=True, kw_only=True):
    sheet: Sheet
    band: HeaderBand | None


def is_layout(document: Document, grid: Grid) -> bool:
    """Whether ``grid`` only sets blocks side by side: letterhead, signature and recipients, a frame.

    A grid with a header is a table. Without one it is layout if it holds a mark of letterhead or signature,
    has one column, or is a small block without ruling.
    """
    index = next(number for number, other in enumerate(document.grids) if other is grid)
    return _is_layout(document, grid, _piece(document, index))


def logical_tables(document: Document) -> tuple[LogicalTable, ...]:
    """The tables of ``document`` in reading order, ids tb1, tb2 …; layout grids are left out.

    A cell that takes its words from a cell above (merged cell, ditto mark) is marked ``inherited`` and its
    provenance points at the cell above; its rule says why: ``table.cell.rowspan``, ``.ditto``, ``.subrow``
    (a further row under one number) or ``.empty`` (an empty lead cell in a table that merges leads).
    """
    tables: list[LogicalTable] = []
    for pieces in _joined(document):
        made = _table(document, pieces, f"tb{len(tables) + 1}")
        if made is not None:
            tables.append(LogicalTable(table=made, grids=tuple(piece.sheet.grid for piece in pieces)))
    return tuple(tables)


def _piece(document: Document, index: int, keep: tuple[int, ...] = ()) -> _Piece:
    made = sheet(document, index, keep)
    made = replace(made, lines=align(unrepeat(made.lines), made.width))
    return _Piece(sheet=made, band=find_header(made))


def _is_layout(document: Document, grid: Grid, piece: _Piece) -> bool:
    if piece.sheet.width <= 1:
        return True
    lines = len(piece.sheet.lines)
    is_narrow = piece.sheet.width <= _LAYOUT_COLS
    has_header = piece.band is not None and any(column.field != "unknown" for column in piece.band.columns)
    if has_header or lines > _LAYOUT_ROWS or not (is_narrow or lines <= _FEW_ROWS):
        return False
    mark = ruleset("tables").pattern("table.layout_mark")
    texts = (document.text[cell.start : cell.end] for cell in grid.cells)
    if any(mark.search(key(line)) for text in texts for line in text.split("\n") if line):
        return True
    return (
        piece.band is None
        and is_narrow
        and lines <= _FEW_ROWS
        and (grid.ruled is False or piece.sheet.width == 2)
    )


def _joined(document: Document) -> list[list[_Piece]]:
    """Pieces of each table, in reading order."""
    tables: list[list[_Piece]] = []
    between = Between(document)
    is_open = False
    for index, grid in enumerate(document.grids):
        piece = _piece(document, index)
        if is_open:
            piece = _widened(document, tables[-1][0].sheet, piece)
        if _is_layout(document, grid, piece):
            is_open = False
            continue
        if is_open and _belongs(between, tables[-1], piece):
            lines = refit(tables[-1][0].sheet, piece.sheet)
            tables[-1].append(_Piece(sheet=replace(piece.sheet, lines=lines), band=piece.band))
        else:
            tables.append([piece])
        is_open = True
    return tables


def _widened(document: Document, first: Sheet, piece: _Piece) -> _Piece:
    """A piece without header in the columns of the first one: on one page a column may be empty."""
    own = piece.sheet
    if (
        own.cols > _FEW_COLS
        and piece.band is None
        and own.cols == first.cols
        and set(own.keep) < set(first.keep)
    ):
        return _piece(document, own.grid, first.keep)
    return piece


def _belongs(between: Between, table: Sequence[_Piece], piece: _Piece) -> bool:
    if not continues(table[0].sheet, table[0].band, piece.sheet, piece.band):
        return False
    return between.is_clear(table[-1].sheet, piece.sheet, has_header=piece.band is not None)


def _table(document: Document, pieces: Sequence[_Piece], table_id: str) -> Table | None:
    band = next((piece.band for piece in pieces if piece.band is not None), None)
    width = pieces[0].sheet.width
    columns = band.columns if band is not None else (Column(field="unknown", header=""),) * width
    head, body, after = _split(pieces, band, columns)
    columns = _with_task(columns, body)
    rows = [*head]
    for at, row in enumerate(logical_rows(body, Shape.of(columns, body))):
        rows.extend(after.get(at, ()))
        rows.append(row)
    rows.extend(after.get(len(body), ()))
    if not rows:
        return None
    made = tuple(_row(document, row) for row in rows)
    kinds = [row.kind for row in made]
    return Table(
        id=table_id,
        kind=table_kind(columns),
        columns=columns,
        row_count=kinds.count("task") + kinds.count("subrow"),
        group_count=kinds.count("group"),
        rows=made,
        provenance=document.provenance(
            [(p.sheet.start, p.sheet.end) for p in pieces], _rule(document, pieces)
        ),
    )


def _rule(document: Document, pieces: Sequence[_Piece]) -> str:
    """The rule of a table: ``table.aligned`` if a page of it draws no column lines."""
    grids = (document.grids[piece.sheet.grid] for piece in pieces)
    is_aligned = any(grid.ruled is False and grid.column_edges for grid in grids)
    return ALIGNED if is_aligned else "table.grid"


def _split(
    pieces: Sequence[_Piece], band: HeaderBand | None, columns: tuple[Column, ...]
) -> tuple[list[LogicalRow], list[Line], dict[int, list[LogicalRow]]]:
    """Header rows at the top, data lines, and repeated headers by the data line they stand before."""
    fields = [column.field for column in columns]
    stt = fields.index("stt") if "stt" in fields else None
    deadline = fields.index("deadline") if "deadline" in fields else None
    head: list[LogicalRow] = []
    body: list[Line] = []
    repeats: dict[int, list[LogicalRow]] = {}
    for number, piece in enumerate(pieces):
        lines = list(piece.sheet.lines)
        skip = 0
        if piece.band is not None:
            skip = piece.band.body
            top = [LogicalRow(_top_kind(piece.band, at), line) for at, line in enumerate(lines[:skip])]
            if number == 0:
                head.extend(top)
            else:
                repeats.setdefault(len(body), []).extend(top)
        data = lines[skip:]
        is_scan = piece.sheet.is_recognised
        while number and band is not None and data and is_repeat(data[0], band, is_recognised=is_scan):
            repeats.setdefault(len(body), []).append(LogicalRow("header", data.pop(0)))
        if number and body and data and is_broken_row(body[-1], data[0], stt, deadline):
            body[-1] = join_rows(body[-1], data.pop(0))
        for line in data:
            if band is not None and is_repeat(line, band, is_recognised=is_scan):
                repeats.setdefault(len(body), []).append(LogicalRow("header", line))
            elif len(body) in repeats and is_number_line(line):
                repeats[len(body)].append(LogicalRow("numbers", line))
            else:
                body.append(line)
    return head, body, repeats


def _top_kind(band: HeaderBand, at: int) -> str:
    if at < band.first:
        return "note"
    return "header" if at < band.last else "numbers"


def _with_task(columns: tuple[Column, ...], body: Sequence[Line]) -> tuple[Column, ...]:
    """A table with units but no known task column: the unnamed column with the longest texts is the task."""
    fields = {column.field for column in columns}
    if not fields & {"lead", "coordinating"} or table_kind(columns) != "other" or not body:
        return columns
    open_columns = [col for col, column in enumerate(columns) if column.field == "unknown"]
    if not open_columns:
        return columns
    best = max(open_columns, key=lambda col: sum(len(line[col].text) for line in body))
    return tuple(
        Column(field="task", header=column.header) if col == best else column
        for col, column in enumerate(columns)
    )


def _row(document: Document, row: LogicalRow) -> Row:
    return Row(kind=row.kind, cells=tuple(_cell(document, slot) for slot in row.slots))


def _cell(document: Document, slot: Slot) -> Cell:
    if slot.covered:
        return Cell(text="")
    return Cell(
        text=slot.text,
        colspan=slot.colspan,
        rowspan=slot.rowspan,
        inherited=slot.inherited,
        provenance=document.provenance(slot.ranges, slot.rule) if slot.ranges else None,
    )
