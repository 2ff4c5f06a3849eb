"""Rows tell an analyst what the records hold."""

import msgspec

from extractor.exporters.columns import headers, tables
from extractor.exporters.rows import MAX_CELLS, rows, widest_table
from extractor.model.extraction import Extraction
from extractor.model.records import CitedDocument, Deadline
from tests.exporters.made import extraction, find, row


def records(table: str, made: Extraction | None = None) -> list[dict[str, object]]:
    """The rows of a table by column name."""
    spec = next(spec for spec in tables() if spec.name == table)
    names = headers(spec.columns(2), "en")
    return [dict(zip(names, row, strict=True)) for row in rows(table, made or extraction())]


def timed(*stages: Deadline) -> Extraction:
    """The invented plan with other deadlines."""
    made = extraction()
    tasks = tuple(msgspec.structs.replace(task, deadlines=stages) for task in made.plan.tasks)
    return msgspec.structs.replace(made, plan=msgspec.structs.replace(made.plan, tasks=tasks))


def test_a_task_row_joins_its_lists_and_splits_its_interval() -> None:
    """Units stand joined with semicolons; the deadline has its first and last day."""
    (task,) = records("tasks")
    assert task["lead"] == "Sở Mẫu; Sở Mẫu"
    assert task["lead_ids"] == "so_mau; so_mau"
    assert task["group"] == "I Nhóm một"
    assert (task["deadline_start"], task["deadline_end"]) == ("2024-03-01", "2024-03-31")
    assert task["page"] == 1


def test_a_task_row_tells_how_its_last_day_counts() -> None:
    """The day of "trước ngày" is printed as it stands; the bound says that it is over by then."""
    place = find("tháng 3/2024")
    by = Deadline(raw="a", kind="by", interval="../2024-03-31", bound="exclusive", provenance=place)
    (task,) = records("tasks", timed(by, Deadline(raw="b", kind="ongoing", provenance=place)))
    assert (task["deadline_end"], task["deadline_bound"]) == ("2024-03-31; ", "exclusive; ")
    assert records("tasks")[0]["deadline_bound"] == ""


def test_a_deadline_row_counts_the_times_a_period() -> None:
    """How often in a period stands beside the rule of repetition, which cannot say it."""
    per: dict[str, int | str] = {"n_min": 1, "n_max": 2, "period": "P1M"}
    place = find("tháng 3/2024")
    stage = Deadline(raw="a", kind="recurring", rrule="FREQ=MONTHLY", per=per, provenance=place)
    (found,) = records("deadlines", timed(stage))
    assert (found["times_min"], found["times_max"], found["per"]) == (1, 2, "P1M")
    assert records("deadlines")[0]["per"] is None


def test_a_citation_row_quotes_its_words() -> None:
    """The surface of a mention is what its spans quote, a number broken at a line end whole again."""
    (mention,) = records("citations")
    assert mention["surface"] == "Quyết định số 7/QĐ-UBND"


def test_a_link_row_is_an_edge_of_one_network() -> None:
    """A document without a known number of its own stands in the network under its id."""
    (link,) = records("citation_links")
    plan = extraction().plan
    assert (link["source"], link["relation"]) == (plan.doc_id, "cites")
    assert link["target"] == plan.citations[0].target


def test_the_document_row_counts_what_was_found() -> None:
    """Counts are of the document; the date is ISO; the successor province is named."""
    (document,) = records("documents")
    assert (document["sections"], document["citations"], document["tasks"], document["warnings"]) == (
        1,
        1,
        1,
        1,
    )
    assert (document["issued_on"], document["successor"]) == ("2024-03-05", "Đồng Nai")


def test_the_document_row_names_its_file() -> None:
    """An analyst finds the source file without opening the manifest."""
    assert [document["file"] for document in records("documents")] == ["mau.txt"]


def test_an_issue_row_says_its_code_in_vietnamese() -> None:
    """The name of the code stands beside it."""
    assert [issue["meaning"] for issue in records("issues")] == ["Không thấy viện dẫn nào"]


def test_a_law_cited_by_name_has_its_name_for_a_title() -> None:
    """Who reads the table sees which law it is, not its number only."""
    made = extraction()
    law = msgspec.structs.replace(made.plan.citations[0], id="c2", kind="named", provenance=find("Sở Mẫu"))
    cited = CitedDocument(target="vn/luat/2020/1", mentions=("c1", "c2"))
    plan = msgspec.structs.replace(made.plan, citations=(*made.plan.citations, law), cited_documents=(cited,))
    (line,) = rows("cited_documents", Extraction(plan=plan, text=made.text))
    assert line[6] == "Sở Mẫu"


def test_table_rows_count_from_one() -> None:
    """Every row of a table is there, header and group rows too."""
    assert [(row["row"], row["kind"], row["col_2"]) for row in records("table_rows")] == [
        (1, "header", "Nội dung"),
        (2, "group", "Nhóm một"),
        (3, "task", "Mở lớp"),
    ]


def test_a_freak_of_a_table_does_not_widen_every_row() -> None:
    """Cells beyond the hundredth stand together in the last column: nothing is dropped."""
    plan = extraction().plan
    table = msgspec.structs.replace(plan.tables[0], rows=(row("task", *map(str, range(1, 5001))),))
    made = Extraction(plan=msgspec.structs.replace(plan, tables=(table,)), text="")
    (line,) = rows("table_rows", made)
    assert widest_table([made.plan]) == MAX_CELLS
    assert len(line) == 4 + MAX_CELLS
    assert line[-1] == "; ".join(map(str, range(100, 5001)))
