"""The task table of a generated plan: header wordings, groups, numbering, spans, looks."""

from typing import Any

from .setting import Setting, data

KINDS = ("ruled", "borderless", "merged", "broken")
WIDTHS = {
    "stt": 0.06, "task": 0.30, "lead": 0.16, "coordinating": 0.17, "product": 0.15, "deadline": 0.12,
    "budget": 0.09, "supervisor": 0.12, "note": 0.09,
}  # fmt: skip
ROMAN = ("I", "II", "III", "IV")


def task_table(setting: Setting, kind: str) -> dict[str, Any]:
    """The table of a source (compose_table.py).

    Args:
        kind: ruled, borderless, merged (two-line header, row spans) or broken (rows over several pages).
    """
    rng = setting.rng
    fields = _fields(setting)
    total = sum(WIDTHS[name] for name in fields)
    table: dict[str, Any] = {
        "fields": fields,
        "widths": [round(WIDTHS[name] / total, 4) for name in fields],
        "header": _header(setting, fields, two_lines=kind == "merged"),
        "rows": _rows(setting, fields, kind),
        "look": _look(setting, kind),
    }
    if rng.random() < (0.7 if kind == "merged" else 0.15):
        table["numbers"] = _numbers(setting, len(fields))
    return table


def _look(setting: Setting, kind: str) -> dict[str, Any]:
    rng = setting.rng
    rules = {"borderless": "none", "broken": rng.choice(("full", "horizontal", "outer"))}.get(kind, "full")
    return {
        "rules": rules,
        "shaded": rules == "full" and rng.random() < 0.3,
        "repeat_header": rng.random() < 0.7,
        "split_rows": kind == "broken" or rng.random() < 0.5,
    }


def _fields(setting: Setting) -> list[str]:
    rng = setting.rng
    fields = ["stt", "task", "lead", "coordinating"]
    last = ["product", "deadline"] if rng.random() < 0.75 else ["deadline"]
    rng.shuffle(last)
    extra = rng.choices(([], ["budget"], ["note"], ["supervisor"]), (6, 1, 2, 1))[0]
    return fields + last + extra


def _header(setting: Setting, fields: list[str], *, two_lines: bool) -> list[list[Any]]:
    rng, words = setting.rng, data("phrases")["header"]
    printed = {name: rng.choice(words[name]) for name in fields}
    if rng.random() < 0.35:
        printed = {name: text.upper() for name, text in printed.items()}
    if not two_lines:
        return [[printed[name] for name in fields]]
    first: list[Any] = [{"text": printed[name], "rowspan": 2} for name in fields]
    at = fields.index("lead")
    first[at : at + 2] = [{"text": rng.choice(words["assignment"]), "colspan": 2}]
    return [first, [printed["lead"], printed["coordinating"]]]


def _numbers(setting: Setting, count: int) -> list[str]:
    form = setting.rng.choice(("{}", "({})"))
    return [form.format(number) for number in range(1, count + 1)]


def _rows(setting: Setting, fields: list[str], kind: str) -> list[dict[str, Any]]:
    rng = setting.rng
    numbering = rng.choice(("restart", "running", "decimal"))
    form = rng.choice(("merged", "stt", "wide"))
    has_groups = rng.random() < 0.85
    is_nested = has_groups and numbering != "decimal" and rng.random() < 0.25
    groups = _labelled_groups(setting, is_nested)
    rows: list[dict[str, Any]] = []
    count = 0
    for at, (label, group) in enumerate(groups):
        if has_groups:
            rows.append({"group": label, "form": form, "title": group["title"]})
        start = len(rows)
        for place, task in enumerate(_some(setting, group["tasks"]), 1):
            count += 1
            stt = _stt(numbering if has_groups else "running", at, place, count)
            rows.append(_row(setting, fields, task, stt, long=kind == "broken"))
        if kind == "merged":
            _span(setting, rows[start:])
        elif rng.random() < 0.15:
            _ditto(setting, rows[start:])
    return rows


def table_rows(
    setting: Setting, fields: list[str], *, is_long: bool, group_form: str
) -> list[dict[str, Any]]:
    """Rows without spans and ditto marks.

    Args:
        is_long: whether the tasks run over many lines.
        group_form: how group rows are set (compose_table.py); "" for a table without them.
    """
    numbering = setting.rng.choice(("restart", "running", "decimal")) if group_form else "running"
    rows: list[dict[str, Any]] = []
    count = 0
    for at, (label, group) in enumerate(_labelled_groups(setting, is_nested=False)):
        if group_form:
            rows.append({"group": label, "form": group_form, "title": group["title"]})
        for place, task in enumerate(_some(setting, group["tasks"]), 1):
            count += 1
            stt = _stt(numbering, at, place, count)
            rows.append(_row(setting, fields, task, stt, long=is_long))
    return rows


def _labelled_groups(setting: Setting, is_nested: bool) -> list[tuple[str, dict[str, Any]]]:
    """Groups I, II …; nested: a group I without tasks of its own, I.1, I.2 …, then a common group II."""
    groups = setting.topic["group"]
    if not is_nested:
        return [(ROMAN[at], group) for at, group in enumerate(groups)]
    common = data("phrases")["common_group"]
    inner = [(f"I.{at}", group) for at, group in enumerate(groups, 1)]
    return [("I", {"title": common["above"], "tasks": []}), *inner, ("II", common)]


def _some(setting: Setting, tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Three to six of the tasks; the words filled in keep repeated ones apart."""
    return setting.rng.sample(tasks * 2, min(len(tasks) * 2, setting.rng.randint(3, 6)))


def _ditto(setting: Setting, rows: list[dict[str, Any]]) -> None:
    """The mark for "as above" in the second row, where the first one has a unit to repeat."""
    if len(rows) > 1 and rows[0].get("coordinating"):
        rows[1]["coordinating"] = setting.rng.choice(("nt", "-nt-", "Như trên"))


def _stt(numbering: str, group: int, place: int, count: int) -> str:
    return {"restart": str(place), "running": str(count), "decimal": f"{group + 1}.{place}"}[numbering]


def _row(
    setting: Setting, fields: list[str], task: dict[str, Any], stt: str, *, long: bool
) -> dict[str, Any]:
    rng = setting.rng
    row = {"stt": stt, **_cells(setting, task, long)}
    if rng.random() < 0.08:
        row["coordinating"] = ""
    if rng.random() < 0.1:
        row["product"] = ""
    return {name: value for name, value in row.items() if name in fields}


def _cells(setting: Setting, task: dict[str, Any], long: bool) -> dict[str, Any]:
    rng = setting.rng
    joint = rng.choice(("; ", "; ", ", "))
    number = rng.choice((12, 15, 24, 30, 45, 60))
    thing = rng.choice(setting.topic["things"])
    fill = {"thing": thing, "n": number, "cap": setting.cap}
    text = task["text"].format(**fill)
    for tail in rng.sample(data("phrases")["tails"], rng.randint(3, 5) if long else rng.choice((0, 0, 1))):
        text += tail
    others = task["with"] + rng.choice(([], ["lien_quan"], ["huyen"]))
    lead = setting.unit_id(task["lead"])
    others = [role for role in others if setting.unit_id(role) != lead] or ["lien_quan"]
    return {
        "task": text,
        "lead": setting.unit_marks([task["lead"]], "u", joint=joint, capital=True),
        "coordinating": setting.unit_marks(others, "u", joint=joint, capital=True),
        "product": task["product"].format(**fill),
        "deadline": setting.deadline_mark(),
        "budget": rng.choice(("", "120", "450", "1.250")),
        "supervisor": rng.choice(("PCT. Lê Hữu Khôi", "PCT. Đỗ Thị Hạnh")),
        "note": rng.choice(("", "", "Nhiệm vụ mới")),
    }


def _span(setting: Setting, rows: list[dict[str, Any]]) -> None:
    """Merges the lead cells of the first rows of a group, as one unit does them all."""
    if len(rows) < 2:
        return
    unit = rows[0]["lead"].partition("|")[0]
    clashes = [at for at, row in enumerate(rows) if f"{unit}|" in row["coordinating"]]
    length = min([setting.rng.randint(2, len(rows)), *clashes])
    if length < 2:
        return
    rows[0]["spans"] = {"lead": length}
    for row in rows[1:length]:
        row["lead"] = "^"
