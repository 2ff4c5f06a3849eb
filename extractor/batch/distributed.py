"""A run on the workers of a Ray cluster (extra ``[distributed]``): shards out, results back, one folder.

Ray is told to retry nothing. A part that is lost with its worker is tried again; lost time and again it is
split, down to single documents, so that what kills workers ends as one record ``crash`` and takes no other
document along.
"""

import logging
import os
import signal
import socket
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from typing import Any

from msgspec import Struct

from extractor.batch import output
from extractor.batch.decided import Mending, find_decisions
from extractor.batch.engine import HERE, Way
from extractor.batch.merge import combine
from extractor.batch.part import Files, Work, read_part
from extractor.batch.run import (
    Request,
    Summary,
    Watcher,
    check_worthwhile,
    collect_metadata,
    options_of,
    take_orders,
    write_run_facts,
)
from extractor.batch.shard import Shard, Slice
from extractor.batch.single import Order, Outcome, digest
from extractor.batch.urls import everywhere
from extractor.codec import decode
from extractor.config import Config
from extractor.errors import ExtractorError, OutputError
from extractor.exporters.files import write_bytes
from extractor.exporters.inputs import advice
from extractor.extras import missing
from extractor.model.manifest import Manifest, ManifestEntry

RETRIES = 2
"""How often a lost part is tried again before it is split."""
_SHARDS_PER_WORKER = 4
_LOOK_SECONDS = 0.5
"""How often to ask whether to stop."""
_GRACE_SECONDS = 30
"""How long a run that is stopped waits for the parts under way."""
_IN_FLIGHT = 2
"""Parts handed to Ray for each core: one at work, one waiting."""
_KNOCK_SECONDS = 10

Reader = Callable[[Work, Slice], Files]


class Cluster(Struct, frozen=True, kw_only=True):
    """``address`` of a Ray cluster, or one on this machine for the time of the run, with so many ``workers``
    (None: one a core)."""

    address: str | None = None
    workers: int | None = None


ON_THIS_MACHINE = Cluster()


class _Job(Struct, frozen=True):
    part: Slice
    retries: int = RETRIES

    def after_loss(self) -> "tuple[_Job, ...]":
        """What to do now that the part was lost: again, in halves, or nothing more for a single document."""
        if self.retries:
            return (_Job(self.part, self.retries - 1),)
        if len(self.part) == 1:
            return ()
        return tuple(_Job(half, retries=int(len(half) == 1)) for half in self.part.halves())


def distribute(
    request: Request,
    watcher: Watcher,
    stopped: Callable[[], bool] = lambda: False,
    *,
    metadata: str | Path | None = None,
    cluster: Cluster = ON_THIS_MACHINE,
    reader: Reader = read_part,
) -> Summary:
    """As ``run``, on the workers of a Ray cluster.

    Args:
        request: ``named``, where given, holds the inputs as every machine sees them (URLs).
        metadata: that of the request, as every machine sees it.
        reader: what reads a part; called on the workers.

    Raises:
        MissingTool: Ray is not installed.
        ConfigError, OutputError: as ``run``; also where the cluster is lost.
    """
    started = datetime.now(UTC)
    output.check_apart(request.out, request.inputs)
    output.check_ours(request.out, request.log)
    facts = collect_metadata(request.inputs, request.metadata)
    orders = take_orders(request.inputs, request.config, facts)
    check_worthwhile(request, orders)
    watcher.begin(sum(not order.item.expected for order in orders))
    with (
        output.locked(request.out),
        _cluster(cluster) as ray,
        output.scratch(request.out) as folder,
    ):
        tracker = _Tracker(orders, request, watcher, folder)
        work = _work(request, metadata or request.metadata)
        complete = _drive(ray, tracker, work, reader, stopped)
        mending = Mending(find_decisions(request.decisions, request.out))
        manifest, notices = combine(
            tracker.parts, request, watcher, options=options_of(request), complete=complete, mending=mending
        )
        write_run_facts(request, started)
        output.write_manifest(request.out, manifest)
    by_file = {order.item.file: order.item for order in orders}
    outcomes = tuple(Outcome(item=by_file[entry.file], entry=entry) for entry in manifest.documents)
    return Summary(
        outcomes=outcomes,
        complete=complete,
        notices=notices,
        oddities=tuple(facts.oddities()),
        decided=(*mending.applied(), *mending.notices()),
    )


class _Tracker:
    """The parts that have come back, on disk with their entries."""

    def __init__(self, orders: Sequence[Order], request: Request, watcher: Watcher, folder: Path) -> None:
        self.request, self.orders = request, orders
        self.parts: list[tuple[Path, tuple[ManifestEntry, ...]]] = []
        self.failed = False
        self._watcher, self._folder = watcher, folder

    def jobs(self, count: int) -> Iterator[_Job]:
        """One for each shard that holds anything."""
        for number in range(1, count + 1):
            shard = Shard(number, count)
            if size := len(shard.of(self.orders)):
                yield _Job(Slice(shard, 0, size))

    def add(self, part: Slice, files: Files) -> None:
        """The files of a part that came back."""
        folder = self._folder / str(len(self.parts))
        for name, data in files.items():
            write_bytes(folder / name, data)
        self._note(folder, part, decode(files[output.MANIFEST], Manifest).documents)

    def take(self, job: _Job, files: Files | None) -> tuple[_Job, ...]:
        """What came of a job, None where it was lost with its worker; gives what to do next."""
        if files is not None:
            self.add(job.part, files)
            return ()
        again = job.after_loss()
        if not again:
            self.crashed(job.part)
        return again

    def crashed(self, part: Slice) -> None:
        """The one document of a part that takes every worker along."""
        (order,) = part.of(self.orders)
        self._note(self._folder, part, (_crash(order, self.request.config),))

    def _note(self, folder: Path, part: Slice, entries: tuple[ManifestEntry, ...]) -> None:
        self.parts.append((folder, entries))
        self.failed |= any(entry.status == "error" for entry in entries)
        for order, entry in zip(part.of(self.orders), entries, strict=True):
            self._watcher.done(Outcome(item=order.item, entry=entry, error=_error_of(entry)))


def _drive(ray: Any, tracker: _Tracker, shared: Work, reader: Reader, stopped: Callable[[], bool]) -> bool:
    """All parts read, lost ones again; false where the run was stopped before.

    Nothing is cancelled: Ray (2.60) aborts the whole process where a task ends while it is being cancelled.
    """
    task = ray.remote(max_retries=0, num_cpus=1)(reader)
    work = ray.put(shared)
    count = max(1, min(_SHARDS_PER_WORKER * _cores(ray), len(tracker.orders)))
    waiting, running = deque(tracker.jobs(count)), dict[Any, _Job]()
    until: float | None = None
    while running or (waiting and until is None):
        if until is None and (stopped() or (tracker.request.fail_fast and tracker.failed)):
            until = monotonic() + _GRACE_SECONDS
        while waiting and until is None and len(running) < _IN_FLIGHT * _cores(ray):
            job = waiting.popleft()
            running[task.remote(work, job.part)] = job
        ready, _ = ray.wait(list(running), num_returns=1, timeout=_LOOK_SECONDS) if running else ([], [])
        for reference in ready:
            job = running.pop(reference)
            waiting.extendleft(tracker.take(job, _result(ray, reference)))
        if until is not None and monotonic() > until:
            return False
    return not waiting


def _result(ray: Any, reference: Any) -> Files | None:
    """What a part gave; None where it was lost with its worker.

    Raises:
        ExtractorError: what the part itself raised.
        OutputError: the cluster is lost.
    """
    errors = ray.exceptions
    lost = (errors.WorkerCrashedError, errors.OutOfMemoryError, errors.NodeDiedError, errors.ObjectLostError)
    try:
        found: Files = ray.get(reference)
    except lost:
        return None
    except errors.RayTaskError as error:
        cause = error.cause if isinstance(error.cause, Exception) else error
        raise cause from error
    except errors.RayError as error:
        what = f"{type(error).__name__}"
        raise OutputError(
            f"the Ray cluster is lost ({what}); see to it and run again",
            message_vi=f"mất cụm máy Ray ({what}); hãy kiểm tra cụm máy rồi chạy lại",
        ) from error
    return found


def _crash(order: Order, config: Config) -> ManifestEntry:
    item = order.item
    try:
        sha256 = digest(item, config)
    except ExtractorError:
        sha256 = None
    return ManifestEntry(
        file=item.file, sha256=sha256, media_type=item.media_type, status="error", code="crash"
    )


def _error_of(entry: ManifestEntry) -> ExtractorError | None:
    if entry.status != "error":
        return None
    said, said_vi = (advice(entry.code or "internal", language, entry.file) for language in ("en", "vi"))
    return ExtractorError(said, message_vi=said_vi, code=entry.code)


def _work(request: Request, metadata: str | Path | None) -> Work:
    inputs = tuple(everywhere(one) for one in request.named or request.inputs)
    further = everywhere(str(metadata)) if metadata else None
    alone = Way(workers=1, bounds=request.way.bounds) if request.way.workers else HERE
    return Work(
        inputs=inputs,
        metadata=further,
        config=request.config,
        way=alone,
        language=request.export.language,
    )


def _cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


@contextmanager
def _cluster(cluster: Cluster) -> Iterator[Any]:
    """Ray, connected; a cluster of this machine's own listens to nobody else and reports to nobody."""
    try:
        import ray
    except ImportError as error:
        raise missing("distributed") from error
    address = cluster.address
    where: dict[str, Any] = {"address": address}
    if address is None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        where = {"num_cpus": cluster.workers, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    ours = signal.getsignal(signal.SIGTERM)
    try:
        _knock(address)
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **where)
    except (OSError, ValueError, RuntimeError) as error:
        raise OutputError(
            f"no Ray cluster at {address or 'this machine'} ({type(error).__name__}); check --address",
            message_vi=f"không nối được cụm máy Ray {address or 'ở máy này'} ({type(error).__name__}); "
            "hãy kiểm tra --address",
        ) from error
    if current_thread() is main_thread():
        signal.signal(signal.SIGTERM, ours)  # Ray's own would end the run without its results
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str | None) -> None:
    """Raises ``OSError`` where nothing listens at ``host:port``: Ray itself would wait for minutes."""
    host, colon, port = (address or "").rpartition("://")[2].rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_SECONDS).close()
