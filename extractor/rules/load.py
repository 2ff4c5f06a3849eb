"""Reads rule files (TOML) and gazetteers (CSV) from ``rules/data`` and ``rules/gazetteer``.

A rule file holds ``[parts]`` (named fragments, ``{name}`` expands to the text in a group), ``[lists]``
(named lists of words for ``\\L<name>``; a string ``"issuers:name"`` takes a column of a gazetteer),
further tables of plain data, and ``[[rule]]`` entries with ``id``, ``why``, ``pattern``, ``examples``
(text and the groups it must give) and ``rejects``.
"""

import csv
import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import regex
from msgspec import Struct, ValidationError, convert

from extractor.errors import RuleError, reason_vi
from extractor.rules.compile import compile_pattern, expand

DATA = Path(__file__).with_name("data")
GAZETTEER = Path(__file__).with_name("gazetteer")


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: a pattern with the reason it exists and its own tests."""

    id: str
    why: str
    pattern: str
    flags: str = ""
    """Letters of inline flags, e.g. ``i`` for case-insensitive; verbose mode is always on."""
    match: Literal["search", "full"] = "search"
    """How the code applies the pattern, and so the rule's own tests: anywhere in a text, or on all of it."""
    examples: tuple[dict[str, str], ...] = ()
    """``text`` and, for each named group it must give, its value."""
    rejects: tuple[str, ...] = ()
    doc_type: dict[str, str] = {}
    value: dict[str, Any] = {}
    """Further data of the rule, read by the code that uses it."""


class RuleSet:
    """The rules of one file by id, compiled on first use, and the file's other tables in ``data``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        raw = _read_toml(path)
        self.parts: dict[str, str] = raw.pop("parts", {})
        self.lists: dict[str, list[str]] = {
            name: _list(words) for name, words in raw.pop("lists", {}).items()
        }
        self.rules: dict[str, Rule] = {}
        for entry in raw.pop("rule", []):
            rule = self._rule(entry)
            if rule.id in self.rules:
                raise RuleError(
                    f"{path.name}: rule {rule.id!r} is defined twice; give each rule its own id",
                    message_vi=f"{path.name}: luật {rule.id!r} có hai lần; mỗi luật cần một mã riêng",
                )
            self.rules[rule.id] = rule
        self.data: dict[str, Any] = raw
        self._compiled: dict[str, regex.Pattern[str]] = {}

    def _rule(self, entry: dict[str, Any]) -> Rule:
        try:
            return convert(entry, Rule)
        except ValidationError as error:
            name = entry.get("id", "without id")
            raise RuleError(f"{self.path.name}: rule {name!r}: {error}") from error

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def pattern(self, rule_id: str) -> "regex.Pattern[str]":
        """The compiled pattern of a rule.

        Raises:
            RuleError: the rule is missing or its pattern does not compile; names file, rule and pattern.
        """
        if rule_id not in self._compiled:
            if rule_id not in self.rules:
                raise RuleError(f"{self.path.name}: no rule {rule_id!r}")
            rule = self.rules[rule_id]
            where = f"{self.path.name}: rule {rule_id!r}"
            words = {**self.lists, "doc_type": list(rule.doc_type)} if rule.doc_type else self.lists
            self._compiled[rule_id] = compile_pattern(
                expand(rule.pattern, self.parts, where), rule.flags, words, where
            )
        return self._compiled[rule_id]


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _unreadable(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(
            f"{path.name}: not valid TOML: {error}",
            message_vi=f"{path.name}: không phải TOML hợp lệ: {error}",
        ) from error


def _unreadable(path: Path, error: OSError) -> RuleError:
    return RuleError(
        f"{path}: cannot be read ({error.strerror}); check the path",
        message_vi=f"{path}: không đọc được ({reason_vi(error)}); hãy kiểm tra đường dẫn",
    )


def _list(words: list[str] | str) -> list[str]:
    if isinstance(words, str):
        name, _, column = words.partition(":")
        return sorted({row[column] for row in gazetteer(name)} - {""})
    return words


@cache
def ruleset(name: str) -> RuleSet:
    """The rules of ``rules/data/<name>.toml``, read once."""
    return RuleSet(DATA / f"{name}.toml")


def rulesets(folder: str) -> tuple[RuleSet, ...]:
    """The rules of every file of ``rules/data/<folder>``, by name, then those of the user.

    The user's are named by ``KEHOACH_<FOLDER>`` in the environment: files, or folders of them.

    Raises:
        RuleError: a file of the user cannot be read.
    """
    files = [file for path in own_paths(folder) for file in own_files(path)]
    ours = tuple(ruleset(f"{folder}/{path.stem}") for path in sorted((DATA / folder).glob("*.toml")))
    return (*ours, *(_of_user(file) for file in files))


def own_paths(folder: str) -> list[Path]:
    """The files and folders of the user's own rules."""
    return [Path(name) for name in os.environ.get(f"KEHOACH_{folder.upper()}", "").split(os.pathsep) if name]


def own_files(path: Path) -> list[Path]:
    """The rule files that a path of the user names."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


@cache
def _of_user(path: Path) -> RuleSet:
    return RuleSet(path)


@cache
def gazetteer(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``rules/gazetteer/<name>.csv`` as dicts by column name, read once."""
    path = GAZETTEER / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return tuple(csv.DictReader(lines))
    except OSError as error:
        raise _unreadable(path, error) from error
