"""Shards of a run, merged, are the run."""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch import merge as merging
from extractor.batch import output
from extractor.batch.discover import Item
from extractor.batch.merge import Merged, merge
from extractor.batch.run import FORMATS, Request, Unwatched, run
from extractor.batch.shard import Shard
from extractor.batch.single import Order
from extractor.config import Config, ToolsConfig
from extractor.errors import ConfigError, OutputError
from extractor.exporters.formats import choose
from extractor.exporters.options import ExportOptions
from tests.batch.test_run import NUMBERED, tree


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Plans, copies of one in other places and formats, names that clash, an archive, and what fails."""
    folder = tmp_path / "vao"
    for n in range(12):
        place = folder / f"nam-{n % 3}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"ke-hoach-{n // 3}.txt").write_text(NUMBERED.format(year=2020 + n % 5), encoding="utf-8")
    (folder / "ban-sao.txt").write_bytes((folder / "nam-0" / "ke-hoach-0.txt").read_bytes())
    (folder / "rong.txt").write_bytes(b"")
    (folder / "anh.heic").write_bytes(b"x")
    (folder / ".an").write_bytes(b"x")
    with ZipFile(folder / "nen.zip", "w") as archive:
        for n in range(5):
            archive.writestr(f"con/{n}.txt", NUMBERED.format(year=2030 + n))
    (folder / "metadata.csv").write_text("file,province\nban-sao.txt,Lâm Đồng\n", encoding="utf-8")
    return folder


def extract(folder: Path, out: Path, **options: object) -> None:
    """A run over one folder."""
    run(Request(inputs=(str(folder),), out=out, **options), Unwatched())  # type: ignore[arg-type]


def sharded(folder: Path, out: Path, count: int, **options: object) -> list[Path]:
    """The folders of all shards of a run."""
    parts = [out / f"phan-{n}" for n in range(1, count + 1)]
    for n, part in enumerate(parts, 1):
        extract(folder, part, shard=Shard(n, count), **options)
    return parts


@pytest.mark.parametrize("count", [1, 2, 5])
def test_merged_shards_are_the_run(inputs: Path, tmp_path: Path, count: int) -> None:
    """Byte for byte but for run.json and the journal, copies in other shards and clashing names included."""
    extract(inputs, tmp_path / "mot-luot")
    parts = sharded(inputs, tmp_path / "phan", count)
    merged = merge(parts[::-1], tmp_path / "gop")
    assert merged.complete
    assert tree(tmp_path / "gop") == tree(tmp_path / "mot-luot")
    codes = [entry.code for entry in merged.entries if entry.status == "error"]
    assert codes == ["empty"]
    told = b"".join(data for name, data in tree(tmp_path / "gop").items() if name.startswith("plans/"))
    assert told.count(b'"duplicate_of"') > 2


def test_options_of_the_run_hold_for_the_merged_tables(inputs: Path, tmp_path: Path) -> None:
    """Formats, headers and exact CSV are those of the shards."""
    options = {
        "formats": choose(["csv", "sqlite", "datapackage"]),
        "export": ExportOptions(headers="vi", csv_raw=True, language="en"),
    }
    extract(inputs, tmp_path / "mot-luot", **options)
    merge(sharded(inputs, tmp_path / "phan", 3, **options), tmp_path / "gop")
    assert tree(tmp_path / "gop") == tree(tmp_path / "mot-luot")


def test_an_archive_stays_in_one_shard(inputs: Path, tmp_path: Path) -> None:
    """Its members and its own record are in the same part."""
    holding = []
    for part in sharded(inputs, tmp_path / "phan", 4):
        files = [entry["file"] for entry in json.loads((part / "manifest.json").read_bytes())["documents"]]
        if any(file.startswith("nen.zip") for file in files):
            holding.append([file for file in files if file.startswith("nen.zip")])
    assert holding == [["nen.zip", *(f"nen.zip/con/{n}.txt" for n in range(5))]]


def test_what_libraries_put_aside_lies_in_the_output(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A merge that is killed leaves nothing elsewhere, and the next one clears it."""
    parts = sharded(inputs, tmp_path, 2)
    places: set[Path] = set()
    before = merging.write_tables

    def noting(*given: Any) -> Any:
        places.add(Path(tempfile.gettempdir()))
        return before(*given)

    monkeypatch.setattr(merging, "write_tables", noting)
    (tmp_path / "gop" / ".tmp-0123456789ab").mkdir(parents=True)
    merge(parts, tmp_path / "gop")
    (place,) = places
    assert place.parent == tmp_path / "gop"
    assert list((tmp_path / "gop").glob(".tmp-*")) == []


def test_what_is_missing_is_told(inputs: Path, tmp_path: Path) -> None:
    """A shard that was not given makes the result incomplete; merged again with it, it is whole."""
    extract(inputs, tmp_path / "mot-luot")
    parts = sharded(inputs, tmp_path / "phan", 3)
    first: Merged = merge(parts[:2], tmp_path / "gop")
    assert first.absent == (Shard(3, 3),)
    assert json.loads((tmp_path / "gop" / "manifest.json").read_bytes())["complete"] is False
    assert merge(parts, tmp_path / "gop").complete
    assert tree(tmp_path / "gop") == tree(tmp_path / "mot-luot")


def test_an_interrupted_shard_is_told(inputs: Path, tmp_path: Path) -> None:
    """Its run did not end: the result is not complete."""
    parts = sharded(inputs, tmp_path / "phan", 2)
    answers = iter((False, True))
    run(Request(inputs=(str(inputs),), out=parts[0], shard=Shard(1, 2)), Unwatched(), lambda: next(answers))
    merged = merge(parts, tmp_path / "gop")
    assert (merged.complete, merged.interrupted) == (False, (Shard(1, 2),))


def test_parts_that_do_not_belong_together_are_refused(inputs: Path, tmp_path: Path) -> None:
    """No shard, the same shard twice, other options, another split: each has its message."""
    parts = sharded(inputs, tmp_path / "phan", 2)
    shutil.copytree(parts[0], tmp_path / "lai")
    extract(inputs, tmp_path / "ca", formats=FORMATS)
    extract(inputs, tmp_path / "khac", shard=Shard(2, 2), formats=("json",))
    extract(inputs, tmp_path / "ba", shard=Shard(2, 3))
    for other, words in (
        ("lai", "give each shard once"),
        ("ca", "not the results of kehoach extract --shard"),
        ("khac", "other options"),
        ("ba", "other options"),
        ("khong-co", "check the path"),
    ):
        with pytest.raises(ConfigError, match=words) as caught:
            merge([parts[0], tmp_path / other], tmp_path / "gop")
        assert caught.value.message_vi != str(caught.value)
    assert not (tmp_path / "gop").exists()


def test_two_shards_do_not_replace_each_other(inputs: Path, tmp_path: Path) -> None:
    """A job array that writes all shards to one folder is stopped; the same shard again is a new run of it."""
    for _ in range(2):
        extract(inputs, tmp_path / "ra", shard=Shard(1, 2))
    before = tree(tmp_path / "ra")
    with pytest.raises(OutputError, match="holds shard 1/2") as caught:
        extract(inputs, tmp_path / "ra", shard=Shard(2, 2))
    assert caught.value.code == "output_refused"
    assert tree(tmp_path / "ra") == before


@pytest.mark.parametrize("text", ["", "0/2", "3/2", "1", "1/0", "-1/2", "a/b", "1/2/3", "1.5/2"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    """In both languages, with an example."""
    with pytest.raises(ConfigError, match=r"e\.g\. 2/8") as caught:
        Shard.parse(text)
    assert "thí dụ 2/8" in caught.value.message_vi


@given(st.sets(st.text(min_size=1), max_size=40), st.integers(1, 9))
def test_each_file_is_in_exactly_one_shard(files: set[str], count: int) -> None:
    """Whatever other files there are."""
    orders = [Order(item=Item(file=name, path=Path(name)), doc_id="") for name in sorted(files)]
    shards = [Shard(n, count) for n in range(1, count + 1)]
    found = [order for shard in shards for order in shard.of(orders)]
    assert sorted(order.item.file for order in found) == sorted(files)
    for shard in shards:
        assert all(shard.of([order]) for order in shard.of(orders))


def plans_in(folder: Path, names: str) -> Path:
    """A folder with an invented plan under each of the names."""
    folder.mkdir()
    for n, name in enumerate(names.split()):
        (folder / f"{name}.txt").write_text(NUMBERED.format(year=2020 + n), encoding="utf-8")
    return folder


def test_shards_of_other_files_are_refused(tmp_path: Path) -> None:
    """Another folder, a file renamed between the two runs, a file added: a document would be lost."""
    one = plans_in(tmp_path / "mot", "a b c d e f g h")
    for n, names in enumerate(("A B C D E F G H", "a b c d e f g khac", "a b c d e f g h i")):
        other = plans_in(tmp_path / f"hai-{n}", names)
        parts = [tmp_path / f"{n}-{part}" for part in (1, 2)]
        extract(one, parts[0], shard=Shard(1, 2))
        extract(other, parts[1], shard=Shard(2, 2))
        with pytest.raises(ConfigError, match="other inputs") as caught:
            merge(parts, tmp_path / "gop")
        assert "đầu vào khác" in caught.value.message_vi
        assert not (tmp_path / "gop").exists()


@pytest.mark.parametrize("change", ["file", "doc_id", "stray"])
def test_manifests_that_list_what_is_not_theirs_are_refused(tmp_path: Path, change: str) -> None:
    """Whatever wrote them: a file or an id in two shards, a file in the shard of another."""
    parts = sharded(plans_in(tmp_path / "vao", "a b c d e f g h"), tmp_path / "phan", 2)
    manifests = [json.loads((part / "manifest.json").read_bytes()) for part in parts]
    first, second = (manifest["documents"] for manifest in manifests)
    if change == "doc_id":
        second[0]["doc_id"] = first[0]["doc_id"]
    else:
        second.append(first[0] if change == "file" else first.pop())
    for part, manifest in zip(parts, manifests, strict=True):
        (part / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ConfigError, match="does not fit the other shards"):
        merge(parts, tmp_path / "gop")


def test_shards_made_of_other_facts_are_refused(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other decisions, other supplied facts, another version of the program: each is named."""
    (first,) = sharded(inputs, tmp_path / "phan", 2)[:1]
    decisions = tmp_path / "khac.csv"
    decisions.write_text(f"kind,text_sha,field,value\ncell,h{'0' * 16},text,x\n", encoding="utf-8")
    extract(inputs, tmp_path / "quyet-dinh", shard=Shard(2, 2), decisions=decisions)
    facts = tmp_path / "them.csv"
    facts.write_text("file,province\nrong.txt,Lào Cai\n", encoding="utf-8")
    extract(inputs, tmp_path / "du-kien", shard=Shard(2, 2), metadata=facts)
    monkeypatch.setattr("extractor.batch.fingerprint.program", lambda: "khac")
    extract(inputs, tmp_path / "phien-ban", shard=Shard(2, 2))
    for other, words in (
        ("quyet-dinh", "other decisions"),
        ("du-kien", "other supplied facts"),
        ("phien-ban", "another version of the program"),
    ):
        with pytest.raises(ConfigError, match=words):
            merge([first, tmp_path / other], tmp_path / "gop")


def test_what_a_missing_tool_asks_for_is_kept(tmp_path: Path) -> None:
    """quarantine.csv of the merged folder says what to install, as that of the run does."""
    folder = plans_in(tmp_path / "vao", "a b c")
    (folder / "=cu.rtf").write_bytes(b"{\\rtf1 ke hoach}")
    config = Config(tools=ToolsConfig(libreoffice="/khong/co"))
    for language in ("vi", "en"):
        options = {"config": config, "export": ExportOptions(language=language)}
        extract(folder, tmp_path / language, **options)
        merged = merge(
            sharded(folder, tmp_path / f"phan-{language}", 2, **options), tmp_path / f"gop-{language}"
        )
        assert [entry.code for entry in merged.entries if entry.code] == ["missing_tool"]
        assert tree(tmp_path / f"gop-{language}") == tree(tmp_path / language)


def test_corrected_copies_are_those_of_the_run(tmp_path: Path) -> None:
    """A copy that also bears a stale correction has its issues in the order of the run."""
    folder = plans_in(tmp_path / "vao", "a b c d e f")
    for name in "mnopqr":
        (folder / f"{name}.txt").write_bytes((folder / "a.txt").read_bytes())
    decisions = tmp_path / "sua.csv"
    rows = "".join(f"heading,{name},h{'0' * 16},x,decided\n" for name in "amnopqr")
    decisions.write_text(f"kind,doc_id,text_sha,value,note\n{rows}", encoding="utf-8")
    extract(folder, tmp_path / "mot-luot", decisions=decisions)
    parts = sharded(folder, tmp_path / "phan", 3, decisions=decisions)
    merge(parts, tmp_path / "gop")
    told = json.loads((tmp_path / "mot-luot" / "plans" / "m.json").read_bytes())["issues"]
    assert [issue["code"] for issue in told][-2:] == ["duplicate_of", "correction_stale"]
    whole = {name: data for name, data in tree(tmp_path / "mot-luot").items() if ".unmended" not in name}
    assert tree(tmp_path / "gop") == whole


def test_a_shard_does_not_replace_a_whole_run(inputs: Path, tmp_path: Path) -> None:
    """The results of all inputs stay where a shard is told to go to their folder."""
    extract(inputs, tmp_path / "ra")
    before = tree(tmp_path / "ra")
    with pytest.raises(OutputError, match="results of a whole run") as caught:
        extract(inputs, tmp_path / "ra", shard=Shard(1, 2))
    assert caught.value.code == "output_refused"
    assert tree(tmp_path / "ra") == before


@pytest.mark.skipif(os.name != "posix", reason="no locks of folders")
def test_a_shard_that_is_being_written_is_refused(inputs: Path, tmp_path: Path) -> None:
    """And a shard that is being merged is not written; two may read it at once."""
    parts = sharded(inputs, tmp_path / "phan", 2)
    with output.locked(parts[1]), pytest.raises(OutputError, match="a run is writing") as caught:
        merge(parts, tmp_path / "gop")
    assert caught.value.code == "output_refused"
    with output.unchanging(parts[1]):
        assert merge(parts, tmp_path / "gop").complete
        with pytest.raises(OutputError, match="another run"):
            extract(inputs, parts[1], shard=Shard(2, 2))
