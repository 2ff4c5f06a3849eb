"""Whether what stands under the suffix of another format is a document or only the error page of a server."""

import regex

from extractor.errors import UnsupportedFormat
from extractor.readers.encoding import decode

_SAMPLE = 64 * 4096
_ENOUGH_LETTERS = 300
_WORD_BLANKS = 0.08
"""Share of white space from which letters are words rather than an encoding such as base64."""
_COLS, _ROWS = 3, 2
"""Filled cells of a row, and rows of that many, from which there is a table."""
_PARAGRAPHS = 5
"""Filled paragraphs from which there is a document: error pages have up to three or four."""
_MARKUP = regex.compile(r"(?is)<script.{0,100000}?</script>|<style.{0,100000}?</style>|<[^>]{0,2000}>")
_BLANK = r"(?:\s|&nbsp;|&#160;|<(?!/?(?:t[dhr]|p)\b)[^>]{0,500}>)*+[^<\s]"
_ROW = regex.compile(r"(?i)<tr\b")
_CELL = regex.compile(rf"(?i)<t[dh]\b[^>]{{0,1000}}>(?:<p\b[^>]{{0,500}}>)?{_BLANK}")
_PARAGRAPH = regex.compile(rf"(?i)<p\b[^>]{{0,1000}}>{_BLANK}")


def sample_of(data: bytes) -> str:
    """The first of the text in ``data``; nothing where it is no text."""
    try:
        return decode(data[:_SAMPLE]).text
    except UnsupportedFormat:
        return ""


def is_prose(text: str) -> bool:
    """Whether there are enough words for a document, markup not counted."""
    words = _MARKUP.sub(" ", text)
    letters = sum(map(str.isalpha, words))
    blanks = sum(map(str.isspace, words))
    printable = words.count("\ufffd") * 10 < max(letters, 1)
    return letters >= _ENOUGH_LETTERS and blanks > len(words) * _WORD_BLANKS and printable


def is_page(text: str) -> bool:
    """Whether HTML holds a table or several paragraphs, however short, as web systems export it."""
    rows = _ROW.split(text)[1:]
    if sum(len(_CELL.findall(row)) >= _COLS for row in rows) >= _ROWS:
        return True
    return len(_PARAGRAPH.findall(text)) >= _PARAGRAPHS


def is_tabbed(text: str) -> bool:
    """Whether lines of text hold cells with TABs between them."""
    rows = (sum(bool(cell.strip()) for cell in line.split("\t")) for line in text.split("\n"))
    return sum(cells >= _COLS for cells in rows) >= _ROWS
