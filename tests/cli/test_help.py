"""Help answers at once and tells everything."""

import json
import re
import subprocess
import sys

import click
import pytest

from extractor.cli.main import COMMANDS, kehoach
from extractor.cli.messages import LANGUAGES, _catalogue
from tests.cli.conftest import PROJECT, RUN, environment

HEAVY = [
    "pandas",
    "spacy",
    "pdfplumber",
    "pypdfium2",
    "lxml",
    "docx",
    "xlsxwriter",
    "rich",
    "regex",
    "msgspec",
]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    """The command's own help imports none of the libraries that readers and writers need."""
    code = (
        "import sys, json, contextlib\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "with contextlib.suppress(SystemExit):\n    from extractor.cli.main import main; main()\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in json.loads(run.stderr.splitlines()[-1])}
    assert loaded & set(HEAVY) == set()


def test_importing_the_package_loads_nothing() -> None:
    """``import extractor`` is free; its names come when they are used."""
    code = "import sys, extractor; print(sorted(m for m in sys.modules if m.startswith('extractor')))"
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "['extractor']"


def commands() -> list[tuple[str, click.Command]]:
    """Every command with its full name, those of groups too."""
    context = click.Context(kehoach)
    found: list[tuple[str, click.Command]] = []
    for name in kehoach.list_commands(context):
        command = kehoach.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", one) for sub, one in command.commands.items()]
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_command_and_option_is_explained_in_both_languages(name: str, command: click.Command) -> None:
    """Help texts stand in Vietnamese first, then in English."""
    assert command.help, name
    assert "\n\n" in command.help or " / " in command.help, name
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, (name, option.name)
            assert " / " in option.help, (name, option.name)


def test_every_command_has_its_line() -> None:
    """The list of commands that help prints is the list of commands there are."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, "--help"], env=environment(), capture_output=True, text=True, check=True
    )
    listed = re.findall(r"^  (\w+)  +\S", run.stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_messages_say_the_same_in_both_languages() -> None:
    """Every message has both languages and the same facts in them."""
    for key, message in _catalogue().items():
        assert set(message) == set(LANGUAGES), key
        facts = {language: set(re.findall(r"\{(\w+)\}", words)) for language, words in message.items()}
        assert facts["vi"] == facts["en"], key
