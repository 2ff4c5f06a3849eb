"""Outcomes of many documents in the order of the run, each whole in memory: for streams and for programs."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from msgspec.structs import replace

from extractor.batch.engine import HERE, Tell, Way, in_order, never, results, silent
from extractor.batch.names import is_document
from extractor.batch.single import Order, Outcome, duplicate_issue, entry_of, process, with_issue
from extractor.batch.slot import Job
from extractor.batch.work import outcome_of, work
from extractor.codec import decode
from extractor.config import Config
from extractor.model.extraction import Extraction
from extractor.model.records import Plan


def outcomes(
    orders: Sequence[Order],
    config: Config,
    *,
    stopped: Callable[[], bool] = never,
    fail_fast: bool = False,
    way: Way = HERE,
    tell: Tell = silent,
) -> Iterator[Outcome]:
    """The outcome of each order, in order; ends early where ``stopped`` says so or at a first failure.

    Args:
        way: in processes of their own, or here.
        tell: called with each attempt.
    """
    if way.workers:
        made = _apart(orders, config, way=way, stopped=stopped, retry=not fail_fast, tell=tell)
    else:
        made = _here(orders, config, stopped)
    for outcome in made:
        yield outcome
        if fail_fast and outcome.entry.status == "error":
            return


def _here(orders: Sequence[Order], config: Config, stopped: Callable[[], bool]) -> Iterator[Outcome]:
    seen: dict[str, str] = {}
    for order in orders:
        if stopped():
            return
        yield process(order, config, seen)


def _apart(orders: Sequence[Order], config: Config, **options: Any) -> Iterator[Outcome]:
    """As ``_here``, in processes of their own; ``options`` as for ``engine.results``."""
    seen: dict[str, str] = {}
    jobs = [Job(index, order) for index, order in enumerate(orders) if is_document(order.item)]
    others = [(index, work(one, config)) for index, one in enumerate(orders) if not is_document(one.item)]
    for order, made in in_order(orders, chain(others, results(jobs, config, **options))):
        outcome = outcome_of(order, made)
        if made.error is not None or not made.plan:
            yield outcome
            continue
        plan = decode(made.plan, Plan)
        issue = duplicate_issue(seen, plan.doc_id, plan.source.sha256, made.identity)
        plan = with_issue(plan, issue) if issue else plan
        extraction = Extraction(plan=plan, text=made.text.decode("utf-8"))
        yield replace(outcome, entry=entry_of(order.item.file, plan), extraction=extraction)
