"""Whether an error means that memory ran out: libraries tell it in words of their own."""

import errno
import re
from collections.abc import Iterator

_WORDS = re.compile(
    r"failed to map segment|Cannot allocate memory|std::bad_alloc|Insufficient memory|Failed to allocate"
)
_TOLD_IN_WORDS = (ImportError, OSError, RuntimeError, SystemError)
"""Errors whose words are those of a loader or a library, never those of a document."""


def ran_out(error: BaseException) -> bool:
    """Whether memory ran out, in the error or in one that it came of.

    A library that is installed cannot be loaded without memory either: it only looks as if it were missing.
    """
    return any(map(_is_want, _chain(error)))


def _is_want(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    is_in_words = isinstance(error, _TOLD_IN_WORDS) or type(error).__module__.partition(".")[0] == "cv2"
    return is_in_words and _WORDS.search(str(error)) is not None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
