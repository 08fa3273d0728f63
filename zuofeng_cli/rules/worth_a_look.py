"""What may be worth a look before anybody is held to account; nothing follows by itself, people decide.

Source: shared domain notes, "Accountability"; the plan's section on what is suggested.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import Action, Cause, Phase, State
from zuofeng_cli.rules.course import Holder, Step, charged, latenesses, stretches
from zuofeng_cli.rules.plan import SuggestRule
from zuofeng_cli.rules.working_days import WorkingCalendar

_ENDED = (State.CLOSED, State.CANCELLED, State.MERGED)


class Suggestion(NamedTuple):
    """One reason to look at what a person did with an issue.

    Attributes:
        on: the deadline, the last return, the reopening, or the day on which the reply was due.
        times: how often this person's work was returned.
        working_days: how far the work ran past the deadline; *days_late*: the days in this person's hands.
    """

    cause: Cause
    unit_id: int | None
    owner_id: int | None
    on: date
    times: int | None = None
    working_days: int | None = None
    days_late: int | None = None


def suggestions(
    steps: Sequence[Step], *, as_of: date, rule: SuggestRule, calendar: WorkingCalendar
) -> list[Suggestion]:
    """Return why the course of an issue may be worth a look, by cause."""
    return [
        *_overdue(steps, as_of, rule, calendar),
        *_returned(steps, rule),
        *_fallen(steps),
        *_unanswered(steps, as_of),
    ]


def _overdue(
    steps: Sequence[Step], as_of: date, rule: SuggestRule, calendar: WorkingCalendar
) -> Iterator[Suggestion]:
    """Yield everybody in whose hands an issue was late that ran past a deadline for too long."""
    held = stretches(steps, as_of)
    for lateness in latenesses(steps, as_of):
        working_days = calendar.between(lateness.deadline, lateness.until)
        if working_days < rule.overdue_working_days:
            continue
        for holder, days in charged(lateness, held).items():
            if holder.phase is Phase.WORK:
                who = (holder.unit_id, holder.owner_id)
                yield Suggestion(Cause.OVERDUE, *who, lateness.deadline, None, working_days, days)


def _returned(steps: Sequence[Step], rule: SuggestRule) -> Iterator[Suggestion]:
    """Yield everybody whose completed work was sent back, where that happened too often in all."""
    returns = [(_worker(step), step.on) for step in steps if step.action == Action.RETURN]
    if len(returns) < rule.returns:
        return
    counted = Counter(worker for worker, _on in returns)
    last = dict(returns)
    for worker, count in counted.items():
        yield Suggestion(Cause.RETURNED, worker.unit_id, worker.owner_id, last[worker], count)


def _fallen(steps: Sequence[Step]) -> Iterator[Suggestion]:
    """Yield each completion that was closed and then did not stand."""
    for step in steps:
        if step.action == Action.REOPEN:
            worker = _worker(step)
            yield Suggestion(Cause.FALSE_COMPLETION, worker.unit_id, worker.owner_id, step.on)


def _unanswered(steps: Sequence[Step], as_of: date) -> Iterator[Suggestion]:
    """Yield each order without a reply whose time is over, with who held the issue on its last day."""
    issue = steps[-1].after
    if issue.state in _ENDED:
        return
    for order in issue.orders:
        if order.replied_on is None and order.reply_due < as_of:
            then = [step.after for step in steps if step.on <= order.reply_due] or [issue]
            yield Suggestion(Cause.UNANSWERED, then[-1].unit_id, then[-1].owner_id, order.reply_due)


def _worker(step: Step) -> Holder:
    """Return who had done the work that *step* sent back or took up again."""
    assert step.before is not None  # neither happens to what is not listed yet
    return Holder(Phase.WORK, step.before.unit_id, step.before.owner_id)
