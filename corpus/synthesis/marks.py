"""The mark-up of sources: what a text says and what is true about it, in one string.

[[cite:key style]]      a numbered document, printed in the style, counted as a mention
[[named:key]]           a law or scheme cited by name
[[self]]                the document's own number
[[l:id|words]] [[c:id|words]] [[u:id|words]]   lead, coordinating, unit of a cell;
                        "words=surface" where the printed words lack a shared head
[[d:shape args|words]]  a deadline with its normal form (deadlines.py)
"""

import re
from dataclasses import dataclass, field
from typing import Any

from .citations import Cited, Named, print_cited
from .deadlines import normal_form
from .draft import Deadline, Unit

MARK = re.compile(r"\[\[([a-z]+)(?::([^\[\]|]*))?(?:\|([^\[\]]*))?\]\]")


@dataclass(kw_only=True)
class Marked:
    """A text without its marks, and what the marks said."""

    text: str
    lead: list[Unit] = field(default_factory=list)
    coordinating: list[Unit] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    deadline_raw: str | None = None


@dataclass(kw_only=True)
class Ledger:
    """Reads marked texts of one plan and counts what they cite."""

    cited: dict[str, Cited]
    named: dict[str, Named]
    own_number: str
    plan_year: int | None
    long_dates: bool
    mentions: dict[str, int] = field(default_factory=dict)
    named_mentions: dict[str, int] = field(default_factory=dict)
    self_mentions: int = 0

    def read(self, marked: str) -> Marked:
        """The text as printed; mentions are counted on the way."""
        found = Marked(text="")
        found.text = MARK.sub(lambda mark: self._printed(mark, found), marked)
        return found

    def plain(self, marked: str) -> str:
        """The text as printed where nothing but its citations matters."""
        return self.read(marked).text

    def _printed(self, mark: re.Match[str], found: Marked) -> str:
        kind, argument, words = mark.group(1), mark.group(2) or "", mark.group(3) or ""
        match kind:
            case "cite":
                return self._cite(*argument.split())
            case "named":
                self.named_mentions[argument] = self.named_mentions.get(argument, 0) + 1
                return self.named[argument].printed(self.long_dates)
            case "self":
                self.self_mentions += 1
                return self.own_number
            case "d":
                return self._deadline(argument, words, found)
            case "l" | "c" | "u":
                return _unit(kind, argument, words, found)
        raise ValueError(f"unknown mark [[{kind}:…]] in a source")

    def _cite(self, key: str, style: str = "dated") -> str:
        self.mentions[key] = self.mentions.get(key, 0) + 1
        printed = print_cited(self.cited[key], style, self.long_dates)
        return self.plain(printed) if "[[" in printed else printed

    def _deadline(self, argument: str, words: str, found: Marked) -> str:
        found.deadlines.append(normal_form(argument, words, self.plan_year))
        found.deadline_raw = words if found.deadline_raw is None else f"{found.deadline_raw}; {words}"
        return words


def _unit(kind: str, unit_id: str, words: str, found: Marked) -> str:
    printed, _, surface = words.partition("=")
    target = {"l": found.lead, "c": found.coordinating, "u": found.units}[kind]
    target.append(Unit(id=unit_id, surface=surface or printed))
    return printed


def citation_truth(ledger: Ledger) -> list[dict[str, Any]]:
    """The distinct numbered documents in order of first mention, as gold states them."""
    return [
        {
            "number": doc.number,
            "type": doc.type,
            "date": doc.issued_on.isoformat() if doc.issued_on else None,
            "issuer": doc.issuer,
            "title": MARK.sub(lambda m: _bare(m, ledger), doc.title) or None,
            "mentions": ledger.mentions[key],
        }
        for key, doc in ledger.cited.items()
        if key in ledger.mentions
    ]


def _bare(mark: re.Match[str], ledger: Ledger) -> str:
    """A citation inside a title, printed again without counting it."""
    key, *style = (mark.group(2) or "").split()
    return print_cited(ledger.cited[key], style[0] if style else "dated", ledger.long_dates)
