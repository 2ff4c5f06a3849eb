"""The evaluation of a folder: what is run, what is named, what comes out."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import json

from extractor.cli.evaluate import command
from extractor.errors import ConfigError
from extractor.evaluate import Evaluation, evaluate
from extractor.evaluate.floors import below, read_floors, write_floors
from extractor.evaluate.report import miss_lines, to_json

TEXT = """ỦY BAN NHÂN DÂN
TỈNH AN LẠC

KẾ HOẠCH
Phát triển văn hóa đọc năm 2031

I. MỤC TIÊU
Mỗi xã có một tủ sách.
II. NHIỆM VỤ
Các xã lập danh sách.
"""
GOLD = {
    "doc_id": "an-lac",
    "metadata": {"type": "plan", "title": "Phát triển văn hóa đọc năm 2031"},
    "sections": [
        {"id": "p1/I", "label": "I", "level": 1, "kind": "heading", "heading": "MỤC TIÊU"},
        {"id": "p1/II", "label": "II", "level": 1, "kind": "heading", "heading": "NHIỆM VỤ"},
        {"id": "p1/III", "label": "III", "level": 1, "kind": "heading", "heading": "KINH PHÍ"},
    ],
}


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    """A corpus of one document as text, as a broken PDF and as a scan."""
    for name in ("gold", "docs"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "an-lac.gold.json").write_bytes(json.encode(GOLD))
    (tmp_path / "docs" / "an-lac.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "docs" / "an-lac.odt").write_bytes(b"%PDF-1.7")
    (tmp_path / "docs" / "an-lac-2.txt").write_text("another document", encoding="utf-8")
    return tmp_path / "gold"


def sections_f1(evaluation: Evaluation) -> float:
    """F1 of sections over all formats."""
    return evaluation.totals()["sections"]["all"].f1


def test_documents_beside_the_gold_are_found(gold_dir: Path) -> None:
    """Without --docs the folder docs (or samples) beside the gold is read; other documents are left alone."""
    evaluation = evaluate(gold_dir)
    assert [(scored.doc_id, scored.form) for scored in evaluation.scored] == [("an-lac", "txt")]
    assert [entry.file for entry in evaluation.skipped] == ["an-lac.odt"]
    assert sections_f1(evaluation) == pytest.approx(0.8)


def test_each_miss_is_named(gold_dir: Path) -> None:
    """Document, format, kind, what was expected and what was found."""
    lines = [line for line in miss_lines(evaluate(gold_dir)) if ": sections:" in line]
    (line,) = lines
    assert line.startswith("an-lac.txt: sections: expected p1/III")
    assert line.endswith("got –")


def test_unreadable_document_scores_zero_and_says_why(gold_dir: Path) -> None:
    """A document that cannot be read does not stop the others: it misses everything."""
    (gold_dir.parent / "docs" / "an-lac.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    evaluation = evaluate(gold_dir)
    broken = next(scored for scored in evaluation.scored if scored.form == "pdf")
    assert broken.error
    assert not any(outcome.is_right for outcome in broken.outcomes)
    assert any(line.startswith("an-lac.pdf: not read") for line in miss_lines(evaluation))


def test_choice_of_formats_and_documents(gold_dir: Path) -> None:
    """An empty choice is an error that says what to check."""
    assert evaluate(gold_dir, forms=["txt"], doc_ids=["an-lac"]).scored
    with pytest.raises(ConfigError, match="--doc"):
        evaluate(gold_dir, forms=["html"])
    with pytest.raises(ConfigError, match=r"gold\.json"):
        evaluate(gold_dir.parent / "docs")


def test_gold_in_another_form_is_named(gold_dir: Path) -> None:
    """A gold file that is not in the form says which file and which key."""
    (gold_dir / "bad.gold.json").write_text('{"doc_id": 3}')
    with pytest.raises(ConfigError, match=r"bad\.gold\.json.*doc_id"):
        evaluate(gold_dir)


def test_json_holds_figures_and_misses(gold_dir: Path) -> None:
    """The JSON has totals by kind and format, and every miss under its document."""
    data = json.decode(to_json(evaluate(gold_dir)))
    assert data["totals"]["sections"]["txt"]["recall"] == pytest.approx(0.6667)
    misses = [entry for entry in data["documents"][0]["misses"] if entry["kind"] == "sections"]
    assert [entry["got"] for entry in misses] == [None]
    assert data["not_evaluated"][0]["file"] == "an-lac.odt"
    assert to_json(evaluate(gold_dir)) == to_json(evaluate(gold_dir))


def test_floors_rise_but_do_not_fall_unasked(gold_dir: Path, tmp_path: Path) -> None:
    """Writing floors over higher ones is refused without the flag, and the file stays."""
    path = tmp_path / "floors.toml"
    write_floors(path, evaluate(gold_dir))
    assert below(evaluate(gold_dir), read_floors(path)) == ()
    raised = path.read_text().replace('"txt" = 0.8\n', '"txt" = 0.9\n')
    path.write_text(raised)
    assert any("sections in txt" in line for line in below(evaluate(gold_dir), read_floors(path)))
    with pytest.raises(ConfigError, match="--lower-floors"):
        write_floors(path, evaluate(gold_dir))
    assert path.read_text() == raised
    write_floors(path, evaluate(gold_dir), lower=True)
    assert below(evaluate(gold_dir), read_floors(path)) == ()


def test_floors_hold_for_their_corpus_only(gold_dir: Path, tmp_path: Path) -> None:
    """When a document changes, the floors say that they were measured on another corpus."""
    write_floors(tmp_path / "floors.toml", evaluate(gold_dir))
    (gold_dir.parent / "docs" / "an-lac.txt").write_text(TEXT + "Hết.\n", encoding="utf-8")
    (line,) = below(evaluate(gold_dir), read_floors(tmp_path / "floors.toml"))
    assert "another corpus" in line


def test_command_prints_tables_and_fails_below_floors(gold_dir: Path, tmp_path: Path) -> None:
    """The command prints figures; exit 5 where a floor does not hold, 2 where the gold is not there."""
    shown = CliRunner().invoke(command, [str(gold_dir)])
    assert shown.exit_code == 0
    assert "sections" in shown.output
    assert "not evaluated: an-lac.odt" in shown.output
    floors = tmp_path / "floors.toml"
    assert CliRunner().invoke(command, [str(gold_dir), "--write-floors", str(floors)]).exit_code == 0
    assert CliRunner().invoke(command, [str(gold_dir), "--floors", str(floors)]).exit_code == 0
    floors.write_text(floors.read_text().replace('"txt" = 0.8\n', '"txt" = 0.9\n'))
    assert CliRunner().invoke(command, [str(gold_dir), "--floors", str(floors)]).exit_code == 5
    assert CliRunner().invoke(command, [str(tmp_path / "docs")]).exit_code == 2
    assert json.decode(CliRunner().invoke(command, [str(gold_dir), "--json"]).output)["totals"]
