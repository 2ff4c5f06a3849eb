"""How well tasks of two plans are matched, against the pairs one careful reader found.

    python tools/compare_accuracy.py ../shared/corpus [--write-bands]

Prints average precision, F1 with the threshold chosen without the row, recall@5 from either side, and labels
of topics: with the tasks of the gold, from the documents, without any lexicon, with phrases of one plan
only. ``--write-bands`` measures the bands of rules/data/compare.toml anew.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np

from extractor import extract_with_text
from extractor.compare.folding import folded
from extractor.compare.match import Scores
from extractor.compare.prepared import Prepared, prepare
from extractor.compare.topics import Topics, induced, topics_of
from extractor.compare.wording import common_short_forms, words_of
from extractor.extractors.topics import folded_words
from extractor.extractors.topics import topics_of as evidence
from extractor.model.extraction import Extraction
from extractor.model.records import Header, Part, Plan, Provenance, Source, Task, TaskGroup
from extractor.rules import rulesets

Matrix = Any
DOCS = {
    "Bình Phước": "binh-phuoc-ke-hoach-truyen-thong-2024",
    "Bình Dương": "binh-duong-595-qd-ubnd-2022",
}
BANDS = Path(__file__).parents[1] / "extractor" / "rules" / "data" / "compare.toml"


class Truth:
    """The gold: tasks of both plans, and which pairs are the same or partly the same."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        gold = json.loads(
            (corpus / "gold" / "coverage_binh-phuoc_binh-duong.json").read_text(encoding="utf-8")
        )
        self.tasks = {name: [t for t in gold["tasks"] if t["province"] == name] for name in DOCS}
        at = {task["id"]: n for tasks in self.tasks.values() for n, task in enumerate(tasks)}
        self.right = np.zeros([len(tasks) for tasks in self.tasks.values()])
        for pair in gold["pairs"]:
            if pair["rel"] in "SP":
                self.right[at[pair["bp"]], at[pair["bd"]]] = 1

    def titles(self, name: str) -> list[str]:
        """Titles of the plan and its parts."""
        gold = json.loads((self.corpus / "gold" / f"{DOCS[name]}.gold.json").read_text(encoding="utf-8"))
        return [gold["metadata"]["title"], *(part.get("title") or "" for part in gold["parts"])]

    def prepared(self, name: str) -> Prepared:
        """The gold's own tasks as a plan."""
        place = Provenance(start=0, end=0, spans=(), rule="gold")
        title, *others = self.titles(name)
        tasks = [
            Task(
                id=task["id"],
                origin="prose",
                groups=(TaskGroup(title=task["heading"]),) if task["heading"] else (),
                text=task["text"],
                product=task["product"] or None,
                provenance=place,
            )
            for task in self.tasks[name]
        ]
        parts = [Part(id=f"p{n}", kind="plan", title=one, provenance=place) for n, one in enumerate(others)]
        source = Source(name=name, sha256=name, bytes=0, media_type="", reader="text")
        plan = Plan(
            doc_id=name, source=source, header=Header(title=title), parts=tuple(parts), tasks=tuple(tasks)
        )
        return prepare(Extraction(plan=plan, text=""))

    def extracted(self, name: str) -> Prepared:
        """The plan as read from its document."""
        return folded(prepare(extract_with_text(self.corpus / "docs" / f"{DOCS[name]}.txt")))

    def from_documents(self, scores: Matrix, documents: list[Prepared]) -> Matrix:
        """Scores of the gold's tasks: of the extracted tasks that lie over them."""
        over = [
            [
                [n for n, place in enumerate(doc.compared) if _overlap(doc.tasks[place], task)]
                for task in self.tasks[name]
            ]
            for name, doc in zip(DOCS, documents, strict=True)
        ]
        out = np.zeros(self.right.shape)
        for row, ones in enumerate(over[0]):
            for column, others in enumerate(over[1]):
                out[row, column] = max((scores[a, b] for a in ones for b in others), default=0.0)
        return out


def _overlap(task: Any, gold: dict[str, Any]) -> bool:
    shared = min(task.end, gold["end"]) - max(task.start, gold["start"])
    return shared > 0.5 * min(task.end - task.start, gold["end"] - gold["start"])


def average_precision(scores: Matrix, right: Matrix) -> float:
    """Mean precision at every right pair, best scores first."""
    hits = right.ravel()[np.argsort(-scores.ravel(), kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, hits.size + 1) * hits).sum() / hits.sum())


def f1_without_the_row(scores: Matrix, right: Matrix) -> float:
    """F1 where the threshold for each row is the best one of the other rows."""
    right_found = found = 0.0
    for row in range(len(scores)):
        others = np.arange(len(scores)) != row
        order = np.argsort(-scores[others].ravel(), kind="stable")
        ranked, hits = scores[others].ravel()[order], right[others].ravel()[order]
        best = int((2 * np.cumsum(hits) / (np.arange(1, hits.size + 1) + hits.sum())).argmax())
        threshold = (ranked[best] + ranked[min(best + 1, ranked.size - 1)]) / 2
        said = scores[row] >= threshold
        right_found += (said * right[row]).sum()
        found += said.sum()
    return float(2 * right_found / (found + right.sum()))


def recall_at(scores: Matrix, right: Matrix, most: int = 5) -> float:
    """Part of the right pairs among the best of each row."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :most]
    return float(np.take_along_axis(right, best, axis=1).sum() / right.sum())


def say(*words: object) -> None:
    """One line."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def report(name: str, scores: Matrix, right: Matrix) -> None:
    """One line of figures."""
    say(
        f"{name:34} average precision {average_precision(scores, right):.3f}  "
        f"F1 {f1_without_the_row(scores, right):.3f}  "
        f"recall@5 {recall_at(scores, right):.3f} (other side {recall_at(scores.T, right.T):.3f})"
    )


def text_only(documents: list[Prepared]) -> Topics:
    """No lexicon: topics from the words, which do not count in the scores."""
    return induced(documents)


def labels(truth: Truth, name: str, phrases_of: str | None) -> float:
    """F1 of the topics of one plan; with phrases that stand in ``phrases_of`` only, if given."""
    titles = [folded_words(title) for title in truth.titles(name)]
    text = (
        (truth.corpus / "docs" / f"{DOCS[phrases_of]}.txt").read_text(encoding="utf-8") if phrases_of else ""
    )
    known = f" {' '.join(words_of(text, common_short_forms()))} "
    right = found = wanted = 0
    for task in truth.tasks[name]:
        words = f"{task['heading']}. {task['text']}. {task['product']}".replace("\n", " ")
        said = {
            topic
            for topic, places in evidence(words, rulesets("topics"), titles).items()
            if not phrases_of or any(folded_words(words[a:b]) in known for a, b in places)
        }
        right += len(said & set(task["labels"]))
        found += len(said)
        wanted += len(task["labels"])
    return 2 * right / (found + wanted)


def bands(scores: Matrix, right: Matrix, edges: list[float]) -> list[tuple[int, float]]:
    """Pairs and precision of the pairs from each edge up to the one before it."""
    out, above = [], 1.01
    for edge in edges:
        here = (scores >= edge) & (scores < above)
        out.append((int(here.sum()), round(float(right[here].mean()), 2) if here.any() else 0.0))
        above = edge
    return out


def write_bands(measured: dict[str, list[tuple[int, float]]]) -> None:
    """Puts the measured precision into the rules."""
    text = BANDS.read_text(encoding="utf-8")
    for name, figures in measured.items():
        numbers = iter(figures)

        def put(match: "re.Match[str]", numbers: Any = numbers) -> str:
            pairs, precision = next(numbers)
            return f"{match[1]}precision = {precision}\npairs = {pairs}"

        pattern = rf"(\[\[{name}\]\]\nband = \"\w+\"\nleast = [\d.]+\n)precision = [\d.]+\npairs = \d+"
        text = re.sub(pattern, put, text)
    BANDS.write_text(text, encoding="utf-8")


def main() -> None:
    """Measures and prints."""
    truth = Truth(Path(sys.argv[1]))
    gold = [truth.prepared(name) for name in DOCS]
    read = [truth.extracted(name) for name in DOCS]
    measured = {}
    for name, topics, edges in (
        ("with topics", topics_of, "band"),
        ("without any lexicon", text_only, "text_band"),
    ):
        scores = Scores(gold, topics(gold)).between(0, 1)[0]
        report(f"gold tasks, {name}", scores, truth.right)
        found = Scores(read, topics(read)).between(0, 1)[0]
        report(f"from the documents, {name}", truth.from_documents(found, read), truth.right)
        least = [
            float(x) for x in re.findall(rf"\[\[{edges}\]\]\n.*\nleast = ([\d.]+)", BANDS.read_text("utf-8"))
        ]
        measured[edges] = bands(scores, truth.right, least)
        say("   bands", dict(zip(least, measured[edges], strict=True)))
    for name in DOCS:
        other = next(one for one in DOCS if one != name)
        say(
            f"labels of {name}: F1 {labels(truth, name, None):.2f}; "
            f"with phrases that stand in the other plan only {labels(truth, name, other):.2f}"
        )
    if "--write-bands" in sys.argv:
        write_bands(measured)


if __name__ == "__main__":
    main()
