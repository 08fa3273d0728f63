"""Commands for deadlines that move only by permission: extend request, approve, deny, list."""

from typing import Annotated

import typer

from zuofeng_cli.cli.options import By, FormatOption, Reason, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

PANEL = _("The check")
extend = typer.Typer(help=_("Deadlines that move only by permission."), no_args_is_help=True)


@extend.command(
    "request",
    help=_("Ask for a later deadline."),
    epilog=_(
        "Example: zuofeng extend request 3 --to 2020-05-15 --reason 'Tender not over' --by Li"
        " --progress 'Two of four machines bought'"
    ),
)
def extend_request(
    context: typer.Context,
    ref: Ref,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help=_("The deadline asked for."))],
    reason: Reason,
    by: By,
    progress: Annotated[
        str, typer.Option("--progress", metavar="TEXT", help=_("What has been done so far."))
    ],
) -> None:
    """Ask for a later deadline."""
    from zuofeng_cli.actions.extension import request_extension
    from zuofeng_cli.cli.messages import done
    from zuofeng_cli.cli.render import say

    session = session_of(context)
    issue = request_extension(session.context(), ref, to=to, reason=reason, by=by, progress=progress)
    done(session, issue)
    if issue.extension_asked_on and issue.deadline and issue.extension_asked_on > issue.deadline:
        say(_("Asked for after the deadline: the issue counts as late even if it is granted."))


@extend.command(
    "approve",
    help=_("Grant the deadline asked for, or an earlier one."),
    epilog=_("Example: zuofeng extend approve 3 --by Wang --until 2020-05-10"),
)
def extend_approve(
    context: typer.Context,
    ref: Ref,
    by: By,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help=_("Grant only this day, before the one asked for.")),
    ] = None,
) -> None:
    """Grant the deadline asked for, or an earlier one."""
    from zuofeng_cli.actions.extension import approve_extension
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, approve_extension(session.context(), ref, by=by, until=until))


@extend.command("deny", help=_("Refuse the deadline asked for."))
def extend_deny(context: typer.Context, ref: Ref, by: By, reason: Reason) -> None:
    """Refuse the deadline asked for."""
    from zuofeng_cli.actions.extension import deny_extension
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, deny_extension(session.context(), ref, by=by, reason=reason))


@extend.command(
    "list",
    help=_("Show all requests, decided ones included."),
    epilog=_("Example: zuofeng extend list --pending"),
)
def extend_list(
    context: typer.Context,
    pending: Annotated[bool, typer.Option("--pending", help=_("Only what waits for a decision."))] = False,
    late: Annotated[bool, typer.Option("--late", help=_("Only what came after the deadline."))] = False,
    format_: FormatOption = None,
) -> None:
    """Show all requests, decided ones included."""
    from zuofeng_cli.cli.extension_sheets import extension_payload, extensions_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.extensions import extensions

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        rows = extensions(reader)
    shown = [
        row for row in rows if not (pending and row.request.ending) and (row.request.is_late or not late)
    ]
    if chosen is Format.JSON:
        print_json([extension_payload(row) for row in shown])
    else:
        print_sheet(extensions_sheet(shown), chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(extend, name="extend", rich_help_panel=PANEL)
