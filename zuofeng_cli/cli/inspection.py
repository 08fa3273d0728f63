"""Commands of the inspection teams: team add/join/leave/list, visit, finding, list, coverage."""

from typing import Annotated

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
    TypeOption,
)
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

PANEL = _("Finding issues")
MOST_ROUNDS = 99
inspection = typer.Typer(
    help=_("Inspection teams, their open and covert checks, and what they find."), no_args_is_help=True
)
team = typer.Typer(help=_("The teams and their members."), no_args_is_help=True)
inspection.add_typer(team, name="team")

TeamName = Annotated[
    str,
    typer.Argument(
        metavar="TEAM", help=_("Its name or number."), autocompletion=complete.teams, show_default=False
    ),
]
MEMBER = _("A person; with a position NAME:POSITION (head, deputy head or member).")
RoundFilter = Annotated[
    int | None,
    typer.Option("--round", metavar="N", min=1, max=MOST_ROUNDS, help=_("Only this round.")),
]


@team.command(
    "add",
    help=_("Form an inspection team."),
    epilog=_("Example: zuofeng inspection team add 'Team One' --member Chen:head --member Li"),
)
def team_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("What it is called."), show_default=False)],
    member: Annotated[
        list[str] | None,
        typer.Option("--member", metavar="NAME", help=MEMBER, autocompletion=complete.owners),
    ] = None,
) -> None:
    """Form an inspection team."""
    from zuofeng_cli.actions.inspection import add_team
    from zuofeng_cli.cli.render import say

    added = add_team(session_of(context).context(), name, members=member or ())
    say(_("Registered: {name}.").format(name=added.name))


@team.command(
    "join",
    help=_("Take persons into a team, or give them another position in it."),
    epilog=_("Example: zuofeng inspection team join 'Team One' Chen:head Li"),
)
def team_join(
    context: typer.Context,
    name: TeamName,
    members: Annotated[
        list[str],
        typer.Argument(metavar="NAME…", help=MEMBER, autocompletion=complete.owners, show_default=False),
    ],
) -> None:
    """Take persons into a team, or give them another position in it."""
    from zuofeng_cli.actions.inspection import join_team
    from zuofeng_cli.cli.render import joined, say

    found = join_team(session_of(context).context(), name, members)
    say(_("{team} has {names} now.").format(team=found.name, names=joined(members)))


@team.command(
    "leave",
    help=_("Take persons out of a team."),
    epilog=_("Example: zuofeng inspection team leave 'Team One' Li"),
)
def team_leave(
    context: typer.Context,
    name: TeamName,
    members: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME…", help=_("A person."), autocompletion=complete.owners, show_default=False
        ),
    ],
) -> None:
    """Take persons out of a team."""
    from zuofeng_cli.actions.inspection import leave_team
    from zuofeng_cli.cli.render import joined, say

    found = leave_team(session_of(context).context(), name, members)
    say(_("{team} is without {names} now.").format(team=found.name, names=joined(members)))


@team.command("list", help=_("Show the teams and their members."))
def team_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the teams and their members."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.inspection_sheets import teams_payload, teams_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.organisation import members, teams

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        formed = teams(reader, members(reader))
    if chosen is Format.JSON:
        print_json(teams_payload(formed))
    else:
        print_sheet(teams_sheet(formed), chosen)


@inspection.command(
    "visit",
    help=_("Keep that a team checked a unit, announced or not."),
    epilog=_("Example: zuofeng inspection visit 'Team One' 'Service Office' --kind covert --on 2020-05-12"),
)
def inspection_visit(
    context: typer.Context,
    name: TeamName,
    unit: Annotated[
        str,
        typer.Argument(
            metavar="UNIT", help=_("The unit visited."), autocompletion=complete.units, show_default=False
        ),
    ],
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="open|covert",
            help=_("An open check, or a covert one."),
            autocompletion=complete.visit_kinds,
        ),
    ],
    round_: Annotated[
        int | None,
        typer.Option(
            "--round",
            metavar="N",
            min=1,
            max=MOST_ROUNDS,
            help=_("Round of inspection; else the present one."),
        ),
    ] = None,
    on: On = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What else to keep."))] = None,
) -> None:
    """Keep that a team checked a unit, announced or not."""
    from zuofeng_cli.actions.inspection import visit
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.labels import entry_no, label

    made = visit(session_of(context).context(), name, unit, kind=kind, round_=round_, on=on, note=note)
    said = _("{visit} is kept: {kind}, round {round}, {day}.")
    number = entry_no("visit", made.id)
    say(said.format(visit=number, kind=label(made.kind), round=made.round, day=made.visited_on))


@inspection.command(
    "finding",
    help=_("Put what a visit found on the list, as an issue of the unit visited."),
    epilog=_("Example: zuofeng inspection finding 3 'Two windows empty at 9:30' -c 'Poor service'"),
)
def inspection_finding(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="VISIT",
            help=_("Number of the visit: 3."),
            autocompletion=complete.visits,
            show_default=False,
        ),
    ],
    description: Annotated[
        str, typer.Argument(help=_("What is wrong: who, where, what."), show_default=False)
    ],
    category: CategoryOption,
    owner: OwnerOption = None,
    deadline: DeadlineOption = None,
    cooperate: Cooperate = None,
    measure: Measures = None,
    type_: TypeOption = None,
    focus: Focus = None,
    assign: AssignFlag = False,
) -> None:
    """Put what a visit found on the list, as an issue of the unit visited."""
    from zuofeng_cli.actions.drafts import draft_of
    from zuofeng_cli.actions.inspection import add_finding
    from zuofeng_cli.cli.messages import done

    draft = draft_of(
        {
            "description": description,
            "category": category,
            "owner": owner,
            "deadline": deadline,
            "cooperating": ";".join(cooperate or ()),
            "measure": "\n".join(measure or ()),
            "type": type_,
            "focus": focus,
        }
    )
    session = session_of(context)
    done(session, add_finding(session.context(), number, draft, assign=assign))


@inspection.command("list", help=_("Show the visits with what they found."))
def inspection_list(
    context: typer.Context,
    round_: RoundFilter = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Only of this unit."), autocompletion=complete.units
        ),
    ] = None,
    format_: FormatOption = None,
) -> None:
    """Show the visits with what they found."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.inspection_sheets import visits_payload, visits_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries import registers
    from zuofeng_cli.queries.inspection import visits
    from zuofeng_cli.rules.registers import find_unit

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        wanted = find_unit(unit, registers.units(reader)).id if unit else None
        made = visits(reader, round_=round_)
    shown = [visit for visit in made if wanted in (None, visit.unit_id)]
    if chosen is Format.JSON:
        print_json(visits_payload(shown))
    else:
        print_sheet(visits_sheet(shown), chosen)


@inspection.command("coverage", help=_("Show which units were visited, and plainly which were not."))
def inspection_coverage(
    context: typer.Context, round_: RoundFilter = None, format_: FormatOption = None
) -> None:
    """Show which units were visited, and plainly which were not."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.inspection_sheets import coverage_payload, coverage_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.inspection import coverage

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        rows = coverage(reader, round_=round_)
    if chosen is Format.JSON:
        print_json(coverage_payload(rows, round_))
    else:
        print_sheet(coverage_sheet(rows, round_), chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(inspection, name="inspection", rich_help_panel=PANEL)
