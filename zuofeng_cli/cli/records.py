"""Commands of the performance records: record show, record list, record commend; with them, the deeds."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.deeds import deed
from zuofeng_cli.cli.options import AsOf, By, FormatOption, Reason
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.store.reader import Reader

PANEL = _("Performance records and practical deeds")
record = typer.Typer(help=_("Performance records: what persons held and how it went."), no_args_is_help=True)

Person = Annotated[
    str,
    typer.Argument(
        metavar="OWNER",
        help=_("The person; NAME@UNIT among namesakes."),
        autocompletion=complete.owners,
        show_default=False,
    ),
]


@record.command(
    "show",
    help=_("Show the record of a person."),
    epilog=_("Example: zuofeng record show Li --as-of 2020-06-30"),
)
def record_show(
    context: typer.Context, owner: Person, as_of: AsOf = None, format_: FormatOption = None
) -> None:
    """Show the record of a person."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.record_sheets import record_payload, record_sheets
    from zuofeng_cli.cli.render import Format, print_json, print_sheets
    from zuofeng_cli.queries.performance import records

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        (found,) = records(reader, as_of=today, owner_id=_owner_id(reader, owner))
    if chosen is Format.JSON:
        print_json({"as_of": today, **record_payload(found)})
        return
    print_sheets(record_sheets(found, today), chosen)


def _owner_id(reader: "Reader", name: str) -> int:
    from zuofeng_cli.queries.registers import owners, units
    from zuofeng_cli.rules.registers import find_owner

    return find_owner(name, owners(reader), units(reader)).id


@record.command("list", help=_("Show the figures of everybody who has any."))
def record_list(
    context: typer.Context,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Only this unit."), autocompletion=complete.units
        ),
    ] = None,
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Show the figures of everybody who has any."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.reads import find_ids
    from zuofeng_cli.cli.record_sheets import figures_payload, records_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.performance import records

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        unit_ids = find_ids(reader, unit, None)[0] if unit else ()
        found = [row for row in records(reader, as_of=today) if not unit_ids or row.unit_id in unit_ids]
    shown = [row for row in found if any(row.figures)]
    if chosen is Format.JSON:
        print_json({"as_of": today, "rows": [figures_payload(row) for row in shown]})
    else:
        print_sheet(records_sheet(shown, today, without=len(found) - len(shown)), chosen)


@record.command(
    "commend",
    help=_("Commend a person, as a supervisor or a leader."),
    epilog=_("Example: zuofeng record commend Li --reason 'Hall open on Saturdays since May' --by Chen"),
)
def record_commend(
    context: typer.Context,
    owner: Person,
    reason: Reason,
    by: By,
    issue: Annotated[
        str | None,
        typer.Option(
            "--issue", metavar="REF", help=_("Issue or deed it is for."), autocompletion=complete.refs
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))] = None,
) -> None:
    """Commend a person, as a supervisor or a leader."""
    from zuofeng_cli.actions.merits import commend
    from zuofeng_cli.cli.render import say

    entry = commend(session_of(context).context(), owner, reason=reason, by=by, ref=issue, on=on)
    say(_("{name} is commended on {day}.").format(name=owner.strip(), day=entry.commended_on))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(record, name="record", rich_help_panel=PANEL)
    app.add_typer(deed, name="deed", rich_help_panel=PANEL)
