"""Fields of a task as a person writes them, and back into records."""

from collections.abc import Callable

from msgspec.structs import replace

from extractor.extractors.deadlines import Context, read_cell
from extractor.extractors.units.lists import split_units
from extractor.model.records import Deadline, Header, Org, Provenance, Task, TaskGroup
from extractor.model.types import VOCABULARY
from extractor.text.normalize import collapse
from extractor.text.quoting import DECIDED

ROLES = ("lead", "coordinating")
BETWEEN_UNITS = "; "
BETWEEN_GROUPS = " › "
_COLUMN = {"text": "task", "group": "group"}
"""Field of a task → field of the table's column, where they differ."""


def said_of(task: Task, field: str) -> str:
    """A field of a task in words, as a person would write it; empty where the document states none."""
    said: dict[str, Callable[[], str]] = {
        "lead": lambda: _names(task.lead),
        "coordinating": lambda: _names(task.coordinating),
        "deadline": lambda: BETWEEN_UNITS.join(dict.fromkeys(stage.raw for stage in task.deadlines)),
        "group": lambda: BETWEEN_GROUPS.join(group.title or "" for group in task.groups),
    }
    return said[field]() if field in said else getattr(task, field) or ""


def with_field(task: Task, field: str, value: str, header: Header) -> Task | None:
    """The task with a field as a person wants it; None where the value is none the field may have."""
    place, words = replace(task.provenance, rule=DECIDED), collapse(value)
    inherited = tuple(one for one in task.inherited if one != _COLUMN.get(field, field))
    task = replace(task, inherited=inherited)
    if field in ROLES:
        return replace(task, **{field: read_units(words, field, task.provenance)})
    if field == "deadline":
        return replace(task, deadlines=_deadlines(words, header, place, task.groups))
    if field == "group":
        titles = [one.strip() for one in words.split(BETWEEN_GROUPS.strip())]
        return replace(task, groups=tuple(TaskGroup(title=one) for one in titles if one), provenance=place)
    if (field == "nature" and words not in VOCABULARY["task_nature"]) or (field == "text" and not words):
        return None
    return replace(task, **{field: words or None, "provenance": place})


def read_units(words: str, role: str, near: Provenance) -> tuple[Org, ...]:
    """The units that a person names for ``role``; their place is that of what was mended."""
    return tuple(
        Org(
            id=unit.known.id if unit.known else "?",
            name=unit.known.name if unit.known else None,
            surface=unit.surface,
            provenance=replace(near, rule=DECIDED),
        )
        for unit in split_units(words, role)
    )


def _deadlines(
    words: str, header: Header, place: Provenance, groups: tuple[TaskGroup, ...]
) -> tuple[Deadline, ...]:
    titles = BETWEEN_GROUPS.join(group.title or "" for group in groups)
    context = Context(plan_year=header.plan_year, issued_on=header.issued_on, group=titles)
    found = (stage.record(words, place) for stage in read_cell(words, context))
    return tuple(replace(one, provenance=place) for one in found)


def _names(units: tuple[Org, ...]) -> str:
    return BETWEEN_UNITS.join(unit.name or unit.surface for unit in units)
