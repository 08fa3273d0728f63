"""The sweep that cron runs: flags what is overdue, climbs the ladder, proposes to reopen; each step once.

Source: shared domain notes, "Ladder".
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.surveys import Proposed, propose
from zuofeng_cli.errors.supervision import SweepAhead
from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.ladder import Climb, Climber, Standing, climb, climbs_due, cut_offs
from zuofeng_cli.rules.parts import Notice, Order
from zuofeng_cli.store.bulk import without_collection
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, Course, writing

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
    orders = _orders(book, due)
    units = {unit.id: unit.name for unit in book.units}
    owners = {owner.id: owner.name for owner in book.owners}
    noticed: list[Noticed] = []
    numbers = sorted(due)
    for start in range(0, len(numbers), CHUNK):
        courses: list[Course] = []
        for climber in book.climbers(numbers[start : start + CHUNK]):
            climbs, issued = due[climber.number], orders.get(climber.number, {})
            courses.append((climber, *climb(climber, climbs, issued)))
            who = (units.get(climber.unit_id or 0), owners.get(climber.owner_id or 0))
            noticed += _noticed(book, climber, who, climbs, issued)
        book.record_courses(courses)
    kinds = Counter(item.notice.kind for item in noticed)
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


def _noticed(
    book: Book,
    climber: Climber,
    who: tuple[str | None, str | None],
    climbs: Sequence[Climb],
    orders: Mapping[int, Order],
) -> Iterator[Noticed]:
    """Yield each step up of an issue as it is told of, *who* being its unit and owner."""
    ref = book.ref(climber.number)
    for notice, _reply_due in climbs:
        level = book.plan.ladder.label(notice.level)
        yield Noticed(ref, climber.description, *who, notice, level, orders.get(notice.level))


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


def _orders(book: Book, due: Mapping[int, Sequence[Climb]]) -> dict[int, dict[int, Order]]:
    """Return the orders that go with steps up, by issue and level.

    They are numbered in the order of their days, whatever day the sweep runs on.
    """
    issued = sorted(
        (notice.due_on, number, notice.level, notice.deadline, reply_due)
        for number, climbs in due.items()
        for notice, reply_due in climbs
        if reply_due
    )
    orders: dict[int, dict[int, Order]] = {}
    for day, number, level, deadline, reply_due in issued:
        order = Order(*book.next_order(day.year), deadline, level, day, reply_due)
        orders.setdefault(number, {})[level] = order
    return orders
