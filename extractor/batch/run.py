"""Many documents: every input gets one record, results are written as they come, tables at the end."""

import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from extractor.batch import output
from extractor.batch.archive import let_go, unpacked
from extractor.batch.collect import Collection
from extractor.batch.decided import Mending, find_decisions
from extractor.batch.discover import discover, metadata_files
from extractor.batch.engine import HERE, Tell, Way, never, results, silent
from extractor.batch.journal import Journal, formats_begun, restart_journal
from extractor.batch.metadata import Metadata, Oddity
from extractor.batch.names import doc_ids, is_document
from extractor.batch.shard import Shard, Slice
from extractor.batch.single import Order, Outcome, digest
from extractor.batch.slot import Job
from extractor.batch.urls import shown
from extractor.batch.work import work
from extractor.config import Config
from extractor.decisions.table import Notice as DecisionNotice
from extractor.errors import ConfigError
from extractor.exporters.files import write_bytes
from extractor.exporters.formats import choose, default_formats, formats
from extractor.exporters.options import ExportOptions, Notice
from extractor.model.manifest import Manifest
from extractor.registry import EXPORTERS, load

FORMATS = default_formats()
"""``json`` (a file a plan, and its text) is always written: everything else points into it."""
OPTIONAL = tuple(made.name for made in formats() if not made.default)
"""Written where asked for."""


class Request(Struct, frozen=True, kw_only=True):
    """What to extract, where to, and how. ``named``: the inputs as the user named them, URLs for example."""

    inputs: tuple[str, ...]
    named: tuple[str, ...] = ()
    out: Path
    config: Config = Config()
    formats: tuple[str, ...] = FORMATS
    export: ExportOptions = ExportOptions()
    metadata: Path | None = None
    decisions: Path | None = None
    fail_fast: bool = False
    way: Way = HERE
    retry_failed: bool = False
    force: bool = False
    shard: Shard | Slice | None = None
    log: Path | None = None
    """A file the caller writes, which may stand in the output folder."""


class Summary(Struct, frozen=True, kw_only=True):
    """What a run did."""

    outcomes: tuple[Outcome, ...]
    complete: bool
    notices: tuple[Notice, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    resumed: int = 0
    """Documents taken from the journal of an earlier run."""
    decided: tuple[DecisionNotice, ...] = ()
    """What to say of the decisions that were replayed."""


class Watcher(Protocol):
    """Told how a run goes on."""

    def begin(self, total: int) -> None:
        """``total`` entries were met that are not left out by intent."""

    def done(self, outcome: Outcome) -> None:
        """One entry has its record."""

    def writing(self, name: str, at: int, total: int) -> None:
        """The format ``name`` is being written, and is at document ``at`` of ``total``; 0: it begins."""

    def removed(self, names: Sequence[str]) -> None:
        """Results of an earlier run were removed that are of formats not asked for now."""


class Unwatched:
    """A watcher that tells nobody."""

    def begin(self, total: int) -> None:
        """Nothing."""

    def done(self, outcome: Outcome) -> None:
        """Nothing."""

    def writing(self, name: str, at: int, total: int) -> None:
        """Nothing."""

    def removed(self, names: Sequence[str]) -> None:
        """Nothing."""


def run(
    request: Request, watcher: Watcher, stopped: Callable[[], bool] = never, tell: Tell = silent
) -> Summary:
    """Extracts all documents under the inputs into the output folder.

    Documents that an earlier run of the same program and options has done are taken from its journal.

    Args:
        stopped: asked before each document; true ends the run with what is done so far.
        tell: called with each attempt at a document.

    Raises:
        ConfigError: an option is wrong, the output folder lies inside an input, or see ``check_worthwhile``.
        OutputError: the output folder cannot be used or written.
    """
    started = datetime.now(UTC)
    output.check_apart(request.out, request.inputs)
    output.check_ours(request.out, request.log)
    if request.shard is not None:
        request.shard.check_folder(request.out)
    metadata = collect_metadata(request.inputs, request.metadata)
    decisions = find_decisions(request.decisions, request.out)
    mending = Mending(decisions)
    orders = take_orders(request.inputs, request.config, metadata)
    check_worthwhile(request, orders)
    marks = request.shard.marks(orders, decisions.rows) if request.shard else {}
    orders = request.shard.of(orders) if request.shard else orders
    watcher.begin(sum(not order.item.expected for order in orders))
    with output.locked(request.out), output.scratch(request.out):
        left = formats_begun(request.out)
        if request.force:
            restart_journal(request.out, left)
        with Journal(request.out, request.config, request.way.bounds) as journal:
            found = Collection(request.out, orders, request.config, journal, watcher)
            _read(request, orders, found, journal, stopped, tell)
            let_go()
            done = mending.results(request.out, found.outcomes(first_failure_ends=request.fail_fast))
            complete = len(done) == len(orders)
            if complete:
                output.remove_stale(request.out, [one.entry.doc_id for one in done])
            journal.begin_formats({*left, *request.formats})
            notices = write_tables(request, done, watcher, left)
            output.write_quarantine(request.out, done, request.export)
            write_run_facts(request, started)
            if complete:
                journal.compact()
        entries = tuple(outcome.entry for outcome in done)
        manifest = Manifest(complete=complete, options=marks | options_of(request), documents=entries)
        output.write_manifest(request.out, manifest)
    return Summary(
        outcomes=done,
        complete=complete,
        notices=notices,
        oddities=tuple(metadata.oddities()),
        resumed=found.resumed,
        decided=(*mending.applied(), *mending.notices()),
    )


def _read(
    request: Request,
    orders: Sequence[Order],
    found: Collection,
    journal: Journal,
    stopped: Callable[[], bool],
    tell: Tell,
) -> None:
    """Every document not done yet, until all are or one says stop."""
    jobs: list[Job] = []
    for index, order in enumerate(orders):
        if journal and stopped():
            return
        if not is_document(order.item):
            found.take(index, work(order, request.config))
        elif not journal or not found.resume(index, failures=not request.retry_failed):
            found.hand_out(index)
            jobs.append(Job(index, order))
        if request.fail_fast and found.has_failed(index):
            break
    has_failed = False
    made_of_each = results(
        jobs,
        request.config,
        way=request.way,
        stopped=lambda: stopped() or (has_failed and request.fail_fast),
        retry=not request.fail_fast,
        tell=tell,
    )
    for index, made in made_of_each:
        found.take(index, made)
        has_failed = has_failed or found.has_failed(index)


def check_worthwhile(request: Request, orders: Sequence[Order]) -> None:
    """Looks whether there is any document: a mistyped path must not empty the results of an earlier run.

    Raises:
        ConfigError: there is none, and the output folder holds results.
    """
    if request.force or any(is_document(order.item) for order in orders):
        return
    if output.holds_plans(request.out):
        named = ", ".join(map(str, request.named or request.inputs))
        raise ConfigError(
            f"{named}: no document there, and {request.out} holds results of an earlier run, which stay as "
            "they are; check the path, or give another output folder (--force replaces them all the same)",
            message_vi=f"{named}: không có văn bản nào, còn {request.out} đang chứa kết quả của lần chạy "
            "trước (được giữ nguyên); hãy kiểm tra đường dẫn hoặc chọn thư mục kết quả khác (--force: vẫn "
            "thay)",
        )


def take_orders(inputs: Sequence[str], config: Config, metadata: Metadata) -> tuple[Order, ...]:
    """One order an entry under ``inputs``, sorted by path, with unique ``doc_id``s and supplied facts."""
    items = unpacked(discover(inputs), config.limits)
    names = doc_ids(items, lambda item: digest(item, config))
    return tuple(
        Order(
            item=item, doc_id=name or "", supplied=metadata.supplied(item.file) if is_document(item) else {}
        )
        for item, name in zip(items, names, strict=True)
    )


def collect_metadata(inputs: Sequence[str], further: Path | None = None) -> Metadata:
    """The facts of each ``metadata.csv`` beside the inputs and of the file ``further``, which wins.

    Raises:
        ConfigError: a file is no usable table.
    """
    metadata = Metadata()
    for prefix, path in metadata_files(inputs):
        metadata.add(path, prefix)
    if further is not None:
        metadata.add(further, first=True)
    return metadata


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """``formats`` in a fixed order, each once, with those they need.

    Raises:
        ConfigError: an unknown one.
        MissingTool: the library of one is not installed.
    """
    return choose(formats)


def write_tables(
    request: Request, done: Sequence[Outcome], watcher: Watcher, left: Iterable[str] = ()
) -> tuple[Notice, ...]:
    """The formats asked for, from the plans in the output folder; what an earlier run left is removed.

    Args:
        watcher: told which format is at which document; some formats go over all documents twice.
        left: formats that a run which was killed may have written in part.

    Raises:
        OutputError: a file cannot be read, written or removed.
    """
    made = [outcome.entry.doc_id for outcome in done if outcome.entry.doc_id]
    entries = [outcome.entry for outcome in done]
    if gone := output.remove_other_formats(request.out, request.formats, left):
        watcher.removed(gone)
    notices: list[Notice] = []
    for name in request.formats:
        if name != "json":
            watcher.writing(name, 0, len(made))
            tell = partial(watcher.writing, name, total=len(made))
            plans = output.Results(request.out, made, tell)
            notices += load(EXPORTERS[name])(plans, request.out, request.export, entries)
    return tuple(notices)


def options_of(request: Request) -> dict[str, str | bool]:
    """What the manifest says about how the results were made, whether all at once or by shards."""
    return {
        "formats": ",".join(request.formats),
        "headers": request.export.headers,
        "csv_raw": request.export.csv_raw,
        "language": request.export.language,
        "config_sha256": sha256(msgspec.json.encode(request.config)).hexdigest(),
    }


def write_run_facts(request: Request, started: datetime) -> None:
    """``run.json``: times, inputs, versions.

    Raises:
        OutputError: it cannot be written.
    """
    finished = datetime.now(UTC)
    facts = {
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "seconds": round((finished - started).total_seconds(), 3),
        "inputs": [shown(given) for given in request.named or request.inputs],
        "python": sys.version.split()[0],
        "platform": platform.platform(),
        "versions": _versions(),
    }
    data = msgspec.json.format(msgspec.json.encode(facts), indent=1)
    write_bytes(request.out / output.RUN, data + b"\n")


def _versions() -> dict[str, str]:
    """Versions of this program and of what it reads and writes with, as far as they are installed."""
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str] = {}
    for name in ("kehoach", "lxml", "msgspec", "pyarrow", "pypdfium2", "regex", "spacy", "xlsxwriter"):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
