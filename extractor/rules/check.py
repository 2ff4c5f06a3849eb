"""Runs the rules of a file on their own examples and rejects."""

from collections.abc import Callable, Iterator
from pathlib import Path

import regex
from msgspec import Struct

from extractor.errors import RuleError
from extractor.rules.load import DATA, Rule, RuleSet

Apply = Callable[[str], "regex.Match[str] | None"]


class Failure(Struct, frozen=True, kw_only=True):
    """One thing wrong with a rule: which file and rule, what was expected, what came."""

    file: str
    rule: str
    message: str


def check_file(path: Path) -> tuple[Failure, ...]:
    """What is wrong with the rules in ``path``; empty when all hold.

    Every rule compiles, has a reason and an example; its pattern is found in each example and gives the
    stated groups there; it is found in no reject.

    Raises:
        RuleError: the file cannot be read, is no TOML, or a rule breaks the schema or repeats an id.
    """
    rules = RuleSet(path)
    return tuple(failure for rule in rules for failure in _check(rules, rule))


def check_all() -> tuple[Failure, ...]:
    """What is wrong with any rule file of the package."""
    return tuple(failure for path in sorted(DATA.rglob("*.toml")) for failure in check_file(path))


def _check(rules: RuleSet, rule: Rule) -> Iterator[Failure]:
    def failure(message: str) -> Failure:
        return Failure(file=rules.path.name, rule=rule.id, message=message)

    if not rule.why.strip():
        yield failure("why is empty; say which document or regulation asks for this rule")
    if not rule.examples:
        yield failure("no examples; give at least one text the rule must find")
    try:
        pattern = rules.pattern(rule.id)
    except RuleError as error:
        yield failure(str(error))
        return
    apply = pattern.fullmatch if rule.match == "full" else pattern.search
    for example in rule.examples:
        yield from map(failure, _check_example(apply, example))
    for text in rule.rejects:
        found = apply(text)
        if found:
            yield failure(f"reject {text!r} is matched: {found.group()!r}")


def _check_example(apply: Apply, example: dict[str, str]) -> Iterator[str]:
    text = example.get("text")
    if text is None:
        yield f"an example without text: {example!r}"
        return
    found = apply(text)
    if found is None:
        yield f"example {text!r} is not matched"
        return
    for group, value in example.items():
        if group == "text":
            continue
        if group not in found.re.groupindex:
            yield f"example {text!r}: the pattern has no group {group!r}"
        elif (got := (found.group(group) or "")) != value:
            yield f"example {text!r}: group {group!r} is {got!r}, not {value!r}"
