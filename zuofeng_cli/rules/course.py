"""The course of an issue: what happened to it day by day, who held it when, and whose the late days are.

Nights are counted. Whoever holds an issue when the office shuts has it until the next day, so the days of
all holders add up to the issue's life. A night is late when it begins on the day of the deadline or after
it, and it is charged to whoever held the issue then, so the late days of all holders add up to the days late
that the list shows. The office's review is the office's own time.

Source: shared design, "Lifecycle"; shared domain notes, "Accountability" and "Traps".
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from zuofeng_cli.rules.codes import ACTIVE, Phase, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import UNDO, Changes, Record, apply
from zuofeng_cli.rules.replay import issue_of

Span = tuple[int, int]
"""The first and the last event of a command or an import."""


class Occurrence(NamedTuple):
    """One event of an issue; *on* is its day in the plan's time zone."""

    seq: int
    on: date
    actor: str
    action: str
    changes: Changes
    reason: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to an issue on one day, with the issue before (None: not listed yet) and after."""

    seq: int
    on: date
    actor: str
    action: str
    reason: str | None
    before: Issue | None
    after: Issue


@dataclass(frozen=True, slots=True)
class Holder:
    """With whom an issue lies: in work with a unit and its owner, else with the office or with nobody."""

    phase: Phase
    unit_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One holder's uninterrupted time, from the day *since* to the day *until* it passed on."""

    holder: Holder
    since: date
    until: date

    @property
    def days(self) -> int:
        """How many nights that was."""
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class Lateness:
    """How far the work ran past one deadline.

    Attributes:
        until: the day the clock stopped, the deadline was replaced, or, where it runs, the day looked at.
        is_current: it is the deadline in force; its days are those the list shows.
    """

    deadline: date
    round: int
    until: date
    is_current: bool

    @property
    def days(self) -> int:
        """The days late."""
        return (self.until - self.deadline).days


def course(events: Iterable[Occurrence], taken_back: Collection[Span] = ()) -> tuple[Step, ...]:
    """Return the steps of one issue, in their order; what was taken back is not among them.

    Args:
        events: the issue's events, in their order.
        taken_back: the events of commands and imports that were undone. An issue they had listed keeps
            its listing and ends with being cancelled.
    """
    record: Record = {}
    steps: list[Step] = []
    before, on = None, date.min
    for event in events:
        if before and _is_gone(event, taken_back):
            continue
        apply(record, event.changes)
        on = max(on, event.on)  # days never run backwards, even where an earlier one was taken as today
        after = issue_of(record)
        steps.append(Step(event.seq, on, event.actor, event.action, event.reason, before, after))
        before = after
    return tuple(steps)


def _is_gone(event: Occurrence, taken_back: Collection[Span]) -> bool:
    return event.action == UNDO or any(first <= event.seq <= last for first, last in taken_back)


def until(steps: Sequence[Step], as_of: date) -> tuple[Step, ...]:
    """Return what had happened by the end of a day."""
    return tuple(step for step in steps if step.on <= as_of)


def holder_of(issue: Issue) -> Holder:
    """Return with whom an issue lies."""
    match issue.state:
        case State.OPEN:
            return Holder(Phase.LISTED)
        case State.ASSIGNED:
            return Holder(Phase.WORK, issue.unit_id, issue.owner_id)
        case State.RECTIFIED | State.VERIFIED:
            return Holder(Phase.CHECK)
        case _:
            return Holder(Phase.ENDED)


def stretches(steps: Sequence[Step], as_of: date) -> tuple[Stretch, ...]:
    """Return who held the issue when, up to a day on or after the last step; one night at least each.

    The last one is there even without a night: it says with whom the issue lies now.
    """
    found: list[Stretch] = []
    for step, following in zip_longest(steps, steps[1:]):
        holder, since = holder_of(step.after), step.on
        if found and found[-1].holder == holder:
            since = found.pop().since
        ends = following.on if following else as_of
        if following is None or ends > since:
            found.append(Stretch(holder, since, ends))
    return tuple(found)


def life_days(found: Sequence[Stretch]) -> int:
    """Return how many days the issue was on the list and not ended."""
    return sum(stretch.days for stretch in found if stretch.holder.phase is not Phase.ENDED)


def latenesses(steps: Sequence[Step], as_of: date) -> tuple[Lateness, ...]:
    """Return each deadline the work ran past, in their order; the one in force, if it is among them, is last.

    A completion that was returned stops no clock, nor does an extension that was only asked for.
    """
    found = []
    for step, following in zip_longest(steps, steps[1:]):
        issue = step.after
        then = following.after if following else None
        if then and (then.deadline, then.round) == (issue.deadline, issue.round):
            continue
        if issue.deadline is None or issue.state not in ACTIVE:
            continue
        stopped = issue.rectified_on or (following.on if following else as_of)
        if stopped > issue.deadline:
            found.append(Lateness(issue.deadline, issue.round, stopped, following is None))
    return tuple(found)


def days_late(found: Sequence[Lateness]) -> int:
    """Return the days late under the deadline in force, as the list shows them."""
    return sum(lateness.days for lateness in found if lateness.is_current)


def before_listing(found: Sequence[Stretch]) -> Stretch:
    """Return the time, without a night of its own, to which the late days before the listing belong."""
    return Stretch(Holder(Phase.UNLISTED), found[0].since, found[0].since)


def late_days_in(stretch: Stretch, lateness: Lateness) -> int:
    """Return how many late days fall into a stretch."""
    is_before = stretch.holder.phase is Phase.UNLISTED
    since = lateness.deadline if is_before else max(stretch.since, lateness.deadline)
    return max(0, (min(stretch.until, lateness.until) - since).days)


def charged(lateness: Lateness, found: Sequence[Stretch]) -> dict[Holder, int]:
    """Return the late days by holder; those before the issue was listed are nobody's."""
    days: dict[Holder, int] = {}
    for stretch in (before_listing(found), *found):
        if late := late_days_in(stretch, lateness):
            days[stretch.holder] = days.get(stretch.holder, 0) + late
    return days


def holder_when_overdue(lateness: Lateness, found: Sequence[Stretch]) -> Holder:
    """Return who held the issue in the night in which it became overdue."""
    for stretch in found:
        if stretch.since <= lateness.deadline < stretch.until:
            return stretch.holder
    return Holder(Phase.UNLISTED)
