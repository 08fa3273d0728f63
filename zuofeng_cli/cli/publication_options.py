"""What several commands of publishing take."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.words import _

Publication = Annotated[
    str | None,
    typer.Argument(
        metavar="[PUBLICATION]",
        help=_("Number of the publication; the newest if left out."),
        autocompletion=complete.publications,
        show_default=False,
    ),
]
Passages = Annotated[
    list[int], typer.Argument(metavar="PASSAGE…", help=_("Numbers that `publish review` shows."), min=1)
]
OfPublication = Annotated[
    str | None,
    typer.Option(
        "--publication",
        metavar="NUMBER",
        help=_("Number of the publication; the newest if left out."),
        autocompletion=complete.publications,
    ),
]
