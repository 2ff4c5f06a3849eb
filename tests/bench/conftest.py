"""What holds for every measurement."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def small_heap() -> Iterator[None]:
    """What the test run itself keeps in memory is not searched by the garbage collector while measuring."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
