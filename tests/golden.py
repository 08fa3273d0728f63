"""Pictures kept to be compared with; with ``ZUOFENG_TEST_WRITE_GOLDEN=1`` the tests write them anew."""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

FOLDER = Path(__file__).parent / "golden"
WRITE = "ZUOFENG_TEST_WRITE_GOLDEN"
PAGE = (210, 297)
"""A page is compared at a dot a millimetre: what a glyph looks like hangs on the fonts of the machine."""

MOST_DIFFERENT = 6
"""How far grey levels (0 to 255) may lie apart on average."""


def assert_page(name: str, picture: bytes) -> None:
    """Compare a page, PNG, with the one that is kept."""
    drawn = Image.open(io.BytesIO(picture)).convert("L").resize(PAGE)
    kept = FOLDER / f"{name}.png"
    if os.environ.get(WRITE):
        FOLDER.mkdir(exist_ok=True)
        drawn.save(kept, optimize=True)
    assert_like(drawn, kept)


def assert_like(drawn: Image.Image, kept: Path) -> None:
    """Compare a picture with the one that is kept, both in grey and small."""
    size = (drawn.width // 4, drawn.height // 4) if drawn.size != PAGE else PAGE
    ours, theirs = (each.convert("L").resize(size) for each in (drawn, Image.open(kept)))
    difference = ImageStat.Stat(ImageChops.difference(ours, theirs)).mean[0]
    assert difference <= MOST_DIFFERENT, f"{kept} differs by {difference:.1f}: look, then write it anew"
