"""The sweep that cron runs: flags what is overdue, climbs the ladder, proposes to reopen; each step once.

Source: shared domain notes, "Ladder".
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.surveys import Proposed, propose
from zuofeng_cli.errors.supervision import SweepAhead
from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import Climb, Standing, climbs_due, cut_offs, notified_level
from zuofeng_cli.rules.parts import Notice, Order
from zuofeng_cli.store.bulk import without_collection
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, Move, writing

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Noticed:
    """One notice the sweep gave: the issue, its lead unit and owner, what was due, and the level in words."""

    ref: str
    description: str
    unit: str | None
    owner: str | None
    notice: Notice
    level: str
    order: Order | None


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did. *checked* running issues; *unchanged* of them got no new notice.

    Attributes:
        flagged, escalated, suggested: notices given, by kind; one issue can have several after missed days.
        proposed: closed issues that a survey proposes to reopen.
    """

    as_of: date
    checked: int
    due_soon: int
    flagged: int
    escalated: int
    suggested: int
    unchanged: int
    noticed: tuple[Noticed, ...]
    proposed: tuple[Proposed, ...]


class _DryRun(Exception):
    def __init__(self, swept: Swept) -> None:
        self.swept = swept


def sweep(context: Context, *, as_of: str | None = None, dry_run: bool = False) -> Swept:
    """Flag overdue issues and climb the ladder as of a day; a dry run writes nothing.

    Raises:
        SweepAhead: the day is still to come, and it is no dry run.
    """
    try:
        with writing(context) as book, without_collection():
            day = read_day(as_of, book) if as_of else book.today
            if day > book.today and not dry_run:
                raise SweepAhead(given=day, today=book.today)
            swept = _sweep(book, day)
            if dry_run:
                raise _DryRun(swept)
            return swept
    except _DryRun as dry:
        return dry.swept


def _sweep(book: Book, as_of: date) -> Swept:
    due = _climbs_due(book, as_of)
    serials = _serials(book, due)
    unit_names = {unit.id: unit.name for unit in book.units}
    owner_names = {owner.id: owner.name for owner in book.owners}
    kinds: Counter[NoticeKind] = Counter()
    noticed: list[Noticed] = []
    numbers = sorted(due)
    for start in range(0, len(numbers), CHUNK):
        issues = book.issues(numbers[start : start + CHUNK])
        moves: list[Move] = []
        for number, issue in issues.items():
            before = issue
            for climb in due[number]:
                after = _climb(before, climb, serials)
                moves.append((before, after, climb.notice.kind))
                kinds[climb.notice.kind] += 1
                noticed.append(
                    Noticed(
                        book.ref(number),
                        issue.description,
                        unit_names.get(issue.unit_id or 0),
                        owner_names.get(issue.owner_id or 0),
                        climb.notice,
                        book.plan.ladder.label(climb.notice.level),
                        after.orders[-1] if climb.reply_due else None,
                    )
                )
                before = after
        book.record_many(moves)
    checked = book.count_running()
    return Swept(
        as_of=as_of,
        checked=checked,
        due_soon=sum(
            book.count_running(as_of, as_of + timedelta(book.plan.due_soon_within(chronic)), chronic=chronic)
            for chronic in (False, True)
        ),
        flagged=kinds[NoticeKind.FLAGGED],
        escalated=kinds[NoticeKind.ESCALATED],
        suggested=kinds[NoticeKind.SUGGESTED],
        unchanged=checked - len(numbers),
        noticed=tuple(noticed),
        proposed=propose(book, as_of),
    )


def _climbs_due(book: Book, as_of: date) -> dict[int, tuple[Climb, ...]]:
    """Return by issue the steps up that are due."""
    plan, calendar = book.plan, book.calendar
    cuts = {
        chronic: cut_offs(today=as_of, ladder=plan.ladder, calendar=calendar, chronic=chronic)
        for chronic in (False, True)
    }
    standings = book.standings_to_notice(cuts, as_of)
    ordered = book.ordered() & standings.keys() if standings else set()
    orders, notices = book.parts_of("orders", ordered), book.parts_of("notices", ordered)

    def climbs(standing: Standing, number: int | None = None) -> tuple[Climb, ...]:
        had = (orders[number], notices.get(number, ())) if number else ((), ())
        return climbs_due(
            standing, *had, today=as_of, ladder=plan.ladder, rule=plan.orders, calendar=calendar
        )

    alike = cache(climbs)  # without orders, what stands alike climbs alike
    due = {
        number: climbs(standing, number) if number in ordered else alike(standing)
        for number, standing in standings.items()
    }
    return {number: steps for number, steps in due.items() if steps}


Serials = Mapping[tuple[int, int], tuple[int, int]]
"""The year and number of an order, by issue and level."""


def _serials(book: Book, due: Mapping[int, Sequence[Climb]]) -> Serials:
    """Number the orders in the order of their days, whatever day the sweep runs on."""
    issued = sorted(
        (climb.notice.due_on, number, climb.notice.level)
        for number, climbs in due.items()
        for climb in climbs
        if climb.reply_due
    )
    return {(number, level): book.next_order(day.year) for day, number, level in issued}


def _climb(issue: Issue, climb: Climb, serials: Serials) -> Issue:
    """Return the issue one step up."""
    notice = climb.notice
    rises = notice.kind is NoticeKind.ESCALATED and notice.level > issue.level
    notices, orders = (*issue.notices, notice), issue.orders
    if climb.reply_due:
        year, serial = serials[issue.number, notice.level]
        orders = (*orders, Order(year, serial, notice.deadline, notice.level, notice.due_on, climb.reply_due))
    return replace(
        issue,
        level=notice.level if rises else issue.level,
        notified_level=notified_level(notices, issue.deadline),
        notices=notices,
        orders=orders,
    )
