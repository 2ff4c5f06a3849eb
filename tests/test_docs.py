"""The documentation says what the program does: lists are equal, snippets run, links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import extractor
from extractor.batch.run import FORMATS
from extractor.cli import exits
from extractor.cli.main import COMMANDS
from extractor.config import Config
from extractor.exporters.columns import tables
from extractor.model.types import VOCABULARY
from extractor.readers.sniff import SUFFIXES
from extractor.registry import READERS
from extractor.rules.load import Rule, RuleSet

ROOT = Path(__file__).parents[1]
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMATS_MD = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")

ENVIRONMENT = {
    **os.environ,
    "PATH": os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"])),
    "PYTHONPATH": str(ROOT),
}
"""Commands of the README find the installed program; tools find the package."""

every_doc = pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level."""
    return re.split(r"^## ", text.partition(f"## {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[tuple[str, ...]]:
    """The rows of the tables in a Markdown text, heads and rules left out."""
    lines = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line) for line in lines if not line[0].startswith(("---", " ---"))]


def test_generated_parts_are_current() -> None:
    """Columns, codes, commands and rule files in docs/ are those of the program (``make docs``)."""
    command = [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("heading", "name"), [("Errors", "error_code"), ("Issues", "issue_code")])
def test_every_code_is_explained(heading: str, name: str) -> None:
    """Each error and issue code is explained, under its Vietnamese name, and no other."""
    explained = {
        code.strip("`"): vietnamese for code, vietnamese, _ in rows(section(FORMATS_MD, heading))[1:]
    }
    assert explained == VOCABULARY[name]


def test_every_option_of_the_configuration_is_documented() -> None:
    """The kehoach.toml in docs/formats.md names every key with its default."""
    block = re.search(r"```toml\n(.*?)```", section(FORMATS_MD, "Options: kehoach.toml"), re.DOTALL)
    assert block is not None
    shown = tomllib.loads(block.group(1))
    assert shown == msgspec.to_builtins(Config())


def test_every_suffix_that_is_read_is_documented() -> None:
    """docs/formats.md lists the suffixes that have a reader, and no other."""
    known = {suffix for suffix, kind in SUFFIXES.items() if kind in READERS}
    listed = {word for row in rows(section(FORMATS_MD, "What is read"))[1:] for word in row[0].split()}
    assert {word.strip("`") for word in listed} == known


def test_every_column_of_the_metadata_is_documented() -> None:
    """Each name that a column of metadata.csv may bear is in docs/formats.md."""
    file = ROOT / "extractor" / "batch" / "metadata.toml"
    known = tomllib.loads(file.read_text(encoding="utf-8"))
    shown = rows(section(FORMATS_MD, "Facts you supply: metadata.csv"))[1:]
    assert {name.strip("`"): words for name, words in shown} == {k: ", ".join(v) for k, v in known.items()}


def test_readme_names_every_output() -> None:
    """The README lists every table and file of an output folder."""
    wanted = {f"`{spec.name}.csv`" for spec in tables()}
    wanted |= {"`kehoach.xlsx`", "`plans.jsonl`", "`manifest.json`", "`run.json`", "`quarantine.csv`"}
    assert {name for name in wanted if name not in section(README, "Kết quả / What comes out")} == set()


def test_readme_names_every_exit_code() -> None:
    """The README explains every exit code."""
    real = {value for name, value in vars(exits).items() if name.isupper()}
    shown = section(README, "Mã thoát / Exit codes")
    cells = [row[0] for row in rows(shown)]
    assert {int(code) for cell in cells for code in re.findall(r"\d+", cell)} == real


def test_every_command_and_format_is_documented() -> None:
    """docs/commands.md has every command; the formats that ``--format`` takes are the documented ones."""
    commands = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert {name for name in COMMANDS if f"## kehoach {name}\n" not in commands} == set()
    assert ",".join(FORMATS) in commands


def test_every_public_name_has_a_docstring() -> None:
    """``help()`` explains every name of the package's front door."""
    missing = [
        name
        for name in extractor.__all__
        if not name.startswith("__") and not getattr(extractor, name).__doc__
    ]
    assert missing == []


def test_every_make_target_named_exists() -> None:
    """Targets that the documentation names are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        target
        for doc in DOCS
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", doc.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named - targets == set()


def test_the_rule_shown_in_the_docs_works(tmp_path: Path) -> None:
    """The rule file in docs/rules.md loads, matches its examples and rejects its rejects."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert block is not None
    file = tmp_path / "example.toml"
    file.write_text(block.group(1), encoding="utf-8")
    rules = RuleSet(file)
    rule = next(iter(rules))
    pattern = rules.pattern(rule.id)
    for example in rule.examples:
        match = pattern.search(example["text"])
        assert match is not None
        assert {name: match[name] for name in example if name != "text"} == {
            name: value for name, value in example.items() if name != "text"
        }
    assert [text for text in rule.rejects if pattern.search(text)] == []


def test_every_key_of_a_rule_is_documented() -> None:
    """docs/rules.md names every key a rule may have."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    keys = Rule.__struct_fields__
    assert [key for key in keys if f"\n{key} = " not in text and f"`{key}`" not in text] == []


@every_doc
def test_links_lead_somewhere(doc: Path) -> None:
    """Every relative link leads to a file of the project and, with ``#``, to a heading in it."""
    dead = []
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", doc.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        file = (doc.parent / name).resolve() if name else doc
        if not file.exists() or (anchor and anchor not in set(anchors(file))):
            dead.append(target)
    assert dead == []


def test_readme_leads_to_every_doc() -> None:
    """Every file under docs/ is linked from the README."""
    assert [
        doc.name for doc in DOCS if doc.parent.name == "docs" and f"](docs/{doc.name})" not in README
    ] == []


def anchors(file: Path) -> Iterator[str]:
    """The anchors that the headings of a Markdown file get."""
    for heading in re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def snippets(text: str) -> list[tuple[str, str]]:
    """Language and code of the blocks marked to be run."""
    return re.findall(r"<!-- run -->\n```(sh|python)\n(.*?)```", text, re.DOTALL)


def test_readme_snippets_run(tmp_path: Path) -> None:
    """What the README tells an analyst to type works, in its order, on the sample plans."""
    shutil.copytree(ROOT / "corpus" / "samples", tmp_path / "ke-hoach")
    blocks = snippets(README)
    assert len(blocks) >= 4
    for language, code in blocks:
        command = (
            ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
        )
        done = subprocess.run(
            command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{code}\n{done.stderr}"
        assert done.stdout.strip(), code
    assert (tmp_path / "ket-qua" / "kehoach.xlsx").is_file()
    assert (tmp_path / "ket-qua-2" / "tasks.csv").is_file()
