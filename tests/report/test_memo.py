"""The Word summary: what the boss reads."""

from pathlib import Path

import docx

from extractor.compare.api import compare
from extractor.report.memo import write_memo
from tests.compare.plans import make_plan


def test_the_summary_holds_figures_documents_and_pairs(tmp_path: Path) -> None:
    """Provinces in the heading, a row a document, the likeliest pair with both texts."""
    shared = "tổ chức tập huấn kỹ năng chăm sóc vườn hoa cho cán bộ công chức"
    plans = [make_plan("a", [shared, "trồng hoa hồng"]), make_plan("b", [shared], province="Huế")]
    path = write_memo(compare(plans), tmp_path)
    memo = docx.Document(str(path))
    assert "Bình Phước" in memo.paragraphs[0].text
    assert "Huế" in memo.paragraphs[0].text
    documents, *_, pairs = memo.tables
    assert [row.cells[0].text for row in documents.rows][1:] == ["Bình Phước", "Huế"]
    assert [cell.text for cell in pairs.rows[1].cells][2::2] == [shared, shared]


def test_letters_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    """A control letter in a title does not stop the summary."""
    plans = [make_plan("a", ["tưới\x0b cây"]), make_plan("b", ["tưới cây"], province="Hu\x00ế")]
    assert "Huế" in docx.Document(str(write_memo(compare(plans), tmp_path))).paragraphs[0].text
