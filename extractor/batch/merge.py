"""The output folders of all shards of a run made into the one that the run unsplit would have made."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from extractor.batch import output
from extractor.batch.decided import Mending
from extractor.batch.discover import Item
from extractor.batch.run import Request, Unwatched, Watcher, write_run_facts, write_tables
from extractor.batch.shard import SHARD, Shard
from extractor.batch.single import Outcome, duplicate_issue, entry_of, identity, with_issue
from extractor.codec import decode
from extractor.errors import ConfigError, ExtractorError
from extractor.exporters.formats import choose
from extractor.exporters.json import write_extraction
from extractor.exporters.options import ExportOptions, Notice
from extractor.model.extraction import Extraction
from extractor.model.manifest import Manifest, ManifestEntry

_DUPLICATE = "duplicate_of"
_NOBODY = Unwatched()


class Merged(Struct, frozen=True, kw_only=True):
    """What was merged: an entry a file met; shards that were not given, or whose run was interrupted."""

    entries: tuple[ManifestEntry, ...]
    absent: tuple[Shard, ...] = ()
    interrupted: tuple[Shard, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing of the run is missing."""
        return not self.absent and not self.interrupted


class _Part(Struct, frozen=True, kw_only=True):
    folder: Path
    shard: Shard
    manifest: Manifest

    @property
    def options(self) -> dict[str, str | bool]:
        return {name: value for name, value in self.manifest.options.items() if name != SHARD}


def merge(folders: Sequence[Path], out: Path, watcher: Watcher = _NOBODY) -> Merged:
    """Writes the results of the shards in ``folders`` to ``out``, with the formats they were made with.

    The folder is, but for ``run.json``, that of a run without ``--shard``: copies are told across shards too.

    Args:
        watcher: told how far the formats are.

    Raises:
        ConfigError: a folder is no shard, two hold the same one, or they are not of one run.
        OutputError: ``out`` cannot be used, or results cannot be read or written.
        MissingTool: the library of a format is not installed.
    """
    started = datetime.now(UTC)
    parts = _parts(folders)
    output.check_apart(out, [str(folder) for folder in folders])
    output.check_ours(out)
    request = _request(parts, out)
    merged = Merged(entries=(), absent=_absent(parts), interrupted=_interrupted(parts))
    with output.locked(out), output.scratch(out):
        given = [(part.folder, part.manifest.documents) for part in parts]
        manifest, notices = combine(
            given, request, watcher, options=parts[0].options, complete=merged.complete
        )
        write_run_facts(request, started)
        output.write_manifest(out, manifest)
    return replace(merged, entries=manifest.documents, notices=notices)


def combine(
    parts: Iterable[tuple[Path, Sequence[ManifestEntry]]],
    request: Request,
    watcher: Watcher,
    *,
    options: dict[str, str | bool],
    complete: bool,
    mending: Mending | None = None,
) -> tuple[Manifest, tuple[Notice, ...]]:
    """Plans, tables and the list of failures of all parts, written to the locked output of ``request``.

    Args:
        parts: each folder with its entries; every entry of the run is in one part.
        watcher: told how far the formats are.
        mending: replays what people decided; None where the parts have done so.

    Returns:
        The manifest, to be written last, and what a format could not hold.

    Raises:
        OutputError: results cannot be read or written.
    """
    entries = tuple(_entries(parts, request.out, mending))
    done = [Outcome(item=Item(file=entry.file, path=None), entry=entry) for entry in entries]
    output.remove_stale(request.out, [entry.doc_id for entry in entries], ())
    notices = write_tables(request, done, watcher)
    output.write_quarantine(request.out, done, request.export)
    return Manifest(complete=complete, options=options, documents=entries), notices


def _parts(folders: Sequence[Path]) -> list[_Part]:
    """The parts in the order of their shards.

    Raises:
        ConfigError: as ``merge``.
    """
    parts = sorted((_part(folder) for folder in folders), key=lambda part: part.shard.number)
    first = parts[0]
    for part in parts[1:]:
        if part.options != first.options or part.shard.count != first.shard.count:
            raise ConfigError(
                f"{part.folder}: made with other options than {first.folder}; run all shards with the same "
                "command",
                message_vi=f"{part.folder}: được tạo với tùy chọn khác {first.folder}; hãy chạy mọi phần "
                "cùng một lệnh",
            )
    for one, other in pairwise(parts):
        if one.shard == other.shard:
            raise ConfigError(
                f"{other.folder}: shard {other.shard} is also in {one.folder}; give each shard once",
                message_vi=f"{other.folder}: phần {other.shard} cũng có ở {one.folder}; hãy đưa mỗi phần "
                "một lần",
            )
    return parts


def _part(folder: Path) -> _Part:
    path = folder / output.MANIFEST
    try:
        manifest = decode(path.read_bytes(), Manifest)
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    except ExtractorError as error:
        raise _no_shard(folder) from error
    if SHARD not in manifest.options:
        raise _no_shard(folder)
    return _Part(folder=folder, shard=Shard.parse(str(manifest.options[SHARD])), manifest=manifest)


def _no_shard(folder: Path) -> ConfigError:
    return ConfigError(
        f"{folder}: not the results of kehoach extract --shard i/n",
        message_vi=f"{folder}: không phải kết quả của kehoach extract --shard i/n",
    )


def _request(parts: Sequence[_Part], out: Path) -> Request:
    options = parts[0].options
    return Request(
        inputs=tuple(str(part.folder) for part in parts),
        out=out,
        formats=choose(str(options["formats"]).split(",")),
        export=ExportOptions(
            headers="vi" if options.get("headers") == "vi" else "en",
            csv_raw=bool(options.get("csv_raw")),
            language=str(options.get("language", "vi")),
        ),
    )


def _entries(
    parts: Iterable[tuple[Path, Sequence[ManifestEntry]]], out: Path, mending: Mending | None
) -> Iterator[ManifestEntry]:
    """The entries of all parts sorted by path, their plans written to ``out`` on the way."""
    met = [(entry, folder) for folder, entries in parts for entry in entries]
    seen: dict[str, str] = {}
    for entry, folder in sorted(met, key=lambda pair: pair[0].file):
        if entry.doc_id is None:
            yield entry
            continue
        made = _told_again(output.read_extraction(folder, entry.doc_id), seen)
        made = mending(made) if mending else made
        write_extraction(made, out)
        yield entry_of(entry.file, made.plan)


def _told_again(made: Extraction, seen: dict[str, str]) -> Extraction:
    """The extraction with the warning about copies that it has among the documents of all shards."""
    plan = replace(made.plan, issues=tuple(issue for issue in made.plan.issues if issue.code != _DUPLICATE))
    issue = duplicate_issue(seen, plan.doc_id, plan.source.sha256, identity(plan.header))
    return Extraction(plan=with_issue(plan, issue) if issue else plan, text=made.text)


def _absent(parts: Sequence[_Part]) -> tuple[Shard, ...]:
    count, given = parts[0].shard.count, {part.shard.number for part in parts}
    return tuple(Shard(number, count) for number in range(1, count + 1) if number not in given)


def _interrupted(parts: Sequence[_Part]) -> tuple[Shard, ...]:
    return tuple(part.shard for part in parts if not part.manifest.complete)
