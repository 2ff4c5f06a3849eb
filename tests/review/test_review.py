"""A review goes out to a workbook and what a person changed comes back, once."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from extractor.batch.decided import compare_decided
from extractor.batch.output import write_manifest
from extractor.cli.main import kehoach
from extractor.decisions.table import Decisions, read_decisions
from extractor.exporters.comparison import write_comparison
from extractor.exporters.json import write_extraction
from extractor.exporters.options import ExportOptions
from extractor.model.decision import Decision
from extractor.model.extraction import Extraction
from extractor.model.manifest import Manifest, ManifestEntry
from extractor.review.book import write_review
from extractor.review.changes import Author, changed, merged
from extractor.review.gathered import Reviewed
from extractor.review.rows import review_rows
from extractor.review.workbook import Rows, read_workbook
from extractor.text.hashes import task_hash
from tests.compare.plans import make_plan
from tests.compare.test_compare import GARDEN, OTHER

Edit = Callable[[openpyxl.Workbook], None]
PLANS = (
    make_plan("a", GARDEN, lead=["?"]),
    make_plan("b", OTHER, province="Bình Dương"),
)


@pytest.fixture
def results(tmp_path: Path) -> tuple[Path, Path]:
    """Results of extract and of compare."""
    extracted, compared = tmp_path / "ra", tmp_path / "so-sanh"
    for plan in PLANS:
        write_extraction(plan, extracted)
    write_manifest(extracted, Manifest(complete=True, options={}, documents=tuple(map(_entry, PLANS))))
    write_comparison(compare_decided(PLANS, Decisions()), compared, ExportOptions())
    return extracted, compared


def _entry(made: Extraction) -> ManifestEntry:
    doc_id = made.plan.doc_id
    return ManifestEntry(
        file=f"{doc_id}.txt", media_type="text/plain", status="ok", doc_id=doc_id, plan=f"plans/{doc_id}.json"
    )


def _run(*arguments: "str | Path") -> "tuple[int, str]":
    done = CliRunner().invoke(kehoach, ["review", *map(str, arguments)])
    return done.exit_code, done.output


def _reviewed(results: tuple[Path, Path], edit: Edit) -> Path:
    """A workbook as a person left it."""
    path = results[0].parent / "review.xlsx"
    assert _run("export", *results, "-o", path, "--force")[0] == 0
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def _set(book: openpyxl.Workbook, sheet: str, row: int, column: str, value: str) -> None:
    page = book[sheet]
    at = next(cell.column for cell in page[1] if cell.value == column)
    page.cell(row, at).value = value


def test_an_untouched_workbook_gives_nothing(results: tuple[Path, Path], tmp_path: Path) -> None:
    """Neither as written, nor saved again by another program: no decision, a file with a header only."""
    path = tmp_path / "review.xlsx"
    assert _run("export", *results, "-o", path)[0] == 0
    for _ in range(2):
        code, said = _run("apply", path, "--decisions", tmp_path / "d.csv")
        assert code == 0
        assert "0 quyết định" in said
        assert read_decisions(tmp_path / "d.csv").rows == ()
        openpyxl.load_workbook(path).save(path)


def test_what_to_check_first_stands_on_top(results: tuple[Path, Path], tmp_path: Path) -> None:
    """Matches nobody looked at, best scores first; verdicts offered in a drop-down; the key is hidden."""
    path = tmp_path / "review.xlsx"
    _run("export", *results, "-o", path)
    book = openpyxl.load_workbook(path)
    page = book["Cặp nhiệm vụ"]
    names = [cell.value for cell in page[1]]
    scores = [float(page.cell(row, names.index("Điểm") + 1).value) for row in range(2, page.max_row + 1)]
    assert scores == sorted(scores, reverse=True)
    assert page.column_dimensions["A"].hidden
    assert any("Danh mục" in rule.formula1 for rule in page.data_validations.dataValidation)
    assert book["Nhiệm vụ"].cell(2, 2).value == "cơ quan chưa rõ"


def test_edits_become_decisions(results: tuple[Path, Path], tmp_path: Path) -> None:
    """A verdict, a unit, a field, a missing task: each a row, with who and when; a second time changes nothing."""

    def edit(book: openpyxl.Workbook) -> None:
        _set(book, "Cặp nhiệm vụ", 2, "Kết luận", "Giống")
        _set(book, "Cơ quan chưa rõ", 2, "Tên đúng", "Sở Nội vụ")
        _set(book, "Nhiệm vụ", 2, "Thời hạn", "trước ngày 30/6/2030")
        _set(book, "Nhiệm vụ thiếu", 2, "Văn bản", "b")
        _set(book, "Nhiệm vụ thiếu", 2, "Nội dung (chép nguyên văn)", "phát sóng trên đài truyền hình tỉnh")
        _set(book, "Nhiệm vụ thiếu", 2, "Chủ trì", "Sở Tư pháp")

    path, file = _reviewed(results, edit), tmp_path / "decisions.csv"
    code, said = _run("apply", path, "--decisions", file, "--who", "NV1", "--when", "2030-02-01")
    assert (code, "5 quyết định" in said) == (0, True)
    rows = {(row.kind, row.field): row for row in read_decisions(file).rows}
    match = rows["match", ""]
    assert match.pair == tuple(sorted((task_hash(GARDEN[0], None), task_hash(OTHER[0], None))))
    assert (match.verdict, match.who, match.when) == ("same", "NV1", "2030-02-01")
    assert rows["unit", ""].value == "Sở Nội vụ"
    assert rows["task", "deadline"].value == "trước ngày 30/6/2030"
    assert rows["missing", ""].doc_id == ("b",)
    before = file.read_bytes()
    code, said = _run("apply", path, "--decisions", file, "--who", "NV2", "--when", "2030-03-01")
    assert "0 quyết định" in said
    assert file.read_bytes() == before
    found = compare_decided(PLANS, read_decisions(file))
    assert {issue.code for issue in found.issues} & {"decision_stale", "decision_orphaned"} == set()
    assert "confirmed" in {one.status for one in found.matches}
    assert any(task.text == "phát sóng trên đài truyền hình tỉnh" for task in found.tasks)


def test_a_changed_mind_takes_the_place(results: tuple[Path, Path], tmp_path: Path) -> None:
    """The newer verdict replaces the older one; rows on other subjects stay."""
    file = tmp_path / "decisions.csv"
    file.write_text("kind,text_sha,field,value\ntask,h0,lead,Sở Y tế\n", encoding="utf-8")
    for verdict in ("Giống", "Khác"):
        path = _reviewed(results, lambda book, said=verdict: _set(book, "Cặp nhiệm vụ", 2, "Kết luận", said))  # type: ignore[misc]
        _run("apply", path, "--decisions", file)
    assert [(row.kind, row.verdict) for row in read_decisions(file).rows] == [
        ("task", ""),
        ("match", "different"),
    ]


def test_rows_moved_and_broken(results: tuple[Path, Path], tmp_path: Path) -> None:
    """Rows may be sorted or deleted; an edited row without its key, or with an unknown verdict, is told."""

    def edit(book: openpyxl.Workbook) -> None:
        page = book["Cặp nhiệm vụ"]
        cells = [cell.value for cell in page[2]]
        page.delete_rows(2)
        page.append(cells)
        _set(book, "Cặp nhiệm vụ", page.max_row, "Kết luận", "Khác")
        _set(book, "Cặp nhiệm vụ", 2, "Kết luận", "có lẽ")
        book["Nhiệm vụ"].cell(2, 1).value = ""
        _set(book, "Nhiệm vụ", 2, "Chủ trì", "Sở Y tế")

    path, file = _reviewed(results, edit), tmp_path / "decisions.csv"
    code, said = _run("apply", path, "--decisions", file)
    assert code == 3
    assert "không hiểu kết luận" in said
    assert "không còn mã ở cột A" in said
    assert [row.verdict for row in read_decisions(file).rows] == ["different"]


def test_what_is_not_understood_is_not_overwritten(results: tuple[Path, Path], tmp_path: Path) -> None:
    """A decisions file with rows that cannot be read is left alone until they are mended."""
    file = tmp_path / "decisions.csv"
    file.write_text("kind,text_sha\nfoo,h0\n", encoding="utf-8")
    path = _reviewed(results, lambda book: _set(book, "Cặp nhiệm vụ", 2, "Kết luận", "Giống"))
    code, said = _run("apply", path, "--decisions", file)
    assert code == 2
    assert "ghi lại sẽ mất" in said
    assert file.read_text(encoding="utf-8") == "kind,text_sha\nfoo,h0\n"


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A folder without results, a file that is no workbook."""
    (tmp_path / "x.xlsx").write_bytes(b"PK nothing")
    assert _run("export", tmp_path, "-o", tmp_path / "r.xlsx")[0] == 2
    assert _run("apply", tmp_path / "x.xlsx", "--decisions", tmp_path / "d.csv")[0] == 2
    assert _run("apply", tmp_path / "y.xlsx", "--decisions", tmp_path / "d.csv")[0] == 2


def test_an_edited_workbook_is_not_replaced(results: tuple[Path, Path], tmp_path: Path) -> None:
    """A second export to the same file: exit 73 and what to do; --force replaces it; .xlsx it must be."""
    path = tmp_path / "review.xlsx"
    path.write_bytes(b"edited")
    code, said = _run("export", *results, "-o", path)
    assert (code, "--force" in said, path.read_bytes()) == (73, True, b"edited")
    assert _run("export", *results, "-o", path, "--force")[0] == 0
    assert path.read_bytes() != b"edited"
    code, said = _run("export", *results, "-o", tmp_path / "review.csv")
    assert (code, "review.xlsx" in said) == (2, True)


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A workbook without the sheets of a review, be it one of the program's own."""
    book = openpyxl.Workbook()
    book.active.title = "Nhiệm vụ"
    book.active.append(["doc_id", "text"])
    book.save(tmp_path / "kehoach.xlsx")
    code, said = _run("apply", tmp_path / "kehoach.xlsx", "--decisions", tmp_path / "d.csv")
    assert (code, "không phải tệp của kehoach review" in said) == (2, True)
    assert not (tmp_path / "d.csv").exists()


def test_what_is_not_understood_is_told_with_its_row(results: tuple[Path, Path], tmp_path: Path) -> None:
    """An unknown topic and an unknown verdict: exit 3, the row named, the other edits taken."""

    def edit(book: openpyxl.Workbook) -> None:
        _set(book, "Nhiệm vụ", 2, "Chủ đề", "khong_co")
        _set(book, "Nhiệm vụ", 3, "Chủ đề", "press")
        _set(book, "Cặp nhiệm vụ", 2, "Kết luận", "chắc vậy")

    path, file = _reviewed(results, edit), tmp_path / "decisions.csv"
    code, said = _run("apply", path, "--decisions", file)
    assert code == 3
    assert "Nhiệm vụ:2: không có chủ đề “khong_co”" in said
    assert "Cặp nhiệm vụ:2: không hiểu kết luận “chắc vậy”; hãy chọn trong: Giống, Một phần, " in said
    assert [row.topics for row in read_decisions(file).rows] == [("press",)]


def test_a_missing_task_of_an_unknown_document_is_told(results: tuple[Path, Path], tmp_path: Path) -> None:
    """Exit 3 and the row, no decision; the row of a known document is taken, and one of none."""

    def edit(book: openpyxl.Workbook) -> None:
        for row, doc_id in enumerate(("khong-co", "b", ""), 2):
            _set(book, "Nhiệm vụ thiếu", row, "Văn bản", doc_id)
            _set(book, "Nhiệm vụ thiếu", row, "Nội dung (chép nguyên văn)", f"mở lớp thứ {row}")

    path, file = _reviewed(results, edit), tmp_path / "decisions.csv"
    code, said = _run("apply", path, "--decisions", file)
    assert code == 3
    assert "Nhiệm vụ thiếu:2: không có văn bản “khong-co” trong tệp này" in said
    assert [row.doc_id for row in read_decisions(file).rows] == [("b",), ()]


@pytest.mark.parametrize(
    "words",
    ["tưới \x08cây", "tưới\rcây", "tưới _x0041_ cây", "tưới \uffff cây", "tưới cây " * 4000, "=1", "'x"],
)
def test_words_a_workbook_changes_are_no_edit(words: str, tmp_path: Path) -> None:
    """Control characters, escapes, words longer than a cell: an untouched row gives no decision."""
    path = tmp_path / "r.xlsx"
    write_review(path, review_rows(Reviewed(plans=(make_plan("d", [words], lead=["Sở A"]).plan,))), ("d",))
    assert changed(read_workbook(path), Author()) == ([], [])


def _edited(words: "list[str]", edits: "dict[int, tuple[str, str]]", tmp_path: Path) -> "dict[str, Rows]":
    """The rows of a review of a plan of these tasks, cells of the sheet of tasks edited."""
    path = tmp_path / "r.xlsx"
    write_review(path, review_rows(Reviewed(plans=(make_plan("d", words, lead=["Sở A"]).plan,))), ("d",))
    book = read_workbook(path)
    page = book["Nhiệm vụ"]
    for row, (column, value) in edits.items():
        page[row - 1][page[0].index(column)] = value
    return book


def test_twins_edited_differently(tmp_path: Path) -> None:
    """Two tasks of the same words with other edits: neither is taken, both rows are named; alike is fine."""
    twins = ["Báo cáo kết quả", "Báo cáo kết quả", "Trồng cây"]
    edits = {2: ("Chủ trì", "Sở Nội vụ"), 3: ("Chủ trì", "Sở Y tế"), 4: ("Thời hạn", "Quý I")}
    decisions, (notice,) = changed(_edited(twins, edits, tmp_path), Author())
    assert [one.field for one in decisions] == ["deadline"]
    assert notice.code == "review_conflict"
    assert "Nhiệm vụ:2, Nhiệm vụ:3" in notice.message
    alike = dict.fromkeys((2, 3), ("Chủ trì", "Sở Nội vụ"))
    decisions, notices = changed(_edited(twins, alike, tmp_path), Author())
    assert (len(merged([], decisions)), notices) == (1, [])
    (decision,), (notice,) = changed(_edited(twins, {3: alike[3]}, tmp_path), Author())
    assert (decision.value, notice.code) == ("Sở Nội vụ", "review_spreads")
    assert "Nhiệm vụ:3: " in notice.message
    assert "in Nhiệm vụ:2, mended there too" in notice.message


def test_no_task_takes_the_place_of_its_corrections() -> None:
    """A task that was mended and is none after all: its rows of this document go, those of others stay."""
    fields = {"kind": "task", "text_sha": "a"}
    known = [
        Decision(doc_id=("d",), field="lead", value="Sở Y tế", **fields),  # type: ignore[arg-type]
        Decision(doc_id=("e",), field="lead", value="Sở Y tế", **fields),  # type: ignore[arg-type]
        Decision(doc_id=("d",), topics=("press",), **fields),  # type: ignore[arg-type]
    ]
    wrong = Decision(doc_id=("d",), verdict="wrong", **fields)  # type: ignore[arg-type]
    assert merged(known, [wrong]) == [wrong, known[1]]


def test_a_document_is_listed_once_whatever_its_id_in_each_folder() -> None:
    """Extracted beside a copy in another format its id bears a hash, compared alone it does not."""
    comparison = compare_decided(PLANS, Decisions())
    hashed = [replace(made.plan, doc_id=f"{made.plan.doc_id}-0123456789ab") for made in PLANS]
    alone = review_rows(Reviewed(plans=tuple(hashed)))["tasks"]
    both = review_rows(Reviewed(plans=tuple(hashed), comparisons=(comparison,)))["tasks"]
    assert [row.sha for row in both] == [row.sha for row in alone]
