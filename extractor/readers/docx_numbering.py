"""Automatic numbers of Word ("I.", "1.", "a)"): not in the text, so counted here as Word counts them.

Source: ECMA-376 part 1, 17.9 (numbering): abstractNum, num, lvlOverride, startOverride, lvlRestart, isLgl,
numFmt, lvlText, suff, pStyle, numStyleLink.
"""

import regex
from lxml import etree
from msgspec import Struct

from extractor.readers.docx_styles import Styles
from extractor.readers.docx_xml import W, child, number, switch, value
from extractor.text.numerals import to_roman

_LEVELS = 9
_PLACE = regex.compile(r"%([1-9])")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MAX_REPEAT = 12
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf0e0": "→",
    "\uf02d": "-",
    "\uf02b": "+",
    "\uf0a8": "◦",
    "\uf06f": "o",
}
"""Private-use codes of Symbol and Wingdings as the bullets they show."""


class Level(Struct, frozen=True, kw_only=True):
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    """0: never; k: after a paragraph of level k (from 1) or above; None: after any level above."""
    is_legal: bool = False
    style: str | None = None


class _List(Struct, frozen=True, kw_only=True):
    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


def bullet(text: str) -> str:
    """A bullet as Unicode: symbol fonts use private codes."""
    return "".join(_SYMBOLS.get(letter, "•" if "\ue000" <= letter <= "\uf8ff" else letter) for letter in text)


class Numbering:
    """Counters of all lists of a document, moved on paragraph by paragraph."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = {
            each.get(W + "abstractNumId") or "": each
            for each in (root.findall(W + "abstractNum") if root is not None else [])
        }
        self._nums = {
            each.get(W + "numId") or "": each
            for each in (root.findall(W + "num") if root is not None else [])
        }
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._overridden: set[tuple[str, int]] = set()

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """Level of a list that is linked to a paragraph style."""
        found = self._list(num_id)
        levels = found.levels if found else ()
        return next((index for index, level in enumerate(levels) if level.style == style), None)

    def label(self, num_id: str, level: int) -> str:
        """Counts one paragraph and gives its label with what follows it; empty for lists without label."""
        found = self._list(num_id)
        if found is None or not 0 <= level < len(found.levels):
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        if level in found.starts and (num_id, level) not in self._overridden:
            self._overridden.add((num_id, level))
            counters[level] = None
        current = counters[level]
        start = found.starts.get(level, found.levels[level].start)
        counters[level] = start if current is None else current + 1
        _restart(found, counters, level)
        text = _label(found, counters, level)
        return text + found.levels[level].suffix if text else ""

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract_id = value(num, "abstractNumId") or ""
        abstract = self._abstracts.get(abstract_id)
        linked = value(abstract, "numStyleLink")
        if linked:
            target = value(self._nums.get(self._styles.num_of(linked) or ""), "abstractNumId") or ""
            abstract_id, abstract = target, self._abstracts.get(target)
        if num is None or abstract is None:
            return None
        levels = {_index(each): _level(each) for each in abstract.findall(W + "lvl")}
        starts = {}
        for override in num.findall(W + "lvlOverride"):
            own = child(override, "lvl")
            if own is not None:
                levels[_index(override)] = _level(own)
            start = value(override, "startOverride")
            if start is not None:
                starts[_index(override)] = number(start, 1)
        filled = tuple(levels.get(index, Level(form="none")) for index in range(_LEVELS))
        return _List(abstract=abstract_id, levels=filled, starts=starts)


def _index(element: etree._Element) -> int:
    return number(element.get(W + "ilvl"), 0, high=_LEVELS - 1)


def _level(element: etree._Element) -> Level:
    restart = value(element, "lvlRestart")
    suffix = value(element, "suff")
    return Level(
        start=number(value(element, "start"), 1),
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        suffix="" if suffix == "nothing" else " ",
        restart=number(restart, 0, high=_LEVELS) if restart is not None else None,
        is_legal=switch(element, "isLgl") or False,
        style=value(element, "pStyle"),
    )


def _restart(found: _List, counters: list[int | None], level: int) -> None:
    for deeper in range(level + 1, _LEVELS):
        restart = found.levels[deeper].restart
        if restart is None or level < restart:
            counters[deeper] = None


def _label(found: _List, counters: list[int | None], level: int) -> str:
    own = found.levels[level]
    if own.form == "bullet":
        return bullet(own.text)
    if own.form == "none" and "%" in own.text:
        return _PLACE.sub("", own.text).strip()

    def place(match: "regex.Match[str]") -> str:
        index = int(match.group(1)) - 1
        shown = found.levels[index]
        count = counters[index]
        form = "decimal" if own.is_legal else shown.form
        return format_number(shown.start if count is None else count, form)

    return _PLACE.sub(place, own.text)


def format_number(count: int, form: str) -> str:
    """``count`` in a numFmt of Word; forms not used in Vietnamese documents count as decimal."""
    if form in {"upperRoman", "lowerRoman"} and 0 < count < 4000:
        roman = to_roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"} and 0 < count <= len(_LATIN) * _MAX_REPEAT:
        letter = _LATIN[(count - 1) % len(_LATIN)] * ((count - 1) // len(_LATIN) + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form == "none" else str(count)
