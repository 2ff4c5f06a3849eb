"""The tables and columns analysts rely on are those of the output contract."""

import pytest

from extractor.exporters.columns import headers, tables
from extractor.exporters.rows import ROWS, rows
from tests.exporters.made import extraction

CONTRACT = {
    "documents": "province successor type number issued_on issuer title plan_year pages reader sections "
    "citations tasks warnings file",
    "sections": "id part label level kind heading start end page",
    "citations": "id kind role doc_type number issued_on issuer title target section surface start end page "
    "target_inferred confidence_percent",
    "cited_documents": "target doc_type number issued_on issuer title mentions roles",
    "citation_links": "source relation target citation",
    "tasks": "id origin nature group section stt text lead lead_ids coordinating coordinating_ids product "
    "deadline_raw deadline_kind deadline_start deadline_end topics citations start end page confidence_percent "
    "deadline_bound",
    "task_units": "task_id role org_id name surface",
    "deadlines": "task_id n raw kind interval bound rrule times_min times_max per",
    "table_rows": "table_id row kind col_1 col_2",
    "issues": "code message start end page meaning",
    "corrections": "kind record field was value who when note",
    "inputs": "file status code meaning advice",
}


def test_tables_and_columns_are_those_of_the_contract() -> None:
    """Every table has doc_id first and then exactly the promised columns, in order."""
    found = {spec.name: headers(spec.columns(2), "en") for spec in tables()}
    assert found == {name: ["doc_id", *columns.split()] for name, columns in CONTRACT.items()}


def test_every_column_is_explained_in_both_languages() -> None:
    """Each column has a Vietnamese header, unique in its table, and an explanation in each language."""
    for spec in tables():
        vietnamese = headers(spec.columns(2), "vi")
        assert len(set(vietnamese)) == len(vietnamese), spec.name
        for column in spec.column:
            assert column.vi, (spec.name, column.name)
            assert column.about_vi.endswith("."), (spec.name, column.name)
            assert column.about_en.endswith("."), (spec.name, column.name)


@pytest.mark.parametrize("table", sorted(ROWS))
def test_rows_fill_their_columns(table: str) -> None:
    """Each row has one value a column, numbers only where the column says so."""
    spec = next(spec for spec in tables() if spec.name == table)
    columns = spec.columns(2)
    made = list(rows(table, extraction()))
    assert made
    for row in made:
        assert len(row) == len(columns)
        for column, value in zip(columns, row, strict=True):
            assert isinstance(value, int) <= (column.type == "int"), (column.name, value)
