"""Commands for old and hard problems: chronic report, coordinate, list."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import FormatOption, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.cli.render import Sheet
    from zuofeng_cli.cli.session import Session
    from zuofeng_cli.queries.chronic import ChronicRow
    from zuofeng_cli.rules.issue import Issue

PANEL = _("Supervision")
chronic = typer.Typer(
    help=_("Old and hard problems: reported upwards or coordinated again and again."), no_args_is_help=True
)

Note = Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What was said."))]


@chronic.command(
    "report",
    help=_("Count that an issue was reported upwards."),
    epilog=_("Example: zuofeng chronic report 3 --to 'City government' --note 'No money for the machine'"),
)
def chronic_report(
    context: typer.Context,
    ref: Ref,
    to: Annotated[str, typer.Option("--to", metavar="TEXT", help=_("To whom it was reported."))],
    note: Note,
) -> None:
    """Count that an issue was reported upwards."""
    from zuofeng_cli.actions.chronic import report_upwards

    session = session_of(context)
    _say(session, report_upwards(session.context(), ref, to=to, note=note))


@chronic.command(
    "coordinate",
    help=_("Count that units were brought together over an issue."),
    epilog=_("Example: zuofeng chronic coordinate 3 --with Market --with Finance --note 'Half each'"),
)
def chronic_coordinate(
    context: typer.Context,
    ref: Ref,
    units: Annotated[
        list[str],
        typer.Option(
            "--with",
            metavar="UNIT",
            help=_("A unit that took part; may be repeated."),
            autocompletion=complete.units,
        ),
    ],
    note: Note,
) -> None:
    """Count that units were brought together over an issue."""
    from zuofeng_cli.actions.chronic import coordinate

    session = session_of(context)
    _say(session, coordinate(session.context(), ref, units=units, note=note))


def _say(session: "Session", issue: "Issue") -> None:
    """Say where the issue stands, and how often it has come up."""
    from zuofeng_cli.cli.messages import done
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.words import pick

    done(session, issue)
    counts = {"reports": issue.reports or 0, "coordinations": issue.coordinations or 0}
    said = _("Reported upwards: {reports}×; coordinated: {coordinations}×.").format(**counts)
    say(pick("", " ").join((said, _("It is chronic."))) if issue.chronic else said)


@chronic.command("list", help=_("Show the chronic issues and what made them so."))
def chronic_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the chronic issues and what made them so."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.chronic import chronic_issues

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        rows = chronic_issues(reader)
    if chosen is Format.JSON:
        print_json([row._asdict() for row in rows])
    else:
        print_sheet(_sheet(rows), chosen)


def _sheet(rows: "list[ChronicRow]") -> "Sheet":
    from zuofeng_cli.cli.render import Column, Sheet, cells, joined
    from zuofeng_cli.labels import label

    columns = (
        *(Column(_("Number")), Column(_("State"), drop=2), Column(_("Description"), long=True, cut=True)),
        *(Column(_("Responsible unit"), drop=3), Column(_("Owner"), drop=4), Column(_("Deadline"), drop=5)),
        *(Column(_("Chronic since"), drop=1), Column(_("Reported upwards"), figure=True)),
        *(
            Column(_("Coordinated"), figure=True),
            Column(_("Recurrence of")),
            Column(_("Came back as"), drop=6),
        ),
    )
    shown = [
        cells(
            *(row.ref, label(row.state), row.description, row.unit, row.owner, row.deadline),
            *(row.since, row.reports, row.coordinations, row.recurrence_of, joined(row.came_back_as)),
        )
        for row in rows
    ]
    return Sheet("", columns, shown, (_("Chronic issues: {count}.").format(count=len(rows)),))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(chronic, name="chronic", rich_help_panel=PANEL)
