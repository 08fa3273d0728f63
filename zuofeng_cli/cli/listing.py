"""Commands for the list: open, assign, measure, progress."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import (
    AssignFlag,
    CategoryOption,
    Cooperate,
    DeadlineOption,
    Focus,
    FormatOption,
    Measures,
    On,
    OwnerOption,
    Ref,
    Refs,
    TypeOption,
    UnitOption,
)
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.rules.issue import Issue

PANEL = _("The list")
measures = typer.Typer(help=_("Rectification measures of an issue."), no_args_is_help=True)


def open_(
    context: typer.Context,
    description: Annotated[
        str, typer.Argument(help=_("What is wrong: who, where, what."), show_default=False)
    ],
    category: CategoryOption,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            "-s",
            metavar="NAME",
            help=_("Where it comes from; else self-check."),
            autocompletion=complete.sources,
        ),
    ] = None,
    unit: UnitOption = None,
    owner: OwnerOption = None,
    deadline: DeadlineOption = None,
    cooperate: Cooperate = None,
    measure: Measures = None,
    type_: TypeOption = None,
    focus: Focus = None,
    found_on: Annotated[
        str | None, typer.Option("--found-on", metavar="DATE", help=_("When it was found."))
    ] = None,
    assign: AssignFlag = False,
) -> None:
    """Put one issue on the list."""
    from zuofeng_cli.actions.drafts import draft_of
    from zuofeng_cli.actions.listing import open_issue
    from zuofeng_cli.cli.messages import done

    draft = draft_of(
        {
            "description": description,
            "category": category,
            "source": source,
            "unit": unit,
            "owner": owner,
            "deadline": deadline,
            "cooperating": ";".join(cooperate or ()),
            "measure": "\n".join(measure or ()),
            "type": type_,
            "found_on": found_on,
            "focus": focus,
        }
    )
    session = session_of(context)
    done(session, open_issue(session.context(), draft, assign=assign))


def assign(
    context: typer.Context,
    refs: Refs,
    unit: UnitOption = None,
    owner: OwnerOption = None,
    deadline: DeadlineOption = None,
    cooperate: Cooperate = None,
) -> None:
    """Set responsible unit, owner and deadline, and hand the issue over."""
    from zuofeng_cli.actions.listing import assign as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    for issue, is_changed in act(
        session.context(), refs, unit=unit, owner=owner, deadline=deadline, cooperate=cooperate or ()
    ):
        done(session, issue, is_changed=is_changed)


@measures.command("add", help=_("Write down one more measure."))
def measure_add(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str, typer.Argument(help=_("The measure."), show_default=False)],
) -> None:
    """Write down one more measure."""
    from zuofeng_cli.actions.listing import add_measure
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    issue = add_measure(session.context(), ref, text)
    done(session, issue)
    _say_measure(issue, len(issue.measures))


@measures.command("done", help=_("Mark a measure as done."))
def measure_done(
    context: typer.Context,
    ref: Ref,
    position: Annotated[int, typer.Argument(help=_("Number of the measure, from 1."), show_default=False)],
    on: On = None,
) -> None:
    """Mark a measure as done."""
    from zuofeng_cli.actions.listing import measure_done as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    issue = act(session.context(), ref, position, on)
    done(session, issue)
    _say_measure(issue, position)


def _say_measure(issue: "Issue", position: int) -> None:
    """Say which measure was written down, or marked as done."""
    from zuofeng_cli.cli.render import say

    measure = issue.measures[position - 1]
    told = _("Measure {position}: {text}")
    said = _("Measure {position}, done on {day}: {text}") if measure.done_on else told
    say(said.format(position=position, day=measure.done_on, text=measure.text))


@measures.command("list", help=_("Show the measures of an issue."))
def measure_list(context: typer.Context, ref: Ref, format_: FormatOption = None) -> None:
    """Show the measures of an issue."""
    from zuofeng_cli.cli.detail_sheets import measures_payload, measures_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.detail import show

    chosen = read_format(format_)
    session = session_of(context)
    with session.reading() as reader:
        detail = show(reader, ref, today=session.today(reader.plan))
    if chosen is Format.JSON:
        print_json(measures_payload(detail))
    else:
        print_sheet(measures_sheet(detail, title=detail.issue.ref), chosen)


def progress(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str, typer.Argument(help=_("What was done."), show_default=False)],
) -> None:
    """Note what was reported."""
    from zuofeng_cli.actions.listing import note_progress
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, note_progress(session.context(), ref, text))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command(
        "open",
        rich_help_panel=PANEL,
        help=_("Put one issue on the list."),
        epilog=_(
            "Example: zuofeng open 'Window 3 closes at 11:30' -c 'Poor service'"
            " -u 'Service Office' -o 'Li' -d 2020-06-30"
        ),
    )(open_)
    app.command(
        "assign",
        rich_help_panel=PANEL,
        help=_("Set responsible unit, owner and deadline, and hand the issue over."),
        epilog=_("Example: zuofeng assign 12 13 -u 'Service Office' -o 'Li' -d 2020.6.30"),
    )(assign)
    app.add_typer(measures, name="measure", rich_help_panel=PANEL)
    app.command("progress", rich_help_panel=PANEL, help=_("Note what was reported."))(progress)
