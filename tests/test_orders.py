"""Supervision: urging, orders and the replies to them, and what a leader makes of a suggestion."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Office

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


def sweep(office: Office, day: str) -> None:
    office.today = day
    office("sweep")


def orders(office: Office, *words: str) -> list[dict[str, Any]]:
    return list(office("order", "list", "--format", "json", *words).json)


def ordered(office: Office, deadline: str = "2020-04-10", *words: str) -> int:
    """Return an issue that has got order 1 for level 2 on 2020-04-17, its reply due on 2020-04-24."""
    number = office.assigned(*words, deadline=deadline)
    sweep(office, "2020-04-17")
    return number


def test_reaching_the_level_of_the_plan_issues_an_order(office: Office) -> None:
    number = ordered(office)

    (order,) = orders(office)

    assert (order["year"], order["serial"], order["number"], order["level"]) == (2020, 1, number, 2)
    assert (order["issued_on"], order["reply_due"], order["replied_on"]) == ("2020-04-17", "2020-04-24", None)
    assert (order["unit"], order["owner"], order["is_missing"]) == ("Office", "Alice", False)
    assert "[2020] No. 1" in office("order", "list").out
    office.lang = "zh"
    assert "〔2020〕1号" in office("order", "list").out


def test_what_is_listed_after_its_deadline_climbs_on_that_day(office: Office) -> None:
    office.today = "2020-04-20"
    office.assigned(deadline="2019-06-28")

    sweep(office, "2020-04-22")

    (order,) = orders(office)
    assert (order["year"], order["issued_on"], order["reply_due"]) == (
        2020,
        "2020-04-20",
        "2020-04-26",
    )  # a Sunday made up for
    assert {notice["due_on"] for notice in office.issue(1)["notices"]} == {"2020-04-20"}


def test_orders_are_numbered_one_after_the_other(office: Office) -> None:
    ordered(office, "2020-04-10")
    office.assigned(deadline="2020-04-13")
    office.assigned(deadline="2020-04-14")

    sweep(office, "2020-04-30")

    assert [(order["serial"], order["issued_on"]) for order in orders(office)] == [
        *((1, "2020-04-17"), (2, "2020-04-20"), (3, "2020-04-21")),
    ]


def test_a_reply_is_kept_with_who_gave_it_and_when(office: Office) -> None:
    number = ordered(office)
    office.today = "2020-04-22"

    office("order", "reply", 1, "--by", "Alice", "--text", "Open from Monday", "--on", "2020-04-21")

    (order,) = orders(office)
    assert (order["replied_on"], order["replied_by"], order["reply"]) == (
        *("2020-04-21", "Alice", "Open from Monday"),
    )
    assert orders(office, "--unanswered") == []
    shown = office.issue(number)
    assert [(each["serial"], each["replied_by"]) for each in shown["orders"]] == [(1, "Alice")]
    assert (shown["history"][-1]["action"], shown["history"][-1]["by"]) == ("reply", "Alice")
    assert office("audit", "--format", "json").json["ok"]


def test_a_cooperating_unit_may_reply_too(office: Office) -> None:
    ordered(office, "2020-04-10", "--cooperate", "Market")

    office("order", "reply", 1, "--by", "Carol", "--text", "We send two people")

    assert orders(office)[0]["replied_by"] == "Carol"


@pytest.mark.parametrize("typed", ["1", "2020-1", "2020/1", "[2020] No. 1", "〔2020〕1号", "第1号", " 1 "])
def test_an_order_is_named_as_people_write_it(file_office: Office, typed: str) -> None:
    ordered(file_office)

    file_office("order", "reply", typed, "--by", "Alice", "--text", "Open from Monday")

    assert orders(file_office, "--unanswered") == []


@pytest.mark.parametrize(
    ("typed", "code"), [("2", 22), ("2019-1", 22), ("0", 22), ("one", 2), ("1-2-3", 2), ("", 2), ("1 2", 2)]
)
def test_an_order_that_is_not_there_is_refused(file_office: Office, typed: str, code: int) -> None:
    ordered(file_office)

    refused(file_office, "order", "reply", typed, "--by", "Alice", "--text", "Done", code=code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--by", "Bob", "--text", "Done"), 23),  # of a unit that has no part in it
        (("--by", "Nobody", "--text", "Done"), 22),
        (("--by", "Alice", "--text", "  "), 2),
        (("--by", "Alice", "--text", "Done", "--on", "2020-04-18"), 23),  # tomorrow
        (("--by", "Alice", "--text", "Done", "--on", "2020-04-16"), 23),  # before the order
        (("--by", "Alice", "--text", "Done", "--on", "soon"), 2),
        (("--by", "Alice"), 2),
    ],
)
def test_a_reply_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    ordered(file_office)

    refused(file_office, "order", "reply", 1, *words, code=code)


def test_an_order_is_answered_once(office: Office) -> None:
    ordered(office)
    office("order", "reply", 1, "--by", "Alice", "--text", "Open from Monday")

    said = refused(office, "order", "reply", 1, "--by", "Anna", "--text", "No, Tuesday", code=23)

    assert "2020-04-17" in said
    assert orders(office)[0]["reply"] == "Open from Monday"


def test_to_an_order_about_a_closed_issue_nobody_replies(office: Office) -> None:
    number = ordered(office, "2020-04-10", "--measure", "Stay open")
    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office("close", number, "--by", "Super", "--opinion", "Seen")

    refused(office, "order", "reply", 1, "--by", "Alice", "--text", "Done", code=20)


@pytest.mark.parametrize("end", ["close", "cancel", "merge"])
def test_an_order_about_an_issue_that_has_ended_waits_for_no_reply(office: Office, end: str) -> None:
    number = ordered(office, "2020-04-10", "--measure", "Stay open")
    office.today = "2020-04-30"
    (waiting,) = orders(office, "--unanswered")
    match end:
        case "close":
            office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
            office("close", number, "--by", "Super", "--opinion", "Seen")
        case "cancel":
            office("cancel", number, "--reason", "Entered twice")
        case "merge":
            survivor = office.assigned(deadline="2020-04-09")
            office("merge", number, "--into", survivor, "--reason", "The same")

    (order,) = orders(office)

    assert (waiting["is_awaited"], waiting["is_missing"]) == (True, True)
    assert (order["is_awaited"], order["is_missing"], order["replied_on"]) == (False, False, None)
    assert orders(office, "--unanswered") == []


@pytest.mark.parametrize(("by", "code"), [("Bob", 23), ("Carol", 0)])
def test_an_order_is_answered_by_whoever_has_a_part_in_the_work(office: Office, by: str, code: int) -> None:
    number = office.open("The counter closes at noon", "-u", "Office", "-o", "Carol", "-d", "2020-04-10")
    office("assign", number)
    sweep(office, "2020-04-17")

    said = office("order", "reply", 1, "--by", by, "--text", "Open from Monday", code=code).err

    assert ("answer its order" in said) is (by == "Bob")


def test_the_list_marks_the_replies_that_are_missing(office: Office) -> None:
    ordered(office)
    in_time = orders(office)[0]["is_missing"]
    office.today = "2020-04-24"
    last_day = orders(office)[0]["is_missing"]
    office.today = "2020-04-25"

    (order,) = orders(office, "--unanswered")

    assert (in_time, last_day, order["is_missing"]) == (False, False, True)
    assert "missing" in office("order", "list").out


def test_without_a_reply_the_next_level_is_suggested_earlier(office_with: Callable[..., Office]) -> None:
    office = office_with(SHORT_REPLY)
    number = ordered(office)  # the reply is due on the 21st; level 3 is due on the 24th by the calendar

    sweep(office, "2020-04-21")
    on_the_day = office.issue(number)["notices"]
    sweep(office, "2020-04-22")

    assert [notice["level"] for notice in on_the_day] == [0, 1, 2]
    notice = office.issue(number)["notices"][-1]
    assert (notice["level"], notice["kind"], notice["due_on"]) == (3, "suggested", "2020-04-22")


def test_without_a_reply_an_issue_climbs_and_gets_a_new_order(office_with: Callable[..., Office]) -> None:
    office = office_with(SHORT_REPLY, HIGH_CEILING)
    number = ordered(office)

    sweep(office, "2020-04-22")

    assert office.issue(number)["level"] == 3
    assert [(order["level"], order["issued_on"], order["reply_due"]) for order in orders(office)] == [
        (2, "2020-04-17", "2020-04-21"),
        (3, "2020-04-22", "2020-04-24"),
    ]


def test_a_reply_in_time_leaves_the_calendar_alone(office_with: Callable[..., Office]) -> None:
    office = office_with(SHORT_REPLY, HIGH_CEILING)
    number = ordered(office)
    office.today = "2020-04-21"
    office("order", "reply", 1, "--by", "Alice", "--text", "Open from Monday")

    sweep(office, "2020-04-23")
    before = office.issue(number)["level"]
    sweep(office, "2020-04-24")

    assert (before, office.issue(number)["level"]) == (2, 3)


def test_a_reply_that_came_late_does_not_undo_the_climb(office_with: Callable[..., Office]) -> None:
    office = office_with(SHORT_REPLY, HIGH_CEILING)
    number = ordered(office)
    office.today = "2020-04-22"
    office("order", "reply", 1, "--by", "Alice", "--text", "Open from Monday")

    sweep(office, "2020-04-22")

    assert office.issue(number)["level"] == 3


def days(first: str, last: str, step: int) -> list[str]:
    """Return every *step*-th day, and the last one."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    listed = [start + timedelta(n) for n in range(0, (end - start).days, step)]
    return [day.isoformat() for day in (*listed, end)]


def test_daily_weekly_or_once_at_the_end_gives_the_same_orders(office_with: Callable[..., Office]) -> None:
    outcomes = []
    for step in (1, 7, 100):
        office = office_with(SHORT_REPLY, HIGH_CEILING)
        for deadline in ("2020-04-20", "2020-04-29", "2020-05-04", "2020-05-08"):
            office.assigned(deadline=deadline)
        for day in days("2020-04-20", "2020-06-05", step):
            sweep(office, day)

        issued = [{**order, "is_missing": None} for order in orders(office)]
        outcomes.append((issued, [office.issue(number)["level"] for number in range(1, 5)]))
        assert office("audit", "--format", "json").json["ok"]

    daily, weekly, once = outcomes
    assert daily == weekly == once
    assert len(daily[0]) == 8
    assert [order["serial"] for order in daily[0]] == list(range(1, 9))


def test_sweeping_twice_issues_no_second_order(office: Office) -> None:
    ordered(office)
    before = events(office)

    sweep(office, "2020-04-17")

    assert len(orders(office)) == 1
    assert events(office) == before


def test_urging_is_counted_and_dated(office: Office) -> None:
    number = office.assigned()
    office("urge", number, "--note", "By phone")
    office.today = "2020-04-03"

    said = office("urge", number).out

    issue = office.issue(number)
    assert "2×" in said
    assert (issue["urges"], issue["urged_on"]) == (2, "2020-04-03")
    assert issue["history"][-2]["reason"] == "By phone"
    assert office("audit", "--format", "json").json["ok"]


def test_an_issue_never_urged_says_so(office: Office) -> None:
    issue = office.issue(office.assigned())

    assert (issue["urges"], issue["urged_on"], issue["orders"]) == (0, None, [])


def test_where_nobody_is_responsible_nobody_is_urged(office: Office) -> None:
    number = office.open()

    assert "assign" in refused(office, "urge", number, code=23)


@pytest.mark.parametrize("make", ["rectified", "closed"])
def test_what_is_done_is_not_urged(office: Office, make: str) -> None:
    number = getattr(office, make)()

    refused(office, "urge", number, code=20)


def suggested(office: Office, *words: str) -> int:
    """Return an issue at level 2 for which level 3 is suggested."""
    number = office.assigned(*words, deadline="2020-04-10")
    sweep(office, "2020-04-24")
    return number


def test_a_leader_raises_what_is_suggested(office: Office) -> None:
    number = suggested(office)

    said = office("decide", number, "--raise", "--by", "Boss", "--reason", "Reminded twice").out

    issue = office.issue(number)
    assert "Its supervision order: [2020] No. 2, reply due 2020-04-30." in said
    assert issue["level"] == 3
    assert [(notice["level"], notice["outcome"]) for notice in issue["notices"]] == [
        *((0, None), (1, None), (2, None), (3, "upheld")),
    ]
    assert issue["notices"][-1]["decided_by"] == "Boss"
    assert (issue["history"][-1]["by"], issue["history"][-1]["reason"]) == ("Boss", "Reminded twice")
    assert [(order["level"], order["issued_on"]) for order in orders(office)] == [
        *((2, "2020-04-17"), (3, "2020-04-24")),
    ]
    assert office("list", "--suggested", "--format", "json").json == []
    assert office("audit", "--format", "json").json["ok"]


def test_the_list_of_suggestions_says_which_level_a_leader_would_raise_to(office: Office) -> None:
    suggested(office)
    sweep(office, "2020-05-11")

    listed = office("list", "--suggested", "--format", "csv").out.splitlines()
    waiting = office("list", "--waiting", "--for", "leader").out
    office("decide", 1, "--raise", "--by", "Boss", "--reason", "Reminded twice")

    assert (listed[0].split(",")[-1], listed[1].split(",")[-1]) == ("Suggested", "Admonition interview")
    assert "suggested level to be decided: Admonition interview" in waiting
    assert office.issue(1)["level"] == 4


def test_a_leader_keeps_the_level_and_it_is_not_suggested_again(office: Office) -> None:
    number = suggested(office)

    office("decide", number, "--keep", "--by", "Boss", "--reason", "Parts are on their way")

    issue = office.issue(number)
    assert (issue["level"], issue["notices"][-1]["outcome"]) == (2, "dismissed")
    assert office("list", "--suggested", "--format", "json").json == []
    sweep(office, "2020-04-27")
    assert len(orders(office)) == 1


def test_a_suggestion_is_decided_once(office: Office) -> None:
    number = suggested(office)
    office("decide", number, "--keep", "--by", "Boss", "--reason", "Parts are on their way")

    refused(office, "decide", number, "--raise", "--by", "Boss", "--reason", "After all", code=20)


@pytest.mark.parametrize("who", ["Super", "Alice", "Carol"])
@pytest.mark.parametrize("what", ["--raise", "--keep"])
def test_only_a_leader_decides(file_office: Office, who: str, what: str) -> None:
    number = suggested(file_office)

    code = 23 if (who, what) == ("Alice", "--keep") else 27
    refused(file_office, "decide", number, what, "--by", who, "--reason", "Because", code=code)


def test_nobody_lets_the_own_unit_off(office: Office) -> None:
    office("owner", "add", "Olga", "--unit", "Office", "--role", "leader")
    number = suggested(office)

    refused(office, "decide", number, "--keep", "--by", "Olga", "--reason", "We are busy", code=23)
    office("decide", number, "--raise", "--by", "Olga", "--reason", "It is a shame")

    assert office.issue(number)["level"] == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--raise", "--by", "Nobody", "--reason", "Because"), 22),
        (("--raise", "--by", "Boss", "--reason", " "), 2),
        (("--raise", "--by", "Boss"), 2),
        (("--by", "Boss", "--reason", "Because"), 2),
    ],
)
def test_a_decision_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    number = suggested(file_office)

    refused(file_office, "decide", number, *words, code=code)


@pytest.mark.parametrize("make", ["open", "assigned", "rectified", "closed"])
def test_where_nothing_is_suggested_nothing_is_decided(office: Office, make: str) -> None:
    number = getattr(office, make)()

    refused(office, "decide", number, "--raise", "--by", "Boss", "--reason", "Because", code=20)
