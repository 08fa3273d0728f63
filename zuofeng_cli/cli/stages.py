"""Commands for the stages of the campaign: stage show, stage set."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AsOf, FormatOption
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from datetime import date

    from zuofeng_cli.cli.render import Sheet
    from zuofeng_cli.rules.plan import Stage
    from zuofeng_cli.rules.stages import StageDay

PANEL = _("The ledger")
stage = typer.Typer(help=_("The stages of the campaign and their dates."), no_args_is_help=True)


@stage.command("show", help=_("Show the stages with their dates and tasks, today's marked."))
def stage_show(context: typer.Context, as_of: AsOf = None, format_: FormatOption = None) -> None:
    """Show the stages with their dates and tasks, today's marked."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.stages import stages

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        shown = stages(reader)
    if chosen is Format.JSON:
        print_json([_payload(each, today) for each in shown])
    else:
        print_sheet(_sheet(shown, today), chosen)


def _sheet(stages: "Sequence[Stage]", today: "date") -> "Sheet":
    from zuofeng_cli.cli.render import Column, Sheet, cells, joined
    from zuofeng_cli.cli.stage_words import action_word
    from zuofeng_cli.rules.stages import day_of, span_of

    columns = (
        *(Column(_("Stage")), Column(_("From")), Column(_("To")), Column(_("Today"))),
        *(Column(_("Days left"), figure=True, drop=1), Column(_("Tasks"), long=True)),
        Column(_("Belongs there"), long=True, drop=2),
    )
    rows = []
    for each in stages:
        found = day_of(each, today)
        rows.append(
            cells(
                *(each.label, each.starts, each.ends, _place(found)),
                found.days_left if found and found.is_now else None,
                each.summary,
                joined([action_word(action) for action in each.actions]),
            )
        )
    is_open = any(span_of(each) is None for each in stages)
    notes = (
        [_("Without dates: settle them with `zuofeng stage set STAGE --from DATE --to DATE`.")]
        if is_open
        else []
    )
    return Sheet("", columns, rows, notes)


def _place(found: "StageDay | None") -> str | None:
    """Return how a stage lies to today; a sign goes with the words."""
    if found is None:
        return None
    if found.is_now:
        return _("▶ day {day} of {days}").format(day=found.day, days=found.days)
    return _("over") if found.day > found.days else _("not yet")


def _payload(stage: "Stage", today: "date") -> dict[str, object]:
    from zuofeng_cli.rules.stages import day_of

    found = day_of(stage, today)
    is_now = found is not None and found.is_now
    return {
        "code": stage.code,
        "name": stage.name,
        "summary": stage.summary,
        "actions": list(stage.actions),
        "starts": stage.starts,
        "ends": stage.ends,
        "days": found.days if found else None,
        "is_now": is_now,
        "day": found.day if found and is_now else None,
        "days_left": found.days_left if found and is_now else None,
    }


@stage.command(
    "set",
    help=_("Settle the first and last day of a stage; it may be settled anew."),
    epilog=_("Example: zuofeng stage set 'Self-check' --from 2020-04-16 --to 2020-05-15"),
)
def stage_set(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="STAGE", help=_("The stage."), autocompletion=complete.stages, show_default=False
        ),
    ],
    starts: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("First day; else as it was."))
    ] = None,
    ends: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help=_("Last day; else as it was."))
    ] = None,
) -> None:
    """Settle the first and last day of a stage; it may be settled anew."""
    from zuofeng_cli.actions.stages import set_stage
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.rules.stages import day_of

    session = session_of(context)
    settled = set_stage(session.context(), name, starts=starts, ends=ends)
    assert settled.starts
    found = day_of(settled, settled.starts)
    said = _("“{stage}” runs from {first} to {last} (days: {days}).")
    days = found.days if found else 0
    say(said.format(stage=settled.label, first=settled.starts, last=settled.ends, days=days))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(stage, name="stage", rich_help_panel=PANEL)
