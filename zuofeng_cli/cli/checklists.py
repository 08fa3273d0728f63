"""Commands for the checklists of the plan: list, show, answer, import, status."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AssignFlag, DeadlineOption, FormatOption, On, OwnerOption, TextFormat
from zuofeng_cli.cli.session import Session, session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.actions.checklist_intake import AnswersTaken
    from zuofeng_cli.actions.checklists import Answered, Opening

PANEL = _("Finding issues")
checklist = typer.Typer(
    help=_("The questionnaires of the plan: who answers them, and what."), no_args_is_help=True
)

ChecklistName = Annotated[
    str,
    typer.Argument(
        metavar="CHECKLIST",
        help=_("Its name or code."),
        autocompletion=complete.checklists,
        show_default=False,
    ),
]
OpenFlag = Annotated[
    bool, typer.Option("--open", help=_("Open an issue for each answer out of order, in the same step."))
]
CategoryOfOpened = Annotated[
    str | None,
    typer.Option(
        "--category",
        "-c",
        metavar="NAME",
        help=_("Category of the issues opened; else the plan's for each question."),
        autocompletion=complete.categories,
    ),
]


@checklist.command("list", help=_("Show the checklists of the plan."))
def checklist_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the checklists of the plan."""
    from zuofeng_cli.cli.checklist_sheets import checklist_payload, checklists_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        plan = reader.plan
    if chosen is Format.JSON:
        print_json([checklist_payload(each) for each in plan.checklists])
    else:
        print_sheet(checklists_sheet(plan), chosen)


@checklist.command(
    "show",
    help=_("Show the questions of a checklist."),
    epilog=_("Example: zuofeng checklist show six_questions"),
)
def checklist_show(context: typer.Context, name: ChecklistName, format_: FormatOption = None) -> None:
    """Show the questions of a checklist."""
    from zuofeng_cli.cli.checklist_sheets import checklist_payload, questions_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.typed_words import read_checklist

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        plan = reader.plan
    found = read_checklist(name, plan.checklists)
    if chosen is Format.JSON:
        print_json(checklist_payload(found))
    else:
        print_sheet(questions_sheet(found, plan), chosen)


@checklist.command(
    "answer",
    help=_("Keep what a unit or a person answers; without --answer each question is asked."),
    epilog=_(
        "Example: zuofeng checklist answer four_in_place --unit Market --answer 1=yes --answer 2=no:late …"
    ),
)
def checklist_answer(
    context: typer.Context,
    name: ChecklistName,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("The unit that answers."), autocompletion=complete.units
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            "-p",
            metavar="NAME",
            help=_("The person who answers, or fills it in for the unit."),
            autocompletion=complete.owners,
        ),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer", "-a", metavar="N=ANSWER", help=_("1=yes or 3=no:note; once for each question.")
        ),
    ] = None,
    on: On = None,
    open_: OpenFlag = False,
    category: CategoryOfOpened = None,
    owner: OwnerOption = None,
    deadline: DeadlineOption = None,
    assign: AssignFlag = False,
) -> None:
    """Keep what a unit or a person answers; without --answer each question is asked."""
    from zuofeng_cli.actions.checklists import answer as act
    from zuofeng_cli.cli.render import say

    session = session_of(context)
    opening = _opening(open_, category, owner, deadline, assign)
    given = answer or _asked(session, name, unit, person)
    who, answered = act(session.context(), name, given, unit=unit, person=person, on=on, opening=opening)
    say(_("The answers of {who} are kept.").format(who=who.name))
    _tell(answered)


def _asked(session: Session, name: str, unit: str | None, person: str | None) -> list[str]:
    """Return what is answered on the terminal; who answers is looked up first."""
    from zuofeng_cli.cli.asking import ask
    from zuofeng_cli.queries import registers
    from zuofeng_cli.rules.checklists import respondent
    from zuofeng_cli.typed_words import read_checklist

    with session.reading() as reader:
        found = read_checklist(name, reader.plan.checklists)
        units, owners = registers.units(reader), registers.owners(reader)
    return ask(found, respondent(found, units, owners, unit=unit, person=person).name)


def _opening(
    open_: bool, category: str | None, owner: str | None, deadline: str | None, assign: bool
) -> "Opening | None":
    """Return what issues are opened with, if any are to be.

    Raises:
        OpeningNotAsked: there are options about issues, but no ``--open``.
    """
    from zuofeng_cli.actions.checklists import Opening
    from zuofeng_cli.errors.checklists import OpeningNotAsked

    if open_:
        return Opening(category, owner, deadline, assign)
    options = {"--category": category, "--owner": owner, "--deadline": deadline, "--assign": assign}
    if said := tuple(option for option, value in options.items() if value):
        raise OpeningNotAsked(options=said)
    return None


def _tell(answered: "Answered") -> None:
    from zuofeng_cli.cli.render import joined, say

    if answered.unexpected:
        say(_("Answers out of order: {count}.").format(count=answered.unexpected))
    if answered.opened:
        say(_("Issues opened: {refs}.").format(refs=joined(answered.opened)))
    if answered.running:
        say(_("On the list already: {refs}.").format(refs=joined(list(dict.fromkeys(answered.running)))))


@checklist.command(
    "import",
    help=_("Keep the answers of a file: a row for each unit or person, a column for each question."),
    epilog=_("Example: zuofeng checklist import six_questions answers.xlsx --open"),
)
def checklist_import(
    context: typer.Context,
    name: ChecklistName,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", readable=False, help=_("csv, xlsx, xls or ods."), show_default=False),
    ],
    on: On = None,
    open_: OpenFlag = False,
    category: CategoryOfOpened = None,
    owner: OwnerOption = None,
    deadline: DeadlineOption = None,
    assign: AssignFlag = False,
    format_: TextFormat = None,
) -> None:
    """Keep the answers of a file: a row for each unit or person, a column for each question."""
    from zuofeng_cli.actions.checklist_intake import import_answers
    from zuofeng_cli.cli import boundary
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, joined, print_json, say

    as_json = read_format(format_, TEXT_FORMATS) is Format.JSON
    opening = _opening(open_, category, owner, deadline, assign)
    taken = import_answers(session_of(context).context(), name, file, say=boundary, on=on, opening=opening)
    if as_json:
        print_json(_taken_payload(file.name, taken))
        return
    said = _("{file}: {read} read – {new} with new answers, {unchanged} unchanged.")
    say(said.format(file=file.name, read=taken.read, new=taken.new, unchanged=taken.unchanged))
    _tell(taken.answered)
    if taken.left_out:
        say(_("Columns that hold no answer: {columns}").format(columns=joined(taken.left_out)))


def _taken_payload(file: str, taken: "AnswersTaken") -> dict[str, object]:
    return {
        "file": file,
        "read": taken.read,
        "new": taken.new,
        "unchanged": taken.unchanged,
        "unexpected": taken.answered.unexpected,
        "opened": taken.answered.opened,
        "running": taken.answered.running,
        "left_out": list(taken.left_out),
    }


@checklist.command(
    "status",
    help=_("Show who has answered a checklist, what is out of order, and who is missing."),
    epilog=_("Example: zuofeng checklist status six_questions --missing"),
)
def checklist_status(
    context: typer.Context,
    name: ChecklistName,
    missing: Annotated[bool, typer.Option("--missing", help=_("Only those who have not answered."))] = False,
    format_: FormatOption = None,
) -> None:
    """Show who has answered a checklist, what is out of order, and who is missing."""
    from zuofeng_cli.cli.checklist_sheets import completion_payload, completion_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.checklists import completion
    from zuofeng_cli.typed_words import read_checklist

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        found = read_checklist(name, reader.plan.checklists)
        rows = completion(reader, found)
    shown = [row for row in rows if not (missing and row.answers)]
    if chosen is Format.JSON:
        print_json(completion_payload(found, shown))
    else:
        print_sheet(completion_sheet(found, shown), chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(checklist, name="checklist", rich_help_panel=PANEL)
