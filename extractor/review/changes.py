"""What a person changed in a review, as decisions; an untouched workbook gives none."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.decisions.table import Notice, contradicting
from extractor.errors import ConfigError
from extractor.model.decision import NO_TOPICS, Decision, Verdict
from extractor.review.form import (
    DOCUMENTS_AT,
    KEY,
    LISTS,
    MARK,
    TOPICS_AT,
    VERDICTS,
    ReviewKey,
    ReviewSheet,
    as_saved,
    known_topics,
    read_key,
    remembered,
    sheets,
)
from extractor.review.workbook import Rows
from extractor.text.hashes import task_hash, words_hash
from extractor.text.normalize import collapse, key

_VERDICT_OF: dict[str, Verdict] = {key(name): code for code, name in VERDICTS.items()}  # type: ignore[misc]
_FIELDS = ("lead", "coordinating", "product", "deadline", "text")
"""Of a task; the words last: what comes before is keyed by the words as they were."""
Cells = Mapping[str, str]
Words = tuple[str, tuple[str, ...], str]
"""Kind, documents and hash that a row is about."""


class Author(Struct, frozen=True, kw_only=True):
    """Who decided and when."""

    who: str = ""
    when: str = ""


def changed(book: Mapping[str, Rows], author: Author) -> tuple[list[Decision], list[Notice]]:
    """The decisions in a workbook that ``write_review`` made and a person edited, sheet by sheet.

    Args:
        book: rows of text by the title of the sheet.
        author: put into each decision.

    Returns:
        Decisions, and what could not be understood: such a row gives no decision.

    Raises:
        ConfigError: it is no such workbook.
    """
    if not any(KEY in row for sheet in sheets() for row in book.get(sheet.title, [])[:1]):
        raise ConfigError(
            "no workbook of kehoach review: it has none of its sheets; make one with kehoach review export",
            message_vi="không phải tệp của kehoach review: không có bảng nào của nó; hãy lập bằng kehoach "
            "review export",
        )
    decisions: list[Decision] = []
    places: list[str] = []
    twins: dict[Words, list[str]] = {}
    notices: list[Notice] = []
    topics, documents = known_topics() | _listed(book, TOPICS_AT), _listed(book, DOCUMENTS_AT)
    for sheet in sheets():
        for line, cells in enumerate(_cells(sheet, book.get(sheet.title, [])), 2):
            where = f"{sheet.title}:{line}"
            known = read_key(cells.get(KEY, ""))
            if known is not None and known.kind in ("task", "heading"):
                twins.setdefault((known.kind, known.doc_id, known.sha), []).append(where)
            try:
                _check_document(sheet, cells, documents)
                decisions += _checked(_decided(sheet, cells, author), cells, topics)
            except ValueError as error:
                notices.append(_told("review_unread", where, *error.args))
            places += [where] * (len(decisions) - len(places))
    disputes = contradicting(decisions)
    torn = {at for group in disputes for at in group}
    notices += [_dispute([places[at] for at in group]) for group in disputes]
    kept = [at for at in range(len(decisions)) if at not in torn]
    notices += _spreading([(decisions[at], places[at]) for at in kept], twins)
    return [decisions[at] for at in kept], notices


def _spreading(
    kept: Iterable[tuple[Decision, str]], twins: Mapping[Words, Sequence[str]]
) -> Iterator[Notice]:
    """What to say of rows left as they were whose words are those of a row that was edited."""
    edited: dict[Words, list[str]] = {}
    for decision, place in kept:
        edited.setdefault((decision.kind, decision.doc_id, decision.text_sha), []).append(place)
    for words, places in edited.items():
        left = [place for place in twins.get(words, ()) if place not in places]
        if left:
            also = ", ".join(left)
            yield _told(
                "review_spreads",
                ", ".join(dict.fromkeys(places)),
                f"cùng câu chữ với {also} nên cũng sửa ở đó",
                f"the same words as in {also}, mended there too",
            )


def _dispute(places: Iterable[str]) -> Notice:
    return _told(
        "review_conflict",
        ", ".join(dict.fromkeys(places)),
        "cùng câu chữ mà sửa khác nhau nên không dùng dòng nào; quyết định đi theo câu chữ, hãy sửa như nhau",
        "the same words, edited differently, none is used; a decision holds for all such words, edit alike",
    )


def _told(code: str, where: str, vietnamese: str, english: str) -> Notice:
    return Notice(code=code, message=f"{where}: {vietnamese} / {where}: {english}")


def _listed(book: Mapping[str, Rows], at: int) -> set[str]:
    """What a column of the hidden sheet offers."""
    return {collapse(row[at]) for row in book.get(LISTS, []) if len(row) > at} - {""}


def _check_document(sheet: ReviewSheet, cells: Cells, documents: set[str]) -> None:
    """``ValueError`` where a missing task is of a document that the workbook, if it knows any, has not."""
    if sheet.name != "missing" or not cells.get("value"):
        return
    doc_id = cells.get("doc_id", "")
    if doc_id and documents and doc_id not in documents:
        raise ValueError(
            f"không có văn bản “{doc_id}” trong tệp này; hãy chọn trong danh sách của ô",
            f"no document “{doc_id}” in this workbook; choose from the list of the cell",
        )


def _checked(made: Sequence[Decision], cells: Cells, topics: Container[str]) -> Sequence[Decision]:
    """The decisions of a row; ``ValueError`` where one names a topic that is none."""
    known = read_key(cells.get(KEY, ""))
    before = known.was.get("topics", "") if known else ""
    kept = {part.strip() for part in before.split(";")} | {NO_TOPICS}
    for topic in (topic for decision in made for topic in decision.topics):
        if topic not in kept and topic not in topics:
            raise ValueError(f"không có chủ đề “{topic}”", f"no topic “{topic}”")
    return made


def _cells(sheet: ReviewSheet, rows: Rows) -> Iterator[dict[str, str]]:
    """The cells of each row by the name of the column, wherever the columns were moved."""
    names = {column.vi: column.name for column in sheet.column} | {KEY: KEY}
    header = [names.get(collapse(cell)) for cell in rows[0]] if rows else []
    for row in rows[1:]:
        yield {
            name: collapse(cell) if name != KEY else cell
            for name, cell in zip(header, row, strict=False)
            if name
        }


def _decided(sheet: ReviewSheet, cells: Cells, author: Author) -> list[Decision]:
    if sheet.name == "missing":
        return list(_missing(cells, author))
    if not cells.get(KEY):
        if any(cells.get(column.name) for column in sheet.column if column.edit):
            raise ValueError(
                "dòng không còn mã ở cột A nên không dùng", "no key in column A, the row is not used"
            )
        return []
    known = read_key(cells[KEY])
    if known is None:
        raise ValueError("mã ở cột A bị hỏng nên không dùng", "the key in column A is broken, not used")
    edited = {name: cells.get(name, "") for name, was in known.was.items() if _differs(cells, name, was)}
    return list(_of_row(known, edited, cells, author)) if edited else []


def _differs(cells: Cells, name: str, was: str) -> bool:
    cell = cells.get(name, "")
    return as_saved(cell) != as_saved(was) and remembered(cell) != was


def _of_row(known: ReviewKey, edited: Cells, cells: Cells, author: Author) -> Iterator[Decision]:
    common = {"doc_id": known.doc_id, "text_sha": known.sha, "note": cells.get("note", "")}
    common |= {"who": author.who, "when": author.when}
    if known.kind == "match":
        verdict = _verdict(cells.get("verdict", ""))
        yield Decision(kind="match", other_sha=known.other, verdict=verdict, **common)  # type: ignore[arg-type]
    elif known.kind == "unit":
        if edited.get("value"):
            yield Decision(kind="unit", value=edited["value"], **common)  # type: ignore[arg-type]
    elif known.kind == "heading":
        if edited.get("heading"):
            yield Decision(kind="heading", field="heading", value=edited["heading"], **common)  # type: ignore[arg-type]
    else:
        yield from _of_task(edited, common)


def _verdict(cell: str) -> Verdict:
    """The verdict in a cell; one that was taken back leaves the match in the queue."""
    if not cell:
        return "unsure"
    found = _VERDICT_OF.get(key(cell))
    if found is None:
        known = ", ".join(VERDICTS.values())
        raise ValueError(
            f"không hiểu kết luận “{cell}”; hãy chọn trong: {known}",
            f"unknown verdict “{cell}”; choose from: {known}",
        )
    return found


def _of_task(edited: Cells, common: Mapping[str, object]) -> Iterator[Decision]:
    if key(edited.get("wrong", "")) == MARK:
        yield Decision(kind="task", verdict="wrong", **common)  # type: ignore[arg-type]
        return
    if "topics" in edited:
        topics = tuple(part.strip() for part in edited["topics"].split(";") if part.strip())
        yield Decision(kind="task", topics=topics or (NO_TOPICS,), **common)  # type: ignore[arg-type]
    for field in _FIELDS:
        if field in edited and (field != "text" or edited[field]):
            yield Decision(kind="task", field=field, value=edited[field], **common)  # type: ignore[arg-type]


def _missing(cells: Cells, author: Author) -> Iterator[Decision]:
    words = cells.get("value", "")
    if not words:
        return
    doc_id = (cells["doc_id"],) if cells.get("doc_id") else ()
    common = {"doc_id": doc_id, "note": cells.get("note", ""), "who": author.who, "when": author.when}
    yield Decision(kind="missing", text_sha=words_hash(words), value=words, **common)  # type: ignore[arg-type]
    for field in ("lead", "coordinating", "deadline"):
        if cells.get(field):
            sha = task_hash(words, None)
            yield Decision(kind="task", text_sha=sha, field=field, value=cells[field], **common)  # type: ignore[arg-type]


def merged(known: Sequence[Decision], new: Sequence[Decision]) -> list[Decision]:
    """The decisions with new ones: one takes the place of those before it that it settles anew.

    Those are on the same subject, or contradict it and speak of no other document. A new one that rules as
    the old one did leaves it as it is, with its date.
    """
    out = list(known)
    for decision in new:
        settled = [n for n, one in enumerate(out) if _settles(decision, one)]
        if not settled:
            out.append(decision)
            continue
        olds = [out[n] for n in settled]
        topics = decision.topics or next((one.topics for one in olds if one.subject == decision.subject), ())
        made = replace(decision, topics=topics)
        alike = (one for one in olds if (one.ruling, one.note) == (made.ruling, made.note))
        out[settled[0]] = next(alike, made)
        out = [one for n, one in enumerate(out) if n not in settled[1:]]
    return out


def _settles(new: Decision, old: Decision) -> bool:
    if new.subject == old.subject:
        return True
    inside = not new.doc_id or (bool(old.doc_id) and set(old.doc_id) <= set(new.doc_id))
    return inside and new.contradicts(old)
