"""No pattern of the rules takes more than twice the time, and a little, for twice the text, whatever it is."""

import time
from collections.abc import Iterator

import pytest

from extractor.rules.load import DATA, Rule, RuleSet, ruleset

pytestmark = pytest.mark.bench

LENGTH = 4_096
GROWTH = 2.6
QUICK = 0.005
"""CPU seconds for twice the length below which nothing grows with the square."""
ROUNDS = 4
PIECES = (
    *(
        " ",
        "a",
        "A",
        "1",
        "1.",
        "I.",
        "- ",
        " - ",
        "(",
        "[",
        "“",
        "\n",
        " \n",
        ",",
        ", ",
        "; ",
        ". ",
        "/",
        "x-",
    ),
    *(
        " và ",
        "Sở ",
        "Nghị định ",
        "số 1/",
        "ngày 01 tháng 01 năm 2023 ",
        "01/01/2023 ",
        "tháng 1 ",
        "quý I ",
    ),
    *("Ủy ban nhân dân tỉnh ", "Căn cứ Luật ", "phối hợp với ", "a a, "),
)
"""Repeated, they make a pattern begin everywhere, or go on for long before it fails."""


def _rulesets() -> list[RuleSet]:
    return [
        ruleset(path.relative_to(DATA).with_suffix("").as_posix()) for path in sorted(DATA.rglob("*.toml"))
    ]


def _texts(rule: Rule) -> Iterator[str]:
    """What to repeat: the pieces, and what the rule takes or nearly takes."""
    yield from PIECES
    for example in rule.examples:
        text = example["text"]
        yield from (text, f"{text} ", f"{text}, ", text[: len(text) // 2] or text)
    yield from (f"{text} " for text in rule.rejects)


@pytest.mark.parametrize("rules", _rulesets(), ids=lambda rules: rules.path.stem)
def test_twice_the_text_takes_twice_the_time(rules: RuleSet) -> None:
    """Searched through as the code does: the ratio is the best of some rounds."""
    slow = []
    for rule in rules:
        for piece in dict.fromkeys(_texts(rule)):
            ratio = _growth(rules, rule, piece)
            if ratio > GROWTH:
                slow.append((rule.id, piece, round(ratio, 1)))
    assert slow == []


def _growth(rules: RuleSet, rule: Rule, piece: str) -> float:
    whole = (piece * (2 * LENGTH // len(piece) + 1))[: 2 * LENGTH]
    twice = _cpu(rules, rule, whole)
    once = float("inf")
    for _ in range(ROUNDS):
        if twice < QUICK:
            return 0.0
        once = min(once, _cpu(rules, rule, whole[:LENGTH]))
        if twice / once <= GROWTH:
            break
        twice = min(twice, _cpu(rules, rule, whole))
    return twice / once


def _cpu(rules: RuleSet, rule: Rule, text: str) -> float:
    """CPU seconds of finding all there is."""
    pattern = rules.pattern(rule.id)
    start = time.process_time()
    if rule.match == "full":
        pattern.fullmatch(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - start
