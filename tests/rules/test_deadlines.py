"""Deadlines as clerks write them, over the real announced holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.deadlines import DeadlineReader, days_later, months_later, read_day
from zuofeng_cli.rules.plan import DayCount
from zuofeng_cli.store.calendar import working_calendar

BASE = date(2020, 4, 1)
UNANNOUNCED = date(2090, 1, 2)  # a Monday


def reader(overrides: dict[date, bool] | None = None) -> DeadlineReader:
    """Return a reader for 2020 with the limits of the built-in plan."""
    return DeadlineReader(
        vocabulary().deadlines, working_calendar(overrides or {}), 2020, DayCount(5, working=True), 3
    )


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2020年6月30日", date(2020, 6, 30), "day"),
        ("2020年06月30日", date(2020, 6, 30), "day"),
        ("2020年6月30号", date(2020, 6, 30), "day"),
        ("2020年6月30日前", date(2020, 6, 30), "day"),
        ("2021年1月5日", date(2021, 1, 5), "day"),
        ("2020.6.30", date(2020, 6, 30), "day"),
        ("2020/6/30", date(2020, 6, 30), "day"),
        ("2020-06-30", date(2020, 6, 30), "day"),
        ("20200630", date(2020, 6, 30), "day"),
        ("2020-06-30 00:00:00", date(2020, 6, 30), "day"),
        ("2020-06-30T08:30:00", date(2020, 6, 30), "day"),
        ("2020/6/30 0:00", date(2020, 6, 30), "day"),
        ("6月30日", date(2020, 6, 30), "day"),
        ("6月30日前", date(2020, 6, 30), "day"),
        ("6月30日之前", date(2020, 6, 30), "day"),
        ("2月29日", date(2020, 2, 29), "day"),
        ("6月底", date(2020, 6, 30), "month_end"),
        ("月底前", date(2020, 4, 30), "this_month_end"),
        ("今天", date(2020, 4, 1), "near"),
        ("昨日", date(2020, 3, 31), "near"),
        ("后天", date(2020, 4, 3), "near"),
        ("6月底前", date(2020, 6, 30), "month_end"),
        ("6月末", date(2020, 6, 30), "month_end"),
        ("2月底", date(2020, 2, 29), "month_end"),
        ("2021年2月底前", date(2021, 2, 28), "month_end"),
        ("12月底", date(2020, 12, 31), "month_end"),
        ("6月上旬", date(2020, 6, 10), "ten_days"),
        ("6月中旬", date(2020, 6, 20), "ten_days"),
        ("6月下旬", date(2020, 6, 30), "ten_days"),
        ("2021年2月下旬", date(2021, 2, 28), "ten_days"),
        ("7月下旬前", date(2020, 7, 31), "ten_days"),
        ("第一季度", date(2020, 3, 31), "quarter_end"),
        ("第二季度", date(2020, 6, 30), "quarter_end"),
        ("2020年二季度末", date(2020, 6, 30), "quarter_end"),
        ("2020年第3季度", date(2020, 9, 30), "quarter_end"),
        ("四季度末前", date(2020, 12, 31), "quarter_end"),
        ("上半年", date(2020, 6, 30), "half_year"),
        ("2021年上半年", date(2021, 6, 30), "half_year"),
        ("年底", date(2020, 12, 31), "year_end"),
        ("年底前", date(2020, 12, 31), "year_end"),
        ("2020年底前", date(2020, 12, 31), "year_end"),
        ("2021年年底", date(2021, 12, 31), "year_end"),
        ("年内", date(2020, 12, 31), "year_end"),
        ("15日内", date(2020, 4, 16), "days"),
        ("15天以内", date(2020, 4, 16), "days"),
        ("2个月内", date(2020, 6, 1), "months"),
        ("30个工作日", date(2020, 5, 15), "working_days"),
        ("30个工作日内", date(2020, 5, 15), "working_days"),
        ("5工作日", date(2020, 4, 9), "working_days"),
        ("立行立改", date(2020, 4, 9), "immediate"),
        ("立改立行", date(2020, 4, 9), "immediate"),
        ("长期坚持", date(2020, 7, 1), "long_term"),
        ("6.30", date(2020, 6, 30), "day"),
        ("6.05前", date(2020, 6, 5), "day"),
        ("六月三十日", date(2020, 6, 30), "day"),
        ("五月底", date(2020, 5, 31), "month_end"),
        ("2021年十二月底前", date(2021, 12, 31), "month_end"),
        ("五天内", date(2020, 4, 6), "days"),
        ("二十五日内", date(2020, 4, 26), "days"),
        ("两周内", date(2020, 4, 15), "weeks"),
        ("2周内", date(2020, 4, 15), "weeks"),
        ("一个星期内", date(2020, 4, 8), "weeks"),
        ("三个月内", date(2020, 7, 1), "months"),
        ("五个工作日", date(2020, 4, 9), "working_days"),
    ],
)
def test_every_written_form_is_read(text: str, day: date, precision: str) -> None:
    read = reader().read(text, base=BASE)

    assert read is not None
    assert (read.day, read.precision, read.provisional) == (day, precision, False)


@pytest.mark.parametrize(
    "text",
    [
        "  2020年6月30日 ",
        "2020年 6月 30日",
        "２０２０年６月３０日",
        "\u30002020年6月30日\u3000",
        "2020\u00a0年6月30日",
        "2020．6．30",
        "2020／6／30",
        "2020－06－30",
    ],
)
def test_layout_and_full_width_do_not_matter_but_the_text_stays_as_written(text: str) -> None:
    read = reader().read(text, base=BASE)

    assert read is not None
    assert (read.day, read.text) == (date(2020, 6, 30), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "尽快",
        "待定",
        "近期",
        "按计划",
        "2月30日",
        "6月31日",
        "2020-02-30",
        "2021年2月29日",
        "20200230",
        "20201301",
        "2020年13月1日",
        "0月5日",
        "6月0日",
        "13月底",
        "0月底",
        "13月上旬",
        "第五季度",
        "0季度",
        "6.3",
        "6.31",
        "十三月底",
        "五五天内",
        "十十天内",
        "端午节前",
        "6-30",
        "6/30",
        "15日",
        "30",
        "2020",
        "2020年",
        "2020.6",
        "底",
        "2020年6月30日或7月15日",
        "6月30日-7月15日",
        "0000年6月30日",
    ],
)
def test_what_names_no_day_is_unreadable_and_never_guessed(text: str) -> None:
    assert reader().read(text, base=BASE) is None


@pytest.mark.parametrize(
    ("text", "issue_type"),
    [
        ("立行立改", IssueType.IMMEDIATE),
        ("立改立行", IssueType.IMMEDIATE),
        ("长期坚持", IssueType.LONG_TERM),
        ("6月底", None),
        ("30个工作日", None),
    ],
)
def test_a_text_that_names_a_type_brings_it(text: str, issue_type: IssueType | None) -> None:
    read = reader().read(text, base=BASE)

    assert read is not None
    assert read.type is issue_type


@pytest.mark.parametrize(
    ("issue_type", "day"),
    [(IssueType.IMMEDIATE, date(2020, 4, 9)), (IssueType.LONG_TERM, date(2020, 7, 1))],
)
def test_a_type_brings_its_deadline_where_none_is_written(issue_type: IssueType, day: date) -> None:
    read = reader().of_type(issue_type, base=BASE)

    assert read is not None
    assert (read.day, read.type) == (day, issue_type)


def test_an_issue_with_a_set_limit_brings_no_deadline_by_itself() -> None:
    assert reader().of_type(IssueType.LIMITED, base=BASE) is None


def test_a_year_without_announced_holidays_makes_working_days_provisional() -> None:
    read = reader().read("5个工作日", base=UNANNOUNCED)

    assert read is not None
    assert (read.day, read.provisional) == (date(2090, 1, 9), True)


def test_working_days_that_run_into_an_unannounced_year_are_provisional() -> None:
    last_day_of_a_known_year = date(2004, 1, 1) - timedelta(days=3)

    _day, provisional = days_later(last_day_of_a_known_year, DayCount(5, working=True), working_calendar({}))

    assert provisional


@pytest.mark.parametrize("text", ["15日内", "2个月内", "2090年6月底", "2090-06-30", "长期坚持"])
def test_what_counts_no_working_days_is_never_provisional(text: str) -> None:
    read = reader().read(text, base=UNANNOUNCED)

    assert read is not None
    assert not read.provisional


def test_overrides_make_an_unannounced_year_certain() -> None:
    table = {UNANNOUNCED + timedelta(days=offset): offset % 2 == 0 for offset in range(1, 11)}

    read = reader(table).read("5个工作日", base=UNANNOUNCED)

    assert read is not None
    assert (read.day, read.provisional) == (UNANNOUNCED + timedelta(days=10), False)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2020, 4, 6), False),
        (date(2020, 4, 26), True),
        (date(2020, 4, 30), True),
        (date(2020, 5, 1), False),
        (date(2020, 5, 2), False),
        (date(2020, 5, 3), False),
        (date(2020, 5, 4), False),
        (date(2020, 5, 5), False),
        (date(2020, 5, 6), True),
        (date(2020, 5, 9), True),
        (date(2020, 5, 10), False),
    ],
)
def test_the_announced_holidays_and_make_up_days_count(day: date, worked: bool) -> None:
    assert working_calendar({}).is_worked(day) == (worked, False)


@pytest.mark.parametrize("day", [date(2020, 5, 1), date(2020, 5, 9), date(2020, 5, 6), UNANNOUNCED])
@pytest.mark.parametrize("worked", [True, False])
def test_the_ledgers_own_table_wins_over_the_announced_days(day: date, worked: bool) -> None:
    assert working_calendar({day: worked}).is_worked(day) == (worked, False)


def test_an_override_moves_a_deadline_counted_in_working_days() -> None:
    closed_for_flood = {date(2020, 4, 2): False, date(2020, 4, 3): False}

    read = reader(closed_for_flood).read("5个工作日", base=BASE)

    assert read is not None
    assert read.day == date(2020, 4, 13)


@settings(deadline=None)  # the first look at the holidays loads them
@given(st.dates(date(2018, 1, 1), date(2021, 12, 1)), st.integers(0, 60))
def test_the_nth_working_day_is_worked_and_has_n_minus_one_before_it(start: date, count: int) -> None:
    calendar = working_calendar({})

    day, provisional = calendar.after(start, count)

    passed = [start + timedelta(days=offset) for offset in range(1, (day - start).days + 1)]
    assert sum(calendar.is_worked(each)[0] for each in passed) == count
    assert count == 0 or calendar.is_worked(day)[0]
    assert not provisional


@settings(deadline=None)  # the first look at the holidays loads them
@given(st.dates(date(2018, 2, 1), date(2021, 12, 1)), st.integers(1, 60))
def test_the_latest_start_is_the_last_day_that_still_arrives(end: date, count: int) -> None:
    calendar = working_calendar({})

    start = calendar.latest_start(end, count)

    assert calendar.after(start, count)[0] <= end
    assert calendar.after(start + timedelta(days=1), count)[0] > end


@pytest.mark.parametrize(
    ("base", "months", "day"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
        (date(2020, 12, 31), 12, date(2021, 12, 31)),
        (date(2020, 3, 31), 0, date(2020, 3, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    base: date, months: int, day: date
) -> None:
    assert months_later(base, months) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月30日", date(2020, 6, 30)),
        ("2020.6.30", date(2020, 6, 30)),
        ("20200630", date(2020, 6, 30)),
        ("6月底", None),
        ("15日内", None),
        ("5个工作日", None),
        ("立行立改", None),
        ("尽快", None),
    ],
)
def test_a_plain_day_is_nothing_relative(text: str, day: date | None) -> None:
    assert read_day(text, vocabulary().deadlines, year=2020) == day


@settings(deadline=None)  # the first look at the holidays loads them
@given(st.dates(date(1949, 1, 1), date(2149, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it_in_full(day: date) -> None:
    written = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        day.isoformat(),
        day.strftime("%Y%m%d"),
    )

    for text in written:
        read = reader().read(text, base=BASE)

        assert read is not None, text
        assert (read.day, read.precision) == (day, "day")
