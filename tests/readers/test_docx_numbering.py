"""Automatic numbers stand before their paragraphs as Word prints them."""

from collections.abc import Callable

import pytest

from extractor.model.document import Document
from extractor.readers.docx_numbering import format_number
from tests.readers.shown import blocks, rows
from tests.readers.word_files import (
    cell,
    level,
    numbered,
    numbering,
    paragraph,
    row,
    styles,
    table,
    word_file,
)

Read = Callable[..., Document]
OUTLINE = (
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
)


def _shown(document_of: Read, body: str, definitions: str, **parts: str) -> list[str]:
    return blocks(document_of(word_file(body, numbering=definitions, **parts), "a.docx"))


def test_levels_count_and_restart(document_of: Read) -> None:
    """Deeper levels restart after a paragraph of a level above; outer numbers show in inner labels."""
    body = "".join(numbered(str(n), 1, depth) for n, depth in enumerate((0, 1, 2, 2, 1, 2, 3, 3, 0, 1)))
    assert _shown(document_of, body, numbering({0: OUTLINE}, {1: (0, "")})) == [
        "I. 0",
        "1. 1",
        "1.1. 2",
        "1.2. 3",
        "2. 4",
        "2.1. 5",
        "a) 6",
        "b) 7",
        "II. 8",
        "1. 9",
    ]


def test_lists_of_one_definition_go_on_counting(document_of: Read) -> None:
    """Two lists with one definition share their counter; a start override begins anew, once."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    definitions = numbering({0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, override)})
    body = "".join(numbered("x", num_id) for num_id in (1, 2, 3, 3))
    assert _shown(document_of, body, definitions) == ["1. x", "2. x", "5. x", "6. x"]


def test_replaced_level_legal_numbers_and_restart_rules(document_of: Read) -> None:
    """A list may replace a level; isLgl prints outer numbers as Arabic; lvlRestart 0 never restarts."""
    legal = level(0, "upperRoman", "%1.") + level(1, "lowerRoman", "%1.%2", "<w:isLgl/>")
    legal += level(2, "decimal", "(%3)", '<w:lvlRestart w:val="0"/>')
    replaced = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "Điều %1.")}</w:lvlOverride>'
    body = "".join(numbered("x", 1, depth) for depth in (0, 1, 2, 0, 2)) + numbered("y", 2)
    assert _shown(document_of, body, numbering({0: legal, 1: OUTLINE}, {1: (0, ""), 2: (1, replaced)})) == [
        "I. x",
        "1.1 x",
        "(1) x",
        "II. x",
        "(2) x",
        "Điều 1. y",
    ]


def test_numbers_from_styles(document_of: Read) -> None:
    """A style carries its list and level; a paragraph can switch it off with list 0."""
    linked = level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc"/>') + level(
        1, "decimal", "%2.", '<w:pStyle w:val="Khoan"/>'
    )
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    sheet = styles(
        f'<w:style w:type="paragraph" w:styleId="Muc">{number}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Khoan">{number}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Khoan"/></w:style>'
    )
    body = "".join(paragraph("x", f'<w:pStyle w:val="{name}"/>') for name in ("Muc", "Khoan", "Con"))
    body += paragraph("y", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert _shown(document_of, body, numbering({0: linked}, {1: (0, "")}), styles=sheet) == [
        "I. x",
        "1. x",
        "2. x",
        "y",
    ]


def test_numbered_cells_without_text(document_of: Read) -> None:
    """A column of automatic numbers shows them though its paragraphs are empty."""
    number = f"<w:tc>{numbered('')}</w:tc>"
    body = table(row(number, cell("Việc một")), row(number, cell("Việc hai")))
    document = document_of(
        word_file(body, numbering=numbering({0: level(0, "decimal", "%1")}, {1: (0, "")})), "a.docx"
    )
    assert rows(document) == [["1", "Việc một"], ["2", "Việc hai"]]


def test_bullets(document_of: Read) -> None:
    """Bullets show as Unicode, those of symbol fonts too."""
    definitions = numbering(
        {0: level(0, "bullet", "-"), 1: level(0, "bullet", "\uf0b7")}, {1: (0, ""), 2: (1, "")}
    )
    assert _shown(document_of, numbered("a", 1) + numbered("b", 2), definitions) == ["- a", "• b"]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (0, "upperRoman", "0"),
        (5, "chicago", "5"),
    ],
)
def test_number_forms(count: int, form: str, shown: str) -> None:
    """Forms as Word prints them; unknown ones as Arabic numbers."""
    assert format_number(count, form) == shown
