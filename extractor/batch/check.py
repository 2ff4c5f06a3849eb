"""Checks results on disk: schema, quotes, references, manifest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from extractor.batch.output import MANIFEST
from extractor.batch.single import status_of
from extractor.codec import decode_complete
from extractor.errors import SchemaError, reason_vi
from extractor.exporters.json import plan_path, text_path
from extractor.model.manifest import Manifest
from extractor.model.records import Plan
from extractor.text.quoting import misquotes

_Form = TypeVar("_Form", Plan, Manifest)

_SHOWN = 80


class Fault(Struct, frozen=True, kw_only=True):
    """Something wrong with a file of results: ``what`` in English, ``what_vi`` in Vietnamese."""

    file: Path
    what: str
    what_vi: str


def plan_files(path: Path) -> tuple[Path, ...]:
    """The plan files ``path`` stands for: itself, or all of an output folder."""
    if not path.is_dir():
        return (path,)
    folder = path / "plans"
    return tuple(sorted((folder if folder.is_dir() else path).glob("*.json")))


def check_plan(path: Path) -> Iterator[Fault]:
    """Faults of one plan: schema, name, references, and quotes where its text stands beside it."""
    plan = _decoded(path, Plan)
    if isinstance(plan, Fault):
        yield plan
        return
    if plan.doc_id != path.stem:
        yield Fault(
            file=path,
            what=f"doc_id {plan.doc_id!r} is not the name of the file",
            what_vi=f"doc_id {plan.doc_id!r} khác tên tệp",
        )
    for what, what_vi in _loose_ends(plan):
        yield Fault(file=path, what=what, what_vi=what_vi)
    yield from _quotes(path, plan)


def _decoded(path: Path, kind: type[_Form]) -> _Form | Fault:
    """The file as a record of ``kind``, or why it is none."""
    try:
        return decode_complete(path.read_bytes(), kind)
    except OSError as error:
        return _unreadable(path, error)
    except SchemaError as error:
        return Fault(file=path, what=str(error), what_vi=error.message_vi)


def _unreadable(path: Path, error: OSError) -> Fault:
    what = f"cannot be read ({error.strerror})"
    return Fault(file=path, what=what, what_vi=f"không đọc được ({reason_vi(error)})")


def _quotes(path: Path, plan: Plan) -> Iterator[Fault]:
    beside = text_path(path.parent.parent, path.stem)
    try:
        text = beside.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        name = f"{beside.parent.name}/{beside.name}"
        yield Fault(
            file=path,
            what=f"its text {name} is missing or not UTF-8",
            what_vi=f"thiếu {name}, hoặc tệp ấy không phải UTF-8",
        )
        return
    for wrong in misquotes(plan, text):
        words, quoted = wrong.words[:_SHOWN], wrong.quoted[:_SHOWN]
        yield Fault(
            file=path,
            what=f"{wrong.record}: “{words}” stands as “{quoted}”",
            what_vi=f"{wrong.record}: “{words}” trong văn bản là “{quoted}”",
        )


def _loose_ends(plan: Plan) -> Iterator[tuple[str, str]]:
    for kind in ("parts", "sections", "legal_bases", "citations", "tables", "tasks"):
        for twice in _repeated(record.id for record in getattr(plan, kind)):
            yield f"{kind}: id {twice} stands twice", f"{kind}: mã {twice} có hai lần"
    references = _references(plan)
    known = {kind: {record.id for record in getattr(plan, kind)} for kind in dict(references)}
    for kind, name in sorted(references):
        if name not in known[kind]:
            yield f"{kind}: no record {name}", f"{kind}: không có bản ghi {name}"


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _references(plan: Plan) -> set[tuple[str, str]]:
    """Which record each reference names, as (kind, id)."""
    mentions = [name for basis in plan.legal_bases for name in basis.citations]
    mentions += [name for task in plan.tasks for name in task.citations]
    mentions += [name for cited in plan.cited_documents for name in cited.mentions]
    mentions += [link.citation for link in plan.citation_links]
    sections = [section.parent for section in plan.sections]
    sections += [citation.section for citation in plan.citations]
    sections += [task.section for task in plan.tasks]
    parts = [section.part for section in plan.sections] + [table.part for table in plan.tables if table.part]
    tables = [task.table for task in plan.tasks]
    named: dict[str, Sequence[str | None]] = {
        "citations": mentions,
        "sections": sections,
        "parts": parts,
        "tables": tables,
    }
    return {(kind, name) for kind, names in named.items() for name in names if name is not None}


def check_manifest(out: Path) -> Iterator[Fault]:
    """Faults of ``manifest.json``: its form, plans it lists that are not there, plans it does not list."""
    path = out / MANIFEST
    manifest = _decoded(path, Manifest)
    if isinstance(manifest, Fault):
        yield manifest
        return
    listed = [entry.doc_id for entry in manifest.documents if entry.doc_id is not None]
    for doc_id in _repeated(listed):
        yield Fault(file=path, what=f"doc_id {doc_id} stands twice", what_vi=f"doc_id {doc_id} có hai lần")
    present = {plan.stem for plan in plan_files(out)}
    for doc_id in sorted(set(listed) - present):
        what = "listed in the manifest but not there"
        yield Fault(file=plan_path(out, doc_id), what=what, what_vi="có trong manifest nhưng không thấy")
    for doc_id in sorted(present - set(listed)):
        what = "not listed in the manifest"
        yield Fault(file=plan_path(out, doc_id), what=what, what_vi="không có trong manifest")
    if not manifest.complete:
        yield Fault(
            file=path,
            what="the run was interrupted: some documents were not read; run the same command again",
            what_vi="lần chạy bị ngắt: còn văn bản chưa đọc; hãy chạy lại cùng lệnh",
        )
    yield from _statuses(path, manifest)


def _statuses(path: Path, manifest: Manifest) -> Iterator[Fault]:
    for entry in manifest.documents:
        was_read = entry.status in ("ok", "ok-with-warning")
        wrong = {
            "plan": was_read != (entry.plan is not None) or was_read != (entry.doc_id is not None),
            "code": (entry.status == "error") != (entry.code is not None) and entry.status != "skipped",
            "warnings": was_read and entry.status != status_of(one.code for one in entry.warnings),
        }
        for key in (name for name, is_wrong in wrong.items() if is_wrong):
            yield Fault(
                file=path,
                what=f"{entry.file}: status {entry.status} does not fit its {key}",
                what_vi=f"{entry.file}: tình trạng {entry.status} không khớp với {key}",
            )
