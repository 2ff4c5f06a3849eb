"""The rule checker, and every rule of the package on its own examples."""

from pathlib import Path

import pytest

from extractor.errors import RuleError
from extractor.rules import RuleSet
from extractor.rules.check import check_file
from extractor.rules.load import DATA

FILES = sorted(DATA.rglob("*.toml"))


def _write(folder: Path, body: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(body, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_holds(path: Path) -> None:
    """Each rule matches its examples with the stated groups and none of its rejects."""
    assert [f"{failure.rule}: {failure.message}" for failure in check_file(path)] == []


def test_ids_are_unique_over_all_files() -> None:
    """A rule id, written into provenance, names one rule."""
    ids = [rule.id for path in FILES for rule in RuleSet(path)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("pattern = 'a'\nwhy = 'x'", "no examples"),
        ("pattern = 'a'\nwhy = ' '\nexamples = [{ text = 'a' }]", "why is empty"),
        ("pattern = 'a'\nwhy = 'x'\nexamples = [{ text = 'b' }]", "not matched"),
        ("pattern = 'a'\nwhy = 'x'\nexamples = [{ a = 'b' }]", "without text"),
        ("pattern = '(?P<n>a)b?'\nwhy = 'x'\nexamples = [{ text = 'ab', n = 'b' }]", "is 'a', not 'b'"),
        ("pattern = 'a'\nwhy = 'x'\nexamples = [{ text = 'a', n = 'a' }]", "no group 'n'"),
        (
            "pattern = 'a'\nwhy = 'x'\nexamples = [{ text = 'a' }]\nrejects = ['bab']",
            "reject 'bab' is matched",
        ),
        ("pattern = 'a('\nwhy = 'x'\nexamples = [{ text = 'a' }]", "does not compile"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, rule: str, complaint: str) -> None:
    """A rule that fails is reported with its file, its id and the reason."""
    failures = check_file(_write(tmp_path, f"[[rule]]\nid = 'mine.rule'\n{rule}\n"))
    assert [(failure.file, failure.rule) for failure in failures] == [("mine.toml", "mine.rule")]
    assert complaint in failures[0].message


def test_a_rule_for_all_of_a_text_is_tested_so(tmp_path: Path) -> None:
    """``match = "full"`` lets a reject hold what the pattern finds in its middle."""
    body = "[[rule]]\nid = 'r'\nwhy = 'x'\npattern = 'a'\nexamples = [{ text = 'a' }]\nrejects = ['bab']\n"
    assert check_file(_write(tmp_path, body + "match = 'full'\n")) == ()


@pytest.mark.parametrize(
    "body",
    [
        "[[rule]]\nid = 'r'\nwhy = 'x'\npattern = 'a'\ncolour = 'red'\n",
        "[[rule]]\nid = 'r'\nwhy = 'x'\npattern = 'a'\n[[rule]]\nid = 'r'\nwhy = 'x'\npattern = 'a'\n",
        "[[rule]\n",
    ],
    ids=["unknown key", "same id twice", "no TOML"],
)
def test_a_malformed_file_is_an_error(tmp_path: Path, body: str) -> None:
    """A file that breaks the schema raises with its name instead of passing."""
    with pytest.raises(RuleError, match=r"mine\.toml"):
        check_file(_write(tmp_path, body))
