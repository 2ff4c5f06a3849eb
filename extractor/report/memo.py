"""The summary as a Word file: two or three pages for whoever has no time for the report."""

import io
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.exporters.files import write_bytes
from extractor.extras import is_installed, missing
from extractor.model.comparison import ComparedDocument, Comparison, Match
from extractor.report.labels import body_of, name_of
from extractor.report.words import counted, written

MEMO = "report.docx"
_COLUMNS = 8
"""Documents from which on a table of topics no longer fits on a page."""
_PAIRS = 15
_WIDTH = 261
"""Millimetres between the margins."""
_ABOUT = ("province", "number", "issued", "name", "task")
_FONT = "Times New Roman"
_WHEN = (2020, 1, 1, 0, 0, 0)
"""A fixed date in the archive, so that the same plans give the same bytes."""

Say = Callable[..., str]


def check_memo() -> None:
    """Looks for what ``write_memo`` needs, before anything is read.

    Raises:
        MissingTool: python-docx is not installed.
    """
    if not is_installed("docx"):
        raise missing("compare", "a Word file needs python-docx", "viết tệp Word cần python-docx")


def write_memo(comparison: Comparison, out: Path, language: str = "vi") -> Path:
    """``report.docx`` under ``out``: figures, topics by document, what only one has, the likeliest pairs.

    Args:
        comparison: what was found.
        out: an existing folder.
        language: ``vi`` or ``en``.

    Raises:
        MissingTool: python-docx is not installed.
        OutputError: the file cannot be written.
    """
    check_memo()
    import docx

    words = tomllib.loads(files("extractor.report").joinpath("page", "words.toml").read_text("utf-8"))

    def say(key: str, **values: object) -> str:
        return str(words[key][0 if language == "vi" else 1]).format(**values)

    memo = docx.Document()
    _landscape(memo)
    _fill(memo, comparison, say)
    made = io.BytesIO()
    memo.save(made)
    write_bytes(out / MEMO, _undated(made.getvalue()))
    return out / MEMO


def _landscape(memo: Any) -> None:
    """A4 landscape, as the report prints, in the font of documents of the administration."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    for name in ("Normal", "Heading 1", "Heading 2"):
        font = memo.styles[name].font
        font.name = _FONT
        fonts = memo.styles[name].element.rPr.rFonts
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), _FONT)
    memo.styles["Normal"].font.size = Pt(12)
    memo.styles["Normal"].paragraph_format.space_after = Pt(4)

    page = memo.sections[0]
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)


def _fill(memo: Any, comparison: Comparison, say: Say) -> None:
    documents = [document for document in comparison.documents if document.same_as is None]
    memo.add_heading(_clean(f"{say('title')}: {' – '.join(name_of(document) for document in documents)}"), 1)
    for line in _figures(comparison, say):
        memo.add_paragraph(line, style="List Bullet")
    memo.add_paragraph(say("caution"))
    memo.add_heading(say("nav_method").split(",")[0], 2)
    _table(memo, [say(key) for key in _ABOUT], _about(documents, say), (50, 40, 30, 116, 25))
    memo.add_heading(say("nav_topics"), 2)
    if any(topic.induced for topic in comparison.topics):
        memo.add_paragraph(say("induced"))
    if len(documents) <= _COLUMNS:
        heads = [say("topic"), *(name_of(document) for document in documents)]
        column = min((_WIDTH - 90) // len(documents), 40)
        _table(memo, heads, _topics(comparison, documents), (90, *[column] * len(documents)))
    for document in documents:
        only = _only(comparison, document) or "–"
        memo.add_paragraph(_clean(f"{say('only_topics', name=name_of(document))}: {only}"))
    pairs = sorted(comparison.matches, key=lambda match: (-match.score, match.match_id))
    memo.add_heading(say("nav_pairs"), 2)
    memo.add_paragraph(say("pairs_memo"))
    heads = [say("score"), say("document"), say("task"), say("document"), say("task")]
    _table(
        memo,
        heads,
        _pairs(comparison, [pair for pair in pairs if pair.band == "high"][:_PAIRS], say),
        (15, 35, 88, 35, 88),
    )


def _figures(comparison: Comparison, say: Say) -> Iterable[str]:
    topics = {row.topic for row in comparison.coverage_topics}
    shared = {row.topic for row in comparison.coverage_topics if row.status == "both"}
    statuses = [row.status for row in comparison.coverage_tasks]
    cited = {row.key for row in comparison.coverage_citations}
    both_cited = {row.key for row in comparison.coverage_citations if row.status == "both"}
    yield say("sum_topics", shared=len(shared), all=len(topics))
    yield say("sum_tasks", both=statuses.count("both"), all=len(statuses))
    yield say("counted", **counted(comparison))
    yield say("sum_only", only=statuses.count("only"))
    yield say("sum_review", review=statuses.count("needs_review"))
    yield say("sum_citations", shared=len(both_cited), all=len(cited))
    yield say("sum_catalogue", n=sum(entry.documents > 1 for entry in comparison.catalogue))


def _about(documents: Sequence[ComparedDocument], say: Say) -> Iterable[Sequence[str]]:
    for document in documents:
        province = body_of(document)
        if document.successor and document.successor != document.province:
            province += f" ({say('now', name=document.successor)})"
        issued = written(document.issued_on, say("language_code")) or say("nostate")
        title = document.title or say("nostate")
        yield province, document.number or say("nostate"), issued, title, str(document.tasks)


def _topics(comparison: Comparison, documents: Sequence[ComparedDocument]) -> Iterable[Sequence[str]]:
    counts = {(row.topic, row.doc_id): row for row in comparison.coverage_topics}
    for topic in comparison.topics:
        rows = [counts.get((topic.id, document.doc_id)) for document in documents]
        if any(rows):
            cells = [
                str(row.tasks) if row and row.tasks else "?" if row and row.status == "needs_review" else "·"
                for row in rows
            ]
            yield topic.name, *cells


def _only(comparison: Comparison, document: ComparedDocument) -> str:
    names = {topic.id: topic.name for topic in comparison.topics}
    return "; ".join(
        names[row.topic]
        for row in comparison.coverage_topics
        if row.doc_id == document.doc_id and row.status == "only"
    )


def _pairs(comparison: Comparison, pairs: Sequence[Match], say: Say) -> Iterable[Sequence[str]]:
    tasks = {(task.doc_id, task.task): task for task in comparison.tasks}
    names = {document.doc_id: name_of(document) for document in comparison.documents}
    for pair in pairs:
        cells = [written(pair.score, say("language_code"))]
        for doc_id, name in ((pair.a_doc, pair.a_task), (pair.b_doc, pair.b_task)):
            task = tasks[doc_id, name]
            where = [
                names[doc_id],
                *([task.stt] if task.stt else []),
                *([say("page", n=task.page)] if task.page else []),
            ]
            cells += [", ".join(where), task.text]
        yield cells


def _table(memo: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """A table with its head on every page; ``widths`` of its columns in millimetres."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = memo.add_table(rows=0, cols=len(heads), style="Light Grid Accent 1")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in (heads, *rows):
        for cell, words, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.text = _clean(words)
            cell.width = Mm(width)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    memo.add_paragraph()


def _clean(words: str) -> str:
    """Words without what XML cannot hold."""
    return "".join(
        letter for letter in words if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff")
    )


def _undated(made: bytes) -> bytes:
    """The same archive with one date on all members."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=_WHEN)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()
