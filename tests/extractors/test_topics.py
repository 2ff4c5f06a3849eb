"""Topics of tasks with their evidence."""

from msgspec.structs import replace

from extractor.exporters.explanation import topic_names
from extractor.extractors.topics import extract, folded_words, topics_of
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Header, Issue, Task
from extractor.pipeline import analyse
from extractor.rules import rulesets
from tests.grids import Spec, of_rows

HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian")


def table(*rows: tuple[Spec, ...]) -> tuple[Document, Found]:
    """A document with one task table and everything found in it."""
    document = of_rows(HEADER, *rows)
    return document, analyse(document)


def ids(task: Task) -> list[str]:
    """Topics of a task."""
    return [topic.id for topic in task.topics]


def test_evidence_quotes_the_words() -> None:
    """A topic comes from the words of task and product, and its spans quote them."""
    document, found = table(
        ("1", "Quay video về tủ sách", "Đài Phát thanh - Truyền hình", "", "Tờ rơi ở chợ", "")
    )
    (task,) = found.tasks
    assert ids(task) == ["leaflet", "video"]
    evidence = [document.text[span.start : span.end] for topic in task.topics for span in topic.evidence]
    assert evidence == ["Tờ rơi", "video"]


def test_units_earn_no_topic() -> None:
    """The broadcaster that coordinates does not make a task one of the press."""
    _, found = table(("1", "Sơn cửa", "Sở Y tế", "Báo và Đài Phát thanh", "Cửa", ""))
    assert ids(found.tasks[0]) == []


def test_words_of_the_own_title_earn_no_topic() -> None:
    """What the title of the plan says is said by every task; more than it says counts."""
    document, found = table(
        ("1", "Đổi mới cơ chế một cửa và tập huấn", "Sở Y tế", "", "", ""),
    )
    titled = replace(found, header=Header(title="ĐỔI MỚI CƠ CHẾ MỘT CỬA NĂM 2031"))
    assert ids(found.tasks[0]) == ["onestop", "training"]
    again = [record for record in extract(document, titled) if isinstance(record, Task)]
    assert ids(again[0]) == ["training"]


def test_short_forms_of_the_title_count_as_its_words() -> None:
    """TTHC in the title and thủ tục hành chính in the task are the same words."""
    title = folded_words("Nâng cao DVCTT năm 2031")
    assert topics_of("Mở dịch vụ công trực tuyến", rulesets("topics"), [title]) == {}
    assert "online" in topics_of("Mở dịch vụ công trực tuyến", rulesets("topics"), [])


def test_tasks_without_topic_are_reported_once_where_the_field_fits() -> None:
    """One issue with the count in a plan most tasks of which have topics; none in a plan of another field."""
    rows = (
        ("1", "Quay video", "Sở Y tế", "", "", ""),
        ("2", "Mở lớp tập huấn", "Sở Y tế", "", "", ""),
        ("3", "Sơn cửa", "Sở Y tế", "", "", ""),
    )
    _, found = table(*rows)
    issues = [issue for issue in found.issues if issue.code == "topic_missing"]
    assert len(issues) == 1
    assert issues[0].message.startswith("1/3")
    assert issues[0].message.endswith(": t3")
    _, other = table(
        ("1", "Trồng rừng", "Sở Y tế", "", "", ""), ("2", "Bố trí kinh phí", "Sở Y tế", "", "", "")
    )
    assert [issue for issue in other.issues if issue.code == "topic_missing"] == []


def test_a_later_stage_replaces_tasks() -> None:
    """Tasks with topics stand in the place of those without, in the same order."""
    document, found = table(*((str(n), f"Quay video {n}", "Sở Y tế", "", "", "") for n in range(1, 4)))
    assert [task.id for task in found.tasks] == ["t1", "t2", "t3"]
    assert not any(isinstance(record, Issue) for record in extract(document, found))


def test_every_topic_has_a_name_in_vietnamese() -> None:
    """The workbook explains each topic id that a task can bear."""
    ids = {rule.value["topic"] for pack in rulesets("topics") for rule in pack}
    assert ids == set(topic_names())
    assert all(topic_names().values())
