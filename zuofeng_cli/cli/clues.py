"""Commands for clues: clue add, clue open, clue merge, clue settle, clue list."""

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
    Reason,
    TypeOption,
    UnitOption,
)
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.cli.render import Sheet
    from zuofeng_cli.queries.clues import ClueRow

PANEL = _("Finding issues")
clue = typer.Typer(help=_("Clues from supervision, appraisal and the net."), no_args_is_help=True)

ClueNo = Annotated[
    str,
    typer.Argument(
        metavar="CLUE", help=_("Its number: 12."), autocompletion=complete.clues, show_default=False
    ),
]


@clue.command(
    "add",
    help=_("Keep a clue under a number of its own."),
    epilog=_("Example: zuofeng clue add 'Window 3 sent me away twice' --source Online --no 2020-118"),
)
def clue_add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("What it says."), show_default=False)],
    source: Annotated[
        str,
        typer.Option(
            "--source",
            "-s",
            metavar="NAME",
            help=_("Where it comes from: a source of clues of the plan."),
            autocompletion=complete.clue_sources,
        ),
    ],
    no: Annotated[
        str | None, typer.Option("--no", metavar="TEXT", help=_("The number its source gave it."))
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("The unit it is about."), autocompletion=complete.units
        ),
    ] = None,
    on: On = None,
) -> None:
    """Keep a clue under a number of its own."""
    from zuofeng_cli.actions.clues import add_clue
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.labels import entry_no

    kept = add_clue(session_of(context).context(), text, source=source, external_no=no, unit=unit, on=on)
    say(_("{clue} is kept.").format(clue=entry_no("clue", kept.id)))


@clue.command(
    "open",
    help=_("Make a clue a new issue."),
    epilog=_("Example: zuofeng clue open 3 -c 'Poor service' -o Li -d 2020-06-30 --assign"),
)
def clue_open(
    context: typer.Context,
    number: ClueNo,
    category: CategoryOption,
    description: Annotated[
        str | None, typer.Option("--description", metavar="TEXT", help=_("What is wrong, if put otherwise."))
    ] = None,
    unit: UnitOption = None,
    owner: OwnerOption = None,
    deadline: DeadlineOption = None,
    cooperate: Cooperate = None,
    measure: Measures = None,
    type_: TypeOption = None,
    focus: Focus = None,
    assign: AssignFlag = False,
) -> None:
    """Make a clue a new issue."""
    from zuofeng_cli.actions.clues import open_clue
    from zuofeng_cli.actions.drafts import draft_of
    from zuofeng_cli.cli.messages import done

    draft = draft_of(
        {
            "description": description,
            "category": category,
            "unit": unit,
            "owner": owner,
            "deadline": deadline,
            "cooperating": ";".join(cooperate or ()),
            "measure": "\n".join(measure or ()),
            "type": type_,
            "focus": focus,
        }
    )
    session = session_of(context)
    done(session, open_clue(session.context(), number, draft, assign=assign))


@clue.command(
    "merge",
    help=_("Let a clue join an issue that is on the list."),
    epilog=_("Example: zuofeng clue merge 3 --into 12"),
)
def clue_merge(
    context: typer.Context,
    number: ClueNo,
    into: Annotated[
        str,
        typer.Option("--into", metavar="REF", help=_("The issue it joins."), autocompletion=complete.refs),
    ],
) -> None:
    """Let a clue join an issue that is on the list."""
    from zuofeng_cli.actions.clues import merge_clue
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.labels import entry_no

    merged, ref = merge_clue(session_of(context).context(), number, into=into)
    say(_("{clue} belongs to {ref} now.").format(clue=entry_no("clue", merged.id), ref=ref))


@clue.command(
    "settle",
    help=_("Settle a clue that leads to no issue."),
    epilog=_("Example: zuofeng clue settle 3 --reason 'Not within our duties, passed on'"),
)
def clue_settle(context: typer.Context, number: ClueNo, reason: Reason) -> None:
    """Settle a clue that leads to no issue."""
    from zuofeng_cli.actions.clues import settle_clue
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.labels import entry_no

    settled = settle_clue(session_of(context).context(), number, reason=reason)
    say(_("{clue} is settled: {reason}").format(clue=entry_no("clue", settled.id), reason=settled.reason))


@clue.command("list", help=_("Show the clues and what became of them."))
def clue_list(
    context: typer.Context,
    waiting: Annotated[bool, typer.Option("--open", help=_("Only those that wait."))] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            "-s",
            metavar="NAME",
            help=_("Only from this source."),
            autocompletion=complete.clue_sources,
        ),
    ] = None,
    format_: FormatOption = None,
) -> None:
    """Show the clues and what became of them."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.clues import clues
    from zuofeng_cli.typed_words import read_term

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        senders = [term for term in reader.plan.sources if term.is_clue]
        wanted = read_term(source, senders, N_("source of clues")).code if source else None
        rows = clues(reader)
    shown = [
        row for row in rows if not (waiting and row.settled_on) and (wanted is None or row.source == wanted)
    ]
    if chosen is Format.JSON:
        print_json([row._asdict() for row in shown])
    else:
        print_sheet(_sheet(shown), chosen)


def _sheet(rows: "list[ClueRow]") -> "Sheet":
    from zuofeng_cli.cli.render import Column, Sheet, cells
    from zuofeng_cli.labels import entry_no, label
    from zuofeng_cli.words import pick

    columns = (
        *(Column(_("Clue")), Column(_("Received on"), drop=2), Column(_("Source"))),
        *(Column(_("Its number"), drop=4), Column(_("What it says"), long=True, cut=True)),
        *(Column(_("Unit"), long=True, drop=1), Column(_("Outcome")), Column(_("Issue"))),
        *(Column(_("Settled on"), drop=3), Column(_("Reason"), long=True, cut=True, drop=5)),
    )
    shown = [
        cells(
            *(entry_no("clue", row.clue), row.received_on, pick(row.source_name, row.source_name_en)),
            *(row.external_no, row.text, row.unit, label(row.outcome), row.ref),
            *(row.settled_on, row.reason),
        )
        for row in rows
    ]
    waiting = sum(row.settled_on is None for row in rows)
    count = _("{count} clues, {waiting} of them waiting.").format(count=len(rows), waiting=waiting)
    return Sheet("", columns, shown, (count,))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(clue, name="clue", rich_help_panel=PANEL)
