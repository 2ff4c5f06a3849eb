"""An archive is a folder: each member its own record, under the same limits, and no name leads anywhere."""

import io
import random
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from extractor import extract
from extractor.batch.archive import let_go, read_member, unpacked
from extractor.batch.discover import Item
from extractor.batch.names import doc_ids, is_document
from extractor.batch.run import Request, Unwatched, collect_metadata, run, take_orders
from extractor.batch.shard import Shard
from extractor.batch.single import Outcome, digest
from extractor.config import Config, Limits
from extractor.errors import ExtractorError, ReadError

PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MẪU\nSố: {n}/KH-UBND\n\nBình Mẫu, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\n"
    "Chuyển đổi số năm 2024\n\nI. MỤC ĐÍCH\nNâng cao hiệu quả quản lý.\n"
)


def packed(members: dict[str, str | bytes]) -> bytes:
    """A .zip of the members, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def extracted(folder: Path, limits: Limits | None = None) -> dict[str, Outcome]:
    """Outcomes of a run over ``folder`` by path."""
    request = Request(
        inputs=(str(folder),), out=folder.parent / "out", config=Config(limits=limits or Limits())
    )
    return {outcome.item.file: outcome for outcome in run(request, Unwatched()).outcomes}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty input folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def plan(n: int) -> str:
    """A plan with the serial ``n``."""
    return PLAN.format(n=n)


def states(outcomes: dict[str, Outcome]) -> dict[str, tuple[str, str | None]]:
    """Status and code by path."""
    return {file: (one.entry.status, one.entry.code) for file, one in outcomes.items()}


def test_each_member_is_a_document(inbox: Path) -> None:
    """Members and those of an archive inside have records and plans of their own; the archive one too."""
    inner = packed({"b/ke-hoach-2.txt": plan(2)})
    (inbox / "gui.zip").write_bytes(
        packed({"ke-hoach-1.txt": plan(1), "kem.zip": inner, "__MACOSX/._a.txt": "x", "anh.rar": "Rar!"})
    )
    done = extracted(inbox)
    assert {file: one.entry.doc_id for file, one in done.items()} == {
        "gui.zip": None,
        "gui.zip/__MACOSX/._a.txt": None,
        "gui.zip/anh.rar": None,
        "gui.zip/ke-hoach-1.txt": "ke-hoach-1",
        "gui.zip/kem.zip": None,
        "gui.zip/kem.zip/b/ke-hoach-2.txt": "ke-hoach-2",
    }
    assert states(done)["gui.zip/anh.rar"] == ("skipped", "unsupported_type")
    assert states(done)["gui.zip"] == ("skipped", None)
    assert sum(not one.item.expected for one in done.values()) == 3


def test_archives_are_opened_once_inside_another(inbox: Path) -> None:
    """What lies deeper is reported with what to do, not opened."""
    deep = packed({"c.zip": packed({"ke-hoach.txt": plan(1)})})
    (inbox / "a.zip").write_bytes(packed({"b.zip": deep}))
    done = extracted(inbox)
    assert states(done)["a.zip/b.zip/c.zip"] == ("skipped", "unsupported_type")
    assert "giải nén" in done["a.zip/b.zip/c.zip"].error.message_vi  # type: ignore[union-attr]


def test_names_lead_nowhere(inbox: Path) -> None:
    """Steps up, roots and links in names end as harmless names and reasons; nothing is written outside."""
    link = zipfile.ZipInfo("lien-ket.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../ngoai.txt", plan(1))
        archive.writestr("/etc/goc.txt", plan(2))
        archive.writestr("C:\\kh\\cua-so.txt", plan(3))
        archive.writestr(link, "/etc/passwd")
    (inbox / "a.zip").write_bytes(buffer.getvalue())
    assert states(extracted(inbox)) == {
        "a.zip": ("skipped", None),
        "a.zip/C:/kh/cua-so.txt": ("ok-with-warning", None),
        "a.zip/etc/goc.txt": ("ok-with-warning", None),
        "a.zip/lien-ket.txt": ("skipped", "symlink"),
        "a.zip/ngoai.txt": ("ok-with-warning", None),
    }
    assert sorted(path.name for path in inbox.parent.iterdir()) == ["in", "out"]


def test_names_in_vietnamese(inbox: Path) -> None:
    """UTF-8 names without the flag that says so, as macOS writes them, are read as they were meant."""
    data = packed({"Kế hoạch.txt": plan(1)})
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        data = data[:at] + b"\0\0" + data[at + 2 :]
    (inbox / "a.zip").write_bytes(data)
    assert extracted(inbox)["a.zip/Kế hoạch.txt"].entry.doc_id == "ke-hoach"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 cut off", "damaged"),
        (b"<html>404</html>", "damaged"),
        (packed({}), "empty"),
        (packed({f"{n}.txt": "x" for n in range(11)}), "too_many_members"),
        (packed({"a.txt": b"0" * 20_000_000, "b.txt": b"0" * 20_000_000}), "inflated_size"),
    ],
)
def test_archives_that_cannot_be_opened(inbox: Path, data: bytes, code: str) -> None:
    """One record with the reason; the run goes on."""
    (inbox / "a.zip").write_bytes(data)
    (inbox / "tot.txt").write_text(plan(1), encoding="utf-8")
    done = extracted(inbox, Limits(zip_members=10, inflated_bytes=30_000_000))
    assert states(done)["a.zip"] == ("error", code)
    assert done["a.zip"].error is not None
    assert done["tot.txt"].entry.doc_id == "tot"


def test_a_bomb_inside_costs_only_itself(inbox: Path) -> None:
    """A member that inflates too far or is protected ends with its code; its neighbours are read."""
    data = packed({"bom.txt": b"0" * 25_000_000, "khoa.txt": plan(2), "tot.txt": plan(1), "rong.txt": ""})
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data = data[: entry + 8] + b"\x01\0" + data[entry + 10 :]
    (inbox / "a.zip").write_bytes(data)
    found = states(extracted(inbox))
    assert found["a.zip/bom.txt"] == ("error", "inflated_size")
    assert found["a.zip/khoa.txt"] == ("error", "encrypted")
    assert found["a.zip/rong.txt"] == ("error", "empty")
    assert found["a.zip/tot.txt"][0] == "ok-with-warning"


def test_one_document_of_an_archive(tmp_path: Path) -> None:
    """A member is named by the way to it; an archive with one document stands for that one."""
    (tmp_path / "mot.zip").write_bytes(packed({"x/ke-hoach.txt": plan(7)}))
    (tmp_path / "hai.zip").write_bytes(packed({"a.txt": plan(1), "b.txt": plan(2)}))
    assert extract(tmp_path / "mot.zip").header.number == "7/KH-UBND"
    assert extract(tmp_path / "mot.zip" / "x" / "ke-hoach.txt").header.number == "7/KH-UBND"
    assert extract(tmp_path / "hai.zip" / "b.txt").header.number == "2/KH-UBND"
    for wrong in ("hai.zip", "hai.zip/c.txt"):
        with pytest.raises(ReadError, match=r"hai\.zip/a\.txt"):
            extract(tmp_path / wrong)


def test_a_run_takes_a_member_by_its_name(inbox: Path) -> None:
    """As ``show`` does, alone, twice and beside its archive; also in one shard of several."""
    (inbox / "gói.zip").write_bytes(packed({"x/kế hoạch.txt": plan(1), "b.txt": plan(2)}))
    member, archive = str(inbox / "gói.zip" / "x" / "kế hoạch.txt"), str(inbox / "gói.zip")
    names = {"gói.zip", "gói.zip/b.txt", "gói.zip/x/kế hoạch.txt"}
    for inputs, wanted in (((member,), {"gói.zip/x/kế hoạch.txt"}), ((member, archive, member), names)):
        orders = take_orders(inputs, Config(), collect_metadata(inputs))
        assert sorted(order.item.file for order in orders) == sorted(wanted)
        shards = [Shard(number, 3).of(orders) for number in (1, 2, 3)]
        assert sum(map(len, shards)) == len(wanted)
    done = run(Request(inputs=(member,), out=inbox.parent / "out"), Unwatched())
    assert [outcome.entry.doc_id for outcome in done.outcomes] == ["ke-hoach"]


def test_a_member_that_is_not_there_is_told_with_those_that_are(inbox: Path) -> None:
    """One record, its error names the documents of the archive."""
    (inbox / "a.zip").write_bytes(packed({"x.txt": plan(1)}))
    done = run(Request(inputs=(str(inbox / "a.zip" / "y.txt"),), out=inbox.parent / "out"), Unwatched())
    (outcome,) = done.outcomes
    assert (outcome.entry.status, outcome.entry.code) == ("error", "unreadable")
    assert "“a.zip/x.txt”" in str(outcome.error)


def test_an_office_document_named_zip_is_a_document(inbox: Path) -> None:
    """The content decides: a .docx whose suffix was changed is one document, not a folder of its parts."""
    from tests.readers.word_files import paragraph, word_file

    (inbox / "a.zip").write_bytes(word_file(paragraph("KẾ HOẠCH")))
    assert list(extracted(inbox)) == ["a.zip"]


def test_members_whose_names_mean_one_path_are_numbered(inbox: Path) -> None:
    """``./a//b.txt`` and ``a/b.txt`` are two members with a record of their own each, here and alone."""
    (inbox / "nen.zip").write_bytes(packed({"./a//b.txt": PLAN.format(n=1), "a/b.txt": PLAN.format(n=2)}))
    found = extracted(inbox)
    assert sorted(found) == ["nen.zip", "nen.zip/a/b (2).txt", "nen.zip/a/b.txt"]
    for name in ("b.txt", "b (2).txt"):
        alone = extract(inbox / "nen.zip" / "a" / name)
        assert alone.source.sha256 == found[f"nen.zip/a/{name}"].entry.sha256


def changed(data: bytes, chance: random.Random) -> bytes:
    """``data`` with a few bytes of the headers or of the rest changed, taken out or put in."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(made))
        if chance.random() < 0.6:
            entry = max(made.rfind(b"PK\x01\x02"), 0)
            at = min(entry + chance.randrange(60), len(made) - 1)
        what = chance.randrange(4)
        if what == 0:
            made[at] = chance.randrange(256)
        elif what == 1:
            made[at] ^= 1 << chance.randrange(8)
        elif what == 2:
            del made[at : at + chance.randrange(1, 9)]
        else:
            made[at:at] = chance.randbytes(chance.randrange(1, 9))
        made = made or bytearray(b"x")
    return bytes(made)


def with_method(data: bytes, method: int) -> bytes:
    """A .zip whose last member says that it is packed by ``method``."""
    made = bytearray(data)
    for mark, behind in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        if 0 <= made.rfind(mark) <= len(made) - 12:
            struct.pack_into("<H", made, made.rfind(mark) + behind, method)
    return bytes(made)


def stored(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A .zip of the members, packed by ``method``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_whatever_a_broken_archive_does_is_an_error_of_ours(tmp_path: Path) -> None:
    """Hundreds of archives with bytes changed are listed, named and hashed in the main process: no other error."""
    chance = random.Random(20)
    config = Config()
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    seeds = [
        stored({"in.zip": stored({"a.txt": b"KE HOACH " * 50}, way), "é.txt": b"abc" * 30}, way)
        for way in methods
    ]
    for n in range(600):
        path = tmp_path / f"{n}.zip"
        data = changed(chance.choice(seeds), chance)
        if n % 5 == 0:
            data = with_method(data, chance.choice((8, 12, 14)))
        path.write_bytes(data)
        items = unpacked([Item(file=path.name, path=path)], config.limits)
        doc_ids(items, lambda item: digest(item, config))
        for item in filter(is_document, items):
            with suppress(ExtractorError):
                digest(item, config)
        path.unlink()


@pytest.mark.parametrize("name", ["trong.zip", "ke-hoach-2.txt"])
def test_a_broken_way_of_packing_ends_nothing_else(inbox: Path, name: str) -> None:
    """Garbage that says it is LZMA: the member is damaged, its neighbours are read."""
    garbage = b"\x09\x04\x05\x00" + b"\xff" * 60
    (inbox / "a.zip").write_bytes(
        with_method(stored({"ke-hoach-1.txt": plan(1).encode(), name: garbage}), 14)
    )
    found = states(extracted(inbox))
    assert found[f"a.zip/{name}"] == ("error", "damaged")
    assert found["a.zip/ke-hoach-1.txt"][0] == "ok-with-warning"


def test_a_member_without_name_is_damage(inbox: Path) -> None:
    """The archive has its record, what lies beside it is read."""
    data = bytearray(stored({"x": b"abc"}))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<HH", data, entry + 28, 0, 0)
    struct.pack_into("<H", data, entry + 32, 1)  # the name is a comment now
    (inbox / "a.zip").write_bytes(data)
    (inbox / "tot.txt").write_text(plan(1), encoding="utf-8")
    found = states(extracted(inbox))
    assert found["a.zip"] == ("error", "damaged")
    assert found["tot.txt"][0] == "ok-with-warning"


def test_a_directory_longer_than_it_says_is_not_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of the archive tells of one member where there are thousands: they are counted first."""
    data = bytearray(stored({f"{n}.txt": b"" for n in range(50)}))
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", data, end + 8, 1, 1)
    (tmp_path / "a.zip").write_bytes(data)
    made: list[zipfile.ZipInfo] = []
    before = zipfile.ZipInfo
    monkeypatch.setattr(zipfile, "ZipInfo", lambda *given: made.append(before(*given)) or made[-1])
    (item,) = unpacked([Item(file="a.zip", path=tmp_path / "a.zip")], Limits(zip_members=10))
    assert (item.code, made) == ("too_many_members", [])


def test_members_are_read_from_one_open_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its directory is read once for all of them, and again when another file takes its place."""
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{n}.txt": str(n) for n in range(20)}))
    opened: list[object] = []
    before = zipfile.ZipFile
    monkeypatch.setattr(zipfile, "ZipFile", lambda *given: opened.append(given) or before(*given))
    items = unpacked([Item(file="a.zip", path=path)], Limits())[1:]
    assert sorted(read_member(item, Limits()) for item in items) == sorted(b"%d" % n for n in range(20))
    assert len(opened) == 1
    (tmp_path / "b.zip").write_bytes(packed({f"{n}.txt": "mới" for n in range(20)}))
    (tmp_path / "b.zip").replace(path)
    assert read_member(items[0], Limits()) == "mới".encode()
    let_go()
