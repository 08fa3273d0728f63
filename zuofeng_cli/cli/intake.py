"""The command for batch intake: import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import TextFormat
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.actions.intake import Imported

PANEL = _("The list")
SHOWN_REMARKS = 20


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help=_("Self-check files (csv)."), show_default=False)
    ],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            "-u",
            metavar="UNIT",
            help=_("Responsible unit where a row names none."),
            autocompletion=complete.units,
        ),
    ] = None,
    register: Annotated[
        bool, typer.Option("--register", help=_("Register unknown units and owners."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help=_("Take the good rows, leave the bad ones."))
    ] = False,
    faults: Annotated[
        Path | None,
        typer.Option("--faults", metavar="FILE", help=_("Write the rows at fault there, with the reason.")),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help=_("If it is not found by itself."))
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help=_("Which column a field comes from.")),
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=_("One value for every row."))
    ] = None,
    assign: Annotated[bool, typer.Option("--assign", help=_("Hand complete issues over at once."))] = False,
    format_: TextFormat = None,
) -> int:
    """Take self-check files into the list."""
    from zuofeng_cli.actions.drafts import FIELDS
    from zuofeng_cli.actions.intake import Wish, import_files
    from zuofeng_cli.cli.boundary import sentence
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import Format, print_json

    chosen = read_format(format_, TEXT_FORMATS)
    wish = Wish(
        unit=unit,
        register=register,
        dry_run=dry_run,
        keep_good=keep_good,
        assign=assign,
        faults_file=faults,
        faults_heading=_("reason of fault"),
        encoding=encoding,
        mapped=_pairs(map_, FIELDS),
        fixed=_pairs(set_, FIELDS),
    )
    with progress_bar(_("Importing")) as tick:
        imported = import_files(session_of(context).context(), files, wish, say=sentence, tick=tick)
    if chosen is Format.JSON:
        payloads = [_payload(done) for done in imported]
        print_json(payloads[0] if len(payloads) == 1 else payloads)
    else:
        for done in imported:
            _tell(done, dry_run=dry_run)
    return 24 if dry_run and not keep_good and any(done.rejected for done in imported) else 0


def _pairs(given: list[str] | None, fields: tuple[str, ...]) -> dict[str, str]:
    """Return FIELD=VALUE options as a mapping.

    Raises:
        BadMapping: the form or the field is wrong.
    """
    from zuofeng_cli.errors import BadMapping
    from zuofeng_cli.exchange.vocabulary import vocabulary
    from zuofeng_cli.rules.names import name_key

    pairs: dict[str, str] = {}
    for item in given or ():
        name, equals, value = item.partition("=")
        field = vocabulary().columns["issue"].get(name_key(name), name.strip())
        if not equals or field not in fields or not value.strip():
            raise BadMapping(given=item, fields=fields)
        pairs[field] = value.strip()
    return pairs


def _payload(done: "Imported") -> dict[str, object]:
    """Return one import as the documented JSON."""
    names = (
        "file",
        "sha256",
        "batch",
        "read",
        "new",
        "updated",
        "unchanged",
        "conflicts",
        "rejected",
        "faults_file",
    )
    return {name: getattr(done, name) for name in names}


def _tell(done: "Imported", *, dry_run: bool) -> None:
    from zuofeng_cli.cli.render import joined, say

    said = _(
        "{file}: {read} read – {new} new, {updated} updated, {unchanged} unchanged, "
        "{conflicts} conflicts, {rejected} rejected."
    )
    names = ("read", "new", "updated", "unchanged", "conflicts", "rejected")
    say(said.format(file=Path(done.file).name, **{name: getattr(done, name) for name in names}))
    for remark in done.remarks[:SHOWN_REMARKS]:
        say("  " + remark)
    if len(done.remarks) > SHOWN_REMARKS:
        say("  " + _("… and {count} more.").format(count=len(done.remarks) - SHOWN_REMARKS))
    if done.incomplete:
        said = _("  {count} of the new ones lack unit, owner or deadline: `zuofeng list --incomplete`.")
        say(said.format(count=done.incomplete))
    if done.registered:
        say(_("  {count} units and owners were registered.").format(count=done.registered))
    if done.left_out:
        say(_("  Columns not taken: {columns}").format(columns=joined(done.left_out)))
    if done.faults_file:
        say(_("  Rows at fault: {path}").format(path=done.faults_file))
    if dry_run:
        say(_("  Nothing was written (dry run)."))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command(
        "import",
        rich_help_panel=PANEL,
        help=_("Take self-check files into the list."),
        epilog=_("Example: zuofeng import self-check.csv --unit 'Service Office' --faults faults.csv"),
    )(import_)
