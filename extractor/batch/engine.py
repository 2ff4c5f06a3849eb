"""Documents to results, one way or the other: in processes of their own, or here."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from extractor.batch.names import is_document
from extractor.batch.reading import read_input
from extractor.batch.single import Order
from extractor.batch.slot import Job
from extractor.batch.supervisor import Attempt, Supervisor
from extractor.batch.wire import Bounds, Made
from extractor.batch.work import work
from extractor.config import Config
from extractor.errors import ExtractorError

Tell = Callable[[Attempt], None]


class Way(Struct, frozen=True, kw_only=True):
    """How documents are read: in so many processes of their own, each within ``bounds``; with 0 ``workers``
    in this process, where nothing bounds time and memory."""

    workers: int = 0
    bounds: Bounds = Bounds()


HERE = Way()


def never() -> bool:
    """Never to stop."""
    return False


def silent(attempt: Attempt) -> None:
    """Nobody is told of an attempt."""
    del attempt


def results(
    jobs: Sequence[Job],
    config: Config,
    *,
    way: Way,
    stopped: Callable[[], bool] = never,
    retry: bool = True,
    tell: Tell = silent,
) -> Iterator[tuple[int, Made]]:
    """What becomes of each document, as it becomes known, by its place in the run.

    Args:
        way: in processes of their own, or here.
        stopped: asked often; true hands out no further document.
        retry: whether documents that met a limit are tried once more, at the end.
        tell: called with each attempt.
    """
    if way.workers:
        supervisor = Supervisor(config, way.bounds, min(way.workers, len(jobs)), tell=tell)
        prepared = [Job(job.index, _with_data(job.order, config)) for job in jobs]
        yield from supervisor.results(prepared, stopped=stopped, retry=retry)
        return
    for job in jobs:
        if stopped():
            return
        yield job.index, work(job.order, config)


def in_order(orders: Sequence[Order], made: Iterator[tuple[int, Made]]) -> Iterator[tuple[Order, Made]]:
    """What ``made`` gives in the order of ``orders``; those behind one that is not known yet wait for it."""
    waiting: dict[int, Made] = {}
    at = 0
    for index, one in made:
        waiting[index] = one
        while at in waiting:
            yield orders[at], waiting.pop(at)
            at += 1
    for index in sorted(waiting):
        yield orders[index], waiting[index]


def _with_data(order: Order, config: Config) -> Order:
    """``order`` with the bytes of the standard input, which a worker does not have."""
    item = order.item
    if item.path is not None or not is_document(item):
        return order
    try:
        data = read_input(None, config.limits.file_bytes, item.name)
    except ExtractorError:  # the worker says the same of its own empty input
        return order
    return Order(item=item, doc_id=order.doc_id, supplied=order.supplied, data=data)
