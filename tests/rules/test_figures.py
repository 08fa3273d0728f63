"""The figures and their formulas; nothing to divide by gives None."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.rules.figures import FORMULAS, Counts, percent, rate

RATES = ["completion_rate", "closure_rate", "on_time_rate", "on_time_rate_original"]


@pytest.mark.parametrize("name", RATES)
def test_a_rate_of_nothing_is_none_and_not_zero(name: str) -> None:
    assert getattr(Counts(), name) is None


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("completion_rate", Counts(issues=5)),
        ("closure_rate", Counts(issues=5)),
        ("on_time_rate", Counts(due=5)),
        ("on_time_rate_original", Counts(due_original=5)),
    ],
)
def test_none_done_of_some_is_zero(name: str, counts: Counts) -> None:
    assert getattr(counts, name) == 0.0


def test_each_rate_divides_what_its_formula_says() -> None:
    counts = Counts(issues=8, closed=2, completed=4, due=5, on_time=3, due_original=10, on_time_original=1)

    assert counts.completion_rate == 0.5
    assert counts.closure_rate == 0.25
    assert counts.on_time_rate == Fraction(3, 5)
    assert counts.on_time_rate_original == Fraction(1, 10)


def test_the_on_time_rate_leaves_out_what_is_not_due_yet() -> None:
    early = Counts(issues=100, due=2, on_time=2)

    assert early.on_time_rate == 1.0


def test_without_anything_due_there_is_no_on_time_rate_though_there_are_issues() -> None:
    assert Counts(issues=9, completed=9).on_time_rate is None


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 29, "3.4%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 16, "6.3%"),
        (999, 1000, "99.9%"),
        (3, 3, "100.0%"),
    ],
)
def test_a_rate_is_rounded_once_where_it_is_printed(part: int, whole: int, shown: str) -> None:
    assert percent(rate(part, whole)) == shown


def test_a_rate_is_exact() -> None:
    assert rate(1, 3) == Fraction(1, 3)


@given(st.integers(1, 10**9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_rate_lies_between_none_and_all(counted: tuple[int, int]) -> None:
    shown = rate(*counted)

    assert shown is not None
    assert 0 <= shown <= 1


@pytest.mark.parametrize("name", FORMULAS)
def test_every_formula_belongs_to_a_figure(name: str) -> None:
    assert hasattr(Counts(), name)
