"""Commands of supervision: urge, decide, order list, order reply."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import By, FormatOption, Reason, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.cli.render import Sheet
    from zuofeng_cli.queries.orders import OrderRow
    from zuofeng_cli.rules.plan import Plan

PANEL = _("Supervision")
order = typer.Typer(help=_("Supervision orders and the replies to them."), no_args_is_help=True)


def urge(
    context: typer.Context,
    ref: Ref,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What was said."))] = None,
) -> None:
    """Urge the owner of an issue on."""
    from zuofeng_cli.actions.orders import urge as act
    from zuofeng_cli.cli.messages import done
    from zuofeng_cli.cli.render import say

    session = session_of(context)
    issue = act(session.context(), ref, note=note)
    done(session, issue)
    say(_("Urged so far: {count}×.").format(count=issue.urges))


def decide(
    context: typer.Context,
    ref: Ref,
    raises: Annotated[
        bool,
        typer.Option(
            "--raise/--keep",
            help=_("Raise it to the highest level suggested, or leave things as they are."),
        ),
    ],
    by: By,
    reason: Reason,
) -> None:
    """Decide, as a leader, what the sweep has suggested."""
    from zuofeng_cli.actions.orders import decide as act
    from zuofeng_cli.cli.messages import done, tell_order

    session = session_of(context)
    issue = act(session.context(), ref, by=by, reason=reason, raises=raises)
    done(session, issue)
    tell_order(issue)


@order.command("list", help=_("Show the supervision orders."))
def order_list(
    context: typer.Context,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help=_("Only those that wait for a reply."))
    ] = False,
    format_: FormatOption = None,
) -> None:
    """Show the supervision orders."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.orders import orders

    chosen = read_format(format_)
    session = session_of(context)
    with session.reading() as reader:
        plan = reader.plan
        rows = orders(reader, today=session.today(plan))
    shown = [row for row in rows if row.is_awaited or not unanswered]
    if chosen is Format.JSON:
        print_json([row._asdict() for row in shown])
    else:
        print_sheet(_sheet(shown, plan), chosen)


def _sheet(rows: "list[OrderRow]", plan: "Plan") -> "Sheet":
    from zuofeng_cli.cli.render import Column, Sheet, cells
    from zuofeng_cli.labels import order_no

    columns = (
        *(
            Column(_("Order")),
            Column(_("Number")),
            Column(_("Level"), drop=2),
            Column(_("Description"), long=True, cut=True, drop=3),
        ),
        *(Column(_("Responsible unit"), long=True), Column(_("Owner"), drop=1)),
        *(Column(_("Issued on"), drop=5), Column(_("Reply due"))),
        *(Column(_("Replied on")), Column(_("Reply"), long=True, cut=True, drop=4)),
    )
    shown = [
        cells(
            order_no(row.year, row.serial),
            row.ref,
            plan.ladder.label(row.level),
            row.description,
            row.unit,
            row.owner,
            row.issued_on,
            row.reply_due,
            _("missing") if row.is_missing else row.replied_on,
            row.reply,
        )
        for row in rows
    ]
    count = _("{count} supervision orders.").format(count=len(rows))
    return Sheet("", columns, shown, (count,))


@order.command(
    "reply",
    help=_("Record the unit's reply to an order."),
    epilog=_("Example: zuofeng order reply 5 --by Li --text 'Done by Friday'"),
)
def order_reply(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="ORDER",
            help=_("Its number: 5 or 2020-5."),
            autocompletion=complete.orders,
            show_default=False,
        ),
    ],
    by: By,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=_("What the unit replies."))],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))] = None,
) -> None:
    """Record the unit's reply to an order."""
    from zuofeng_cli.actions.orders import reply
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, reply(session.context(), number, by=by, text=text, on=on))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command("urge", rich_help_panel=PANEL, help=_("Urge the owner of an issue on."))(urge)
    app.command(
        "decide",
        rich_help_panel=PANEL,
        help=_("Decide, as a leader, what the sweep has suggested."),
        epilog=_("Example: zuofeng decide 8 --raise --by Chen --reason 'Reminded twice'"),
    )(decide)
    app.add_typer(order, name="order", rich_help_panel=PANEL)
