"""Topics of a new field: phrases that say something, a draft that loads and is used as it is."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import kehoach
from extractor.compare.api import compare
from extractor.compare.phrases import shared_phrases_of
from extractor.compare.suggest import pack_of, suggest_topics
from extractor.compare.wording import words_of
from extractor.rules.check import check_file
from tests.compare.plans import make_plan

SHRIMP = (
    "Quan trắc môi trường vùng nuôi tôm nước lợ",
    "Kiểm dịch giống vùng nuôi tôm nước lợ",
    "Lắp trạm bơm điện cho vùng nuôi tôm nước lợ",
    "Thay trạm bơm điện ở cống Đông",
    "Sửa trạm bơm điện và kênh dẫn",
)
COLOURS = "xanh đỏ vàng tím nâu hồng cam đen trắng xám lam lục son"
PADDING = tuple(f"{word} {word}" for word in COLOURS.split())


def phrases(*tasks: str) -> set[str]:
    """The phrases of tasks of one clause each, among others that share nothing."""
    clauses = [[words_of(task, {})] for task in (*tasks, *PADDING)]
    return {" ".join(phrase) for phrase in shared_phrases_of(clauses)}


def test_phrases_are_whole_and_say_something() -> None:
    """No words of every plan, no name of a unit, no joining syllable inside; the longer phrase for its parts."""
    found = phrases(
        "Tăng cường phối hợp xây dựng vườn ươm cây giống",
        "Đẩy mạnh thực hiện vườn ươm cây giống",
        "Ủy ban nhân dân tỉnh và Sở Tài chính tổng hợp kế hoạch",
        "Ủy ban nhân dân tỉnh và Sở Tài chính phối hợp kế hoạch",
    )
    assert found == {"vườn ươm cây giống"}


def test_what_nearly_all_tasks_say_names_nothing() -> None:
    """A phrase of more than a third of the tasks is no topic."""
    assert phrases(*(f"Trồng rừng ven biển {n}" for n in "abcdeghik")) == set()


def test_a_draft_loads_and_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft passes the check of rules; named in the environment its topics are those of a comparison."""
    plans = [make_plan("a", SHRIMP), make_plan("b", SHRIMP[:4], province="Cà Mau")]
    drafted = suggest_topics([make_plan("a", (*SHRIMP, *PADDING)), make_plan("b", SHRIMP, province="Cà Mau")])
    assert {"vùng nuôi tôm nước lợ", "trạm bơm điện"} & {topic.name for topic in drafted}
    file = tmp_path / "tom.toml"
    file.write_text(pack_of(drafted, 'nuôi "tôm"'), encoding="utf-8")
    assert check_file(file) == ()
    monkeypatch.setenv("KEHOACH_TOPICS", str(tmp_path))
    found = compare(plans)
    assert not any(topic.induced for topic in found.topics)
    assert {topic.id for topic in drafted} <= {topic.id for topic in found.topics}
    assert {match.score_topic for match in found.matches} == {None}


def test_a_draft_that_was_looked_over_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the line ``draft`` the topics count in the scores."""
    drafted = suggest_topics([make_plan("a", (*SHRIMP, *PADDING)), make_plan("b", SHRIMP, province="Cà Mau")])
    text = pack_of(drafted, "tôm").replace("draft = true\n", "")
    (tmp_path / "tom.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KEHOACH_TOPICS", str(tmp_path / "tom.toml"))
    found = compare([make_plan("a", SHRIMP), make_plan("b", SHRIMP[:4], province="Cà Mau")])
    assert all(match.score_topic is not None for match in found.matches)


def test_the_command(tmp_path: Path) -> None:
    """From a folder of plans to a file; plans that share nothing are a clear error."""
    for name, lines in {"mot": SHRIMP, "hai": (*SHRIMP, *PADDING)}.items():
        tasks = "".join(f"{n}. Sở Công Thương chủ trì {line.lower()}.\n" for n, line in enumerate(lines, 1))
        (tmp_path / f"{name}.txt").write_text(
            f"KẾ HOẠCH\nViệc năm 2030\n\nI. NHIỆM VỤ\n{tasks}", encoding="utf-8"
        )
    out = tmp_path / "chu-de.toml"
    done = CliRunner().invoke(kehoach, ["topics", "suggest", str(tmp_path), "-o", str(out), "--field", "tôm"])
    assert done.exit_code == 0, done.output
    assert check_file(out) == ()
    lone = tmp_path / "rieng"
    lone.mkdir()
    (lone / "a.txt").write_text("KẾ HOẠCH\nViệc năm 2030\n\nI. NHIỆM VỤ\n1. Trồng cây.\n", encoding="utf-8")
    done = CliRunner().invoke(kehoach, ["topics", "suggest", str(lone)])
    assert done.exit_code == 2
    assert "Không có cụm từ" in done.output
