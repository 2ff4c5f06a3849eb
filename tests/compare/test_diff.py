"""What a later plan changed: added, dropped, reworded, moved; the same plan twice changes nothing."""

import pytest
from msgspec.structs import replace

from extractor.codec import decode, encode
from extractor.compare.diff import diff
from extractor.compare.differing import Reading, changed_words, misread
from extractor.extractors.deadlines import Context, read_cell
from extractor.model.changes import PlanDifference, TaskChange
from extractor.model.decision import Decision
from extractor.model.extraction import Extraction
from extractor.model.records import Citation, Deadline, LegalBasis, SourcePage, Span
from extractor.text.hashes import task_hash
from tests.compare.plans import make_plan

BEFORE = (
    "Tổ chức đối thoại với người dân về dịch vụ công trực tuyến",
    "Biên soạn sổ tay hỏi đáp về thủ tục hành chính cho hộ kinh doanh",
    "Phát động cuộc thi tìm hiểu về chuyển đổi số trong trường học",
)
AFTER = (
    "Phát động cuộc thi tìm hiểu về chuyển đổi số trong trường học",
    "Tổ chức đối thoại với doanh nghiệp về dịch vụ công trực tuyến",
    "Đặt pano, áp phích tuyên truyền tại bến xe",
)


def changes(found: PlanDifference) -> dict[str, TaskChange]:
    """The changes by the words of the task, old ones where there are any."""
    return {(one.old or one.new).text: one for one in found.tasks if one.old or one.new}  # type: ignore[union-attr]


def timed(made: Extraction, *intervals: str, year: int | None = None) -> Extraction:
    """The plan with a deadline for each task, and a year."""
    tasks = tuple(
        replace(
            task,
            deadlines=(Deadline(raw=interval, kind="by", interval=interval, provenance=task.provenance),),
        )
        for task, interval in zip(made.plan.tasks, intervals, strict=True)
    )
    header = replace(made.plan.header, plan_year=year)
    return replace(made, plan=replace(made.plan, tasks=tasks, header=header))


def celled(raw: str, year: int = 2030) -> Extraction:
    """A plan of one task whose time cell holds ``raw``."""
    made = make_plan("a", BEFORE[:1])
    (task,) = made.plan.tasks
    stages = read_cell(raw, Context(plan_year=year))
    records = tuple(one.record(raw[one.start : one.end], task.provenance) for one in stages)
    header = replace(made.plan.header, plan_year=year)
    return replace(made, plan=replace(made.plan, tasks=(replace(task, deadlines=records),), header=header))


def based(made: Extraction, *texts: str) -> Extraction:
    """The plan with legal bases that cite nothing known."""
    place = made.plan.tasks[0].provenance
    bases = tuple(LegalBasis(id=f"b{n}", text=text, provenance=place) for n, text in enumerate(texts, 1))
    return replace(made, plan=replace(made.plan, legal_bases=bases))


def test_tasks_added_dropped_reworded_and_kept() -> None:
    """Each task of either plan stands once; a new order changes nothing; words are marked with places."""
    found = diff(make_plan("a", BEFORE), make_plan("b", AFTER))
    said = changes(found)
    assert said[BEFORE[2]].change == "same"
    assert said[BEFORE[1]].change == "dropped"
    assert said[AFTER[2]].change == "added"
    reworded = said[BEFORE[0]]
    assert (reworded.change, reworded.aspects) == ("changed", ("words",))
    (word,) = reworded.words
    assert (word.old, word.new) == ("người dân", "doanh nghiệp")
    (span,) = word.new_spans
    assert make_plan("b", AFTER).text[span.start : span.end] == "doanh nghiệp"
    assert decode(encode(found), PlanDifference) == found


def test_moved_in_time_and_unit() -> None:
    """A new date and a new lead unit are changes of their own; the words stay."""
    old = timed(make_plan("a", BEFORE[:1], lead=["so_noi_vu"]), "../2030-06-30", year=2030)
    new = timed(make_plan("b", BEFORE[:1], lead=["so_tu_phap"]), "../2030-09-30", year=2030)
    (found,) = diff(old, new).tasks
    assert found.aspects == ("time", "lead")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("04 lần/năm", "02 lần/năm"),
        ("04 lần/năm", "Hằng năm"),
        ("Hằng tháng", "02 kỳ/tháng"),
        ("1-2 lần/tuần", "2 lần/tuần"),
        ("02 lần/năm", "02 hội nghị/năm"),
        ("Trong vòng 30 ngày kể từ ngày nhận đơn", "Trong vòng 20 ngày kể từ ngày nhận đơn"),
        ("Trong vòng 30 ngày kể từ ngày nhận đơn", "Trong vòng 30 ngày kể từ ngày trả đơn"),
        ("05 ngày", "05 ngày làm việc"),
    ],
)
def test_another_count_span_or_start_is_moved_in_time(old: str, new: str) -> None:
    """How often in a period, how long and from when count as much as dates and repetition."""
    (found,) = diff(celled(old), celled(new)).tasks
    assert (found.change, found.aspects) == ("changed", ("time",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hằng tháng", "01 lần/tháng"),
        ("2 lần/năm", "Mỗi năm 02 lần"),
        ("08 tháng (từ tháng 3 đến tháng 10)", "Từ tháng 3 đến tháng 10"),
        ("Sau kỳ họp tháng 7 năm 2030", "Sau kỳ họp tháng 7 năm 2031"),
    ],
)
def test_the_same_time_in_other_words_is_no_change(old: str, new: str) -> None:
    """Two wordings of one frequency or of one span say the same; so do years that moved on with the plan."""
    years = (2030, 2031) if "2030" in old else (2030, 2030)
    (found,) = diff(*(celled(raw, year) for raw, year in zip((old, new), years, strict=True))).tasks
    assert found.change == "same"


def test_the_year_moving_on_is_no_change() -> None:
    """In the plan of the next year the same dates a year later, in deadline and words, are the same."""
    old = timed(make_plan("a", ["Tổng kết công tác dân vận năm 2030"]), "../2030-06-30", year=2030)
    new = timed(make_plan("b", ["Tổng kết công tác dân vận năm 2031"]), "../2031-06-30", year=2031)
    found = diff(old, new)
    assert [one.change for one in found.tasks] == ["same"]
    assert [word.kind for word in found.tasks[0].words] == ["year"]
    assert found.year_shift == 1
    assert "year_shifted" in {issue.code for issue in found.issues}


def test_a_scan_of_the_same_plan_changes_nothing() -> None:
    """Letters that recognition gave wrong are shown and do not count; the user is told."""
    scan = make_plan("b", ["Tổ chức đối thoại vói ngươi dân về dịch vụ công trực tuyên"])
    pages = (SourcePage(number=1, read_by="ocr"),)
    scan = replace(scan, plan=replace(scan.plan, source=replace(scan.plan.source, pages=pages)))
    found = diff(make_plan("a", BEFORE[:1]), scan)
    assert [one.change for one in found.tasks] == ["same"]
    assert {word.kind for word in found.tasks[0].words} == {"recognition"}
    assert "scan_compared" in {issue.code for issue in found.issues}


def test_a_figure_on_a_scan_is_a_change() -> None:
    """A number that differs is never taken for a misread letter."""
    assert misread("ngươi dân", "người dân")
    assert not misread("đạt 50%", "đạt 60%")
    reading = Reading(recognised=True)
    (change,) = changed_words(("đạt 50 phần trăm", "", ()), ("đạt 60 phần trăm", "", ()), reading)
    assert change.kind == "words"


def test_marks_and_case_are_no_change() -> None:
    """Punctuation, case and the place of the tone do not count."""
    assert not list(changed_words(("Số hoá; lưu trữ.", "", ()), ("số hóa, lưu trữ", "", ()), Reading()))


def test_legal_bases() -> None:
    """Kept, replaced by a later document of like title, added and dropped."""
    old = based(
        make_plan("a", BEFORE),
        "Căn cứ Luật Trồng trọt",
        "Căn cứ Nghị định 1/2020 về quản lý vườn ươm cây giống",
        "Căn cứ công văn của Ban Quản lý chợ",
    )
    new = based(
        make_plan("b", BEFORE),
        "Căn cứ Nghị định 7/2029 về quản lý vườn ươm cây giống",
        "Căn cứ Luật Trồng trọt",
        "Căn cứ kết luận của kỳ họp thứ ba",
    )
    found = [(one.change, (one.old or one.new).id) for one in diff(old, new).legal_bases]  # type: ignore[union-attr]
    assert found == [("replaced", "b2"), ("same", "b1"), ("added", "b3"), ("dropped", "b3")]


def test_same_words_for_two_units_stay_with_their_units() -> None:
    """Tasks of equal words are joined by their units, not by their order."""
    one = make_plan("a", ["Báo cáo kết quả", "Báo cáo kết quả"])
    units = [make_plan("u", ["x"], lead=[name]).plan.tasks[0].lead for name in ("so_y_te", "so_noi_vu")]
    old = tuple(replace(task, lead=lead) for task, lead in zip(one.plan.tasks, units, strict=True))
    new = tuple(replace(task, lead=lead) for task, lead in zip(one.plan.tasks, units[::-1], strict=True))
    found = diff(
        replace(one, plan=replace(one.plan, tasks=old)),
        replace(one, plan=replace(one.plan, doc_id="b", tasks=new)),
    )
    assert [change.change for change in found.tasks] == ["same", "same"]


def test_plans_without_tasks() -> None:
    """A plan without tasks gives only added or dropped ones, and says so."""
    found = diff(make_plan("a", []), make_plan("b", BEFORE[:1]))
    assert [one.change for one in found.tasks] == ["added"]
    assert "no_tasks" in {issue.code for issue in found.issues}


def test_a_verdict_beats_the_words() -> None:
    """Tasks that a person joined are one whatever their words, tasks that a person parted are two."""
    sha = {words: task_hash(words, None) for words in (*BEFORE, *AFTER)}
    parted = Decision(kind="match", text_sha=sha[BEFORE[0]], other_sha=sha[AFTER[1]], verdict="different")
    joined = Decision(kind="match", text_sha=sha[BEFORE[1]], other_sha=sha[AFTER[2]], verdict="same")
    said = changes(diff(make_plan("a", BEFORE), make_plan("b", AFTER), [parted, joined]))
    assert said[BEFORE[0]].change == "dropped"
    assert said[BEFORE[1]].new is not None
    assert said[BEFORE[1]].new.text == AFTER[2]


def _kinds(old: str, new: str, years: int = 0) -> list[str]:
    found = changed_words((old, "", ()), (new, "", ()), Reading(year_shift=years))
    return [change.kind for change in found]


def test_figures_keep_their_signs_and_commas() -> None:
    """A decimal comma, a sign, a bound, a per cent and a blank between figures change what is said."""
    for old, new in (
        ("lên 1,5 lần", "lên 15 lần"),
        ("1 2 năm", "12 năm"),
        ("dưới < 5 %", "dưới > 5 %"),
        ("nhiệt độ -5", "nhiệt độ 5"),
        ("đạt 5%", "đạt 5"),
    ):
        assert _kinds(old, new) == ["words"], old
    assert _kinds("- Đạt 5 %, 2024-2025", "Đạt 5%; 2024-2025.") == []


def test_the_year_in_a_symbol_is_part_of_its_name() -> None:
    """A plan's years move on; the number of a document is another document."""
    assert _kinds("năm 2024", "năm 2025", years=1) == ["year"]
    assert _kinds("theo 13/2024/NĐ-CP", "theo 13/2025/NĐ-CP", years=1) == ["words"]


def test_only_records_of_scanned_pages_are_read_leniently() -> None:
    """One page of a scan does not excuse letters that differ on pages of text."""
    reading = Reading(recognised_pages=(frozenset({10}), frozenset()))
    on = [Span(start=0, end=8, page=page) for page in (1, 10)]
    old, new = ("cấm trại", "cấm trại", [on[0]]), ("cắm trại", "cắm trại", [on[0]])
    assert [one.kind for one in changed_words(old, new, reading.at(old[2], new[2]))] == ["words"]
    assert reading.at([on[1]], new[2]).recognised


def cited_in(text: str, *names: str) -> Extraction:
    """A plan with one paragraph of legal bases that names documents."""
    made = make_plan(names[0] + str(len(names)), [text])
    place = made.plan.tasks[0].provenance
    citations = []
    for n, name in enumerate(names):
        at = text.index(name)
        where = replace(place, start=at, end=at + len(name))
        one = Citation(
            id=f"c{n}",
            kind="numbered",
            full_start=at,
            full_end=where.end,
            doc_type="decree",
            target=name,
            provenance=where,
        )
        citations.append(one)
    basis = LegalBasis(id="b1", text=text, citations=tuple(one.id for one in citations), provenance=place)
    return replace(made, plan=replace(made.plan, citations=tuple(citations), legal_bases=(basis,)))


def joined_bases(*parts: Extraction) -> Extraction:
    """The plan of the first part with the bases of all as paragraphs of their own."""
    plan, text = parts[0].plan, ""
    bases, citations = [], []
    for n, part in enumerate(parts):
        for one in part.plan.citations:
            where = replace(
                one.provenance, start=one.provenance.start + len(text), end=one.provenance.end + len(text)
            )
            citations.append(replace(one, id=f"{n}{one.id}", provenance=where))
        (basis,) = part.plan.legal_bases
        span = Span(start=len(text), end=len(text) + len(basis.text), page=1)
        where = replace(basis.provenance, start=span.start, end=span.end, spans=(span,))
        ids = tuple(f"{n}{one}" for one in basis.citations)
        bases.append(replace(basis, id=f"b{n + 1}", citations=ids, provenance=where))
        text += part.text
    plan = replace(plan, citations=tuple(citations), legal_bases=tuple(bases))
    return replace(parts[0], plan=plan, text=text)


def _said_of_bases(old: Extraction, new: Extraction) -> list[tuple[str, str]]:
    rows = diff(old, new).legal_bases
    return [(row.change, (row.new or row.old).targets[0]) for row in rows]  # type: ignore[union-attr]


def test_each_document_of_a_paragraph_is_a_basis() -> None:
    """A paragraph that lists documents is compared document by document; opening and close say nothing."""
    listed = (
        "Thực hiện Nghị định số 91/2030/NĐ-CP về ao cá; Nghị định số 92/2030/NĐ-CP về bến đò, cầu phao; "
        "Nghị định số 93/2030/NĐ-CP về vườn ươm, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"
    )
    names = [f"Nghị định số {number}/2030/NĐ-CP" for number in (91, 92, 93)]
    old = joined_bases(
        cited_in(f"Căn cứ {names[0]} về ao cá;", names[0]),
        cited_in(f"Căn cứ {names[1]} về bến đò, cầu phao;", names[1]),
        cited_in(
            "Căn cứ Nghị định số 7/2029/NĐ-CP quản lý hội chợ, triển lãm hàng thủ công ngoài trời;",
            "Nghị định số 7/2029/NĐ-CP",
        ),
    )
    new = cited_in(listed, *names)
    kept = [("same", names[0]), ("same", names[1])]
    assert _said_of_bases(old, new) == [*kept, ("added", names[2]), ("dropped", "Nghị định số 7/2029/NĐ-CP")]
    row = diff(old, new).legal_bases[1].new
    assert row is not None
    assert new.text[row.start : row.end] == row.text == f"{names[1]} về bến đò, cầu phao"
    assert _said_of_bases(new, new) == [("same", name) for name in names]


def test_a_document_in_the_title_of_a_basis_is_none_and_not_lost() -> None:
    """It gives no basis of its own; where the other plan lists it, it is neither added nor dropped."""
    first, second = "Nghị định số 91/2030/NĐ-CP", "Quyết định số 5/QĐ-UBND"
    listed = f"Căn cứ {first} ngày 02/3/2030 của Chính phủ và {second} ngày 05/6/2030 của UBND tỉnh về ao cá;"
    titled = f"Căn cứ {second} ngày 05/6/2030 của UBND tỉnh về thực hiện {first};"
    assert _said_of_bases(cited_in(listed, first, second), cited_in(listed, first, second)) == [
        ("same", first),
        ("same", second),
    ]
    assert [
        said for said, _ in _said_of_bases(cited_in(titled, second, first), cited_in(titled, second, first))
    ] == ["same"]
    found = diff(cited_in(listed, first, second), cited_in(titled, second, first)).legal_bases
    assert {row.change for row in found} <= {"same", "changed"}
