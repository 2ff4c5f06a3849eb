"""Pictures of pages as arrays: rows × columns (grey) or rows × columns × 3 (red, green, blue), 0 is black."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]
else:  # numpy is loaded by the functions that use it
    Picture = Any
