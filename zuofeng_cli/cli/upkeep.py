"""Commands for upkeep: sweep, audit."""

from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli.options import TextFormat
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.actions.sweep import Noticed, Swept

PANEL = _("Upkeep")
SOMETHING_TO_DO = 10
DAMAGED = 21


def sweep(
    context: typer.Context,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help=_("The day to sweep for, if not today; a day to come only with --dry-run."),
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("End with 10 if anything was noticed."))
    ] = False,
    format_: TextFormat = None,
) -> int:
    """Flag what is overdue and climb the ladder; for cron."""
    from zuofeng_cli.actions.sweep import sweep as act
    from zuofeng_cli.cli.boundary import ends_with
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json

    chosen = read_format(format_, TEXT_FORMATS)
    session = session_of(context)
    swept = act(session.context(), as_of=as_of, dry_run=dry_run)
    code = ends_with(SOMETHING_TO_DO if exit_code and (swept.noticed or swept.proposed) else 0)
    if chosen is Format.JSON:
        names = ("as_of", "checked", "due_soon", "flagged", "escalated", "suggested", "unchanged")
        print_json({**{name: getattr(swept, name) for name in names}, "proposed": len(swept.proposed)})
    else:
        _tell(swept, dry_run=dry_run)
    return code


def _tell(swept: "Swept", *, dry_run: bool) -> None:
    """Print a sweep as plain lines, fit for the mail that cron sends."""
    from itertools import groupby

    from zuofeng_cli.cli.render import say, shorten

    said = _(
        "Sweep as of {as_of}: {checked} running, {due_soon} due soon, {flagged} newly overdue, "
        "{escalated} escalated, {suggested} suggested."
    )
    names = ("as_of", "checked", "due_soon", "flagged", "escalated", "suggested")
    say(said.format(**{name: getattr(swept, name) for name in names}))
    for ref, items in groupby(sorted(swept.noticed, key=lambda item: item.ref), key=lambda item: item.ref):
        given = list(items)
        what = _(", ").join(_notice_words(item) for item in given)
        who = _(", ").join(name for name in (given[0].unit, given[0].owner) if name)
        say("  " + "  ".join(part for part in (ref, what, shorten(given[0].description, 40), who) if part))
    if swept.suggested:
        say(_("Suggestions wait for a leader: `zuofeng decide REF --raise --by NAME --reason TEXT`."))
    _tell_proposed(swept)
    if dry_run:
        say(_("Nothing was written (dry run)."))


def _tell_proposed(swept: "Swept") -> None:
    """Print what surveys propose to reopen."""
    from zuofeng_cli.cli.render import say, shorten
    from zuofeng_cli.rules.figures import percent

    for item in swept.proposed:
        ballots = item.survey.ballots
        what = _("proposed to reopen: {rate} satisfied of {valid} valid ballots (survey {survey})").format(
            rate=percent(ballots.satisfaction_rate), valid=ballots.valid, survey=item.survey.id
        )
        parts = (item.ref, what, shorten(item.description, 40), item.unit)
        say("  " + "  ".join(part for part in parts if part))
    if swept.proposed:
        say(_("Proposals wait for a decision: `zuofeng proposal confirm` or `zuofeng proposal dismiss`."))


def _notice_words(item: "Noticed") -> str:
    from zuofeng_cli.labels import label, order_no

    what = label(item.notice.kind)
    if item.order:
        number = order_no(item.order.year, item.order.serial)
        said = _("{what}: {level} (order {number}, reply due {due})")
        return said.format(what=what, level=item.level, number=number, due=item.order.reply_due)
    return _("{what}: {level}").format(what=what, level=item.level) if item.level else what


def audit(context: typer.Context, format_: TextFormat = None) -> int:
    """Check the journal's chain and hold it against the list, field by field."""
    from zuofeng_cli.cli.boundary import ends_with
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.render import Format, print_json, say
    from zuofeng_cli.queries.audit import audit as query

    chosen = read_format(format_, TEXT_FORMATS)
    with session_of(context).reading(as_stored=True) as reader:
        found = query(reader)
    code = ends_with(0 if found.ok else DAMAGED)
    problems, remarks = (
        [f"{each.where}: {_(each.message).format(**each.facts)}" for each in told]
        for told in (found.problems, found.remarks)
    )
    if chosen is Format.JSON:
        print_json({**found._asdict(), "problems": problems, "remarks": remarks})
    else:
        for line in (*problems, *remarks):
            say(line)
        verdict = _("In order") if found.ok else _("NOT in order")
        said = _("{verdict}: {events} events, {issues} issues, head {head}.")
        say(said.format(verdict=verdict, events=found.events, issues=found.issues, head=found.head[:16]))
    return code


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    rows = (
        (
            "sweep",
            sweep,
            _("Flag what is overdue and climb the ladder; for cron."),
            _("Example: zuofeng sweep --dry-run"),
        ),
        ("audit", audit, _("Check the journal's chain and hold it against the list, field by field."), None),
    )
    for name, command, text, example in rows:
        app.command(name, rich_help_panel=PANEL, help=text, epilog=example)(command)
