"""The arguments and options that several commands share."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.words import _

Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help=_("Issue number: 12 or ZF-2020-0012."),
        autocompletion=complete.refs,
        show_default=False,
    ),
]
Refs = Annotated[
    list[str],
    typer.Argument(metavar="REF…", help=_("One or more issue numbers."), autocompletion=complete.refs),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="NAME",
        help=_("Who did it; NAME@UNIT among namesakes."),
        autocompletion=complete.owners,
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
UnitOption = Annotated[
    str | None,
    typer.Option("--unit", "-u", metavar="UNIT", help=_("Responsible unit."), autocompletion=complete.units),
]
OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner", "-o", metavar="NAME", help=_("Owner of the issue."), autocompletion=complete.owners
    ),
]
DeadlineOption = Annotated[
    str | None,
    typer.Option(
        "--deadline",
        "-d",
        metavar="DATE",
        help=_("2020-06-30, 2020.6.30, 30 June 2020 …; more forms in Chinese."),
    ),
]
CategoryOption = Annotated[
    str,
    typer.Option(
        "--category",
        "-c",
        metavar="NAME",
        help=_("Problem category."),
        autocompletion=complete.categories,
    ),
]
Measures = Annotated[
    list[str] | None,
    typer.Option("--measure", "-m", metavar="TEXT", help=_("A measure; may be repeated.")),
]
TypeOption = Annotated[
    str | None,
    typer.Option(
        "--type", "-t", metavar="TYPE", help=_("How it is put right."), autocompletion=complete.types
    ),
]
Focus = Annotated[
    str | None,
    typer.Option(
        "--focus", metavar="NAME", help=_("Focus area of the plan."), autocompletion=complete.focus_areas
    ),
]
AssignFlag = Annotated[bool, typer.Option("--assign", help=_("Hand it over at once."))]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))]
Cooperate = Annotated[
    list[str] | None,
    typer.Option(
        "--cooperate",
        metavar="UNIT",
        help=_("Cooperating unit; may be repeated."),
        autocompletion=complete.units,
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="|".join(complete.FORMATS),
        help=_("How to print."),
        autocompletion=complete.formats,
    ),
]
TextFormat = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="plain|json", help=_("How to print."), autocompletion=complete.text_formats
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help=_("As things stood at the end of this day.")),
]
