"""Commands that make a ledger: init, demo, migrate, plan."""

from pathlib import Path
from typing import Annotated

import typer

from zuofeng_cli.cli.options import FormatOption
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

PANEL = _("The ledger")
plan = typer.Typer(help=_("The campaign plan."), no_args_is_help=True)


def init(
    context: typer.Context,
    plan_file: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="FILE", readable=False, help=_("A plan's TOML file; else the one built in.")
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="YEAR", min=2004, max=2099, help=_("The campaign's year, if not the plan's.")
        ),
    ] = None,
) -> None:
    """Make a new ledger."""
    from zuofeng_cli.actions.setup import init as act
    from zuofeng_cli.cli.render import say

    session = session_of(context)
    made = act(session.context(), plan_path=plan_file, year=year)
    say(
        _("Made the ledger {location} for “{plan}”.").format(location=session.location.shown, plan=made.label)
    )
    this_year = session.today(made).year
    if year is None and made.year != this_year:
        said = _(
            "It is for {year}, the plan's year: a date without a year is one of {year}."
            " For another year begin anew: `zuofeng --db FILE init --year {this_year}`."
        )
        say(said.format(year=made.year, this_year=this_year), err=True)
    say(_("Next: `zuofeng unit import FILE` and `zuofeng owner import FILE`, then `zuofeng import FILE…`."))


def migrate(context: typer.Context) -> None:
    """Bring an older ledger to this version's layout."""
    from zuofeng_cli.actions.setup import migrate as act
    from zuofeng_cli.cli.render import say

    before, after, indexes = act(session_of(context).context())
    if before == after:
        say(_("The ledger has the newest layout already ({revision}).").format(revision=after))
    else:
        say(_("The layout went from {before} to {after}.").format(before=before, after=after))
    if indexes:
        say(_("Indexes made anew: {indexes}.").format(indexes=_(", ").join(indexes)))


@plan.command("show", help=_("Show the plan of this ledger."))
def plan_show(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the plan of this ledger."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.plan_sheets import print_plan
    from zuofeng_cli.cli.render import Format, print_json

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        if chosen is Format.JSON:
            print_json(reader.plan_data)
        else:
            print_plan(reader.plan, chosen)


@plan.command("check", help=_("Check a plan's TOML file."))
def plan_check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help=_("The TOML file."), show_default=False)
    ],
) -> None:
    """Check a plan's TOML file."""
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.exchange.plan_file import load_plan

    read, _data = load_plan(file)
    said = _("“{plan}” is in order: {stages} stages, {categories} categories, {measures} measures.")
    counts = {"stages": len(read.stages), "categories": len(read.categories), "measures": len(read.measures)}
    say(said.format(plan=read.label, **counts))


def demo(
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="DIR", readable=False, help=_("Where to put it; else a temporary folder.")
        ),
    ] = None,
) -> None:
    """Build a throw-away ledger and walk the whole cycle."""
    from zuofeng_cli.cli.demo import run

    run(folder)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    rows = (
        ("init", init, _("Make a new ledger."), _("Example: zuofeng --db 2020.db init")),
        ("demo", demo, _("Build a throw-away ledger and walk the whole cycle."), None),
        ("migrate", migrate, _("Bring an older ledger to this version's layout."), None),
    )
    for name, command, text, example in rows:
        app.command(name, rich_help_panel=PANEL, help=text, epilog=example)(command)
    app.add_typer(plan, name="plan", rich_help_panel=PANEL)
