"""The command line: global options and the groups of commands."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from zuofeng_cli import __version__
from zuofeng_cli.cli.commands import Group, speaking_for_themselves
from zuofeng_cli.cli.session import CURRENT, new_session
from zuofeng_cli.words import _

VALUED = ("--db", "--as", "--lang")
"""The global options that are followed by a value."""

GROUPS = {
    "setup": ("init", "demo", "migrate", "plan"),
    "registers": ("unit", "owner", "workday"),
    "organisation": ("org", "plan"),
    "stages": ("stage",),
    "listing": ("open", "assign", "progress", "measure"),
    "intake": ("import",),
    "profiles": ("import-profile", "batch"),
    "template": ("template",),
    "inspection": ("inspection",),
    "checklists": ("checklist",),
    "clues": ("clue",),
    "checking": (
        *("rectify", "return", "verify", "close", "reopen"),
        *("cancel", "merge", "escalate", "review"),
    ),
    "extension": ("extend",),
    "objection": ("objection",),
    "supervision": ("urge", "decide", "order"),
    "chronic": ("chronic",),
    "look_back": ("lookback",),
    "surveys": ("survey", "proposal"),
    "reads": ("list", "show", "status", "lint"),
    "tracing": ("trace",),
    "undoing": ("undo",),
    "ranking": ("rank",),
    "export": ("export",),
    "papers": ("bulletin", "paper"),
    "publishing": ("publish",),
    "accountability": ("account", "tolerance"),
    "records": ("record", "deed"),
    "upkeep": ("sweep", "audit"),
    "keeping": ("backup", "restore", "doctor"),
}
"""The modules beside this one, in the order of help, with the commands that each adds or adds to.

Loading and building all of them takes longer than most commands do, so that only the one named is.
"""


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
    CURRENT.set(context.obj)


def _root(*, completion: bool) -> typer.Typer:
    """Return the program without its commands."""
    root = typer.Typer(
        name="zuofeng",
        cls=Group,
        no_args_is_help=True,
        add_completion=completion,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    about = _("The issue ledger of a work-style rectification campaign: list, owner, deadline.")
    root.callback(help=about)(main)
    return root


def named(arguments: Sequence[str]) -> str | None:
    """Return the word of the one command that *arguments* need; None where they need all: help, or a slip."""
    words = iter(arguments)
    for word in words:
        if word in VALUED:
            next(words, None)
        elif not word.startswith(tuple(f"{option}=" for option in VALUED)):
            return word if any(word in known for known in GROUPS.values()) else None
    return None


@cache
def command(word: str | None = None) -> Any:
    """Return the whole tree of commands, or what of it answers to *word*; made once, for the demo."""
    root = _root(completion=word is None)
    for module, words in GROUPS.items():
        if word is None or word in words:
            import_module(f"{__package__}.{module}").register(root)
    if word is not None:
        root.registered_commands = [each for each in root.registered_commands if each.name == word]
        root.registered_groups = [each for each in root.registered_groups if each.name == word]
    speaking_for_themselves(root)
    return get_command(root)
