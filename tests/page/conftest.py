"""A browser, and pages that the program has exported into it."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.cli.conftest import NASTY, curated, home, nasty, nowhere, run  # noqa: F401 -- fixtures

TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, or the one that CHROMIUM names; it is started once for a module."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "these tests need Chromium: apt install chromium, or set CHROMIUM"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=quiet)
        yield started
        started.close()


class Seen:
    """A page, with what it said and asked for."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.path = path
        self.faults: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, state: str = "") -> Page:
        """Open the page in a state, as an address that somebody sent."""
        self.page.goto("about:blank")
        self.requests.clear()
        self.page.goto(f"{self.path.as_uri()}{state}")
        return self.page

    def shown(self) -> list[str]:
        """List the events that are to be seen in the list, in order."""
        return self.page.eval_on_selector_all("ol.events > li:not([hidden])", "all => all.map(one => one.id)")


@pytest.fixture
def see(browser):
    """Open a page in a browser of its own; nothing is wrong with it in the end, and nothing was asked of a network."""
    contexts, pages = [], []

    def see(path: Path, **how) -> Seen:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **how)
        contexts.append(context)
        seen = Seen(context.new_page(), path)
        pages.append(seen)
        seen.open()
        return seen

    yield see
    for seen in pages:
        assert seen.faults == []
        assert {url.partition("#")[0] for url in seen.requests} <= {seen.path.as_uri()}
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def exported(run, tmp_path_factory):  # noqa: F811 -- the fixture
    """Export a file of events as a page."""

    def exported(events: Path, *options: str) -> Path:
        target = tmp_path_factory.mktemp("page") / "page.html"
        result = run("export", str(target), "--file", str(events), *options, env={"TIMELINE_TODAY": TODAY})
        assert result.code == 0, result.said
        return target

    return exported


@pytest.fixture(scope="session")
def whole(exported, curated):  # noqa: F811 -- the fixture
    """The page of the events that come with the program."""
    return exported(curated)
