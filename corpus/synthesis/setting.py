"""Who, where, when and about what: the choices that hold for a whole generated plan."""

import random
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

DEPARTMENT = re.compile(r"Sở \w")
DATA = Path(__file__).parent / "data"
MINISTRIES_MERGED = date(2025, 3, 1)
DISTRICTS_ENDED = date(2025, 7, 1)


@cache
def data(name: str) -> dict[str, Any]:
    """The word lists of data/<name>.toml."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(kw_only=True)
class Setting:
    """Choices of one plan and the words that follow from them."""

    rng: random.Random
    issued_on: date
    plan_year: int
    is_single_year: bool
    cap: str
    ten: str
    topic: dict[str, Any]
    short_units: bool
    cited: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def later_year(self) -> int:
        return self.plan_year + 4

    def words(self, template: str, **more: Any) -> str:
        """The template with its slots filled; {thing} and {n} vary at every call."""
        return template.format(
            cap=self.cap,
            ten=self.ten,
            subject=self.topic["subject"],
            thing=self.rng.choice(self.topic["things"]),
            n=self.rng.choice((12, 15, 24, 30, 45, 60, 120, 250)),
            money=self.rng.choice(("850", "1.240", "3.600", "12.750")),
            **more,
        )

    def unit_id(self, role: str) -> str:
        """The body that has the role at the date of the plan."""
        before, since = (str(unit) for unit in data("units")["role"][role])
        turn = DISTRICTS_ENDED if role in ("huyen", "dai", "bao") else MINISTRIES_MERGED
        return since if self.issued_on >= turn else before

    def unit_name(self, unit_id: str) -> str:
        """The printed name, full or short as the plan prefers."""
        names = data("units")["name"][unit_id]
        name: str = names[min(len(names) - 1, 1)] if self.short_units else names[0]
        if unit_id == "@ubnd_cap_huyen" and self.cap == "thành phố" and not self.short_units:
            name = "UBND các quận, huyện"
        return name.format(cap=self.cap, ten=self.ten)

    def unit_marks(self, roles: list[str], kind: str, *, joint: str, capital: bool) -> str:
        """Marked units of the roles joined by `joint`, each body once."""
        ids = list(dict.fromkeys(self.unit_id(role) for role in roles))
        names = [self.unit_name(unit_id) for unit_id in ids]
        if kind == "u" and len(ids) > 1 and self.rng.random() < 0.2 and all(map(DEPARTMENT.match, names)):
            tails = [name.removeprefix("Sở ") for name in names]
            marks = [f"[[u:{unit}|{tail}=Sở {tail}]]" for unit, tail in zip(ids, tails, strict=True)]
            return f"{'Các' if capital else 'các'} Sở: {', '.join(marks)}"
        if capital:
            names[0] = names[0][0].upper() + names[0][1:]
        return joint.join(f"[[{kind}:{unit}|{name}]]" for unit, name in zip(ids, names, strict=True))

    def deadline_mark(self, *, in_sentence: bool = False) -> str:
        """A marked deadline of a random shape; inside a sentence one that can follow "hoàn thành"."""
        entries = data("phrases")["deadline"]
        if in_sentence:
            entries = [entry for entry in entries if entry["shape"].split()[0] in ("before", "until")]
        entry = self.rng.choice(entries)
        quarter, month, day = self.rng.randint(1, 4), self.rng.randint(3, 11), self.rng.randint(10, 28)
        slots = {
            "y": self.plan_year, "y2": self.later_year, "q": ("I", "II", "III", "IV")[quarter - 1],
            "qn": quarter, "m": month, "mm": f"{month:02d}", "dd": day,
        }  # fmt: skip
        words: str = self.rng.choice(entry["words"]).format(**slots)
        if in_sentence:
            words = words.removeprefix("Hoàn thành ")
            words = words[0].lower() + words[1:]
        return f"[[d:{entry['shape'].format(**slots)}|{words}]]"


def random_setting(rng: random.Random) -> Setting:
    """Province, date, field of work and the style of names."""
    issued_on = date(2019, 1, 15) + timedelta(days=rng.randrange(2700))
    places = data("places")
    is_city = rng.random() < 0.12
    names = list(places["city"]["both"] if is_city else places["province"]["both"])
    if not is_city and issued_on < DISTRICTS_ENDED:
        names += places["province"]["before"]
    return Setting(
        rng=rng,
        issued_on=issued_on,
        plan_year=issued_on.year + (issued_on.month >= 10),
        is_single_year=rng.random() < 0.7,
        cap="thành phố" if is_city else "tỉnh",
        ten=rng.choice(names),
        topic=rng.choice(data("fields")["field"]),
        short_units=rng.random() < 0.3,
    )
