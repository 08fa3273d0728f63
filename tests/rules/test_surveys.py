"""The public's verdict: what counts, what contradicts itself, and when it proposes reopening."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.errors.surveys import MoreAnswersThanReturned, MoreReturnedThanIssued
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.figures import Ballots
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.plan import Satisfaction
from zuofeng_cli.rules.surveys import Survey, check_ballots, is_dissatisfied, proposal_of

SCORES = {"satisfied": 100, "fairly_satisfied": 70, "dissatisfied": 30}
RULE = Satisfaction(0.8, 30, tuple(SCORES.items()), "public_dissatisfied")
COUNTS = st.integers(0, 500)
CLOSED_ON = date(2020, 5, 10)
ISSUE = Issue(
    number=7,
    description="The counter closes at noon",
    category="poor_service",
    source="self_check",
    state=State.CLOSED,
    opened_on=date(2020, 4, 1),
    rectified_on=date(2020, 5, 4),
    closed_on=CLOSED_ON,
)


def survey(
    number: int = 1, *, held_on: date = date(2020, 5, 20), satisfied: int = 0, valid: int = 30
) -> Survey:
    return Survey(number, "Window hours", held_on, 7, None, 99, 99, valid, satisfied, 0, valid - satisfied, 0)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_rate_and_score_stay_within_their_bounds(good: int, fair: int, bad: int, unknown: int) -> None:
    ballots = Ballots(9999, 9999, good, fair, bad, unknown)
    rate, score = ballots.satisfaction_rate, ballots.score(SCORES)

    if not good + fair + bad:
        assert (rate, score) == (None, None)
    else:
        assert rate is not None and 0 <= rate <= 1
        assert score is not None and 30 <= score <= 100


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_who_does_not_know_changes_neither(good: int, fair: int, bad: int, unknown: int, more: int) -> None:
    ballots = Ballots(9999, 9999, good, fair, bad, unknown)
    other = ballots._replace(unknown=unknown + more)

    assert other.satisfaction_rate == ballots.satisfaction_rate
    assert other.score(SCORES) == ballots.score(SCORES)


def test_the_figures_of_one_survey_done_by_hand() -> None:
    ballots = Ballots(50, 48, 20, 12, 8, 6)

    assert (ballots.valid, ballots.satisfaction_rate) == (40, Fraction(4, 5))
    assert ballots.score(SCORES) == 77.0  # (20 × 100 + 12 × 70 + 8 × 30) ÷ 40


def test_what_is_spoilt_or_blank_belongs_to_no_answer() -> None:
    check_ballots(Ballots(50, 48, 20, 12, 8, 6))
    check_ballots(Ballots(46, 46, 20, 12, 8, 6))


def test_more_cannot_come_back_than_was_given_out() -> None:
    with pytest.raises(MoreReturnedThanIssued):
        check_ballots(Ballots(47, 48, 20, 12, 8, 6))


def test_more_answers_than_ballots_cannot_be() -> None:
    with pytest.raises(MoreAnswersThanReturned):
        check_ballots(Ballots(50, 45, 20, 12, 8, 6))


@pytest.mark.parametrize(
    ("content", "valid", "is_low"),
    [(24, 30, False), (23, 30, True), (0, 29, False), (0, 30, True), (80, 100, False), (79, 100, True)],
)
def test_below_the_threshold_with_enough_ballots_is_dissatisfied(
    content: int, valid: int, is_low: bool
) -> None:
    assert is_dissatisfied(Ballots(999, 999, content, 0, valid - content, 0), RULE) is is_low


def test_a_survey_proposes_from_its_own_day_on() -> None:
    held_on = date(2020, 5, 20)

    before = proposal_of([survey()], ISSUE, RULE, held_on - timedelta(1))
    later = proposal_of([survey()], ISSUE, RULE, date(2020, 9, 1))

    assert before is None
    assert later == replace(survey(), proposed_on=held_on)


def test_one_held_before_closing_proposes_from_closing_on() -> None:
    found = proposal_of([survey(held_on=date(2020, 5, 6))], ISSUE, RULE, date(2020, 9, 1))

    assert found is not None and found.proposed_on == CLOSED_ON


def test_one_about_the_work_before_says_nothing_of_this() -> None:
    assert proposal_of([survey(held_on=date(2020, 5, 3))], ISSUE, RULE, date(2020, 9, 1)) is None


@pytest.mark.parametrize(
    "issue",
    [
        replace(ISSUE, state=State.ASSIGNED, closed_on=None),
        replace(ISSUE, proposal="survey.9"),
        replace(ISSUE, number=8),
    ],
)
def test_where_it_does_not_apply_nothing_is_proposed(issue: Issue) -> None:
    assert proposal_of([survey()], issue, RULE, date(2020, 9, 1)) is None


def test_a_survey_proposes_once() -> None:
    assert proposal_of([replace(survey(), proposed_on=CLOSED_ON)], ISSUE, RULE, date(2020, 9, 1)) is None


def test_the_first_one_due_proposes_in_whatever_order_they_come() -> None:
    held = [survey(1, held_on=date(2020, 5, 30)), survey(3), survey(2), survey(4, satisfied=30)]

    found = {proposal_of(order, ISSUE, RULE, date(2020, 9, 1)) for order in permutations(held)}

    assert found == {replace(survey(2), proposed_on=date(2020, 5, 20))}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=6), st.integers(0, 90))
def test_what_was_proposed_one_day_is_proposed_on_any_later_day(
    held: list[tuple[int, int]], day: int
) -> None:
    surveys = [
        survey(at, held_on=date(2020, 5, 1) + timedelta(days), satisfied=satisfied, valid=40)
        for at, (days, satisfied) in enumerate(held, 1)
    ]
    early = proposal_of(surveys, ISSUE, RULE, date(2020, 5, 1) + timedelta(day))
    late = proposal_of(surveys, ISSUE, RULE, date(2020, 12, 31))

    if early is not None:
        assert late == early
