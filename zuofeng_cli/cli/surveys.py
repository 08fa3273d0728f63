"""Commands of the public's verdict: survey add, list, show; proposal list, confirm, dismiss."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import By, FormatOption, Reason, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.store.reader import Reader

PANEL = _("After closing")
HIGHEST = 2**31 - 1
survey = typer.Typer(help=_("Satisfaction surveys: the public's verdict."), no_args_is_help=True)
proposal = typer.Typer(
    help=_("What surveys propose to reopen, and what is made of it."), no_args_is_help=True
)

IssueOption = Annotated[
    str | None,
    typer.Option(
        "--issue", "-i", metavar="REF", help=_("The issue it is about."), autocompletion=complete.refs
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit", "-u", metavar="UNIT", help=_("The unit it is about."), autocompletion=complete.units
    ),
]


@survey.command(
    "add",
    help=_("Take down a satisfaction survey about an issue or a unit."),
    epilog=_(
        "Example: zuofeng survey add 'Window hours' --issue 12 --issued 50 --returned 48 --satisfied 20"
        " --fairly-satisfied 12 --dissatisfied 14"
    ),
)
def survey_add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help=_("What was asked."), show_default=False)],
    issued: Annotated[
        int, typer.Option("--issued", metavar="N", min=1, max=HIGHEST, help=_("Ballots given out."))
    ],
    returned: Annotated[
        int, typer.Option("--returned", metavar="N", min=0, max=HIGHEST, help=_("Ballots that came back."))
    ],
    satisfied: Annotated[
        int, typer.Option("--satisfied", metavar="N", min=0, max=HIGHEST, help=_("Answers: satisfied."))
    ],
    fairly: Annotated[
        int,
        typer.Option(
            "--fairly-satisfied", metavar="N", min=0, max=HIGHEST, help=_("Answers: fairly satisfied.")
        ),
    ],
    dissatisfied: Annotated[
        int, typer.Option("--dissatisfied", metavar="N", min=0, max=HIGHEST, help=_("Answers: dissatisfied."))
    ],
    unknown: Annotated[
        int,
        typer.Option(
            "--unknown", metavar="N", min=0, max=HIGHEST, help=_("Answers: do not know; they are not valid.")
        ),
    ] = 0,
    issue: IssueOption = None,
    unit: UnitOption = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))] = None,
) -> None:
    """Take down a satisfaction survey."""
    from zuofeng_cli.actions.surveys import add_survey
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.cli.survey_sheets import verdict_words
    from zuofeng_cli.rules.figures import Ballots

    session = session_of(context)
    ballots = Ballots(issued, returned, satisfied, fairly, dissatisfied, unknown)
    added = add_survey(session.context(), title, ballots, issue=issue, unit=unit, on=on)
    say(_("Survey {survey} is taken down.").format(survey=added.id))
    with session.reading() as reader:
        say(verdict_words(ballots, reader.plan))


@survey.command("list", help=_("Show the surveys."), epilog=_("Example: zuofeng survey list --issue 12"))
def survey_list(
    context: typer.Context, issue: IssueOption = None, unit: UnitOption = None, format_: FormatOption = None
) -> None:
    """Show the surveys."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.cli.survey_sheets import survey_payload, surveys_sheet
    from zuofeng_cli.queries.surveys import surveys

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        number = _number(reader, issue) if issue is not None else None
        unit_id = _unit_id(reader, unit) if unit is not None else None
        rows = surveys(reader, number=number, unit_id=unit_id)
        plan = reader.plan
    if chosen is Format.JSON:
        print_json([survey_payload(row, plan) for row in rows])
    else:
        print_sheet(surveys_sheet(rows, plan), chosen)


def _number(reader: "Reader", ref: str) -> int:
    from zuofeng_cli.errors.lookup import IssueNotFound

    number = reader.number(ref)
    if not reader.rows("SELECT 1 FROM issue WHERE number = :number", number=number):
        raise IssueNotFound(ref=reader.ref(number))
    return number


def _unit_id(reader: "Reader", name: str) -> int:
    from zuofeng_cli.queries.registers import units
    from zuofeng_cli.rules.registers import find_unit

    return find_unit(name, units(reader)).id


@survey.command("show", help=_("Show one survey."), epilog=_("Example: zuofeng survey show 3"))
def survey_show(
    context: typer.Context,
    number: Annotated[
        int,
        typer.Argument(
            metavar="SURVEY",
            min=1,
            max=HIGHEST,
            help=_("The number of a survey."),
            autocompletion=complete.surveys,
            show_default=False,
        ),
    ],
    format_: FormatOption = None,
) -> None:
    """Show one survey."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.cli.survey_sheets import survey_payload, survey_sheet
    from zuofeng_cli.errors.surveys import SurveyNotFound
    from zuofeng_cli.queries.surveys import survey as query

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        row = query(reader, number)
        plan = reader.plan
    if row is None:
        raise SurveyNotFound(survey=number)
    if chosen is Format.JSON:
        print_json(survey_payload(row, plan))
    else:
        print_sheet(survey_sheet(row, plan), chosen)


@proposal.command("list", help=_("Show what surveys propose to reopen and nobody has decided yet."))
def proposal_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show what surveys propose to reopen and nobody has decided yet."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.cli.survey_sheets import proposals_sheet, survey_payload
    from zuofeng_cli.queries.surveys import proposals

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        rows = proposals(reader)
        plan = reader.plan
    if chosen is Format.JSON:
        print_json([survey_payload(row, plan) for row in rows])
    else:
        print_sheet(proposals_sheet(rows), chosen)


@proposal.command(
    "confirm",
    help=_("Reopen an issue as proposed, with a new deadline."),
    epilog=_("Example: zuofeng proposal confirm 12 --by Chen --deadline 2020-09-30"),
)
def proposal_confirm(
    context: typer.Context,
    ref: Ref,
    by: By,
    deadline: Annotated[str, typer.Option("--deadline", "-d", metavar="DATE", help=_("The new deadline."))],
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=_("What is to be done better."))
    ] = None,
) -> None:
    """Reopen an issue as proposed."""
    from zuofeng_cli.actions.surveys import confirm
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, confirm(session.context(), ref, by=by, deadline=deadline, note=note))


@proposal.command(
    "dismiss",
    help=_("Leave an issue closed against what is proposed."),
    epilog=_("Example: zuofeng proposal dismiss 12 --by Chen --reason 'Asked about another window'"),
)
def proposal_dismiss(context: typer.Context, ref: Ref, by: By, reason: Reason) -> None:
    """Leave an issue closed against what is proposed."""
    from zuofeng_cli.actions.surveys import dismiss
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, dismiss(session.context(), ref, by=by, reason=reason))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(survey, name="survey", rich_help_panel=PANEL)
    app.add_typer(proposal, name="proposal", rich_help_panel=PANEL)
