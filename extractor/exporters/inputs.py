"""The files of a run as rows: what became of each, and what to do about those that were not read."""

import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from extractor.exporters.rows import Row
from extractor.model.manifest import ManifestEntry
from extractor.model.types import VOCABULARY
from extractor.readers import unsupported

TABLE = "inputs"
_METADATA = "metadata.csv"


def input_rows(entries: Iterable[ManifestEntry], language: str) -> Iterator[Row]:
    """One row an entry, in the columns of the table ``inputs``."""
    met = tuple(entries)
    folders = {parent.as_posix() for entry in met for parent in PurePosixPath(entry.file).parents}
    for entry in met:
        meaning = code_meaning(entry.code, "vi") if entry.code else VOCABULARY["status"][entry.status]
        advised = None
        if entry.code:
            advised = advice(entry.code, language, entry.file, entry.media_type)
        elif entry.status == "skipped":
            advised = _advice()["by_intent"][f"{_left_out(entry.file, folders)}_{language}"]
        yield (entry.doc_id, entry.file, entry.status, entry.code, meaning, advised)


def code_meaning(code: str, language: str) -> str:
    """What the error ``code`` means, in ``vi`` or ``en``."""
    return VOCABULARY["error_code"][code] if language == "vi" else _advice()["meaning_en"][code]


def advice(code: str, language: str, file: str, media_type: str | None = None) -> str:
    """What to do about ``file``, which was not read for ``code``, in ``vi`` or ``en``."""
    if code == "unsupported_type":
        return unsupported.advice(file, language, media_type)
    return _advice()[language][code]


def _left_out(file: str, folders: Collection[str]) -> str:
    """Why a file is left out by intent; an archive was opened, whatever its name."""
    path = PurePosixPath(file)
    if path.name == _METADATA:
        return "metadata"
    is_archive = path.suffix.lower() == ".zip" and not path.name.startswith((".", "~"))
    return "archive" if file in folders or is_archive else "other"


@cache
def _advice() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("advice.toml").read_text(encoding="utf-8"))
