"""Tasks from table rows."""

from msgspec.structs import replace

from extractor.extractors.tasks.extraction import extract
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Citation, Provenance, Task
from extractor.pipeline import analyse
from extractor.text.normalize import quote
from tests.grids import Builder, Spec, of_rows

HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian", "Kinh phí")


def found_of(*rows: tuple[Spec, ...]) -> Found:
    """Everything found in one task table."""
    return analyse(of_rows(HEADER, *rows))


def quoted(document: Document, provenance: Provenance) -> str:
    """What the spans of a record quote."""
    return quote(" ".join(document.text[span.start : span.end] for span in provenance.spans))


def paths(found: Found) -> list[str]:
    """Group path and number of each task."""
    return [f"{'/'.join(group.label or '-' for group in task.groups)}:{task.stt}" for task in found.tasks]


def test_a_row_becomes_a_task() -> None:
    """All six fields, the further column in ``other``, a place in the text."""
    document = of_rows(
        HEADER, ("1.", "Mở phòng đọc.", "Sở Y tế", "Sở Nội vụ", "Phòng đọc", "Quý II/2031", "50 triệu")
    )
    (task,) = analyse(document).tasks
    assert (task.id, task.origin, task.table, task.stt) == ("t1", "table", "tb1", "1")
    assert (task.text, task.product, task.other) == ("Mở phòng đọc.", "Phòng đọc", {"budget": "50 triệu"})
    assert [(org.id, org.surface) for org in task.lead] == [("so_y_te", "Sở Y tế")]
    assert [(org.id, org.surface) for org in task.coordinating] == [("so_noi_vu", "Sở Nội vụ")]
    assert task.deadlines[0].interval == "2031-04-01/2031-06-30"
    assert quoted(document, task.provenance).startswith("1. Mở phòng đọc.")
    assert quoted(document, task.lead[0].provenance) == "Sở Y tế"


def test_groups_nest_by_prefix_and_by_kind_of_label() -> None:
    """II. 1. stands under II; a Roman number under a letter; numbering may restart or run through."""
    found = found_of(
        (("A. VIỆC CHUNG", 1, 7),),
        (("I. Thể chế", 1, 7),),
        ("1", "a", "Sở Y tế", "", "", "", ""),
        (("II. Nhân lực", 1, 7),),
        (("II. 1. Đào tạo", 1, 7),),
        ("1", "b", "Sở Y tế", "", "", "", ""),
        (("II.2. Thi đua", 1, 7),),
        ("2", "c", "Sở Y tế", "", "", "", ""),
        (("B. VIỆC RIÊNG", 1, 7),),
        ("I", "Hạ tầng", "", "", "", "", ""),
        ("1", "d", "Sở Y tế", "", "", "", ""),
    )
    assert paths(found) == ["A/I:1", "A/II/II.1:1", "A/II/II.2:2", "B/I:1"]
    assert [group.title for group in found.tasks[1].groups] == ["VIỆC CHUNG", "Nhân lực", "Đào tạo"]


def test_a_numbered_parent_ends_with_its_children() -> None:
    """5.1 and 5.2 stand under 5, the next number does not."""
    found = found_of(
        ("I", "Nhóm một", "", "", "", "", ""),
        ("5", "Xây trường", "", "", "", "", ""),
        ("5.1", "Chọn đất", "Sở Y tế", "", "", "", ""),
        ("5.2", "Xây lớp", "Sở Y tế", "", "", "", ""),
        ("6", "Mua sách", "Sở Y tế", "", "", "", ""),
    )
    assert paths(found) == ["I/5:5.1", "I/5:5.2", "I:6"]


def test_stages_under_one_number() -> None:
    """A second stage is a task of its own that names the first and says what it takes from it."""
    found = found_of(
        (("1", 2, 1), ("Lập bản đồ", 2, 1), ("Sở Y tế", 2, 1), "", "Bản thảo", "Quý I/2031", ""),
        ("", "Bản in", "Quý II/2031", ""),
        ("2", "Mua sách", "Sở Y tế", "", "", "", ""),
    )
    assert [(task.id, task.subrow_of) for task in found.tasks] == [("t1", None), ("t1b", "t1"), ("t2", None)]
    second = found.tasks[1]
    assert (second.stt, second.text, second.product) == ("1", "Lập bản đồ", "Bản in")
    assert second.inherited == ("task", "lead")
    assert [issue.code for issue in found.issues if issue.code == "cell_inherited"] == ["cell_inherited"]


def test_dash_rows_under_a_heading() -> None:
    """Rows with a dash and without number stand under the numbered heading above them."""
    found = found_of(
        ("1", "Xây trường", "", "", "", "", ""),
        ("", "- Chọn đất", "Sở Y tế", "", "", "2031", ""),
        ("", "- Xây lớp", "Sở Nội vụ", "", "", "2032", ""),
        ("2", "Mua sách", "Sở Y tế", "", "", "", ""),
    )
    assert [(task.id, task.text) for task in found.tasks] == [
        ("t1", "- Chọn đất"),
        ("t1b", "- Xây lớp"),
        ("t2", "Mua sách"),
    ]
    assert [len(task.groups) for task in found.tasks] == [1, 1, 0]


def test_begin_and_end_columns_make_one_deadline() -> None:
    """Bắt đầu and Kết thúc are read as one span, quoted in reading order."""
    document = of_rows(
        ("STT", "Nhiệm vụ", "Chủ trì", "Bắt đầu", "Kết thúc"),
        ("1", "Mở phòng đọc", "Sở Y tế", "Tháng 2/2031", "Tháng 6/2031"),
    )
    (deadline,) = analyse(document).tasks[0].deadlines
    assert deadline.raw == "Tháng 2/2031 Tháng 6/2031"
    assert deadline.interval == "2031-02-01/2031-06-30"
    assert quoted(document, deadline.provenance) == deadline.raw


def test_empty_fields_are_none() -> None:
    """What the row does not state is None or empty, never guessed."""
    (task,) = found_of(("1", "Mở phòng đọc", "Sở Y tế", "-", "", "", "")).tasks
    assert (task.coordinating, task.product, task.deadlines, task.other) == ((), None, (), {})


def test_unknown_units_and_times_are_kept_and_reported() -> None:
    """An unknown unit gets the id ?, an unknown time its words; each is reported once."""
    found = found_of(
        ("1", "a", "Câu lạc bộ Diều sáo", "", "", "Lúc trăng tròn", ""),
        ("2", "b", "Câu lạc bộ Diều sáo", "", "", "Lúc trăng tròn", ""),
    )
    assert [task.lead[0].id for task in found.tasks] == ["?", "?"]
    assert [task.deadlines[0].kind for task in found.tasks] == ["unspecified", "unspecified"]
    codes = [issue.code for issue in found.issues]
    assert (codes.count("unit_unknown"), codes.count("deadline_unparsed")) == (1, 1)


def test_a_quarter_that_is_none_is_reported() -> None:
    """A quarter 11 is no month 11: the words stay and are reported, also where another deadline stands beside."""
    found = found_of(("1", "Mở phòng đọc", "Sở Y tế", "", "", "Quý 11/2031; Tháng 6/2031", ""))
    assert [stage.interval for stage in found.tasks[0].deadlines] == [None, "2031-06-01/2031-06-30"]
    assert [issue.code for issue in found.issues].count("deadline_unparsed") == 1


def test_citations_of_a_row() -> None:
    """A task names the citations that stand in its own cells."""
    document = of_rows(
        HEADER,
        ("1", "Thực hiện Nghị định số 11/2030/NĐ-CP", "Sở Y tế", "", "", "", ""),
        ("2", "Thực hiện Kế hoạch số 12/KH-UBND", "Sở Y tế", "", "", "", ""),
    )
    cited = tuple(
        Citation(
            id=name,
            kind="numbered",
            full_start=start,
            full_end=start + 10,
            provenance=document.provenance([(start, start + 10)], "test"),
        )
        for name, start in (
            ("c1", document.text.index("Nghị định")),
            ("c2", document.text.index("Kế hoạch")),
        )
    )
    found = replace(analyse(document), citations=cited)
    made = [record for record in extract(document, found) if isinstance(record, Task)]
    assert [task.citations for task in made] == [("c1",), ("c2",)]


def test_row_over_two_pages_has_two_spans() -> None:
    """A row cut by a page is one task with a span on each page, its words unbroken."""
    document = (
        Builder()
        .page()
        .table((HEADER, ("1", "Mở phòng", "Sở Khoa học và", "", "", "Quý I/2031", "")))
        .page()
        .table((("", "đọc ở xã", "Công nghệ", "", "", "", ""), ("2", "b", "Sở Y tế", "", "", "", "")))
        .document()
    )
    task = analyse(document).tasks[0]
    assert [span.page for span in task.provenance.spans] == [1, 2]
    assert task.text == "Mở phòng đọc ở xã"
    assert [(org.id, quoted(document, org.provenance)) for org in task.lead] == [
        ("so_khcn", "Sở Khoa học và Công nghệ")
    ]


def test_organisations_over_all_tasks() -> None:
    """Each known organisation once, the most mentioned first; unknown ones are left to the tasks."""
    found = found_of(
        ("1", "a", "Sở Y tế", "Sở Nội vụ; Câu lạc bộ Diều sáo", "", "", ""),
        ("2", "b", "Sở Y tế", "", "", "", ""),
    )
    assert [(item.id, item.level, item.mentions) for item in found.organizations] == [
        ("so_y_te", "province", 2),
        ("so_noi_vu", "province", 1),
    ]


def test_table_without_known_columns_is_reported() -> None:
    """A table no column of which could be named gives an issue and no task."""
    found = analyse(of_rows(("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i"), ("k", "l", "m")))
    assert found.tasks == ()
    assert "table_unmapped" in [issue.code for issue in found.issues]


def test_other_tables_give_no_tasks() -> None:
    """Rows of procedures are rows, not tasks."""
    found = analyse(
        of_rows(
            ("STT", "Mã TTHC", "Tên thủ tục", "Thời hạn giải quyết", "Cơ quan thực hiện"),
            ("1", "1.002", "Cấp thẻ", "05 ngày", "Sở Y tế"),
        )
    )
    assert found.tasks == ()
    assert found.outline.tables[0].row_count == 1
