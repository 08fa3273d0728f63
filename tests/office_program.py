"""The real office program of the tests: LibreOffice turns files into PDF, poppler into pictures and text."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = "ZUOFENG_TEST_REQUIRE_OFFICE"
FONTS = {"FONTCONFIG_FILE": str(Path(__file__).parent / "fonts.conf")}
"""The environment in which pages are drawn with the same fonts on every machine."""

PROGRAMS = ("soffice", "pdftoppm", "pdftotext")


def needed() -> None:
    """Skip where the programs are not installed, or fail where they are required."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        assert not os.environ.get(REQUIRED), f"required, but missing: {missing}"
        pytest.skip(f"not on this machine: {', '.join(missing)}")


def pdf_of(file: Path, folder: Path) -> Path:
    """Return *file* as LibreOffice prints it."""
    needed()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file))
    environment = {**os.environ, **FONTS}
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
    return folder / f"{file.stem}.pdf"


def text_of(pdf: Path) -> list[str]:
    """Return the text of each page."""
    command = ("pdftotext", "-layout", str(pdf), "-")
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return told.split("\f")[:-1]


def picture_of(pdf: Path, page: int, *, dots_per_inch: int = 40) -> bytes:
    """Return a page as a grey picture, PNG."""
    numbers = ("-f", str(page), "-l", str(page), "-r", str(dots_per_inch))
    command = ("pdftoppm", *numbers, "-gray", "-png", str(pdf))
    return subprocess.run(command, check=True, capture_output=True).stdout
