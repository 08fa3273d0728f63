"""The stages follow one another, and an action outside its stages is noticed where that can be said."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.stages import StageDateMissing, StageEndsEarly, StageOutOfOrder, StagesOverlap
from zuofeng_cli.rules.plan import Stage
from zuofeng_cli.rules.stages import check_dates, day_of, out_of_stage, settled, span_of, stage_now

APRIL = date(2020, 4, 1)
DAYS = st.integers(0, 40).map(lambda days: APRIL + timedelta(days))
CODES = ("one", "two", "three", "four")


def stage(code: str, starts: date | None = None, ends: date | None = None, *actions: str) -> Stage:
    return Stage(code, code, code, starts, ends, "", actions)


TWO = stage("two", date(2020, 4, 11), date(2020, 4, 20), "open")
FOUR = stage("four", date(2020, 5, 1), date(2020, 5, 10), "close")
STAGES = (stage("one"), TWO, stage("three", None, None, "rectify"), FOUR)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [("one", 1, 10), ("one", 10, 10), ("three", 21, 30), ("three", 25, 25), ("two", 1, 30), ("two", 20, 20)],
)
def test_dates_that_fit_between_the_others_are_taken(code: str, first: int, last: int) -> None:
    check_dates(STAGES, stage(code, date(2020, 4, first), date(2020, 4, last)))


@pytest.mark.parametrize(
    ("code", "first", "last", "refusal"),
    [
        ("one", date(2020, 4, 1), date(2020, 4, 11), StagesOverlap),
        ("one", date(2020, 4, 12), date(2020, 4, 13), StagesOverlap),
        ("one", date(2020, 4, 21), date(2020, 4, 22), StageOutOfOrder),
        ("three", date(2020, 4, 1), date(2020, 4, 10), StageOutOfOrder),
        ("three", date(2020, 4, 20), date(2020, 4, 25), StagesOverlap),
        ("three", date(2020, 4, 1), date(2020, 5, 30), StagesOverlap),
        ("three", date(2020, 5, 11), date(2020, 5, 30), StageOutOfOrder),
        ("three", date(2020, 4, 25), date(2020, 4, 24), StageEndsEarly),
        ("three", date(2020, 4, 25), None, StageDateMissing),
        ("three", None, date(2020, 4, 25), StageDateMissing),
        ("four", date(2020, 4, 1), date(2020, 4, 10), StageOutOfOrder),
    ],
)
def test_dates_that_do_not_fit_are_refused(
    code: str, first: date | None, last: date | None, refusal: type[ZuofengError]
) -> None:
    with pytest.raises(refusal):
        check_dates(STAGES, stage(code, first, last))


@given(st.lists(st.tuples(st.sampled_from(CODES), DAYS, DAYS), max_size=12))
def test_whatever_is_settled_in_whatever_order_stages_never_cross(
    steps: list[tuple[str, date, date]],
) -> None:
    stages = tuple(map(stage, CODES))
    for code, first, last in steps:
        try:
            check_dates(stages, stage(code, first, last))
        except ZuofengError:
            continue
        stages = settled(stages, {code: (first, last)})

    spans = [span for span in map(span_of, stages) if span]
    edges = [day for span in spans for day in span]
    assert edges == sorted(edges)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    for offset in range(42):
        today = APRIL + timedelta(offset)
        now = stage_now(stages, today)
        running = [span for span in spans if span[0] <= today <= span[1]]
        assert [now.stage.starts] * len(running) == [span[0] for span in running] if now else not running


def test_days_are_counted_from_the_first_to_the_last() -> None:
    told = [day_of(TWO, date(2020, 4, day)) for day in (10, 11, 20, 21)]

    assert [(found.day, found.days, found.days_left, found.is_now) for found in told if found] == [
        *((0, 10, 10, False), (1, 10, 9, True), (10, 10, 0, True), (11, 10, -1, False)),
    ]
    assert day_of(STAGES[0], APRIL) is None


@pytest.mark.parametrize(
    ("action", "day", "noticed"),
    [
        ("open", 10, True),  # no stage runs yet, and the one it belongs to has its dates
        ("open", 11, False),
        ("open", 20, False),
        ("open", 25, True),
        ("rectify", 15, True),  # another stage runs
        ("rectify", 25, False),  # the stage it belongs to has no dates: it may run now
        ("close", 15, True),
        ("cancel", 15, False),  # belongs to no stage
    ],
)
def test_what_is_done_outside_its_stage_is_noticed(action: str, day: int, noticed: bool) -> None:
    found = out_of_stage(action, STAGES, date(2020, 4, day))

    assert (found is not None) is noticed


def test_while_no_stage_has_dates_nothing_is_noticed() -> None:
    blank = tuple(each._replace(starts=None, ends=None) for each in STAGES)

    assert [out_of_stage(action, blank, APRIL) for action in ("open", "rectify", "close")] == [None] * 3
