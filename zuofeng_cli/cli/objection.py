"""Commands for objections: objection add, uphold, dismiss, list."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli.options import By, FormatOption, Reason, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.cli.render import Sheet
    from zuofeng_cli.queries.objections import ObjectionRow

PANEL = _("The check")
objection = typer.Typer(
    help=_("Objections during the public notice and after closing."), no_args_is_help=True
)

Position = Annotated[
    int | None,
    typer.Argument(metavar="N", min=1, help=_("Which objection, if several wait."), show_default=False),
]


@objection.command(
    "add",
    help=_("Note an objection; anybody may object."),
    epilog=_("Example: zuofeng objection add 12 --by 'A caller' --text 'Still shut on Friday'"),
)
def objection_add(
    context: typer.Context,
    ref: Ref,
    by: Annotated[str, typer.Option("--by", metavar="TEXT", help=_("Who objects, in the register or not."))],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=_("What is objected."))],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))] = None,
) -> None:
    """Note an objection; anybody may object."""
    from zuofeng_cli.actions.objections import raise_objection
    from zuofeng_cli.cli.messages import done
    from zuofeng_cli.cli.render import say

    session = session_of(context)
    issue = raise_objection(session.context(), ref, by=by, text=text, on=on)
    done(session, issue)
    say(_("Objection {position} waits for a decision.").format(position=len(issue.objections)))


@objection.command(
    "uphold",
    help=_("Uphold an objection: the issue goes back to its unit, or reopens if it is closed."),
    epilog=_("Example: zuofeng objection uphold 12 --by Chen --reason 'Seen shut' --deadline 2020-06-30"),
)
def objection_uphold(
    context: typer.Context,
    ref: Ref,
    by: By,
    reason: Reason,
    position: Position = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline", "-d", metavar="DATE", help=_("The new deadline, for an issue that is closed.")
        ),
    ] = None,
) -> None:
    """Uphold an objection: the issue goes back to its unit, or reopens if it is closed."""
    from zuofeng_cli.actions.objections import uphold
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, uphold(session.context(), ref, position, by=by, reason=reason, deadline=deadline))


@objection.command("dismiss", help=_("Dismiss an objection; the issue stays where it is."))
def objection_dismiss(
    context: typer.Context, ref: Ref, by: By, reason: Reason, position: Position = None
) -> None:
    """Dismiss an objection; the issue stays where it is."""
    from zuofeng_cli.actions.objections import dismiss
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, dismiss(session.context(), ref, position, by=by, reason=reason))


@objection.command("list", help=_("Show the objections."))
def objection_list(
    context: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help=_("Only what waits for a decision."))] = False,
    format_: FormatOption = None,
) -> None:
    """Show the objections."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.objections import objections

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        rows = objections(reader)
    shown = [row for row in rows if row.is_open or not open_]
    if chosen is Format.JSON:
        print_json([row._asdict() for row in shown])
    else:
        print_sheet(_sheet(shown), chosen)


def _sheet(rows: "list[ObjectionRow]") -> "Sheet":
    from zuofeng_cli.cli.render import Column, Sheet, cells
    from zuofeng_cli.labels import label

    columns = (
        *(Column(_("Number")), Column(_("No."), figure=True), Column(_("State"), drop=3)),
        *(Column(_("Description"), long=True, cut=True, drop=4), Column(_("Responsible unit"), drop=5)),
        *(
            Column(_("Raised on")),
            Column(_("Raised by"), long=True),
            Column(_("Objection"), long=True, cut=True),
        ),
        *(Column(_("Decision")), Column(_("Decided by"), drop=1), Column(_("Decided on"), drop=2)),
    )
    shown = [
        cells(
            *(row.ref, row.position, label(row.state), row.description, row.unit),
            *(row.raised_on, row.raised_by, row.text),
            label(row.outcome) if row.outcome else _("undecided"),
            *(row.decided_by, row.decided_on),
        )
        for row in rows
    ]
    return Sheet("", columns, shown, (_("Objections: {count}.").format(count=len(rows)),))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(objection, name="objection", rich_help_panel=PANEL)
