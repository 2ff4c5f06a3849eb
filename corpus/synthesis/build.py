"""Files and gold of one draft on disk."""

import hashlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .compose import compose
from .draft import Draft
from .layouts import layout_source
from .truth import gold_of
from .write_docx import write_docx
from .write_html import write_html
from .write_text import write_md, write_txt

FORMATS = ("txt", "html", "docx", "pdf", "md")


def _pdf(draft: Draft) -> bytes:
    from .write_pdf import write_pdf

    return write_pdf(draft)


WRITERS: dict[str, Callable[[Draft], bytes]] = {
    "txt": lambda draft: write_txt(draft).encode(),
    "html": lambda draft: write_html(draft).encode(),
    "docx": write_docx,
    "pdf": _pdf,
    "md": lambda draft: write_md(draft).encode(),
}


def render(draft: Draft, formats: tuple[str, ...]) -> dict[str, bytes]:
    """File name to bytes, one entry a format, and the gold as <doc_id>.gold.json.

    Raises:
        FontsMissing: "pdf" is asked for and no font with Vietnamese letters is installed.
    """
    files = {f"{draft.doc_id}.{name}": WRITERS[name](draft) for name in formats}
    first = next(iter(files.values()))
    gold = gold_of(draft, hashlib.sha256(first).hexdigest())
    files[f"{draft.doc_id}.gold.json"] = gold_bytes(gold)
    return files


def render_layout(half: str, name: str, number: int) -> dict[str, bytes]:
    """PDF and gold of plan `number` of a family of layouts (layouts.py).

    Raises:
        FontsMissing: one of the fonts is not installed.
    """
    return render(compose(layout_source(half, name, number)), ("pdf",))


def layout_plan(half: str, name: str, number: int) -> tuple[bytes, dict[str, Any]]:
    """PDF and truth of plan `number` of a family of layouts, the truth as JSON types.

    Raises:
        FontsMissing: one of the fonts is not installed.
    """
    draft = compose(layout_source(half, name, number))
    return _pdf(draft), gold_of(draft)


def gold_bytes(gold: dict[str, Any]) -> bytes:
    """Gold as the checked-in files hold it: one blank of indent, Vietnamese letters as they are."""
    return (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode()


def read_source(path: Path) -> tuple[Draft, tuple[str, ...]]:
    """The draft of a TOML source and the formats it asks for."""
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    return compose(source), tuple(source["formats"])
