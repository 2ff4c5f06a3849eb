"""The gold of a Draft, in the form of the gold files of the project."""

from typing import Any

from .draft import Draft, Part, Table, Task


def gold_of(draft: Draft, sha256: str | None = None) -> dict[str, Any]:
    """What an exact reader should find in any file of the draft.

    Args:
        draft: the composed plan.
        sha256: digest of the file the truth is stated for (the .txt where there is one).
    """
    return {
        "doc_id": draft.doc_id,
        "sha256": sha256,
        "metadata": draft.metadata,
        "parts": [{"kind": part.kind, "label": part.label, "title": part.title} for part in draft.parts],
        "sections": [entry for at, part in enumerate(draft.parts) for entry in _sections(at, part)],
        "citations": list(draft.citations),
        "unnumbered_citations": list(draft.named),
        "self_mentions": draft.self_mentions,
        "tables": [_table(at, table) for at, table in _tables(draft)],
        "tasks": _tasks(draft),
        "notes": list(draft.notes),
    }


def _sections(at: int, part: Part) -> list[dict[str, Any]]:
    name = f"p{at + 1}"
    found = [section for block in part.blocks if (section := getattr(block, "section", None))]
    return [
        {
            "id": f"{name}/{section.path}",
            "part": at,
            "label": section.label,
            "level": section.level,
            "kind": section.kind,
            "heading": section.heading,
            "parent": f"{name}/{section.parent}" if section.parent else None,
        }
        for section in found
    ]


def _tables(draft: Draft) -> list[tuple[int, Table]]:
    return [
        (at, block)
        for at, part in enumerate(draft.parts)
        for block in part.blocks
        if isinstance(block, Table)
    ]


def _table(at: int, table: Table) -> dict[str, Any]:
    kinds = [row.kind for row in table.rows]
    return {
        "kind": "tasks",
        "part": at,
        "columns": list(table.fields),
        "rows": kinds.count("task"),
        "groups": kinds.count("group"),
    }


def _tasks(draft: Draft) -> list[dict[str, Any]]:
    rows = [
        _task(".".join((*task.groups[-1:], task.stt or "")), task, number)
        for number, (_, table) in enumerate(_tables(draft))
        for task in (row.task for row in table.rows)
        if task
    ]
    prose = [task for part in draft.parts for block in part.blocks if (task := getattr(block, "task", None))]
    return rows + [_task(f"P{number}", task, None) for number, task in enumerate(prose, 1)]


def _task(task_id: str, task: Task, table: int | None) -> dict[str, Any]:
    return {
        "id": task_id,
        "origin": "prose" if table is None else "table",
        "table": table,
        "groups": list(task.groups),
        "section": task.section,
        "stt": task.stt,
        "text": task.text,
        "lead": [unit.surface for unit in task.lead],
        "coordinating": [unit.surface for unit in task.coordinating],
        "product": task.product,
        "deadline_raw": task.deadline_raw,
        "nature": "task",
        "deadlines": list(task.deadlines),
        "other": dict(task.other),
        "lead_ids": [unit.id for unit in task.lead],
        "coordinating_ids": [unit.id for unit in task.coordinating],
    }
