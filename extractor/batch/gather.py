"""Plans for a comparison, from wherever they are: documents, folders of them, results of an earlier run."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from extractor.batch.discover import Item
from extractor.batch.engine import HERE, Way
from extractor.batch.metadata import Metadata, Oddity
from extractor.batch.ordered import outcomes
from extractor.batch.output import MANIFEST, read_extraction
from extractor.batch.run import collect_metadata, take_orders
from extractor.batch.single import Order, Outcome
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
    counts: tuple[int, ...] = ()
    """How many of the extractions each path gave, in the order of the paths."""
    oddities: tuple[Oddity, ...] = ()
    """What of the files of supplied facts is not used."""


class Watcher(Protocol):
    """Told how the reading goes on."""

    def begin(self, total: int) -> None:
        """``total`` entries were met that are not left out by intent."""

    def done(self, outcome: Outcome) -> None:
        """One entry has its record."""


def gather(
    paths: Sequence[str],
    config: Config,
    metadata: Path | None = None,
    *,
    way: Way = HERE,
    watcher: Watcher | None = None,
) -> Gathered:
    """Every plan under ``paths``, in the order given; folders in the order of their files.

    Args:
        paths: documents, folders of documents, folders that ``kehoach extract`` wrote, or single plans there.
        way: how documents are read.
        watcher: told of each document that is read.

    Raises:
        ConfigError: a path does not exist, or a JSON file is no plan of a folder of results.
        SchemaError, OutputError: results of an earlier run cannot be read.
    """
    results = [_results(Path(path)) for path in paths]
    facts = {
        path: collect_metadata([path], metadata)
        for path, one in zip(paths, results, strict=True)
        if one is None
    }
    orders = {path: take_orders([path], config, known) for path, known in facts.items()}
    read = _read(orders, config, way, watcher)
    found: list[Extraction] = []
    items: list[Item | None] = []
    failed: list[Outcome] = []
    counts: list[int] = []
    for path, folder in zip(paths, results, strict=True):
        made: list[tuple[Extraction, Item | None]] = [(one, None) for one in folder or ()]
        for outcome in read.get(path, ()):
            if outcome.extraction is not None:
                made.append((outcome.extraction, outcome.item))
            elif not outcome.item.expected:
                failed.append(outcome)
        found += [extraction for extraction, _ in made]
        items += [item for _, item in made]
        counts.append(len(made))
    named = tuple(named_apart(found))
    behind = zip(named, items, strict=True)
    return Gathered(
        extractions=named,
        failed=tuple(failed),
        items={extraction.plan.doc_id: item for extraction, item in behind if item is not None},
        counts=tuple(counts),
        oddities=tuple(_oddities(facts, orders)),
    )


def _read(
    orders: Mapping[str, Sequence[Order]], config: Config, way: Way, watcher: Watcher | None
) -> dict[str, list[Outcome]]:
    """What becomes of the orders of each path, read together."""
    whose = [(path, order) for path, some in orders.items() for order in some]
    if watcher is not None:
        watcher.begin(sum(not order.item.expected for _, order in whose))
    read: dict[str, list[Outcome]] = {}
    made = outcomes([order for _, order in whose], config, way=way)
    for (path, _), outcome in zip(whose, made, strict=True):
        read.setdefault(path, []).append(outcome)
        if watcher is not None:
            watcher.done(outcome)
    return read


def _oddities(facts: Mapping[str, Metadata], orders: Mapping[str, Sequence[Order]]) -> Iterator[Oddity]:
    """Each once; a file that one path does not meet, another may."""
    met = {order.item.file for some in orders.values() for order in some}
    for oddity in dict.fromkeys(one for known in facts.values() for one in known.oddities()):
        if oddity.what != "file" or oddity.name not in met:
            yield oddity


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
    """The extractions; a ``doc_id`` met before gets a number, one that no other has."""
    given, met = {extraction.plan.doc_id for extraction in found}, dict[str, int]()
    for extraction in found:
        doc_id = extraction.plan.doc_id
        n = met[doc_id] = met.get(doc_id, 0) + 1
        if n == 1:
            yield extraction
            continue
        while (name := f"{doc_id}-{n}") in given:
            n += 1
        given.add(name)
        met[doc_id] = n
        yield Extraction(plan=replace(extraction.plan, doc_id=name), text=extraction.text)
