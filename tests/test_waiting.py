"""The standing list of what waits for whom."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.conftest import Office
from zuofeng_cli.queries.waiting import KINDS
from zuofeng_cli.rules.clues import Clue
from zuofeng_cli.rules.look_back import Draw, DrawnIssue
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.store.location import locate

NOTICE = ("days = 0 # 0", "days = 7 # 0")


def waiting(office: Office, *words: object) -> list[dict[str, Any]]:
    return list(office("list", "--waiting", "--format", "json", *words).json)


def told(office: Office, *words: object) -> list[tuple[Any, ...]]:
    """Return what waits as (kind, issue, person or role, since)."""
    return [
        (row["kind"], row["number"], row["person"] or row["role"], row["since"])
        for row in waiting(office, *words)
    ]


def enter(office: Office, *entries: Any) -> None:
    """Write register entries, whose commands are tested elsewhere."""
    context = Context(locate(office.db), "tester", datetime(2020, 4, 1, tzinfo=UTC), date(2020, 4, 1))
    with writing(context) as book:
        for entry in entries:
            book.enter(entry)


def test_an_empty_list_waits_for_nobody(office: Office) -> None:
    assert waiting(office) == []
    assert "0 of 0 waiting." in office("list", "--waiting").out


def test_what_is_listed_waits_for_the_clerk(office: Office) -> None:
    incomplete = office.open("The counter closes at noon")
    complete = office.open("Nobody answers the phone", "-u", "Office", "-o", "Alice", "-d", "2020-06-30")
    vague = office.open("Slow", "-u", "Office", "-o", "Alice", "-d", "2020-06-30")

    assert told(office) == [
        ("incomplete", incomplete, "clerk", "2020-04-01"),
        ("vague", vague, "clerk", "2020-04-01"),
        ("assign", complete, "clerk", "2020-04-01"),
        ("assign", vague, "clerk", "2020-04-01"),
    ]


def test_what_is_reported_done_waits_for_a_checker(office: Office) -> None:
    number = office.rectified()
    office.today = "2020-04-04"

    (row,) = waiting(office)

    assert (row["kind"], row["number"], row["person"], row["role"]) == ("check", number, None, "checker")
    assert (row["since"], row["days"], row["unit"], row["ref"]) == (
        *("2020-04-01", 3, "Office", f"ZF-2020-{number:04}"),
    )


def test_a_notice_that_is_over_waits_for_closing(office_with: Callable[..., Office]) -> None:
    office = office_with(NOTICE)
    number = office.rectified()
    office("verify", number, "--by", "Super", "--opinion", "Seen")
    office.today = "2020-04-08"
    running = told(office)
    office.today = "2020-04-10"

    assert running == []
    assert told(office) == [("close", number, "checker", "2020-04-09")]
    assert waiting(office)[0]["days"] == 1


def test_an_objection_waits_instead_of_the_closing(office_with: Callable[..., Office]) -> None:
    office = office_with(NOTICE)
    number = office.rectified()
    office("verify", number, "--by", "Super", "--opinion", "Seen")
    office("objection", "add", number, "--by", "A caller", "--text", "Still shut")
    office.today = "2020-04-10"

    assert told(office) == [("objection", number, "checker", "2020-04-01")]


def test_what_was_sent_back_waits_for_its_owner(office: Office) -> None:
    number = office.rectified()
    office.today = "2020-04-03"
    office("return", number, "--by", "Super", "--reason", "Shut again")

    assert told(office) == [("returned", number, "Alice", "2020-04-03")]


def test_what_was_reopened_is_not_called_sent_back(office: Office) -> None:
    number = office.closed()
    office.today = "2020-04-03"
    office("reopen", number, "--reason", "rebound", "--deadline", "2020-06-30")
    reopened = told(office)
    office("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 4")
    office("return", number, "--by", "Super", "--reason", "Shut again")

    assert reopened == [("reopened", number, "Alice", "2020-04-03")]
    assert told(office) == [("returned", number, "Alice", "2020-04-03")]


@pytest.mark.parametrize(("to", "role"), [("2020-07-15", "supervisor"), ("2020-07-16", "leader")])
def test_a_request_waits_for_who_may_decide_it(office: Office, to: str, role: str) -> None:
    number = office.assigned()
    office(
        *("extend", "request", number, "--to", to, "--reason", "Rain", "--progress", "Half", "--by", "Alice")
    )

    assert told(office) == [("extension", number, role, "2020-04-01")]


def test_what_is_suggested_waits_for_a_leader_and_an_order_for_the_owner(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-05-11"
    office("sweep")

    assert told(office) == [
        ("order", number, "Alice", "2020-04-17"),
        ("suggestion", number, "leader", "2020-04-24"),
    ]
    office("order", "reply", 1, "--by", "Alice", "--text", "On Monday")
    office("decide", number, "--keep", "--by", "Boss", "--reason", "Parts are coming")
    assert told(office) == []


def test_what_colleagues_registers_hold_waits_too(office: Office) -> None:
    number = office.closed()
    enter(
        office,
        Draw(1, date(2020, 4, 2), "20%", 7, "all", 1),
        DrawnIssue(1, 1, number),
        Clue(1, "online", "W-7", date(2020, 4, 3), "The hotline rings out"),
        Clue(2, "online", "W-8", date(2020, 4, 3), "Settled", settled_on=date(2020, 4, 4), reason="Nothing"),
    )

    assert told(office) == [
        ("look_back", number, "checker", "2020-04-02"),
        ("clue", None, "clerk", "2020-04-03"),
    ]
    row = waiting(office)[-1]
    assert (row["entry"], row["ref"], row["description"]) == (1, None, "The hotline rings out")
    assert "Clue 1 " in office("list", "--waiting").out


def test_a_person_sees_what_waits_for_the_person_or_the_role(office: Office) -> None:
    late = office.assigned(deadline="2020-04-10")
    office.today = "2020-05-11"
    office("sweep")
    incomplete = office.open("Nobody answers the phone")

    assert told(office, "--for", "Alice") == [("order", late, "Alice", "2020-04-17")]
    assert told(office, "--for", "Boss") == [("suggestion", late, "leader", "2020-04-24")]
    assert told(office, "--for", "leader") == told(office, "--for", "领导")
    assert [row[1] for row in told(office, "--for", "clerk")] == [incomplete]
    office("list", "--waiting", "--for", "Nobody", code=22)


def test_a_check_waits_for_who_may_make_it(office: Office) -> None:
    number = office.rectified()
    office("owner", "add", "Olga", "--unit", "Office", "--role", "supervisor")

    assert [row[1] for row in told(office, "--for", "checker")] == [number]
    assert [row[1] for row in told(office, "--for", "Super")] == [number]
    assert told(office, "--for", "Olga") == told(office, "--for", "Bob") == []


def test_what_waits_is_filtered_as_any_list(office: Office) -> None:
    one = office.open("The counter closes at noon", "-u", "Office")
    office.open("Nobody answers the phone", "-u", "Market")

    assert [row["number"] for row in waiting(office, "--unit", "Office")] == [one]
    assert [row["number"] for row in waiting(office, "--text", "counter")] == [one]
    assert len(waiting(office, "--limit", 1)) == 1
    assert "1 of 2 waiting." in office("list", "--waiting", "--offset", 1).out


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_it_prints_in_every_format_and_language(file_office: Office, format_: str) -> None:
    file_office.rectified()
    file_office.lang = "zh"

    assert "ZF-2020-0001" in file_office("list", "--waiting", "--format", format_).out


def test_no_two_kinds_share_a_name() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
