"""What is to be reviewed: the comparison and the plans of folders that earlier runs wrote."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from extractor.batch.output import MANIFEST, read_extraction
from extractor.codec import decode
from extractor.errors import ConfigError, OutputError
from extractor.exporters.comparison import COMPARISON
from extractor.model.comparison import Comparison
from extractor.model.manifest import Manifest
from extractor.model.records import Plan


class Reviewed(Struct, frozen=True, kw_only=True):
    """What folders of results hold."""

    comparisons: tuple[Comparison, ...] = ()
    plans: tuple[Plan, ...] = ()


def reviewed(folders: Sequence[Path]) -> Reviewed:
    """The results in folders that ``kehoach extract`` or ``kehoach compare`` wrote.

    Raises:
        ConfigError: a folder holds neither.
        OutputError, SchemaError: results cannot be read.
    """
    comparisons: list[Comparison] = []
    plans: list[Plan] = []
    for folder in folders:
        compared, extracted = folder / COMPARISON, folder / MANIFEST
        if not (compared.is_file() or extracted.is_file()):
            raise ConfigError(
                f"{folder}: no results of kehoach extract or kehoach compare; give their folder OUT",
                message_vi=f"{folder}: không có kết quả của kehoach extract hay compare; hãy đưa thư mục OUT",
            )
        if compared.is_file():
            comparisons.append(decode(_bytes(compared), Comparison))
        if extracted.is_file():
            entries = decode(_bytes(extracted), Manifest).documents
            plans += [read_extraction(folder, entry.doc_id).plan for entry in entries if entry.doc_id]
    return Reviewed(comparisons=tuple(comparisons), plans=tuple(plans))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError.writing(path, error) from error
