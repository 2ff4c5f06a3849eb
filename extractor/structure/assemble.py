"""Puts the structure together: clean text, paragraphs, parts, sections, tables."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from extractor.model.clean import CleanText
from extractor.model.document import Document
from extractor.model.outline import UNTITLED, Outline, Paragraph
from extractor.model.records import Issue, Part, Section, Table
from extractor.rules import ruleset
from extractor.structure.paragraphs import Draft, paragraphs, shared_style
from extractor.structure.parts import PartStart, part_starts
from extractor.structure.sections import Line, Node, headings, section_tree
from extractor.structure.tables import ALIGNED, LogicalTable, logical_tables, odd_rows
from extractor.text.normalize import quote
from extractor.text.offsets import CleanBuilder, merge_ranges

_ROWS_NAMED = 10
"""Rows with odd numbers that a message names; a list of numbers from elsewhere has many."""


class _Placed(Struct, kw_only=True):
    """A paragraph at its place: ``item`` is its index among drafts and grids."""

    item: int
    paragraph: Paragraph


def outline(document: Document) -> Outline:
    """The structure of ``document``. Odd numbering stays as printed (``numeral_irregular`` is an issue)."""
    items = paragraphs(document)
    tables = logical_tables(document)
    starts = part_starts(items)
    builder = CleanBuilder(document.text)
    placed = _place(items, tables, starts, builder)
    clean = builder.build()
    parts = _parts(document, items, starts, placed, clean)
    nodes, titled = _tree(placed, starts, clean)
    sections = tuple(_section(document, clean, placed, node, parts, titled) for node in nodes)
    return Outline(
        clean=clean,
        paragraphs=_with_sections(placed, nodes, sections),
        parts=parts,
        sections=sections,
        tables=_with_parts(tables, placed, parts),
        issues=(*_issues(nodes, sections), *_table_issues(tables)),
    )


def _place(
    items: "Sequence[Draft | int]",
    tables: Sequence[LogicalTable],
    starts: Sequence[PartStart],
    builder: CleanBuilder,
) -> list[_Placed]:
    table_at = {table.grids[0]: number for number, table in enumerate(tables) if table.grids}
    firsts = [start.index for start in starts]
    placed: list[_Placed] = []
    for index, item in enumerate(items):
        part = max(bisect_right(firsts, index) - 1, 0)
        if isinstance(item, Draft):
            placed.append(_Placed(item=index, paragraph=_paragraph(item, part, builder)))
        elif item in table_at:
            number = table_at[item]
            cells = _cells(tables[number].table, number, part, builder)
            placed.extend(_Placed(item=index, paragraph=cell) for cell in cells)
    return placed


def _paragraph(draft: Draft, part: int, builder: CleanBuilder) -> Paragraph:
    start, end = builder.add_line(draft.ranges)
    first = draft.lines[0]
    return Paragraph(
        kind="layout" if first.layout else "body",
        start=start,
        end=end,
        ranges=draft.ranges,
        page=first.block.page,
        column=first.block.column,
        bold=shared_style(draft, "bold"),
        italic=shared_style(draft, "italic"),
        centered=shared_style(draft, "centered"),
        part=part,
    )


def _cells(table: Table, number: int, part: int, builder: CleanBuilder) -> list[Paragraph]:
    found: list[Paragraph] = []
    for row in table.rows:
        for cell in row.cells:
            if cell.inherited or cell.provenance is None:
                continue
            ranges = tuple((span.start, span.end) for span in cell.provenance.spans)
            start, end = builder.add_line(ranges)
            page = cell.provenance.spans[0].page
            found.append(
                Paragraph(
                    kind="cell", start=start, end=end, ranges=ranges, page=page, part=part, table=number
                )
            )
    return found


def _parts(
    document: Document,
    items: "Sequence[Draft | int]",
    starts: Sequence[PartStart],
    placed: Sequence[_Placed],
    clean: CleanText,
) -> tuple[Part, ...]:
    if not starts and placed:
        first = document.provenance(_merged(document, placed[0].paragraph.ranges), UNTITLED)
        return (Part(id="p1", kind="other", provenance=first),)
    by_item = {entry.item: entry.paragraph for entry in placed}
    found: list[Part] = []
    for number, start in enumerate(starts, 1):
        heads = [by_item[index] for index in start.title]
        title_ranges = _title_ranges(start, heads, clean)
        own = by_item[start.index].ranges if not isinstance(items[start.index], int) else ()
        rule = "part.appendix" if start.kind == "appendix" else "part.type_word"
        found.append(
            Part(
                id=f"p{number}",
                kind=start.kind,
                label=start.label,
                title=_words(document, title_ranges) or None,
                provenance=document.provenance(_merged(document, title_ranges or own), rule),
            )
        )
    return tuple(found)


def _title_ranges(
    start: PartStart, heads: Sequence[Paragraph], clean: CleanText
) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for number, paragraph in enumerate(heads):
        shift = start.title_offset if number == 0 else 0
        line = clean.text[paragraph.start + shift : paragraph.end]
        shift += len(line) - len(line.lstrip(" .:-"))
        carried = (
            ruleset("parts").pattern("part.carried_inside").search(clean.text, paragraph.start, paragraph.end)
        )
        found.extend(clean.ranges(paragraph.start + shift, carried.start() if carried else paragraph.end))
    return tuple(found)


def _tree(
    placed: Sequence[_Placed], starts: Sequence[PartStart], clean: CleanText
) -> tuple[tuple[Node, ...], frozenset[str]]:
    """The sections and the keys of those that have a heading."""
    titles = {index for start in starts for index in (start.index, *start.title)}
    lines: list[Line | None] = []
    for entry in placed:
        paragraph = entry.paragraph
        if paragraph.kind != "body" or entry.item in titles:
            lines.append(None)
            continue
        lines.append(
            Line(text=clean.text[paragraph.start : paragraph.end], part=paragraph.part, bold=paragraph.bold)
        )
    nodes = section_tree(lines)
    _set_ends(nodes, placed, clean)
    return nodes, headings(nodes, lines)


def _tails(nodes: Sequence[Node], placed: Sequence[_Placed], clean: CleanText) -> dict[int, int]:
    """Part → index of its first paragraph behind the body: closing formula, recipients, signature."""
    is_tail = ruleset("labels").pattern("paragraph.tail").match
    last_node = {node.part: node.index for node in nodes}
    tails: dict[int, int] = {}
    for index, entry in enumerate(placed):
        paragraph = entry.paragraph
        for part in (paragraph.part, paragraph.part - 1):
            if part not in last_node or part in tails or index <= last_node[part]:
                continue
            if part < paragraph.part or is_tail(clean.text, paragraph.start, paragraph.end):
                tails[part] = index
    return tails


def _set_ends(nodes: Sequence[Node], placed: Sequence[_Placed], clean: CleanText) -> None:
    """A section ends before the next section of its level or above, or with its part's body."""
    tails = _tails(nodes, placed, clean)
    still_open: list[Node] = []
    for node in nodes:
        while still_open and (still_open[-1].part != node.part or still_open[-1].level >= node.level):
            _close(still_open.pop(), node.index, tails)
        still_open.append(node)
    for node in still_open:
        _close(node, len(placed), tails)


def _close(node: Node, after: int, tails: dict[int, int]) -> None:
    node.last = min(after, tails.get(node.part, after)) - 1


def _section(
    document: Document,
    clean: CleanText,
    placed: Sequence[_Placed],
    node: Node,
    parts: Sequence[Part],
    titled: frozenset[str],
) -> Section:
    kind = "heading" if node.key in titled else "item"
    heading_ranges = _merged(document, _heading(clean, placed, node) if kind == "heading" else ())
    body = [entry.paragraph.ranges for entry in placed[node.index : node.last + 1]]
    ranges = _merged(document, tuple(pair for group in body for pair in group))
    part = parts[node.part].id
    return Section(
        id=f"{part}/{node.id}",
        part=part,
        label=node.label.text,
        level=node.level,
        kind=kind,
        heading=_words(document, heading_ranges) or None,
        parent=f"{part}/{node.parent.id}" if node.parent else None,
        provenance=document.provenance(ranges, f"label.{node.label.kind}"),
        heading_spans=tuple(document.span(start, end) for start, end in heading_ranges),
    )


def _heading(clean: CleanText, placed: Sequence[_Placed], node: Node) -> tuple[tuple[int, int], ...]:
    """Source ranges of a heading: behind its label, or the lines under a label that stands alone."""
    if node.heading:
        return tuple(pair for index in node.heading for pair in placed[index].paragraph.ranges)
    paragraph = placed[node.index].paragraph
    return clean.ranges(paragraph.start + node.label.rest_start, paragraph.end)


def _issues(nodes: Sequence[Node], sections: Sequence[Section]) -> Iterator[Issue]:
    if not sections:
        yield Issue(code="no_sections", message="không thấy đề mục nào / no section was found")
    for node, section in zip(nodes, sections, strict=True):
        if node.irregular:
            message = f"{section.id}: {section.label} không nối tiếp số mục trước / breaks the numbering"
            yield Issue(code="numeral_irregular", message=message, provenance=section.provenance)


def _table_issues(tables: Sequence[LogicalTable]) -> Iterator[Issue]:
    for table in (logical.table for logical in tables):
        if table.provenance.rule == ALIGNED:
            message = (
                f"{table.id}: bảng không có đường kẻ cột, cột suy theo vị trí chữ; hãy đối chiếu"
                " / table without column lines, columns told from positions: check"
            )
            yield Issue(code="table_aligned", message=message, provenance=table.provenance)
        if odd := odd_rows(table):
            named = "; ".join(f"{row.at + 1}: {row.before} → {row.number}" for row in odd[:_ROWS_NAMED])
            more = "; …" if len(odd) > _ROWS_NAMED else ""
            message = (
                f"{table.id}: STT nhảy hoặc lặp ở hàng {named}{more}; hãy đối chiếu với bản gốc"
                f" / row numbers jump or repeat in row {named}{more}: check"
            )
            stt = [column.field for column in table.columns].index("stt")
            place = table.rows[odd[0].at].cells[stt].provenance or table.provenance
            yield Issue(code="row_number_irregular", message=message, provenance=place)


def _merged(document: Document, ranges: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return merge_ranges(document.text, ranges, tuple(page.start for page in document.pages))


def _words(document: Document, ranges: Sequence[tuple[int, int]]) -> str:
    return quote(" ".join(document.text[start:end] for start, end in ranges))


def _with_sections(
    placed: Sequence[_Placed], nodes: Sequence[Node], sections: Sequence[Section]
) -> tuple[Paragraph, ...]:
    inner: dict[int, str] = {}
    for node, section in zip(nodes, sections, strict=True):
        for index in range(node.index, node.last + 1):
            inner[index] = section.id
    return tuple(
        structs.replace(entry.paragraph, section=inner.get(index)) for index, entry in enumerate(placed)
    )


def _with_parts(
    tables: Sequence[LogicalTable], placed: Sequence[_Placed], parts: Sequence[Part]
) -> tuple[Table, ...]:
    part_of = {
        entry.paragraph.table: entry.paragraph.part for entry in placed if entry.paragraph.table is not None
    }
    return tuple(
        structs.replace(
            logical.table, part=parts[part_of[number]].id if parts and number in part_of else None
        )
        for number, logical in enumerate(tables)
    )
