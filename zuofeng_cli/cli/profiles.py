"""Commands for saved import profiles, and the list of imports."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.intake import (
    PANEL,
    AssignOption,
    DryRunOption,
    EncodingOption,
    ExplainOption,
    FaultsOption,
    Files,
    HeaderRowOption,
    KeepGoodOption,
    MapOption,
    RegisterOption,
    SetOption,
    SheetOption,
    UnitOption,
    YesOption,
    carry_out,
    profile_of,
    saved_profile,
    wish_of,
)
from zuofeng_cli.cli.options import FormatOption, TextFormat
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

profile = typer.Typer(help=_("Saved ways to import the files of one source."), no_args_is_help=True)
batch = typer.Typer(help=_("The imports so far."), no_args_is_help=True)

Name = Annotated[
    str,
    typer.Argument(help=_("Name of the profile."), autocompletion=complete.profiles, show_default=False),
]


@profile.command("save", help=_("Save how the files of one source are read."))
def save(
    context: typer.Context,
    name: Name,
    unit: UnitOption = None,
    register: RegisterOption = False,
    encoding: EncodingOption = None,
    sheet: SheetOption = None,
    header_row: HeaderRowOption = None,
    map_: MapOption = None,
    set_: SetOption = None,
    assign: AssignOption = False,
) -> None:
    """Save how the files of one source are read."""
    from zuofeng_cli.actions.saving_profiles import save_profile
    from zuofeng_cli.cli.render import say

    given = profile_of(unit, register, encoding, sheet, header_row, map_, set_, assign)
    if save_profile(session_of(context).context(), name, given):
        say(_("There was a profile of this name; it is replaced."))
    say(_("Saved. Use it: `zuofeng import-profile use {name} FILE…`.").format(name=name))


@profile.command("use", help=_("Import files by a saved profile."))
def use(
    context: typer.Context,
    name: Name,
    files: Files,
    dry_run: DryRunOption = False,
    keep_good: KeepGoodOption = False,
    faults: FaultsOption = None,
    explain: ExplainOption = False,
    yes: YesOption = False,
    format_: TextFormat = None,
) -> int:
    """Import files by a saved profile."""
    session = session_of(context)
    wish = wish_of(
        saved_profile(session, name), dry_run=dry_run, keep_good=keep_good, faults=faults, explain=explain
    )
    return carry_out(session, files, wish, yes=yes, format_=format_)


@profile.command("list", help=_("Show the saved profiles."))
def list_(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the saved profiles."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.register_sheets import print_profiles

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        print_profiles(reader, chosen)


@profile.command("remove", help=_("Take a saved profile away."))
def remove(context: typer.Context, name: Name) -> None:
    """Take a saved profile away."""
    from zuofeng_cli.actions.saving_profiles import forget_profile
    from zuofeng_cli.cli.render import say

    forget_profile(session_of(context).context(), name)
    say(_("Removed: {name}.").format(name=name))


@batch.command("list", help=_("Show the imports so far."))
def batch_list(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the imports so far."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.register_sheets import print_batches

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        print_batches(reader, chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(profile, name="import-profile", rich_help_panel=PANEL)
    app.add_typer(batch, name="batch", rich_help_panel=PANEL)
