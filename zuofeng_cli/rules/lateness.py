"""Lateness, light and days left: always derived from dates, never stored.

Source: shared design, "Lifecycle"; shared domain notes, "Closing, deadlines, lights".
"""

from datetime import date

from zuofeng_cli.rules.codes import RUNNING, Light, State


def is_overdue(state: State, deadline: date | None, today: date) -> bool:
    """Whether the deadline has passed with no completion date; the day of the deadline is not late."""
    return state in RUNNING and deadline is not None and deadline < today


def is_due_soon(state: State, deadline: date | None, today: date, due_soon_days: int) -> bool:
    """Whether the deadline is today or within *due_soon_days* calendar days."""
    return state in RUNNING and deadline is not None and 0 <= (deadline - today).days <= due_soon_days


def days_left(state: State, deadline: date | None, today: date) -> int | None:
    """Return calendar days to the deadline, negative when late; None once the clock has stopped."""
    return (deadline - today).days if deadline is not None and state in RUNNING else None


def light(state: State, deadline: date | None, today: date, due_soon_days: int) -> Light:
    """Return red for overdue, yellow for due soon, green for on course or done, grey otherwise."""
    if state in (State.CANCELLED, State.MERGED):
        return Light.GREY
    if is_overdue(state, deadline, today):
        return Light.RED
    if is_due_soon(state, deadline, today, due_soon_days):
        return Light.YELLOW
    return Light.GREY if state is State.OPEN or deadline is None else Light.GREEN
