"""Commands that look: list, show, status, lint."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import AsOf, FormatOption, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.store.reader import Reader

PANEL = _("Looking")
SOMETHING_TO_DO = 10
HIGHEST = 2**31 - 1


def list_(
    context: typer.Context,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help=_("Only this state; may be repeated."),
            autocompletion=complete.states,
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            "-u",
            metavar="UNIT",
            help=_("Only this responsible unit."),
            autocompletion=complete.units,
        ),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner", "-o", metavar="NAME", help=_("Only this owner."), autocompletion=complete.owners
        ),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            "--category",
            "-c",
            metavar="NAME",
            help=_("Only this category."),
            autocompletion=complete.categories,
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source", "-s", metavar="NAME", help=_("Only this source."), autocompletion=complete.sources
        ),
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help=_("Only this level, by number or name."))
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only what is overdue."))] = False,
    due_within: Annotated[
        int | None,
        typer.Option(
            "--due-within", metavar="DAYS", min=0, max=36_500, help=_("Only what is due within so many days.")
        ),
    ] = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help=_("Only what lacks unit, owner or deadline."))
    ] = False,
    suggested: Annotated[
        bool,
        typer.Option(
            "--suggested", help=_("Only where a level or a reopening is suggested and waits for a decision.")
        ),
    ] = False,
    chronic: Annotated[bool, typer.Option("--chronic", help=_("Only what is chronic."))] = False,
    waiting: Annotated[
        bool,
        typer.Option("--waiting", help=_("What waits for whom instead: for a check, a decision, a reply …")),
    ] = False,
    whom: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="NAME|ROLE",
            help=_("With --waiting: only what waits for this person or role."),
            autocompletion=complete.owners,
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORD", help=_("Only what contains this word."))
    ] = None,
    sort: Annotated[
        str,
        typer.Option("--sort", metavar="number|deadline|unit|owner|category|level|state", help=_("Order.")),
    ] = "number",
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, max=HIGHEST, help=_("At most so many."))
    ] = None,
    offset: Annotated[
        int, typer.Option("--offset", metavar="N", min=0, max=HIGHEST, help=_("Leave out the first so many."))
    ] = 0,
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Show the list."""
    from zuofeng_cli.cli.formats import read_field, read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.cli.sheets import issues_sheet
    from zuofeng_cli.queries.issues import (
        SORTS,
        IssueFilter,
        count_issues,
        issue_payload,
        list_issues,
        suggested_levels,
    )
    from zuofeng_cli.rules.codes import State
    from zuofeng_cli.typed_words import read_code, read_level, read_term

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        unit_ids, owner_ids = find_ids(reader, unit or (), owner) if unit or owner else ((), ())
        wanted = IssueFilter(
            states=[read_code(word, State, N_("state")) for word in state or ()],
            unit_ids=unit_ids,
            owner_ids=owner_ids,
            categories=[
                read_term(word, reader.plan.categories, N_("category")).code for word in category or ()
            ],
            sources=[read_term(word, reader.plan.sources, N_("source")).code for word in source or ()],
            level=read_level(level, reader.plan.ladder) if level is not None else None,
            suggested=suggested,
            chronic=chronic,
            overdue=overdue,
            due_within_days=due_within,
            incomplete=incomplete,
            text=text,
            sort=read_field(sort, tuple(SORTS), N_("order")),
            limit=limit,
            offset=offset,
        )
        if waiting or whom is not None:
            from zuofeng_cli.cli.waiting import print_waiting

            print_waiting(reader, wanted, whom, today=today, format_=chosen)
            return
        issues = list_issues(reader, wanted, today=today, with_parts=chosen is Format.JSON)
        paged = limit is not None or offset
        total = count_issues(reader, wanted, today=today) if paged else len(issues)
        if chosen is Format.JSON:
            print_json([issue_payload(issue) for issue in issues])
        else:
            levels = suggested_levels(reader, [issue.number for issue in issues]) if suggested else None
            print_sheet(issues_sheet(issues, reader.plan, total, levels), chosen)


def find_ids(
    reader: "Reader", units: Sequence[str], owner: str | None
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the ids of the units and the owner that filters name."""
    from zuofeng_cli.queries import registers
    from zuofeng_cli.rules.registers import find_owner, find_unit

    known = registers.units(reader)
    owner_ids = [find_owner(owner, registers.owners(reader), known).id] if owner else []
    return [find_unit(name, known).id for name in units], owner_ids


def show(context: typer.Context, ref: Ref, as_of: AsOf = None, format_: FormatOption = None) -> None:
    """Show everything about one issue."""
    from zuofeng_cli.cli.detail_sheets import detail_payload, detail_sheets
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheets
    from zuofeng_cli.queries.detail import show as query

    chosen = read_format(format_)
    with session_of(context).reading_as_of(as_of) as (reader, today):
        detail = query(reader, ref, today=today)
        if chosen is Format.JSON:
            print_json(detail_payload(detail, reader.plan))
            return
        print_sheets(detail_sheets(detail, reader.plan), chosen)


def status(
    context: typer.Context,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="unit|category|owner|source|focus",
            help=_("Count by."),
            autocompletion=complete.groupings,
        ),
    ] = "unit",
    meeting: Annotated[
        bool,
        typer.Option(
            "--meeting", help=_("One screen for a meeting: figures, lights, units, the worst delays.")
        ),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help=_("With --meeting: compare with this day, not a week ago.")
        ),
    ] = None,
    watch: Annotated[
        int | None,
        typer.Option(
            "--watch",
            metavar="SECONDS",
            min=1,
            max=86_400,
            help=_("With --meeting: show it anew every so many seconds, until Ctrl-C."),
        ),
    ] = None,
    as_of: AsOf = None,
    format_: FormatOption = None,
) -> None:
    """Show the figures of the campaign."""
    if meeting or since or watch:
        from zuofeng_cli.cli.meeting import show_meeting

        show_meeting(session_of(context), since=since, watch_s=watch, as_of=as_of, format_=format_)
        return
    from zuofeng_cli.cli.formats import read_field, read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.cli.sheets import status_payload, status_sheet
    from zuofeng_cli.queries.status import GROUPINGS
    from zuofeng_cli.queries.status import status as query

    chosen = read_format(format_)
    grouping = read_field(by, tuple(GROUPINGS), N_("grouping"))
    with session_of(context).reading_as_of(as_of) as (reader, today):
        figures = query(reader, by=grouping, today=today)
    if chosen is Format.JSON:
        print_json(status_payload(figures))
    else:
        print_sheet(status_sheet(figures), chosen)


def lint(context: typer.Context, format_: FormatOption = None) -> int:
    """Show what in the list is to be mended; ends with 10 if there is anything."""
    from zuofeng_cli.cli.boundary import ends_with
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.cli.sheets import lint_sheet
    from zuofeng_cli.queries.lint import lint as query

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        findings = query(reader)
    code = ends_with(SOMETHING_TO_DO if findings else 0)
    if chosen is Format.JSON:
        print_json([finding._asdict() for finding in findings])
    else:
        print_sheet(lint_sheet(findings), chosen)
    return code


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    rows = (
        ("list", list_, _("Show the list."), _("Example: zuofeng list --overdue --sort deadline")),
        ("show", show, _("Show everything about one issue."), _("Example: zuofeng show 12")),
        (
            "status",
            status,
            _("Show the figures of the campaign."),
            _("Example: zuofeng status --by category"),
        ),
        ("lint", lint, _("Show what in the list is to be mended; ends with 10 if there is anything."), None),
    )
    for name, command, text, example in rows:
        app.command(name, rich_help_panel=PANEL, help=text, epilog=example)(command)
