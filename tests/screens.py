"""The pictures of the README: ``python -m tests.screens`` makes them anew from the demo ledger."""

import contextlib
import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.browser import browser_or_skip
from tests.office_program import pdf_of, picture_of

FOLDER = Path(__file__).parent.parent / ".github"
TODAY = "2020-06-20"
LEADER = "甲一鸣"
COLUMNS = 118
STYLE = (
    "body{margin:0;padding:16px;background:#fff;width:max-content}"
    "pre{font:14px/1.4 'Noto Sans Mono CJK SC'}b{display:inline-block;font-weight:normal}"
)
_DARK = [
    (0, 0, 0),
    (170, 0, 0),
    (0, 110, 0),
    (150, 90, 0),
    (0, 0, 170),
    (120, 0, 120),
    (0, 110, 110),
    (60, 60, 60),
]


def screens(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures, PNG, by their names; *folder* is for what is made on the way."""
    environment = {**os.environ, "ZUOFENG_LANG": "zh", "ZUOFENG_TODAY": TODAY, "ZUOFENG_ACTOR": "screens"}

    def run(*words: str) -> None:
        program = (sys.executable, "-m", "zuofeng_cli", *words)
        subprocess.run(program, check=True, capture_output=True, env=environment)

    run("demo", "--folder", str(folder))
    environment["ZUOFENG_DB"] = str(folder / "demo.db")
    run("publish", "draft")
    run("publish", "approve", "--by", LEADER)
    run("publish", "build", "-o", str(folder / "public"))
    run("bulletin", "--since", "2020-04-15", "-o", str(folder / "bulletin.docx"))
    with browser_or_skip() as browser:
        yield "status", _terminal(browser, environment)
        yield "page", _page(browser, folder / "public" / "index.html")
    yield "bulletin", picture_of(pdf_of(folder / "bulletin.docx", folder), 1, dots_per_inch=60)


def _terminal(browser: Browser, environment: dict[str, str]) -> bytes:
    """Return the meeting view as a terminal shows it."""
    shown, ours = pty.openpty()
    wide = {**environment, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    program = (sys.executable, "-m", "zuofeng_cli", "status", "--meeting")
    child = subprocess.Popen(program, stdout=ours, stderr=ours, env=wide)
    os.close(ours)
    told = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(shown, 65536):
            told += part
    child.wait()
    written = f"<style>{STYLE}</style><pre>{_in_cells(told.decode())}</pre>"
    page = browser.new_page(viewport={"width": 1200, "height": 400})
    page.set_content(written)
    return page.locator("body").screenshot()


def _in_cells(told: str) -> str:
    """Return what a terminal was told as HTML, each sign as wide as a terminal makes it."""
    console = Console(width=COLUMNS, file=io.StringIO())
    lines = console.render_lines(Text.from_ansi(told.replace("\r\n", "\n")), pad=False)
    theme = TerminalTheme((255, 255, 255), (29, 36, 48), _DARK)
    written = []
    for line in lines:
        for segment in line:
            look = segment.style.get_html_style(theme) if segment.style else ""
            for sign in segment.text:
                written.append(f'<b style="width:{cell_len(sign)}ch;{look}">{escape(sign)}</b>')
        written.append("\n")
    return "".join(written)


def _page(browser: Browser, file: Path) -> bytes:
    page = browser.new_page(viewport={"width": 1100, "height": 720})
    page.goto(file.as_uri())
    return page.screenshot()


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, picture in screens(Path(folder)):
            (FOLDER / f"{name}.png").write_bytes(picture)
            print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
