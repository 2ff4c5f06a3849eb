"""Plans whose tables are laid out in many ways: one half to tune the reader on, one half held out.

The halves share no font, no order of columns and no family. A finder of tables is written with the plans of
``tuning`` alone; ``held-out`` then says what it does with layouts that it was not written for.
"""

import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .content import PlanMaker
from .content_table import WIDTHS, table_rows
from .setting import data

HALVES = ("tuning", "held-out")


@dataclass(frozen=True, kw_only=True)
class Family:
    """One way to lay tables out.

    `look`: fields of draft.Table. `groups`: form of group rows (compose_table.py), "" for none. `where`:
    appendix, wide (landscape) or body. `extras`: two-lines (header with a merged cell), spans (lead cells
    over rows), numbers (1 2 3 … under the header), upright (header of narrow columns), marks (raised
    numbers), notes, two (tables on a page), head (running head), long (rows of many lines).
    """

    look: dict[str, Any] = field(default_factory=dict)
    groups: str = "merged"
    where: str = "appendix"
    extras: frozenset[str] = frozenset()

    @property
    def is_borderless(self) -> bool:
        """Whether no line parts its columns."""
        return self.look.get("rules", "full") in ("none", "header", "groups", "horizontal", "outer")


def _family(
    rules: str, groups: str = "merged", where: str = "appendix", extras: str = "", **look: Any
) -> Family:
    return Family(look={"rules": rules, **look}, groups=groups, where=where, extras=frozenset(extras.split()))


FAMILIES: dict[str, dict[str, Family]] = {
    "tuning": {
        "ruled-spans": _family("full", extras="spans two-lines numbers"),
        "ruled-broken": _family("full", "stt", extras="long head", repeat_header=False),
        "ruled-upright-header": _family("full", where="wide", extras="upright marks"),
        "level-rules": _family("horizontal", where="wide", repeat_header=False),
        "level-rules-broken": _family("horizontal", "wide", extras="long", repeat_header=True),
        "header-rules": _family("header", where="wide", pads=(4.0, 4.0)),
        "upright-rules": _family("upright", "stt", pads=(3.0, 4.0)),
        "striped": _family("none", where="wide", striped=True, pads=(4.0, 4.0)),
        "open": _family("none", pads=(4.0, 5.0)),
        "open-wide": _family("none", "wide", where="wide", pads=(5.0, 4.0), repeat_header=False),
        "open-middle": _family("none", where="wide", middle=True, pads=(4.0, 6.0), left_header=True),
        "open-tight": _family("none", "stt", where="wide", pads=(4.0, 1.5), split_rows=False),
        "open-solid": _family("none", "merged", where="wide", pads=(4.0, 0.0), split_rows=False),
        "open-broken": _family(
            "none", where="wide", extras="long head", pads=(4.0, 4.0), repeat_header=False
        ),
        "open-broken-repeat": _family("none", "stt", extras="long", pads=(4.0, 4.0)),
        "open-two-lines": _family("none", where="wide", extras="two-lines numbers", pads=(4.0, 4.0)),
        "open-body": _family("none", "", where="body", pads=(4.0, 4.0)),
        "open-notes-two": _family("none", "", where="wide", extras="notes two marks", pads=(4.0, 4.0)),
    },
    "held-out": {
        "ruled-two": _family("full", "", where="wide", extras="two notes marks"),
        "ruled-broken-spans": _family("full", "wide", where="wide", extras="long spans head", middle=True),
        "ruled-striped": _family("full", "stt", where="body", striped=True, extras="upright"),
        "outer-rules": _family("outer", where="wide", pads=(4.0, 4.0)),
        "outer-broken": _family("outer", "stt", extras="long head", pads=(4.0, 3.5), repeat_header=False),
        "level-rules-middle": _family("horizontal", "stt", middle=True, extras="marks notes"),
        "group-rules": _family("groups", where="wide", pads=(5.0, 4.0), repeat_header=False),
        "header-rules-body": _family("header", "", where="body", pads=(3.5, 4.5)),
        "striped-middle": _family("none", "stt", where="wide", striped=True, middle=True, pads=(4.0, 4.0)),
        "open-left": _family("none", "stt", left_header=True, pads=(3.5, 4.5), spacing=1.1),
        "open-tight-wide": _family(
            "none", "wide", where="wide", pads=(4.0, 1.7), split_rows=False, spacing=1.3
        ),
        "open-solid-stt": _family("none", "stt", where="wide", pads=(5.0, 0.0), split_rows=False),
        "open-middle-broken": _family(
            "none", where="wide", middle=True, extras="long", pads=(4.0, 5.0), repeat_header=False
        ),
        "open-head-broken": _family("none", "wide", extras="long head", pads=(3.5, 5.0)),
        "open-two-lines-left": _family(
            "none", "wide", where="wide", extras="two-lines", left_header=True, pads=(5.0, 5.0)
        ),
        "open-two": _family(
            "none", "", where="wide", extras="two head", pads=(4.0, 5.0), repeat_header=False
        ),
        "open-body-groups": _family("none", "stt", where="body", extras="numbers notes", pads=(3.5, 4.0)),
        "striped-broken": _family("none", "", extras="long marks", striped=True, pads=(3.5, 4.0)),
    },
}
FONTS = {"tuning": ("Serif", "Narrow"), "held-out": ("Sans", "Wide")}
COLUMNS = {
    "tuning": (
        ("stt", "task", "lead", "coordinating", "product", "deadline"),
        ("stt", "task", "deadline", "lead", "coordinating"),
        ("stt", "lead", "coordinating", "task", "deadline"),
    ),
    "held-out": (
        ("stt", "task", "product", "lead", "coordinating", "deadline"),
        ("stt", "task", "lead", "coordinating", "deadline", "note"),
        ("stt", "task", "lead", "coordinating", "deadline", "product"),
    ),
}
SIZES = {"tuning": (11.0, 10.0), "held-out": (10.5, 9.5)}
NARROW = ("stt", "deadline", "note")


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
    table = _table(maker, family, COLUMNS[half][at % 3])
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
        part["table2"] = _table(maker, family, COLUMNS[half][(at + 1) % 3])
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
    if "marks" in extras:
        for row in rng.sample([row for row in table["rows"] if "stt" in row], 2):
            row["mark"] = "1"
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
    if "two-lines" not in family.extras:
        return [[cells[name] for name in fields]]
    first: list[dict[str, Any]] = [{**cells[name], "rowspan": 2} for name in fields]
    at = fields.index("lead")
    first[at : at + 2] = [{"text": maker.rng.choice(words["assignment"]), "colspan": 2, "center": center}]
    return [first, [cells["lead"], cells["coordinating"]]]


def _spanned(rows: list[dict[str, Any]]) -> None:
    """Merges the lead cells of the first two rows of each group: one unit does both."""
    for above, row in pairwise(rows):
        if "stt" not in above or "stt" not in row or above.get("lead") == "^" or "spans" in above:
            continue
        unit = above["lead"].partition("|")[0]
        if f"{unit}|" not in row["coordinating"]:
            above["spans"], row["lead"] = {"lead": 2}, "^"
