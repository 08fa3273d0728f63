"""The sweep that cron runs: flags what is overdue and climbs the ladder, each step once.

Source: shared domain notes, "Ladder".
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import cut_offs, notices_due
from zuofeng_cli.rules.parts import Notice
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing

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


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did. *checked* running issues; *unchanged* of them got no new notice.

    Attributes:
        flagged, escalated, suggested: notices given, by kind; one issue can have several after missed days.
    """

    as_of: date
    checked: int
    due_soon: int
    flagged: int
    escalated: int
    suggested: int
    unchanged: int
    noticed: tuple[Noticed, ...]


class _DryRun(Exception):
    def __init__(self, swept: Swept) -> None:
        self.swept = swept


def sweep(context: Context, *, as_of: str | None = None, dry_run: bool = False) -> Swept:
    """Flag overdue issues and climb the ladder as of a day; a dry run writes nothing."""
    try:
        with writing(context) as book:
            swept = _sweep(book, read_day(as_of, book) if as_of else book.today)
            if dry_run:
                raise _DryRun(swept)
            return swept
    except _DryRun as dry:
        return dry.swept


def _sweep(book: Book, as_of: date) -> Swept:
    cuts = cut_offs(today=as_of, ladder=book.plan.ladder, calendar=book.calendar)
    numbers = book.numbers_to_notice(cuts)
    unit_names = {unit.id: unit.name for unit in book.units}
    owner_names = {owner.id: owner.name for owner in book.owners}
    kinds: Counter[NoticeKind] = Counter()
    noticed: list[Noticed] = []
    for start in range(0, len(numbers), CHUNK):
        issues = book.issues(numbers[start : start + CHUNK])
        steps = [step for issue in issues.values() for step in _climb(book, issue, as_of)]
        book.record_many((before, after, notice.kind) for before, after, notice in steps)
        for _before, after, notice in steps:
            kinds[notice.kind] += 1
            noticed.append(
                Noticed(
                    book.ref(after.number),
                    after.description,
                    unit_names.get(after.unit_id or 0),
                    owner_names.get(after.owner_id or 0),
                    notice,
                    book.plan.ladder.label(notice.level),
                )
            )
    checked = book.count_running()
    return Swept(
        as_of=as_of,
        checked=checked,
        due_soon=book.count_running(as_of, as_of + timedelta(book.plan.due_soon_days)),
        flagged=kinds[NoticeKind.FLAGGED],
        escalated=kinds[NoticeKind.ESCALATED],
        suggested=kinds[NoticeKind.SUGGESTED],
        unchanged=checked - len(numbers),
        noticed=tuple(noticed),
    )


def _climb(book: Book, issue: Issue, as_of: date) -> Iterator[tuple[Issue, Issue, Notice]]:
    """Yield (before, after, notice) for each notice the issue has earned, lowest level first."""
    assert issue.deadline is not None
    for notice in notices_due(
        issue.deadline, issue.notified_level, today=as_of, ladder=book.plan.ladder, calendar=book.calendar
    ):
        climbs = notice.kind is NoticeKind.ESCALATED and notice.level > issue.level
        after = replace(
            issue,
            level=notice.level if climbs else issue.level,
            notified_level=notice.level,
            notices=(*issue.notices, notice),
        )
        yield issue, after, notice
        issue = after
