"""Patches of ink on a page, each once."""

import numpy as np

from extractor.readers.ocr.pixels import patches


def test_each_patch_has_its_box_from_top_to_bottom() -> None:
    """A patch inside the hole of another, one that touches the edge, and two that meet at a corner (one)."""
    ink = np.zeros((40, 60), np.uint8)
    ink[5:25, 5:35] = 255
    ink[8:22, 8:32] = 0
    ink[12:14, 15:20] = 255
    ink[30:40, 50:60] = 255
    ink[28, 2] = ink[29, 3] = 255
    assert patches(ink) == [(5, 5, 30, 20), (15, 12, 5, 2), (2, 28, 2, 2), (50, 30, 10, 10)]


def test_empty_page_has_none() -> None:
    """Nothing is written."""
    assert patches(np.zeros((4, 4), np.uint8)) == []
