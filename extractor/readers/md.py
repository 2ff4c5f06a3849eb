"""Markdown as crawlers of portals write it, and ordinary Markdown: paragraphs, headings, tables.

``Document.text`` is written anew without markup: a paragraph on one line, tables as in plain text.
"""

from collections.abc import Iterator

import regex

from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers import md_inline, md_page, md_table
from extractor.readers.compose import Composer, Style, check_length, nothing_to_read
from extractor.readers.encoding import decode, encoding_issues
from extractor.readers.limits import ReaderConfig

_HEADING = regex.compile(r"[ ]{0,3}#{1,6}(?:[ ]+(.*?))?(?:[ ]+#+)?[ ]*")
_RULE = regex.compile(r"[ ]{0,3}(?:(?:\*[ ]?){3,}|(?:-[ ]?){3,}|(?:_[ ]?){3,})")
_EMPTY_EMPHASIS = regex.compile(r"\s*(?:\*{1,3}|_{1,3})\s+(?:\*{1,3}|_{1,3})\s*")
_QUOTE = regex.compile(r"[ ]{0,3}>[ ]?")


def read(source: SourceFile, config: ReaderConfig) -> Document:
    """Paragraphs and tables without their markup; bold and italic of whole paragraphs are kept.

    Raises:
        ReadError: nothing to read (code ``empty``), binary data, or longer than the limits allow.
    """
    decoded = decode(source.data)
    check_length(len(decoded.text), config.limits)
    composer = Composer(config.limits)
    reader = _Reader(composer, config)
    page = md_page.split_page(decoded.text.split("\n"))
    reader.set_aside(page.head)
    for chunk in _chunks(page.document):
        reader.read(chunk)
    reader.set_aside(page.tail)
    if composer.is_blank:
        raise nothing_to_read(source)
    return composer.document(source, "md", encoding_issues(decoded))


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines without a blank line between them."""
    chunk: list[str] = []
    for line in lines:
        if line.strip() and not _EMPTY_EMPHASIS.fullmatch(line):
            chunk.append(_QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class _Reader:
    def __init__(self, composer: Composer, config: ReaderConfig) -> None:
        self._composer = composer
        self._limits = config.limits

    def set_aside(self, lines: list[str]) -> None:
        """What the portal prints around the document: kept in the text, no part of the document."""
        for line in md_page.plain_lines([line for line in lines if not md_table.is_bar(line)]):
            self._composer.paragraph(line, kind="furniture")

    def read(self, lines: list[str]) -> None:
        """One chunk: text, a table, text."""
        bars = [index for index, line in enumerate(lines) if md_table.is_bar(line)]
        if len(bars) > 1:
            self._text(lines[: bars[0]])
            for is_body, part in md_page.segments(lines[bars[0] : bars[-1] + 1]):
                if is_body:
                    self._wrapped(part)
                else:
                    self._bars(part)
            self._text(lines[bars[-1] + 1 :])
            return
        self._text([line for line in lines if not md_table.is_bar(line)])

    def _wrapped(self, lines: list[str]) -> None:
        bare = [_HEADING.sub(lambda match: match.group(1) or "", line) for line in lines]
        for line in md_page.plain_lines(bare):
            self._composer.paragraph(line, kind="line")

    def _bars(self, lines: list[str]) -> None:
        grid = md_table.bar_grid(lines, self._limits)
        if grid is not None:
            self._composer.grid(grid)
            return
        for line in lines:
            if not md_table.is_bar(line):
                self._paragraphs([line])

    def _text(self, lines: list[str]) -> None:
        piped = [index for index, line in enumerate(lines) if md_table.has_bars(line)]
        if len(piped) > 1 or (piped and lines[piped[0]].strip().endswith("|")):
            grid = md_table.pipe_grid(lines, self._limits)
            if grid is not None:
                self._composer.grid(grid)
                return
        self._prose(lines)

    def _prose(self, lines: list[str]) -> None:
        if md_page.is_body(lines):  # a crawl without blank lines: structure tells where paragraphs end
            self._wrapped([line for line in lines if not _RULE.fullmatch(line.rstrip())])
            return
        waiting: list[str] = []
        for line in lines:
            heading = _HEADING.fullmatch(line)
            if heading or _RULE.fullmatch(line.rstrip()):
                self._paragraphs(waiting)
                waiting = []
                for part in md_inline.paragraphs(heading.group(1) or "") if heading else []:
                    self._composer.paragraph(part.text, Style(bold=True, italic=part.style.italic))
            else:
                waiting.append(line)
        self._paragraphs(waiting)

    def _paragraphs(self, lines: list[str]) -> None:
        for part in md_inline.paragraphs("\n".join(line.strip() for line in lines)):
            self._composer.paragraph(part.text, part.style)
