"""The output folders of all shards of a run made into the one that the run unsplit would have made."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from extractor.batch import output
from extractor.batch.aside import unmended_path
from extractor.batch.decided import Mending
from extractor.batch.discover import Item
from extractor.batch.run import Request, Unwatched, Watcher, write_run_facts, write_tables
from extractor.batch.shard import MADE_OF, SHARD, Shard, common
from extractor.batch.single import Outcome, duplicate_issue, entry_of, identity
from extractor.batch.urls import shown
from extractor.codec import decode
from extractor.errors import ConfigError, ExtractorError, MissingTool
from extractor.exporters.formats import choose
from extractor.exporters.json import write_extraction
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.safe import csv_cell
from extractor.model.extraction import Extraction
from extractor.model.manifest import Manifest, ManifestEntry
from extractor.model.records import Issue, Plan

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
    named: str
    """The folder as the user named it, a URL for example; as it is shown."""
    shard: Shard
    manifest: Manifest

    @property
    def options(self) -> dict[str, str | bool]:
        return common(self.manifest.options)


def merge(
    folders: Sequence[Path], out: Path, watcher: Watcher = _NOBODY, *, named: Sequence[str] = ()
) -> Merged:
    """Writes the results of the shards in ``folders`` to ``out``, with the formats they were made with.

    The folder is that of a run without ``--shard``, copies told across shards too, but for ``run.json`` and
    what a run keeps to go on from: ``journal.jsonl`` and ``.unmended``.

    Args:
        watcher: told how far the formats are.
        named: the folders as the user named them, where that is not by their paths.

    Raises:
        ConfigError: a folder is no shard, two hold the same one, or they are not of one run.
        OutputError: ``out`` cannot be used, a run is writing a shard, or results cannot be read or written.
        MissingTool: the library of a format is not installed.
    """
    started = datetime.now(UTC)
    with ExitStack() as held:
        for folder in dict.fromkeys(folders):
            held.enter_context(output.unchanging(folder))
        parts = _parts(folders, named or list(map(str, folders)))
        output.check_apart(out, [str(folder) for folder in folders])
        output.check_ours(out)
        request = _request(parts, out)
        merged = Merged(entries=(), absent=_absent(parts), interrupted=_interrupted(parts))
        held.enter_context(output.locked(out))
        held.enter_context(output.scratch(out))
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
    parts = tuple(parts)
    entries = tuple(_entries(parts, request.out, mending))
    tools = _missing_tools(parts)
    done = [
        Outcome(item=Item(file=entry.file, path=None), entry=entry, error=tools.get(entry.file))
        for entry in entries
    ]
    output.remove_stale(request.out, [entry.doc_id for entry in entries])
    notices = write_tables(request, done, watcher)
    output.write_quarantine(request.out, done, request.export)
    return Manifest(complete=complete, options=options, documents=entries), notices


def _parts(folders: Sequence[Path], named: Sequence[str]) -> list[_Part]:
    """The parts in the order of their shards.

    Raises:
        ConfigError: as ``merge``.
    """
    parts = [_part(folder, shown(name)) for folder, name in zip(folders, named, strict=True)]
    parts.sort(key=lambda part: part.shard.number)
    for part in parts[1:]:
        _check_alike(part, parts[0])
    for one, other in pairwise(parts):
        if one.shard == other.shard:
            raise ConfigError(
                f"{other.named}: shard {other.shard} is also in {one.named}; give each shard once",
                message_vi=f"{other.named}: phần {other.shard} cũng có ở {one.named}; hãy đưa mỗi phần "
                "một lần",
            )
    _check_entries(parts)
    return parts


def _check_alike(part: _Part, first: _Part) -> None:
    """Refuses a shard of a run with other options, or of anything else than the run of the first one."""
    options, others = part.manifest.options, first.manifest.options
    differing = next((MADE_OF[name] for name in MADE_OF if options.get(name) != others.get(name)), None)
    if part.options != first.options or part.shard.count != first.shard.count:
        differing = ("other options", "tùy chọn khác")
    if differing is not None:
        what, what_vi = differing
        raise ConfigError(
            f"{part.named}: made with {what} than {first.named}; run all shards with the same command on "
            "the same files",
            message_vi=f"{part.named}: được tạo với {what_vi} so với {first.named}; hãy chạy mọi phần cùng "
            "một lệnh trên cùng các tệp",
        )


def _check_entries(parts: Sequence[_Part]) -> None:
    """Refuses what is listed twice, or in a shard that it does not belong to: a file would be lost."""
    for part in parts:
        strays = part.shard.strays(entry.file for entry in part.manifest.documents)
        if strays:
            raise _not_one_run(part.named, strays[0])
    met = [(part, entry) for part in parts for entry in part.manifest.documents]
    files = Counter(entry.file for _, entry in met)
    doc_ids = Counter(entry.doc_id for _, entry in met if entry.doc_id is not None)
    for part, entry in reversed(met):
        if files[entry.file] > 1 or doc_ids[entry.doc_id or ""] > 1:
            raise _not_one_run(part.named, entry.doc_id or entry.file)


def _not_one_run(folder: str, name: str) -> ConfigError:
    return ConfigError(
        f"{folder}: “{name}” does not fit the other shards, or its own; run all shards with the same command "
        "on the same files",
        message_vi=f"{folder}: “{name}” không khớp với các phần khác hoặc với phần này; hãy chạy mọi phần "
        "cùng một lệnh trên cùng các tệp",
    )


def _part(folder: Path, named: str) -> _Part:
    try:
        manifest = decode((folder / output.MANIFEST).read_bytes(), Manifest)
    except OSError as error:
        raise ConfigError.reading(f"{named.rstrip('/')}/{output.MANIFEST}", error) from error
    except ExtractorError as error:
        raise _no_shard(named) from error
    if SHARD not in manifest.options:
        raise _no_shard(named)
    shard = Shard.parse(str(manifest.options[SHARD]))
    return _Part(folder=folder, named=named, shard=shard, manifest=manifest)


def _no_shard(folder: str) -> ConfigError:
    return ConfigError(
        f"{folder}: not the results of kehoach extract --shard i/n",
        message_vi=f"{folder}: không phải kết quả của kehoach extract --shard i/n",
    )


def _request(parts: Sequence[_Part], out: Path) -> Request:
    options = parts[0].options
    return Request(
        inputs=tuple(part.named for part in parts),
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
        made = _told_again(output.read_extraction(folder, entry.doc_id), folder, seen)
        made = mending(made) if mending else made
        write_extraction(made, out)
        yield entry_of(entry.file, made.plan)


def _told_again(made: Extraction, folder: Path, seen: dict[str, str]) -> Extraction:
    """The extraction with the warning about copies that it has among the documents of all shards."""
    plan = made.plan
    issues = [issue for issue in plan.issues if issue.code != _DUPLICATE]
    issue = duplicate_issue(seen, plan.doc_id, plan.source.sha256, identity(plan.header))
    if issue is not None:
        issues.insert(_extracted(issues, unmended_path(folder, plan.doc_id)), issue)
    return Extraction(plan=replace(plan, issues=tuple(issues)), text=made.text)


def _extracted(issues: Sequence[Issue], unmended: Path) -> int:
    """How many of the issues are of the extraction; what corrections told stands behind them.

    Args:
        unmended: the plan before it was corrected; none for one that was not.

    Raises:
        ConfigError: it cannot be read.
    """
    try:
        before = decode(unmended.read_bytes(), Plan).issues
    except FileNotFoundError:
        return len(issues)
    except OSError as error:
        raise ConfigError.reading(unmended, error) from error
    known = {(issue.code, issue.message) for issue in before}
    return sum((issue.code, issue.message) in known for issue in issues)


def _missing_tools(parts: Iterable[tuple[Path, Sequence[ManifestEntry]]]) -> dict[str, ExtractorError]:
    """What is missing for each file that wants a tool, as the parts say it: their manifests hold the code."""
    found: dict[str, ExtractorError] = {}
    for folder, entries in parts:
        wanting = [entry.file for entry in entries if entry.code == MissingTool.code]
        advised = output.read_advice(folder) if wanting else {}
        for file in wanting:
            if said := advised.get(csv_cell(file)):
                found[file] = ExtractorError(said, message_vi=said, code=MissingTool.code)
    return found


def _absent(parts: Sequence[_Part]) -> tuple[Shard, ...]:
    count, given = parts[0].shard.count, {part.shard.number for part in parts}
    return tuple(Shard(number, count) for number in range(1, count + 1) if number not in given)


def _interrupted(parts: Sequence[_Part]) -> tuple[Shard, ...]:
    return tuple(part.shard for part in parts if not part.manifest.complete)
