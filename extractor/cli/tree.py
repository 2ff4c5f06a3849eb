"""A plan as rich renderables; every word of the document goes through ``terminal_text`` first."""

from collections import Counter
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from extractor.cli.messages import code_name, in_language, say, terminal_text
from extractor.exporters.rows import title_or_name
from extractor.extractors.header.supplied import FIELDS
from extractor.model.extraction import Extraction
from extractor.model.records import Header, Plan, Row, Section, Signature, Table, Task
from extractor.model.types import VOCABULARY
from extractor.text.numerals import grouped

_HEAD = "bold cyan"
_WORDS = 160
"""Characters of a heading or basis that are shown."""
_CELL = 300
_RATIO = 4
_RATIOS = {"stt": 1, "task": 9, "lead": 5, "coordinating": 5, "product": 5}
"""Shares of the terminal's width by table field."""


def plan_view(made: Extraction, lang: str, limit: int | None) -> Iterator[RenderableType]:
    """The pieces from top to bottom; lists are cut after ``limit`` entries (None: never)."""
    plan = made.plan
    yield _title(plan, lang)
    yield _header(plan, lang)
    yield _outline(plan, lang, None if limit is None else limit * 10)
    yield from _listed(
        say("show_bases", lang, count=len(plan.legal_bases)),
        [basis.text for basis in plan.legal_bases],
        lang,
        limit,
    )
    yield from _citations(made, lang, limit)
    for table in plan.tables:
        yield _table(table, lang, limit)
    yield from _tasks(plan, lang, limit)
    yield from _issues(plan, lang, limit)


def words(text: str | None, length: int = _WORDS, style: str = "") -> Text:
    """Words of a document, safe for the terminal and cut to ``length`` characters."""
    safe = terminal_text(text or "")
    return Text(safe if len(safe) <= length else f"{safe[: length - 1]}…", style=style)


def _title(plan: Plan, lang: str) -> Text:
    source = plan.source
    pages = say("show_pages", lang, count=len(source.pages)) if source.pages else ""
    reader = code_name("reader", source.reader, lang)
    size = grouped(source.bytes) if lang == "vi" else f"{source.bytes:,}"
    facts = say("show_file", lang, reader=reader, size=size, pages=pages)
    return Text.assemble(words(source.name, style="bold"), "  ", (facts, "dim"))


def _header(plan: Plan, lang: str) -> Grid:
    grid = Grid(title=Text(say("show_header", lang), style=_HEAD), title_justify="left", box=None)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.show_header = False
    for name, value in _fields(plan.header):
        shown = words(value, 600) if value else Text(say("show_unstated", lang), style="dim italic")
        if value and name in plan.source.supplied and name not in plan.header.fields and name in FIELDS:
            shown.append(f" ({say('show_supplied', lang)})", style="yellow")
        grid.add_row(say(f"field_{name}", lang), shown)
    return grid


def _fields(header: Header) -> Iterator[tuple[str, str | None]]:
    province, signatory = header.province, header.signatory
    successor = province.successor_name if province else None
    renamed = f" → {successor}" if province and successor and successor != province.name else ""
    signed = (signatory.authority, signatory.position, signatory.name) if signatory else ()
    yield "type", VOCABULARY["doc_type"].get(str(header.type)) if header.type else None
    yield "number", header.number
    yield "issued_on", header.issued_on.strftime("%d/%m/%Y") if header.issued_on else None
    yield "place", header.place
    yield "issuer", (header.issuer.name or header.issuer.surface) if header.issuer else None
    yield "province", f"{province.name}{renamed}" if province else None
    yield "title", header.title
    yield "plan_year", str(header.plan_year) if header.plan_year else None
    yield "signatory", " ".join(word for word in signed if word) or None
    yield "recipients", "; ".join(header.recipients) or None
    if header.signatures:
        yield "signatures", "; ".join(map(_signature, header.signatures))


def _signature(one: Signature) -> str:
    at = one.signed_at.strftime("%d/%m/%Y %H:%M %z") if one.signed_at else ""
    return ", ".join(filter(None, (one.name, one.organization, at))) or "?"


def _outline(plan: Plan, lang: str, limit: int | None) -> Tree:
    root = Tree(Text(say("show_parts", lang), style=_HEAD), guide_style="dim")
    nodes = {}
    for part in plan.parts:
        kind = VOCABULARY["doc_type"].get(part.kind) or VOCABULARY["part_kind"].get(part.kind, part.kind)
        line = Text.assemble((part.label or kind, "bold"), " ", words(part.title))
        nodes[part.id] = root.add(line)
    for section in plan.sections[:limit]:
        parent = nodes.get(section.parent or section.part, root)
        nodes[section.id] = parent.add(_section(section))
    _more(root, len(plan.sections), limit, lang)
    return root


def _section(section: Section) -> Text:
    style = "bold" if section.level == 1 else ""
    return Text.assemble(words(section.label, style="green"), "  ", words(section.heading, style=style))


def _more(tree: Tree, count: int, limit: int | None, lang: str) -> None:
    if limit is not None and count > limit:
        tree.add(Text(say("show_more", lang, count=count - limit), style="dim"))


def _listed(title: str, lines: list[str], lang: str, limit: int | None) -> Iterator[Tree]:
    if not lines:
        return
    tree = Tree(Text(title, style=_HEAD), guide_style="dim")
    for line in lines[:limit]:
        tree.add(words(line))
    _more(tree, len(lines), limit, lang)
    yield tree


def _citations(made: Extraction, lang: str, limit: int | None) -> Iterator[Tree]:
    plan = made.plan
    own = sum("self" in (mention.kind, mention.role) for mention in plan.citations)
    others = sum("self" not in cited.roles for cited in plan.cited_documents)
    counts = {"mentions": len(plan.citations), "own": own, "documents": others}
    lines = [
        " · ".join(
            word for word in (cited.target, title_or_name(cited, made), f"×{len(cited.mentions)}") if word
        )
        for cited in plan.cited_documents
    ]
    title = say("show_citations_own" if own else "show_citations", lang, **counts)
    yield from _listed(title, lines or ["–"], lang, limit)


def _table(table: Table, lang: str, limit: int | None) -> Grid:
    title = say("show_table", lang, id=table.id, rows=table.row_count, groups=table.group_count)
    grid = Grid(title=Text(title, style=_HEAD), title_justify="left", box=SIMPLE_HEAD, expand=True)
    fields = [column.field for column in table.columns]
    for column in table.columns:
        ratio = _RATIOS.get(column.field, _RATIO)
        grid.add_column(words(column.header, 60), overflow="fold", ratio=ratio, min_width=4)
    rows = [row for row in table.rows if row.kind not in ("header", "numbers")]
    for row in rows[:limit]:
        grid.add_row(*(_group(row, fields) if row.kind == "group" else _cells(row, len(fields))))
    if limit is not None and len(rows) > limit:
        grid.caption = Text(say("show_more", lang, count=len(rows) - limit), style="dim")
        grid.caption_justify = "left"
    return grid


def _cells(row: Row, width: int) -> list[Text]:
    return [words(cell.text, _CELL) for cell in row.cells[:width]]


def _group(row: Row, fields: list[str]) -> list[Text]:
    """The title of a group in the widest column, whichever cells it spans."""
    title = " ".join(dict.fromkeys(cell.text for cell in row.cells if cell.text))
    cells = [Text() for _ in fields]
    cells[fields.index("task") if "task" in fields else 0] = words(title, _CELL, "bold yellow")
    return cells


def _tasks(plan: Plan, lang: str, limit: int | None) -> Iterator[Tree]:
    origins = Counter(task.origin for task in plan.tasks)
    title = say("show_tasks", lang, table=origins["table"], prose=origins["prose"])
    prose = [task for task in plan.tasks if task.origin == "prose"]
    yield from _listed(title, [_task(task) for task in prose], lang, limit)


def _task(task: Task) -> str:
    units = "; ".join(unit.name or unit.surface for unit in task.lead)
    dates = "; ".join(stage.raw for stage in task.deadlines)
    return " · ".join(word for word in (task.section, units, dates, task.text) if word)


def _issues(plan: Plan, lang: str, limit: int | None) -> Iterator[Tree]:
    lines = [
        f"{code_name('issue_code', issue.code, lang)}: {in_language(issue.message, lang)}"
        for issue in plan.issues
    ]
    yield from _listed(say("show_issues", lang, count=len(lines)), lines, lang, limit)
