"""Runs the rules of a file on their own examples and rejects."""

from collections.abc import Callable, Iterator
from pathlib import Path

import regex
from msgspec import Struct

from extractor.errors import ConfigError, RuleError
from extractor.rules.load import DATA, Rule, RuleSet, own_files, own_paths

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


def check_own(folder: str) -> None:
    """Refuses rules of the user (``KEHOACH_<FOLDER>``) that cannot be used, before any document is read.

    Raises:
        ConfigError: a path is not there or holds no rules, a file is no rule file, or a rule has no topic.
    """
    name = f"KEHOACH_{folder.upper()}"
    for path in own_paths(folder):
        try:
            packs = [RuleSet(file) for file in own_files(path)]
            wrong = (
                [f for pack in packs for f in _unusable(pack)] if packs else ["no .toml / không có tệp .toml"]
            )
        except RuleError as error:
            raise ConfigError(f"{name}: {error}", message_vi=f"{name}: {error.message_vi}") from error
        if wrong:
            raise ConfigError(f"{name}: {path}: {wrong[0]}")


def _unusable(pack: RuleSet) -> Iterator[str]:
    for rule in pack:
        if not {"topic", "facet"} <= set(rule.value):
            yield f"{rule.id}: value = {{ topic, facet }} ?"
        pack.pattern(rule.id)


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
