"""Old and hard problems: counted, chronic from the plan's numbers on, and watched more strictly."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from zuofeng_cli.rules.ladder import Climb, Standing, climbs_due, notified_level
from zuofeng_cli.rules.parts import Notice, Order
from zuofeng_cli.rules.plan import DayCount, Ladder, OrderRule, Rung
from zuofeng_cli.store.calendar import working_calendar

SHORT_REPLY = ("reply_days = 5", "reply_days = 2")
HIGH_CEILING = ("automatic_ceiling = 2", "automatic_ceiling = 3")


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def refused(office: Office, *words: object, code: int) -> str:
    """Do what must be refused, see that nothing was written, and return what was said."""
    before = events(office)
    said = office(*words, code=code).err
    assert events(office) == before, words
    return said


def report(office: Office, number: int) -> str:
    return office("chronic", "report", number, "--to", "City government", "--note", "No money").out


def coordinate(office: Office, number: int) -> str:
    return office("chronic", "coordinate", number, "--with", "Market", "--note", "Half each").out


def facts(office: Office, number: int) -> tuple[Any, ...]:
    issue = office.issue(number)
    return tuple(issue[name] for name in ("chronic", "chronic_on", "reports", "coordinations"))


def test_an_issue_that_takes_over_a_chronic_one_is_chronic_itself(office: Office) -> None:
    number, survivor = office.assigned(), office.assigned()
    for _time in range(3):
        report(office, number)
    office.today = "2020-04-09"

    office("merge", number, "--into", survivor, "--reason", "The same counter")

    assert facts(office, survivor) == (True, "2020-04-09", 0, 0)
    assert office("audit", "--format", "json").json["ok"]
    office("undo")
    assert facts(office, survivor) == (False, None, 0, 0)
    assert office.issue(number)["state"] == "assigned"


def test_reported_often_enough_an_issue_is_chronic(office: Office) -> None:
    number = office.assigned()
    report(office, number)
    second = report(office, number)
    before = facts(office, number)
    office.today = "2020-04-03"

    third = report(office, number)

    assert before == (False, None, 2, 0)
    assert facts(office, number) == (True, "2020-04-03", 3, 0)
    assert ("chronic" in second, "chronic" in third) == (False, True)
    assert office.issue(number)["history"][-1]["reason"] == "City government: No money"
    assert office("audit", "--format", "json").json["ok"]


def test_coordinated_often_enough_an_issue_is_chronic_and_stays_so_from_that_day(office: Office) -> None:
    number = office.assigned()
    coordinate(office, number)
    coordinate(office, number)
    office.today = "2020-04-09"

    coordinate(office, number)

    assert facts(office, number) == (True, "2020-04-01", 0, 3)
    assert office.issue(number)["history"][-1]["reason"] == "Market: Half each"


def test_the_numbers_are_the_plans(office_with: Callable[..., Office]) -> None:
    office = office_with(("reports = 3", "reports = 1"))
    number = office.assigned()

    report(office, number)

    assert office.issue(number)["chronic"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("report", 1, "--to", "City government", "--note", " "), 2),
        (("report", 1, "--to", " ", "--note", "No money"), 2),
        (("report", 99, "--to", "City government", "--note", "No money"), 22),
        (("report", 2, "--to", "City government", "--note", "No money"), 20),
        (("coordinate", 1, "--with", "Nowhere", "--note", "Half each"), 22),
        (("coordinate", 1, "--with", "Office", "--note", "Half each"), 23),
        (("coordinate", 1, "--with", "Market", "--note", ""), 2),
        (("coordinate", 1, "--note", "Half each"), 2),
        (("coordinate", 2, "--with", "Market", "--note", "Half each"), 20),
    ],
)
def test_what_cannot_be_counted_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    file_office.assigned()
    file_office.closed()

    refused(file_office, "chronic", *words, code=code)


def test_chronic_issues_are_listed_with_what_made_them_so(office: Office, tmp_path: Path) -> None:
    hard, closed = office.assigned(), office.closed()
    office.open("Nobody answers the phone")
    coordinate(office, hard)
    coordinate(office, hard)
    file = tmp_path / "again.csv"
    file.write_text("description,category,unit\nThe counter closes at noon,Poor service,Office\n", "utf-8")
    office("cancel", hard, "--reason", "Only in the way of the import")
    office("import", file)
    again = closed + 2

    (row,) = office("chronic", "list", "--format", "json").json

    assert (row["number"], row["recurrence_of"], row["since"]) == (
        again,
        f"ZF-2020-{closed:04}",
        "2020-04-01",
    )
    assert [issue["number"] for issue in office("list", "--chronic", "--format", "json").json] == [
        hard,
        again,
    ]
    assert office.issue(closed)["came_back_as"] == [f"ZF-2020-{again:04}"]
    assert f"ZF-2020-{again:04}" in office("show", closed).out


def test_a_chronic_issue_is_due_soon_earlier(office: Office) -> None:
    number = office.assigned(deadline="2020-04-12")
    before = office.issue(number)["light"]
    coordinate(office, number)

    coordinate(office, number)

    assert (before, office.issue(number)["light"]) == ("green", "yellow")


def test_what_becomes_chronic_climbs_sooner_but_is_never_dated_back(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    coordinate(office, number)
    office.today = "2020-04-16"  # level 2 is due on the 17th; of a chronic issue it was on the 15th
    office("sweep")
    coordinate(office, number)
    office("sweep")
    on_the_day = office.issue(number)["level"]
    office.today = "2020-04-25"

    office("sweep")

    assert on_the_day == 1
    assert [(notice["level"], notice["due_on"]) for notice in office.issue(number)["notices"]] == [
        *((0, "2020-04-11"), (1, "2020-04-13"), (2, "2020-04-17"), (3, "2020-04-20")),
    ]


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_the_list_prints_in_every_format(file_office: Office, format_: str) -> None:
    number = file_office.assigned()
    coordinate(file_office, number)
    coordinate(file_office, number)
    file_office.lang = "zh"

    assert "ZF-2020-0001" in file_office("chronic", "list", "--format", format_).out


def test_daily_weekly_or_once_gives_the_same_orders_though_issues_become_chronic(
    office_with: Callable[..., Office],
) -> None:
    outcomes = []
    hard = {date(2020, 4, 22): 1, date(2020, 4, 30): 2, date(2020, 5, 12): 3}
    for step in (1, 7, 100):
        office = office_with(SHORT_REPLY, HIGH_CEILING)
        for deadline in ("2020-04-20", "2020-04-17", "2020-05-06", "2020-05-04"):
            coordinate(office, office.assigned(deadline=deadline))
        for passed in range(46):
            day = date(2020, 4, 20) + timedelta(passed)
            office.today = day.isoformat()
            if passed % step == 0 or passed == 45:
                office("sweep")
            if day in hard:
                coordinate(office, hard[day])

        rows = office("order", "list", "--format", "json").json
        levels = [office.issue(number)["level"] for number in range(1, 5)]
        notices = [
            sorted((notice["level"], notice["due_on"]) for notice in office.issue(number)["notices"])
            for number in range(1, 5)
        ]
        outcomes.append(([{**row, "is_missing": None} for row in rows], levels, notices))

    daily, weekly, once = outcomes
    assert daily == weekly == once
    assert len(daily[0]) >= 6


CALENDAR = working_calendar({})
LADDER = Ladder(
    3,
    tuple(
        Rung(level, "", "", days, sooner)
        for level, days, sooner in ((1, 1, 1), (2, 5, 3), (3, 10, 6), (4, 20, 12))
    ),
)
DEADLINE = date(2020, 4, 17)


def swept(
    days: list[date], became: date | None, at_noon: bool, reply_days: int
) -> tuple[tuple[Notice, ...], tuple[Order, ...]]:
    """Return what sweeps on *days* leave of an issue that became chronic one day, before or after a sweep."""
    notices: tuple[Notice, ...] = ()
    orders: tuple[Order, ...] = ()
    rule = OrderRule(2, DayCount(reply_days, working=True))
    for today in days:
        chronic = became is not None and (became < today or (became == today and not at_noon))
        standing = Standing(DEADLINE, notified_level(notices, DEADLINE), chronic, became if chronic else None)
        climbs: tuple[Climb, ...] = climbs_due(
            standing, orders, notices, today=today, ladder=LADDER, rule=rule, calendar=CALENDAR
        )
        notices += tuple(climb.notice for climb in climbs)
        orders += tuple(
            Order(2020, 0, DEADLINE, climb.notice.level, climb.notice.due_on, climb.reply_due)
            for climb in climbs
            if climb.reply_due
        )
    return tuple(sorted(notices, key=lambda notice: notice.level)), orders


@settings(max_examples=200, deadline=None, database=None)
@given(
    became=st.none() | st.integers(-5, 50),
    at_noon=st.booleans(),
    step=st.integers(1, 60),
    reply_days=st.integers(1, 12),
)
def test_whenever_it_becomes_chronic_any_sweeping_gives_the_same_steps(
    became: int | None, at_noon: bool, step: int, reply_days: int
) -> None:
    last = DEADLINE + timedelta(60)
    day = None if became is None else DEADLINE + timedelta(became)
    every = [DEADLINE + timedelta(passed) for passed in range(0, 60, step)]

    notices, orders = swept([*every, last], day, at_noon, reply_days)

    assert (notices, orders) == swept([last], day, at_noon, reply_days)
    assert [notice.level for notice in notices] == [0, 1, 2, 3, 4]
    ordinary, _orders = swept([last], None, at_noon, reply_days)
    for notice, as_ordinary in zip(notices, ordinary, strict=True):
        assert notice.due_on <= as_ordinary.due_on
        assert day is None or notice.due_on == as_ordinary.due_on or notice.due_on > day
