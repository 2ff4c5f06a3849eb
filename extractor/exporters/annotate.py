"""Marks citations inside a text (inline); the records with their offsets are the stand-off form."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Literal, NamedTuple

import regex

from extractor.errors import ConfigError
from extractor.model.records import Citation
from extractor.text.composed import Composed, compose

Format = Literal["html"]

_TITLE_REACH = 80
"""Code points between date or issuer and the title: a blank, a comma, a few words."""
_NOT_BLANK = regex.compile(r"[^\s\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_BLANKS = regex.compile(r"\s+")


class _Mark(NamedTuple):
    """A run of the text that belongs to a citation, half-open code points."""

    start: int
    end: int
    citation: Citation


def annotate(text: str, citations: Iterable[Citation], format: Format = "html") -> str:  # noqa: A002
    """``text`` with every citation marked where it stands.

    Args:
        text: the text that the offsets of ``citations`` point into: what was given to ``find_citations``, or
            ``.text`` of ``extract_with_text``.
        citations: in any order; they may overlap and nest.
        format: ``html``.

    Returns:
        HTML without a frame: the text escaped, white space and line ends kept (show it with ``white-space:
        pre-wrap``), each citation in ``<mark class="citation">`` from its first word to the end of its
        title, with ``data-id``, ``data-kind``, ``data-role`` and, where known, ``data-type``,
        ``data-number``, ``data-date`` and ``data-target``. A citation in the title of another one is nested
        in it. Marks that would cross are cut where they do, so a citation may have several of the same
        ``data-id``. Without its tags and unescaped the result is ``text`` again.

    Raises:
        ConfigError: an unknown format.
        ValueError: a citation points outside ``text``.
    """
    if format != "html":
        raise ConfigError(f"unknown format {format!r}; choose html", message_vi=f"không có dạng {format!r}")
    return "".join(_tagged(text, _marks(text, citations)))


def annotated_page(text: str, citations: Iterable[Citation], title: str, language: str = "vi") -> str:
    """A whole HTML page that shows the annotated text; it loads nothing from elsewhere."""
    return _PAGE.format(language=language, title=escape(title), body=annotate(text, citations))


def _marks(text: str, citations: Iterable[Citation]) -> list[_Mark]:
    composed = compose(text)
    found: list[_Mark] = []
    for citation in citations:
        spans = [(span.start, span.end) for span in citation.provenance.spans]
        start, end = spans[-1]
        if not all(0 <= low <= high <= len(text) for low, high in (*spans, (start, citation.full_end))):
            raise ValueError(f"citation {citation.id} points outside the text; give the text it was found in")
        spans[-1] = (start, _title_end(composed, text, max(end, citation.full_end), citation.title))
        found += [_Mark(low, high, citation) for low, high in spans if low < high]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def _title_end(composed: Composed, text: str, end: int, title: str | None) -> int:
    """End of the citation's title where its words follow ``end``, else ``end``."""
    if not title:
        return end
    words = composed.text
    letters = _BLANKS.sub("", title)
    begin = composed.place(end) if end < len(text) else len(words)
    for first in range(begin, min(begin + _TITLE_REACH, len(words))):
        if words[first] == letters[0]:
            last = _match_end(words, first, letters)
            if last is not None:
                return composed.end(last)
    return end


def _match_end(words: str, at: int, letters: str) -> int | None:
    """Where ``letters`` end that stand at ``at``, white space between them left out; else None."""
    for letter in letters:
        found = _NOT_BLANK.search(words, at)
        if found is None or found.group() != letter:
            return None
        at = found.end()
    return at


def _tagged(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    """Text and tags in order; a mark that would cross the end of one around it is cut there."""
    at = 0
    open_ends: list[int] = []
    waiting = list(reversed(marks))
    while waiting:
        mark = waiting.pop()
        while open_ends and open_ends[-1] <= mark.start:
            end = open_ends.pop()
            yield _plain(text[at:end]) + "</mark>"
            at = end
        if open_ends and open_ends[-1] < mark.end:
            _insert(waiting, mark._replace(start=open_ends[-1]))
            mark = mark._replace(end=open_ends[-1])
        yield _plain(text[at : mark.start]) + _tag(mark.citation)
        at = mark.start
        open_ends.append(mark.end)
    for end in reversed(open_ends):
        yield _plain(text[at:end]) + "</mark>"
        at = end
    yield _plain(text[at:])


def _insert(waiting: list[_Mark], mark: _Mark) -> None:
    """Puts ``mark`` at its place into ``waiting``, whose last entry comes first."""
    at = len(waiting)
    while at and (waiting[at - 1].start, -waiting[at - 1].end) <= (mark.start, -mark.end):
        at -= 1
    waiting.insert(at, mark)


def _tag(citation: Citation) -> str:
    data = {
        "id": citation.id,
        "kind": citation.kind,
        "role": citation.role,
        "type": citation.doc_type,
        "number": citation.number,
        "date": citation.issued_on,
        "target": citation.target,
    }
    stated = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items() if value)
    return f'<mark class="citation"{stated}>'


def _plain(text: str) -> str:
    return escape(text).replace("\r", "&#13;")  # a parser of HTML would make a line feed of it


_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 serif; white-space: pre-wrap; }}
mark {{ background: #fff3bf; border-bottom: 2px solid #f08c00; }}
mark mark {{ background: #ffd8a8; }}
mark[data-role="legal_basis"] {{ border-color: #1971c2; }}
mark[data-kind="self"], mark[data-kind="internal"] {{ background: #e9ecef; border-color: #868e96; }}
</style>
</head>
<body>{body}</body>
</html>
"""
