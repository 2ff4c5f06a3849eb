"""Comparing plans: what matches, what only one states, what counts once, what is odd."""

from datetime import date

import pytest
from msgspec.structs import replace

from extractor.codec import decode, encode
from extractor.compare.api import compare
from extractor.compare.central import is_central
from extractor.errors import ConfigError
from extractor.model.comparison import Comparison
from extractor.model.records import CitedDocument, Org, Signatory
from extractor.report.words import counted
from tests.compare.plans import make_plan

GARDEN = (
    "Tổ chức đối thoại với người dân về dịch vụ công trực tuyến",
    "Biên soạn sổ tay hỏi đáp về thủ tục hành chính cho hộ kinh doanh",
    "Phát động cuộc thi tìm hiểu về chuyển đổi số trong trường học",
    "Đặt pano, áp phích tuyên truyền tại bến xe",
)
OTHER = (
    "Hội nghị đối thoại giữa lãnh đạo tỉnh và người dân về dịch vụ công trực tuyến",
    "In và phát hành sổ tay hỏi đáp thủ tục hành chính",
    "Xây dựng phóng sự phát sóng trên đài truyền hình tỉnh",
)


@pytest.fixture(scope="module")
def pair() -> Comparison:
    """Two plans of one field."""
    return compare(
        [
            make_plan("a", GARDEN, lead=["so_noi_vu"], cited=["vn/luat/2019/1"]),
            make_plan(
                "b", OTHER, province="Bình Dương", title="Truyền thông năm 2031", cited=["vn/luat/2019/1"]
            ),
        ]
    )


def test_tasks_alike_match_with_evidence(pair: Comparison) -> None:
    """The best match of a task names the topics and words that both have, and where."""
    best = max(pair.matches, key=lambda match: match.score)
    assert (best.a_task, best.b_task) == ("t1", "t1")
    assert best.band == "high"
    assert {"dialogue", "online"} <= set(best.shared_topics)
    phrase = next(one for one in best.shared_phrases if "dịch vụ công trực tuyến" in one.text)
    (span,) = phrase.a
    assert GARDEN[0][span.start : span.end].endswith("dịch vụ công trực tuyến")


def test_coverage_never_says_not_covered(pair: Comparison) -> None:
    """A topic that only one plan has is only there and not stated in the other."""
    found = {(row.topic, row.doc_id): row.status for row in pair.coverage_topics}
    assert found["dialogue", "a"] == found["dialogue", "b"] == "both"
    assert (found["contest", "a"], found["contest", "b"]) == ("only", "not_stated")


def test_coverage_of_units_deadlines_and_citations(pair: Comparison) -> None:
    """Units, kinds of deadlines and cited documents are counted for each document."""
    units = {(row.key, row.doc_id): (row.count, row.status) for row in pair.coverage_units}
    assert units["so_noi_vu", "a"] == (4, "only")
    assert units["so_noi_vu", "b"] == (0, "not_stated")
    deadlines = {(row.key, row.doc_id): row.count for row in pair.coverage_deadlines}
    assert deadlines["ongoing", "a"] == 4
    assert {row.status for row in pair.coverage_citations} == {"both"}


def test_every_task_is_in_the_catalogue_once(pair: Comparison) -> None:
    """Entries hold every task that counts, matching tasks together."""
    members = [member for entry in pair.catalogue for member in entry.members]
    assert sorted(members) == sorted({f"{task.doc_id}:{task.task}" for task in pair.tasks})
    assert ("a:t1", "b:t1") in {entry.members for entry in pair.catalogue}


def test_comparison_reads_back(pair: Comparison) -> None:
    """What is written is what is read, and the same input gives the same bytes."""
    assert decode(encode(pair), Comparison) == pair
    again = compare(
        [
            make_plan("a", GARDEN, lead=["so_noi_vu"], cited=["vn/luat/2019/1"]),
            make_plan(
                "b", OTHER, province="Bình Dương", title="Truyền thông năm 2031", cited=["vn/luat/2019/1"]
            ),
        ]
    )
    assert encode(again) == encode(pair)


def test_words_of_the_title_do_not_match() -> None:
    """What stands in the title of a plan joins no tasks."""
    title = "Phòng chống dịch bệnh trên gia súc gia cầm thủy sản năm 2030"
    one = "Phòng chống dịch bệnh trên gia súc gia cầm thủy sản: mua vắc xin"
    other = "Phòng chống dịch bệnh trên gia súc gia cầm thủy sản: tập huấn thú y"
    found = compare(
        [make_plan("a", [one], title=title), make_plan("b", [other], title=title, province="Bình Dương")]
    )
    assert found.matches == ()
    assert "no_matches" in {issue.code for issue in found.issues}


def test_short_forms_are_written_out() -> None:
    """A short form that a plan uses matches the words written out."""
    one = "Niêm yết công khai TTHC tại trụ sở"
    other = "Niêm yết công khai thủ tục hành chính tại trụ sở"
    (match,) = compare([make_plan("a", [one]), make_plan("b", [other], province="Bình Dương")]).matches
    assert match.score_text > 0.99


def test_words_said_twice_count_once() -> None:
    """The same task again is folded into the first, prose that restates a row into the row."""
    twice = compare(
        [make_plan("a", [GARDEN[0], GARDEN[1], GARDEN[0]]), make_plan("b", OTHER, province="Hà Nội")]
    )
    kinds = {task.task: (task.kind, task.repeats) for task in twice.tasks if task.doc_id == "a"}
    assert kinds["t3"] == ("duplicate", "t1")
    assert next(doc.tasks for doc in twice.documents if doc.doc_id == "a") == 2


def test_rows_that_sum_up_others_are_marked() -> None:
    """An umbrella row makes no task covered: a person must look."""
    found = compare(
        [
            make_plan("a", ["Thực hiện các nhiệm vụ tại Phụ lục về dịch vụ công trực tuyến"]),
            make_plan("b", ["Thực hiện các nhiệm vụ về dịch vụ công trực tuyến"], province="Hà Nội"),
        ]
    )
    assert [match.relation for match in found.matches] == ["umbrella"]
    assert {row.status for row in found.coverage_tasks} == {"needs_review"}


def test_same_document_twice_counts_once() -> None:
    """A document in two formats is one column, and the user is told."""
    found = compare(
        [
            make_plan("a", GARDEN, number="5/KH-UBND"),
            make_plan("a-scan", GARDEN, number="5/KH-UBND"),
            make_plan("b", OTHER, province="Bình Dương"),
        ]
    )
    assert [doc.same_as for doc in found.documents] == [None, "a", None]
    assert {row.doc_id for row in found.coverage_topics} == {"a", "b"}
    assert ("duplicate_of", "a-scan") in {(issue.code, issue.doc_id) for issue in found.issues}


def test_one_plan_alone_is_refused() -> None:
    """One plan, or one plan twice, cannot be compared: the message says what to do."""
    with pytest.raises(ConfigError, match="at least two different documents"):
        compare([make_plan("a", GARDEN, number="5/KH-UBND"), make_plan("b", GARDEN, number="5/KH-UBND")])


def test_no_shared_topic_and_no_task_are_sensible() -> None:
    """Plans without anything in common, or without tasks, compare to nothing shared."""
    found = compare(
        [
            make_plan("a", ["Trồng rừng ven biển", "Nuôi tôm nước lợ trong ao lót bạt"]),
            make_plan("b", ["Sửa cầu treo", "Lát vỉa hè bằng đá"], province=None),
            make_plan("c", [], province="Hà Nội"),
        ]
    )
    assert found.matches == ()
    assert {row.status for row in found.coverage_tasks} == {"only"}
    assert {"no_tasks", "province_unknown", "topics_induced"} <= {issue.code for issue in found.issues}


def test_central_documents_miss_no_province() -> None:
    """Nobody is asked for the province of what a central body issued; of a plan of a province they are."""
    place = make_plan("x", GARDEN).plan.tasks[0].provenance
    central = (
        {"type": "decree"},
        {"number": "7/NQ-CP"},
        {"issuer": Org(surface="BỘ NỘI VỤ", provenance=place)},
        {"issuer": Org(surface="Ban Chỉ đạo làm vườn của Chính phủ", provenance=place)},
        {"signatory": Signatory(position="PHÓ THỦ TƯỚNG")},
    )
    local = (
        {"number": "7/KH-UBND"},
        {"issuer": Org(surface="Bộ Chỉ huy quân sự tỉnh", provenance=place)},
        {"issuer": Org(surface="Ủy ban nhân dân thành phố trực thuộc trung ương", provenance=place)},
    )
    header = make_plan("a", GARDEN, province=None).plan.header
    assert all(is_central(replace(header, **facts)) for facts in central)  # type: ignore[arg-type]
    assert not any(is_central(replace(header, **facts)) for facts in local)  # type: ignore[arg-type]
    plan = make_plan("a", GARDEN, province=None, number="7/NQ-CP")
    found = compare([plan, make_plan("b", GARDEN)])
    assert "province_unknown" not in {issue.code for issue in found.issues}


def test_laws_of_one_name_are_told_apart() -> None:
    """By number, year, or the words that the year is unknown; one name alone stays as it is."""

    def law(target: str, title: str, issued_on: date | None = None) -> CitedDocument:
        return CitedDocument(target=target, doc_type="law", title=title, issued_on=issued_on)

    cited = (
        law("vn/luat/2031/7-2031-qh20", "Làm vườn"),
        law("vn/luat/?/lam-vuon", "Làm vườn"),
        law("vn/luat/x/lam-vuon", "Làm vườn", date(2019, 1, 2)),
        law("vn/luat/?/nuoi-ong", "Nuôi ong"),
    )
    plan = make_plan("a", GARDEN)
    plan = replace(plan, plan=replace(plan.plan, cited_documents=cited))
    found = compare([plan, make_plan("b", GARDEN, province="Huế")])
    assert {row.name for row in found.coverage_citations} == {
        "Luật Làm vườn (7/2031/QH20)",
        "Luật Làm vườn (không rõ năm)",
        "Luật Làm vườn (2019)",
        "Luật Nuôi ong",
    }


def test_the_tasks_compared_are_those_found_less_those_left_out() -> None:
    """What the document states, less repeated rows and requirements, is what is counted."""
    plan = make_plan("a", [*GARDEN, GARDEN[0], "Bảo đảm tiết kiệm"])
    tasks = (*plan.plan.tasks[:-1], replace(plan.plan.tasks[-1], nature="requirement"))
    plan = replace(plan, plan=replace(plan.plan, tasks=tasks))
    found = compare([plan, make_plan("b", GARDEN, province="Huế")])
    first = found.documents[0]
    assert (first.extracted, first.tasks) == (len(GARDEN) + 2, len(GARDEN))
    all_found = 2 * len(GARDEN) + 2
    assert counted(found) == {"extracted": all_found, "n": 2 * len(GARDEN), "repeats": 1, "left": 1}


def test_topics_of_an_unknown_field_come_from_the_words() -> None:
    """A field without a pack gets topics named by phrases that several tasks share, marked as induced."""
    shrimp = ["Quan trắc môi trường vùng nuôi tôm", "Cấp giống cho vùng nuôi tôm", "Kiểm dịch vùng nuôi tôm"]
    found = compare([make_plan("a", shrimp), make_plan("b", [*shrimp, "Nạo vét kênh"], province="Cà Mau")])
    assert all(topic.induced for topic in found.topics)
    assert any("nuôi tôm" in topic.name for topic in found.topics)
    assert all(match.score_topic is None for match in found.matches)


def test_the_same_words_are_one_task_whatever_their_topics() -> None:
    """A task without any topic, word for word in both plans, is in both."""
    shared = ("Bố trí ngân sách mua sắm trang thiết bị cho bộ phận một cửa", "Đăng bài trên zalo, báo chí")
    found = compare(
        [
            make_plan("a", (*shared, "Quét sân kho lạnh")),
            make_plan("b", (*shared, "Quét sân kho lạnh"), province="Huế"),
        ]
    )
    assert {row.status for row in found.coverage_tasks} == {"both"}


def test_drafts_with_one_title_are_two_documents() -> None:
    """Without a number the title alone does not make two plans one: their tasks must be the same."""
    found = compare([make_plan("a", ["tưới cây", "trồng hoa"]), make_plan("b", ["tưới cây", "cắt cỏ"])])
    assert [document.same_as for document in found.documents] == [None, None]
