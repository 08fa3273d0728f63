"""The command for batch intake: import, and taking an import back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import TextFormat
from zuofeng_cli.cli.session import Session, session_of
from zuofeng_cli.words import _, language

if TYPE_CHECKING:
    from zuofeng_cli.actions.imported import Wish
    from zuofeng_cli.actions.profiles import Profile

PANEL = _("The list")
UNDO = "undo"

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE…",
        readable=False,
        help=_("Self-check files: xlsx, xls, xlsb, ods, csv or tsv."),
        show_default=False,
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="UNIT",
        help=_("Responsible unit where a row names none."),
        autocompletion=complete.units,
    ),
]
RegisterOption = Annotated[bool, typer.Option("--register", help=_("Register unknown units and owners."))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))]
KeepGoodOption = Annotated[
    bool, typer.Option("--keep-good", help=_("Take the good rows, leave the bad ones."))
]
FaultsOption = Annotated[
    Path | None,
    typer.Option(
        "--faults", metavar="FILE", readable=False, help=_("Write the rows at fault there, with the reason.")
    ),
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help=_("If it is not found by itself."))
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help=_("Only this sheet, by name or number."))
]
HeaderRowOption = Annotated[
    str | None,
    typer.Option("--header-row", metavar="N", help=_("The header's row, like 3, or rows, like 3-4.")),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help=_("Which column a field comes from.")),
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=_("One value for every row."))
]
AssignOption = Annotated[bool, typer.Option("--assign", help=_("Hand complete issues over at once."))]
ExplainOption = Annotated[bool, typer.Option("--explain", help=_("Say of every row what becomes of it."))]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not show a preview and ask first."))]


def import_(
    context: typer.Context,
    files: Files,
    unit: UnitOption = None,
    register: RegisterOption = False,
    dry_run: DryRunOption = False,
    keep_good: KeepGoodOption = False,
    faults: FaultsOption = None,
    encoding: EncodingOption = None,
    sheet: SheetOption = None,
    header_row: HeaderRowOption = None,
    map_: MapOption = None,
    set_: SetOption = None,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            "-p",
            metavar="NAME",
            help=_("Go by a saved profile; other options win over it."),
            autocompletion=complete.profiles,
        ),
    ] = None,
    assign: AssignOption = False,
    explain: ExplainOption = False,
    yes: YesOption = False,
    format_: TextFormat = None,
) -> int:
    """Take self-check files into the list."""
    session = session_of(context)
    if str(files[0]) == UNDO and not files[0].exists():
        return _undo(session, files[1:], format_)
    given = profile_of(unit, register, encoding, sheet, header_row, map_, set_, assign)
    if profile:
        given = saved_profile(session, profile).with_more(given)
    wish = wish_of(given, dry_run=dry_run, keep_good=keep_good, faults=faults, explain=explain)
    return carry_out(session, files, wish, yes=yes, format_=format_)


def profile_of(
    unit: str | None,
    register: bool,
    encoding: str | None,
    sheet: str | None,
    header_row: str | None,
    map_: list[str] | None,
    set_: list[str] | None,
    assign: bool,
) -> "Profile":
    """Return what the options say of how files are to be read.

    Raises:
        BadMapping, BadRows: an option cannot be read.
    """
    from zuofeng_cli.actions.drafts import FIELDS
    from zuofeng_cli.actions.profiles import Profile

    return Profile(
        unit=unit,
        register=register,
        assign=assign,
        encoding=encoding,
        sheet=sheet,
        header_rows=_rows(header_row),
        mapped=_pairs(map_, FIELDS),
        fixed=_pairs(set_, FIELDS),
    )


def saved_profile(session: Session, name: str) -> "Profile":
    """Return a saved profile.

    Raises:
        ProfileNotFound: there is none of this name.
    """
    from zuofeng_cli.actions.profiles import find_profile

    with session.reading() as reader:
        return find_profile(reader, name)


def wish_of(
    profile: "Profile", *, dry_run: bool, keep_good: bool, faults: Path | None, explain: bool
) -> "Wish":
    """Return what the clerk asks for."""
    from zuofeng_cli.actions.imported import Wish

    return Wish(
        unit=profile.unit,
        register=profile.register,
        assign=profile.assign,
        layout=profile.layout,
        fixed=profile.fixed,
        dry_run=dry_run,
        keep_good=keep_good,
        faults_file=faults,
        faults_heading=_("reason of fault"),
        explain=explain,
    )


def carry_out(
    session: Session, files: Sequence[Path], wish: "Wish", *, yes: bool, format_: str | None
) -> int:
    """Import *files* and tell what became of them; on a terminal show it first and ask."""
    import sys

    from zuofeng_cli.actions.reading import opened_early
    from zuofeng_cli.cli import boundary
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import Format, print_json

    as_json = read_format(format_, TEXT_FORMATS) is Format.JSON
    asks = not yes and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    with opened_early(files[0], wish.layout) as early:
        # What is heavy to load is loaded while the file is being unpacked.
        from zuofeng_cli.actions.intake import import_files
        from zuofeng_cli.cli.boundary import ends_with
        from zuofeng_cli.cli.intake_report import payload_of, preview, tell

        with progress_bar(_("Importing")) as bar:
            imported = import_files(
                session.context(),
                files,
                wish,
                say=boundary,
                tick=bar.tick,
                confirm=(lambda shown: bar.paused(lambda: preview(shown))) if asks else None,
                early=early,
            )
    any_rejected = any(done.rejected for done in imported)
    code = ends_with(24 if wish.dry_run and not wish.keep_good and any_rejected else 0)
    if as_json:
        payloads = [payload_of(done, explain=wish.explain) for done in imported]
        print_json(payloads[0] if len(payloads) == 1 else payloads)
    else:
        for done in imported:
            tell(done, dry_run=wish.dry_run)
    return code


def _undo(session: Session, words: Sequence[Path], format_: str | None) -> int:
    """Take an import back."""
    from zuofeng_cli.actions.batches import undo
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, say
    from zuofeng_cli.errors.usage import BatchNotNamed

    as_json = read_format(format_, TEXT_FORMATS) is Format.JSON
    if len(words) != 1 or not str(words[0]).isdecimal():
        raise BatchNotNamed(given=" ".join(map(str, words)))
    undone = undo(session.context(), int(str(words[0])))
    if as_json:
        print_json({"batch": undone.batch, "cancelled": undone.cancelled, "restored": undone.restored})
        return 0
    said = _("Import {batch} ({file}) is taken back: {cancelled} issues cancelled, {restored} as before.")
    say(
        said.format(
            batch=undone.batch, file=undone.file_name, cancelled=undone.cancelled, restored=undone.restored
        )
    )
    return 0


def _rows(given: str | None) -> tuple[int, int] | None:
    """Return ``3`` or ``3-4`` as the first and last row.

    Raises:
        BadRows: it is neither.
    """
    from zuofeng_cli.errors.usage import BadRows

    if given is None:
        return None
    first, dash, last = given.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise BadRows(given=given)
    rows = int(first), int(last) if dash else int(first)
    if not 1 <= rows[0] <= rows[1] < rows[0] + 10:
        raise BadRows(given=given)
    return rows


def _pairs(given: list[str] | None, fields: tuple[str, ...]) -> dict[str, str]:
    """Return FIELD=VALUE options as a mapping.

    Raises:
        BadMapping: the form or the field is wrong.
    """
    from zuofeng_cli.errors.usage import BadMapping
    from zuofeng_cli.exchange.vocabulary import vocabulary
    from zuofeng_cli.rules.names import name_key

    pairs: dict[str, str] = {}
    for item in given or ():
        name, equals, value = item.partition("=")
        field = vocabulary().columns["issue"].get(name_key(name), name.strip())
        if not equals or field not in fields or not value.strip():
            raise BadMapping(given=item, known=_headings(fields) if language() == "zh" else fields)
        pairs[field] = value.strip()
    return pairs


def _headings(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return what clerks call the fields."""
    from zuofeng_cli.exchange.vocabulary import vocabulary

    first = {field: name for name, field in reversed(list(vocabulary().columns["issue"].items()))}
    return tuple(first[field] for field in fields)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command(
        "import",
        rich_help_panel=PANEL,
        help=_("Take self-check files into the list; `import undo BATCH` takes an import back."),
        epilog=_("Examples: zuofeng import self-check.xlsx --faults faults.xlsx; zuofeng import undo 3"),
    )(import_)
