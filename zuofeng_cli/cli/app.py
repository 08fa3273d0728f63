"""The command line: global options and the groups of commands."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer
from typer.main import get_command

from zuofeng_cli import __version__
from zuofeng_cli.cli import (
    accountability,
    checking,
    checklists,
    chronic,
    clues,
    export,
    extension,
    inspection,
    intake,
    listing,
    look_back,
    objection,
    organisation,
    papers,
    profiles,
    publishing,
    ranking,
    reads,
    records,
    registers,
    setup,
    stages,
    supervision,
    surveys,
    template,
    tracing,
    undoing,
    upkeep,
)
from zuofeng_cli.cli.session import new_session
from zuofeng_cli.words import _

VALUED = ("--db", "--as", "--lang")
"""The global options that are followed by a value."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"zuofeng {__version__}")
        raise typer.Exit


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
        bool, typer.Option("--version", help=_("Show the version."), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep the global options for the command; the language was chosen before, in ``__main__``."""
    del lang, version
    context.obj = new_session(db, actor)


def _root(*, completion: bool) -> typer.Typer:
    """Return the program without its commands."""
    root = typer.Typer(
        name="zuofeng",
        no_args_is_help=True,
        add_completion=completion,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    about = _("The issue ledger of a work-style rectification campaign: list, owner, deadline.")
    root.callback(help=about)(main)
    return root


app = _root(completion=True)
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
    tracing,
    undoing,
    ranking,
    export,
    papers,
    publishing,
    accountability,
    records,
    upkeep,
)
for group in GROUPS:
    group.register(app)


def named(arguments: Sequence[str]) -> str | None:
    """Return the word of the one command that *arguments* need; None where they need all: help, or a slip.

    Building the tree takes longer than most commands do, so that only the command named is built.
    """
    words = iter(arguments)
    for word in words:
        if word in VALUED:
            next(words, None)
        elif not word.startswith(tuple(f"{option}=" for option in VALUED)):
            known = [each.name for each in app.registered_commands]
            known += [each.name for each in app.registered_groups]
            return word if word in known else None
    return None


@cache
def command(word: str | None = None) -> Any:
    """Return the whole tree of commands, or what of it answers to *word*; made once, for the demo."""
    if word is None:
        return get_command(app)
    alone = _root(completion=False)
    alone.registered_commands = [each for each in app.registered_commands if each.name == word]
    alone.registered_groups = [each for each in app.registered_groups if each.name == word]
    return get_command(alone)
