"""A run on Ray: what kills a worker takes nothing along."""

import json
import os
import signal
import sys
from itertools import count
from pathlib import Path

import pytest

from extractor.batch.discover import Item
from extractor.batch.distributed import RETRIES, Cluster, _Job, _work, distribute
from extractor.batch.metadata import Metadata
from extractor.batch.part import Files, Work, read_part
from extractor.batch.run import Request, Summary, Unwatched, run, take_orders
from extractor.batch.shard import Shard, Slice
from extractor.batch.single import Order, Outcome
from extractor.config import Config, ToolsConfig
from extractor.errors import MissingTool, OutputError
from extractor.exporters.options import ExportOptions
from tests.batch.test_run import NUMBERED, tree

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'kehoach[distributed]'")

LOCAL = Cluster(workers=2)
POISON, VICTIM = "doc.txt", "bi-ngat.txt"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Plans in folders, and one that fails by itself."""
    folder = tmp_path / "vao"
    for n in range(14):
        place = folder / f"nam-{n % 3}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"ke-hoach-{n // 3}.txt").write_text(NUMBERED.format(year=2020 + n % 5), encoding="utf-8")
    (folder / VICTIM).write_text(NUMBERED.format(year=2040), encoding="utf-8")
    return folder


def deadly(work: Work, part: Slice) -> Files:
    """Reads a part; a poison document kills the worker always, another is killed from outside once."""
    orders = part.of(take_orders(work.inputs, work.config, Metadata()))
    names = {order.item.name for order in orders}
    once = Path(work.inputs[0]).parent / "da-ngat"
    if POISON in names or (VICTIM in names and not once.exists()):
        once.touch()
        read_part(work, part)
        os.kill(os.getpid(), signal.SIGKILL)
    return read_part(work, part)


class Counting(Unwatched):
    """Remembers what was told."""

    def __init__(self) -> None:
        self.total, self.files = 0, list[str]()

    def begin(self, total: int) -> None:
        """The total."""
        self.total = total

    def done(self, outcome: Outcome) -> None:
        """The file."""
        self.files.append(outcome.entry.file)


def on_ray(folder: Path, out: Path, **options: object) -> Summary:
    """A run on two workers of this machine."""
    request = Request(inputs=(str(folder),), out=out)
    return distribute(request, Unwatched(), cluster=LOCAL, **options)  # type: ignore[arg-type]


def test_a_killed_worker_and_a_poison_document_take_nothing_along(plans: Path, tmp_path: Path) -> None:
    """All other results are those of a run on this machine; the poison is one record, crash."""
    run(Request(inputs=(str(plans),), out=tmp_path / "ra"), Unwatched())
    wanted = tree(tmp_path / "ra")
    (plans / "nam-1" / POISON).write_text(NUMBERED.format(year=2050), encoding="utf-8")
    watcher = Counting()
    request = Request(inputs=(str(plans),), out=tmp_path / "ray")
    summary = distribute(request, watcher, cluster=LOCAL, reader=deadly)
    assert (tmp_path / "da-ngat").exists()
    entries = {outcome.entry.file: outcome.entry for outcome in summary.outcomes}
    assert summary.complete
    assert [name for name, entry in entries.items() if entry.status == "error"] == [f"nam-1/{POISON}"]
    assert entries[f"nam-1/{POISON}"].code == "crash"
    assert sorted(watcher.files) == sorted(entries)
    assert watcher.total == len(entries) == 16
    found = tree(tmp_path / "ray")
    assert {name for name in wanted if name.startswith(("plans", "text"))} <= set(found)
    assert all(found[name] == data for name, data in wanted.items() if name.startswith(("plans/", "text/")))
    assert found["plans.jsonl"] == wanted["plans.jsonl"]
    assert b"crash" in found["quarantine.csv"]


def test_without_trouble_the_folder_is_that_of_one_machine(plans: Path, tmp_path: Path) -> None:
    """Byte for byte but for run.json."""
    run(Request(inputs=(str(plans),), out=tmp_path / "ra"), Unwatched())
    on_ray(plans, tmp_path / "ray")
    assert tree(tmp_path / "ray") == tree(tmp_path / "ra")


def test_what_a_missing_tool_asks_for_comes_back(plans: Path, tmp_path: Path) -> None:
    """Parts bring the advice along, in the language of the run."""
    (plans / "cu.rtf").write_bytes(b"{\\rtf1 ke hoach}")
    config, export = Config(tools=ToolsConfig(libreoffice="/khong/co")), ExportOptions(language="en")
    request = Request(inputs=(str(plans),), out=tmp_path / "ra", config=config, export=export)
    run(request, Unwatched())
    part = Slice(Shard(1, 1), 0, len(take_orders(request.inputs, config, Metadata())))
    files = read_part(_work(request, None), part)
    assert files["quarantine.csv"] == (tmp_path / "ra" / "quarantine.csv").read_bytes()


def test_a_stopped_run_keeps_what_came_back(plans: Path, tmp_path: Path) -> None:
    """The manifest says complete: false; what is listed is there."""
    asked = count()
    summary = on_ray(plans, tmp_path / "ray", stopped=lambda: next(asked) > 1)
    assert not summary.complete
    manifest = json.loads((tmp_path / "ray" / "manifest.json").read_bytes())
    assert manifest["complete"] is False
    assert all((tmp_path / "ray" / entry["plan"]).is_file() for entry in manifest["documents"])


def test_an_address_without_cluster_is_told(plans: Path, tmp_path: Path) -> None:
    """In both languages, before anything is read."""
    request = Request(inputs=(str(plans),), out=tmp_path / "ray")
    with pytest.raises(OutputError, match=r"no Ray cluster at 127\.0\.0\.1:1 ") as caught:
        distribute(request, Unwatched(), cluster=Cluster(address="127.0.0.1:1"))
    assert "không nối được cụm máy Ray" in caught.value.message_vi


def test_a_missing_ray_is_told_with_the_line_to_type(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both languages."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingTool, match=r"uv tool install '\.\[all,distributed\]'") as caught:
        on_ray(plans, tmp_path / "ray")
    assert "cần Ray" in caught.value.message_vi


def test_splitting_ends_at_the_poison_document() -> None:
    """A thousand documents, one deadly: it is found in a bounded number of losses, all others are read."""
    orders = [Order(item=Item(file=f"{n}.txt", path=Path(f"{n}.txt")), doc_id=str(n)) for n in range(1_000)]
    jobs, losses, read, crashed = [_Job(Slice(Shard(1, 1), 0, 1_000))], 0, 0, list[str]()
    while jobs:
        job = jobs.pop()
        held = [order.doc_id for order in job.part.of(orders)]
        if "617" not in held:
            read += len(held)
            continue
        losses += 1
        again = job.after_loss()
        jobs += again
        crashed += [] if again else held
    assert crashed == ["617"]
    assert read == 999
    assert losses <= RETRIES + 1 + 10 + 1
