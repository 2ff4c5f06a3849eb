"""``decisions.csv`` read as people leave it, and written so that spreadsheets leave it alone."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.errors import ConfigError
from extractor.model.decision import Decision
from extractor.text.formulas import opens_formula
from extractor.text.normalize import collapse, key
from extractor.text.separated import Separated, decoded

COLUMNS = (
    *("kind", "doc_id", "text_sha", "other_sha", "field", "value"),
    *("verdict", "topics", "note", "who", "when"),
)
JOINT = "; "
KEPT_OUT = frozenset({"decision_unread", "decision_column"})
"""Codes of notices on what is not among the decisions: writing the file again would lose it."""
_MARK = "h"
"""Before a hash in the file: sixteen digits alone a spreadsheet would turn into a number."""
_QUOTE = "'"
"""Before a cell that a spreadsheet would take for a formula."""


class Notice(Struct, frozen=True, kw_only=True):
    """Something about decisions that the user must know: ``message`` is “Vietnamese / English”."""

    code: str
    message: str
    doc_id: str | None = None


class Decisions(Struct, frozen=True, kw_only=True):
    """Decisions in the order of their file, those that contradict each other left out and told."""

    rows: tuple[Decision, ...] = ()
    notices: tuple[Notice, ...] = ()
    name: str = "decisions"
    """The name of the file, for messages."""
    path: str = ""
    """Where it lies; empty where the decisions are of no file."""


def read_decisions(path: Path, *, keep_torn: bool = False) -> Decisions:
    """The decisions of a CSV file: UTF-8 or UTF-16, separated by comma, semicolon or TAB.

    Args:
        path: of the file.
        keep_torn: give decisions that contradict each other too, for a file that is written again.

    Raises:
        ConfigError: it cannot be read, is in another encoding, or names no column ``kind`` or ``text_sha``.
    """
    made = decisions_of(decoded(path), path.name, keep_torn=keep_torn)
    return replace(made, path=str(path))


def decisions_of(text: str, name: str, *, keep_torn: bool = False) -> Decisions:
    """The decisions in the text of a CSV file.

    Args:
        text: of the file.
        name: of the file, for messages.
        keep_torn: as for ``read_decisions``.

    Raises:
        ConfigError: as ``read_decisions``.
    """
    lines = _lines(text, name)
    _, names = next(lines, (1, []))
    columns = [_known("columns").get(key(cell)) for cell in names]
    if not {"kind", "text_sha"} <= set(columns):
        raise ConfigError(
            f"{name}: has no columns “kind” and “text_sha”; its first line must name the columns",
            message_vi=f"{name}: không có cột “kind” và “text_sha”; dòng đầu phải là tên các cột",
        )
    found: list[Decision] = []
    notices = [
        _notice("decision_column", name, f"cột “{cell}” không dùng đến", f"column “{cell}” is not used")
        for cell, column in zip(names, columns, strict=True)
        if cell.strip() and column is None
    ]
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            pairs = zip_longest(columns, cells[: len(columns)], fillvalue="")
            read = _decision({column: _plain(cell) for column, cell in pairs if column}, line, name)
            (found if isinstance(read, Decision) else notices).append(read)  # type: ignore[arg-type]
    kept, contradictions = _agreeing(found, name)
    return Decisions(rows=tuple(found) if keep_torn else kept, notices=(*notices, *contradictions), name=name)


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text, each with the line of the file it begins on."""
    reader = Separated(text, lambda cell: key(cell) in _known("columns"), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ConfigError(
                f"{name}:{line}: a quotation mark is open, or a cell is far too long ({error}); mend the row",
                message_vi=f"{name}:{line}: dấu ngoặc kép chưa đóng, hoặc ô quá dài; hãy sửa dòng này",
            ) from error
        if cells is None:
            return
        yield line, cells


def _plain(cell: str) -> str:
    """The cell without the ``'`` that kept a spreadsheet from taking it for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == _QUOTE and opens_formula(text.lstrip(_QUOTE)) else text


def _decision(row: Mapping[str, str], line: int, name: str) -> Decision | Notice:
    kind = _known("kinds").get(key(row["kind"]))
    verdict = _known("verdicts").get(key(row.get("verdict", "")), "" if not row.get("verdict") else None)
    wrong = _fault(kind, verdict, row)
    if wrong is not None:
        return _notice("decision_unread", f"{name}:{line}", *wrong)
    facts: dict[str, Any] = {
        column: row.get(column, "") for column in ("field", "value", "note", "who", "when")
    }
    return Decision(
        kind=kind,  # type: ignore[arg-type]
        verdict=verdict,  # type: ignore[arg-type]
        doc_id=_listed(row.get("doc_id", "")),
        text_sha=_hash(row["text_sha"]),
        other_sha=_hash(row.get("other_sha", "")),
        topics=_listed(row.get("topics", "")),
        line=line,
        **facts,
    )


def _notice(code: str, where: str, vietnamese: str, english: str) -> Notice:
    return Notice(code=code, message=f"{where}: {vietnamese} / {where}: {english}")


def _fault(kind: str | None, verdict: str | None, row: Mapping[str, str]) -> tuple[str, str] | None:
    """What makes a row unusable, in Vietnamese and English."""
    if kind is None:
        return f"không hiểu loại “{row['kind']}”", f"unknown kind “{row['kind']}”"
    if verdict is None:
        return f"không hiểu kết luận “{row['verdict']}”", f"unknown verdict “{row['verdict']}”"
    if not row["text_sha"] or (kind == "match" and not row.get("other_sha")):
        return "thiếu mã câu chữ", "a hash of words is missing"
    field, fields = row.get("field", ""), _table()["fields"].get(kind, [])
    if fields and field and field not in fields:
        listed = ", ".join(fields)
        return f"không sửa được mục “{field}” (chỉ {listed})", f"no such field “{field}” (only {listed})"
    return None


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _hash(cell: str) -> str:
    return cell.lower().removeprefix(_MARK)


def _agreeing(found: Sequence[Decision], name: str) -> tuple[tuple[Decision, ...], Iterator[Notice]]:
    """The decisions without those that contradict each other, and what to say of these."""
    groups = contradicting(found)
    torn = {at for group in groups for at in group}
    kept = tuple(decision for at, decision in enumerate(found) if at not in torn)
    return kept, (_contradiction([found[at] for at in group], name) for group in groups)


def contradicting(rows: Sequence[Decision]) -> list[list[int]]:
    """Places of decisions that contradict each other, a group for each dispute, in the order of the rows."""
    by_words: dict[tuple[object, ...], list[int]] = {}
    for at, row in enumerate(rows):
        by_words.setdefault(row.words, []).append(at)
    groups: list[set[int]] = []
    for places in by_words.values():
        for at in places:
            against = {one for one in places if rows[one].contradicts(rows[at])}
            if against:
                joined = [group for group in groups if group & against or at in group]
                groups = [group for group in groups if group not in joined]
                groups.append({at}.union(against, *joined))
    return [sorted(group) for group in sorted(groups, key=min)]


def _contradiction(rows: Sequence[Decision], name: str) -> Notice:
    lines = ", ".join(str(row.line) for row in rows)
    message = (
        f"{name}: các dòng {lines} trái nhau nên không dùng dòng nào; hãy giữ một dòng / "
        f"{name}: lines {lines} contradict each other, none is used; keep one"
    )
    return Notice(code="decision_conflict", message=message)


def written(decisions: Iterable[Decision]) -> bytes:
    """The decisions as a CSV file: UTF-8 with byte order mark, cells that look like formulas marked."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for one in decisions:
        cells = (
            *(one.kind, JOINT.join(one.doc_id), _marked(one.text_sha), _marked(one.other_sha)),
            *(one.field, one.value, one.verdict, JOINT.join(one.topics), one.note, one.who, one.when),
        )
        writer.writerow([_safe(collapse(cell)) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def _marked(sha: str) -> str:
    return f"{_MARK}{sha}" if sha else ""


def _safe(cell: str) -> str:
    """The cell marked where it begins a formula, or would read as one that is marked."""
    return f"{_QUOTE}{cell}" if opens_formula(cell.lstrip(_QUOTE)) else cell


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("decisions.toml").read_text(encoding="utf-8"))


@cache
def _known(what: str) -> dict[str, str]:
    """The word meant by each name it may bear."""
    return {key(name): word for word, names in _table()[what].items() for name in names}
