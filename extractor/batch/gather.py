"""Plans for a comparison, from wherever they are: documents, folders of them, results of an earlier run."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from extractor.batch.discover import Item
from extractor.batch.ordered import outcomes
from extractor.batch.output import MANIFEST, read_extraction
from extractor.batch.run import collect_metadata, take_orders
from extractor.batch.single import Outcome
from extractor.codec import decode
from extractor.config import Config
from extractor.errors import ConfigError, OutputError
from extractor.model.extraction import Extraction
from extractor.model.manifest import Manifest


class Gathered(Struct, frozen=True, kw_only=True):
    """Plans with their texts, each under a ``doc_id`` of its own, and what became of files that gave none."""

    extractions: tuple[Extraction, ...]
    failed: tuple[Outcome, ...] = ()
    items: dict[str, Item] = {}
    """The file behind each ``doc_id``, of plans read now."""


def gather(paths: Sequence[str], config: Config, metadata: Path | None = None) -> Gathered:
    """Every plan under ``paths``, in the order given; folders in the order of their files.

    Args:
        paths: documents, folders of documents, folders that ``kehoach extract`` wrote, or single plans there.

    Raises:
        ConfigError: a path does not exist, or a JSON file is no plan of a folder of results.
        SchemaError, OutputError: results of an earlier run cannot be read.
    """
    found: list[Extraction] = []
    items: list[Item | None] = []
    failed: list[Outcome] = []
    for path in paths:
        if (folder := _results(Path(path))) is not None:
            found.extend(folder)
            items.extend([None] * (len(found) - len(items)))
            continue
        facts = collect_metadata([path], metadata)
        for outcome in outcomes(take_orders([path], config, facts), config):
            if outcome.extraction is not None:
                found.append(outcome.extraction)
                items.append(outcome.item)
            elif not outcome.item.expected:
                failed.append(outcome)
    named = tuple(named_apart(found))
    behind = zip(named, items, strict=True)
    read_now = {extraction.plan.doc_id: item for extraction, item in behind if item is not None}
    return Gathered(extractions=named, failed=tuple(failed), items=read_now)


def _results(path: Path) -> Iterator[Extraction] | None:
    """The plans of a folder of results, or the one plan of such a folder; None for anything else."""
    if (path / MANIFEST).is_file():
        return _of_folder(path)
    if path.suffix != ".json" or not path.is_file():
        return None
    out = path.parent.parent
    if path.parent.name != "plans" or not (out / "text" / f"{path.stem}.txt").is_file():
        raise ConfigError(
            f"{path}: not a plan in a folder of results; give the folder, or a JSON file in its folder plans",
            message_vi=f"{path}: không phải kế hoạch trong thư mục kết quả; hãy đưa cả thư mục kết quả",
        )
    return iter([read_extraction(out, path.stem)])


def _of_folder(path: Path) -> Iterator[Extraction]:
    try:
        manifest = decode((path / MANIFEST).read_bytes(), Manifest)
    except OSError as error:
        raise OutputError.writing(path / MANIFEST, error) from error
    for entry in manifest.documents:
        if entry.doc_id is not None:
            yield read_extraction(path, entry.doc_id)


def named_apart(found: Sequence[Extraction]) -> Iterator[Extraction]:
    """The extractions; a ``doc_id`` met before gets a number."""
    taken: dict[str, int] = {}
    for extraction in found:
        doc_id = extraction.plan.doc_id
        taken[doc_id] = taken.get(doc_id, 0) + 1
        if taken[doc_id] == 1:
            yield extraction
            continue
        name = f"{doc_id}-{taken[doc_id]}"
        yield Extraction(plan=replace(extraction.plan, doc_id=name), text=extraction.text)
