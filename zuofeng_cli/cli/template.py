"""The command for empty forms: the one a unit fills in for the self-check."""

from pathlib import Path
from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.intake import PANEL
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

template = typer.Typer(help=_("Empty forms for the units to fill in."), no_args_is_help=True)


@template.command("self-check", help=_("Write the form that a unit fills in and `zuofeng import` takes in."))
def self_check(
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", readable=False, help=_("The form to write: xlsx or csv.")
        ),
    ],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Unit that fills it in."), autocompletion=complete.units
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a file that is there already."))] = False,
) -> None:
    """Write the form that a unit fills in and `zuofeng import` takes in."""
    from zuofeng_cli.cli.render import say, typed
    from zuofeng_cli.exchange.template import check_suffix, write_form
    from zuofeng_cli.queries.forms import self_check_form

    check_suffix(output)
    with session_of(context).reading() as reader:
        form = self_check_form(reader, unit)
    write_form(output, form, replace=force)
    said = _("Written: {path}. Take it in when it is filled in: `zuofeng import {typed}`.")
    say(said.format(path=output, typed=typed(output)))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(template, name="template", rich_help_panel=PANEL)
