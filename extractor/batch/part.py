"""One part of a run as a call that any engine can make on any machine: what to read in, files out."""

from pathlib import Path

from msgspec import Struct

from extractor.batch import output
from extractor.batch.engine import HERE, Way
from extractor.batch.lock import temporary_folder
from extractor.batch.remote import local
from extractor.batch.run import Request, Unwatched, run
from extractor.batch.shard import Slice
from extractor.config import Config
from extractor.exporters.options import ExportOptions

Files = dict[str, bytes]
"""Plans, texts, manifest and list of failures of a part, by their path under an output folder."""


class Work(Struct, frozen=True, kw_only=True):
    """What all parts of a run share: URLs or absolute paths that every machine sees, and the options."""

    inputs: tuple[str, ...]
    metadata: str | None = None
    config: Config = Config()
    way: Way = HERE
    language: str = "vi"


def read_part(work: Work, part: Slice) -> Files:
    """The results of one part, as ``kehoach extract`` with that shard would write them.

    Raises:
        ExtractorError: as for ``run``.
    """
    limit = work.config.limits.file_bytes
    with temporary_folder() as folder:
        out = folder / "out"
        with local(work.inputs, str(out), metadata=work.metadata, limit=limit) as place:
            request = Request(
                inputs=place.inputs,
                out=out,
                config=work.config,
                formats=("json",),
                metadata=place.metadata,
                shard=part,
                way=work.way,
                export=ExportOptions(language=work.language),
            )
            run(request, Unwatched())
        return _files(out)


def _files(out: Path) -> Files:
    wanted = (
        out / output.MANIFEST,
        out / output.QUARANTINE,
        *(out / "plans").iterdir(),
        *(out / "text").iterdir(),
    )
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in wanted}
