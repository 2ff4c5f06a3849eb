"""Inline runs → lines with the look of the whole line; shared by the readers of formatted text."""

from collections.abc import Iterable
from typing import NamedTuple

import regex

from extractor.readers.compose import Style

_BLANKS = regex.compile(r"[ \r\f]+")
_OPEN_END = regex.compile(r"[^.;:!?/]$")


class Run(NamedTuple):
    """Text in one look; a line feed in ``text`` is a forced line break."""

    text: str
    bold: bool = False
    italic: bool = False
    centered: bool = False


class Line(NamedTuple):
    """A paragraph or a part of one between forced breaks."""

    text: str
    style: Style


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """One line a forced break; a break inside a sentence (small letter after an open end) stays in its line.

    A line is bold where all its letters and digits are; the same for italic and centered.
    """
    pieces = list(runs)
    if len(pieces) == 1 and "\n" not in (text := pieces[0].text):
        text = _BLANKS.sub(" ", text).strip(" ")
        return [Line(text, Style(*pieces[0][1:]))] if text.strip() else []
    return _broken_lines(pieces)


def _broken_lines(runs: list[Run]) -> list[Line]:
    lines: list[Line] = []
    for number, pieces in enumerate(_split(runs)):
        text = _BLANKS.sub(" ", "".join(piece.text for piece in pieces)).strip(" ")
        if not text.strip():
            continue
        if number and lines and text[0].islower() and _OPEN_END.search(lines[-1].text):
            lines[-1] = Line(f"{lines[-1].text}\n{text}", lines[-1].style)
        else:
            lines.append(Line(text, _style(pieces)))
    return lines


def _split(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(run._replace(text=first))
        lines.extend([run._replace(text=text)] for text in rest)
    return lines


def _style(runs: list[Run]) -> Style:
    inked = [run for run in runs if any(map(str.isalnum, run.text))] or runs
    return Style(
        bold=all(run.bold for run in inked),
        italic=all(run.italic for run in inked),
        centered=all(run.centered for run in inked),
    )
