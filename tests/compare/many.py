"""Many provinces with many tasks, invented: words of unequal frequency, phrases of topics, units, deadlines."""

import random
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.model.extraction import Extraction
from extractor.model.records import Deadline, Org, TaskGroup
from extractor.rules import gazetteer, ruleset
from tests.compare.plans import make_plan

_WORDS = 3_000
_LENGTH = (12, 45)
"""Syllables of a task."""
_STOCK = 400
"""Canonical tasks: each province takes its own from them and says them in its own way."""


def provinces(count: int, tasks: int = 100, *, topics: bool = True) -> Iterator[Extraction]:
    """Plans of ``count`` provinces; the same for the same arguments.

    Args:
        count: provinces.
        tasks: tasks of each.
        topics: whether the words hold phrases of the topic pack.
    """
    chance = random.Random(63)
    words = [f"{a}{b}" for a in _ONSETS for b in _RIMES][:_WORDS]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    lists = ruleset("topics/administration").lists
    phrases = [phrase for name in sorted(lists) for phrase in lists[name]]
    units = [row for row in gazetteer("organizations") if row["level"] == "province"]
    stock = []
    for _ in range(_STOCK):
        own = chance.choices(words, weights, k=chance.randint(*_LENGTH))
        stock.append(own + (chance.sample(phrases, 2) if topics else []))
    for number in range(count):
        said = [_said(chance, chance.choice(stock), words) for _ in range(tasks)]
        made = make_plan(f"tinh-{number:02}", said, province=f"Tỉnh {number}", number=f"{number + 1}/KH-UBND")
        yield _furnished(made, units, chance)


_ONSETS = [
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "t",
    "v",
    "x",
    "kh",
    "ng",
    "nh",
    "ph",
    "th",
    "tr",
]
_RIMES = [
    f"{vowel}{end}"
    for vowel in "aăâeêioôơuư"
    for end in ("", "c", "m", "n", "ng", "nh", "p", "t", "i", "o", "y")
]


def _said(chance: random.Random, task: list[str], words: list[str]) -> str:
    """A task in a province's own words: a quarter of them changed, a comma here and there."""
    own = [chance.choice(words) if chance.random() < 0.25 else word for word in task]
    return " ".join(f"{word}," if chance.random() < 0.06 else word for word in own)


def _furnished(made: Extraction, units: list[dict[str, str]], chance: random.Random) -> Extraction:
    tasks = []
    for task in made.plan.tasks:
        unit = chance.choice(units)
        lead = Org(id=unit["id"], name=unit["name"], surface=unit["name"], provenance=task.provenance)
        quarter = Deadline(raw="Quý II", kind="within", provenance=task.provenance)
        group = TaskGroup(label="I", title=f"Nhóm việc {chance.randint(1, 9)}")
        tasks.append(replace(task, lead=(lead,), deadlines=(quarter,), groups=(group,), product="Báo cáo"))
    return replace(made, plan=replace(made.plan, tasks=tuple(tasks)))
