"""Commands that keep a ledger safe: backup, restore, doctor."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli.options import FormatOption, TextFormat
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.cli.render import Format
    from zuofeng_cli.queries.checkup import Finding

PANEL = _("Upkeep")
SOMETHING_TO_DO, DAMAGED = 10, 21
CHECKS = {
    "program": N_("Program"),
    "extra": N_("Optional part"),
    "font": N_("Font for charts"),
    "output": N_("Output"),
    "file": N_("File"),
    "disk": N_("Disk"),
    "leftovers": N_("Left behind"),
    "ledger": N_("Ledger"),
    "log": N_("Working together"),
    "journal": N_("Journal"),
    "clock": N_("Clock"),
    "sweep": N_("Sweep"),
    "calendar": N_("Holidays"),
    "backup": N_("Backup"),
}
VERDICTS = {"ok": N_("in order"), "look": N_("to be looked at"), "bad": N_("faulty")}


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help=_("The new file; else beside the ledger, named by day and time.")
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a file that is there already."))] = False,
    format_: TextFormat = None,
) -> None:
    """Copy the whole ledger to one file while others work on, and prove the copy."""
    from zuofeng_cli.actions.keeping import back_up
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import Format, print_json, say

    chosen = read_format(format_, TEXT_FORMATS)
    session = session_of(context)
    ledger = session.location.path or Path("zuofeng.db")
    now = session.context().now.astimezone()
    target = file or ledger.with_name(f"{ledger.stem}-{now:%Y%m%d-%H%M%S}.db")
    with progress_bar(_("Copying and checking")) as bar:
        found = back_up(session.location, target, replace=force, tick=bar.tick)
    facts = {"file": str(target), "events": found.events, "issues": found.issues, "head": found.head}
    if chosen is Format.JSON:
        print_json(facts)
    else:
        said = _("Backed up to {file}: {events} events, {issues} issues, head {head}.")
        say(said.format(**{**facts, "head": found.head[:16]}))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The backup."), show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Where a ledger is: keep that one beside it."))
    ] = False,
    format_: TextFormat = None,
) -> None:
    """Make a backup the ledger of --db; one that is there already is kept beside it."""
    from zuofeng_cli.actions.keeping import put_back
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import Format, print_json, say
    from zuofeng_cli.store.location import Location

    chosen = read_format(format_, TEXT_FORMATS)
    session = session_of(context)
    now = session.context().now.astimezone()
    with progress_bar(_("Checking and copying")) as bar:
        done = put_back(
            Location(file, "", str(file)), session.location, replace=replace, now=now, tick=bar.tick
        )
    found = done.found
    facts = {
        "ledger": session.location.shown,
        "events": found.events,
        "issues": found.issues,
        "head": found.head,
    }
    if chosen is Format.JSON:
        print_json({**facts, "kept": done.beside, "lost": done.lost})
        return
    said = _("Restored to {ledger}: {events} events, {issues} issues, head {head}.")
    say(said.format(**{**facts, "head": found.head[:16]}))
    if done.beside:
        lost = _("unknown") if done.lost is None else done.lost
        said = _("What was there is kept as {kept}; events of it that the backup does not hold: {lost}.")
        say(said.format(kept=done.beside, lost=lost))


def doctor(
    context: typer.Context,
    backups: Annotated[
        Path | None,
        typer.Option("--backups", metavar="DIR", help=_("Where backups are kept, if not beside the ledger.")),
    ] = None,
    format_: FormatOption = None,
) -> int:
    """Say whether the program, the machine and the ledger are in order."""
    import sys

    from zuofeng_cli.cli.boundary import advice, ends_with
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import Format, print_json
    from zuofeng_cli.queries.checkup import Verdict, checkup

    chosen = read_format(format_)
    surroundings = session_of(context).context()
    encoding = sys.stdout.encoding or ""
    with progress_bar(_("Checking")):
        found = list(checkup(surroundings, encoding=encoding, backups=backups, say=advice))
    verdicts = {each.verdict for each in found}
    code = DAMAGED if Verdict.BAD in verdicts else SOMETHING_TO_DO if Verdict.LOOK in verdicts else 0
    ends_with(code)
    if chosen is Format.JSON:
        print_json({"ok": code == 0, "checks": [each._asdict() for each in found]})
    else:
        _print(found, chosen)
    return code


def _print(found: "list[Finding]", format_: "Format | None") -> None:
    from zuofeng_cli.cli.render import Column, Sheet, cells, print_sheet

    columns = (
        Column(_("Checked")),
        Column(_("Verdict")),
        Column(_("What was found"), long=True),
        Column(_("What to do"), long=True),
    )
    rows = [
        cells(_(CHECKS[check]), _(VERDICTS[verdict]), said, advice or None)
        for check, verdict, said, advice in found
    ]
    print_sheet(Sheet("", columns, rows), format_)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    rows = (
        (
            "backup",
            backup,
            _("Copy the whole ledger to one file while others work on, and prove the copy."),
            _("Example: zuofeng backup /backup/ledger.db"),
        ),
        (
            "restore",
            restore,
            _("Make a backup the ledger of --db; one that is there already is kept beside it."),
            _("Example: zuofeng --db zuofeng.db restore /backup/ledger.db"),
        ),
        (
            "doctor",
            doctor,
            _("Say whether the program, the machine and the ledger are in order."),
            _("Example: zuofeng doctor --backups /backup"),
        ),
    )
    for name, command, text, example in rows:
        app.command(name, rich_help_panel=PANEL, help=text, epilog=example)(command)
