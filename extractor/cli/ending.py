"""How ``extract`` and ``merge`` end: what became of the files, and where the results lie."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.messages import say, tell

if TYPE_CHECKING:
    from extractor.batch.remote import Place
    from extractor.model.manifest import ManifestEntry

_SHOWN = (
    *("kehoach.xlsx", "tasks.csv", "plans.jsonl", "plans"),
    *("parquet", "parquet-partitioned", "kehoach.sqlite", "datapackage.json", "spacy"),
)


def counted(entries: "Sequence[ManifestEntry]") -> dict[str, int]:
    """How many files were read, with warnings, failed, were skipped, or left out by intent.

    All but ``warned``, which counts among ``read``, make up the files met.
    """
    statuses = [entry.status for entry in entries if not _by_intent(entry)]
    warned = statuses.count("ok-with-warning")
    return {
        "read": statuses.count("ok") + warned,
        "warned": warned,
        "failed": statuses.count("error"),
        "skipped": statuses.count("skipped"),
        "left_out": len(entries) - len(statuses),
    }


def tell_unread(total: int, entries: "Sequence[ManifestEntry]", lang: str) -> None:
    """A run did not come to its end: how many of its ``total`` files are left, as far as any are."""
    left = total - sum(not _by_intent(entry) for entry in entries)
    tell(say("unread", lang, left=left, total=total) if left > 0 else say("incomplete", lang))


def tell_counts(entries: "Sequence[ManifestEntry]", lang: str, *, resumed: int = 0) -> None:
    """What became of the files.

    Args:
        resumed: how many were taken from an earlier run.
    """
    counts = counted(entries)
    tell(say("summary", lang, **counts))
    if resumed:
        tell(say("resumed", lang, count=resumed))
    repeated = sum(_is_repeated(entry) for entry in entries)
    if repeated:
        tell(say("repeated", lang, count=repeated))
    if counts["left_out"]:
        tell(say("left_out", lang, count=counts["left_out"]))


def tell_results(place: "Place", entries: "Sequence[ManifestEntry]", lang: str) -> None:
    """Where the results lie, and the list of what failed."""
    counts = counted(entries)
    for name in _SHOWN:
        if counts["read"] and Path(place.out, name).exists():
            tell(say("results", lang, path=place.at(name)))
    if counts["failed"]:
        tell(say("quarantine", lang, path=place.at("quarantine.csv")))


def _by_intent(entry: "ManifestEntry") -> bool:
    return entry.status == "skipped" and entry.code is None


def _is_repeated(entry: "ManifestEntry") -> bool:
    return any(warning.code == "duplicate_of" for warning in entry.warnings)
