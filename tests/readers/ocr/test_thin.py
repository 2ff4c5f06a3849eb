"""A picture one pixel wide after it is made smaller is a page without text, no error."""

import numpy as np
import pytest

from extractor.readers.ocr.picture import prepare


@pytest.mark.parametrize("shape", [(30_000, 3), (3, 30_000), (30_000, 3, 3), (1, 1)])
@pytest.mark.parametrize("dpi", [100.0, 200.0, 2_000.0])
def test_no_side_without_a_pixel(shape: tuple[int, ...], dpi: float) -> None:
    """However thin a page is, and whatever its resolution."""
    prepared = prepare(np.full(shape, 255, dtype=np.uint8), dpi)
    assert min(prepared.grey.shape) >= 1
