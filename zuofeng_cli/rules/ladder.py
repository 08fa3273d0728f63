"""The escalation ladder: which level an overdue issue has reached, and on which day.

Deterministic in the deadline alone, so a sweep that missed days catches up to the same notices.
Source: shared domain notes, "Ladder".
"""

from collections.abc import Iterable, Sequence
from datetime import date

from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.parts import Notice
from zuofeng_cli.rules.plan import Ladder
from zuofeng_cli.rules.working_days import ONE_DAY, WorkingCalendar

FLAG = 0
"""The level of the overdue flag itself, raised on the first calendar day after the deadline."""


def notices_due(
    deadline: date, after_level: int, *, today: date, ladder: Ladder, calendar: WorkingCalendar
) -> tuple[Notice, ...]:
    """Return the notices above *after_level* that *deadline* has earned by *today*, lowest first."""
    earned = []
    for level, working_days in _rungs(ladder):
        if level <= after_level or deadline >= today:
            continue
        due_on = deadline + ONE_DAY if level == FLAG else calendar.after(deadline, working_days)[0]
        if due_on <= today:
            earned.append(Notice(deadline, level, kind_of(level, ladder), due_on))
    return tuple(earned)


def cut_offs(*, today: date, ladder: Ladder, calendar: WorkingCalendar) -> dict[int, date]:
    """Return for each level the latest deadline that has reached it by *today*."""
    return {
        level: today - ONE_DAY if level == FLAG else calendar.latest_start(today, working_days)
        for level, working_days in _rungs(ladder)
    }


def notified_level(notices: Iterable[Notice], deadline: date | None) -> int:
    """Return the highest level for which there is a notice of *deadline*, -1 for none."""
    return max((notice.level for notice in notices if notice.deadline == deadline), default=FLAG - 1)


def kind_of(level: int, ladder: Ladder) -> NoticeKind:
    """Return whether reaching *level* flags, climbs by itself, or is only suggested."""
    if level == FLAG:
        return NoticeKind.FLAGGED
    return NoticeKind.ESCALATED if level <= ladder.automatic_ceiling else NoticeKind.SUGGESTED


def _rungs(ladder: Ladder) -> Sequence[tuple[int, int]]:
    timed = [
        (rung.level, rung.after_working_days) for rung in ladder.levels if rung.after_working_days is not None
    ]
    return [(FLAG, 0), *timed]
