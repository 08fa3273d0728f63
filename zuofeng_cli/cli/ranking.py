"""The command that ranks units: rank."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AsOf, FormatOption
from zuofeng_cli.cli.session import read_earlier_day, session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zuofeng_cli.queries.ranking import Standings
    from zuofeng_cli.rules.appraisal import PeerGroup, Ranked
    from zuofeng_cli.store.reader import Reader

PANEL = _("Looking")


def rank(
    context: typer.Context,
    peer_group: Annotated[
        str | None, typer.Option("--peer-group", metavar="NAME", help=_("Only this peer group."))
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="UNIT",
            help=_("Tell how this unit came by its score."),
            autocompletion=complete.units,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=_("Compare with this day, not the plan's period ago.")),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="PATH|URL", help=_("Compare with another ledger as well.")),
    ] = None,
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Rank units within their peer groups."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.ranking_sheets import explained_sheets, ranking_payload, ranking_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheets
    from zuofeng_cli.queries.ranking import standings

    chosen = read_format(format_)
    session = session_of(context)
    with ExitStack() as opened:
        reader, today = opened.enter_context(session.reading_as_of(as_of))
        other = opened.enter_context(session._replace(db=against).reading()) if against else None
        earlier = read_earlier_day(since, reader, today) if since else None
        found = standings(reader, today=today, since=earlier, other=other)
        ranking = reader.plan.ranking
        groups, explained = _wanted(reader, found, peer_group, explain)
    if chosen is Format.JSON:
        print_json(ranking_payload(found, groups, ranking))
        return
    sheets = [ranking_sheet(found, groups, ranking)]
    if explained:
        sheets = explained_sheets(found, groups[0], explained, ranking)
    print_sheets(sheets, chosen)


def _wanted(
    reader: "Reader", found: "Standings", peer_group: str | None, explain: str | None
) -> "tuple[Sequence[PeerGroup], Ranked | None]":
    """Return the groups to show, and the one unit to explain, if any."""
    from zuofeng_cli.errors.lookup import PeerGroupNotFound, UnitNotRanked
    from zuofeng_cli.queries.registers import units
    from zuofeng_cli.rules.registers import find_unit

    groups = found.groups
    if peer_group is not None:
        groups = tuple(group for group in groups if group.name == peer_group)
        if not groups:
            names = tuple(group.name for group in found.groups if group.name)
            raise PeerGroupNotFound(given=peer_group, known=names)
    if explain is None:
        return groups, None
    unit = find_unit(explain, units(reader))
    for group in groups:
        for ranked in group.ranked:
            if ranked.figures.unit_id == unit.id:
                return (group._replace(ranked=(ranked,), without_issues=()),), ranked
    raise UnitNotRanked(unit=unit.name)


def register(app: typer.Typer) -> None:
    """Add this command to *app*."""
    app.command(
        "rank",
        rich_help_panel=PANEL,
        help=_("Rank units within their peer groups."),
        epilog=_("Example: zuofeng rank --explain Service --since 2020-05-31"),
    )(rank)
