"""Commands for the registers: unit, owner, workday."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import FormatOption
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.actions.registers import Registered
    from zuofeng_cli.store.context import Context

    Register = Callable[[Context, Sequence[dict[str, str]]], Registered]

PANEL = _("Registers")
unit = typer.Typer(help=_("Units of the office."), no_args_is_help=True)
owner = typer.Typer(help=_("Persons of the units."), no_args_is_help=True)
workday = typer.Typer(help=_("Working days against the announced holidays."), no_args_is_help=True)

File = Annotated[
    Path, typer.Argument(metavar="FILE", readable=False, help=_("A csv file."), show_default=False)
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help=_("If it is not found by itself."))
]


@unit.command("add", help=_("Register a unit."))
def unit_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Full name."), show_default=False)],
    parent: Annotated[
        str | None,
        typer.Option("--parent", metavar="UNIT", help=_("Superior unit."), autocompletion=complete.units),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help=_("Peer group, for fair comparison."))
    ] = None,
    order: Annotated[
        int, typer.Option("--order", metavar="N", min=0, max=10**6, help=_("Place in tables."))
    ] = 0,
    alias: Annotated[
        list[str] | None,
        typer.Option("--alias", metavar="NAME", help=_("Short or former name; may be repeated.")),
    ] = None,
) -> None:
    """Register a unit."""
    from zuofeng_cli.actions.registers import add_unit
    from zuofeng_cli.cli.render import say

    session = session_of(context)
    added = add_unit(
        session.context(), name, parent=parent, peer_group=group, sort_order=order, aliases=alias or ()
    )
    say(_("Registered: {name}.").format(name=added.name))


@unit.command("alias", help=_("Give a unit a short or former name."))
def unit_alias(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help=_("The unit."), autocompletion=complete.units, show_default=False)
    ],
    alias: Annotated[str, typer.Argument(help=_("Its other name."), show_default=False)],
) -> None:
    """Give a unit a short or former name."""
    from zuofeng_cli.actions.registers import add_alias
    from zuofeng_cli.cli.render import say

    changed = add_alias(session_of(context).context(), name, alias)
    say(_("{unit} is also called {alias} now.").format(unit=changed.name, alias=alias.strip()))


@unit.command("import", help=_("Register the units of a csv file."))
def unit_import(context: typer.Context, file: File, encoding: Encoding = None) -> None:
    """Register the units of a csv file."""
    from zuofeng_cli.actions.registers import import_units

    _import(context, file, encoding, "unit", import_units)


@unit.command("list", help=_("Show the units."))
def unit_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the units."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.register_sheets import print_units

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        print_units(reader, chosen)


@owner.command("add", help=_("Register a person."))
def owner_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Full name."), show_default=False)],
    unit_name: Annotated[
        str,
        typer.Option(
            "--unit", "-u", metavar="UNIT", help=_("Unit of the person."), autocompletion=complete.units
        ),
    ],
    post: Annotated[str | None, typer.Option("--post", metavar="TEXT", help=_("Post."))] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=_("staff, clerk, supervisor or leader."),
            autocompletion=complete.roles,
        ),
    ] = None,
) -> None:
    """Register a person."""
    from zuofeng_cli.actions.registers import add_owner
    from zuofeng_cli.cli.render import say

    added = add_owner(session_of(context).context(), name, unit=unit_name, post=post, role=role)
    say(_("Registered: {name}.").format(name=added.name))


@owner.command("import", help=_("Register the persons of a csv file."))
def owner_import(context: typer.Context, file: File, encoding: Encoding = None) -> None:
    """Register the persons of a csv file."""
    from zuofeng_cli.actions.registers import import_owners

    _import(context, file, encoding, "owner", import_owners)


@owner.command("list", help=_("Show the persons."))
def owner_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the persons."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.register_sheets import print_owners

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        print_owners(reader, chosen)


@workday.command("set", help=_("Say that a day is worked, or not."))
def workday_set(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help=_("The day."), show_default=False)],
    worked: Annotated[bool, typer.Option("--work/--rest", help=_("Whether it is worked."))],
) -> None:
    """Say that a day is worked, or not."""
    from zuofeng_cli.actions.registers import set_working_day
    from zuofeng_cli.cli.render import say

    read = set_working_day(session_of(context).context(), day, worked=worked)
    said = _("{day} is a working day now.") if worked else _("{day} is a day of rest now.")
    say(said.format(day=read))


@workday.command("list", help=_("Show the ledger's own working days."))
def workday_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the ledger's own working days."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.register_sheets import print_working_days

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        print_working_days(reader, chosen)


def _import(context: typer.Context, file: Path, encoding: str | None, kind: str, act: "Register") -> None:
    from zuofeng_cli.cli.render import say
    from zuofeng_cli.exchange.tables import read_records

    done = act(session_of(context).context(), read_records(file, kind, encoding=encoding))
    said = _("{read} read: {new} new, {updated} updated, {unchanged} unchanged.")
    say(said.format(read=done.read, new=done.new, updated=done.updated, unchanged=done.unchanged))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    for name, group in (("unit", unit), ("owner", owner), ("workday", workday)):
        app.add_typer(group, name=name, rich_help_panel=PANEL)
