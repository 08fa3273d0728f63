"""Pictures kept to be compared with; with ``ZUOFENG_TEST_WRITE_GOLDEN=1`` the tests write them anew."""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

FOLDER = Path(__file__).parent / "golden"
WRITE = "ZUOFENG_TEST_WRITE_GOLDEN"
SIZE = (210, 297)
"""Pictures are compared at a dot a millimetre: what a glyph looks like hangs on the fonts of the machine."""

MOST_DIFFERENT = 6
"""How far grey levels (0 to 255) may lie apart on average."""


def assert_like(name: str, picture: bytes) -> None:
    """Compare a page, PNG, with the one that is kept."""
    drawn = Image.open(io.BytesIO(picture)).convert("L").resize(SIZE)
    kept = FOLDER / f"{name}.png"
    if os.environ.get(WRITE):
        FOLDER.mkdir(exist_ok=True)
        drawn.save(kept, optimize=True)
    difference = ImageStat.Stat(ImageChops.difference(drawn, Image.open(kept))).mean[0]
    assert difference <= MOST_DIFFERENT, f"{name} differs by {difference:.1f}: look at it, then {WRITE}=1"
