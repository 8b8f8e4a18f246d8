"""Make the pictures of the documents from the data that come with the program: ``make pictures``.

The page is photographed in the machine's Chromium; the drawing is what the command writes; the terminal is Rich's
picture of what the command prints.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
TODAY = "2026-11-22"
WHICH = ["--actor", "Serbia", "--actor", "Turkey", "--since", "2008"]
DRONES = ["chart", "--actor", "Serbia", "--actor", "Turkey", "--text", "drone", "--since", "2020"]
WIDTH = 110
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font: {char_height}px "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own, without the fonts that it would fetch."""


def export(target: Path, *options: str) -> None:
    """Run the command."""
    program = [sys.executable, "-m", "timeline", "export", str(target), "--force", "--today", TODAY]
    subprocess.run([*program, *options], check=True)


def terminal(target: Path, *command: str) -> None:
    """Draw what a command prints on a terminal."""
    program = [sys.executable, "-m", "timeline", *command, "--today", TODAY, "--width", str(WIDTH), "--color", "always"]
    printed = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere)
        console.print(Text.from_ansi(printed.rstrip()))
    title = f"timeline {' '.join(command)}"
    console.save_svg(str(target), title=title, code_format=FRAME, unique_id="timeline")


def main() -> None:
    """Write the pictures beside this file."""
    export(HERE / "chart.svg", *WHICH)
    terminal(HERE / "terminal.svg", *DRONES)
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
