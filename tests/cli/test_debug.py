"""``kehoach debug``: a picture of a page that shows what was read where."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from extractor.report.page_drawing import COLORS
from tests.cli.conftest import PROJECT, Kehoach

SAMPLE = PROJECT / "corpus" / "samples" / "mau-binh-duong-so-hoa-luu-tru-2023.pdf"
A4 = 595.3, 841.9


def colors(path: Path, box: tuple[float, float, float, float] | None = None, scale: float = 2) -> set[object]:
    """The colours of a picture, or of a box in points."""
    with Image.open(path) as image:
        area = image.convert("RGB")
        if box is not None:
            area = area.crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
        return {color for _, color in area.getcolors(1 << 24) or []}


@pytest.fixture(scope="module")
def table_page() -> int:
    """The first page of the sample that bears its table."""
    from extractor import extract

    table = extract(SAMPLE).tables[0]
    return table.provenance.spans[0].page or 0


def test_a_page_is_drawn_with_all_that_was_read(kehoach: Kehoach, tmp_path: Path, table_page: int) -> None:
    """The PNG is as large as the page times the scale and holds the colour of words, lines, cells and rows."""
    run = kehoach("debug", SAMPLE, "-p", str(table_page), "-o", "trang.png")
    assert run.returncode == 0, run.stderr
    with Image.open(tmp_path / "trang.png") as image:
        assert image.format == "PNG"
        assert sorted(image.size) == [round(2 * side) for side in A4]
    body = colors(tmp_path / "trang.png", (0, 20, 595, 570))
    assert {COLORS[name] for name in ("words", "rules", "cells", "rows")} <= body


def test_sections_and_citations_are_boxed_where_they_stand(kehoach: Kehoach, tmp_path: Path) -> None:
    """The place of a citation on the first page bears its colour, and does not where only words are drawn."""
    from extractor import extract

    plan = extract(SAMPLE)
    span = next(one.provenance.spans[0] for one in plan.citations if one.provenance.spans[0].page == 1)
    assert span.bbox is not None
    x0, top, x1, bottom = span.bbox
    around = (x0 - 2, top - 2, x1 + 2, bottom + 2)
    kehoach("debug", SAMPLE, "-o", "a.png", "--scale", "1.5")
    kehoach("debug", SAMPLE, "-o", "b.png", "--scale", "1.5", "--layer", "words")
    assert COLORS["citations"] in colors(tmp_path / "a.png", around, 1.5)
    assert COLORS["citations"] not in colors(tmp_path / "b.png")
    assert COLORS["words"] in colors(tmp_path / "b.png", around, 1.5)


def test_the_same_page_gives_the_same_bytes(kehoach: Kehoach, tmp_path: Path) -> None:
    """Two runs write the same file."""
    for name in ("a.png", "b.png"):
        kehoach("debug", SAMPLE, "-o", name, "--scale", "1")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed (make setup)")
def test_a_scan_shows_the_words_that_were_recognised(kehoach: Kehoach, tmp_path: Path) -> None:
    """A leaning picture of a page is drawn as it lies: words and lines are boxed over their ink."""
    kehoach("debug", SAMPLE, "-p", "3", "-o", "goc.png", "--scale", "2.5", "--layer", "words")
    source = tmp_path / "quet.png"
    import pypdfium2

    with pypdfium2.PdfDocument(SAMPLE) as document:
        page = document[2].render(scale=200 / 72).to_pil().convert("L")
    page.rotate(0.6, fillcolor=255).save(source, dpi=(200, 200))
    run = kehoach("debug", source, "-o", "quet-ve.png")
    assert run.returncode == 0, run.stderr
    seen = colors(tmp_path / "quet-ve.png")
    assert {COLORS["words"], COLORS["rules"], COLORS["cells"]} <= seen
    with Image.open(tmp_path / "quet-ve.png") as image:
        assert abs(image.size[0] * 100 / 72 - page.size[0]) <= 3


def test_a_page_that_is_not_there_is_a_message(kehoach: Kehoach, tmp_path: Path) -> None:
    """One line with the number of pages, exit code of a wrong call, no file."""
    run = kehoach("debug", SAMPLE, "-p", "99", "-o", "x.png", "--lang", "en")
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "there is no page 99" in run.stderr
    assert not (tmp_path / "x.png").exists()


def test_a_file_without_pages_is_a_message(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A text file and a folder are told apart from documents with pages, with what to use instead."""
    run = kehoach("debug", plans / "a.txt", "-o", "x.png")
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert "kehoach show" in run.stderr
    assert kehoach("debug", plans, "-o", "x.png").returncode == 2
    assert kehoach("debug", "khong-co.pdf", "-o", "x.png").returncode == 3
    assert not (tmp_path / "x.png").exists()
