"""The Word summary: what the boss reads."""

import re
from pathlib import Path

import docx
from msgspec.structs import replace

from extractor.compare.api import compare
from extractor.model.records import Org
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


def test_figures_and_names_as_vietnamese_has_them(tmp_path: Path) -> None:
    """A decimal comma, the date day first, a document without province by issuer and number."""
    shared = "tổ chức tập huấn kỹ năng chăm sóc vườn hoa cho cán bộ công chức"
    made = make_plan("a", [shared, "trồng hoa hồng"], province=None, number="7/NQ-CP")
    issuer = Org(surface="Chính phủ", provenance=made.plan.tasks[0].provenance)
    made = replace(made, plan=replace(made.plan, header=replace(made.plan.header, issuer=issuer)))
    found = compare([made, make_plan("b", [shared], province="Huế")])
    memo = docx.Document(str(write_memo(found, tmp_path)))
    assert "Chính phủ 7/NQ-CP" in memo.paragraphs[0].text
    documents, *_, pairs = memo.tables
    assert [cell.text for cell in documents.rows[1].cells][:3] == ["Chính phủ", "7/NQ-CP", "05/01/2030"]
    assert re.fullmatch(r"\d,\d\d", pairs.rows[1].cells[0].text)
    memo = docx.Document(str(write_memo(found, tmp_path, "en")))
    assert re.fullmatch(r"\d\.\d\d", memo.tables[-1].rows[1].cells[0].text)


def test_letters_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    """A control letter in a title does not stop the summary."""
    plans = [make_plan("a", ["tưới\x0b cây"]), make_plan("b", ["tưới cây"], province="Hu\x00ế")]
    assert "Huế" in docx.Document(str(write_memo(compare(plans), tmp_path))).paragraphs[0].text
