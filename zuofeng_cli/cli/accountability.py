"""Commands of accountability: account suggest, record, list and status; tolerance request and decide."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AsOf, By, FormatOption, Reason
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

PANEL = _("Accountability")
HIGHEST = 2**31 - 1
account = typer.Typer(help=_("Who is held to account; people decide, by name."), no_args_is_help=True)
tolerance = typer.Typer(help=_("Tolerance for honest error."), no_args_is_help=True)

Conduct = typer.Option(
    "--conduct",
    metavar="WORD",
    help=_("What was wrong, in a word of the plan."),
    autocompletion=complete.conducts,
)
Form = typer.Option(
    "--form",
    metavar="WORD",
    help=_("How it was dealt with, in a word of the plan."),
    autocompletion=complete.forms,
)
Number = Annotated[
    int,
    typer.Argument(
        metavar="N", min=1, max=HIGHEST, help=_("Number of the record."), autocompletion=complete.accounts
    ),
]


@account.command(
    "suggest", help=_("Show what may be worth a look, by the plan; people decide what comes of it.")
)
def account_suggest(
    context: typer.Context,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Only this unit."), autocompletion=complete.units
        ),
    ] = None,
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Show what may be worth a look; nothing is written."""
    from zuofeng_cli.cli.accountability_sheets import suggestion_payload, suggestions_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.reads import find_ids
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.suggestions import worth_a_look

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        unit_ids = find_ids(reader, unit, None)[0] if unit else ()
        rows = worth_a_look(reader, today=today, unit_ids=unit_ids)
        rule = reader.plan.accountability_suggested
    if chosen is Format.JSON:
        print_json([suggestion_payload(row) for row in rows])
    else:
        print_sheet(suggestions_sheet(rows, rule), chosen)


@account.command(
    "record",
    help=_("Record that a leader held a person, or a unit as a whole, to account."),
    epilog=_(
        "Example: zuofeng account record --issue 8 -u 'Service Office' --person Li --conduct SLOW"
        " --form INTERVIEW --basis 'Overdue for a month' --by Chen"
    ),
)
def account_record(
    context: typer.Context,
    unit: Annotated[
        str,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Unit dealt with."), autocompletion=complete.units
        ),
    ],
    conduct: Annotated[str, Conduct],
    form: Annotated[str, Form],
    basis: Annotated[
        str, typer.Option("--basis", metavar="TEXT", help=_("On what: the facts and the provision."))
    ],
    by: By,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="NAME",
            help=_("Person dealt with; left out, it is the unit as a whole."),
            autocompletion=complete.owners,
        ),
    ] = None,
    issue: Annotated[
        list[str] | None,
        typer.Option(
            "--issue",
            metavar="REF",
            help=_("Issue it is about; may be repeated."),
            autocompletion=complete.refs,
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))] = None,
) -> None:
    """Record that a leader held a person, or a unit as a whole, to account."""
    from zuofeng_cli.actions.accountability import Decision, hold_to_account
    from zuofeng_cli.cli.accountability_sheets import say_record

    session = session_of(context)
    decision = Decision(unit, conduct, form, basis, by, person, on, tuple(issue or ()))
    say_record(session, hold_to_account(session.context(), decision).id)


@account.command("list", help=_("Show who was held to account, and what became of requests for tolerance."))
def account_list(
    context: typer.Context,
    issue: Annotated[
        str | None,
        typer.Option(
            "--issue", metavar="REF", help=_("Only about this issue."), autocompletion=complete.refs
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            "-u",
            metavar="UNIT",
            help=_("Only this unit and its people."),
            autocompletion=complete.units,
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help=_("Only this person."), autocompletion=complete.owners),
    ] = None,
    form: Annotated[list[str] | None, Form] = None,
    conduct: Annotated[list[str] | None, Conduct] = None,
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Show who was held to account."""
    from zuofeng_cli.cli.accountability_sheets import account_payload, accounts_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.reads import find_ids
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.accountability import AccountFilter, accounts, listed_number
    from zuofeng_cli.typed_words import read_word

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, _today):
        unit_ids, owner_ids = find_ids(reader, unit or (), person) if unit or person else ((), ())
        plan = reader.plan
        wanted = AccountFilter(
            listed_number(reader, issue) if issue is not None else None,
            unit_ids,
            owner_ids,
            [read_word(word, plan.accountability_forms, N_("form")) for word in form or ()],
            [read_word(word, plan.conduct, N_("conduct")) for word in conduct or ()],
        )
        rows = accounts(reader, wanted)
    if chosen is Format.JSON:
        print_json([account_payload(row) for row in rows])
    else:
        print_sheet(accounts_sheet(rows), chosen)


@account.command("status", help=_("Count the persons and the units dealt with, by form."))
def account_status(context: typer.Context, as_of: AsOf = None, format_: FormatOption = None) -> None:
    """Count the persons and the units dealt with, by form."""
    from zuofeng_cli.cli.accountability_sheets import status_payload, status_sheet
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.accountability import account_status as query

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, _today):
        figures = query(reader)
    if chosen is Format.JSON:
        print_json(status_payload(figures))
    else:
        print_sheet(status_sheet(figures), chosen)


@tolerance.command(
    "request",
    help=_("Ask that an honest error be tolerated."),
    epilog=_("Example: zuofeng tolerance request 3 --by Li --reason 'First of its kind, reported at once'"),
)
def tolerance_request(context: typer.Context, number: Number, by: By, reason: Reason) -> None:
    """Ask that an honest error be tolerated."""
    from zuofeng_cli.actions.accountability import request_tolerance
    from zuofeng_cli.cli.accountability_sheets import say_record

    session = session_of(context)
    say_record(session, request_tolerance(session.context(), number, by=by, reason=reason).id)


@tolerance.command(
    "decide",
    help=_("Decide, as a leader, whether an error is tolerated."),
    epilog=_("Example: zuofeng tolerance decide 3 --outcome WORD --ground 'Within the rules' --by Chen"),
)
def tolerance_decide(
    context: typer.Context,
    number: Number,
    by: By,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="WORD",
            help=_("What comes of it, in a word of the plan."),
            autocompletion=complete.tolerances,
        ),
    ],
    ground: Annotated[str, typer.Option("--ground", metavar="TEXT", help=_("Why."))],
) -> None:
    """Decide, as a leader, whether an error is tolerated."""
    from zuofeng_cli.actions.accountability import decide_tolerance
    from zuofeng_cli.cli.accountability_sheets import say_record

    session = session_of(context)
    entry = decide_tolerance(session.context(), number, by=by, outcome=outcome, ground=ground)
    say_record(session, entry.id)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(account, name="account", rich_help_panel=PANEL)
    app.add_typer(tolerance, name="tolerance", rich_help_panel=PANEL)
