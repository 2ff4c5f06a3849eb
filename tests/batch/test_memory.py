"""Memory that runs out is told as such, in whatever words a library tells it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import pipeline
from extractor.batch.discover import Item
from extractor.batch.journal import Journal
from extractor.batch.single import Order, process
from extractor.batch.wire import Bounds
from extractor.batch.work import failed
from extractor.config import Config
from extractor.errors import DamagedFile, ExtractorError
from extractor.extras import missing, needing


def raising(error: BaseException) -> Callable[..., None]:
    """A reader that raises ``error``."""

    def read(*_: object) -> None:
        raise error

    return read


def not_loaded(*_: object) -> None:
    """A reader whose library is installed and cannot be loaded."""
    with needing("ocr"):
        raise ImportError("libso.so: failed to map segment from shared object", name="cv2")


def not_loaded_here(*_: object) -> None:
    """The same where the reader hides what it came of."""
    try:
        raise ImportError("libso.so: cannot create descriptor: Cannot allocate memory", name="PIL")
    except ImportError:
        raise missing("ocr") from None


def picture_error() -> Exception:
    """An error of the library for pictures."""
    return type("error", (Exception,), {"__module__": "cv2"})(
        "(-4:Insufficient memory) Failed to allocate 9 bytes"
    )


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (not_loaded, "resource_limit"),
        (not_loaded_here, "resource_limit"),
        (raising(missing("ocr")), "missing_tool"),
        (raising(MemoryError()), "resource_limit"),
        (raising(RuntimeError("std::bad_alloc")), "resource_limit"),
        (raising(picture_error()), "resource_limit"),
        (raising(OSError(12, "Cannot allocate memory")), "resource_limit"),
        (raising(ValueError("std::bad_alloc")), "internal"),
        (raising(DamagedFile("x")), "damaged"),
    ],
)
def test_want_of_memory_has_its_code(
    monkeypatch: pytest.MonkeyPatch, read: Callable[..., None], code: str
) -> None:
    """Also where a library only looks as if it were missing; what is missing or damaged stays that."""
    monkeypatch.setattr(pipeline, "read", read)
    order = Order(item=Item(file="a.txt", path=Path("a.txt")), doc_id="a", data=b"x")
    assert process(order, Config(), {}).entry.code == code


@pytest.mark.parametrize("code", ["internal", "damaged", "resource_limit", "missing_tool"])
def test_other_bounds_count_for_every_failure(tmp_path: Path, code: str) -> None:
    """Whatever failed may do so for want of time or memory: with other bounds it is read again."""
    order = Order(item=Item(file="a.txt", path=tmp_path / "a.txt"), doc_id="a")
    with Journal(tmp_path, Config(), Bounds()) as journal:
        journal.add(order, "0" * 64, failed(order, "0" * 64, ExtractorError("x", code=code)))
    with Journal(tmp_path, Config(), Bounds()) as journal:
        assert journal.find(order, "0" * 64) is not None
    with Journal(tmp_path, Config(), Bounds(seconds=7)) as journal:
        assert journal.find(order, "0" * 64) is None
