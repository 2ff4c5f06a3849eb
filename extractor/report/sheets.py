"""Pages as small pictures, for the report: where a task stands on the page it was read from."""

import base64
import io
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, NamedTuple

from extractor import pipeline
from extractor.config import Config
from extractor.errors import ExtractorError
from extractor.model.records import Plan, SourcePage
from extractor.model.source import SourceFile
from extractor.registry import PICTURES

_SCALE = 1.35
"""Pixels a point: letters of 13 points can just be read."""
_QUALITY = 40
_BUDGET = 10_000_000
"""Characters of all pictures together; a report must still open at once and go by mail."""


class Sheet(NamedTuple):
    """A page: its size in points and its picture as a data URI."""

    width: float
    height: float
    picture: str


def sheets(
    plans: Iterable[Plan],
    original: Callable[[Plan], SourceFile | None],
    wanted: Mapping[str, Set[int]],
    config: Config,
) -> dict[str, dict[int, Sheet]]:
    """The pages ``wanted`` by ``doc_id``, as far as files, formats and space allow.

    Args:
        plans: what was compared.
        original: the file behind a plan.
        wanted: numbers of pages from 1 by ``doc_id``.
        config: bounds the pictures.
    """
    found: dict[str, dict[int, Sheet]] = {}
    left = _BUDGET
    for plan in plans:
        if plan.source.reader not in PICTURES or (source := original(plan)) is None:
            continue
        for page in plan.source.pages:
            if page.number not in wanted.get(plan.doc_id, ()) or left <= 0:
                continue
            sheet = _sheet(plan, source, page, config)
            if sheet is not None and (left := left - len(sheet.picture)) > 0:
                found.setdefault(plan.doc_id, {})[page.number] = sheet
    return found


def _sheet(plan: Plan, source: SourceFile, page: SourcePage, config: Config) -> Sheet | None:
    """One page; None where it has no size or cannot be drawn."""
    if not page.width or not page.height:
        return None
    try:
        pixels = pipeline.page_pixels(plan.source.reader, source, page, config, _SCALE)
        return Sheet(page.width, page.height, _data_uri(pixels))
    except (ExtractorError, ImportError):
        return None


def _data_uri(pixels: Any) -> str:
    """Grey is enough to find a place, and a third of the size."""
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(pixels).convert("L").save(out, format="WEBP", quality=_QUALITY, method=4)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode()
