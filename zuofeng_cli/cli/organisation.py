"""Commands for the leading group and its office: org add, org remove, plan org."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete, setup
from zuofeng_cli.cli.options import FormatOption
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

PANEL = _("Registers")
org = typer.Typer(help=_("Positions in the leading group and its office."), no_args_is_help=True)

Person = Annotated[
    str,
    typer.Argument(
        metavar="PERSON",
        help=_("Who; NAME@UNIT among namesakes."),
        autocompletion=complete.owners,
        show_default=False,
    ),
]
BodyOption = Annotated[
    str,
    typer.Option(
        "--body",
        metavar="leading_group|office",
        help=_("Leading group, or its office."),
        autocompletion=complete.bodies,
    ),
]


@org.command(
    "add",
    help=_("Give a person a position, with what it may decide."),
    epilog=_("Example: zuofeng org add Chen --body leading_group --position head"),
)
def org_add(
    context: typer.Context,
    person: Person,
    body: BodyOption,
    position: Annotated[
        str,
        typer.Option(
            "--position",
            metavar="POSITION",
            help=_("A position of the plan, like head, deputy or member."),
            autocompletion=complete.positions,
        ),
    ],
) -> None:
    """Give a person a position, with what it may decide."""
    from zuofeng_cli.actions.organisation import appoint
    from zuofeng_cli.cli.render import say

    who, where, what = appoint(session_of(context).context(), person, body=body, position=position)
    said = _("{name} is now {position} of “{body}”.")
    say(said.format(name=who.name, position=what.label, body=where.label))


@org.command(
    "remove",
    help=_("Take a person out of a body."),
    epilog=_("Example: zuofeng org remove Chen --body leading_group"),
)
def org_remove(context: typer.Context, person: Person, body: BodyOption) -> None:
    """Take a person out of a body."""
    from zuofeng_cli.actions.organisation import dismiss
    from zuofeng_cli.cli.render import say

    who, where = dismiss(session_of(context).context(), person, body=body)
    said = _("{name} holds no position in “{body}” any more.")
    say(said.format(name=who.name, body=where.label))


def plan_org(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the leading group, its office and the teams, and what each position may decide."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.organisation_sheets import organisation_payload, organisation_sheets
    from zuofeng_cli.cli.render import Format, print_json, print_sheets
    from zuofeng_cli.queries.organisation import members, teams

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        plan, people = reader.plan, members(reader)
        formed = teams(reader, people)
    if chosen is Format.JSON:
        print_json(organisation_payload(plan, people, formed))
    else:
        print_sheets(organisation_sheets(plan, people, formed), chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(org, name="org", rich_help_panel=PANEL)
    setup.plan.command(
        "org", help=_("Show the leading group, its office and the teams, and what each position may decide.")
    )(plan_org)
