"""Many documents: every input gets one record, results are written as they come, tables at the end."""

import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from extractor.batch import output
from extractor.batch.archive import unpacked
from extractor.batch.decided import Mending, find_decisions
from extractor.batch.discover import discover, metadata_files
from extractor.batch.metadata import Metadata, Oddity
from extractor.batch.names import doc_ids, is_document
from extractor.batch.single import Order, Outcome, digest, process
from extractor.config import Config
from extractor.decisions.table import Notice as DecisionNotice
from extractor.errors import ConfigError
from extractor.exporters.files import write_bytes
from extractor.exporters.json import write_extraction
from extractor.exporters.options import ExportOptions, Notice
from extractor.model.manifest import Manifest
from extractor.registry import EXPORTERS, load

FORMATS = ("json", "jsonl", "csv", "xlsx")
"""``json`` (a file a plan, and its text) is always written: everything else points into it."""


class Request(Struct, frozen=True, kw_only=True):
    """What to extract, where to, and how."""

    inputs: tuple[str, ...]
    out: Path
    config: Config = Config()
    formats: tuple[str, ...] = FORMATS
    export: ExportOptions = ExportOptions()
    metadata: Path | None = None
    decisions: Path | None = None
    fail_fast: bool = False


class Summary(Struct, frozen=True, kw_only=True):
    """What a run did."""

    outcomes: tuple[Outcome, ...]
    complete: bool
    notices: tuple[Notice, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    decided: tuple[DecisionNotice, ...] = ()
    """What to say of the decisions that were replayed."""


class Watcher(Protocol):
    """Told how a run goes on."""

    def begin(self, total: int) -> None:
        """``total`` entries were met that are not left out by intent."""

    def done(self, outcome: Outcome) -> None:
        """One entry has its record."""


def run(request: Request, watcher: Watcher, stopped: Callable[[], bool] = lambda: False) -> Summary:
    """Extracts all documents under the inputs into the output folder.

    Args:
        stopped: asked before each document; true ends the run with what is done so far.

    Raises:
        ConfigError: an option is wrong, or the output folder lies inside an input.
        OutputError: the output folder cannot be used or written.
    """
    started = datetime.now(UTC)
    output.check_apart(request.out, request.inputs)
    output.check_ours(request.out)
    metadata = collect_metadata(request.inputs, request.metadata)
    mending = Mending(find_decisions(request.decisions, request.out))
    orders = take_orders(request.inputs, request.config, metadata)
    watcher.begin(sum(not order.item.expected for order in orders))
    with output.locked(request.out):
        done = []
        for made in outcomes(orders, request.config, stopped=stopped, fail_fast=request.fail_fast):
            outcome = mending.outcome(made)
            if outcome.extraction is not None:
                write_extraction(outcome.extraction, request.out)
            done.append(msgspec.structs.replace(outcome, extraction=None))  # read back when tables are made
            watcher.done(outcome)
        notices = _tables(request, done)
        output.write_quarantine(request.out, done, request.export)
        _run_facts(request, started)
        complete = len(done) == len(orders)
        entries = tuple(outcome.entry for outcome in done)
        manifest = Manifest(complete=complete, options=_options(request), documents=entries)
        output.write_manifest(request.out, manifest)
    return Summary(
        outcomes=tuple(done),
        complete=complete,
        notices=notices,
        oddities=tuple(metadata.oddities()),
        decided=tuple(mending.notices()),
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


def outcomes(
    orders: Sequence[Order],
    config: Config,
    *,
    stopped: Callable[[], bool] = lambda: False,
    fail_fast: bool = False,
) -> Iterator[Outcome]:
    """The outcome of each order, in order; ends early where ``stopped`` says so or at a first failure."""
    seen: dict[str, str] = {}
    for order in orders:
        if stopped():
            return
        outcome = process(order, config, seen)
        yield outcome
        if fail_fast and outcome.entry.status == "error":
            return


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
    """``formats`` in a fixed order, each once.

    Raises:
        ConfigError: an unknown one.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        known = ", ".join(FORMATS)
        raise ConfigError(
            f"unknown format {unknown[0]!r}; choose from {known}",
            message_vi=f"không có định dạng {unknown[0]!r}; hãy chọn trong {known}",
        )
    return tuple(name for name in FORMATS if name in formats)


def _tables(request: Request, done: Sequence[Outcome]) -> tuple[Notice, ...]:
    made = [outcome.entry.doc_id for outcome in done if outcome.entry.doc_id]
    results, entries = output.Results(request.out, made), [outcome.entry for outcome in done]
    output.remove_stale(request.out, made, request.formats)
    notices: list[Notice] = []
    for name in request.formats:
        if name != "json":
            notices += load(EXPORTERS[name])(results, request.out, request.export, entries)
    return tuple(notices)


def _options(request: Request) -> dict[str, str | bool]:
    return {
        "formats": ",".join(request.formats),
        "headers": request.export.headers,
        "csv_raw": request.export.csv_raw,
        "language": request.export.language,
        "config_sha256": sha256(msgspec.json.encode(request.config)).hexdigest(),
    }


def _run_facts(request: Request, started: datetime) -> None:
    finished = datetime.now(UTC)
    facts = {
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "seconds": round((finished - started).total_seconds(), 3),
        "inputs": [str(given) for given in request.inputs],
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
    for name in ("kehoach", "lxml", "msgspec", "pypdfium2", "regex", "xlsxwriter"):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
