"""The output folder: made, locked, filled, and cleared of what an earlier run left."""

import csv
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from extractor.batch.aside import UNMENDED
from extractor.batch.discover import is_hidden
from extractor.batch.journal import JOURNAL
from extractor.batch.lock import lock, unlock
from extractor.batch.single import Outcome
from extractor.codec import decode, encode
from extractor.errors import ConfigError, ExtractorError, MissingTool, OutputError, reason_vi
from extractor.exporters.comparison import COMPARISON, SUMMARY, comparison_tables
from extractor.exporters.comparison import WORKBOOK as COMPARISON_BOOK
from extractor.exporters.files import remove, write_bytes
from extractor.exporters.formats import formats, own_files
from extractor.exporters.inputs import advice, code_meaning
from extractor.exporters.json import plan_path, text_path
from extractor.exporters.options import ExportOptions
from extractor.exporters.safe import csv_cell
from extractor.model.extraction import Extraction
from extractor.model.manifest import Manifest
from extractor.model.records import Plan

MANIFEST = "manifest.json"
QUARANTINE = "quarantine.csv"
RUN = "run.json"
REPORT, REPORT_DOCX = "report.html", "report.docx"
_QUARANTINE_HEADERS = {
    "en": ("file", "sha256", "code", "meaning", "retry"),
    "vi": ("Tệp", "SHA-256", "Mã lỗi", "Tên lỗi", "Cách xử lý"),
}
_FOLDERS = {"plans", "text"}
_HEAD = 100
"""Bytes in which a manifest names its version."""
_TEMPORARY = re.compile(r"\.tmp-[0-9a-f]{12}(\.\w+)?")


def check_apart(out: Path, inputs: Sequence[str]) -> None:
    """Refuses an output folder inside an input folder, and inputs among the results: they would be replaced.

    Raises:
        ConfigError: the next run would read its own results, or an input could be overwritten.
    """
    folder = out.resolve()
    targets = {(folder / name).resolve() for name in (*_FOLDERS, *_own_files())}
    for given in inputs:
        path = Path(given).resolve()
        holds_out = any(path == target or path in target.parents for target in (folder, *targets))
        is_result = any(path == target or target in path.parents for target in targets)
        if (path.is_dir() and holds_out) or is_result:
            raise lies_inside(str(out), given)


def lies_inside(out: str, given: str) -> ConfigError:
    """The error of an output that lies inside the input ``given``."""
    return ConfigError(
        f"{out}: the output folder lies inside the input {given}; choose a folder outside it",
        message_vi=f"{out}: thư mục kết quả nằm trong đầu vào {given}; hãy chọn thư mục khác",
    )


def check_ours(out: Path, log: Path | None = None) -> None:
    """Refuses a folder that holds other things than results: they could be overwritten or mixed up.

    Hidden files do not count. A run that was killed leaves no manifest, but only files of this program.

    Args:
        log: a file that the user lets this run write; it may stand there.

    Raises:
        OutputError: code ``output_refused``.
    """
    names = _visible(out)
    if log is not None and log.parent.resolve() == out.resolve():
        names.discard(log.name)
    is_begun = names >= _FOLDERS or JOURNAL in names
    left_by_us = names <= _FOLDERS or (is_begun and names <= _FOLDERS | _own_files())
    if not left_by_us and not _is_manifest(out / MANIFEST):
        raise OutputError(
            f"{out}: the folder holds files that are no results of kehoach; choose an empty or a new folder",
            message_vi=f"{out}: thư mục có tệp không phải kết quả của kehoach; hãy chọn thư mục trống",
            code="output_refused",
        )


def holds_plans(out: Path) -> bool:
    """Whether an output folder holds plans of an earlier run."""
    return any((out / "plans").glob("*.json"))


def _visible(out: Path) -> set[str]:
    try:
        return {path.name for path in out.iterdir() if not is_hidden(path.name)}
    except OSError:  # not there yet; what else is wrong with it, ``locked`` says
        return set()


def _own_files() -> set[str]:
    return {MANIFEST, QUARANTINE, RUN, JOURNAL, *own_files([made.name for made in formats()])}


def _is_manifest(path: Path) -> bool:
    try:
        return b'"schema_version"' in path.read_bytes()[:_HEAD]
    except OSError:
        return False


@contextmanager
def comparison_folder(out: Path, inputs: Sequence[str], own: Collection[str] | None = None) -> Iterator[None]:
    """The folder of a comparison, made if need be and kept from a second run.

    Args:
        own: names of the files that may stand there; those of ``kehoach compare`` where None.

    Raises:
        ConfigError: it lies inside an input.
        OutputError: it holds other things, or cannot be made or written (code ``output_refused``).
    """
    check_comparison_folder(out, inputs, own)
    with _held(out, (out,)):
        yield


def check_comparison_folder(out: Path, inputs: Sequence[str], own: Collection[str] | None = None) -> None:
    """Refuses what ``comparison_folder`` refuses, before anything is read; makes nothing.

    Raises:
        ConfigError, OutputError: as there.
    """
    check_apart(out, inputs)
    if out.exists() and not out.is_dir():
        raise OutputError(
            f"{out}: is a file; choose a folder with -o",
            message_vi=f"{out}: là tệp; hãy chọn thư mục với -o",
            code="output_refused",
        )
    if not _visible(out) <= (_comparison_files() if own is None else set(own)):
        raise OutputError(
            f"{out}: the folder holds files that are no comparison; choose an empty or a new folder",
            message_vi=f"{out}: thư mục có tệp không phải kết quả so sánh; hãy chọn thư mục trống",
            code="output_refused",
        )


def _comparison_files() -> set[str]:
    tables = {f"{spec.name}.csv" for spec in comparison_tables()}
    return {COMPARISON, SUMMARY, COMPARISON_BOOK, REPORT, REPORT_DOCX, *tables}


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """The folder ``out``, made if need be and kept from a second run.

    Raises:
        OutputError: it cannot be made or written, or another run is at work (code ``output_refused``).
    """
    _check_no_links(out)
    with _held(out, (out, out / "plans", out / "text")):
        yield


def _check_no_links(out: Path) -> None:
    """Refuses folders of results that are links: what stands behind one is the user's own."""
    for link in (out / name for name in sorted(_FOLDERS | {UNMENDED}) if (out / name).is_symlink()):
        raise OutputError(
            f"{link}: is a link; results stay in their folder: remove it, or choose another folder with -o",
            message_vi=f"{link}: là liên kết; kết quả không ra khỏi thư mục của mình: hãy bỏ liên kết hoặc "
            "chọn thư mục khác với -o",
            code="output_refused",
        )


@contextmanager
def unchanging(folder: Path) -> Iterator[None]:
    """A folder of results that is read, kept from runs that would write it; others may read it too.

    Raises:
        OutputError: a run is writing it (code ``output_refused``).
    """
    handle = None
    try:
        handle = lock(folder, is_shared=True)
    except BlockingIOError as error:
        raise OutputError(
            f"{folder}: a run is writing this folder; wait until it has ended",
            message_vi=f"{folder}: một lần chạy đang ghi thư mục này; hãy đợi lần chạy đó xong",
            code="output_refused",
        ) from error
    except OSError:  # not there, or a system without locks: whoever reads it says what is wrong
        handle = None
    try:
        yield
    finally:
        unlock(handle)


@contextmanager
def _held(out: Path, folders: Sequence[Path]) -> Iterator[None]:
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        handle = lock(out)
        if not os.access(out, os.W_OK):
            unlock(handle)
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        reason = "another run is using it" if isinstance(error, BlockingIOError) else error.strerror
        said = "một lần chạy khác đang dùng" if isinstance(error, BlockingIOError) else reason_vi(error)
        raise OutputError(
            f"{out}: cannot be used for results ({reason}); choose another folder with -o",
            message_vi=f"{out}: không ghi kết quả vào được ({said}); hãy chọn thư mục khác với -o",
            code="output_refused",
        ) from error
    try:
        _clear_temporary(folders)
        yield
    finally:
        unlock(handle)


@contextmanager
def scratch(out: Path) -> Iterator[Path]:
    """A folder under ``out`` for what libraries put aside while they write; the next run clears it.

    Raises:
        OutputError: it cannot be made.
    """
    folder = out / f".tmp-{secrets.token_hex(6)}"
    try:
        folder.mkdir()
    except OSError as error:
        raise OutputError.writing(folder, error) from error
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def _clear_temporary(folders: Sequence[Path]) -> None:
    for folder in folders:
        for path in folder.glob(".tmp-*"):
            if not _TEMPORARY.fullmatch(path.name):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                remove(path)


class Results(Collection[Extraction]):
    """The extractions written to a folder, read back one at a time: memory does not grow with the run.

    Args:
        tell: called with the number of each as it is read, from 1.
    """

    def __init__(
        self, out: Path, doc_ids: Sequence[str], tell: Callable[[int], None] = lambda number: None
    ) -> None:
        self._out, self._doc_ids, self._tell = out, tuple(doc_ids), tell

    def __len__(self) -> int:
        return len(self._doc_ids)

    def __contains__(self, item: object) -> bool:
        return isinstance(item, Extraction) and item.plan.doc_id in self._doc_ids

    def __iter__(self) -> Iterator[Extraction]:
        for number, doc_id in enumerate(self._doc_ids, 1):
            self._tell(number)
            yield read_extraction(self._out, doc_id)


def read_extraction(out: Path, doc_id: str) -> Extraction:
    """The plan and text of one document under ``out``.

    Raises:
        OutputError: the files cannot be read.
        SchemaError: the plan is not valid.
    """
    path = plan_path(out, doc_id)
    try:
        plan = decode(path.read_bytes(), Plan)
        path = text_path(out, doc_id)
        return Extraction(plan=plan, text=path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be read back ({error.strerror})",
            message_vi=f"{path}: không đọc lại được ({reason_vi(error)})",
        ) from error


def remove_stale(out: Path, kept: Collection[str | None]) -> None:
    """Removes plans and texts of earlier runs, killed ones included, that this run did not write again.

    Args:
        kept: ``doc_id``s of this run.

    Raises:
        OutputError: a file cannot be removed.
    """
    names = {f"{doc_id}{suffix}" for doc_id in kept if doc_id for suffix in (".json", ".txt")}
    for path in sorted((*(out / "plans").glob("*.json"), *(out / "text").glob("*.txt"))):
        if path.name not in names:
            remove(path)


def remove_other_formats(out: Path, written: Collection[str], left: Iterable[str] = ()) -> tuple[str, ...]:
    """Removes what formats hold that an earlier run wrote and this one does not; gives their names.

    Only what the manifest of the earlier run lists: other files and folders of such names are the user's own.

    Args:
        left: further formats that a run which was killed may have written.

    Raises:
        OutputError: a file cannot be removed.
    """
    try:
        earlier = str(decode((out / MANIFEST).read_bytes(), Manifest).options.get("formats")).split(",")
    except (OSError, ExtractorError):
        earlier = []
    kept = {"json", *written}
    others = sorted({*own_files({*earlier, *left} - kept)} - {*own_files(kept)})
    gone = tuple(name for name in others if (out / name).exists())
    for name in gone:
        remove(out / name)
    return gone


def write_manifest(out: Path, manifest: Manifest) -> None:
    """``manifest.json``.

    Raises:
        OutputError: it cannot be written.
    """
    write_bytes(out / MANIFEST, encode(manifest, indent=1) + b"\n")


def write_quarantine(out: Path, outcomes: Sequence[Outcome], options: ExportOptions) -> None:
    """``quarantine.csv``: the documents that failed, why, and what to do about each.

    Raises:
        OutputError: it cannot be written.
    """
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_QUARANTINE_HEADERS[options.headers])
    for outcome in outcomes:
        entry = outcome.entry
        if entry.status == "error" and entry.code:
            advised = _named_tool(outcome, options.language) or advice(
                entry.code, options.language, entry.file
            )
            meaning = code_meaning(entry.code, options.language)
            writer.writerow([csv_cell(entry.file), entry.sha256 or "", entry.code, meaning, advised])
    write_bytes(out / QUARANTINE, file.getvalue().encode("utf-8-sig"))


def read_advice(out: Path) -> dict[str, str]:
    """What ``quarantine.csv`` of a folder says to do about each file, as it names the file; nothing where it
    cannot be read."""
    try:
        with (out / QUARANTINE).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
    except (OSError, ValueError, csv.Error):
        return {}
    return {row[0]: row[-1] for row in rows if len(row) == len(_QUARANTINE_HEADERS["en"])}


def _named_tool(outcome: Outcome, language: str) -> str | None:
    """What is missing and the line to type, where a document failed for want of a tool."""
    error = outcome.error
    if error is None or error.code != MissingTool.code:
        return None
    said = error.message_vi if language == "vi" else str(error)
    return said.removeprefix(f"{outcome.item.name}: ")
