"""The command that takes one's last command back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli.options import TextFormat
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.actions.undoing import TakenBack

PANEL = _("The list")
SHOWN = 5


def undo(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
    format_: TextFormat = None,
) -> None:
    """Take your last command back, where nobody has built on it."""
    from zuofeng_cli.actions.undoing import undo as act
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json

    chosen = read_format(format_, TEXT_FORMATS)
    taken = act(session_of(context).context(), dry_run=dry_run)
    if chosen is Format.JSON:
        did = [{"action": deed.action, "issues": deed.issues, "entries": deed.entries} for deed in taken.did]
        print_json({"did": did, "restored": taken.restored, "cancelled": taken.cancelled, "dry_run": dry_run})
    else:
        _tell(taken, dry_run=dry_run)


def _tell(taken: "TakenBack", *, dry_run: bool) -> None:
    from zuofeng_cli.cli.detail_sheets import action_word
    from zuofeng_cli.cli.render import joined, say

    deeds = [
        _("{action} {refs}").format(action=action_word(deed.action), refs=_some(deed.issues))
        if deed.issues
        else _some(deed.names)
        for deed in taken.did
    ]
    said = _("Would be taken back: {what}.") if dry_run else _("Taken back: {what}.")
    say(said.format(what=joined(deeds)))
    if taken.cancelled:
        told = _("Cancelled: {refs}; a number once given is not used again.")
        say(told.format(refs=_some(taken.cancelled)))
    if dry_run:
        say(_("Nothing was written (dry run)."))


def _some(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    from zuofeng_cli.cli.render import joined

    if len(names) <= SHOWN:
        return joined(names)
    return _("{names} and {count} more").format(names=joined(names[:SHOWN]), count=len(names) - SHOWN)


def register(app: typer.Typer) -> None:
    """Add this command to *app*."""
    app.command(
        "undo",
        rich_help_panel=PANEL,
        help=_("Take your last command back, where nobody has built on it."),
        epilog=_("Example: zuofeng undo --dry-run"),
    )(undo)
