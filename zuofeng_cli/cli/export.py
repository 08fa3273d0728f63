"""The command that hands the list out as a file: export ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AsOf
from zuofeng_cli.cli.publishing import PANEL
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.queries.issues import IssueFilter
    from zuofeng_cli.store.reader import Reader

export = typer.Typer(help=_("The list as a file to hand out."), no_args_is_help=True)


@export.command(
    "ledger",
    help=_("Write the list to a file; xlsx and csv import back unchanged."),
    epilog=_("Example: zuofeng export ledger -o ledger.xlsx --view tasks --unit 'Service office'"),
)
def ledger(
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help=_("The file: xlsx, csv, jsonl, md or html."),
        ),
    ],
    view: Annotated[
        str,
        typer.Option(
            "--view",
            metavar="ledger|problems|tasks|accountability",
            help=_("All columns, or one of the three lists."),
            autocompletion=complete.views,
        ),
    ] = "ledger",
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            "-u",
            metavar="UNIT",
            help=_("Only this responsible unit."),
            autocompletion=complete.units,
        ),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help=_("Only this state; may be repeated."),
            autocompletion=complete.states,
        ),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only what is overdue."))] = False,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="utf-8|gb18030", help=_("Of a csv file, for older spreadsheets.")),
    ] = None,
    as_of: AsOf = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a file that is there already."))] = False,
) -> None:
    """Write the list to a file."""
    from zuofeng_cli.cli.formats import read_choice
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.errors.usage import EncodingOfCsvOnly
    from zuofeng_cli.exchange.ledger_file import ENCODINGS, check_output, write_ledger
    from zuofeng_cli.queries.export import VIEW_WORDS, View, ledger_file
    from zuofeng_cli.typed_words import read_named

    chosen = View(read_named(view, VIEW_WORDS, N_("view")))
    code = read_choice((encoding or "utf-8").lower(), tuple(ENCODINGS), N_("encoding"))
    if encoding and output.suffix.lower() != ".csv":
        raise EncodingOfCsvOnly(path=output)
    check_output(output, replace=force)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        file = ledger_file(reader, chosen, _wanted(reader, unit, state, overdue=overdue), today=today)
        with progress_bar(_("Writing")) as bar:
            write_ledger(output, file, encoding=code, replace=force, tick=bar.tick)
    say(_("Written: {path}, {count} issues.").format(path=output, count=file.issues))


def _wanted(
    reader: "Reader", unit: list[str] | None, state: list[str] | None, *, overdue: bool
) -> "IssueFilter":
    from zuofeng_cli.cli.reads import find_ids
    from zuofeng_cli.queries.issues import IssueFilter
    from zuofeng_cli.rules.codes import State
    from zuofeng_cli.typed_words import read_code

    unit_ids, _owner_ids = find_ids(reader, unit or (), None)
    states = [read_code(word, State, N_("state")) for word in state or ()]
    return IssueFilter(unit_ids=unit_ids, states=states, overdue=overdue)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(export, name="export", rich_help_panel=PANEL)
