"""Turns the text of a rule into a compiled pattern."""

from typing import Any

import regex

from extractor.errors import RuleError

_PART = regex.compile(r"\{(?P<name>[a-z_]+)\}")
_MAX_DEPTH = 8


def expand(pattern: str, parts: dict[str, str], where: str) -> str:
    """``{name}`` replaced by the part of that name in a group, nested parts too.

    Raises:
        RuleError: an unknown part, or parts that hold each other.
    """
    for _ in range(_MAX_DEPTH):
        names = set(_PART.findall(pattern))
        if not names:
            return pattern
        unknown = names - parts.keys()
        if unknown:
            raise RuleError(f"{where}: unknown part {sorted(unknown)[0]!r}; define it under [parts]")
        pattern = _PART.sub(lambda match: f"(?:{parts[match['name']]})", pattern)
    raise RuleError(f"{where}: parts nest deeper than {_MAX_DEPTH}; they may hold each other")


def compile_pattern(
    pattern: str, flags: str, lists: dict[str, list[str]], where: str
) -> "regex.Pattern[str]":
    """The compiled verbose pattern; ``\\L<name>`` takes its words from ``lists``.

    Raises:
        RuleError: the pattern does not compile; names where it stands and the pattern.
    """
    used: dict[str, Any] = {name: words for name, words in lists.items() if f"\\L<{name}>" in pattern}
    try:
        return regex.compile(f"(?x{flags}){pattern}", **used)
    except regex.error as error:
        raise RuleError(f"{where}: pattern does not compile: {error}\n{pattern}") from error
