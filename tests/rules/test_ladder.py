"""The escalation ladder over real holidays: the right level on the right day, and each once."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.ladder import FLAG, Standing, climbs_due, cut_offs, kind_of
from zuofeng_cli.rules.parts import Notice
from zuofeng_cli.rules.plan import DayCount, Ladder, OrderRule, Rung
from zuofeng_cli.rules.working_days import WorkingCalendar
from zuofeng_cli.store.calendar import working_calendar

NAMES = ("Reminder", "Supervision order", "Listed supervision", "Admonition interview", "Accountability")
LADDER = Ladder(
    2,
    tuple(
        Rung(level, name, name, days, days)
        for (level, name), days in zip(enumerate(NAMES, 1), (1, 5, 10, 20, None), strict=True)
    ),
)
ORDERS = OrderRule(99, DayCount(5, working=True))
CALENDAR = working_calendar({})
BEFORE_THE_HOLIDAY = date(2020, 4, 30)
REACHED = {
    0: date(2020, 5, 1),
    1: date(2020, 5, 6),
    2: date(2020, 5, 11),
    3: date(2020, 5, 18),
    4: date(2020, 6, 1),
}
DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31))
RISING = st.lists(st.integers(1, 40), min_size=1, max_size=5, unique=True).map(sorted)


def earned(
    deadline: date, after_level: int, *, today: date, ladder: Ladder, calendar: WorkingCalendar
) -> tuple[Notice, ...]:
    standing = Standing(deadline, after_level, chronic=False)
    climbs = climbs_due(standing, today=today, ladder=ladder, rule=ORDERS, calendar=calendar)
    return tuple(climb.notice for climb in climbs)


def due(deadline: date, today: date, after_level: int = -1, ladder: Ladder = LADDER) -> tuple[Notice, ...]:
    """Return the notices of the announced calendar."""
    return earned(deadline, after_level, today=today, ladder=ladder, calendar=CALENDAR)


@pytest.mark.parametrize(("level", "day"), REACHED.items())
def test_each_level_comes_on_its_day_over_the_may_holiday(level: int, day: date) -> None:
    the_day_before = due(BEFORE_THE_HOLIDAY, day - timedelta(days=1))
    on_the_day = due(BEFORE_THE_HOLIDAY, day)

    assert [notice.level for notice in the_day_before] == list(range(level))
    assert [notice.level for notice in on_the_day] == list(range(level + 1))
    assert on_the_day[-1].due_on == day


@pytest.mark.parametrize("today", [date(2020, 4, 29), BEFORE_THE_HOLIDAY])
def test_nothing_is_due_until_the_deadline_has_passed(today: date) -> None:
    assert due(BEFORE_THE_HOLIDAY, today) == ()


def test_a_deadline_within_the_holiday_counts_from_the_first_day_worked() -> None:
    notices = due(date(2020, 5, 2), date(2020, 5, 31))

    assert {notice.level: notice.due_on for notice in notices} == {
        0: date(2020, 5, 3),
        1: date(2020, 5, 6),
        2: date(2020, 5, 11),
        3: date(2020, 5, 18),
    }


def test_a_rung_without_days_is_never_reached_by_the_clock() -> None:
    years_later = due(BEFORE_THE_HOLIDAY, date(2025, 12, 31))

    assert [notice.level for notice in years_later] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("ceiling", "kinds"),
    [(0, "fssss"), (1, "fesss"), (2, "feess"), (4, "feeee"), (5, "feeee")],
)
def test_above_the_ceiling_the_program_only_suggests(ceiling: int, kinds: str) -> None:
    ladder = Ladder(ceiling, LADDER.levels)

    notices = due(BEFORE_THE_HOLIDAY, date(2020, 6, 30), ladder=ladder)

    assert "".join(notice.kind[0] for notice in notices) == kinds


def test_the_kinds_of_the_built_in_ladder() -> None:
    assert [kind_of(level, LADDER) for level in range(6)] == [
        NoticeKind.FLAGGED,
        NoticeKind.ESCALATED,
        NoticeKind.ESCALATED,
        NoticeKind.SUGGESTED,
        NoticeKind.SUGGESTED,
        NoticeKind.SUGGESTED,
    ]


def test_an_override_of_the_ledger_moves_the_rungs() -> None:
    shut = working_calendar({date(2020, 5, 6): False})

    notices = earned(BEFORE_THE_HOLIDAY, FLAG, today=date(2020, 5, 7), ladder=LADDER, calendar=shut)

    assert [(notice.level, notice.due_on) for notice in notices] == [(1, date(2020, 5, 7))]


@settings(deadline=None)  # the first look at the holidays loads them
@given(DAYS, DAYS, st.integers(-1, 5))
def test_what_has_been_given_is_not_given_twice(deadline: date, today: date, level: int) -> None:
    first = due(deadline, today, level)

    again = due(deadline, today, max([level, *(notice.level for notice in first)]))

    assert again == ()
    assert all(notice.level > level for notice in first)


@settings(deadline=None)  # the first look at the holidays loads them
@given(DAYS, st.lists(st.integers(0, 60), max_size=12))
def test_sweeps_on_any_days_add_up_to_what_one_last_sweep_would_give(
    deadline: date, offsets: list[int]
) -> None:
    days = [deadline + timedelta(days=offset) for offset in sorted([*offsets, 60])]
    given_so_far: list[Notice] = []

    for today in days:
        level = given_so_far[-1].level if given_so_far else -1
        given_so_far += due(deadline, today, level)

    assert tuple(given_so_far) == due(deadline, days[-1])
    assert len({notice.level for notice in given_so_far}) == len(given_so_far)


@settings(deadline=None)  # the first look at the holidays loads them
@given(DAYS, st.integers(-5, 60), RISING, st.dictionaries(DAYS, st.booleans(), max_size=30))
def test_the_cut_offs_agree_with_the_notices(
    deadline: date, offset: int, working_days: list[int], overrides: dict[date, bool]
) -> None:
    ladder = Ladder(2, tuple(Rung(level, "", "", days, days) for level, days in enumerate(working_days, 1)))
    calendar = working_calendar(overrides)
    today = deadline + timedelta(days=offset)

    cuts = cut_offs(today=today, ladder=ladder, calendar=calendar)

    notices = earned(deadline, -1, today=today, ladder=ladder, calendar=calendar)
    assert {notice.level for notice in notices} == {level for level, cut in cuts.items() if deadline <= cut}


@settings(deadline=None)  # the first look at the holidays loads them
@given(st.dates(date(2028, 1, 1), date(2060, 1, 1)), st.integers(-3, 60))
def test_the_cut_offs_agree_with_the_notices_in_unannounced_years(deadline: date, offset: int) -> None:
    today = deadline + timedelta(days=offset)

    cuts = cut_offs(today=today, ladder=LADDER, calendar=CALENDAR)

    assert {notice.level for notice in due(deadline, today)} == {
        level for level, cut in cuts.items() if deadline <= cut
    }


def test_the_cut_offs_leave_out_what_only_people_decide() -> None:
    cuts = cut_offs(today=date(2020, 6, 1), ladder=LADDER, calendar=CALENDAR)

    assert cuts.keys() == {0, 1, 2, 3, 4}
    assert cuts[FLAG] == date(2020, 5, 31)
    assert cuts[4] == date(2020, 5, 5)
