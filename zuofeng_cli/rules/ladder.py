"""The escalation ladder: which level an overdue issue has reached, on which day, and the orders on the way.

Deterministic in the deadline and the replies alone, so a sweep that missed days catches up to the same
notices and orders. Source: shared domain notes, "Ladder".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.deadlines import days_later
from zuofeng_cli.rules.journal import Changes, Steps, changes_of
from zuofeng_cli.rules.parts import Notice, Order
from zuofeng_cli.rules.plan import Ladder, OrderRule
from zuofeng_cli.rules.working_days import ONE_DAY, WorkingCalendar

FLAG = 0
"""The level of the overdue flag itself, raised on the first calendar day after the deadline."""


class Standing(NamedTuple):
    """Where an issue stands on the ladder; up to *notified_level* all notices of its deadline are given.

    Attributes:
        chronic_on: the day on which it became chronic; None where it was from its beginning.
        opened_on: the day it was listed; no notice and no order is dated before.
    """

    deadline: date
    notified_level: int
    chronic: bool
    chronic_on: date | None = None
    opened_on: date = date.min


@dataclass(frozen=True, slots=True)
class Climber:
    """An issue that climbs: as much of it as the ladder changes, and what is told of it."""

    number: int
    description: str
    unit_id: int | None
    owner_id: int | None
    deadline: date
    level: int
    notified_level: int
    notices: tuple[Notice, ...] = ()
    orders: tuple[Order, ...] = ()


class Climb(NamedTuple):
    """One step up: its notice, and the day a reply is due where a supervision order goes with it."""

    notice: Notice
    reply_due: date | None


def climbs_due(
    standing: Standing,
    orders: Iterable[Order] = (),
    notices: Iterable[Notice] = (),
    *,
    today: date,
    ladder: Ladder,
    rule: OrderRule,
    calendar: WorkingCalendar,
) -> tuple[Climb, ...]:
    """Return the steps that an issue has earned by *today*, lowest first.

    A level is due by the calendar, or on the day on which the reply to the order before it was missing.
    What is chronic climbs sooner, but no level is dated before the day after it became so: a sweep on that
    day did not know yet, and whenever the next one runs, the dates are the same. What is listed after its
    deadline climbs on that day, and the time to reply counts from it.

    Args:
        orders, notices: what the issue has had so far.
    """
    deadline = standing.deadline
    issued = [order for order in orders if order.deadline == deadline]
    missing = {order.level: order.missed_on for order in issued}
    given = {
        *range(standing.notified_level + 1),
        *(each.level for each in notices if each.deadline == deadline),
    }
    climbs = []
    sooner = dict(_rungs(ladder, standing.chronic))
    not_before = standing.chronic_on + ONE_DAY if standing.chronic_on else deadline
    for level, working_days in _rungs(ladder, chronic=False):
        due_on = max(_reached_on(deadline, level, sooner[level], calendar), not_before)
        due_on = min(due_on, _reached_on(deadline, level, working_days, calendar))
        due_on = max(min(due_on, missing.get(level - 1) or due_on), standing.opened_on)
        if level in given or due_on > today:
            continue
        kind = kind_of(level, ladder)
        reply_due = None
        # Whoever raised the issue further before that day has issued the order that counts.
        overtaken = any(
            order.level == level or (order.level > level and order.issued_on <= due_on) for order in issued
        )
        if kind is NoticeKind.ESCALATED and level >= rule.from_level and not overtaken:
            reply_due = days_later(due_on, rule.reply, calendar)[0]
            missing[level] = reply_due + ONE_DAY
        climbs.append(Climb(Notice(deadline, level, kind, due_on), reply_due))
    return tuple(climbs)


def climb(climber: Climber, climbs: Sequence[Climb], orders: Mapping[int, Order]) -> tuple[Climber, Steps]:
    """Return the issue after its *climbs*, and what each of them changes.

    Args:
        orders: the supervision orders that go with them, by level.
    """
    notices, issued = climber.notices, climber.orders
    level, notified = climber.level, climber.notified_level
    steps = []
    for notice, _reply_due in climbs:
        notices = (*notices, notice)
        changes = {**_given(notice, len(notices))}
        if notice.level in orders:
            issued = (*issued, orders[notice.level])
            changes |= changes_of(None, issued[-1], f"orders.{len(issued)}.")
        if notice.kind is NoticeKind.ESCALATED and notice.level > level:
            changes["level"] = [level, notice.level]
            level = notice.level
        if (reached := notified_level(notices, climber.deadline)) != notified:
            changes["notified_level"] = [notified, reached]
            notified = reached
        steps.append((notice.kind, changes))
    after = replace(climber, level=level, notified_level=notified, notices=notices, orders=issued)
    return after, steps


@lru_cache
def _given(notice: Notice, position: int) -> Changes:
    """Return what giving a notice changes; issues that stand alike get the same."""
    return changes_of(None, notice, f"notices.{position}.")


def cut_offs(
    *, today: date, ladder: Ladder, calendar: WorkingCalendar, chronic: bool = False
) -> dict[int, date]:
    """Return for each level the latest deadline that has reached it by *today*."""
    return {
        level: today - ONE_DAY if level == FLAG else calendar.latest_start(today, working_days)
        for level, working_days in _rungs(ladder, chronic)
    }


def notified_level(notices: Iterable[Notice], deadline: date | None) -> int:
    """Return the level up to which all notices of *deadline* are given, -1 for none."""
    given = {notice.level for notice in notices if notice.deadline == deadline}
    level = FLAG - 1
    while level + 1 in given:
        level += 1
    return level


def suggestion(notices: Iterable[Notice], deadline: date | None, level: int) -> Notice | None:
    """Return the highest level above *level* that is suggested for *deadline* and not decided."""
    waiting = [
        notice
        for notice in notices
        if notice.kind is NoticeKind.SUGGESTED
        and notice.outcome is None
        and notice.deadline == deadline
        and notice.level > level
    ]
    return max(waiting, key=lambda notice: notice.level, default=None)


def kind_of(level: int, ladder: Ladder) -> NoticeKind:
    """Return whether reaching *level* flags, climbs by itself, or is only suggested."""
    if level == FLAG:
        return NoticeKind.FLAGGED
    return NoticeKind.ESCALATED if level <= ladder.automatic_ceiling else NoticeKind.SUGGESTED


def _reached_on(deadline: date, level: int, working_days: int, calendar: WorkingCalendar) -> date:
    return calendar.after(deadline, working_days)[0] if level > FLAG else deadline + ONE_DAY


def _rungs(ladder: Ladder, chronic: bool) -> Sequence[tuple[int, int]]:
    """Return the levels that are reached by the calendar, with their working days after the deadline."""
    found = [(FLAG, 0)]
    for rung in ladder.levels:
        days, sooner = rung.after_working_days, rung.chronic_after_working_days
        if days is not None:
            found.append((rung.level, min(days, sooner) if chronic and sooner else days))
    return found
