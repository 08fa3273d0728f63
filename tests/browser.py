"""The real browser of the tests: Debian's Chromium, driven without a screen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.office_program import FONTS

REQUIRED = "ZUOFENG_TEST_REQUIRE_BROWSER"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 720}


@contextmanager
def browser_or_skip() -> Iterator[Browser]:
    """Yield a browser; without one the tests are skipped, or fail where one is required."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        assert not os.environ.get(REQUIRED), "a browser is required, but there is none"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        environment: dict[str, str | float | bool] = {**os.environ, **FONTS}
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"], env=environment)
        yield browser
        browser.close()


@dataclass
class Reader:
    """Somebody who reads a page in the browser; what goes wrong is written down."""

    page: Page
    folder: Path
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._heed(request.url))

    def _heed(self, url: str) -> None:
        if not url.startswith(self.folder.as_uri()):
            self.faults.append(f"request: {url}")

    def open(self, path: str = "index.html") -> Page:
        """Open a page of the folder."""
        self.page.goto((self.folder / path).as_uri())
        return self.page


@contextmanager
def reader(
    browser: Browser, folder: Path, *, size: ViewportSize = DESK, script: bool = True
) -> Iterator[Reader]:
    """Yield a reader with a window of their own; at the end nothing may have gone wrong."""
    context = browser.new_context(viewport=size, java_script_enabled=script)
    found = Reader(context.new_page(), folder)
    yield found
    context.close()
    assert not found.faults, found.faults
