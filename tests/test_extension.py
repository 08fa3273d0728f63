"""Deadlines that move only by permission: asked for, granted by the right person, and never rewritten."""

from typing import Any

import pytest

from tests.conftest import Office


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def refused(office: Office, *words: object, code: int) -> str:
    """Do what must be refused, see that nothing was written, and return what was said."""
    before = events(office)
    said = office(*words, code=code).err
    assert events(office) == before, words
    return said


def asked(office: Office, to: str = "2020-07-10", *, deadline: str = "2020-06-30", by: str = "Alice") -> int:
    """Return an issue with a pending request."""
    number = office.assigned("--measure", "Stay open", deadline=deadline)
    office("extend", "request", number, "--to", to, "--reason", "Holidays", "--by", by)
    return number


def facts(office: Office, number: int) -> tuple[Any, ...]:
    issue = office.issue(number)
    return tuple(issue[name] for name in ("deadline", "deadline_original", "extension_until", "extensions"))


def test_a_request_moves_nothing_yet(office: Office) -> None:
    number = office.assigned()

    said = office(
        *("extend", "request", number, "--to", "2020.7.10", "--reason", "Holidays", "--by", "Alice")
    ).out

    assert "2020-07-10" in said
    assert facts(office, number) == ("2020-06-30", "2020-06-30", "2020-07-10", 0)
    assert office.issue(number)["extension_reason"] == "Holidays"


def test_an_approved_extension_moves_the_deadline_and_keeps_the_original(office: Office) -> None:
    number = asked(office)

    office("extend", "approve", number, "--by", "Super")

    assert facts(office, number) == ("2020-07-10", "2020-06-30", None, 1)
    assert office.issue(number)["state"] == "assigned"


def test_a_denied_extension_moves_nothing_and_may_be_asked_for_again(office: Office) -> None:
    number = asked(office)

    office("extend", "deny", number, "--by", "Super", "--reason", "Time enough")

    assert facts(office, number) == ("2020-06-30", "2020-06-30", None, 0)
    assert "Time enough" in office.issue(number)["history"][-1]["reason"]
    office("extend", "request", number, "--to", "2020-07-05", "--reason", "Rain", "--by", "Alice")


def test_every_step_of_an_extension_is_on_record(office: Office) -> None:
    number = asked(office)
    office("extend", "deny", number, "--by", "Super", "--reason", "Time enough")
    office("extend", "request", number, "--to", "2020-07-05", "--reason", "Rain", "--by", "Alice")

    office("extend", "approve", number, "--by", "Super")

    steps = [row for row in office.issue(number)["history"] if row["action"] == "extend"]
    assert len(steps) == 4
    assert steps[-1]["changes"]["deadline"] == ["2020-06-30", "2020-07-05"]
    assert "Super" in steps[-1]["reason"]


@pytest.mark.parametrize(
    ("to", "who", "code"),
    [
        ("2020-07-15", "Super", 0),  # 15 days
        ("2020-07-15", "Boss", 0),
        ("2020-07-16", "Super", 27),  # 16 days
        ("2020-07-16", "Boss", 0),
        ("2020-08-29", "Boss", 0),  # 60 days
        ("2020-07-01", "Carol", 27),
        ("2020-07-01", "Bob", 27),
        ("2020-07-01", "Nobody", 22),
    ],
)
def test_who_may_approve_depends_on_the_length(file_office: Office, to: str, who: str, code: int) -> None:
    number = asked(file_office, to)

    file_office("extend", "approve", number, "--by", who, code=code)

    assert file_office.issue(number)["deadline"] == (to if code == 0 else "2020-06-30")


def test_denying_takes_the_same_role_as_approving(file_office: Office) -> None:
    number = asked(file_office, "2020-07-16")

    refused(file_office, "extend", "deny", number, "--by", "Super", "--reason", "No", code=27)
    file_office("extend", "deny", number, "--by", "Boss", "--reason", "No")

    assert file_office.issue(number)["extension_until"] is None


def test_an_extension_longer_than_the_plan_allows_is_refused(office: Office) -> None:
    number = office.assigned()

    said = refused(
        office,
        *("extend", "request", number, "--to", "2020-08-30", "--reason", "Holidays", "--by", "Alice"),
        code=23,
    )

    assert "61" in said
    assert "60" in said


def test_an_issue_is_extended_no_more_often_than_the_plan_allows(office: Office) -> None:
    number = asked(office)
    office("extend", "approve", number, "--by", "Super")

    refused(
        office,
        *("extend", "request", number, "--to", "2020-07-20", "--reason", "Rain", "--by", "Alice"),
        code=23,
    )

    assert facts(office, number) == ("2020-07-10", "2020-06-30", None, 1)


@pytest.mark.parametrize("to", ["2020-06-30", "2020-06-29", "2020-01-01"])
def test_an_extension_goes_beyond_the_deadline(file_office: Office, to: str) -> None:
    number = file_office.assigned()

    refused(
        file_office,
        *("extend", "request", number, "--to", to, "--reason", "Holidays", "--by", "Alice"),
        code=23,
    )


def test_only_one_request_waits_at_a_time(office: Office) -> None:
    number = asked(office)

    said = refused(
        office,
        *("extend", "request", number, "--to", "2020-07-20", "--reason", "Rain", "--by", "Alice"),
        code=20,
    )

    assert "2020-07-10" in said


@pytest.mark.parametrize("decision", [("approve",), ("deny", "--reason", "No")])
def test_where_nothing_was_asked_nothing_is_decided(office: Office, decision: tuple[str, ...]) -> None:
    number = office.assigned()
    verb, *words = decision

    refused(office, "extend", verb, number, "--by", "Boss", *words, code=20)


def test_a_request_is_decided_once(office: Office) -> None:
    number = asked(office)
    office("extend", "approve", number, "--by", "Super")

    refused(office, "extend", "approve", number, "--by", "Super", code=20)


def test_a_request_needs_a_reason_and_a_person(file_office: Office) -> None:
    number = file_office.assigned()
    request = ("extend", "request", number, "--to", "2020-07-10")

    refused(file_office, *request, "--reason", " ", "--by", "Alice", code=2)
    refused(file_office, *request, "--reason", "Holidays", "--by", "Nobody", code=22)
    refused(file_office, *request, "--reason", "Holidays", code=2)


def test_a_leader_of_the_responsible_unit_cannot_approve(office: Office) -> None:
    office("owner", "add", "Olga", "--unit", "Office", "--role", "leader")
    number = asked(office)

    said = refused(office, "extend", "approve", number, "--by", "Olga", code=23)

    assert "Olga" in said


def test_a_leader_of_a_cooperating_unit_cannot_approve(office: Office) -> None:
    office("owner", "add", "Mona", "--unit", "Market", "--role", "leader")
    number = office.assigned("--cooperate", "Market")
    office("extend", "request", number, "--to", "2020-07-10", "--reason", "Holidays", "--by", "Alice")

    refused(office, "extend", "approve", number, "--by", "Mona", code=23)


def test_an_owner_who_leads_cannot_approve_for_himself(office: Office) -> None:
    number = office.open("Shut", "-u", "Office", "-o", "Chief", "-d", "2020-06-30", "--assign")
    office("extend", "request", number, "--to", "2020-07-10", "--reason", "Holidays", "--by", "Chief")

    refused(office, "extend", "approve", number, "--by", "Chief", code=23)


def test_who_asked_for_an_extension_cannot_approve_it(office: Office) -> None:
    number = asked(office, by="Super")

    refused(office, "extend", "approve", number, "--by", "Super", code=23)

    assert facts(office, number) == ("2020-06-30", "2020-06-30", "2020-07-10", 0)


def test_a_colleague_of_who_asked_for_an_extension_cannot_approve_it(office: Office) -> None:
    number = asked(office, by="Super")

    refused(office, "extend", "approve", number, "--by", "Boss", code=23)


def test_the_clock_runs_while_a_request_waits(office: Office) -> None:
    number = asked(office, deadline="2020-04-10", to="2020-04-20")
    office.today = "2020-04-11"

    swept = office("sweep", "--format", "json").json

    issue = office.issue(number)
    assert swept["flagged"] == 1
    assert (issue["overdue"], issue["days_left"]) == (True, -1)


def test_an_extension_granted_in_time_ends_the_lateness(office: Office) -> None:
    number = asked(office, deadline="2020-04-10", to="2020-04-20")
    office.today = "2020-04-13"
    assert office.issue(number)["overdue"]

    office("extend", "approve", number, "--by", "Super")

    issue = office.issue(number)
    assert (issue["overdue"], issue["days_left"]) == (False, 7)


def test_done_in_the_time_granted_is_on_time_but_not_by_the_first_deadline(office: Office) -> None:
    number = asked(office, deadline="2020-04-10", to="2020-04-20")
    office("extend", "approve", number, "--by", "Super")
    office.today = "2020-04-15"
    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office.today = "2020-04-30"

    totals = office("status", "--format", "json").json["totals"]

    assert totals["on_time_rate"] == 1.0
    assert totals["on_time_rate_original"] == 0.0


def test_an_extension_asked_for_after_the_deadline_still_counts_as_late(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-10")
    office.today = "2020-04-13"
    office("extend", "request", number, "--to", "2020-04-20", "--reason", "Forgot", "--by", "Alice")
    office("extend", "approve", number, "--by", "Super")
    office.today = "2020-04-15"
    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office.today = "2020-04-30"

    totals = office("status", "--format", "json").json["totals"]

    assert totals["on_time_rate"] == 0.0


def test_completion_ends_a_request(office: Office) -> None:
    number = asked(office)

    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")

    assert office.issue(number)["extension_until"] is None
    refused(office, "extend", "approve", number, "--by", "Super", code=20)


@pytest.mark.parametrize("end", [("cancel",), ("merge", "--into", "2")])
def test_what_is_cancelled_or_merged_waits_for_no_decision(office: Office, end: tuple[str, ...]) -> None:
    number = asked(office)
    office.open("The same counter")
    verb, *words = end

    office(verb, number, *words, "--reason", "Entered in error")

    assert office.issue(number)["extension_until"] is None
    assert office("audit", "--format", "json").json["ok"]


def test_an_extension_counted_in_working_days_of_a_year_not_announced_is_provisional(office: Office) -> None:
    office.today = "2035-03-01"
    number = office.assigned(deadline="2035-03-05")
    office("extend", "request", number, "--to", "10个工作日", "--reason", "Holidays", "--by", "Alice")

    said = office("extend", "approve", number, "--by", "Super").out

    assert "provisional" in said


def test_an_extension_to_a_named_day_makes_a_provisional_deadline_certain(office: Office) -> None:
    office.today = "2035-03-01"
    number = office.assigned(deadline="10个工作日")
    office("extend", "request", number, "--to", "2035-03-25", "--reason", "Holidays", "--by", "Alice")

    said = office("extend", "approve", number, "--by", "Super").out

    assert "provisional" not in said
