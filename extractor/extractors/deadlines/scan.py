"""Finds the stages of a text from left to right: the longest match at the first place wins."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import regex

from extractor.extractors.deadlines.found import Fields, Found
from extractor.extractors.deadlines.makers import MAKERS
from extractor.extractors.deadlines.points import Years
from extractor.extractors.deadlines.stage import FALLBACK, Context, Stage
from extractor.rules import ruleset
from extractor.rules.load import Rule
from extractor.text.normalize import fold_same_length

_HIDDEN = "\ufffc"
_TENTATIVE = "dự kiến"
_DIGITS = str.maketrans("123456789", "000000000")


def _hidden(text: str, context: Context) -> str:
    """``text`` with look-alikes folded and what is no time phrase blotted out; offsets hold."""
    folded = fold_same_length(text)
    ranges = list(context.excluded)
    for rule in _rules("mask"):
        ranges += [match.span() for match in _pattern(rule).finditer(folded)]
    letters = list(folded)
    for start, end in ranges:
        low, high = max(start, 0), min(end, len(letters))
        letters[low:high] = _HIDDEN * max(high - low, 0)
    return "".join(letters)


def scan(source: str, scope: str, context: Context) -> Iterator[Stage]:
    """The stages of ``source`` in reading order, none inside another.

    Each rule is looked for again only behind the last stage, so the time grows with the text alone.
    """
    text = _hidden(source, context)
    years = Years(context, text if scope == "cell" else "")
    rules = applicable(_rules(scope), text)
    waiting = {at: match for at, rule in enumerate(rules) if (match := _pattern(rule).search(text))}
    position, any_stage = 0, False
    while waiting:
        at, match = min(waiting.items(), key=_rank)
        made = () if any_stage and rules[at].value.get("alone") else _stages(rules[at], match, source, years)
        yield from made
        position = match.end() if made else match.start() + 1
        any_stage = any_stage or bool(made)
        _advance(waiting, rules, text, position if made else None, at)


def read_whole(text: str, context: Context) -> tuple[Stage, ...]:
    """The stage of a text that is one of the phrases that count only alone."""
    for rule in _rules("whole"):
        match = _pattern(rule).fullmatch(text)
        if match:
            return _stages(rule, match, text, Years(context, text))
    return ()


def rule_value(rule_id: str) -> Mapping[str, Any]:
    """What the rule file says of a rule besides its pattern."""
    return ruleset("deadlines").rules[rule_id].value


def is_unread(rule_id: str) -> bool:
    """Whether a stage of that rule has no normal form though words of time stand there: reported as such."""
    rule = ruleset("deadlines").rules.get(rule_id)
    return rule_id == FALLBACK or (rule is not None and bool(rule.value.get("unread")))


def is_filler(text: str) -> bool:
    """Whether words say nothing of their own about time."""
    return all(_pattern(rule).fullmatch(text) for rule in _rules("filler"))


def opens_stage(text: str) -> bool:
    """Whether words between two stages belong to the second."""
    return any(_pattern(rule).match(text) for rule in _rules("next"))


def applicable(rules: Iterable[Rule], text: str) -> tuple[Rule, ...]:
    """The rules whose needs ``text`` meets: the others cannot match in it."""
    plain = text.lower().translate(_DIGITS)
    return tuple(
        rule
        for rule in rules
        if "needs" not in rule.value or any(word in plain for word in rule.value["needs"])
    )


def _advance(
    waiting: dict[int, "regex.Match[str]"],
    rules: tuple[Rule, ...],
    text: str,
    position: int | None,
    at: int,
) -> None:
    """Looks behind ``position`` for each rule whose match begins before it; else only for rule ``at``."""
    start = waiting[at].start() + 1
    stale = [at] if position is None else [n for n, match in waiting.items() if match.start() < position]
    for number in stale:
        match = _pattern(rules[number]).search(text, start if position is None else position)
        if match:
            waiting[number] = match
        else:
            del waiting[number]


def _rank(entry: tuple[int, "regex.Match[str]"]) -> tuple[int, int, int]:
    number, match = entry
    return match.start(), -match.end(), number


def _stages(rule: Rule, match: "regex.Match[str]", source: str, years: Years) -> tuple[Stage, ...]:
    made = MAKERS[rule.value.get("make", "plain")](Found(match, rule.value, source, years))
    return tuple(_stage(rule, match, fields) for fields in made)


def _stage(rule: Rule, match: "regex.Match[str]", fields: Fields) -> Stage:
    said: Fields = {name: rule.value[name] for name in ("kind", "bound") if name in rule.value}
    flags = [*rule.value.get("flags", ()), *fields.pop("flags", ())]
    if _TENTATIVE in match.group().lower():
        flags.append("tentative")
    return Stage(
        start=match.start(),
        end=match.end(),
        rule=rule.id,
        flags=tuple(dict.fromkeys(flags)),
        **(said | fields),
    )


@cache
def _rules(scope: str) -> tuple[Rule, ...]:
    """The rules that hold in ``scope``: cell and prose share those without one."""
    return tuple(_in_scope(ruleset("deadlines"), scope))


def _in_scope(rules: Iterable[Rule], scope: str) -> Iterator[Rule]:
    for rule in rules:
        own = "whole" if rule.value.get("whole") else rule.value.get("scope", "")
        if own == scope or (not own and scope in {"cell", "prose"}):
            yield rule


def _pattern(rule: Rule) -> "regex.Pattern[str]":
    return ruleset("deadlines").pattern(rule.id)
