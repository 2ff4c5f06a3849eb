"""Pictures of pages as arrays: rows × columns (grey) or rows × columns × 3 (red, green, blue), 0 is black."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]
else:  # numpy is loaded by the functions that use it
    Picture = Any


def resized(picture: Picture, factor: float, how: int) -> Picture:
    """The picture ``factor`` times as large, no side without a pixel: however thin the page is.

    Args:
        how: an ``INTER_`` constant of the library for pictures.
    """
    import cv2

    if min(picture.shape[:2]) * factor >= 1:
        return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how)
    height, width = (max(round(side * factor), 1) for side in picture.shape[:2])
    return cv2.resize(picture, (width, height), interpolation=how)
