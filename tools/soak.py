"""Measures runs over many invented documents: overhead of isolation, gain of a second worker, memory.

    python tools/soak.py [--documents 10000] [--sample 400] [--folder FOLDER]

Prints a table. Exit code 5 where isolation costs more than 15 % of the time in one process, two workers are
less than 1.8 times as fast as one (with two cores or more), or memory in the last tenth of the run is more
than 1.1 times that in the first.
"""

import argparse
import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from threading import Event, Thread

from extractor.batch.engine import Way, results
from extractor.batch.run import collect_metadata, take_orders
from extractor.batch.single import Order
from extractor.batch.slot import Job
from extractor.config import Config

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 5
"""Times each way is measured: its quickest counts, as what else the machine does makes it slower only."""
MOST_OVERHEAD, LEAST_GAIN, MOST_GROWTH = 1.15, 1.8, 1.1


def main() -> int:
    """Runs the command; gives the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=400, help="documents of the measurements of speed")
    parser.add_argument("--folder", type=Path, help="where documents are made and kept")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        made = _documents(folder / "documents", options.documents)
        good = _speed(take_orders([str(made)], Config(), collect_metadata([str(made)]))[: options.sample])
        return 0 if _memory(made, folder / "results") and good else 5


def _documents(folder: Path, count: int) -> Path:
    """Invented plans in five formats, as many files as asked for or a few more."""
    if not folder.is_dir():
        script = str(PROJECT / "corpus" / "synthesize.py")
        command = [sys.executable, script, str(folder), "--count", str(-(-count // 5)), "--seed", "23"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - of this project
        for gold in folder.glob("*.gold.json"):
            gold.unlink()
    return folder


def _speed(orders: Sequence[Order]) -> bool:
    """Work and time for the same documents, read here and by one and two workers: the quickest of each."""
    jobs = [Job(index, order) for index, order in enumerate(orders)]
    _timed(jobs[:20], 0)  # rules and libraries are loaded
    work, apart, one, two = (math.inf for _ in range(4))
    for _ in range(ROUNDS):
        work = min(work, _timed(jobs, 0)[1])
        clock, spent = _timed(jobs, 1)
        one, apart = min(one, clock), min(apart, spent)
        two = min(two, _timed(jobs, 2)[0])
        _say(f"{len(jobs)} documents: {work:.1f} s of work in this process, {apart:.1f} s with a worker")
        _say(f"one worker {one:.1f} s, two {two:.1f} s")
    overhead, gain = apart / work, one / two
    _say(f"isolation costs {overhead:.2f} of the work (at most {MOST_OVERHEAD})")
    _say(f"two workers are {gain:.2f} times as fast (at least {LEAST_GAIN})")
    return overhead <= MOST_OVERHEAD and (gain >= LEAST_GAIN or (os.cpu_count() or 1) < 2)


def _timed(jobs: Sequence[Job], workers: int) -> tuple[float, float]:
    """Seconds of the clock, and of work of all processes."""
    began, before = time.perf_counter(), sum(os.times()[:4])
    for _ in results(jobs, Config(), way=Way(workers=workers)):
        pass
    return time.perf_counter() - began, sum(os.times()[:4]) - before


def _memory(folder: Path, out: Path) -> bool:
    """Memory of all processes of a whole run of the command, sampled while it reads documents."""
    command = [sys.executable, "-m", "extractor", "extract", str(folder), "-o", str(out), "--force"]
    began, samples, ended = time.monotonic(), list[tuple[int, int]](), Event()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - this program
        watcher = Thread(target=_sample, args=(process.pid, out / "plans", samples, ended))
        watcher.start()
        process.wait()
        ended.set()
        watcher.join()
    seconds, total = time.monotonic() - began, max(done for done, _ in samples)
    samples = [sample for sample in samples if sample[0] < total]  # while documents are read
    tenths = [
        [size for done, size in samples if total * n // 10 < done <= total * (n + 1) // 10] for n in range(10)
    ]
    shown = [fmean(tenth) / 2**20 for tenth in tenths if tenth]
    growth = shown[-1] / shown[0]
    rate = total / seconds / (os.cpu_count() or 1)
    _say(f"{total} documents in {seconds:.0f} s: {rate:.1f} a second and core")
    _say("MB in memory by tenths of the run: " + " ".join(f"{size:.0f}" for size in shown))
    _say(f"last tenth {growth:.2f} of the first (at most {MOST_GROWTH})")
    return growth <= MOST_GROWTH


def _sample(pid: int, plans: Path, samples: list[tuple[int, int]], ended: Event) -> None:
    while not ended.wait(0.5):
        done = sum(1 for _ in plans.glob("[!.]*.json"))
        if done:
            samples.append((done, sum(map(_own_bytes, _family(pid)))))


def _family(pid: int) -> list[int]:
    """The process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_bytes().rpartition(b")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _own_bytes(pid: int) -> int:
    """Memory of a process, what it shares with others counted in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
