"""The words a rule found, as the functions that fill a stage see them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import regex

from extractor.extractors.deadlines.points import Years

Fields = dict[str, Any]
"""Fields of a stage by name."""


class Found(NamedTuple):
    """A match of a rule, the rule's ``value``, the text before anything was hidden, and missing years."""

    match: "regex.Match[str]"
    value: Mapping[str, Any]
    source: str
    years: Years

    def group(self, name: str) -> str:
        """Words of a group; empty where the rule has no such group or it took no part."""
        return (self.match.group(name) or "") if name in self.match.re.groupindex else ""

    @property
    def anchor(self) -> str | None:
        """What the stage hangs on, as printed."""
        if "anchor" not in self.match.re.groupindex:
            return None
        start, end = self.match.span("anchor")
        return self.source[start:end].strip() or None

    def all(self, name: str) -> tuple[str, ...]:
        """All words a repeated group took, in order."""
        return tuple(self.match.captures(name)) if name in self.match.re.groupindex else ()

    @property
    def bound(self) -> str:
        """How a due day counts: trước names the day after the last one."""
        return "exclusive" if self.group("before") else "inclusive"


Maker = Callable[[Found], tuple[Fields, ...]]
"""Gives the fields of one stage or more; none where the words name no date after all."""
