"""The command that traces an issue back: who held it when, and whose the late days are."""

import typer

from zuofeng_cli.cli.options import AsOf, FormatOption, Ref
from zuofeng_cli.cli.session import read_day_typed, session_of
from zuofeng_cli.words import _

PANEL = _("Looking")


def trace(context: typer.Context, ref: Ref, as_of: AsOf = None, format_: FormatOption = None) -> None:
    """Trace an issue back: who held it when, and whose the late days are."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheets
    from zuofeng_cli.cli.trace_payload import trace_payload
    from zuofeng_cli.cli.trace_sheets import trace_sheets
    from zuofeng_cli.queries.trace import trace as query

    chosen = read_format(format_)
    session = session_of(context)
    with session.reading() as reader:
        today = session.today(reader.plan)
        day = read_day_typed(as_of, reader, today) if as_of else today
        traced = query(reader, ref, as_of=day, today=today)
        if chosen is Format.JSON:
            print_json(trace_payload(traced))
        else:
            print_sheets(trace_sheets(traced, reader.plan), chosen)


def register(app: typer.Typer) -> None:
    """Add this command to *app*."""
    app.command(
        "trace",
        rich_help_panel=PANEL,
        help=_("Trace an issue back: who held it when, and whose the late days are."),
        epilog=_("Example: zuofeng trace 12 --format markdown"),
    )(trace)
