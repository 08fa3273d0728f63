"""Tracing back: what the course of an issue says about deadlines, hand-overs, returns and false completions.

Source: shared domain notes, "Accountability".
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import Action, Duty, Phase, State
from zuofeng_cli.rules.course import Step, holder_of
from zuofeng_cli.rules.issue import Issue


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who had one duty from when until when; None for a checker whom nobody has named."""

    duty: Duty
    who: int | None
    since: date
    until: date

    @property
    def days(self) -> int:
        """How many nights that was."""
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """A deadline that was replaced by another one.

    Attributes:
        asked_on: when an extension was asked for; None for every other change.
    """

    step: Step
    before: date
    after: date
    asked_on: date | None

    @property
    def days(self) -> int:
        """By how many days the deadline moved."""
        return (self.after - self.before).days

    @property
    def reason(self) -> str | None:
        """Why: what the step gives, else what the request for an extension had given."""
        asked_for = self.step.before.extension_reason if self.asked_on and self.step.before else None
        return self.step.reason or asked_for

    @property
    def was_asked_late(self) -> bool:
        """Whether the deadline had passed when the extension was asked for."""
        return self.asked_on is not None and self.asked_on > self.before


@dataclass(frozen=True, slots=True)
class FalseCompletion:
    """A completion that did not stand: the check returned it, or it fell later and the issue was reopened.

    Attributes:
        reported: the step that reported it.
        fell: the step that took it back.
    """

    reported: Step
    fell: Step

    @property
    def was_returned(self) -> bool:
        """Whether it fell in the check, before the issue was closed."""
        return self.fell.before is not None and self.fell.before.state is not State.CLOSED

    @property
    def days_stood(self) -> int:
        """How many days passed until it fell."""
        return (self.fell.on - self.reported.on).days


@dataclass(frozen=True, slots=True)
class HandOver:
    """An issue that was handed to a unit and its owner, for the first time or by others."""

    step: Step

    @property
    def is_first(self) -> bool:
        """Whether the issue came from the office."""
        return self.step.before is None or self.step.before.state is State.OPEN


def deadline_changes(steps: Sequence[Step]) -> tuple[DeadlineChange, ...]:
    """Return each deadline that was replaced, in their order."""
    found = []
    for step in steps:
        old, new = step.before, step.after
        if old is None or old.deadline is None or new.deadline in (None, old.deadline):
            continue
        assert new.deadline is not None
        is_granted = new.extensions > old.extensions
        asked_on = old.extension_asked_on if is_granted else None
        found.append(DeadlineChange(step, old.deadline, new.deadline, asked_on))
    return tuple(found)


def false_completions(steps: Sequence[Step]) -> tuple[FalseCompletion, ...]:
    """Return each completion that did not stand, in their order."""
    found = []
    reported: Step | None = None
    for step in steps:
        if step.after.rectified_on and (step.before is None or step.before.rectified_on is None):
            reported = step
        elif reported and step.after.rectified_on is None and step.before and step.before.rectified_on:
            found.append(FalseCompletion(reported, step))
            reported = None
    return tuple(found)


def hand_overs(steps: Sequence[Step]) -> tuple[HandOver, ...]:
    """Return each time the issue got a unit and owner to work on it, or others."""
    return tuple(
        HandOver(step)
        for step in steps
        if holder_of(step.after).phase is Phase.WORK and _keepers(step.before) != _keepers(step.after)
    )


def _keepers(issue: Issue | None) -> tuple[int | None, int | None] | None:
    """Return unit and owner of an issue that has been handed over."""
    if issue is None or issue.state is State.OPEN:
        return None
    return issue.unit_id, issue.owner_id


_ON_RECORD: tuple[tuple[Duty, Callable[[Issue], Collection[int | None]]], ...] = (
    (Duty.UNIT, lambda issue: [issue.unit_id]),
    (Duty.OWNER, lambda issue: [issue.owner_id]),
    (Duty.LEADER, lambda issue: [issue.leader_id]),
    (Duty.COOPERATING, lambda issue: issue.cooperating),
)


def tenures(steps: Sequence[Step], as_of: date) -> tuple[Tenure, ...]:
    """Return who had which duty when, duty by duty; it begins with being named and rests while closed."""
    recorded = [tenure for duty, named in _ON_RECORD for tenure in _tenures(duty, named, steps, as_of)]
    return (*recorded, *_checks(steps, as_of))


def _tenures(
    duty: Duty, named: Callable[[Issue], Collection[int | None]], steps: Sequence[Step], as_of: date
) -> Iterator[Tenure]:
    since: dict[int, date] = {}
    for step in steps:
        is_ended = holder_of(step.after).phase is Phase.ENDED
        now = [] if is_ended else [who for who in named(step.after) if who is not None]
        for who in [who for who in since if who not in now]:
            yield Tenure(duty, who, since.pop(who), step.on)
        for who in now:
            since.setdefault(who, step.on)
    for who, begun in since.items():
        yield Tenure(duty, who, begun, as_of)


def _checks(steps: Sequence[Step], as_of: date) -> Iterator[Tenure]:
    """Yield who had completions to check; a checker is known by what the check came to."""
    since: date | None = None
    for step in steps:
        was_checked = step.before is not None and step.before.state is not step.after.state
        if since is not None and was_checked:
            yield Tenure(Duty.CHECKER, _checker(step), since, step.on)
            since = None
        if was_checked and holder_of(step.after).phase is Phase.CHECK:
            since = step.on
    if since is not None:
        yield Tenure(Duty.CHECKER, None, since, as_of)


def _checker(step: Step) -> int | None:
    match step.after.state:
        case State.VERIFIED:
            return step.after.verified_by
        case State.CLOSED:
            return step.after.closed_by
        case State.ASSIGNED:
            return step.after.returned_by if step.action == Action.RETURN else None
        case _:
            return None
