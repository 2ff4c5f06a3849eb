"""Plans whose tables are laid out in many ways, with truth: to tune the reader on, or to see how it does."""

import random
from itertools import pairwise
from typing import Any

from .content import PlanMaker
from .content_table import WIDTHS, table_rows
from .families import COLUMNS, FAMILIES, FONTS, SIZES, Family
from .setting import data

HALVES = tuple(FAMILIES)
NARROW = ("stt", "deadline", "note")
PAGE_NOTE = "1 Số liệu tính đến ngày báo cáo gần nhất của các cơ quan, đơn vị."


def layout_source(half: str, name: str, number: int) -> dict[str, Any]:
    """The source of plan `number` of a family (compose.py); the same arguments give the same source."""
    family = FAMILIES[half][name]
    rng = random.Random(f"{half}:{name}:{number}")
    maker = PlanMaker(rng, f"bo-cuc-{name}-{number}", ("ruled",))
    maker.kind = "prose" if family.where == "body" else "plan_table"
    maker.is_header_lost = False
    source = maker.source()
    if "head" in family.extras:
        source["layout"]["running_head"] = f"Kế hoạch {maker.title}"[:70]
    at = (sorted(FAMILIES[half]).index(name) + number) % 6
    if "page-notes" in family.extras:
        source["layout"]["page_note"] = PAGE_NOTE
    table = _table(maker, family, family.columns or COLUMNS[half][at % 3])
    table["look"].update(font=FONTS[half][at % 2], size=SIZES[half][at // 3])
    part = source["part"][-1]
    part["landscape"] = family.where == "wide"
    part["table"] = table
    lines = part["lines"].split("\n")
    if family.where == "body":
        below = next(number for number, line in enumerate(lines) if line.startswith("h III "))
        lines[below:below] = ["p Các nhiệm vụ được phân công như sau:", "table"]
    place = lines.index("table")
    if "two" in family.extras:
        part["table2"] = _table(maker, family, family.columns or COLUMNS[half][(at + 1) % 3])
        part["table2"]["look"] = table["look"]
        lines[place + 1 : place + 1] = ["p Bảng 2. Nhiệm vụ bổ sung trong năm", "table2"]
    if "notes" in family.extras:
        lines[place + 1 : place + 1] = [
            "note Ghi chú: thời gian tính đến ngày báo cáo.",
            "note 1 Theo phân công của lãnh đạo tại cuộc họp đầu năm.",
        ]
    part["lines"] = "\n".join(lines)
    return source


def _table(maker: PlanMaker, family: Family, fields: tuple[str, ...]) -> dict[str, Any]:
    rng, extras = maker.rng, family.extras
    total = sum(WIDTHS[name] for name in fields)
    table: dict[str, Any] = {
        "fields": list(fields),
        "widths": [round(WIDTHS[name] / total, 4) for name in fields],
        "header": _header(maker, family, fields),
        "rows": table_rows(maker.setting, list(fields), is_long="long" in extras, group_form=family.groups),
        "look": dict(family.look),
    }
    table["look"].setdefault("repeat_header", True)
    if "spans" in extras:
        _spanned(table["rows"])
    tasks = [row for row in table["rows"] if "task" in row]
    if "marks" in extras:
        for row in rng.sample(tasks, 2):
            row["mark"] = "1"
    for row in tasks if "dotted" in extras else ():
        row["stt"] += "."
    for row in rng.sample(tasks, 3) if "bullets" in extras else ():
        things = rng.sample(maker.setting.topic["things"], 2)
        row["task"] += "".join(f"\n- Phần việc tại {thing};" for thing in things)
    if "numbers" in extras:
        table["numbers"] = [f"({number})" for number in range(1, len(fields) + 1)]
    return table


def _header(maker: PlanMaker, family: Family, fields: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    words = data("phrases")["header"]
    center = not family.look.get("left_header", False)
    cells = {name: {"text": maker.rng.choice(words[name]), "center": center} for name in fields}
    if maker.rng.random() < 0.3:
        for cell in cells.values():
            cell["text"] = cell["text"].upper()
    if "upright" in family.extras:
        for name in fields:
            cells[name]["upright"] = name in NARROW
    if "marks" in family.extras:
        cells["lead"]["mark"] = "1"
    if "plain" in family.extras:
        for cell in cells.values():
            cell["bold"] = False
    over = 3 if "three" in family.extras else 2
    if not family.extras & {"two-lines", "three"}:
        return [[cells[name] for name in fields]]
    first: list[dict[str, Any]] = [{**cells[name], "rowspan": 2} for name in fields]
    at = fields.index("lead")
    at = min(at, len(fields) - over)
    first[at : at + over] = [
        {"text": maker.rng.choice(words["assignment"]), "colspan": over, "center": center}
    ]
    return [first, [cells[name] for name in fields[at : at + over]]]


def _spanned(rows: list[dict[str, Any]]) -> None:
    """Merges the lead cells of the first two rows of each group: one unit does both."""
    for above, row in pairwise(rows):
        if "task" not in above or "task" not in row or above.get("lead") == "^" or "spans" in above:
            continue
        unit = above["lead"].partition("|")[0]
        if f"{unit}|" not in row["coordinating"]:
            above["spans"], row["lead"] = {"lead": 2}, "^"
