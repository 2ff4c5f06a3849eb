"""Cells that a spreadsheet or an XML file can take without harm."""

import regex

from extractor.text.formulas import opens_formula

_NUMBER = regex.compile(r"[+\-]?+\d++(?:[.,]\d++)*+%?+")
_NOT_XML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_cell(text: str) -> str:
    """``text`` with a ``'`` before it where a spreadsheet would run it as a formula.

    A plain number (``-5``, ``+1,5``, ``-3%``) stays as it is. Blanks before the sign do not hide it: some
    programs trim them.
    """
    if opens_formula(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 forbids."""
    clean: str = _NOT_XML.sub("", text)
    return clean
