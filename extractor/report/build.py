"""The report: one HTML page that holds everything it needs and asks for nothing."""

import base64
import hashlib
import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from extractor.exporters.files import write_bytes
from extractor.model.comparison import Comparison
from extractor.model.extraction import Extraction
from extractor.report.data import report_data
from extractor.report.sheets import Sheet

REPORT = "report.html"
_SCRIPTS = ("base.js", "parts.js", "views.js", "lists.js", "start.js")


Pages = Mapping[str, Mapping[int, Sheet]]
"""Pictures of pages by ``doc_id`` and number."""


def write_report(
    comparison: Comparison,
    extractions: Mapping[str, Extraction],
    out: Path,
    *,
    pages: Pages | None = None,
    language: str = "vi",
) -> Path:
    """``report.html`` under ``out``.

    Args:
        comparison: what was found.
        extractions: the plans with their texts by ``doc_id``.
        out: an existing folder.
        pages: pictures of the pages on which tasks stand, as far as there are any.
        language: of the page when it opens: ``vi`` or ``en``.

    Raises:
        OutputError: the file cannot be written.
    """
    write_bytes(out / REPORT, page(comparison, extractions, pages or {}, language).encode())
    return out / REPORT


def page(
    comparison: Comparison, extractions: Mapping[str, Extraction], pages: Pages, language: str = "vi"
) -> str:
    """The page as text. Words of documents are data in it, never markup or script."""
    style, script = _asset("report.css"), "\n".join(_asset(name) for name in _SCRIPTS)
    data = {
        "language": language,
        "words": tomllib.loads(_asset("words.toml")),
        **report_data(comparison, extractions, pages),
    }
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {"policy": policy, "style": style, "script": script, "data": as_data(data), "language": language}
    made = _asset("page.html")
    for name, part in parts.items():
        made = made.replace(f"<!--{name}-->", part)
    return made


def as_data(value: object) -> str:
    """JSON that no browser takes for markup, whatever it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("extractor.report").joinpath("page", name).read_text(encoding="utf-8")
