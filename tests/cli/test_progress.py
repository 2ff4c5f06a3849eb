"""How a long run is told: lines where nobody watches a terminal, a bar where somebody does."""

import io

import pytest

from extractor.cli import progress
from extractor.cli.messages import code_name, english_codes
from extractor.cli.progress import Reporter
from extractor.model.types import VOCABULARY


class Terminal(io.StringIO):
    """A terminal that remembers what was drawn."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("language", "word"), [("vi", "đang ghi"), ("en", "writing")])
def test_writing_many_documents_is_told_in_one_line_a_format(
    capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    """Few documents are written at once: no line for them."""
    with Reporter(language) as reporter:
        for at in range(3):
            reporter.writing("xlsx", at, 5000)
        reporter.writing("csv", 0, 3)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert word in lines[0]
    assert "xlsx" in lines[0]
    assert "5000" in lines[0]


def test_a_bar_shows_the_format_in_the_place_of_the_last_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar of reading gives way to one of writing, which moves."""
    monkeypatch.setattr(progress.sys, "stderr", screen := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with Reporter("vi") as reporter:
        reporter.begin(40)
        reporter.writing("xlsx", 0, 40)
        reporter.writing("xlsx", 30, 40)
        assert reporter._bar is not None
        assert [(task.completed, task.total) for task in reporter._bar.tasks] == [(30, 40)]
    assert "ghi xlsx" in screen.getvalue()


@pytest.mark.parametrize("codes", ["status", "issue_code"])
def test_codes_have_english_names(codes: str) -> None:
    """Each of them, and no other; a line in English says the name."""
    assert english_codes()[codes].keys() == VOCABULARY[codes].keys()
    assert code_name("issue_code", "topic_missing", "en") == "tasks without topic"
    assert code_name("reader", "text_x", "en") == "text x"
