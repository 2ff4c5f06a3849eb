"""A worker: takes one document after another from the supervisor and gives back what becomes of each.

Started by ``supervisor``; its standard input and output are the pipes, which no library gets to see.
"""

import logging
import os
import time
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import structs

from extractor.batch.hosts import Host, Portable, this_host
from extractor.batch.single import Order, too_much
from extractor.batch.wire import (
    Bounds,
    Made,
    Pace,
    Ready,
    Start,
    packed,
    receive,
    receive_first,
    send,
    unpickled,
)
from extractor.batch.work import fault_of, work
from extractor.errors import ResourceLimit
from extractor.readers import pace

SERVED = 50
"""Documents after which a process makes room for a fresh one."""
PORTABLE = "KEHOACH_PORTABLE_WORKERS"
"""Set: workers as on systems that are no Unix."""
TEST_READER = "KEHOACH_TEST_READER"
"""``module:callable`` that tests have called before the first document; no module of the package."""
THREADS = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
"""One document, one core: libraries that start threads of their own slow down all the others."""
_NEAR = 0.85
"""Share of the memory limit beyond which an odd end means that memory ran out."""
_LARGE = 0.4
"""Share of the memory limit beyond which a process is not used again."""
_MODULES = {
    "pdf": ("extractor.readers.pdf.read", "pypdfium2"),
    "docx": ("extractor.readers.docx", "encodings.cp437"),
    "md": ("extractor.readers.md",),
    "html": ("extractor.readers.html",),
    "image": ("extractor.readers.image",),
}
"""What the readers of a kind load on first use, and every fresh process would load again."""
_COLLECT = (100_000, 50, 100)
"""Records are trees without cycles and many: to look for cycles less often saves a quarter of the time."""
_WARM_UP = Path(__file__).with_name("warmup.txt")
"""A document that brings the rules into memory."""


def host_here() -> Host:
    """The host that supervisor and workers of this process use."""
    return Portable() if os.environ.get(PORTABLE) else this_host()


def main() -> None:
    """Runs a worker until its supervisor is gone."""
    orders, results = _take_pipes()
    if os.environ.get("KEHOACH_DEBUG"):
        logging.basicConfig(level=logging.DEBUG)
    first = receive_first(orders)
    if first is None:
        return
    start: Start = unpickled(first)
    _load(start)
    host = host_here()
    with suppress(BrokenPipeError):
        host.tend(orders, results, partial(serve, start, host))


def serve(start: Start, host: Host, orders: int, results: int) -> None:
    """Documents one by one, up to ``SERVED`` or to one that left this process large."""
    bounds = start.bounds
    host.confine(bounds)
    slack = host.slack()
    send(results, packed(Ready(slack=slack)))
    for count, frame in enumerate(receive(orders), 1):
        order: Order = unpickled(frame)
        host.forget_peak()
        with _Clock(bounds, host, results):
            made = work(order, start.config)
        peak = host.peak()
        near = bool(bounds.memory) and peak + slack >= _NEAR * bounds.memory
        if near and made.entry.status == "error":
            made = _out_of_memory(made)
        slack = host.slack()
        large = bool(bounds.memory) and peak + slack >= _LARGE * bounds.memory
        is_last = count >= SERVED or large or made.entry.code == ResourceLimit.code  # may hold half a library
        send(results, packed(structs.replace(made, peak=peak, slack=slack, is_last=is_last)))
        if is_last:
            return


class _Clock:
    """Limits the work on one document, and moves the limit when its reader asks for more."""

    def __init__(self, bounds: Bounds, host: Host, results: int) -> None:
        self._bounds, self._host, self._results = bounds, host, results
        self._until = time.process_time() + bounds.cpu_seconds

    def __enter__(self) -> None:
        self._host.allow_work(self._until)
        self._token = pace.listener.set(self._more)

    def __exit__(self, *_: object) -> None:
        pace.listener.reset(self._token)
        self._host.allow_work(None)

    def _more(self, seconds: float) -> None:
        if not self._bounds.is_final:
            self._until += seconds
            self._host.allow_work(self._until)
            send(self._results, packed(Pace(seconds=seconds)))


def _out_of_memory(made: Made) -> Made:
    error = too_much()
    entry = structs.replace(made.entry, status="error", code=error.code)
    return structs.replace(made, entry=entry, error=fault_of(error))


def _take_pipes() -> tuple[int, int]:
    """The pipes under other numbers; what anything prints from here on goes nowhere."""
    orders, results = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1) if os.environ.get("KEHOACH_DEBUG") else (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return orders, results


def _load(start: Start) -> None:
    """Loads what the documents will need, and the rules; a reader may have a ``warm_up`` of its own."""
    import gc

    from extractor import pipeline
    from extractor.config import Config
    from extractor.model.source import SourceFile

    for name in {module for kind in start.kinds for module in _MODULES.get(kind, ())}:
        with suppress(ImportError):
            module: Any = import_module(name)
            if hasattr(module, "warm_up"):
                module.warm_up()
    source = SourceFile.of("mau.txt", _WARM_UP.read_bytes())
    document = pipeline.read(source, Config())  # the limits of the user are for the user's documents
    pipeline.assemble(document, pipeline.analyse(document), "mau")
    test_reader = os.environ.get(TEST_READER)
    if test_reader:
        module, _, name = test_reader.partition(":")
        getattr(import_module(module), name)()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT)


if __name__ == "__main__":
    main()
