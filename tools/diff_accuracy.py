"""How well ``kehoach diff`` tells what changed, on the real documents.

    python tools/diff_accuracy.py ../shared/corpus

First one plan in two formats: whatever changed is wrong. Then plans amended by chance, from fixed seeds:
tasks dropped, added from another plan, reworded by taking out and putting in words, moved to another year;
precision and recall of the pairs joined and of the kinds of change.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from extractor import extract_with_text
from extractor.compare.diff import diff
from extractor.model.changes import PlanDifference
from extractor.model.extraction import Extraction
from extractor.model.records import Deadline, Task

FORMATS = ("html", "pdf", "txt", "scan.pdf")
SEEDS = range(5)
Made = tuple[list[Task], dict[str, tuple[str, frozenset[str]]]]


def say(*words: object) -> None:
    """One line."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def plans(corpus: Path) -> Iterator[tuple[str, dict[str, Extraction]]]:
    """The plans with a DOCX, in each format."""
    for docx in sorted((corpus / "docs").glob("*.docx")):
        found = {"docx": extract_with_text(docx)}
        for suffix in FORMATS:
            other = docx.with_suffix(f".{suffix}")
            if other.is_file():
                found[suffix] = extract_with_text(other)
        yield docx.stem, found


def amended(old: Extraction, stock: list[Task], rng: random.Random) -> Made:
    """The tasks of an amended plan, and what became of each old task: its new id and what changed."""
    tasks, truth = [], {}
    words = [word for task in stock for word in task.text.split()]
    for task in old.plan.tasks:
        chance = rng.random()
        if chance < 0.15:
            continue
        changed, made = set(), replace(task, id=f"n{task.id}")
        if chance < 0.45:
            made, changed = _reworded(made, words, rng), {"words"}
        if rng.random() < 0.15:
            made, changed = _moved(made), changed | {"time"}
        tasks.append(made)
        truth[task.id] = made.id, frozenset(changed)
    for n, task in enumerate(rng.sample(stock, min(len(stock), len(tasks) // 6 + 1))):
        tasks.insert(rng.randrange(len(tasks) + 1), replace(task, id=f"a{n}", groups=(), section=None))
    return tasks, truth


def _reworded(task: Task, words: list[str], rng: random.Random) -> Task:
    """A fifth to a half of the words taken out or replaced."""
    rate = rng.uniform(0.2, 0.5)
    own = task.text.split()
    said = [rng.choice([[], [rng.choice(words)]]) if rng.random() < rate else [word] for word in own]
    text = " ".join(word for run in said for word in run)
    return replace(task, text=f"{text} {rng.choice(words)} {rng.choice(words)}")


def _moved(task: Task) -> Task:
    new = Deadline(
        raw="Quý IV năm 2049", kind="within", interval="2049-10-01/2049-12-31", provenance=task.provenance
    )
    return replace(task, deadlines=(new,))


def measured(
    found: PlanDifference, truth: dict[str, tuple[str, frozenset[str]]], known: set[str]
) -> Counter[str]:
    """Pairs right, said and wanted; kinds of change right, said and wanted."""
    counts: Counter[str] = Counter()
    wanted = {old: made for old, made in truth.items() if old in known}
    counts["pairs wanted"] = len(wanted)
    counts["aspects wanted"] = sum(len(aspects) for _, aspects in wanted.values())
    for change in found.tasks:
        if change.old and change.new:
            right = wanted.get(change.old.task, ("", frozenset()))
            hit = right[0] == change.new.task
            counts["pairs said"] += 1
            counts["pairs right"] += hit
            counts[f"band {change.band} said"] += 1
            counts[f"band {change.band} right"] += hit
            counts["aspects said"] += len(change.aspects)
            counts["aspects right"] += len(right[1] & set(change.aspects)) if hit else 0
    return counts


def figures(counts: Counter[str], what: str) -> str:
    """Precision and recall."""
    right = counts[f"{what} right"]
    return f"precision {right / counts[f'{what} said']:.3f}  recall {right / counts[f'{what} wanted']:.3f}"


def main() -> None:
    """Measures and prints."""
    made = dict(plans(Path(sys.argv[1])))
    formats: Counter[tuple[str, str]] = Counter()
    for found in made.values():
        for suffix in FORMATS:
            if suffix in found:
                kind = "scan" if "scan" in suffix else "text"
                formats.update((kind, c.change) for c in diff(found["docx"], found[suffix]).tasks)
    say("one plan in two formats:", dict(sorted(formats.items())))
    counts: Counter[str] = Counter()
    for name, found in made.items():
        old = found["docx"]
        stock = [task for other, one in made.items() if other != name for task in one["docx"].plan.tasks]
        for seed in SEEDS:
            tasks, truth = amended(old, stock, random.Random(f"{name} {seed}"))  # noqa: S311
            new = replace(old, plan=replace(old.plan, doc_id="new", tasks=tuple(tasks)))
            said = diff(old, new)
            counts += measured(said, truth, {change.old.task for change in said.tasks if change.old})
    say("plans amended by chance, pairs:  ", figures(counts, "pairs"))
    say("plans amended by chance, aspects:", figures(counts, "aspects"))
    for band in ("high", "medium", "low"):
        said, right = counts[f"band {band} said"], counts[f"band {band} right"]
        say(f"   band {band}: {said} pairs, precision {right / max(said, 1):.2f}")


if __name__ == "__main__":
    main()
