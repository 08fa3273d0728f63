"""Performance records: what a person held and how it went, as of any day; commendations."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from tests.test_orders import refused

NAMES = (
    *("held", "holding", "done", "on_time", "late", "days_late", "returned", "reopened"),
    *("deeds", "deeds_done", "commended", "dealt_with"),
)


def shown(office: Office, name: str, *words: str) -> dict[str, Any]:
    return dict(office("record", "show", name, "--format", "json", *words).json)


def figures(office: Office, name: str, *words: str) -> dict[str, int]:
    """Return the figures of a person that are not zero."""
    record = shown(office, name, *words)
    return {figure: record[figure] for figure in NAMES if record[figure]}


def on(office: Office, day: str, *words: object) -> None:
    office.today = day
    office(*words)


def rectify(office: Office, day: str, number: int, by: str) -> None:
    on(office, day, "rectify", number, "--by", by, "--note", "Open now", "--evidence", f"Doc No. {day[-2:]}")


def campaign(office: Office) -> None:
    """Tell how issue 1 goes from Alice to Anna, 2 is done in time, 3 is cancelled, and 4 is a deed."""
    office.assigned("-m", "Stay open", deadline="2020-04-10")
    office.assigned("-m", "Stay open", deadline="2020-04-30")
    office.assigned()
    office("deed", "add", "A ramp", "-u", "Office", "-o", "Alice", "-d", "2020-05-31", "-m", "Build it")
    rectify(office, "2020-04-09", 1, "Alice")
    on(office, "2020-04-13", "return", 1, "--by", "Super", "--reason", "Closed at noon again")
    on(office, "2020-04-15", "assign", 1, "--owner", "Anna")
    on(office, "2020-04-16", "cancel", 3, "--reason", "Entered twice")
    rectify(office, "2020-04-17", 1, "Anna")
    on(office, "2020-04-20", "close", 1, "--by", "Super", "--opinion", "Seen")
    rectify(office, "2020-04-28", 2, "Alice")
    on(office, "2020-04-29", "close", 2, "--by", "Super", "--opinion", "Seen")
    on(office, "2020-05-06", "reopen", 1, "--reason", "rebound", "--deadline", "2020-05-20")
    rectify(office, "2020-05-15", 4, "Alice")
    rectify(office, "2020-05-18", 1, "Anna")
    on(
        office,
        "2020-05-19",
        "record",
        "commend",
        "Alice",
        "--by",
        "Super",
        "--reason",
        "In time",
        "--issue",
        2,
    )
    on(
        *(office, "2020-05-20", "account", "record", "--issue", 1, "-u", "Office", "--person", "Alice"),
        *("--conduct", "慢作为", "--form", "约谈", "--basis", "Art. 3", "--by", "Boss"),
    )
    office.today = "2020-06-30"


def test_a_record_counts_what_was_held_and_how_it_went(office: Office) -> None:
    campaign(office)

    assert figures(office, "Alice") == {
        "held": 2, "done": 1, "on_time": 1, "late": 1, "days_late": 2, "returned": 1,
        "deeds": 1, "deeds_done": 1, "commended": 1, "dealt_with": 1,
    }  # fmt: skip
    assert figures(office, "Anna") == {
        "held": 1, "done": 1, "on_time": 1, "late": 1, "days_late": 2, "reopened": 1,
    }  # fmt: skip
    assert figures(office, "Bob") == {}
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(
    ("day", "name", "expected"),
    [
        ("2020-03-31", "Alice", {}),
        ("2020-04-01", "Alice", {"held": 3, "holding": 3, "deeds": 1}),
        ("2020-04-09", "Alice", {"held": 3, "holding": 2, "done": 1, "on_time": 1, "deeds": 1}),
        ("2020-04-13", "Alice", {"held": 3, "holding": 3, "returned": 1, "deeds": 1}),
        (
            "2020-04-14",
            "Alice",
            {"held": 3, "holding": 3, "late": 1, "days_late": 1, "returned": 1, "deeds": 1},
        ),
        (
            "2020-04-15",
            "Alice",
            {"held": 3, "holding": 2, "late": 1, "days_late": 2, "returned": 1, "deeds": 1},
        ),
        ("2020-04-15", "Anna", {"held": 1, "holding": 1}),
        ("2020-04-16", "Anna", {"held": 1, "holding": 1, "late": 1, "days_late": 1}),
        ("2020-04-30", "Anna", {"held": 1, "done": 1, "late": 1, "days_late": 2}),
        ("2020-05-06", "Anna", {"held": 1, "holding": 1, "late": 1, "days_late": 2, "reopened": 1}),
    ],
)
def test_the_record_of_a_past_day_is_as_it_stood_then(
    file_office: Office, day: str, name: str, expected: dict[str, int]
) -> None:
    campaign(file_office)

    if day < "2020-04-01":
        refused(file_office, "record", "show", name, "--as-of", day, code=22)
    else:
        assert figures(file_office, name, "--as-of", day) == expected


def test_a_record_tells_the_work_one_by_one(office: Office) -> None:
    campaign(office)

    record = shown(office, "Alice")

    work = {row["ref"][-4:]: row for row in record["work"]}
    assert list(work) == ["0001", "0002", "0004"]
    assert [(row["since"], row["until"]) for row in work.values()] == [
        ("2020-04-01", "2020-04-15"),
        ("2020-04-01", "2020-04-28"),
        ("2020-04-01", "2020-05-15"),
    ]
    assert [row["is_deed"] for row in work.values()] == [False, False, True]
    assert record["commendations"] == [
        {"commended_on": "2020-05-19", "reason": "In time", "given_by": "Super", "issue": "ZF-2020-0002"}
    ]
    assert [row["form"] for row in record["accountability"]] == ["约谈"]
    printed = office("record", "show", "Alice").out
    assert "As of 2020-06-30" in printed
    assert "late = issues with late days" in printed


def test_what_was_taken_back_is_in_no_record(office: Office) -> None:
    number = office.assigned("-m", "Stay open", deadline="2020-04-10")
    office("assign", number, "--owner", "Anna")
    office("undo")
    office("record", "commend", "Anna", "--by", "Super", "--reason", "Took it on")
    office("undo")

    assert figures(office, "Anna") == {}
    assert figures(office, "Alice") == {"held": 1, "holding": 1}


def test_work_done_within_a_day_counts_as_held(office: Office) -> None:
    office.rectified()

    assert figures(office, "Alice") == {"held": 1, "done": 1, "on_time": 1}


def test_the_list_shows_everybody_with_an_entry(office: Office) -> None:
    campaign(office)

    told = office("record", "list", "--format", "json").json

    assert told["as_of"] == "2020-06-30"
    assert [(row["owner"], row["held"], row["deeds"], row["dealt_with"]) for row in told["rows"]] == [
        *(("Alice", 2, 1, 1), ("Anna", 1, 0, 0)),
    ]
    assert office("record", "list", "--unit", "Service", "--format", "json").json["rows"] == []
    assert "Persons without any entry: 6." in office("record", "list").out
    past = office("record", "list", "--as-of", "2020-04-13", "--format", "json").json
    assert [(row["owner"], row["held"], row["returned"]) for row in past["rows"]] == [("Alice", 3, 1)]


def test_as_of_a_day_tells_what_was_told_on_that_day(office: Office) -> None:
    told: dict[str, Any] = {}
    number = office.assigned("-m", "Stay open", deadline="2020-04-03")
    steps: list[tuple[str, ...]] = [
        ("rectify", "1", "--by", "Alice", "--note", "Done", "--evidence", "Doc No. 3", "--on", "2020-04-02"),
        ("return", "1", "--by", "Super", "--reason", "No"),
        ("assign", "1", "--owner", "Anna"),
        ("record", "commend", "Anna", "--by", "Super", "--reason", "Took it on", "--on", "2020-04-01"),
        ("rectify", "1", "--by", "Anna", "--note", "Done", "--evidence", "Doc No. 4"),
        ("close", "1", "--by", "Super", "--opinion", "Seen"),
    ]
    for day, step in enumerate(steps, 3):
        on(office, f"2020-04-{day:02}", *step)
        told[office.today] = [shown(office, name) for name in ("Alice", "Anna")]
    office.today = "2020-07-01"

    for day_told, records in told.items():
        assert [shown(office, name, "--as-of", day_told) for name in ("Alice", "Anna")] == records
    assert number == 1


def test_a_person_is_commended(office: Office) -> None:
    said = office("record", "commend", "Bob", "--by", "Boss", "--reason", "Saved the day").out

    assert "2020-04-01" in said
    assert figures(office, "Bob") == {"commended": 1}
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Super", "--by", "Super", "--reason", "Me"), 23),
        (("Bob", "--by", "Alice", "--reason", "A friend"), 27),
        (("Nobody", "--by", "Super", "--reason", "So"), 22),
        (("Bob", "--by", "Nobody", "--reason", "So"), 22),
        (("Bob", "--by", "Super", "--reason", " "), 2),
        (("Bob", "--by", "Super", "--reason", "So", "--on", "2020-04-02"), 23),
        (("Bob", "--by", "Super", "--reason", "So", "--issue", "9"), 22),
        (("Bob", "--by", "Super", "--reason", "So", "--issue", ""), 2),
    ],
)
def test_a_commendation_that_cannot_be_is_refused(
    file_office: Office, words: tuple[str, ...], code: int
) -> None:
    refused(file_office, "record", "commend", *words, code=code)


def test_the_same_commendation_is_given_once(file_office: Office) -> None:
    file_office("record", "commend", "Bob", "--by", "Super", "--reason", "Saved the day")

    refused(file_office, "record", "commend", "Bob", "--by", "Boss", "--reason", "Saved the day", code=23)


def test_the_record_of_nobody_is_refused(file_office: Office) -> None:
    refused(file_office, "record", "show", "Nobody", code=22)
    refused(file_office, "record", "show", "", code=22)
    refused(file_office, "record", "show", "Alice", "--as-of", "soon", code=2)


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waits=st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_the_late_days_of_all_holders_add_up(waits: list[int], file_office: Office) -> None:
    """From owner to owner, each after some days; the clock runs until 1 June."""
    file_office.today = "2020-04-01"
    ref = f"ZF-2020-{file_office.assigned(deadline='2020-04-10'):04}"
    day = date(2020, 4, 7)
    for at, wait in enumerate(waits):
        day += timedelta(wait)
        on(file_office, day.isoformat(), "assign", ref, "--owner", ("Anna", "Alice")[at % 2])
    file_office.today = "2020-06-01"

    records = [shown(file_office, name)["work"] for name in ("Alice", "Anna")]

    assert sum(row["days_late"] for work in records for row in work if row["ref"] == ref) == 52


def test_the_chinese_record_says_what_the_office_says(office: Office) -> None:
    number = office.rectified()
    office("return", number, "--by", "Super", "--reason", "Shut again")
    office.lang = "zh"

    listed = office("record", "list", "-f", "csv").out.splitlines()[0]
    shown = office("record", "show", "Alice").out

    assert "承办" in listed and "被退回" in listed
    assert "承办" in shown and "被退回" in shown
    assert not {"成效保持", "收回"} & {*listed.split(","), *shown.split()}
