"""What counts as right, record kind by record kind."""

from extractor.evaluate.gold import Gold
from extractor.evaluate.score import score
from extractor.evaluate.tally import Tally, tallies
from extractor.model.records import Header, Plan
from tests.evaluate.plans import (
    GOLD_ROW,
    GOLD_TABLE,
    citation,
    cited,
    gold,
    org,
    place,
    plan,
    section,
    table,
    task,
)


def figures(made: Plan, wanted: Gold) -> dict[str, tuple[int, int, int]]:
    """Right, false and missed by kind."""
    found = tallies(score(made, wanted, "html"))
    return {kind: (tally.right, tally.false, tally.missed) for kind, tally in found.items()}


def test_header_title_and_issuer_go_without_case() -> None:
    """A portal prints titles in capitals: the case of titles and names does not count, their words do."""
    header = Header(
        title="Phát triển văn hoá đọc", issuer=org("ỦY BAN NHÂN DÂN TỈNH AN LẠC"), number="9/KH-UBND"
    )
    wanted = gold(
        metadata={
            "title": "PHÁT TRIỂN VĂN HÓA ĐỌC",
            "issuer": "Ủy ban nhân dân tỉnh An Lạc",
            "number": "8/KH-UBND",
            "place": "An Lạc",
        }
    )
    found = figures(plan(header=header), wanted)
    assert found["header.title"] == (1, 0, 0)
    assert found["header.issuer"] == (1, 0, 0)
    assert found["header.number"] == (0, 1, 1)
    assert found["header.place"] == (0, 0, 1)
    assert found["header"] == (2, 1, 2)


def test_header_field_the_gold_does_not_state_is_a_false_find() -> None:
    """Null in gold means the document does not state it."""
    assert figures(plan(header=Header(place="An Lạc")), gold())["header.place"] == (0, 1, 0)


def test_sections_go_by_path_label_and_heading() -> None:
    """A heading must agree; for a plain paragraph behind a label its text and null are both right."""
    wanted = gold(
        sections=[
            {"id": "p1/I", "label": "I", "level": 1, "kind": "heading", "heading": "MỤC TIÊU"},
            {"id": "p1/I.1", "label": "1", "level": 2, "kind": "item", "heading": "Mỗi xã có một sân."},
            {"id": "p1/I.2", "label": "2", "level": 2, "kind": "item", "heading": None},
            {"id": "p1/II", "label": "II", "level": 1, "kind": "heading", "heading": "NHIỆM VỤ"},
            {"id": "p1/III", "label": "III", "level": 1, "kind": "heading", "heading": "KINH PHÍ"},
        ]
    )
    made = plan(
        sections=(
            section("I", "MỤC  TIÊU"),
            section("I.1", None, kind="item", level=2),
            section("I.2", "Mỗi thôn có một tủ sách.", kind="item", level=2),
            section("II", "NHIỆM VỤ CHUNG"),
            section("V", "PHỤ LỤC"),
        )
    )
    assert figures(made, wanted)["sections"] == (3, 2, 2)


def test_citations_count_as_mentions_and_as_documents() -> None:
    """Mentions by number, documents by number and type; the own number apart, its header line not counted."""
    wanted = gold(
        metadata={"number": "5/KH-UBND"},
        citations=[{"number": "7/QĐ-UBND", "type": "decision", "mentions": 2, "issuer": "UBND tỉnh An Lạc"}],
        self_mentions=1,
    )
    made = plan(
        header=Header(number="5/KH-UBND", fields={"number": place(0, 5)}),
        citations=(
            citation("7/QĐ-UBND", start=10),
            citation("8/QĐ-UBND", start=20),
            citation("5/KH-UBND", "self", start=0),
            citation("5/KH-UBND", "self", start=30),
        ),
        cited_documents=(cited("7/QĐ-UBND", "UBND tỉnh An Lạc"), cited("8/QĐ-UBND")),
    )
    found = figures(made, wanted)
    assert found["citations"] == (1, 1, 1)
    assert found["citations.self"] == (1, 0, 0)
    assert found["cited_documents"] == (1, 1, 0)
    assert found["cited_documents.issuer"] == (1, 0, 0)


def test_every_mention_counts_with_all_it_says() -> None:
    """Kind, role, title and target must be right in every format; doubtful ones count neither way."""
    same = {"kind": "numbered", "role": "body", "number": "7/QĐ-UBND", "start": 10, "end": 20}
    same |= {"full_start": 10, "full_end": 20}
    made = plan(citations=(citation("7/QĐ-UBND", start=10),))
    only = made.citations[0]
    right = {**same, "doc_type": only.doc_type, "target": only.target}
    for wanted, figure in (
        (right, (1, 0, 0)),
        ({**right, "target": "vn/nghi-dinh/2031/7"}, (0, 1, 1)),
        ({**right, "role": "amends"}, (0, 1, 1)),
        ({**right, "title": "về tủ sách"}, (0, 1, 1)),
    ):
        assert figures(made, gold(mentions=[wanted]))["citations.mentions"] == figure
    doubtful = gold(mentions=[{**right, "doubtful": True}])
    assert "citations.mentions" not in figures(made, doubtful)


def test_doubtful_gold_counts_neither_way() -> None:
    """A doubtful entry is neither missed when absent nor false when found."""
    doubtful = {"number": "7/QĐ-UBND", "type": "decision", "doubtful": True}
    wanted = gold(citations=[doubtful], tables=[GOLD_TABLE], tasks=[{**GOLD_ROW, "doubtful": True}])
    for made in (plan(), plan(citations=(citation("7/QĐ-UBND"),), cited_documents=(cited("7/QĐ-UBND"),))):
        found = figures(made, wanted)
        assert "citations" not in found
        assert "cited_documents" not in found
        assert "table_rows" not in found
        assert "tasks" not in found


def test_a_row_is_right_when_all_its_cells_are() -> None:
    """One wrong cell makes the row wrong; a unit cell says the same as the units gold split it into."""
    wanted = gold(tables=[GOLD_TABLE], tasks=[GOLD_ROW])
    right = table([("1.", "Mở lớp  học bơi", "Sở Y tế; UBND xã", "Quý I/2031")], groups=1)
    assert figures(plan(tables=(right,)), wanted)["table_rows"] == (1, 0, 0)
    assert figures(plan(tables=(right,)), wanted)["table_groups"] == (1, 0, 0)
    for cell in ("Quý II/2031", ""):
        wrong = table([("1", "Mở lớp học bơi", "Sở Y tế; UBND xã", cell)])
        assert figures(plan(tables=(wrong,)), wanted)["table_rows"] == (0, 1, 1)


def test_a_row_cut_in_two_is_wrong_and_one_false() -> None:
    """A row that a page cut and nobody joined misses the row and adds a false one."""
    wanted = gold(tables=[GOLD_TABLE], tasks=[GOLD_ROW])
    cut = table([("1", "Mở lớp", "Sở Y tế;", ""), ("", "học bơi", "UBND xã", "Quý I/2031")])
    assert figures(plan(tables=(cut,)), wanted)["table_rows"] == (0, 2, 1)


def test_task_fields_are_scored_one_by_one() -> None:
    """Leads count unit by unit; a field of a task that was not found is missed."""
    wanted = gold(tasks=[GOLD_ROW, {**GOLD_ROW, "id": "2", "stt": "2", "text": "Lập đội cứu hộ", "lead": []}])
    found = figures(plan(tasks=(task("1", "Mở lớp học bơi", "Sở Y tế", "Sở Nội vụ"),)), wanted)
    assert found["tasks.text"] == (1, 0, 1)
    assert found["tasks.lead"] == (1, 1, 1)
    assert found["tasks.deadline_raw"] == (0, 0, 2)


def test_figures_of_a_tally() -> None:
    """Precision, recall and F1 by their usual formulas; a kind nothing was asked of counts as full."""
    tally = Tally(right=3, false=1, missed=2)
    assert (tally.precision, tally.recall, round(tally.f1, 4)) == (0.75, 0.6, 0.6667)
    assert Tally().f1 == 1.0
