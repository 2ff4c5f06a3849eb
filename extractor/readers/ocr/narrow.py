"""Numbers of narrow columns: the cells of a column set side by side and read as one line.

A lone digit has no context and comes out as any letter of its height; "1 2 3 4" in a row is read right.
Each sign goes back to its cell by its place in the line, whatever the row before or after says.
"""

from collections.abc import Iterator, Sequence
from statistics import fmean

from extractor.readers.ocr.engine import Engine, Rectangle, SeenSymbol, SeenWord
from extractor.readers.ocr.pixels import Picture

NARROW = 0.45
"""Inches of ink up to which a cell goes into the line of its column."""
_GAP = 0.12
"""Inches between two cells in the line."""
_EDGE = 2
"""Pixels of the soft edge of ink."""
_MOST = 24
"""Cells of one line."""


def read_column(
    engine: Engine, cells: Sequence[Rectangle], grey: Picture, dpi: int
) -> Iterator[SeenWord | None]:
    """The word of each cell of a column; None where its ink gave no sign.

    Args:
        cells: boxes of the ink of single-line cells, from top to bottom, in pixels.
    """
    for boxes in _batches(cells):
        parts = [
            grey[max(top - _EDGE, 0) : bottom + _EDGE, max(x0 - _EDGE, 0) : x1 + _EDGE]
            for x0, top, x1, bottom in boxes
        ]
        strip, edges = _strip(parts, round(_GAP * dpi))
        symbols = engine.symbols(strip, dpi=dpi)
        for box, (low, high) in zip(boxes, edges, strict=True):
            # The engine is sure where a sign begins, not where it ends.
            here = [symbol for symbol in symbols if low <= symbol.x0 + _EDGE < high]
            yield _word(here, box, engine.new_line()) if here else None


def _batches(cells: Sequence[Rectangle]) -> Iterator[Sequence[Rectangle]]:
    for start in range(0, len(cells), _MOST):
        yield cells[start : start + _MOST]


def _word(symbols: Sequence[SeenSymbol], box: Rectangle, line: int) -> SeenWord:
    x0, top, x1, bottom = box
    return SeenWord(
        text="".join(symbol.text.strip() for symbol in symbols),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        line=line,
        baseline=float(bottom),
        confidence=fmean(symbol.confidence for symbol in symbols),
    )


def _strip(parts: Sequence[Picture], gap: int) -> tuple[Picture, list[tuple[int, int]]]:
    """The pictures side by side on one baseline, and the stretch of the line that belongs to each."""
    import numpy as np

    height = max(part.shape[0] for part in parts)
    width = sum(part.shape[1] + gap for part in parts) + gap
    strip = np.full((height + gap, width), 255, np.uint8)
    edges = []
    x = gap
    for part in parts:
        bottom = height + gap // 2
        strip[bottom - part.shape[0] : bottom, x : x + part.shape[1]] = part
        edges.append((x - gap // 2, x + part.shape[1] + gap // 2))
        x += part.shape[1] + gap
    return strip, edges
