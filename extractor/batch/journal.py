"""What is done already: one line a document in the output folder, so that a run that ended early goes on.

A line speaks of content, options and program together: what was made otherwise is made anew. Lines are only
added while documents are read; one that was cut off is ignored.
"""

import os
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import msgspec
from msgspec import Struct, structs

from extractor.batch import fingerprint
from extractor.batch.aside import unmended_path
from extractor.batch.single import Order
from extractor.batch.wire import Bounds, Made
from extractor.codec import decode, encode
from extractor.config import Config
from extractor.errors import ExtractorError, OutputError
from extractor.exporters.files import remove, replacing, write_bytes
from extractor.exporters.json import plan_path, text_path
from extractor.model.records import Plan

JOURNAL = "journal.jsonl"
_SYNC_SECONDS = 1.0
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Line(Struct, frozen=True, kw_only=True):
    """One document done: hashes of its files, and what it was made with."""

    key: str
    made: Made
    plan: str | None
    text: str | None
    tools: dict[str, str]
    bounds: str


class _Begun(Struct, frozen=True, kw_only=True):
    """Formats that a run began to write."""

    formats: tuple[str, ...]


class Journal:
    """The journal of an output folder, open for the length of a run.

    Args:
        out: the folder, locked.
        config: options of the readers.
        bounds: what one document may take.
    """

    def __init__(self, out: Path, config: Config, bounds: Bounds) -> None:
        self._out, self._path = out, out / JOURNAL
        self._base = sha256(msgspec.json.encode(config) + fingerprint.program().encode()).hexdigest()
        self._tools = fingerprint.tools(config)
        self._bounds = sha256(msgspec.json.encode(bounds)).hexdigest()
        self._lines: dict[str, tuple[int, int]] = {}
        self._used: set[str] = set()
        self._handle, self._synced = -1, 0.0

    def __enter__(self) -> "Journal":
        try:
            self._handle = os.open(self._path, _FLAGS, 0o666)
            whole = self._read()
            if whole < os.fstat(self._handle).st_size:
                os.ftruncate(self._handle, whole)
        except OSError as error:
            raise OutputError.writing(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __bool__(self) -> bool:
        return bool(self._lines)

    def find(self, order: Order, content: str, *, failures: bool = True) -> Made | None:
        """What was made of a document before; its files are then as they were made.

        Args:
            order: the document.
            content: SHA-256 of its bytes.
            failures: whether to give those that failed, too.

        Raises:
            OutputError: its files cannot be written.
        """
        key = self._key(order, content)
        line = self._line(key)
        if line is None or not self._holds(line) or (line.made.error is not None and not failures):
            return None
        if line.plan is not None and not self._as_made(order.doc_id, line):
            return None
        self._used.add(key)
        return line.made

    def add(self, order: Order, content: str, made: Made) -> None:
        """Notes a document whose files are written.

        Raises:
            OutputError: the disk is full.
        """
        is_read = made.error is None
        key = self._key(order, content)
        line = Line(
            key=key,
            made=structs.replace(made, plan=b"", text=b"", peak=0, slack=0, is_last=False),
            plan=sha256(made.plan).hexdigest() if is_read else None,
            text=sha256(made.text).hexdigest() if is_read else None,
            tools=fingerprint.tools_of(made.reader, self._tools),
            bounds=self._bounds,
        )
        self._used.add(key)
        try:
            self._append(msgspec.json.encode(line) + b"\n")
        except OSError as error:
            raise OutputError.writing(self._path, error) from error

    def begin_formats(self, names: Collection[str]) -> None:
        """Notes the formats that are about to be written, until the manifest of the run lists them.

        Raises:
            OutputError: the disk is full.
        """
        try:
            self._append(_begun(names))
        except OSError as error:
            raise OutputError.writing(self._path, error) from error

    def compact(self) -> None:
        """Keeps nothing but the lines of this run, which met all there is; nothing is added any more.

        Raises:
            OutputError: the file cannot be written.
        """
        self._close()  # an open file cannot be replaced everywhere
        last = {line.key: raw for line, raw, _ in self._all() if line.key in self._used}
        with replacing(self._path) as temporary, temporary.open("wb") as file:
            file.writelines(last[key] for key in sorted(last))

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _holds(self, line: Line) -> bool:
        """Whether tools are those of this run, and bounds for what failed, as they may have brought it."""
        if line.made.error is not None and line.bounds != self._bounds:
            return False
        return all(self._tools.get(name) == known for name, known in line.tools.items())

    def _as_made(self, doc_id: str, line: Line) -> bool:
        """Whether the files of a document are those that were made; what was done to the plan is undone.

        A warning of repetition is taken out; a plan that people corrected was kept aside.
        """
        path = plan_path(self._out, doc_id)
        try:
            data, text = path.read_bytes(), text_path(self._out, doc_id).read_bytes()
        except OSError:
            return False
        if sha256(text).hexdigest() != line.text:
            return False
        if sha256(data).hexdigest() == line.plan:
            return True
        made = next((one for one in self._plans(doc_id, data) if sha256(one).hexdigest() == line.plan), None)
        if made is None:
            return False
        write_bytes(path, made)
        return True

    def _plans(self, doc_id: str, data: bytes) -> Iterator[bytes]:
        """The plan as it may have been made: without warning of repetition, before it was corrected."""
        aside = unmended_path(self._out, doc_id)
        with suppress(OSError):
            yield from (aside.read_bytes(), _without_repetition(aside.read_bytes()) or b"")
        yield _without_repetition(data) or b""

    def _key(self, order: Order, content: str) -> str:
        parts = [self._base, order.item.file, order.doc_id, sorted(order.supplied.items()), content]
        return sha256(msgspec.json.encode(parts)).hexdigest()

    def _read(self) -> int:
        """Learns where the line of each document stands; gives the length of the whole lines."""
        end = 0
        for line, raw, start in self._all():
            self._lines[line.key] = (start, len(raw))
            end = start + len(raw)
        with self._path.open("rb") as file:
            file.seek(end)
            for raw in file:  # behind the last document: formats, or what was cut off
                if not _formats(raw):
                    break
                end += len(raw)
        return end

    def _all(self) -> Iterator[tuple[Line, bytes, int]]:
        with self._path.open("rb") as file:
            start = 0
            for raw in file:
                line = _parsed(raw)
                if line is not None:
                    yield line, raw, start
                start += len(raw)

    def _line(self, key: str) -> Line | None:
        if key not in self._lines:
            return None
        start, length = self._lines[key]
        with self._path.open("rb") as file:
            file.seek(start)
            return _parsed(file.read(length))

    def _append(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        now = time.monotonic()
        if now - self._synced > _SYNC_SECONDS:
            os.fsync(self._handle)
            self._synced = now


def formats_begun(out: Path) -> set[str]:
    """Formats that a run which was killed may have left in the folder ``out``."""
    begun: set[str] = set()
    with suppress(OSError), (out / JOURNAL).open("rb") as file:
        for raw in file:
            begun.update(_formats(raw))
    return begun


def restart_journal(out: Path, begun: Collection[str]) -> None:
    """Forgets all that is done, so that a run starts from nothing; the formats begun are kept.

    Raises:
        OutputError: the file cannot be written or removed.
    """
    if begun:
        write_bytes(out / JOURNAL, _begun(begun))
    else:
        remove(out / JOURNAL)


def _begun(formats: Collection[str]) -> bytes:
    return msgspec.json.encode(_Begun(formats=tuple(sorted(formats)))) + b"\n"


def _formats(raw: bytes) -> tuple[str, ...]:
    """The formats of a whole line that notes some; none of any other line."""
    if raw.startswith(b'{"formats"') and raw.endswith(b"\n"):
        with suppress(msgspec.DecodeError):
            return msgspec.json.decode(raw, type=_Begun).formats
    return ()


def _parsed(raw: bytes) -> Line | None:
    try:
        return msgspec.json.decode(raw, type=Line) if raw.endswith(b"\n") else None
    except msgspec.DecodeError:
        return None


def _without_repetition(data: bytes) -> bytes | None:
    try:
        plan = decode(data, Plan)
    except ExtractorError:
        return None
    issues = tuple(issue for issue in plan.issues if issue.code != "duplicate_of")
    return encode(structs.replace(plan, issues=issues), indent=1) + b"\n"
