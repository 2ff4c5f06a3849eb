"""Word documents (.docx): paragraphs with their automatic numbers, tables, text boxes, notes, in order."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from lxml import etree

from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.compose import Composer, RawGrid
from extractor.readers.docx_beside import report_beside
from extractor.readers.docx_numbering import Numbering
from extractor.readers.docx_package import Package
from extractor.readers.docx_runs import CONTAINERS, INSERTED, ParagraphContent, RunReader
from extractor.readers.docx_styles import StyleProperties, Styles, draws_lines
from extractor.readers.docx_table import WordTable
from extractor.readers.docx_xml import W, child, number, value
from extractor.readers.encoding import legacy_encoding
from extractor.readers.limits import Limits, ReaderConfig
from extractor.readers.runs import Line, Run, lines_of
from extractor.text.legacy.convert import Encoding

_BLOCK_CONTAINERS = CONTAINERS | INSERTED


def read(source: SourceFile, config: ReaderConfig) -> Document:
    """The document in a Word file; see ``_read``.

    Letters of legacy fonts become Unicode: where the font has the name of one, and in a second pass
    where it has not but the text as a whole or other words of the file are set in one.
    """
    document, met = _read(source, config, None)
    assumed = legacy_encoding(document.text) or met
    return _read(source, config, assumed)[0] if assumed else document


def _read(
    source: SourceFile, config: ReaderConfig, assumed: Encoding | None
) -> tuple[Document, Encoding | None]:
    """Everything the body shows with tracked changes accepted; then notes; headers and footers as furniture.

    Beside the document the legacy encoding most met in it.

    Raises:
        DamagedFile: no complete zip, no well-formed XML, a part missing or twice, a DTD.
        UnsupportedFormat: a zip that is no Word document.
        Encrypted: a member asks for a password.
        ResourceLimit: too many members, too much inflated, nested too deeply, text too long.
    """
    package = Package(source, config.limits)
    composer = Composer(config.limits)
    parts = dict(_related(package))
    styles = Styles(_part(package, parts.get("styles")))
    numbering = Numbering(_part(package, parts.get("numbering")), styles)
    reader = _Reader(composer, styles, numbering, config.limits)
    reader.assume(assumed)
    body = child(package.xml(package.document), "body")
    page = _PageSink(composer)
    if body is not None:
        reader.blocks(body, page)
    for kind in ("footnote", "endnote"):
        reader.notes(kind, _part(package, parts.get(f"{kind}s")), page)
    _furniture(package, reader, composer)
    report_beside(package, body, composer)
    if package.has_many_members:
        composer.issue(
            "limit_reached", f"gói có hơn {config.limits.zip_members} thành phần / more members than that"
        )
    if composer.is_blank:
        composer.issue("page_without_text", "văn bản không có chữ / the document shows no text")
    return composer.document(source, "docx"), reader.legacy


def _related(package: Package) -> Iterator[tuple[str, str]]:
    for kind, target in package.related(package.document):
        yield kind.rsplit("/", 1)[-1], target


def _part(package: Package, name: str | None) -> etree._Element | None:
    return package.xml(name) if name and package.has(name) else None


def _furniture(package: Package, reader: "_Reader", composer: Composer) -> None:
    """Running heads and feet, each wording once, behind the body: set aside, not lost."""
    seen: set[str] = set()
    for kind, target in _related(package):
        if kind not in {"header", "footer"} or not package.has(target):
            continue
        sink = _CellSink()
        reader.blocks(package.xml(target), sink)
        for line in sink.lines:
            if line.text not in seen:
                seen.add(line.text)
                composer.paragraph(line.text, line.style, kind="furniture")


class _Sink(Protocol):
    def add(self, lines: list[Line]) -> None: ...
    def table(self, grid: RawGrid) -> None: ...


class _PageSink:
    """Writes straight to the composer."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer

    def add(self, lines: list[Line]) -> None:
        for line in lines:
            self._composer.paragraph(line.text, line.style)

    def table(self, grid: RawGrid) -> None:
        self._composer.grid(grid)


class _CellSink:
    """Collects the lines of a cell; a table inside gives its cells' lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, lines: list[Line]) -> None:
        self.lines += lines

    def table(self, grid: RawGrid) -> None:
        for cell in grid.cells:
            self.lines += lines_of([Run(cell.text, bool(cell.bold))])


class _Reader:
    """Walks blocks; counters of lists move on in document order, cells included."""

    def __init__(self, composer: Composer, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self._composer = composer
        self._styles = styles
        self._numbering = numbering
        self._limits = limits
        self._runs = RunReader(styles, composer)

    def assume(self, encoding: Encoding | None) -> None:
        """Takes runs whose font tells no encoding for text of this legacy encoding."""
        self._runs.assumed = encoding

    @property
    def legacy(self) -> Encoding | None:
        """The legacy encoding of most letters converted so far."""
        return next((encoding for encoding, _ in self._runs.met.most_common(1)), None)

    def blocks(self, container: etree._Element, sink: _Sink) -> None:
        """Paragraphs and tables of a body, cell, text box, note or header."""
        for each in self._runs.visible(container):
            if each.tag == W + "p":
                self._paragraph(each, sink)
            elif each.tag == W + "tbl":
                self._table(each, sink)
            elif each.tag in _BLOCK_CONTAINERS:
                self.blocks(each, sink)
            elif each.tag == W + "altChunk":
                self._composer.issue("truncated", "văn bản nhúng (altChunk) không được đọc / was not read")

    def notes(self, kind: str, root: etree._Element | None, sink: _Sink) -> None:
        """Footnotes or endnotes that the text refers to, each as a paragraph with its mark."""
        elements = {note.get(W + "id"): note for note in (root if root is not None else [])}
        for mark, (note_kind, note_id) in enumerate(tuple(self._runs.notes), 1):
            if note_kind == kind and note_id in elements:
                cell = _CellSink()
                self.blocks(elements[note_id], cell)
                if cell.lines:
                    first = cell.lines[0]
                    sink.add([Line(f"[{mark}] {first.text}", first.style), *cell.lines[1:]])

    def _paragraph(self, paragraph: etree._Element, sink: _Sink) -> None:
        own = {each.tag: each for each in _properties(paragraph)}
        named = own.get(W + "pStyle")
        style = self._styles.get(_val(named) or self._styles.default_paragraph)
        align = _val(own.get(W + "jc")) or style.align
        content = self._runs.read(paragraph, style, centered=align == "center")
        label = self._label(own.get(W + "numPr"), style)
        lines = lines_of(_labelled(label, content))
        if lines:
            sink.add(lines)
        for words in content.art:
            sink.add(lines_of([Run(words)]))
        for box in content.boxes:
            self.blocks(box, sink)

    def _label(self, own: etree._Element | None, style: StyleProperties) -> str:
        own_id, own_level = value(own, "numId"), value(own, "ilvl")
        num_id = own_id or style.num_id
        if not num_id or num_id == "0":
            return ""
        if own_level is not None:
            return self._numbering.label(num_id, number(own_level, 0, high=8))
        linked = self._numbering.level_of_style(num_id, style.num_style) if style.num_style else None
        return self._numbering.label(num_id, linked if linked is not None else style.level or 0)

    def _table(self, element: etree._Element, sink: _Sink) -> None:
        table = WordTable(element, self._runs.visible, self._limits)
        if table.is_one_column:
            for placed in table.all_placed():
                self.blocks(placed.element, sink)
            return
        sink.table(table.grid(self._cell, ruled=self._is_ruled(element)))

    def _cell(self, cell: etree._Element) -> list[Line]:
        sink = _CellSink()
        self.blocks(cell, sink)
        return sink.lines

    def _is_ruled(self, table: etree._Element) -> bool | None:
        own = child(table, "tblPr", "tblBorders")
        if own is not None:
            return draws_lines(own) or None
        return self._styles.has_borders(value(table, "tblPr", "tblStyle")) or None


def _properties(paragraph: etree._Element) -> Iterable[etree._Element]:
    """What the paragraph sets itself; Word writes it first."""
    first = paragraph[0] if len(paragraph) else None
    return first if first is not None and first.tag == W + "pPr" else ()


def _val(element: etree._Element | None) -> str | None:
    return element.get(W + "val") if element is not None else None


def _labelled(label: str, content: ParagraphContent) -> list[Run]:
    """The runs with the automatic number before them, in the look of the first words."""
    if not label:
        return content.runs
    first = next((run for run in content.runs if run.text.strip()), Run(""))
    return [first._replace(text=label), *content.runs]
