"""Ranking: the parts of a score add up, ties share a rank, and nobody is ranked on nothing."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.rules.appraisal import Signal, UnitFigures, grade_of, parts_of, rank, signals_of
from zuofeng_cli.rules.figures import Counts
from zuofeng_cli.rules.plan_appraisal import Grade, Ranking, SignalRule

SIGNALS = SignalRule(least=4, deadline_day_share=0.5, extension_share=0.3, reopened_share=0.2, silent_days=30)
GRADES = (Grade("好", "Good", 0.3), Grade("较好", "Fair", 0.4), Grade("一般", "Plain", 0.3))
RANKING = Ranking(
    weights=(("on_time_rate", 0.4), ("closure_rate", 0.3), ("rebound_rate", 0.2), ("satisfaction", 0.1)),
    grades=GRADES,
    graded_from=4,
    period_days=30,
    targets=(),
    signals=SIGNALS,
)


def unit(number: int, group: str | None = None, **figures: int) -> UnitFigures:
    """Return a unit with counts and other figures given by name."""
    own = {name: figures.pop(name) for name in list(figures) if name in UnitFigures._fields}
    return UnitFigures(number, f"Unit {number}", group, Counts(**figures), **own)


@st.composite
def units(draw: st.DrawFn) -> UnitFigures:
    issues = draw(st.integers(0, 30))
    due, sample, ballots = draw(st.integers(0, issues)), draw(st.integers(0, 9)), draw(st.integers(0, 50))
    return unit(
        draw(st.integers(1, 10**6)),
        draw(st.sampled_from([None, "A", "B"])),
        issues=issues,
        closed=draw(st.integers(0, issues)),
        due=due,
        on_time=draw(st.integers(0, due)),
        sample=sample,
        rebounds=draw(st.integers(0, sample)),
        ballots=ballots,
        points=draw(st.integers(0, ballots * 100)),
    )


OFFICES = st.lists(units(), max_size=12, unique_by=lambda figures: figures.unit_id)


def test_a_score_is_made_of_its_parts() -> None:
    figures = unit(1, issues=10, closed=5, due=8, on_time=6, sample=4, rebounds=1, ballots=20, points=1600)

    parts = parts_of(figures, RANKING)

    # 0.4 × 6/8, 0.3 × 5/10, 0.2 × (1 − 1/4), 0.1 × 1600/2000, each of a hundred
    assert [float(part.points) for part in parts] == [30, 15, 15, 8]


def test_a_missing_figure_leaves_its_weight_to_the_others() -> None:
    figures = unit(1, issues=10, closed=5, due=8, on_time=6)

    parts = parts_of(figures, RANKING)

    assert [part.share for part in parts] == [Fraction(4, 7), Fraction(3, 7), 0, 0]
    assert [part.points for part in parts] == [Fraction(300, 7), Fraction(150, 7), 0, 0]


def test_units_without_issues_stand_apart() -> None:
    (group,) = rank([unit(1, issues=2, closed=2), unit(2)], RANKING)

    assert [each.figures.unit for each in group.ranked] == ["Unit 1"]
    assert group.without_issues == ("Unit 2",)


def test_equal_scores_share_a_rank_and_the_next_is_left_out() -> None:
    (group,) = rank(
        [unit(1, issues=4, closed=1), unit(2, issues=2, closed=1), unit(3, issues=8, closed=4)], RANKING
    )

    assert [(each.figures.unit_id, each.rank) for each in group.ranked] == [(2, 1), (3, 1), (1, 3)]


@pytest.mark.parametrize(
    ("of", "grades"),
    [
        (3, [None, None, None]),
        (4, ["Good", "Fair", "Plain", "Plain"]),
        (10, ["Good"] * 3 + ["Fair"] * 4 + ["Plain"] * 3),
    ],
)
def test_a_grade_is_given_to_no_more_than_its_share(of: int, grades: list[str | None]) -> None:
    found = [grade_of(place, of, RANKING) for place in range(1, of + 1)]

    assert [grade and grade.name_en for grade in found] == grades


@given(OFFICES)
def test_the_points_add_up_to_a_score_of_a_hundred_at_most(office: list[UnitFigures]) -> None:
    for group in rank(office, RANKING):
        for each in group.ranked:
            assert each.score == sum(part.points for part in each.parts)
            assert 0 <= each.score <= 100


@given(OFFICES, st.randoms())
def test_a_rank_depends_on_nothing_but_the_scores_of_the_group(office: list[UnitFigures], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(office)
    random.shuffle(shuffled)

    def ranks(units: list[UnitFigures]) -> dict[int, tuple[str | None, int]]:
        return {
            each.figures.unit_id: (group.name, each.rank)
            for group in rank(units, RANKING)
            for each in group.ranked
        }

    assert ranks(shuffled) == ranks([*office, unit(0)])
    for group in rank(office, RANKING):
        assert all(
            each.rank == 1 + sum(other.score > each.score for other in group.ranked) for each in group.ranked
        )


@pytest.mark.parametrize(
    ("figures", "signals"),
    [
        ({"issues": 4, "completed": 4, "on_the_day": 2}, [Signal.DEADLINE_DAY]),
        ({"issues": 4, "completed": 4, "on_the_day": 1}, []),
        ({"issues": 3, "completed": 3, "on_the_day": 3, "extended": 3, "reopened": 3}, []),
        ({"issues": 10, "extended": 3}, [Signal.EXTENSIONS]),
        ({"issues": 10, "extended": 2}, []),
        ({"issues": 10, "reopened": 2}, [Signal.REOPENED]),
        ({"issues": 10, "reopened": 1}, []),
    ],
)
def test_signals_begin_at_the_plans_shares(figures: dict[str, int], signals: list[Signal]) -> None:
    today = date(2020, 6, 30)

    found = signals_of(unit(1, **figures)._replace(newest_on=today), SIGNALS, today)

    assert list(found) == signals


@pytest.mark.parametrize(
    ("newest_on", "silent"), [(None, True), (date(2020, 5, 31), True), (date(2020, 6, 1), False)]
)
def test_a_unit_that_reports_nothing_is_pointed_out(newest_on: date | None, silent: bool) -> None:
    found = signals_of(unit(1)._replace(newest_on=newest_on), SIGNALS, date(2020, 6, 30))

    assert (Signal.SILENT in found) == silent
