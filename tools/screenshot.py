"""Writes the picture of the README that shows the report of a comparison.

Usage: python tools/screenshot.py REPORT.html PICTURE.png

Needs Chromium.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main() -> None:
    """Opens the report, a figure's tasks beside it, and keeps the picture."""
    report, picture = (Path(name).resolve() for name in sys.argv[1:])
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 960})
        page.goto(report.as_uri())
        page.wait_for_selector("#method")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()
