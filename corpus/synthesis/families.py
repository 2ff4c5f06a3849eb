"""Families of table layouts: sets to tune the reader on and sets held out.

No two sets share a font, an order of columns and a family. A finder of tables is written with the plans of
``tuning`` alone; of ``held-out`` and ``fresh`` only figures are read. Once their figures have guided changes,
make a new set for the next finder.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Family:
    """One way to lay tables out.

    `look`: fields of draft.Table. `groups`: form of group rows (compose_table.py), "" for none. `where`:
    appendix, wide (landscape) or body. `extras`: two-lines (header with a merged cell), three (one over
    three columns), spans (lead cells over rows), numbers (1 2 3 … under the header), upright (header of
    narrow columns), plain (header not bold), marks (raised numbers), dotted (1. 2. …), notes, page-notes (at
    the foot of each page), two (tables on a page), head (running head), long (rows of many lines), bullets
    (tasks with a list). `columns`: fields, where they are not those of the set.
    """

    look: dict[str, Any] = field(default_factory=dict)
    groups: str = "merged"
    where: str = "appendix"
    extras: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()

    @property
    def is_borderless(self) -> bool:
        """Whether no line parts its columns."""
        return self.look.get("rules", "full") in ("none", "header", "groups", "horizontal", "outer")


def _family(
    rules: str, groups: str = "merged", where: str = "appendix", extras: str = "", **more: Any
) -> Family:
    columns = tuple(more.pop("columns", "").split())
    look = {"rules": rules, **more}
    return Family(look=look, groups=groups, where=where, extras=frozenset(extras.split()), columns=columns)


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
        "open-justified": _family("none", pads=(4.0, 4.0), justified=True),
        "open-no-numbers": _family(
            "none", "", where="wide", pads=(4.0, 4.0), columns="task lead coordinating product deadline"
        ),
        "open-title-of-three": _family("none", "stt", where="wide", extras="three", pads=(4.0, 4.0)),
        "open-lists": _family("none", extras="bullets", pads=(4.0, 4.0)),
        "open-page-notes": _family(
            "none", "stt", where="wide", extras="page-notes long", pads=(4.0, 4.0), repeat_header=False
        ),
        "level-rules-spans": _family("horizontal", where="wide", extras="spans", pads=(4.0, 3.0)),
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
    "fresh": {
        "open-plain-header": _family("none", "merged", where="wide", extras="plain", pads=(4.0, 4.0)),
        "open-plain-left": _family("none", "", extras="plain", pads=(4.0, 5.0), left_header=True),
        "open-loose": _family("none", "stt", where="wide", pads=(4.0, 4.0), spacing=1.5),
        "open-narrow-gaps": _family("none", where="wide", pads=(2.4, 4.0)),
        "open-eight": _family(
            "none",
            "wide",
            where="wide",
            pads=(3.0, 4.0),
            columns="stt task product lead coordinating deadline budget note",
        ),
        "open-centred-groups": _family("none", "centred", pads=(4.0, 4.0)),
        "open-centred": _family("none", "stt", where="wide", pads=(4.0, 5.0), centred=True),
        "open-dotted": _family("none", "", where="wide", extras="dotted", pads=(4.0, 4.0), top_numbers=True),
        "open-top": _family("none", "merged", pads=(4.0, 2.0), top_numbers=True, split_rows=False),
        "open-solid-top": _family(
            "none", "wide", where="wide", pads=(4.0, 0.0), top_numbers=True, split_rows=False
        ),
        "open-justified-broken": _family(
            "none", where="wide", extras="long page-notes", pads=(4.0, 4.0), justified=True
        ),
        "open-no-numbers-groups": _family(
            "none", "merged", pads=(4.0, 4.0), columns="task product lead coordinating deadline"
        ),
        "open-three-tight": _family(
            "none", "wide", where="wide", extras="three numbers", pads=(4.0, 1.6), split_rows=False
        ),
        "striped-lists": _family("none", "stt", extras="bullets", striped=True, pads=(4.0, 4.0)),
        "header-rules-broken": _family(
            "header", "stt", where="wide", extras="long head", pads=(4.0, 4.0), repeat_header=False
        ),
        "group-rules-two-lines": _family(
            "groups", "wide", where="wide", extras="two-lines numbers", pads=(4.0, 4.0), justified=True
        ),
        "level-rules-spans-marks": _family(
            "horizontal", "wide", where="wide", extras="spans marks notes", middle=True
        ),
        "ruled-spans-broken": _family("full", "centred", extras="spans long page-notes", repeat_header=False),
    },
}
FONTS = {"tuning": ("Serif", "Narrow"), "held-out": ("Sans", "Wide"), "fresh": ("Plain", "Condensed")}
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
    "fresh": (
        ("stt", "task", "deadline", "product", "lead", "coordinating"),
        ("stt", "task", "product", "lead", "coordinating"),
        ("stt", "product", "task", "lead", "coordinating", "deadline"),
    ),
}
SIZES = {"tuning": (11.0, 10.0), "held-out": (10.5, 9.5), "fresh": (10.0, 9.0)}
