"""What a person's record says of the work on issues, told from their courses.

Late days are charged as a trace charges them: to whoever held the issue in the late night.
Source: shared domain notes, "Accountability" and "Figures".
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import ACTIVE, Action, Phase
from zuofeng_cli.rules.course import Step, charged, holder_of, latenesses, stretches
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.words import N_

FORMULAS = (
    N_("held = issues handed over to the person at any time; cancelled and merged ones left out"),
    N_("done, on time = the completion that stands was reported while the person held it; by its deadline"),
    N_("late = issues with late days in the person's hands, and how many days; as `trace` charges them"),
    N_("returned, reopened = how often completed work of the person was sent back, or taken up again"),
    N_("deeds = practical deeds held; they are in none of the figures before"),
)


class Part(NamedTuple):
    """One person's part in one issue, as of a day.

    Attributes:
        since: when the issue was first handed over to the person.
        until: when the person last had it in work; None while it is there.
        days_late: the late days in the person's hands.
        returns, reopenings: how often the person's completed work was sent back, or taken up again.
    """

    since: date
    until: date | None
    days_late: int
    is_done: bool
    is_on_time: bool
    returns: int
    reopenings: int


def parts(steps: Sequence[Step], as_of: date) -> dict[int, Part]:
    """Return the part of everybody who ever held an issue, by person; nobody's where it is off the list."""
    if not steps or steps[-1].after.state not in ACTIVE:
        return {}
    late = _days_late(steps, as_of)
    done_by = _done_by(steps)
    found = {}
    for owner_id, (since, until) in _held(steps).items():
        is_done = done_by == owner_id
        found[owner_id] = Part(
            since,
            until,
            late.get(owner_id, 0),
            is_done,
            is_done and _is_on_time(steps[-1].after),
            _count(steps, Action.RETURN, owner_id),
            _count(steps, Action.REOPEN, owner_id),
        )
    return found


def _held(steps: Sequence[Step]) -> dict[int, tuple[date, date | None]]:
    """Return since when and until when each owner had the issue in work, even for less than a day."""
    found: dict[int, tuple[date, date | None]] = {}
    holding: int | None = None
    for step in steps:
        holder = holder_of(step.after)
        now = holder.owner_id if holder.phase is Phase.WORK else None
        if holding is not None and holding != now:
            found[holding] = (found[holding][0], step.on)
        if now is not None:
            found[now] = (found[now][0] if now in found else step.on, None)
        holding = now
    return found


def _days_late(steps: Sequence[Step], as_of: date) -> dict[int, int]:
    held = stretches(steps, as_of)
    days: dict[int, int] = {}
    for lateness in latenesses(steps, as_of):
        for holder, nights in charged(lateness, held).items():
            if holder.phase is Phase.WORK and holder.owner_id is not None:
                days[holder.owner_id] = days.get(holder.owner_id, 0) + nights
    return days


def _done_by(steps: Sequence[Step]) -> int | None:
    """Return who held the issue when the completion that stands was reported, None where none stands."""
    if steps[-1].after.rectified_on is None:
        return None
    reported = [step for step in steps if step.action == Action.RECTIFY]
    return reported[-1].after.owner_id if reported else None


def _is_on_time(issue: Issue) -> bool:
    bound = issue.deadline_missed or issue.deadline
    return issue.rectified_on is not None and bound is not None and issue.rectified_on <= bound


def _count(steps: Sequence[Step], action: Action, owner_id: int) -> int:
    return sum(
        step.action == action and step.before is not None and step.before.owner_id == owner_id
        for step in steps
    )


class Figures(NamedTuple):
    """The figures of one person: issues, days late, and how often *returned* and *reopened*."""

    held: int = 0
    holding: int = 0
    done: int = 0
    on_time: int = 0
    late: int = 0
    days_late: int = 0
    returned: int = 0
    reopened: int = 0
    deeds: int = 0
    deeds_done: int = 0
    commended: int = 0
    dealt_with: int = 0


def figures(
    issues: Sequence[Part], deeds: Sequence[Part], *, commended: int = 0, dealt_with: int = 0
) -> Figures:
    """Return the figures of a person with these parts in issues and in practical deeds."""
    return Figures(
        len(issues),
        sum(part.until is None for part in issues),
        sum(part.is_done for part in issues),
        sum(part.is_on_time for part in issues),
        sum(part.days_late > 0 for part in issues),
        sum(part.days_late for part in issues),
        sum(part.returns for part in issues),
        sum(part.reopenings for part in issues),
        len(deeds),
        sum(part.is_done for part in deeds),
        commended,
        dealt_with,
    )
