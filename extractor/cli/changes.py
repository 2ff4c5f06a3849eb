"""A diff as rich tables; every word of a document goes through ``terminal_text``."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extractor.cli.messages import say
from extractor.cli.tree import words
from extractor.model.changes import BasisChange, PlanDifference, StatedBasis, TaskChange, WordChange
from extractor.model.comparison import ComparedDocument, ComparedTask, Unit

_TEXT = 400
"""Characters of a task that are shown."""
_STYLE = {"added": "green", "dropped": "red", "changed": "yellow", "replaced": "yellow", "same": "dim"}


def change_view(difference: PlanDifference, lang: str, *, everything: bool) -> Iterator[RenderableType]:
    """Both plans, the counts, the tasks and the legal bases that changed; ``everything``: the same too."""
    yield _documents(difference, lang)
    tasks, bases = (
        Counter(c.change for c in difference.tasks),
        Counter(c.change for c in difference.legal_bases),
    )
    yield words(_counts("diff_tasks", tasks, lang))
    shown = [change for change in difference.tasks if everything or change.change != "same"]
    if shown:
        yield _tasks(shown, lang)
    yield words(_counts("diff_bases", bases, lang))
    stated = [change for change in difference.legal_bases if everything or change.change != "same"]
    if stated:
        yield _bases(stated, lang)


def _documents(difference: PlanDifference, lang: str) -> Text:
    lines = [("diff_old", difference.old), ("diff_new", difference.new)]
    return Text("\n").join(
        Text.assemble((say(name, lang), "bold cyan"), " ", words(_name(document), _TEXT))
        for name, document in lines
    )


def _name(document: ComparedDocument) -> str:
    facts = (document.doc_id, document.number, document.issued_on, document.title)
    return " · ".join(str(fact) for fact in facts if fact)


def _counts(key: str, counts: Mapping[Any, int], lang: str) -> str:
    names = ("added", "dropped", "changed", "replaced", "same")
    return say(key, lang, **{name: counts.get(name, 0) for name in names})


def _tasks(changes: Sequence[TaskChange], lang: str) -> Table:
    table = _table(("diff_change", "diff_old_side", "diff_new_side"), lang)
    for change in changes:
        table.add_row(
            Text("\n").join(
                [_label(change.change, lang), *(words(say(f"diff_{one}", lang)) for one in change.aspects)]
            ),
            _task(change, change.old, lang, new=False),
            _task(change, change.new, lang, new=True),
        )
    return table


def _task(change: TaskChange, task: ComparedTask | None, lang: str, *, new: bool) -> Text:
    """A task as one side has it: its place, its words with the changed ones marked, what else changed."""
    if task is None:
        return Text("")
    text = _marked(task.text, [one for one in change.words if one.field == "text"], new=new)
    lines = [Text.assemble((_place(task.task, task.page, lang), "dim"), " ", text)]
    if "product" in change.aspects:
        product = _marked(task.product or "–", [w for w in change.words if w.field == "product"], new=new)
        lines.append(Text.assemble((say("diff_product", lang), "dim"), " ", product))
    facts = {
        "time": "; ".join(dict.fromkeys(stage.raw for stage in task.deadlines)),
        "lead": _units(task.lead),
        "coordinating": _units(task.coordinating),
    }
    for aspect, said in facts.items():
        if aspect in change.aspects:
            lines.append(Text.assemble((say(f"diff_{aspect}", lang), "dim"), " ", words(said or "–", _TEXT)))
    return Text("\n").join(lines)


def _units(units: Sequence[Unit]) -> str:
    return "; ".join(unit.name for unit in units)


def _marked(text: str, changes: Sequence[WordChange], *, new: bool) -> Text:
    """The words with those that went struck or those that came underlined."""
    shown = words(text, _TEXT)
    at = 0
    for change in changes:
        said = words(change.new if new else change.old, _TEXT).plain
        found = shown.plain.find(said, at) if said else -1
        if found >= 0:
            style = "dim" if change.kind != "words" else "bold green" if new else "bold red"
            shown.stylize(style, found, found + len(said))
            at = found + len(said)
    return shown


def _bases(changes: Sequence[BasisChange], lang: str) -> Table:
    table = _table(("diff_change", "diff_old_side", "diff_new_side"), lang)
    for change in changes:
        table.add_row(
            _label(change.change, lang),
            _basis(change, change.old, lang, new=False),
            _basis(change, change.new, lang, new=True),
        )
    return table


def _basis(change: BasisChange, basis: StatedBasis | None, lang: str, *, new: bool) -> Text:
    if basis is None:
        return Text("")
    text = _marked(basis.text, change.words, new=new)
    return Text.assemble((_place(basis.id, basis.page, lang), "dim"), " ", text)


def _label(change: str, lang: str) -> Text:
    return words(say(f"diff_{change}", lang), style=_STYLE[change])


def _place(record: str, page: int | None, lang: str) -> str:
    return f"[{record}, {say('diff_page', lang, page=page)}]" if page else f"[{record}]"


def _table(columns: Sequence[str], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_lines=True)
    for at, column in enumerate(columns):
        table.add_column(say(column, lang), overflow="fold", ratio=None if at == 0 else 1)
    return table
