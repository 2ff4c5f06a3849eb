"""A reader that goes away (``| head``) ends a command quietly, whatever it prints."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import RUN, environment


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "vao/a.txt", "vao/b.txt", "--all"),
        ("diff", "vao/a.txt", "vao/b.txt", "--json"),
        ("show", "vao/a.txt"),
        ("cite", "vao/a.txt"),
        ("schema",),
    ],
)
def test_a_reader_that_went_away_is_no_error(plans: Path, arguments: tuple[str, ...]) -> None:
    """Exit 0 and no word of a bug."""
    said = _said_into_a_closed_pipe(plans, *arguments)
    assert "Lỗi" not in said
    assert "Traceback" not in said


def test_the_log_is_not_blamed_for_a_reader_that_went_away(plans: Path) -> None:
    """JSON lines into a closed pipe, with a log of attempts that can be written well."""
    said = _said_into_a_closed_pipe(plans, "extract", "vao", "-o", "-", "--log-json", "nhat-ky.jsonl")
    assert "nhat-ky" not in said


def _said_into_a_closed_pipe(plans: Path, *arguments: str) -> str:
    """What the command tells on its standard error; it ends with 0."""
    command = [sys.executable, "-c", RUN, *arguments]
    with subprocess.Popen(
        command, env=environment(), cwd=plans.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait() == 0, said
    return said
