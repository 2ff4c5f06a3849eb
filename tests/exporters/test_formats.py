"""The list of formats: known, installed, in order."""

import pytest

from extractor.errors import ConfigError, MissingTool
from extractor.exporters import formats as listed
from extractor.exporters.formats import choose, default_formats, formats, own_files
from extractor.registry import EXPORTERS


def test_every_format_has_its_exporter() -> None:
    """The list of formats and the registry agree; JSON is written with the documents themselves."""
    assert [made.name for made in formats()] == ["json", *EXPORTERS]


def test_formats_for_other_systems_are_written_on_request_only() -> None:
    """Who asks for nothing gets what spreadsheets and programs open."""
    assert default_formats() == ("json", "jsonl", "csv", "xlsx")


def test_order_does_not_matter_and_needs_are_met() -> None:
    """Each format once; a description comes with the tables it describes, behind them."""
    assert choose(["sqlite", "csv", "sqlite"]) == ("csv", "sqlite")
    assert choose(["datapackage"]) == ("csv", "datapackage")


def test_an_unknown_format_is_told_with_the_known_ones() -> None:
    """In both languages."""
    with pytest.raises(ConfigError, match=r"unknown format 'pdf'.*parquet-partitioned") as caught:
        choose(["csv", "pdf"])
    assert "không có định dạng 'pdf'" in caught.value.message_vi


@pytest.mark.parametrize(
    ("name", "extra"), [("parquet", "parquet"), ("parquet-partitioned", "parquet"), ("spacy", "spacy")]
)
def test_a_missing_library_is_told_with_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    """Before anything is read, in both languages."""
    monkeypatch.setattr(listed, "is_installed", lambda library: False)
    with pytest.raises(MissingTool, match=f"format {name} needs") as caught:
        choose([name])
    assert caught.value.message_vi.startswith(f"định dạng {name} cần")
    for message in (str(caught.value), caught.value.message_vi):
        assert f"[{extra}]" in message
        assert "uv tool install '.[all]'" in message


def test_files_of_formats_do_not_meet() -> None:
    """No two formats write the same file, so each can be removed alone."""
    files = [file for made in formats() for file in own_files([made.name])]
    assert len(files) == len(set(files))
