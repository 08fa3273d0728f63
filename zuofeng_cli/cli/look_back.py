"""Commands of the look-back: draw, list, check, status."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import By, FormatOption, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

PANEL = _("After closing")
HIGHEST = 2**31 - 1
lookback = typer.Typer(
    help=_("The look-back: a sample of what is closed, and whether it has held."), no_args_is_help=True
)


@lookback.command(
    "draw",
    help=_("Draw a sample of the closed issues; the same seed draws the same one."),
    epilog=_("Example: zuofeng lookback draw --share 20% --seed 2020"),
)
def lookback_draw(
    context: typer.Context,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="N", min=0, max=HIGHEST, help=_("The number to draw by; name it beforehand.")
        ),
    ],
    share: Annotated[
        str | None,
        typer.Option("--share", metavar="SHARE", help=_("Like 0.2 or 20%; the plan's share if left out.")),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="unit|all", help=_("Draw from each unit by itself, or from all at once.")
        ),
    ] = "unit",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
    format_: FormatOption = None,
) -> None:
    """Draw a sample of the closed issues."""
    from zuofeng_cli.actions.look_back import draw
    from zuofeng_cli.cli.formats import read_choice, read_format
    from zuofeng_cli.cli.look_back_sheets import sample_payload, sample_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.look_back import closed_issues
    from zuofeng_cli.rules.look_back import STRATA

    chosen = read_format(format_)
    session = session_of(context)
    strata = read_choice(by, STRATA, N_("grouping"))
    drawn = draw(session.context(), seed=seed, share=share, strata=strata, dry_run=dry_run)
    with session.reading() as reader:
        rows = closed_issues(reader, drawn.numbers)
    if chosen is Format.JSON:
        print_json(sample_payload(drawn.draw, rows))
    else:
        print_sheet(sample_sheet(drawn.draw, rows), chosen)


@lookback.command(
    "list",
    help=_("Show the look-backs, or the sample of one."),
    epilog=_("Example: zuofeng lookback list 1 --unchecked"),
)
def lookback_list(
    context: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[DRAW]",
            min=1,
            max=HIGHEST,
            help=_("The number of a look-back."),
            autocompletion=complete.draws,
            show_default=False,
        ),
    ] = None,
    unchecked: Annotated[bool, typer.Option("--unchecked", help=_("Only what waits for a verdict."))] = False,
    format_: FormatOption = None,
) -> None:
    """Show the look-backs, or the sample of one."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.look_back_sheets import draw_payload, drawn_payload, drawn_sheet, draws_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.errors.look_back import DrawNotFound
    from zuofeng_cli.queries.look_back import drawn, draws

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        known = draws(reader)
        if number is not None and number not in {row.draw for row in known}:
            raise DrawNotFound(draw=number)
        sample = drawn(reader, number) if number is not None else []
    if number is None:
        shown = [row for row in known if row.counts.unchecked or not unchecked]
        sheet, payload = draws_sheet(shown), [draw_payload(row) for row in shown]
    else:
        rows = [row for row in sample if row.is_unchecked or not unchecked]
        sheet, payload = drawn_sheet(rows), [drawn_payload(row) for row in rows]
    if chosen is Format.JSON:
        print_json(payload)
    else:
        print_sheet(sheet, chosen)


@lookback.command(
    "check",
    help=_("Say whether a closed issue has held; a rebound is taken up again at once."),
    epilog=_(
        "Example: zuofeng lookback check 12 --rebound --by Wang --note 'Shut at noon again' -d 30.9.2020"
    ),
)
def lookback_check(
    context: typer.Context,
    ref: Ref,
    held: Annotated[bool, typer.Option("--held/--rebound", help=_("It has held, or the problem is back."))],
    by: By,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What was found."))],
    deadline: Annotated[
        str | None,
        typer.Option("--deadline", "-d", metavar="DATE", help=_("The new deadline of a rebound.")),
    ] = None,
    draw: Annotated[
        int | None,
        typer.Option(
            "--draw",
            metavar="DRAW",
            min=1,
            max=HIGHEST,
            help=_("Which look-back, where it waits in several."),
            autocompletion=complete.draws,
        ),
    ] = None,
    as_recurrence: Annotated[
        bool,
        typer.Option("--as-recurrence", help=_("List it as a new, linked issue; the old one stays closed.")),
    ] = False,
) -> None:
    """Say whether a closed issue has held."""
    from zuofeng_cli.actions.look_back import check
    from zuofeng_cli.cli.messages import done
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.rules.codes import LookBack

    session = session_of(context)
    checked = check(
        session.context(),
        ref,
        verdict=LookBack.HELD if held else LookBack.REBOUND,
        by=by,
        note=note,
        deadline=deadline,
        draw=draw,
        as_recurrence=as_recurrence,
    )
    done(session, checked.issue)
    if held:
        say(_("It has held."))
    if checked.recurrence:
        say(_("It has come back as a new issue:"))
        done(session, checked.recurrence)


@lookback.command(
    "status",
    help=_("Show the rebound rate."),
    epilog=_("Example: zuofeng lookback status --by unit"),
)
def lookback_status(
    context: typer.Context,
    by: Annotated[str | None, typer.Option("--by", metavar="unit", help=_("Count by."))] = None,
    format_: FormatOption = None,
) -> None:
    """Show the rebound rate."""
    from zuofeng_cli.cli.formats import read_choice, read_format
    from zuofeng_cli.cli.look_back_sheets import rebounds_payload, rebounds_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.look_back import by_unit

    chosen = read_format(format_)
    grouping = read_choice(by, ("unit",), N_("grouping")) if by else None
    with session_of(context).reading() as reader:
        rows = by_unit(reader)
    if chosen is Format.JSON:
        print_json(rebounds_payload(rows, by_unit=grouping is not None))
    else:
        print_sheet(rebounds_sheet(rows, by_unit=grouping is not None), chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(lookback, name="lookback", rich_help_panel=PANEL)
