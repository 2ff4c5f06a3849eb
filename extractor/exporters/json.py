"""Plans as JSON: one file a plan, its text beside it, and all plans as lines of one file."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from extractor.codec import encode
from extractor.exporters.files import replacing, write_bytes
from extractor.exporters.options import ExportOptions, Notice
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry


def plan_path(out: Path, doc_id: str) -> Path:
    """Where the JSON of a plan stands."""
    return out / "plans" / f"{doc_id}.json"


def text_path(out: Path, doc_id: str) -> Path:
    """Where the text stands that all offsets of a plan point into."""
    return out / "text" / f"{doc_id}.txt"


def write_extraction(made: Extraction, out: Path) -> None:
    """``plans/<doc_id>.json`` and ``text/<doc_id>.txt`` under ``out``; the text first, as the plan needs it.

    Raises:
        OutputError: the files cannot be written.
    """
    write_bytes(text_path(out, made.plan.doc_id), made.text.encode("utf-8"))
    write_bytes(plan_path(out, made.plan.doc_id), encode(made.plan, indent=1) + b"\n")


def write(
    extractions: Iterable[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``plans.jsonl``: one plan a line.

    Raises:
        OutputError: the file cannot be written.
    """
    del options, entries  # JSON is exact whatever the options of tables say; the manifest lists the files
    with replacing(out / "plans.jsonl") as temporary, temporary.open("wb") as lines:
        for made in extractions:
            lines.write(encode(made.plan) + b"\n")
    return ()
