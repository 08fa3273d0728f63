"""The pictures of the README show the program as it is; ``python -m tests.screens`` makes them anew."""

import io
import re
from pathlib import Path

from PIL import Image

from tests.golden import assert_like
from tests.office_program import needed
from tests.screens import FOLDER, screens

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_shows_the_pictures_that_the_program_gives(tmp_path: Path) -> None:
    needed()
    shown = set(re.findall(r"!\[[^\]]+\]\(\.github/(\w+)\.png\)", README.read_text("utf-8")))

    made = dict(screens(tmp_path))

    assert shown == set(made)
    for name, picture in made.items():
        assert_like(Image.open(io.BytesIO(picture)), FOLDER / f"{name}.png")
