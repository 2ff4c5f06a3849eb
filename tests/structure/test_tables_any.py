"""Whatever the cells hold, tables keep their shape and nothing raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.extractors.units.lists import split_units
from extractor.pipeline import analyse
from extractor.structure.tables import logical_tables
from tests.grids import Builder

WORDS = """STT|1|1.1|I|II. 1.|a
Nội dung|Chủ trì|Phối hợp|Thời gian|nt|-|"|Tổng cộng|Ghi chú: x|- Việc|việc nhỏ
Sở Y tế; Sở|(|Quý I/2031|NHÓM MỘT|(1)"""
TEXTS = st.sampled_from(["", *WORDS.replace("\n", "|").split("|")])
CELLS = st.one_of(TEXTS, st.tuples(TEXTS, st.integers(1, 3), st.integers(1, 3)), st.text(max_size=6))
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6)


@settings(deadline=None, max_examples=150)
@given(st.lists(GRIDS, min_size=1, max_size=3))
def test_any_grids_give_rows_of_one_cell_a_column(pages: list[list[list[object]]]) -> None:
    """Every row has a cell for each column, counts agree with the rows, task ids are unique."""
    builder = Builder()
    for rows in pages:
        builder.page().table(rows)  # type: ignore[arg-type]
    document = builder.document()
    for made in logical_tables(document):
        table = made.table
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}
        kinds = [row.kind for row in table.rows]
        assert table.row_count == kinds.count("task") + kinds.count("subrow")
    tasks = analyse(document).tasks
    assert len({task.id for task in tasks}) == len(tasks)


@settings(deadline=None)
@given(st.text(alphabet="Sở Y tếBộvà,;:()-–/.\nUBNDcác1", max_size=60))
def test_units_lie_in_the_cell(text: str) -> None:
    """Units are cut without raising, in order, and their spans lie inside the cell."""
    units = split_units(text, "lead")
    assert all(0 <= start < end <= len(text) for unit in units for start, end in unit.spans)
    assert [unit.spans[-1] for unit in units] == sorted(unit.spans[-1] for unit in units)
