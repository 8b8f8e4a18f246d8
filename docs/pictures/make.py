"""Make the pictures of the documents from the data that come with the program: ``make pictures``.

The page is photographed in the machine's Chromium; the drawing is what the command writes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
TODAY = "2026-11-22"
WHICH = ["--actor", "Serbia", "--actor", "Turkey", "--since", "2008"]


def export(target: Path, *options: str) -> None:
    """Run the command."""
    program = [sys.executable, "-m", "timeline", "export", str(target), "--force", "--today", TODAY]
    subprocess.run([*program, *options], check=True)


def main() -> None:
    """Write the pictures beside this file."""
    export(HERE / "chart.svg", *WHICH)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page = Path(folder) / "page.html"
        export(page, *WHICH)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1200, "height": 900})
        view.goto(page.as_uri() + "#?since=2017")
        view.evaluate("window.scrollTo(0, 0)")
        view.screenshot(path=HERE / "page.png", full_page=False)
        browser.close()


if __name__ == "__main__":
    main()
