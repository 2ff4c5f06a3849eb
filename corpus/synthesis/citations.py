"""Documents a plan cites, and how a citation of them is printed."""

from dataclasses import dataclass
from datetime import date

TYPE_OF_WORD = {
    "Luật": "law", "Pháp lệnh": "ordinance", "Nghị định": "decree", "Nghị quyết": "resolution",
    "Quyết định": "decision", "Chỉ thị": "directive", "Thông tư": "circular",
    "Thông tư liên tịch": "joint_circular", "Kế hoạch": "plan", "Chương trình": "programme",
    "Kết luận": "conclusion", "Thông báo": "notice", "Tờ trình": "submission", "Công văn": "official_letter",
    "Hướng dẫn": "guidance", "Đề án": "scheme", "Văn bản hợp nhất": "consolidated",
}  # fmt: skip
"""Type words and the closed list of OUTPUT: the truth must not be read with the program's own tables."""


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A numbered document. `printed_issuer` is how this plan names the issuer ("UBND tỉnh")."""

    word: str
    number: str
    issued_on: date | None
    issuer: str
    printed_issuer: str
    title: str = ""

    @property
    def type(self) -> str:
        return TYPE_OF_WORD[self.word]


@dataclass(frozen=True, kw_only=True)
class Named:
    """A law or scheme cited by its name, with or without its date."""

    type: str
    title: str
    issued_on: date | None = None

    def printed(self, long_date: bool) -> str:
        """The name and its date."""
        if self.issued_on is None:
            return self.title
        return f"{self.title} {print_date(self.issued_on, long=long_date)}"


def print_date(day: date, *, long: bool) -> str:
    """A date as clerks write it: a leading 0 on days below 10 and on January and February."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    if long:
        return f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"ngày {day.day:02d}/{month}/{day.year}"


def print_cited(doc: Cited, style: str, long_date: bool) -> str:
    """A citation of the document.

    Args:
        style: full (date, issuer, title), dated (date, issuer), bare (type and number), plain (no "số"),
            colon ("số:"), comma (a comma before the date), elided (no type word, inside a list).
        long_date: "ngày 08 tháng 6 năm 2010" instead of "ngày 08/6/2010".
    """
    head = {
        "plain": f"{doc.word} {doc.number}",
        "colon": f"{doc.word} số: {doc.number}",
        "elided": f"số {doc.number}",
    }.get(style, f"{doc.word} số {doc.number}")
    if style == "bare" or doc.issued_on is None:
        return head
    comma = "," if style == "comma" else ""
    words = f"{head}{comma} {print_date(doc.issued_on, long=long_date)}"
    if style == "elided":
        return words
    words += f" của {doc.printed_issuer}"
    return f"{words} {doc.title}" if style in ("full", "plain", "colon", "comma") and doc.title else words
