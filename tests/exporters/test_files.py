"""Files are replaced whole or not at all."""

from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.exporters.files import replacing, write_bytes


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails half-way, the file of before is still there and nothing else is."""
    path = tmp_path / "a.json"
    write_bytes(path, b"old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        _write_half(temporary)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _write_half(path: Path) -> None:
    path.write_bytes(b"half")
    raise RuntimeError


def test_a_full_disk_is_told_with_the_path(tmp_path: Path) -> None:
    """An error of the disk names the file and what to do, and leaves nothing behind."""
    path = tmp_path / "a.json"
    with pytest.raises(OutputError, match=r"a\.json.*No space left"), replacing(path):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
