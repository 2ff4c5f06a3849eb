"""What a person corrected is there again on every run, marked, and still there when the words changed."""

import pytest
from msgspec.structs import replace

from extractor.decisions.mend import mend, row_hash
from extractor.decisions.missing import missing_task
from extractor.extractors.deadlines import FALLBACK
from extractor.extractors.tasks.extraction import deadline_issues
from extractor.model.decision import Decision, DecisionKind, unused_because
from extractor.model.extraction import Extraction
from extractor.model.records import Cell, Column, Deadline, Issue, Provenance, Row, Section, Span, Table
from extractor.text.hashes import task_hash, words_hash
from extractor.text.quoting import misquotes
from tests.compare.plans import make_plan

WORDS = "Biên soạn sổ tay hỏi đáp"
SHA = task_hash(WORDS, None)
PLACE = Provenance(start=0, end=4, spans=(Span(start=0, end=4, page=1),), rule="test")


def decided(field: str = "", value: str = "", sha: str = SHA, **more: object) -> Decision:
    """A decision about a task, or as said."""
    return Decision(**{"kind": "task", "text_sha": sha, "field": field, "value": value, "line": 2, **more})  # type: ignore[arg-type]


def test_fields_of_a_task() -> None:
    """Words, units, deadline: as the person wants them, read into records, marked by the rule."""
    made = mend(
        make_plan("a", [WORDS]),
        [
            decided("text", "Biên soạn cẩm nang hỏi đáp"),
            decided("lead", "Sở Nội vụ; Sở Tư pháp"),
            decided("deadline", "trước ngày 30/6/2030", sha=task_hash("Biên soạn cẩm nang hỏi đáp", None)),
        ],
    )
    (task,) = made.extraction.plan.tasks
    assert task.text == "Biên soạn cẩm nang hỏi đáp"
    assert [unit.id for unit in task.lead] == ["so_noi_vu", "so_tu_phap"]
    assert task.deadlines[0].kind == "by"
    assert {task.provenance.rule, task.lead[0].provenance.rule, task.deadlines[0].provenance.rule} == {
        "decision"
    }
    assert [(one.field, one.was) for one in made.extraction.plan.corrections][:2] == [
        ("text", WORDS),
        ("lead", ""),
    ]
    assert made.used == {2}
    assert list(misquotes(made.extraction.plan, made.extraction.text)) == []


def test_replaying_changes_nothing_more() -> None:
    """On a plan that was mended before (results of an earlier run) the same decisions change nothing."""
    decisions = [decided("text", "Soạn cẩm nang"), decided("lead", "Sở Nội vụ")]
    once = mend(make_plan("a", [WORDS]), decisions)
    again = mend(once.extraction, decisions)
    assert again.extraction == once.extraction
    assert again.used == once.used


def test_no_task_after_all() -> None:
    """What is no task is gone, and the plan says so."""
    made = mend(make_plan("a", [WORDS, "Trồng cây"]), [decided(verdict="wrong")])
    assert [task.text for task in made.extraction.plan.tasks] == ["Trồng cây"]
    assert made.extraction.plan.corrections[0].was == WORDS


def test_a_missing_task_is_found_in_the_text() -> None:
    """The words a person copied become a task at their place; words that are not there are reported."""
    whole = make_plan("a", [WORDS, "Trồng cây ven đường"])
    plan = replace(whole, plan=replace(whole.plan, tasks=whole.plan.tasks[:1]))
    kind: DecisionKind = "missing"
    words = "trồng cây  ven đường"
    made = mend(plan, [decided(value=words, sha=words_hash(words), kind=kind)])
    found = made.extraction.plan.tasks[1]
    assert (found.id, found.text, found.provenance.rule) == ("d1", "Trồng cây ven đường", "decision")
    assert found.provenance.spans[0].page == 1
    absent = mend(plan, [decided(value="Xây cầu", sha=words_hash("Xây cầu"), kind=kind, doc_id=("a",))])
    assert absent.used == frozenset()
    assert [issue.code for issue in absent.extraction.plan.issues] == ["correction_stale"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("xin  chào các BẠN", "Xin\nchào các bạn"),
        ("ạn ở đ", "ạn ở\tĐ"),
        ("İ các", None),
        ("a " * 4_900 + "b", None),
    ],
)
def test_missing_words_are_looked_up_quickly(words: str, found: str | None) -> None:
    """In time that grows with the text alone, however often the words nearly stand there."""
    text = "Xin\nchào các bạn ở\tĐây İ " + "a " * 400_000
    task = missing_task(make_plan("a", [WORDS]).plan, text, words)
    place = task and text[task.provenance.start : task.provenance.end]
    assert place == found


def test_a_unit_everywhere() -> None:
    """A name the gazetteer does not know is told once for all tasks."""
    plan = make_plan("a", ["Một", "Hai"], lead=["Phòng KSHC"])
    made = mend(plan, [decided(value="Văn phòng UBND tỉnh", sha=words_hash("Phòng KSHC"), kind="unit")])
    assert {unit.id for task in made.extraction.plan.tasks for unit in task.lead} == {"vp_ubnd_tinh"}


def test_a_heading_and_a_cell() -> None:
    """A heading misread, and a cell with the task of its row."""
    plan = make_plan("a", [WORDS]).plan
    cells = (Cell(text="1", provenance=PLACE), Cell(text=WORDS, provenance=PLACE))
    row = Row(kind="task", cells=cells)
    columns = (Column(field="stt", header="STT"), Column(field="task", header="Nội dung"))
    table = Table(
        id="tb1", kind="tasks", columns=columns, row_count=1, group_count=0, rows=(row,), provenance=PLACE
    )
    section = Section(
        id="p1/I", part="p1", label="I", level=1, kind="heading", heading="NHIEM VU", provenance=PLACE
    )
    plan = replace(plan, tasks=(replace(plan.tasks[0], table="tb1"),), tables=(table,), sections=(section,))
    made = mend(
        Extraction(plan=plan, text=WORDS),
        [
            decided("heading", "NHIỆM VỤ", sha=words_hash("NHIEM VU"), kind="heading"),
            decided("task", "Biên soạn sổ tay", sha=row_hash(row), kind="cell"),
        ],
    ).extraction.plan
    assert made.sections[0].heading == "NHIỆM VỤ"
    assert made.tables[0].rows[0].cells[1].text == made.tasks[0].text == "Biên soạn sổ tay"
    assert {one.record for one in made.corrections} == {"p1/I", "tb1#1", "t1"}


def test_another_document_is_left_alone() -> None:
    """A decision that names documents speaks of no other."""
    plan = make_plan("a", [WORDS])
    assert mend(plan, [decided("text", "Khác", doc_id=("b",))]).extraction == plan


def _with_table(cells: tuple[Cell, ...], *fields: str) -> Extraction:
    """A plan with a table of one row, whose task it is."""
    plan = make_plan("a", [WORDS], lead=["Sở A"]).plan
    columns = tuple(Column(field=one, header=one) for one in fields)  # type: ignore[arg-type]
    table = Table(
        id="tb1", kind="tasks", columns=columns, row_count=1, group_count=0, provenance=PLACE,
        rows=(Row(kind="task", cells=cells),),
    )  # fmt: skip
    return Extraction(
        plan=replace(plan, tasks=(replace(plan.tasks[0], table="tb1"),), tables=(table,)), text=WORDS
    )


def test_two_cells_of_one_row() -> None:
    """Both are mended, by the words the row had; one whose column is not there is stale."""
    made = _with_table(
        (Cell(text=WORDS, provenance=PLACE), Cell(text="Sở A", inherited=True)), "task", "lead"
    )
    sha = row_hash(made.plan.tables[0].rows[0])
    decisions = [
        decided("lead", "Sở Nội vụ", sha=sha, kind="cell", doc_id=("a",)),
        decided("task", "Biên soạn sổ tay", sha=sha, kind="cell", doc_id=("a",), line=3),
        decided("deadline", "Quý I", sha=sha, kind="cell", doc_id=("a",), line=4),
    ]
    once = mend(made, decisions)
    plan = once.extraction.plan
    assert [cell.text for cell in plan.tables[0].rows[0].cells] == ["Biên soạn sổ tay", "Sở Nội vụ"]
    assert not plan.tables[0].rows[0].cells[1].inherited
    assert (plan.tasks[0].text, plan.tasks[0].lead[0].id) == ("Biên soạn sổ tay", "so_noi_vu")
    assert once.used == {2, 3}
    assert mend(once.extraction, decisions).extraction == once.extraction


@pytest.mark.parametrize(
    ("named", "doc_id"),
    [
        ("ke-hoach", "ke-hoach-0123456789ab"),
        ("ke-hoach-0123456789ab", "ke-hoach"),
        ("ke-hoach", "ke-hoach-0123456789ab-2"),
    ],
)
def test_a_decision_outlives_files_of_the_same_name(named: str, doc_id: str) -> None:
    """An id has a hash where another file shares its stem: the document, and what was decided of it, is the same."""
    one = decided("lead", "Sở Nội vụ", doc_id=(named,))
    made = mend(make_plan(doc_id, [WORDS]), [one])
    assert [unit.id for unit in made.extraction.plan.tasks[0].lead] == ["so_noi_vu"]
    assert unused_because(one, {doc_id}) == "decision_stale"


def test_a_decision_is_not_about_another_content_of_one_name() -> None:
    """Two files of one stem have two hashes; what was decided of one is neither used nor stale in the other."""
    one = decided("lead", "Sở Nội vụ", doc_id=("ke-hoach-0123456789ab",))
    made = mend(make_plan("ke-hoach-ba9876543210", [WORDS]), [one])
    assert made.extraction.plan.tasks[0].lead == ()
    assert made.extraction.plan.issues == ()
    assert unused_because(one, {"ke-hoach-ba9876543210"}) == "decision_orphaned"


def test_units_are_told_anew() -> None:
    """After a correction the summaries count the units as they are, and a name that is known is no issue."""
    made = make_plan("a", ["Một", "Hai"], lead=["?"])
    issues = (Issue(code="unit_unknown", message="“?” chưa có trong danh mục / is not in organizations.csv"),)
    made = replace(made, plan=replace(made.plan, issues=issues))
    one = mend(made, [decided("lead", "Văn phòng UBND tỉnh", sha=task_hash("Một", None))]).extraction.plan
    assert one.issues == issues
    both = [decided("lead", "Văn phòng UBND tỉnh", sha=task_hash(words, None)) for words in ("Một", "Hai")]
    plan = mend(made, both).extraction.plan
    assert plan.issues == ()
    assert [(unit.id, unit.mentions) for unit in plan.organizations] == [("vp_ubnd_tinh", 2)]
    unknown = mend(made, [*both, decided("lead", "Tổ X", sha=task_hash("Hai", None))]).extraction.plan
    assert [issue.code for issue in unknown.issues] == ["unit_unknown"]


def test_deadlines_are_told_anew() -> None:
    """A deadline that a person wrote out is no issue any more; what is left of them is counted anew."""
    made = make_plan("a", ["Một", "Hai"])
    odd = replace(PLACE, rule=FALLBACK)
    stages = (
        (Deadline(raw="khi có kinh phí", provenance=odd),),
        (Deadline(raw="Quý I", kind="by", inferred=("year:plan_title",), provenance=PLACE),),
    )
    tasks = [replace(task, deadlines=stage) for task, stage in zip(made.plan.tasks, stages, strict=True)]
    issues = (Issue(code="no_sections", message="x"), *deadline_issues(tasks))
    assert [issue.code for issue in issues] == ["no_sections", "deadline_unparsed", "year_inferred"]
    made = replace(made, plan=replace(made.plan, tasks=tuple(tasks), issues=issues))
    one = decided("deadline", "trước ngày 30/6/2030", sha=task_hash("Một", None))
    plan = mend(made, [one]).extraction.plan
    assert [issue.code for issue in plan.issues] == ["no_sections", "year_inferred"]
    other = decided("deadline", "Quý I/2030", sha=task_hash("Hai", None))
    assert [issue.code for issue in mend(made, [one, other]).extraction.plan.issues] == ["no_sections"]
