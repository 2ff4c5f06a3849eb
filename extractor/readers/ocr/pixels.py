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


def patches(ink: Picture) -> list[tuple[int, int, int, int]]:
    """Left edge, top, width and height of each patch of ink that touches no other, from top to bottom.

    Followed along their outlines: on a page that is mostly white that costs a tenth of numbering its pixels.
    """
    import cv2

    outlines, nesting = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return []
    found = []
    for outline, (*_, around) in zip(outlines, nesting[0], strict=True):
        if around < 0:  # no edge of a hole
            x, top, wide, high = cv2.boundingRect(outline)
            found.append((x, top, wide, high))
    return sorted(found, key=lambda box: (box[1], box[0]))
