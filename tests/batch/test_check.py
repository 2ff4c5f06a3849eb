"""validate finds what is wrong with results."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.batch.check import check_manifest, check_plan
from extractor.exporters.json import plan_path, text_path, write_extraction
from tests.exporters.made import extraction


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with one good plan and its text."""
    write_extraction(extraction(), tmp_path)
    return tmp_path


def change(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    """Rewrites a JSON file."""
    data = json.loads(path.read_bytes())
    edit(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def faults(out: Path) -> list[str]:
    """What check_plan says about the plan."""
    return [fault.what for fault in check_plan(plan_path(out, "mau"))]


def test_a_good_plan_has_no_fault(out: Path) -> None:
    """Schema, references and quotes hold."""
    assert faults(out) == []


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda plan: plan.pop("issues"), r"\$\.issues"),
        (lambda plan: plan.update(extra=1), "extra"),
        (lambda plan: plan["header"].update(type="no-type"), r"header\.type"),
        (lambda plan: plan.update(doc_id="khac"), "name of the file"),
        (lambda plan: plan["tasks"][0].update(citations=["c9"]), "no record c9"),
        (lambda plan: plan["sections"][0].update(heading="Chữ khác"), "Chữ khác"),
        (lambda plan: plan["tasks"][0]["provenance"]["spans"][0].update(end=9_999), "text of"),
    ],
)
def test_each_kind_of_fault_is_named(out: Path, edit: Callable[[dict[str, Any]], object], words: str) -> None:
    """Missing and unknown keys, wrong values, loose references, wrong quotes and places are found."""
    import re

    change(plan_path(out, "mau"), edit)
    assert any(re.search(words, fault) for fault in faults(out)), faults(out)


def test_a_changed_text_is_found(out: Path) -> None:
    """When the text is edited afterwards the spans no longer quote it."""
    path = text_path(out, "mau")
    path.write_text("X" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert faults(out)


def test_a_missing_text_is_found(out: Path) -> None:
    """A plan without its text cannot be proved."""
    text_path(out, "mau").unlink()
    assert any("text/mau.txt" in fault for fault in faults(out))


def test_the_manifest_must_list_what_is_there(out: Path) -> None:
    """A plan the manifest does not know, and one it knows that is gone, are both named."""
    entry = {
        "file": "gone.txt",
        "sha256": None,
        "bytes": None,
        "media_type": None,
        "status": "ok",
        "code": None,
        "warnings": [],
        "pages_read": None,
        "pages_total": None,
        "doc_id": "gone",
        "plan": "plans/gone.json",
    }
    manifest = {"schema_version": "1.0", "complete": True, "options": {}, "documents": [entry]}
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = {fault.file.name: fault.what for fault in check_manifest(out)}
    assert found == {
        "gone.json": "listed in the manifest but not there",
        "mau.json": "not listed in the manifest",
    }
