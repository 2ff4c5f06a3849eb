"""Puts other numbers, dates, years, names, units and provinces in the place of those of a document.

The replacement is drawn from a seed and the same everywhere, so the gold of the document, replaced alike,
is the gold of the new text. A name is replaced by one of as many words: line breaks inside it stay.
"""

import random
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from typing import Any

import regex

from extractor.rules.load import gazetteer

UNITS = {
    2: (("Nội vụ", "Tư pháp", "Tài chính"), ("Xây dựng", "Công Thương", "Y tế", "Ngoại vụ")),
    5: (
        ("Thông tin và Truyền thông", "Kế hoạch và Đầu tư"),
        ("Khoa học và Công nghệ", "Giáo dục và Đào tạo"),
    ),
}
"""Departments by number of words: those of the documents, those put in their place."""

FAMILY, MIDDLE, GIVEN = (
    ("Lê", "Phạm", "Vũ", "Đặng"),
    ("Thị", "Văn", "Hữu", "Quang"),
    ("Hạnh", "Sơn", "Thủy", "Đức"),
)

_SPACES = regex.compile(r"(\s+)")


class Transposed:
    """A text with its replacements; ``place`` maps offsets of the old text to the new one."""

    def __init__(self, text: str, edits: list[tuple[int, int, str]]) -> None:
        pieces, at, shift = [], 0, 0
        self._ends: list[int] = []
        self._shifts = [0]
        for start, end, words in edits:
            pieces += [text[at:start], words]
            at, shift = end, shift + len(words) - (end - start)
            self._ends.append(end)
            self._shifts.append(shift)
        self.text = "".join([*pieces, text[at:]])

    def place(self, offset: int) -> int:
        """Where the offset of the old text lies in the new one (never inside a replacement)."""
        return offset + self._shifts[bisect_right(self._ends, offset)]


def _is_month_end(day: str) -> bool:
    year, month, number = map(int, day.split("-"))
    return monthrange(year, month)[1] == number


_NAMES = 6
"""How many names of provinces a name may become."""


class Transposition:
    """A consistent replacement.

    Args:
        seed: of the draw.
        provinces: names of the provinces to replace.
        persons: names of the persons to replace.
    """

    def __init__(self, seed: int, provinces: tuple[str, ...], persons: tuple[str, ...]) -> None:
        draw = random.Random(seed)
        self._draw, self._numbers = draw, dict[str, str]()
        self._years, self._days, self._months = (
            draw.choice((-2, -1, 1)),
            draw.randint(1, 8),
            draw.randint(1, 8),
        )
        names = self._provinces(provinces)
        names |= {person: self._person(len(person.split())) for person in persons}
        for old, new in UNITS.values():
            names |= dict(zip(old, draw.sample(new, len(old)), strict=True))
        self._names = {name.lower(): words for name, words in names.items()}
        self._pattern = regex.compile(
            r"(?P<iso>\b\d{4}-\d\d-\d\d\b)"
            r"|(?P<date>\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\b|\b\d{1,2}/\d{1,2}/\d{4}\b)"
            r"|(?P<number>\b(?!(?:19|20)\d\d/)\d{1,5}(?!/CP\b)(?=(?:/(?:19|20)\d\d)?/\s?[A-ZĐ]{2}))"
            r"|(?P<year>\b(?:19|20)\d\d\b)"
            r"|(?P<name>\b(?:" + "|".join(_spaced(name) for name in names | _upper(names)) + r")\b)"
        )
        self._change: dict[str, Callable[[str], str]] = {
            "iso": self._iso,
            "date": self._date,
            "number": self._number,
            "year": self._year,
            "name": self._name,
        }

    def _provinces(self, old: tuple[str, ...]) -> dict[str, str]:
        rows = [row for row in gazetteer("provinces") if row["kind"] == "tỉnh"]
        until_2025 = {row["name"] for row in rows if row["valid_to"]}
        since_2025 = {row["name"] for row in rows if not row["valid_to"]}
        free = sorted(name for name in (until_2025 & since_2025).difference(old) if len(name.split()) == 2)
        # Of about the same length: where lines were wrapped at a page's width they stay so.
        free.sort(key=lambda name: abs(len(name) - max(map(len, old), default=0)))
        return dict(zip(old, self._draw.sample(free[: _NAMES + len(old)], len(old)), strict=True))

    def _person(self, words: int) -> str:
        middle = self._draw.sample(MIDDLE, words - 2)
        return " ".join([self._draw.choice(FAMILY), *middle, self._draw.choice(GIVEN)])

    def of(self, text: str) -> Transposed:
        """The text with everything replaced."""
        edits = [
            (match.start(), match.end(), self._change[match.lastgroup](match.group()))
            for match in self._pattern.finditer(text)
        ]
        return Transposed(text, edits)

    def of_json(self, data: Any) -> Any:
        """JSON with every string replaced, keys and numbers kept."""
        if isinstance(data, str):
            return self.of(data).text
        if isinstance(data, list):
            return [self.of_json(entry) for entry in data]
        if not isinstance(data, dict):
            return data
        moved = {key: self.of_json(entry) for key, entry in data.items()}
        if isinstance(data.get("interval"), str):
            moved["interval"] = self._interval(data["interval"])
        return moved

    def _interval(self, words: str) -> str:
        """Whole months, quarters and years move with their year alone: their words name no day."""
        first, last = words.split("/")
        if not (first == ".." or first.endswith("-01")) or not (last == ".." or _is_month_end(last)):
            return self.of(words).text
        if last != "..":
            year, month = int(self._year(last[:4])), int(last[5:7])
            last = f"{year}-{month:02d}-{monthrange(year, month)[1]}"
        return "/".join([first if first == ".." else self._year(first[:4]) + first[4:], last])

    def _iso(self, words: str) -> str:
        year, month, day = words.split("-")
        return "-".join([self._year(year), self._month(month), self._day(day)])

    def _date(self, words: str) -> str:
        changes = iter((self._day, self._month, self._year))
        return regex.sub(r"\d+", lambda match: next(changes)(match.group()), words)

    def _day(self, digits: str) -> str:
        day = int(digits)
        new = (day - 1 + self._days) % 9 + 1 if day < 10 else (day - 10 + self._days) % 19 + 10
        return str(new).zfill(len(digits))

    def _month(self, digits: str) -> str:
        month = int(digits)
        new = (month - 1 + self._months) % 9 + 1 if month < 10 else (month - 10 + self._months) % 3 + 10
        return str(new).zfill(len(digits))

    def _year(self, digits: str) -> str:
        return str(int(digits) + self._years)

    def _number(self, digits: str) -> str:
        while digits not in self._numbers:
            low, high = (1, 9) if digits.startswith("0") else (10 ** (len(digits) - 1), 10 ** len(digits) - 1)
            new = str(self._draw.randint(low, high)).zfill(len(digits))
            if new != digits and new not in self._numbers.values():
                self._numbers[digits] = new
        return self._numbers[digits]

    def _name(self, words: str) -> str:
        new = self._names[" ".join(words.lower().split())].split()
        pieces = _SPACES.split(words)
        pieces[::2] = [word.upper() for word in new] if words.isupper() else new
        return "".join(pieces)


def _upper(names: dict[str, str]) -> dict[str, str]:
    return {name.upper(): words for name, words in names.items()}


def _spaced(name: str) -> str:
    return r"\s+".join(regex.escape(word) for word in name.split())
