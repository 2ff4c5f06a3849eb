"""A source (dict, as read from TOML or as generated) becomes a Draft.

A part's `lines` hold one paragraph a line, the first word says what it is:

    type KẾ HOẠCH           the type word            title …    the title (repeat for more lines)
    caption (Ban hành …)    centred italics          authority ỦY BAN NHÂN DÂN TỈNH
    basis Căn cứ …          a legal basis            enact QUYẾT ĐỊNH:
    h I | MỤC ĐÍCH          label and heading        i 1 | a paragraph behind a label
    b … / p …               bullet, plain paragraph  tb … / tp …  the same, and a task
    ti 1 | …                a task behind a label    f lead | Chủ trì: …  a field line of the task above
    table / sign / end …    the table, the signature, the closing mark of a sample
    table2 is the table of that name (only in layouts.py); note …   a remark under it
"""

from dataclasses import replace
from datetime import date
from typing import Any

from .citations import Cited, Named
from .compose_table import compose_table
from .draft import Block, Draft, Header, Layout, Paragraph, Part, Section, Signature, Task, Unit
from .marks import Ledger, Marked, citation_truth

PLAIN_STYLES = {"type", "title", "caption", "authority", "basis", "enact", "end", "note"}
FIELD_OF_LINE = {
    "lead": "lead",
    "coordinating": "coordinating",
    "product": "product",
    "deadline": "deadline_raw",
}


def compose(source: dict[str, Any]) -> Draft:
    """The Draft of a source; raises KeyError or ValueError naming what the source lacks."""
    ledger = _ledger(source)
    signature = _signature(source["signature"])
    parts = tuple(_Composer(ledger, part, signature).part() for part in source["part"])
    header = source.get("header")
    return Draft(
        doc_id=source["doc_id"],
        metadata=_metadata(source, parts[0]),
        header=Header(**header) if header else None,
        parts=parts,
        citations=tuple(citation_truth(ledger)),
        named=tuple(_named_truth(ledger)),
        self_mentions=ledger.self_mentions,
        layout=Layout(**source.get("layout", {})),
        notes=tuple(source.get("notes", ())),
    )


def _ledger(source: dict[str, Any]) -> Ledger:
    return Ledger(
        cited={key: Cited(**fields) for key, fields in source.get("cited", {}).items()},
        named={key: Named(**fields) for key, fields in source.get("named", {}).items()},
        own_number=source.get("header", {}).get("number", ""),
        plan_year=source["facts"].get("plan_year"),
        long_dates=source["facts"].get("long_dates", False),
    )


def _signature(fields: dict[str, Any]) -> Signature:
    return Signature(
        capacity=tuple(fields["capacity"]), name=fields.get("name"), recipients=tuple(fields["recipients"])
    )


def _metadata(source: dict[str, Any], first: Part) -> dict[str, Any]:
    """Header truth: with the header lost, number, date and place are unknown to any reader."""
    header, facts, signature = source.get("header"), source["facts"], source["signature"]
    issued_on: date | None = header["issued_on"] if header else None
    return {
        "type": first.kind,
        "number": header["number"] if header else None,
        "date": issued_on.isoformat() if issued_on else None,
        "issuer": facts["issuer"],
        "province": facts["province"],
        "place": header["place"] if header else None,
        "title": first.title,
        "signer": _signer(signature),
        "recipients": len(signature["recipients"]),
    }


def _signer(signature: dict[str, Any]) -> dict[str, Any]:
    marks = [line.split(".")[0] + "." for line in signature["capacity"] if "." in line.split()[0]]
    last = signature["capacity"][-1]
    position = last.split(".", 1)[1].strip() if "." in last.split()[0] else last
    is_body = position.startswith("ỦY BAN")
    return {
        "name": signature.get("name"),
        "position": None if is_body else position,
        "authority": " ".join(marks) or None,
    }


def _named_truth(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "type": doc.type,
            "title": doc.title,
            "date": doc.issued_on.isoformat() if doc.issued_on else None,
            "mentions": ledger.named_mentions[key],
        }
        for key, doc in ledger.named.items()
        if key in ledger.named_mentions
    ]


class _Composer:
    """Reads the lines of one part with the section they stand in."""

    def __init__(self, ledger: Ledger, source: dict[str, Any], signature: Signature) -> None:
        self.ledger, self.source, self.signature = ledger, source, signature
        self.blocks: list[Block] = []
        self.stack: list[tuple[Section, list[Unit]]] = []
        self.seen: dict[str, int] = {}

    def part(self) -> Part:
        for line in self.source["lines"].strip().split("\n"):
            if line.strip():
                self._line(*line.strip().partition(" ")[::2])
        titles = [
            block.text for block in self.blocks if isinstance(block, Paragraph) and block.style == "title"
        ]
        return Part(
            kind=self.source["kind"],
            label=self.source.get("label"),
            title=" ".join(titles),
            blocks=tuple(self.blocks),
            landscape=self.source.get("landscape", False),
        )

    def _line(self, word: str, rest: str) -> None:
        if word in PLAIN_STYLES:
            self._add(word, self.ledger.plain(rest))
        elif word in ("h", "i", "ti"):
            label, _, text = rest.partition(" | ")
            self._labelled(word, label, self.ledger.read(text))
        elif word in ("b", "p", "tb", "tp"):
            self._unlabelled(word, self.ledger.read(rest))
        elif word == "f":
            self._field(*rest.split(" | ", 1))
        elif word.startswith("table"):
            self.blocks.append(compose_table(self.source[word], self.ledger))
        elif word == "sign":
            self.blocks.append(self.signature)
        else:
            raise ValueError(f"unknown line word {word!r} in a source: {rest[:60]}")

    def _add(self, style: str, text: str) -> None:
        self.blocks.append(Paragraph(style=style, text=text))

    def _labelled(self, word: str, label: str, said: Marked) -> None:
        section = self._section(label, "heading" if word == "h" else "item", said.text)
        self._push(section, said)
        task = self._task(said, said.text) if word == "ti" else None
        style = f"{section.kind}{min(section.level, 4)}"
        printed = _printed_label(label)
        self.blocks.append(Paragraph(style=style, text=said.text, label=printed, section=section, task=task))

    def _section(self, label: str, kind: str, text: str) -> Section:
        depth = _depth(label)
        while self.stack and _depth(self.stack[-1][0].label) >= depth:
            self.stack.pop()
        parent = self.stack[-1][0] if self.stack else None
        path = f"{parent.path}.{label}" if parent else label
        self.seen[path] = self.seen.get(path, 0) + 1
        if self.seen[path] > 1:
            path = f"{path}~{self.seen[path]}"
        return Section(
            path=path, label=label, level=len(self.stack) + 1, kind=kind,
            heading=text if kind == "heading" else None, parent=parent.path if parent else None,
        )  # fmt: skip

    def _push(self, section: Section, said: Marked) -> None:
        leads = said.lead or (self.stack[-1][1] if self.stack else [])
        self.stack.append((section, leads))

    def _unlabelled(self, word: str, said: Marked) -> None:
        bullet = "-" if word.endswith("b") else None
        task = self._task(said, said.text) if word.startswith("t") else None
        self.blocks.append(
            Paragraph(style="bullet" if bullet else "body", text=said.text, label=bullet, task=task)
        )

    def _task(self, said: Marked, text: str) -> Task:
        leads = said.lead or (self.stack[-1][1] if self.stack else [])
        return Task(
            text=text, lead=tuple(leads), coordinating=tuple(said.coordinating),
            deadline_raw=said.deadline_raw, deadlines=tuple(said.deadlines),
            section=self.stack[-1][0].path if self.stack else None,
        )  # fmt: skip

    def _field(self, name: str, rest: str) -> None:
        """A field line adds to the task above it; the line itself is a plain paragraph."""
        said = self.ledger.read(rest)
        at = max(i for i, block in enumerate(self.blocks) if isinstance(block, Paragraph) and block.task)
        paragraph = self.blocks[at]
        assert isinstance(paragraph, Paragraph)
        assert paragraph.task
        value: Any = said.text.partition(": ")[2]
        changes: dict[str, Any] = {FIELD_OF_LINE[name]: value}
        if name in ("lead", "coordinating"):
            changes = {name: tuple(said.units)}
        elif name == "deadline":
            changes["deadlines"] = tuple(said.deadlines)
        self.blocks[at] = replace(paragraph, task=replace(paragraph.task, **changes))
        self._add("body", said.text)


def _depth(label: str) -> int:
    """Rank of a label's shape: A, I, 1, 1.1, a; an article stands at the top."""
    if label.startswith("Điều"):
        return 1
    if label[0].isdigit():
        return 3 + label.count(".")
    return 2 if label.isupper() else 9


def _printed_label(label: str) -> str:
    return f"{label})" if len(label) == 1 and label.islower() else f"{label}."
