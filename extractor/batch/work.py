"""One document as the batch wants it: the bytes of its files, and what else a run needs to know of it."""

from extractor.batch.single import Order, Outcome, identity, process
from extractor.batch.wire import Fault, Made
from extractor.codec import encode
from extractor.config import Config
from extractor.errors import ExtractorError
from extractor.model.manifest import ManifestEntry


def work(order: Order, config: Config) -> Made:
    """What becomes of one document, without regard to others; never raises for what it holds."""
    outcome = process(order, config, {})
    if outcome.extraction is None:
        return Made(entry=outcome.entry, error=fault_of(outcome.error))
    plan = outcome.extraction.plan
    return Made(
        entry=outcome.entry,
        plan=encode(plan, indent=1) + b"\n",
        text=outcome.extraction.text.encode("utf-8"),
        reader=plan.source.reader,
        identity=identity(plan.header),
        contradicted=outcome.contradicted,
    )


def failed(order: Order, sha256: str | None, error: ExtractorError) -> Made:
    """The record of a document whose process ended before it could say anything."""
    entry = ManifestEntry(
        file=order.item.file,
        sha256=sha256,
        media_type=order.item.media_type,
        status="error",
        code=error.code,
    )
    return Made(entry=entry, error=fault_of(error))


def fault_of(error: ExtractorError | None) -> Fault | None:
    """The error in a form that crosses a pipe, its words valid Unicode."""
    if error is None:
        return None
    return Fault(code=error.code, message=_valid(str(error)), message_vi=_valid(error.message_vi))


def outcome_of(order: Order, made: Made) -> Outcome:
    """What the run tells of a document."""
    fault = made.error
    error = ExtractorError(fault.message, message_vi=fault.message_vi, code=fault.code) if fault else None
    return Outcome(item=order.item, entry=made.entry, error=error, contradicted=made.contradicted)


def _valid(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
