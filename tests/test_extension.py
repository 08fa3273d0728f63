"""Deadlines that move only by permission: asked for, granted by the right person, and never rewritten."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from zuofeng_cli.actions import checking, extension, handling, listing
from zuofeng_cli.actions.sweep import sweep
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.store.location import locate


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
    office(
        "extend", "request", number, "--to", to, "--reason", "Holidays", "--progress", "Half done", "--by", by
    )
    return number


def facts(office: Office, number: int) -> tuple[Any, ...]:
    issue = office.issue(number)
    return tuple(issue[name] for name in ("deadline", "deadline_original", "extension_until", "extensions"))


def test_a_request_moves_nothing_yet(office: Office) -> None:
    number = office.assigned()

    said = office(
        *(
            "extend",
            "request",
            number,
            "--to",
            "2020.7.10",
            "--reason",
            "Holidays",
            "--progress",
            "Half done",
            "--by",
            "Alice",
        )
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
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-07-05",
        "--reason",
        "Rain",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )


def test_every_step_of_an_extension_is_on_record(office: Office) -> None:
    number = asked(office)
    office("extend", "deny", number, "--by", "Super", "--reason", "Time enough")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-07-05",
        "--reason",
        "Rain",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )

    office("extend", "approve", number, "--by", "Super")

    steps = [row for row in office.issue(number)["history"] if row["action"] == "extend"]
    assert len(steps) == 4
    assert steps[-1]["changes"]["deadline"] == ["2020-06-30", "2020-07-05"]
    assert [step["by"] for step in steps] == ["Alice", "Super", "Alice", "Super"]


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
        *(
            "extend",
            "request",
            number,
            "--to",
            "2020-08-30",
            "--reason",
            "Holidays",
            "--progress",
            "Half done",
            "--by",
            "Alice",
        ),
        code=23,
    )

    assert "61" in said
    assert "60" in said


def test_an_issue_is_extended_no_more_often_than_the_plan_allows(office: Office) -> None:
    number = asked(office)
    office("extend", "approve", number, "--by", "Super")

    refused(
        office,
        *(
            "extend",
            "request",
            number,
            "--to",
            "2020-07-20",
            "--reason",
            "Rain",
            "--progress",
            "Half done",
            "--by",
            "Alice",
        ),
        code=23,
    )

    assert facts(office, number) == ("2020-07-10", "2020-06-30", None, 1)


@pytest.mark.parametrize("to", ["2020-06-30", "2020-06-29", "2020-01-01"])
def test_an_extension_goes_beyond_the_deadline(file_office: Office, to: str) -> None:
    number = file_office.assigned()

    refused(
        file_office,
        *(
            "extend",
            "request",
            number,
            "--to",
            to,
            "--reason",
            "Holidays",
            "--progress",
            "Half done",
            "--by",
            "Alice",
        ),
        code=23,
    )


def test_only_one_request_waits_at_a_time(office: Office) -> None:
    number = asked(office)

    said = refused(
        office,
        *(
            "extend",
            "request",
            number,
            "--to",
            "2020-07-20",
            "--reason",
            "Rain",
            "--progress",
            "Half done",
            "--by",
            "Alice",
        ),
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

    far = ("--progress", "Half done")
    refused(file_office, *request, *far, "--reason", " ", "--by", "Alice", code=2)
    refused(file_office, *request, *far, "--reason", "Holidays", "--by", "Nobody", code=22)
    refused(file_office, *request, *far, "--reason", "Holidays", code=2)


def test_a_request_says_how_far_the_work_has_come(file_office: Office) -> None:
    number = file_office.assigned()
    request = ("extend", "request", number, "--to", "2020-07-10", "--reason", "Holidays", "--by", "Alice")

    refused(file_office, *request, code=2)
    refused(file_office, *request, "--progress", " ", code=2)
    file_office(*request, "--progress", "Two of three counters open")

    assert file_office.issue(number)["extension_progress"] == "Two of three counters open"


def test_a_leader_of_the_responsible_unit_cannot_approve(office: Office) -> None:
    office("owner", "add", "Olga", "--unit", "Office", "--role", "leader")
    number = asked(office)

    said = refused(office, "extend", "approve", number, "--by", "Olga", code=23)

    assert "Olga" in said


def test_a_leader_of_a_cooperating_unit_cannot_approve(office: Office) -> None:
    office("owner", "add", "Mona", "--unit", "Market", "--role", "leader")
    number = office.assigned("--cooperate", "Market")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-07-10",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )

    refused(office, "extend", "approve", number, "--by", "Mona", code=23)


def test_an_owner_who_leads_cannot_approve_for_himself(office: Office) -> None:
    number = office.open("Shut", "-u", "Office", "-o", "Chief", "-d", "2020-06-30", "--assign")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-07-10",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Chief",
    )

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
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-04-20",
        "--reason",
        "Forgot",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )
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
    office.assigned(deadline="2020-04-10")
    verb, *words = end

    office(verb, number, *words, "--reason", "Entered in error")

    assert office.issue(number)["extension_until"] is None
    assert office("audit", "--format", "json").json["ok"]


def test_an_extension_counted_in_working_days_of_a_year_not_announced_is_provisional(office: Office) -> None:
    office.today = "2035-03-01"
    number = office.assigned(deadline="2035-03-05")
    office(
        "extend",
        "request",
        number,
        "--to",
        "10个工作日",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )

    said = office("extend", "approve", number, "--by", "Super").out

    assert "provisional" in said


def test_an_extension_to_a_named_day_makes_a_provisional_deadline_certain(office: Office) -> None:
    office.today = "2035-03-01"
    number = office.assigned(deadline="10个工作日")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2035-03-25",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )

    said = office("extend", "approve", number, "--by", "Super").out

    assert "provisional" not in said


def requests(office: Office, *words: str) -> list[dict[str, Any]]:
    return list(office("extend", "list", "--format", "json", *words).json)


def test_a_shorter_extension_than_asked_for_may_be_granted(office: Office) -> None:
    number = asked(office, "2020-07-10")

    office("extend", "approve", number, "--by", "Super", "--until", "2020-07-05")

    assert facts(office, number) == ("2020-07-05", "2020-06-30", None, 1)
    (request,) = requests(office)
    assert (request["until"], request["granted_until"], request["ending"]) == (
        *("2020-07-10", "2020-07-05", "granted"),
    )
    assert "granted to 2020-07-05" in office("extend", "list").out


def test_who_may_grant_depends_on_what_is_granted_not_on_what_was_asked(office: Office) -> None:
    number = asked(office, "2020-07-20")  # 20 days: for a leader

    office("extend", "approve", number, "--by", "Super", "--until", "2020-07-15")

    assert office.issue(number)["deadline"] == "2020-07-15"


@pytest.mark.parametrize(
    ("until", "code"), [("2020-07-11", 23), ("2020-06-30", 23), ("2020-01-01", 23), ("soon", 2)]
)
def test_a_day_that_cannot_be_granted_is_refused(file_office: Office, until: str, code: int) -> None:
    number = asked(file_office, "2020-07-10")

    refused(file_office, "extend", "approve", number, "--by", "Boss", "--until", until, code=code)


TWICE = ("max_times = 1", "max_times = 3")


def test_who_may_approve_counts_what_was_granted_before(office_with: Callable[..., Office]) -> None:
    office = office_with(TWICE)
    number = asked(office, "2020-07-10")
    office("extend", "approve", number, "--by", "Super")  # 10 days
    office(
        *("extend", "request", number, "--to", "2020-07-16", "--reason", "Rain", "--by", "Alice"),
        *("--progress", "Half done"),
    )

    refused(office, "extend", "approve", number, "--by", "Super", code=27)  # 16 days in all
    office("extend", "approve", number, "--by", "Boss")

    assert office.issue(number)["extended_days"] == 16


def test_extensions_together_stay_within_the_plan(office_with: Callable[..., Office]) -> None:
    office = office_with(TWICE)
    number = asked(office, "2020-08-09")
    office("extend", "approve", number, "--by", "Boss")  # 40 days

    said = refused(
        office,
        *("extend", "request", number, "--to", "2020-08-30", "--reason", "Rain", "--by", "Alice"),
        *("--progress", "Half done"),
        code=23,
    )

    assert "40" in said and "61" in said and "60" in said


def test_a_late_request_is_marked_and_the_issue_stays_late(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-10")
    office.today = "2020-04-13"
    request = ("extend", "request", number, "--to", "2020-04-20", "--reason", "Forgot", "--by", "Alice")

    said = office(*request, "--progress", "Half done").out

    assert "late" in said
    assert [(row["late"], row["days"]) for row in requests(office, "--late")] == [(True, 10)]
    office("extend", "approve", number, "--by", "Super")
    totals = office("status", "--format", "json").json["totals"]
    assert (totals["overdue"], totals["on_time_rate"], totals["on_time_rate_original"]) == (0, 0.0, 0.0)
    assert "2020-04-13 (late)" in office("extend", "list").out


def test_the_list_shows_every_request_and_what_became_of_it(office: Office) -> None:
    denied, granted = asked(office), asked(office)
    office("extend", "deny", denied, "--by", "Super", "--reason", "Time enough")
    office.today = "2020-04-02"
    office("extend", "approve", granted, "--by", "Boss")
    lapsed, waiting = asked(office, "2020-07-20"), asked(office, "2020-07-20")
    office("cancel", lapsed, "--reason", "Entered in error")

    rows = {row["number"]: row for row in requests(office)}

    assert [rows[each]["ending"] for each in (denied, granted, lapsed, waiting)] == [
        *("denied", "granted", "lapsed", None),
    ]
    assert (rows[denied]["note"], rows[denied]["decided_by"]) == ("Time enough", "Super")
    assert (rows[granted]["ended_on"], rows[granted]["decided_by"]) == ("2020-04-02", "Boss")
    assert rows[waiting]["may_decide"] == ["leader"]
    assert (rows[waiting]["asked_by"], rows[waiting]["progress"]) == ("Alice", "Half done")
    assert [row["number"] for row in requests(office, "--pending")] == [waiting]
    assert "Requests: 4." in office("extend", "list").out


def test_an_issue_tells_of_all_its_requests(office: Office) -> None:
    number = asked(office)
    office("extend", "deny", number, "--by", "Super", "--reason", "Time enough")
    office(
        *("extend", "request", number, "--to", "2020-07-05", "--reason", "Rain", "--by", "Anna"),
        *("--progress", "Nearly done"),
    )

    told = office.issue(number)["extension_requests"]

    assert [(row["asked_by"], row["until"], row["ending"], row["decided_by"]) for row in told] == [
        ("Alice", "2020-07-10", "denied", "Super"),
        ("Anna", "2020-07-05", None, None),
    ]
    assert "Nearly done" in office("show", number).out


def test_without_requests_the_list_is_empty(office: Office) -> None:
    office.assigned()

    assert requests(office) == []
    assert "Requests: 0." in office("extend", "list").out


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_the_list_prints_in_every_format(file_office: Office, format_: str) -> None:
    asked(file_office)
    asked(file_office, "2020-07-20")
    file_office.lang = "zh"

    assert "2020-07-20" in file_office("extend", "list", "--format", format_).out


def swept(context: Context, ref: str, day: date) -> Issue:
    sweep(context, as_of=day.isoformat())
    with writing(context) as book:
        return book.issue(ref)


MOVES: tuple[Callable[[Context, str, date], Issue], ...] = (
    lambda c, ref, day: extension.request_extension(
        c, ref, to=day.isoformat(), reason="Rain", by="Alice", progress="Half done"
    ),
    lambda c, ref, _: extension.approve_extension(c, ref, by="Boss"),
    lambda c, ref, day: extension.approve_extension(c, ref, by="Super", until=day.isoformat()),
    lambda c, ref, _: extension.deny_extension(c, ref, by="Boss", reason="No"),
    lambda c, ref, day: listing.assign(c, [ref], owner="Anna", deadline=day.isoformat())[0].issue,
    lambda c, ref, _: listing.assign(c, [ref], unit="Market", owner="Carol")[0].issue,
    lambda c, ref, _: handling.review(c, ref, by="Super", note="Better"),
    lambda c, ref, _: handling.escalate(c, ref, reason="No answer", by="Boss"),
    lambda c, ref, _: checking.rectify(c, ref, by="Alice", note="Done", evidence=["Doc No. 3"]),
    lambda c, ref, _: checking.send_back(c, ref, by="Watch", reason="Shut again"),
    lambda c, ref, _: checking.close(c, ref, by="Boss", opinion="Seen"),
    lambda c, ref, day: checking.reopen(c, ref, reason="rebound", deadline=day.isoformat()),
    swept,
)


TURN = st.tuples(
    st.sampled_from([0, 0, 0, 1, 1, 2, *range(len(MOVES))]), st.integers(0, 9), st.integers(-3, 50)
)
"""Which move, after how many days, and how far ahead the day lies that it names."""


def test_no_sequence_of_commands_touches_the_original_deadline(office_with: Callable[..., Office]) -> None:
    office = office_with(TWICE)
    location, start, first = locate(office.db), date(2020, 4, 1), date(2020, 5, 1)
    granted = 0

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(["limited", "long_term"]), st.lists(TURN, min_size=4, max_size=14))
    def walk(kind: str, turns: list[tuple[int, int, int]]) -> None:
        nonlocal granted
        number = office.assigned("--measure", "Stay open", "--type", kind, deadline=first.isoformat())
        today, issue = start, None
        for move, passing, ahead in turns:
            today += timedelta(passing)
            context = Context(location, "walker", datetime(2020, 4, 1, 2, tzinfo=UTC), today)
            with suppress(ZuofengError):
                issue = MOVES[move](context, str(number), today + timedelta(ahead))
        if issue:
            assert issue.deadline_original == first
            assert (issue.extended_days or 0) <= 60
            granted += issue.extensions
            assert len(
                [row for row in office.issue(number)["extension_requests"] if row["granted_until"]]
            ) == (issue.extensions)

    walk()

    assert granted > 0
    assert office("audit", "--format", "json").json["ok"]
