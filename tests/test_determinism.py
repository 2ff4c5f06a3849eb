"""Same bytes in, same bytes out: whatever the process, its hash seed and its locale."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.codec import encode
from tests.real_corpus import PROJECT, extract, extracted, quick_cases

_PRINT_HASHES = """
import sys
from hashlib import sha256
from pathlib import Path
from extractor.codec import encode
from tests.real_corpus import extracted
for name in sys.argv[1:]:
    print(sha256(encode(extracted(Path(name))[1])).hexdigest())
"""


@pytest.mark.parametrize("path", quick_cases())
def test_same_input_twice_gives_same_bytes(path: Path) -> None:
    """Reading a file again gives the same plan, byte for byte."""
    assert encode(extract(path.name, path.read_bytes())[1]) == encode(extracted(path)[1])


def test_another_process_gives_same_bytes() -> None:
    """A process with another hash seed and another locale writes the same plans."""
    paths = [case.values[0] for case in quick_cases() if case.values[0] is not None]
    if not paths:
        pytest.skip("no documents: neither corpus/samples nor the real documents are there")
    here = [sha256(encode(extracted(path)[1])).hexdigest() for path in paths]
    env = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "LC_ALL": "C",
        "TZ": "Asia/Ho_Chi_Minh",
        "PYTHONPATH": str(PROJECT),
    }
    command = [sys.executable, "-c", _PRINT_HASHES, *map(str, paths)]
    run = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == here
