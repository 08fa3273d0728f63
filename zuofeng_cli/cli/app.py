"""The command line: global options and the groups of commands."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

import typer
from typer.main import get_command

from zuofeng_cli import __version__
from zuofeng_cli.cli import (
    checking,
    checklists,
    chronic,
    clues,
    extension,
    inspection,
    intake,
    listing,
    look_back,
    objection,
    organisation,
    profiles,
    publishing,
    ranking,
    reads,
    registers,
    setup,
    stages,
    supervision,
    surveys,
    template,
    upkeep,
)
from zuofeng_cli.cli.session import new_session
from zuofeng_cli.words import _

app = typer.Typer(
    name="zuofeng",
    help=_("The issue ledger of a work-style rectification campaign: list, owner, deadline."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"zuofeng {__version__}")
        raise typer.Exit


@app.callback(help=_("The issue ledger of a work-style rectification campaign: list, owner, deadline."))
def main(
    context: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            metavar="PATH|URL",
            help=_("The ledger: a file, or postgresql://…. Default: $ZUOFENG_DB, else zuofeng.db."),
        ),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help=_("Who acts, for the journal. Default: $ZUOFENG_ACTOR, else the login name."),
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="zh|en", help=_("Language. Default: $ZUOFENG_LANG, else Chinese.")),
    ] = None,
    version: Annotated[
        bool | None, typer.Option("--version", help=_("Show the version."), callback=_version, is_eager=True)
    ] = None,
) -> None:
    """Keep the global options for the command; the language was chosen before, in ``__main__``."""
    del lang, version
    context.obj = new_session(db, actor)


GROUPS = (
    setup,
    registers,
    organisation,
    stages,
    listing,
    intake,
    profiles,
    template,
    inspection,
    checklists,
    clues,
    checking,
    extension,
    objection,
    supervision,
    chronic,
    look_back,
    surveys,
    reads,
    ranking,
    publishing,
    upkeep,
)
for group in GROUPS:
    group.register(app)


@cache
def command() -> Callable[..., Any]:
    """Return the whole tree of commands; the demo runs many command lines, the tree is made once."""
    return get_command(app)
