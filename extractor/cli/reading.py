"""Plans read for a command that compares them: in processes of their own, told as they come."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.bounds import cores
from extractor.cli.deciding import tell_oddities
from extractor.cli.progress import Reporter

if TYPE_CHECKING:
    from extractor.batch.gather import Gathered
    from extractor.config import Config


def read_plans(paths: Sequence[str], config: "Config", metadata: Path | None, lang: str) -> "Gathered":
    """The plans under ``paths``; each document that was read or failed is told, once.

    Raises:
        ConfigError, SchemaError, OutputError: as ``gather``.
    """
    from extractor.batch.engine import Way
    from extractor.batch.gather import gather

    with Reporter(lang) as reporter:
        found = gather(paths, config, metadata, way=Way(workers=cores()), watcher=reporter)
    tell_oddities(found.oddities, lang)
    return found
