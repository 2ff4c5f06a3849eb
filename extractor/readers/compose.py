"""Writes ``Document.text`` for formats that have none of their own, with blocks and grids at their offsets.

Paragraphs are parted by a line feed; a table is written as portals write it in plain text: a TAB before
each cell, further lines of a cell on lines of their own, a blank line after each row.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex
from msgspec import Struct, structs

from extractor.errors import ReadError, ResourceLimit
from extractor.model import types as t
from extractor.model.document import Block, BlockKind, Document, Grid, GridCell, Page
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.readers.encoding import character_issues
from extractor.readers.limits import Limits
from extractor.text.composed import normalize
from extractor.text.numerals import grouped

_MEDIA: dict[str, str] = {
    "text": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
}
_BLANKS = " \t\n\u00a0\u200b\ufeff"


class Style(NamedTuple):
    """Look of a whole paragraph; None where it is not known."""

    bold: bool | None = None
    italic: bool | None = None
    centered: bool | None = None


PLAIN = Style()


class RawCell(Struct, frozen=True, kw_only=True):
    """A cell before it has a place in the text; ``text`` may hold several lines."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    bold: bool | None = None

    def taller(self) -> "RawCell":
        """The same cell reaching one row further down."""
        return structs.replace(self, rowspan=self.rowspan + 1)


class RawGrid(Struct, frozen=True, kw_only=True):
    """A table before it has a place in the text; cells sorted by row, then column."""

    rows: int
    cols: int
    cells: tuple[RawCell, ...]
    header_rows: int = 0
    ruled: bool | None = None


class Body(Struct, frozen=True, kw_only=True):
    """What a reader made of a file; with the facts of its source it is a ``Document``."""

    text: str
    blocks: tuple[Block, ...]
    grids: tuple[Grid, ...] = ()
    pages: tuple[Page, ...] = ()
    issues: tuple[Issue, ...] = ()

    def document(self, source: SourceFile, reader: t.Reader) -> Document:
        """The document read from ``source`` by ``reader``."""
        return Document(
            name=source.name,
            sha256=source.sha256,
            size=len(source.data),
            media_type=_MEDIA[reader],
            reader=reader,
            text=self.text,
            pages=self.pages,
            blocks=self.blocks,
            grids=self.grids,
            issues=self.issues,
        )


class Composer:
    """Collects paragraphs and tables in reading order into one ``Document``."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chunks: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._grids: list[Grid] = []
        self._issues: dict[t.IssueCode, list[str]] = {}

    def paragraph(self, text: str, style: Style = PLAIN, kind: BlockKind = "paragraph") -> None:
        """Appends one paragraph; nothing where it is blank."""
        text = normalize(text).strip(_BLANKS)
        if not text:
            return
        start = self._write(text + "\n")
        pieces = tuple(split_long(text, 0, len(text), self._limits.line_characters))
        if len(pieces) > 1:
            self.issue("limit_reached", long_line_message(self._limits))
        for low, high in pieces:
            self._blocks.append(
                Block(
                    kind=kind,
                    start=start + low,
                    end=start + high,
                    bold=style.bold,
                    italic=style.italic,
                    centered=style.centered,
                )
            )

    def grid(self, raw: RawGrid) -> None:
        """Appends one table; rows beyond the limit on slots follow as paragraphs."""
        rows = min(raw.rows, self._limits.table_rows)
        if rows < raw.rows:
            self.issue("truncated", f"chỉ đọc {rows} hàng đầu của bảng / only the first rows were read")
            raw = structs.replace(raw, rows=rows, cells=tuple(cell for cell in raw.cells if cell.row < rows))
        kept = min(raw.rows, max(self._limits.grid_slots // max(raw.cols, 1), 1))
        start = self._length
        cells = tuple(self._cells(cell for cell in raw.cells if cell.row < kept))
        if not cells:
            return
        self._write("\n")
        rows = max(cell.row + cell.rowspan for cell in cells)
        self._blocks.append(Block(kind="grid", start=start, end=cells[-1].end, grid=len(self._grids)))
        self._grids.append(
            Grid(rows=rows, cols=raw.cols, cells=cells, header_rows=raw.header_rows, ruled=raw.ruled)
        )
        if kept < raw.rows:
            self.issue(
                "limit_reached",
                f"bảng bị cắt sau hàng {kept}: quá {self._limits.grid_slots} ô / table cut, too many cells",
            )
            self._overflow([cell for cell in raw.cells if cell.row >= kept])

    def _cells(self, cells: Iterable[RawCell]) -> Iterator[GridCell]:
        row = -1
        for cell in cells:
            if row not in {cell.row, -1}:
                self._write("\n")
            row = cell.row
            text = normalize(cell.text).strip(_BLANKS)
            start = self._write(f"\t{text}\n") + 1
            yield GridCell(
                row=cell.row,
                col=cell.col,
                start=start,
                end=start + len(text),
                rowspan=cell.rowspan,
                colspan=cell.colspan,
                bold=cell.bold,
            )

    def _overflow(self, cells: list[RawCell]) -> None:
        lines: dict[int, list[str]] = {}
        for cell in cells:
            lines.setdefault(cell.row, []).append(cell.text)
        for texts in lines.values():
            line = "\t".join(texts)
            # What follows the table still needs room below the limit on the text.
            if self._length + len(line) >= self._limits.text_characters // 2:
                self.issue("truncated", "bỏ các hàng sau của bảng: văn bản quá dài / further rows left out")
                return
            self.paragraph(line)

    def _write(self, chunk: str) -> int:
        start = self._length
        self._chunks.append(chunk)
        self._length += len(chunk)
        check_length(self._length, self._limits)
        return start

    def issue(self, code: t.IssueCode, message: str) -> None:
        """Reports something odd; the same message once."""
        messages = self._issues.setdefault(code, [])
        if message not in messages:
            messages.append(message)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written yet."""
        return not self._blocks

    def document(self, source: SourceFile, reader: t.Reader, issues: Iterable[Issue] = ()) -> Document:
        """The document of everything appended."""
        text = "".join(self._chunks)
        own = (Issue(code=code, message=message) for code, all_ in self._issues.items() for message in all_)
        body = Body(
            text=text,
            blocks=tuple(self._blocks),
            grids=tuple(self._grids),
            issues=(*issues, *own, *character_issues(text)),
        )
        return body.document(source, reader)


def check_length(length: int, limits: Limits) -> None:
    """Raises ResourceLimit where a text of ``length`` code points is too long."""
    if length > limits.text_characters:
        raise ResourceLimit(
            f"the text is longer than {limits.text_characters:,} characters; split the file or raise "
            "limits.text_characters",
            message_vi=f"văn bản dài hơn {grouped(limits.text_characters)} ký tự; hãy chia nhỏ tệp hoặc nâng "
            "limits.text_characters",
            code="too_large",
        )


def nothing_to_read(source: SourceFile) -> ReadError:
    """The error for a file without a single letter."""
    return ReadError(
        f"{source.name}: the file holds no text; check that it was saved or downloaded completely",
        message_vi=f"{source.name}: tệp không có chữ nào; hãy kiểm tra tệp đã lưu hoặc tải về đủ chưa",
        code="empty",
    )


def long_line_message(limits: Limits) -> str:
    """Message of the issue for a line cut into several blocks."""
    return f"dòng dài hơn {limits.line_characters} ký tự được đọc từng đoạn / long line read in pieces"


_LAST_BLANK = regex.compile(r"(?r)\s")


def split_long(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most ``limit`` code points that cover ``start:end``, cut at blanks where there are any."""
    while end - start > limit:
        blank = _LAST_BLANK.search(text, start + limit // 2, start + limit)
        cut = blank.end() if blank else start + limit
        yield start, cut
        start = cut
    yield start, end
