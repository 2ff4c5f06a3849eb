"""What is not installed is told with what brings it and the line to type, never as a bug of the program."""

import io
import sys
import tomllib
from pathlib import Path

import pytest

from extractor.batch.run import Request, Unwatched, run
from extractor.cli import exits
from extractor.cli.main import kehoach
from extractor.compare.diff import diff
from extractor.config import Config
from extractor.errors import MissingTool
from extractor.extras import extras, install_line, needing
from extractor.model.source import SourceFile
from extractor.pipeline import read
from tests.compare.plans import make_plan

PROJECT = Path(__file__).resolve().parents[1]


def _scan(kind: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("module", ["numpy", "cv2", "PIL", "tesserocr"])
@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_scan_without_a_library_of_recognition_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, kind: str
) -> None:
    """Whichever of the libraries is missing, in both languages."""
    data = _scan(kind)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingTool) as caught:
        read(SourceFile.of(f"quet.{kind.lower()}", data), Config())
    for message in (str(caught.value), caught.value.message_vi):
        assert "[ocr]" in message
        assert "uv tool install '.[all]'" in message


def test_quarantine_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The advice about a scan that could not be read is the error's own message."""
    (tmp_path / "quet.pdf").write_bytes(_scan("PDF"))
    monkeypatch.setitem(sys.modules, "numpy", None)
    run(Request(inputs=(str(tmp_path / "quet.pdf"),), out=tmp_path / "ra"), Unwatched())
    told = (tmp_path / "ra" / "quarantine.csv").read_text(encoding="utf-8-sig")
    assert "missing_tool" in told
    assert "phần [ocr]" in told
    assert "uv tool install '.[all]'" in told


@pytest.mark.parametrize("module", ["sklearn", "scipy", "numpy"])
def test_comparing_without_its_libraries_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, tmp_path: Path
) -> None:
    """diff from Python, and both commands before anything is read: exit 4."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingTool, match=r"\[compare\]"):
        diff(make_plan("a", ["Trồng cây"]), make_plan("b", ["Trồng cây"]))
    for arguments in (["diff", "x.txt", "y.txt"], ["compare", "x.txt", "-o", str(tmp_path / "ra")]):
        assert kehoach.main(arguments, standalone_mode=False) == exits.TOOL_MISSING


def test_a_summary_in_word_is_refused_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """compare --docx without python-docx: exit 4, no folder; without --docx nothing is missed."""
    monkeypatch.setitem(sys.modules, "docx", None)
    arguments = ["compare", str(tmp_path / "khong-co.txt"), "-o", str(tmp_path / "ra")]
    assert kehoach.main([*arguments, "--docx"], standalone_mode=False) == exits.TOOL_MISSING
    assert not (tmp_path / "ra").exists()
    assert kehoach.main(arguments, standalone_mode=False) != exits.TOOL_MISSING


def test_an_error_of_another_library_is_no_missing_part() -> None:
    """A module that belongs to no extra asked for stays what it is."""
    with pytest.raises(ImportError), needing("ocr"):
        raise ImportError(name="nowhere")


def test_extras_are_those_of_the_project() -> None:
    """Every extra named in a message exists, and ``all`` has it or the line to type names it."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known = project["optional-dependencies"]
    assert set(extras()) <= set(known)
    for name in extras():
        assert name in known["all"][0] or f",{name}]" in install_line(name)
