"""Readers on mutated documents, each in a process of its own under limits, for some minutes.

    python tools/fuzz.py --minutes 10 [--seed 1] [--keep FOLDER] [FILE_OR_FOLDER ...]

Samples of the project and, where present, the real documents (KEHOACH_CORPUS) are cut, spliced, and have
bytes, numbers and XML names changed. Every mutant must end with a record; what ends as ``internal``, as
``crash`` or at a limit is kept under FOLDER by its code. Exit code 5 where one ended as ``internal``.
"""

import argparse
import os
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.batch.discover import Item, media_type
from extractor.batch.single import Order
from extractor.batch.slot import Job
from extractor.batch.supervisor import Supervisor
from extractor.batch.wire import Bounds
from extractor.config import Config

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("KEHOACH_CORPUS", PROJECT.parent / "shared" / "corpus"))
BATCH = 100
LARGEST = 400_000
"""Bytes of the largest file mutated: small ones give more mutants a minute."""
KEPT = ("internal", "crash", "resource_limit")
Mutate = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Some bytes changed."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 60))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def cut(chance: random.Random, data: bytes) -> bytes:
    """A piece taken out, or the end."""
    first, second = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:first] + chance.choice((data[second:], b""))


def doubled(chance: random.Random, data: bytes) -> bytes:
    """A piece repeated."""
    first = chance.randrange(len(data))
    piece = data[first : first + chance.randrange(1, 2000)]
    return data[:first] + piece * chance.randrange(2, 20) + data[first:]


def counted(chance: random.Random, data: bytes) -> bytes:
    """A number made very large, negative or nought."""
    found = list(re.finditer(rb"\d{1,9}", data))
    if not found:
        return data
    number = chance.choice(found)
    other = chance.choice((b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e38"))
    return data[: number.start()] + other + data[number.end() :]


MUTATIONS: tuple[Mutate, ...] = (flipped, cut, doubled, counted)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """One mutant; of an Office file mostly with the change inside one of its parts."""
    mutate = chance.choice(MUTATIONS)
    if data[:2] != b"PK" or chance.random() < 0.25:
        return mutate(chance, data)
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        names = given.namelist()
        changed = chance.choice([name for name in names if name.endswith(".xml")] or names)
        for name in names:
            part = given.read(name)
            packed.writestr(name, mutate(chance, part) if name == changed and part else part)
    return made.getvalue()


def sources(given: list[Path]) -> list[Path]:
    """Documents to mutate."""
    places = given or [PROJECT / "corpus" / "samples", CORPUS]
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    fit = [path for path in files if path.is_file() and media_type(path.name) and path.stat().st_size > 0]
    return [path for path in fit if path.stat().st_size <= LARGEST]


def jobs(folder: Path, files: list[Path], chance: random.Random) -> Iterator[Job]:
    """A batch of mutants as documents to read."""
    for index in range(BATCH):
        path = chance.choice(files)
        mutant = folder / f"{index}{path.suffix}"
        mutant.write_bytes(mutated(chance, path.read_bytes()) or b" ")
        yield Job(index, Order(item=Item(file=mutant.name, path=mutant), doc_id=str(index)))


def main() -> int:
    """Runs the command; gives the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=PROJECT / "out" / "fuzz")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - chance, no secret
    files = sources(options.files)
    until, codes = time.monotonic() + options.minutes * 60, Counter[str]()
    bounds = Bounds(seconds=20, cpu_seconds=20, is_final=True)
    while time.monotonic() < until:
        with TemporaryDirectory() as name:
            made = list(jobs(Path(name), files, chance))
            supervisor = Supervisor(Config(), bounds, options.jobs)
            for index, result in supervisor.results(made, retry=False):
                code = result.entry.code or result.entry.status
                codes[code] += 1
                if code in KEPT:
                    _keep(options.keep / code, Path(name) / made[index].order.item.file, result.error)
    for code, count in codes.most_common():
        sys.stdout.write(f"{count:7} {code}\n")
    sys.stdout.write(f"{sum(codes.values()):7} mutants of {len(files)} files\n")
    return 5 if codes["internal"] else 0


def _keep(folder: Path, mutant: Path, error: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    data = mutant.read_bytes()
    kept = folder / (sha256(data).hexdigest()[:12] + mutant.suffix)
    kept.write_bytes(data)
    sys.stdout.write(f"{kept}: {getattr(error, 'message', error)}\n")


if __name__ == "__main__":
    sys.exit(main())
