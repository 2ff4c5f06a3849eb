"""Markdown inside a paragraph or cell: emphasis, escapes, links, wrapped lines; what is left is text."""

import html
from typing import NamedTuple

import regex

from extractor.model.types import VOCABULARY
from extractor.readers.compose import Style

_MARKER = regex.compile(r"\\[\\`*_{}\[\]()#+\-.!|<>~]|\*{1,6}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|\n")
_IMAGE = regex.compile(r"!\[[^\]\n]{0,400}\]\([^)\s]{0,2000}\)")
_LINK = regex.compile(r"\[([^\]\n]{1,400})\]\([^)\s]{1,2000}\)")
_BREAK = regex.compile(r"(?i)<br\s*/?>")
_ENTITY = regex.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|\w{2,32});")
_ITEM = regex.compile(r"(?:[-+•–]\s|[\d.]{1,8}[.)]\s|\p{Ll}\)\s|[IVXLC]{1,6}\.\s)")
_MARK = regex.compile(
    r"(?:(?P<number>\d{1,3})[.)]|(?P<bullet>[-+*•–])|(?P<letter>\p{Ll})\)|(?P<roman>[IVXLC]{1,6})\.)\s+(?=\p{L})"
)
_ENDS = frozenset({"", ";", ".", ":", "\n"})
_TITLES = frozenset(name.upper() for name in VOCABULARY["doc_type"].values())


class Inline(NamedTuple):
    """A line without markup."""

    text: str
    style: Style


class _Piece(NamedTuple):
    text: str
    stars: int
    """Emphasis in force: 1 italic, 2 bold, 3 both."""
    is_break: bool = False


def paragraphs(source: str) -> list[Inline]:
    """The paragraphs of a block of lines: wrapped lines joined, items and titles on their own."""
    lines: list[list[_Piece]] = [[]]
    pieces = _pieces(_plain(source))
    for index, piece in enumerate(pieces):
        if not piece.is_break:
            lines[-1].append(piece)
        elif _parts_paragraphs(lines[-1], pieces, index):
            lines.append([])
        else:
            lines[-1].append(_Piece(" ", piece.stars))
    return [line for line in map(_line, lines) if line.text]


def cell(source: str) -> Inline:
    """The text of a cell: line breaks kept, except inside emphasis and before a small letter (wraps)."""
    kept: list[_Piece] = []
    pieces = _pieces(_plain(source))
    for index, piece in enumerate(pieces):
        wraps = piece.is_break and (piece.stars or _first(pieces[index + 1 :])[:1].islower())
        kept.append(_Piece(" ", piece.stars) if wraps else piece)
    return _line(kept)


def _plain(source: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub("", _BREAK.sub("\n", source)))
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def _pieces(source: str) -> list[_Piece]:
    """Runs of text with the emphasis they stand in; markers without a partner stay text."""
    pieces: list[_Piece] = []
    at = stars = 0
    markers = list(_MARKER.finditer(source))
    unpaired = _unpaired(source, markers)
    for match in markers:
        mark = match.group()
        if mark[0] in "*_" and (match.start() in unpaired or _is_literal(source, match)):
            continue
        pieces.append(_Piece(source[at : match.start()], stars))
        at = match.end()
        if mark[0] == "\n":
            pieces.append(_Piece(mark, stars, is_break=True))
        elif mark[0] == "\\":
            pieces.append(_Piece(mark[1], stars))
        else:
            stars ^= _toggled(mark)
    return [*pieces, _Piece(source[at:], stars)]


def _toggled(mark: str) -> int:
    """What a run of stars switches: one italic, two bold, three both; four close bold and open it again."""
    return len(mark) & 3 if len(mark) < 5 else (len(mark) - 4) & 3


def _unpaired(source: str, markers: "list[regex.Match[str]]") -> set[int]:
    """Starts of the markers that opened an emphasis nothing closes."""
    opened: dict[int, int] = {}
    for match in markers:
        if match.group()[0] not in "*_" or _is_literal(source, match):
            continue
        for bit in (1, 2):
            if _toggled(match.group()) & bit:
                opened[bit] = -1 if opened.get(bit, -1) >= 0 else match.start()
    return {start for start in opened.values() if start >= 0}


def _is_literal(source: str, match: "regex.Match[str]") -> bool:
    """A note mark ``(*)``, a star between blanks or as bullet at the line start."""
    before, after = source[max(match.start() - 1, 0) : match.start()], source[match.end() : match.end() + 1]
    is_note = before == "(" and after == ")"
    return is_note or (len(match.group()) == 1 and before in {"", "\n", " "} and after == " ")


def _parts_paragraphs(line: list[_Piece], pieces: list[_Piece], index: int) -> bool:
    """Whether the break at ``index`` was printed: before an item, after a title, between two emphases."""
    if pieces[index].stars:
        return False
    before = "".join(piece.text for piece in line).strip()
    after = _first(pieces[index + 1 :])
    if (
        before in _TITLES
        or _goes_on_list(before, after)
        or (_ITEM.match(after) and before[-1:] in {";", ".", ":", ",", "/"})
    ):
        return True
    last = next((piece for piece in reversed(line) if piece.text.strip()), None)
    following = next((piece for piece in pieces[index + 1 :] if piece.text.strip() or piece.is_break), None)
    return bool(last and last.stars and following and following.stars and not after[:1].islower())


def _goes_on_list(before: str, after: str) -> bool:
    """Whether ``after`` is the next item of the list that the paragraph ``before`` is an item of."""
    item, following = _MARK.match(before), _MARK.match(after)
    if item is None or following is None or item.lastgroup != following.lastgroup:
        return False
    if item["number"]:
        return int(following["number"]) == int(item["number"]) + 1
    return not item["bullet"] or item["bullet"] == following["bullet"]


def _first(pieces: list[_Piece]) -> str:
    """The words up to the next line break."""
    words = ""
    for piece in pieces[:8]:
        if piece.is_break:
            break
        words += piece.text
    return words.lstrip()


def _line(pieces: list[_Piece]) -> Inline:
    lines = "".join(piece.text for piece in pieces).split("\n")
    text = "\n".join(" ".join(line.replace("\t", " ").split(" ")).strip(" ") for line in lines)
    inked = [piece.stars for piece in pieces if any(map(str.isalnum, piece.text))]
    style = Style(
        bold=bool(inked) and all(stars & 2 for stars in inked),
        italic=bool(inked) and all(stars & 1 for stars in inked),
    )
    return Inline(regex.sub(r"[ ]{2,}", " ", text).strip(" \n\u00a0"), style)


def without_markup(source: str) -> str:
    """Text without emphasis, links and entities; its line breaks kept, but for wraps inside an emphasis."""
    text = ""
    for piece in _pieces(_plain(source)):
        wraps = piece.is_break and piece.stars and text[-1:] not in _ENDS
        text += " " if wraps else piece.text
    return text
