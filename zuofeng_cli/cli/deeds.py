"""Commands for practical deeds: deed add, deed list."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AsOf, FormatOption
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zuofeng_cli.cli.render import Sheet
    from zuofeng_cli.queries.issues import IssueRow

deed = typer.Typer(help=_("Practical deeds for firms and people."), no_args_is_help=True)


@deed.command(
    "add",
    help=_("Put a practical deed on the list and hand it over."),
    epilog=_(
        "Example: zuofeng deed add 'Open the hall on Saturdays' -u 'Service Office' -o Li -d 2020-09-30"
    ),
)
def deed_add(
    context: typer.Context,
    description: Annotated[
        str, typer.Argument(help=_("What is to be done, and for whom."), show_default=False)
    ],
    unit: Annotated[
        str,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Responsible unit."), autocompletion=complete.units
        ),
    ],
    owner: Annotated[
        str,
        typer.Option(
            "--owner", "-o", metavar="NAME", help=_("Owner of the deed."), autocompletion=complete.owners
        ),
    ],
    deadline: Annotated[
        str, typer.Option("--deadline", "-d", metavar="DATE", help=_("When it is to be completed."))
    ],
    category: Annotated[
        str | None,
        typer.Option(
            "--category",
            "-c",
            metavar="NAME",
            help=_("Category; else the plan's for deeds."),
            autocompletion=complete.categories,
        ),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option("--measure", "-m", metavar="TEXT", help=_("A measure; may be repeated.")),
    ] = None,
) -> None:
    """Put a practical deed on the list and hand it over."""
    from zuofeng_cli.actions.drafts import draft_of
    from zuofeng_cli.actions.merits import add_deed
    from zuofeng_cli.cli.messages import done

    draft = draft_of(
        {
            "description": description,
            "unit": unit,
            "owner": owner,
            "deadline": deadline,
            "category": category,
            "measure": "\n".join(measure or ()),
        }
    )
    session = session_of(context)
    done(session, add_deed(session.context(), draft))


@deed.command("list", help=_("Show the practical deeds and when they were completed."))
def deed_list(
    context: typer.Context,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only what is overdue."))] = False,
    completed: Annotated[bool, typer.Option("--done", help=_("Only what was reported done."))] = False,
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
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Show the practical deeds and when they were completed."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.reads import find_ids
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.deeds import deeds
    from zuofeng_cli.queries.issues import issue_payload

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        unit_ids = find_ids(reader, unit, None)[0] if unit else ()
        rows = deeds(reader, today=today, overdue=overdue, completed=completed, unit_ids=unit_ids)
    if chosen is Format.JSON:
        print_json([issue_payload(row) for row in rows])
    else:
        print_sheet(_sheet(rows), chosen)


def _sheet(rows: "Sequence[IssueRow]") -> "Sheet":
    from zuofeng_cli.cli.render import Column, Sheet, cells
    from zuofeng_cli.cli.sheets import deadline_text, issue_light
    from zuofeng_cli.labels import label

    columns = (
        *(Column(_("Number")), Column(_("Light")), Column(_("State"), drop=2)),
        *(Column(_("Practical deed"), long=True, cut=True), Column(_("Responsible unit"), long=True, drop=1)),
        *(Column(_("Owner")), Column(_("To be completed by")), Column(_("Done on"))),
        Column(_("Days left"), figure=True, drop=3),
    )
    shown = [
        cells(
            *(row.ref, issue_light(row), label(row.state), row.description, row.unit, row.owner),
            *(deadline_text(row), row.rectified_on, row.days_left),
        )
        for row in rows
    ]
    note = _("Practical deeds: {count}, done {done}, overdue {overdue}.").format(
        count=len(rows),
        done=sum(row.rectified_on is not None for row in rows),
        overdue=sum(row.overdue for row in rows),
    )
    return Sheet("", columns, shown, (note,))
