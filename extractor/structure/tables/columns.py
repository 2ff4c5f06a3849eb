"""Header words → fields, fields → kind of table. The words are data: column_synonyms.csv, tables.toml."""

import regex

from extractor.model.records import Column
from extractor.rules import ruleset
from extractor.rules.columns import field_of, header_key


def columns_of(texts: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Columns from header texts, outermost first, one tuple a column.

    The innermost text decides, then all of them together ("Phân công thực hiện" over "Chủ trì"). A field
    is given once: a whole match wins over contained words, then the first; what shares its parent header
    (Bắt đầu, Kết thúc) keeps it too.
    """
    headers = [" ".join(column) for column in texts]
    found = [_field(column) for column in texts]
    best: dict[str, int] = {}
    for index, (field, strength) in enumerate(found):
        if field not in best or strength > found[best[field]][1]:
            best[field] = index
    columns = []
    for index, (field, _) in enumerate(found):
        holder = best[field]
        shares = len(texts[index]) > 1 and texts[index][:1] == texts[holder][:1]
        keeps = index == holder or shares or (field == "deadline" and _is_pair(texts[index], texts[holder]))
        columns.append(Column(field=field if keeps else "unknown", header=headers[index]))
    return tuple(columns)


def _field(column: tuple[str, ...]) -> tuple[str, int]:
    if not column:
        return "unknown", 0
    inner = field_of(column[-1])
    return inner if inner[1] or len(column) == 1 else field_of(" ".join(column))


def _is_pair(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pair = {"bắt đầu", "kết thúc", "hoàn thành"}
    return {header_key(one[-1]), header_key(other[-1])} <= pair


def table_kind(columns: tuple[Column, ...]) -> str:
    """Kind of table by its columns: sense traps of procedures, budgets and indicators before tasks."""
    data = ruleset("tables").data["kinds"]
    names = " | ".join(f" {header_key(column.header)} " for column in columns)
    fields = {column.field for column in columns}
    if any(f" {word} " in names for word in data["procedures"]):
        return "procedures"
    has_unit = bool(fields & {"lead", "coordinating"})
    if "indicator" in fields and ("unit_of_measure" in fields or "task" not in fields):
        return "indicators"
    if "task" in fields and (has_unit or {"product", "deadline"} <= fields):
        return "tasks"
    years = regex.compile(data["year_header"])
    has_years = any(years.match(header_key(column.header)) for column in columns)
    if "budget" in fields or ("unit_of_measure" in fields and has_years):
        return "budget"
    return "other"
