"""The files of a run as rows: what became of each, and what to do about those that were not read."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from extractor.exporters.rows import Row
from extractor.model.manifest import ManifestEntry
from extractor.model.types import VOCABULARY
from extractor.readers import unsupported

TABLE = "inputs"


def input_rows(entries: Iterable[ManifestEntry], language: str) -> Iterator[Row]:
    """One row an entry, in the columns of the table ``inputs``."""
    for entry in entries:
        meaning = VOCABULARY["error_code"][entry.code] if entry.code else VOCABULARY["status"][entry.status]
        advised = advice(entry.code, language, entry.file) if entry.code else None
        yield (entry.doc_id, entry.file, entry.status, entry.code, meaning, advised)


def advice(code: str, language: str, file: str) -> str:
    """What to do about ``file``, which was not read for ``code``, in ``vi`` or ``en``."""
    if code == "unsupported_type":
        return unsupported.advice(file, language)
    return _advice()[language][code]


@cache
def _advice() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("advice.toml").read_text(encoding="utf-8"))
