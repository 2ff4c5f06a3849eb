"""What supervisor and workers say to each other: frames of bytes, a length before each.

Orders go down pickled, as they hold the paths of this system; what comes up is MessagePack of closed
records, as a process that a document took over must not be able to say anything else.
"""

import os
import pickle
from collections.abc import Iterator
from struct import Struct as Packing
from typing import Any

import msgspec
from msgspec import Struct

from extractor.batch.single import Order
from extractor.config import Config
from extractor.model.manifest import ManifestEntry

_LENGTH = Packing("<Q")
_CHUNK = 1 << 20
LARGEST = 1 << 29
"""Bytes of the largest frame; no document gives so much within the limits."""


class BrokenFrame(Exception):
    """What came is no frame: the worker is not in its right mind."""


class Bounds(Struct, frozen=True, kw_only=True):
    """What one document may take: ``seconds`` of the clock and ``cpu_seconds`` of work before its reader
    asks for more, and not more where ``is_final``; ``memory`` in bytes, 0 for no limit."""

    seconds: float = 60.0
    cpu_seconds: float = 30.0
    memory: int = 3 << 29
    is_final: bool = False


class Start(Struct, frozen=True, kw_only=True):
    """The first thing a worker hears: options, bounds, and which kinds of files it will meet."""

    config: Config
    bounds: Bounds
    kinds: tuple[str, ...] = ()


class Fault(Struct, frozen=True, kw_only=True):
    """An error as it crosses a pipe."""

    code: str
    message: str
    message_vi: str


class Ready(Struct, frozen=True, kw_only=True, tag="ready"):
    """The worker waits for a document. ``slack``: bytes of address space beyond those in memory."""

    slack: int = 0


class Pace(Struct, frozen=True, kw_only=True, tag="pace"):
    """The document may take ``seconds`` more."""

    seconds: float


class Made(Struct, frozen=True, kw_only=True, tag="made"):
    """What became of a document: its manifest entry, the bytes of its files, or the error.

    ``slack`` is that of the process after it, see ``Ready``. Duplicates are not told yet: that takes all
    documents. ``identity`` is what copies in other formats share.
    """

    entry: ManifestEntry
    plan: bytes = b""
    text: bytes = b""
    reader: str = ""
    identity: str | None = None
    contradicted: tuple[str, ...] = ()
    error: Fault | None = None
    peak: int = 0
    slack: int = 0
    is_last: bool = False


class Ended(Struct, frozen=True, kw_only=True, tag="ended"):
    """The process that served documents is gone: ``signal`` that ended it (0: it left), peak bytes."""

    signal: int
    peak: int


Message = Ready | Pace | Made | Ended
_DECODER: "msgspec.msgpack.Decoder[Message]" = msgspec.msgpack.Decoder(Message)


def packed(message: Message) -> bytes:
    """The message as one frame, its length included."""
    return framed(msgspec.msgpack.encode(message))


def message_in(frame: bytes) -> Message:
    """The message in a frame.

    Raises:
        BrokenFrame: it holds none.
    """
    try:
        return _DECODER.decode(frame)
    except (msgspec.DecodeError, ValueError) as error:
        raise BrokenFrame(str(error)) from error


def pickled(what: Start | Order) -> bytes:
    """An order as one frame, its length included."""
    return framed(pickle.dumps(what))


def unpickled(frame: bytes) -> Any:
    """The order in a frame that the supervisor of this process sent."""
    return pickle.loads(frame)  # noqa: S301 - from the parent only, down a pipe nobody else has


def framed(data: bytes) -> bytes:
    """``data`` with its length before it."""
    return _LENGTH.pack(len(data)) + data


class Frames:
    """Cuts what comes from a pipe into frames."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def add(self, data: bytes) -> Iterator[bytes]:
        """The frames that are whole with ``data``.

        Raises:
            BrokenFrame: a length beyond all limits.
        """
        self._waiting += data
        while len(self._waiting) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._waiting)
            if length > LARGEST:
                raise BrokenFrame("a frame beyond all limits")
            end = _LENGTH.size + length
            if len(self._waiting) < end:
                return
            yield bytes(memoryview(self._waiting)[_LENGTH.size : end])
            del self._waiting[:end]


def receive(handle: int) -> Iterator[bytes]:
    """The frames of a pipe, up to its end.

    Raises:
        BrokenFrame: as ``Frames.add``.
    """
    frames = Frames()
    while data := os.read(handle, _CHUNK):
        yield from frames.add(data)


def receive_first(handle: int) -> bytes | None:
    """The first frame of a pipe and not a byte more; None where the pipe ends before."""
    head = _exactly(handle, _LENGTH.size)
    return _exactly(handle, _LENGTH.unpack(head)[0]) if head else None


def _exactly(handle: int, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        more = os.read(handle, size - len(data))
        if not more:
            return None
        data += more
    return data


def send(handle: int, data: bytes) -> None:
    """All of ``data`` down a pipe.

    Raises:
        BrokenPipeError: nobody reads it.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
