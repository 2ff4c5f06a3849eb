"""Generated plans are the same for the same seed, and their truth stands in their files."""

import io
import json
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pypdfium2
import pytest
import synthesize
from synthesis.build import WRITERS, render
from synthesis.citations import TYPE_OF_WORD
from synthesis.compose import compose
from synthesis.content import generate
from synthesis.content_table import KINDS
from synthesis.deadlines import SHAPES
from synthesis.draft import Draft, Table
from synthesis.setting import data
from synthesis.truth import gold_of

from extractor.model.types import VOCABULARY
from tests.corpus.conftest import squeezed
from tests.corpus.test_samples import gold_words

TEXT_FORMATS = ("txt", "html", "docx", "md")


def drafts(count: int, *kinds: str) -> list[Draft]:
    """Generated plans of seed 5, of all table kinds unless some are named."""
    return [compose(generate(5, index, kinds or KINDS)) for index in range(count)]


def table_of(draft: Draft) -> Table | None:
    """The task table of a draft."""
    blocks = [block for part in draft.parts for block in part.blocks]
    return next((block for block in blocks if isinstance(block, Table)), None)


def test_same_seed_gives_same_bytes() -> None:
    """Two runs write the same bytes; another seed writes another plan."""
    first, again = (render(compose(generate(3, 1, KINDS)), TEXT_FORMATS) for _ in range(2))
    other = render(compose(generate(4, 1, KINDS)), TEXT_FORMATS)
    assert first == again
    assert set(first.values()).isdisjoint(other.values())


def test_same_seed_gives_same_pdf(fonts: str) -> None:
    """The PDF, too, does not know the clock or the plan before it."""
    first, _, again = (WRITERS["pdf"](compose(generate(3, index, KINDS))) for index in (1, 2, 1))
    assert first == again


def test_command_writes_every_format_and_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Plan i of a seed is the same whatever the count; each has its gold beside it."""
    for count in ("2", "4"):
        synthesize.main(
            [str(tmp_path / count), "--count", count, "--seed", "9", "--formats", "txt,html,docx,md"]
        )
    small = {path.name: path.read_bytes() for path in (tmp_path / "2").iterdir()}
    large = {path.name: path.read_bytes() for path in (tmp_path / "4").iterdir()}
    assert small.items() <= large.items()
    assert len(large) == 4 * 5
    assert capsys.readouterr().out.startswith("2 plans in ")


def test_command_names_an_unknown_format(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A wrong name is refused with the names that exist."""
    with pytest.raises(SystemExit):
        synthesize.main([str(tmp_path), "--formats", "txt,odt"])
    assert "odt" in (message := capsys.readouterr().err)
    assert "docx" in message


def test_truth_stands_in_the_text() -> None:
    """What the gold quotes is printed, in page text and tab text alike."""
    for draft in drafts(60):
        text = squeezed(WRITERS["txt"](draft).decode())
        gold = gold_of(draft)
        # "các Sở: A, B" prints the head once for all: the surface of B is completed.
        missing = [word for word in gold_words(gold) if squeezed(word.removeprefix("Sở ")) not in text]
        assert missing == []


def test_numbers_are_cited_as_often_as_the_truth_says() -> None:
    """The mentions of every cited number, those inside titles of other documents included, are printed."""
    for draft in drafts(60):
        text = squeezed(WRITERS["txt"](draft).decode())
        for cited in draft.citations:
            printed = text.count(f"số{cited['number']}") + text.count(f"số:{cited['number']}")
            without = sum(text.count(f"{squeezed(word)}{cited['number']}") for word in TYPE_OF_WORD)
            assert printed + without >= cited["mentions"]


def test_words_of_the_truth_are_those_of_the_contract() -> None:
    """Types and deadline kinds of the gold are values of the closed lists."""
    kinds = {
        stage["kind"]
        for draft in drafts(60)
        for task in gold_of(draft)["tasks"]
        for stage in task["deadlines"]
    }
    assert kinds <= set(VOCABULARY["deadline_kind"])
    assert set(TYPE_OF_WORD.values()) <= set(VOCABULARY["doc_type"])
    assert {entry["shape"].split()[0] for entry in data("phrases")["deadline"]} <= {*SHAPES, "ongoing"}


@pytest.mark.parametrize("kind", KINDS)
def test_web_tables_fill_their_grid(kind: str) -> None:
    """Column and row spans of a web table cover every place of the grid once."""
    for draft in drafts(12, kind):
        if table := table_of(draft):
            rows = lxml.html.fromstring(WRITERS["html"](draft).decode()).xpath("(//table)[last()]//tr")
            places = sum(
                int(cell.get("colspan", 1)) * int(cell.get("rowspan", 1)) for row in rows for cell in row
            )
            assert places == len(table.rows) * len(table.fields)


def test_docx_tables_and_numbering_are_words_own() -> None:
    """python-docx opens the file and sees the grid; numbered labels are typed or counted, never both."""
    for draft in drafts(12):
        document = docx.Document(io.BytesIO(WRITERS["docx"](draft)))
        if table := table_of(draft):
            grid = document.tables[-1]
            assert (len(grid.rows), len(grid.columns)) == (len(table.rows), len(table.fields))
        headings = [paragraph for paragraph in document.paragraphs if "TỔ CHỨC" in paragraph.text]
        for heading in headings:
            counted = heading._p.pPr is not None and heading._p.pPr.numPr is not None
            assert counted == draft.layout.auto_numbering
            assert heading.text.startswith("IV.") != counted


def test_rows_break_over_pages(fonts: str) -> None:
    """A broken table runs over pages and no word of it is lost, whatever its rules."""
    broken = 0
    for draft in drafts(8, "broken"):
        if table := table_of(draft):
            pages = pypdfium2.PdfDocument(WRITERS["pdf"](draft))
            texts = [page.get_textpage().get_text_range() for page in pages]
            words = squeezed("".join(texts))
            broken += len(pages) > len(draft.parts)
            for row in table.rows:
                assert all(piece in words for cell in row.cells for piece in map(squeezed, cell.text.split()))
    assert broken


def test_an_unknown_mark_is_refused() -> None:
    """A slip in a source is named, not printed into a sample."""
    source: dict[str, Any] = generate(1, 0, KINDS)
    source["part"][0]["lines"] += "\np Theo [[cit:c0]]."
    with pytest.raises(ValueError, match="cit"):
        compose(source)


def test_gold_is_json_with_vietnamese_letters() -> None:
    """Gold can be read and edited by hand."""
    files = render(drafts(1)[0], ("txt",))
    (gold,) = [content for name, content in files.items() if name.endswith(".gold.json")]
    assert "\\u" not in gold.decode()
    assert json.loads(gold)["doc_id"] == "tong-hop-5-00000"


def test_page_text_breaks_as_pages_do() -> None:
    """An empty line parts the lines; where a page ends there is none and the next line opens with a blank."""
    (draft,) = [draft for draft in drafts(40) if draft.layout.text_form == "page"][:1]
    lines = WRITERS["txt"](draft).decode().split("\n")
    opening = [at for at in range(1, len(lines)) if lines[at].startswith(" ") and lines[at].strip()]
    assert opening
    assert all(lines[at - 1].strip() for at in opening)
    others = [at for at in range(1, len(lines)) if lines[at].strip() and at not in opening]
    assert not any(lines[at - 1].strip() for at in others)
