"""Overdue, due soon, days left and light: derived from dates, never stored."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.rules.codes import Light, State
from zuofeng_cli.rules.lateness import days_left, is_due_soon, is_overdue, light

DEADLINE = date(2020, 6, 30)
DUE_SOON_DAYS = 7
STOPPED = [State.RECTIFIED, State.VERIFIED, State.CLOSED, State.CANCELLED, State.MERGED]
STATES = st.sampled_from(State)
DEADLINES = st.none() | st.dates(date(2019, 1, 1), date(2022, 12, 31))
DAYS = st.dates(date(2019, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize("state", [State.OPEN, State.ASSIGNED])
@pytest.mark.parametrize(
    ("today", "overdue"), [(date(2020, 6, 29), False), (DEADLINE, False), (date(2020, 7, 1), True)]
)
def test_the_day_of_the_deadline_is_not_late_but_the_next_is(
    state: State, today: date, overdue: bool
) -> None:
    assert is_overdue(state, DEADLINE, today) is overdue


@pytest.mark.parametrize("state", STOPPED)
def test_nothing_is_late_once_the_clock_has_stopped(state: State) -> None:
    long_after = date(2021, 1, 1)

    assert not is_overdue(state, DEADLINE, long_after)
    assert not is_due_soon(state, DEADLINE, DEADLINE, DUE_SOON_DAYS)
    assert days_left(state, DEADLINE, long_after) is None


@pytest.mark.parametrize("state", list(State))
def test_without_a_deadline_nothing_is_late(state: State) -> None:
    assert not is_overdue(state, None, DEADLINE)
    assert not is_due_soon(state, None, DEADLINE, DUE_SOON_DAYS)
    assert days_left(state, None, DEADLINE) is None


@pytest.mark.parametrize(
    ("today", "due_soon"),
    [
        (date(2020, 6, 22), False),
        (date(2020, 6, 23), True),
        (DEADLINE, True),
        (date(2020, 7, 1), False),
    ],
)
def test_due_soon_runs_from_seven_days_before_to_the_day_itself(today: date, due_soon: bool) -> None:
    assert is_due_soon(State.ASSIGNED, DEADLINE, today, DUE_SOON_DAYS) is due_soon


@pytest.mark.parametrize(("today", "left"), [(date(2020, 6, 20), 10), (DEADLINE, 0), (date(2020, 7, 3), -3)])
def test_days_left_count_down_and_go_below_zero(today: date, left: int) -> None:
    assert days_left(State.ASSIGNED, DEADLINE, today) == left


@pytest.mark.parametrize(
    ("state", "deadline", "today", "shown"),
    [
        (State.ASSIGNED, DEADLINE, date(2020, 6, 1), Light.GREEN),
        (State.ASSIGNED, DEADLINE, date(2020, 6, 22), Light.GREEN),
        (State.ASSIGNED, DEADLINE, date(2020, 6, 23), Light.YELLOW),
        (State.ASSIGNED, DEADLINE, DEADLINE, Light.YELLOW),
        (State.ASSIGNED, DEADLINE, date(2020, 7, 1), Light.RED),
        (State.OPEN, None, date(2020, 7, 1), Light.GREY),
        (State.OPEN, DEADLINE, date(2020, 6, 1), Light.GREY),
        (State.OPEN, DEADLINE, date(2020, 6, 25), Light.YELLOW),
        (State.OPEN, DEADLINE, date(2020, 7, 1), Light.RED),
        (State.RECTIFIED, DEADLINE, date(2020, 7, 1), Light.GREEN),
        (State.VERIFIED, DEADLINE, date(2020, 7, 1), Light.GREEN),
        (State.CLOSED, DEADLINE, date(2021, 7, 1), Light.GREEN),
        (State.CANCELLED, DEADLINE, date(2020, 7, 1), Light.GREY),
        (State.MERGED, DEADLINE, date(2020, 7, 1), Light.GREY),
    ],
)
def test_the_light_follows_state_and_dates(
    state: State, deadline: date | None, today: date, shown: Light
) -> None:
    assert light(state, deadline, today, DUE_SOON_DAYS) is shown


@given(STATES, DEADLINES, DAYS)
def test_red_means_overdue_and_yellow_means_due_soon(
    state: State, deadline: date | None, today: date
) -> None:
    shown = light(state, deadline, today, DUE_SOON_DAYS)

    assert (shown is Light.RED) == is_overdue(state, deadline, today)
    assert (shown is Light.YELLOW) == is_due_soon(state, deadline, today, DUE_SOON_DAYS)


@given(STATES, DEADLINES, DAYS)
def test_overdue_means_less_than_no_days_left(state: State, deadline: date | None, today: date) -> None:
    left = days_left(state, deadline, today)

    assert is_overdue(state, deadline, today) == (left is not None and left < 0)


@given(st.sampled_from([State.OPEN, State.ASSIGNED]), DAYS, DAYS)
def test_what_is_late_stays_late(state: State, deadline: date, today: date) -> None:
    if is_overdue(state, deadline, today):
        assert is_overdue(state, deadline, today + timedelta(days=1))
