"""Every directory entry is met once, in one order."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.discover import Item, discover, metadata_files
from extractor.batch.labels import labels

unix_only = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and sockets")


def found(folder: Path) -> dict[str, str | None]:
    """Code by path under the folder."""
    return {item.file: item.code for item in discover([str(folder)])}


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    """Paths under the input come sorted, whatever order the system lists them in."""
    for name in ("b/2.txt", "a/z.pdf", "c.md", "b/1.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert list(found(tmp_path)) == ["a/z.pdf", "b/1.html", "b/2.txt", "c.md"]


def test_files_that_are_no_documents_are_recorded(tmp_path: Path) -> None:
    """Unknown suffixes have a record with a reason; hidden and lock files and empty folders one without."""
    for name in ("a.pptx", "khong-duoi", ".an.txt", "~$khoa.docx", "Thumbs.db", "B.PDF"):
        (tmp_path / name).write_text("x")
    (tmp_path / "trong").mkdir()
    (tmp_path / ".git").mkdir()
    assert found(tmp_path) == {
        "a.pptx": "unsupported_type",
        "khong-duoi": "unsupported_type",
        ".an.txt": None,
        ".git": None,
        "~$khoa.docx": None,
        "Thumbs.db": None,
        "B.PDF": None,
        "trong": None,
    }


def test_a_pdf_without_suffix_is_a_document(tmp_path: Path) -> None:
    """What a download named without suffix is read where its first bytes say PDF."""
    (tmp_path / "quyet-dinh-12").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "ke-hoach 12.2024").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "ghi-chu").write_bytes(b"xin")
    (tmp_path / "rong").write_bytes(b"")
    assert found(tmp_path) == {
        "ghi-chu": "unsupported_type",
        "ke-hoach 12.2024": None,
        "quyet-dinh-12": None,
        "rong": "unsupported_type",
    }


@unix_only
def test_links_pipes_and_sockets_are_not_followed(tmp_path: Path) -> None:
    """A link to a file, to its own folder or to nothing, a pipe and a socket end as records at once."""
    (tmp_path / "that.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to("that.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.pdf").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "sock.txt"))
    assert found(tmp_path) == {
        "that.txt": None,
        "link.txt": "symlink",
        "loop": "symlink",
        "gone.pdf": "symlink",
        "pipe.txt": "not_regular",
        "sock.txt": "not_regular",
    }


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    """What the user names is meant; what does not exist is a record, not a stop."""
    (tmp_path / "ke-hoach").write_text("x")
    items = discover([str(tmp_path / "ke-hoach"), str(tmp_path / "khong-co.pdf")])
    assert [(item.file, item.code) for item in items] == [("ke-hoach", None), ("khong-co.pdf", "unreadable")]


def test_several_inputs_are_told_apart(tmp_path: Path) -> None:
    """The same path under two inputs gives two records with the input's name before it."""
    for folder in ("tinh-a", "tinh-b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "kh.txt").write_text("x")
    items = discover([str(tmp_path / "tinh-a"), str(tmp_path / "tinh-b")])
    assert [item.file for item in items] == ["tinh-a/kh.txt", "tinh-b/kh.txt"]


@unix_only
def test_a_name_that_is_no_utf8_is_written_readably(tmp_path: Path) -> None:
    """Undecodable bytes of a name stand as \\xNN, so that JSON and terminals can hold it."""
    path = os.fsencode(tmp_path) + b"/k\xea.txt"
    try:
        with open(path, "wb") as file:  # noqa: PTH123 - a bytes path
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert list(found(tmp_path)) == ["k\\xea.txt"]


def test_metadata_beside_the_inputs_is_found(tmp_path: Path) -> None:
    """metadata.csv of an input folder, and beside a named file, is taken up and is no document."""
    (tmp_path / "metadata.csv").write_text("file\n")
    (tmp_path / "a.txt").write_text("x")
    assert metadata_files([str(tmp_path)]) == (("", tmp_path / "metadata.csv"),)
    assert metadata_files([str(tmp_path / "a.txt")]) == (("", tmp_path / "metadata.csv"),)
    (entry,) = [item for item in discover([str(tmp_path)]) if item.name == "metadata.csv"]
    assert entry == Item(file="metadata.csv", path=tmp_path / "metadata.csv", expected=True)


def test_metadata_of_a_subfolder_speaks_about_its_own_files(tmp_path: Path) -> None:
    """Each metadata.csv comes with its folder, outer ones first, so that the nearest wins."""
    (tmp_path / "2024" / "xa").mkdir(parents=True)
    for folder in ("2024/xa", "2024", "."):
        (tmp_path / folder / "metadata.csv").write_text("file\n")
    assert [prefix for prefix, _ in metadata_files([str(tmp_path)])] == ["", "2024/", "2024/xa/"]


def test_inputs_of_one_name_get_the_folders_above_them(tmp_path: Path) -> None:
    """Folders and files of one name are told apart by as much of their paths as that needs."""
    for name in ("bd/2023/kh.docx", "bp/2023/kh.docx", "bp/khac/x.docx", "bd/le.txt", "bp/le.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    paths = [str(tmp_path / name) for name in ("bd/2023", "bp/2023", "bp/khac", "bd/le.txt", "bp/le.txt")]
    files = [item.file for item in discover(paths)]
    assert files == ["bd/2023/kh.docx", "bd/le.txt", "bp/2023/kh.docx", "bp/le.txt", "khac/x.docx"]
    assert [item.file for item in discover(paths[2:4])] == ["khac/x.docx", "le.txt"]


def test_an_input_given_twice_is_met_once(tmp_path: Path) -> None:
    """However it is spelled, and where it lies in another input under the same name."""
    for name in ("p/a/kh.txt", "p/b/kh.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x")
    one = str(tmp_path / "p" / "a")
    assert [item.file for item in discover([one, f"{one}/../a"])] == ["a/kh.txt"]
    files = [item.file for item in discover([one, f"{one}/kh.txt", str(tmp_path / "p" / "b" / "kh.txt")])]
    assert files == ["a/kh.txt", "b/kh.txt"]


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple), unique=True, max_size=6))
def test_labels_tell_places_apart(places: list[tuple[str, ...]]) -> None:
    """Each is an end of its place, no two are one, and names that differ stay short."""
    made = labels(places)
    assert len(set(made)) == len(places)
    assert all(place[-len(label) :] == label for place, label in zip(places, made, strict=True))
    if len({place[-1] for place in places}) == len(places):
        assert all(len(label) == 1 for label in made)


@unix_only
def test_names_that_are_written_alike_are_numbered(tmp_path: Path) -> None:
    """A byte that is no UTF-8 and a name that spells it out are two files."""
    try:
        for name in (b"k\xff.txt", rb"k\xff.txt"):
            with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:  # noqa: PTH123 - a bytes path
                file.write(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert sorted(found(tmp_path)) == ["k\\xff (2).txt", "k\\xff.txt"]


def test_metadata_beside_files_of_one_name_speaks_about_its_own(tmp_path: Path) -> None:
    """Two named files of one name in two folders, each with a metadata.csv beside it."""
    for folder in ("bd", "bp"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "kh.txt").write_text("x")
        (tmp_path / folder / "metadata.csv").write_text("file\n")
    found = metadata_files([str(tmp_path / folder / "kh.txt") for folder in ("bd", "bp")])
    assert [prefix for prefix, _ in found] == ["bd/", "bp/"]
