"""The library's front door: one document, many documents, results to a folder."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path

from extractor.batch.archive import member_of
from extractor.batch.discover import STDIN, Item, printable
from extractor.batch.engine import Way
from extractor.batch.gather import named_apart
from extractor.batch.names import stem_slug
from extractor.batch.ordered import outcomes
from extractor.batch.run import FORMATS, check_formats, collect_metadata, take_orders
from extractor.batch.single import Order, Outcome, entry_of, extract_order
from extractor.config import Config
from extractor.exporters.json import write_extraction
from extractor.exporters.options import ExportOptions, Notice
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from extractor.model.records import Plan
from extractor.registry import EXPORTERS, load

PathArgument = str | PathLike[str]


def extract(
    path: PathArgument, *, config: Config | None = None, supplied: Mapping[str, str] | None = None
) -> Plan:
    """The plan in one file.

    Args:
        path: a file of any kind in docs/formats.md; in an archive ``archive.zip/member``, or the archive
            itself where it holds one document.
        config: limits and options; the defaults where None.
        supplied: header fields the file lacks, as in ``metadata.csv``.

    Raises:
        ReadError: the file cannot be read; its ``code`` says why.
    """
    return extract_with_text(path, config=config, supplied=supplied).plan


def extract_with_text(
    path: PathArgument, *, config: Config | None = None, supplied: Mapping[str, str] | None = None
) -> Extraction:
    """The plan in one file and the text its offsets point into, as ``extract``.

    Returns:
        ``.plan`` (all records) and ``.text``.

    Raises:
        ReadError: the file cannot be read; its ``code`` says why.
    """
    file, config = Path(fspath(path)), config or Config()
    is_stdin = str(file) == STDIN
    item = None if is_stdin else member_of(file, config.limits)
    item = item or Item(file=printable(file.name) or STDIN, path=None if is_stdin else file)
    order = Order(item=item, doc_id=stem_slug(item.name), supplied=dict(supplied or {}))
    return extract_order(order, config)


def extract_many(
    paths: Iterable[PathArgument],
    *,
    config: Config | None = None,
    metadata: PathArgument | None = None,
    jobs: int = 0,
) -> Iterator[Outcome]:
    """One outcome for every file under ``paths``, sorted by path; nothing a document holds raises.

    Args:
        paths: files and folders; ``metadata.csv`` beside them is read.
        config: limits and options; the defaults where None.
        metadata: a further file of supplied facts.
        jobs: so many documents at a time, each in a process of its own under limits of time and memory; 0
            reads them in this process, where nothing bounds them.

    Raises:
        ConfigError: a metadata file is no usable table.
    """
    inputs = [fspath(path) for path in paths]
    config = config or Config()
    facts = collect_metadata(inputs, Path(metadata) if metadata is not None else None)
    return outcomes(take_orders(inputs, config, facts), config, way=Way(workers=jobs))


def write(
    made: Iterable[Extraction | Outcome],
    out: PathArgument,
    *,
    formats: Iterable[str] = FORMATS,
    options: ExportOptions | None = None,
) -> tuple[Notice, ...]:
    """Plans, texts and tables of the extractions under the folder ``out``; failed outcomes are left out.

    Args:
        made: what ``extract_with_text`` or ``extract_many`` gave; all of it is held in memory. A ``doc_id``
            met before gets a number.
        formats: of those that ``kehoach extract --format`` takes; ``json`` is always written.
        options: headers in English or Vietnamese, exact CSV.

    Returns:
        What a format could not hold whole (cells longer than Excel takes).

    Raises:
        ConfigError: an unknown format.
        MissingTool: the library of a format is not installed.
        OutputError: the folder cannot be written.
    """
    wanted, folder = check_formats(list(formats)), Path(fspath(out))
    given = list(made)
    found = [one.extraction if isinstance(one, Outcome) else one for one in given]
    extractions = list(named_apart([one for one in found if one is not None]))
    named = iter(extractions)
    entries: list[ManifestEntry] = []
    for one, extraction in zip(given, found, strict=True):
        plan = next(named).plan if extraction is not None else None
        if isinstance(one, Outcome):
            entries.append(one.entry if plan is None else entry_of(one.entry.file, plan))
    for one in extractions:
        write_extraction(one, folder)
    notices: list[Notice] = []
    for name in wanted:
        if name != "json":
            notices += load(EXPORTERS[name])(extractions, folder, options or ExportOptions(), entries)
    return tuple(notices)
