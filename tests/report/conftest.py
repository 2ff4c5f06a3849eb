"""A headless Chromium that opens the report, and what it complained about."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)

Opened = tuple[Any, list[str]]
"""A page, and messages of its console, its errors, and its requests but the first."""


@pytest.fixture(scope="module")
def opens() -> Iterator[Callable[[Path], Opened]]:
    """Opens a file in a browser."""
    if _CHROMIUM is None:
        pytest.skip("no Chromium; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])

        def opened(path: Path) -> Opened:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            said: list[str] = []
            page.on("console", lambda message: said.append(f"console: {message.text}"))
            page.on("pageerror", lambda error: said.append(f"error: {error}"))
            page.on("request", lambda request: said.append(f"request: {request.url[:60]}"))
            page.goto(path.as_uri())
            page.wait_for_selector("#method")
            said.remove(f"request: {path.as_uri()[:60]}")
            return page, said

        yield opened
        browser.close()
