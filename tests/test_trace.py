"""Tracing back: who held an issue when, and whose the late days are, as the office reads it."""

from typing import Any

import pytest

from tests.conftest import Office

ALICE = {"phase": "work", "unit": "Office", "owner": "Alice"}
ANNA = {"phase": "work", "unit": "Office", "owner": "Anna"}
LISTED = {"phase": "listed", "unit": None, "owner": None}
CHECK = {"phase": "check", "unit": None, "owner": None}
ENDED = {"phase": "ended", "unit": None, "owner": None}

# On each day what was done; 1 stands for the issue.
STORY = (
    (
        "2020-04-01",
        "open",
        "The counter closes at noon",
        "-c",
        "Poor service",
        "-u",
        "Office",
        "-d",
        "2020-04-10",
    ),
    ("2020-04-03", "assign", 1, "--owner", "Alice", "--cooperate", "Service"),
    ("2020-04-03", "measure", "add", 1, "Stay open"),
    (
        "2020-04-11",
        "extend",
        "request",
        1,
        "--to",
        "2020-04-20",
        "--reason",
        "Rain",
        "--progress",
        "Half",
        "--by",
        "Alice",
    ),
    ("2020-04-12", "extend", "approve", 1, "--by", "Boss"),
    ("2020-04-22", "assign", 1, "--owner", "Anna"),
    ("2020-04-25", "rectify", 1, "--by", "Anna", "--note", "Open", "--evidence", "Doc No. 3"),
    ("2020-04-28", "return", 1, "--by", "Watch", "--reason", "Shut again"),
    ("2020-05-02", "rectify", 1, "--by", "Anna", "--note", "Open now", "--evidence", "Doc No. 4"),
    ("2020-05-03", "close", 1, "--by", "Super", "--opinion", "Seen"),
    ("2020-05-20", "reopen", 1, "--reason", "rebound", "--deadline", "2020-06-10"),
)


def traced(office: Office, *words: object) -> dict[str, Any]:
    return dict(office("trace", 1, "--format", "json", *words).json)


def shares(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [
        (row["owner"] or row["phase"], row["days"], row["days_late"], row["days_late_earlier"])
        for row in rows
    ]


@pytest.fixture
def told(office: Office) -> Office:
    """An issue with a long story, looked at on 2020-06-12."""
    for day, *words in STORY:
        office.today = day
        office(*words)
    office.today = "2020-06-12"
    return office


def test_who_held_an_issue_when_adds_up_to_its_life(told: Office) -> None:
    found = traced(told)

    assert shares(found["held"]) == [
        ("listed", 2, 0, 0),
        ("Alice", 19, 0, 4),
        ("Anna", 3, 0, 3),
        ("check", 3, 0, 3),
        ("Anna", 4, 0, 4),
        ("check", 1, 0, 0),
        ("Anna", 23, 2, 0),
    ]
    assert shares(found["holders"]) == [
        ("listed", 2, 0, 0),
        ("Alice", 19, 0, 4),
        ("Anna", 30, 2, 7),
        ("check", 4, 0, 3),
    ]
    assert (found["life_days"], found["days_late"], found["round"]) == (55, 2, 2)
    assert told.issue(1)["days_left"] == -2


def test_each_deadline_that_was_missed_has_its_holders(told: Office) -> None:
    missed = traced(told)["deadlines_missed"]

    assert [
        (row["deadline"], row["round"], row["until"], row["days"], row["is_current"]) for row in missed
    ] == [
        ("2020-04-10", 1, "2020-04-12", 2, False),
        ("2020-04-20", 1, "2020-05-02", 12, False),
        ("2020-06-10", 2, "2020-06-12", 2, True),
    ]
    assert [row["held_when_overdue"] for row in missed] == [ALICE, ALICE, ANNA]
    assert missed[1]["holders"] == [{**ALICE, "days": 2}, {**ANNA, "days": 7}, {**CHECK, "days": 3}]


def test_every_change_of_the_deadline_says_how_it_came_about(told: Office) -> None:
    granted, reopened = traced(told)["deadline_changes"]

    assert (granted["before"], granted["after"], granted["days"]) == ("2020-04-10", "2020-04-20", 10)
    assert (granted["action"], granted["asked_on"], granted["asked_late"]) == ("extend", "2020-04-11", True)
    assert (granted["by"], granted["reason"]) == ("Boss", "Rain")
    assert (reopened["before"], reopened["after"], reopened["action"]) == (
        "2020-04-20",
        "2020-06-10",
        "reopen",
    )
    assert (reopened["asked_on"], reopened["asked_late"]) == (None, False)


def test_a_return_and_a_reopening_each_show_a_false_completion(told: Office) -> None:
    found = traced(told)

    returned, rebound = found["false_completions"]
    assert found["returns"] == [returned]
    assert (returned["reported_on"], returned["done_by"], returned["fell_on"]) == (
        "2020-04-25",
        "Anna",
        "2020-04-28",
    )
    assert (returned["by"], returned["reason"], returned["days_stood"]) == ("Watch", "Shut again", 3)
    assert (rebound["note"], rebound["fell_on"], rebound["reason"]) == ("Open now", "2020-05-20", "rebound")


def test_hand_overs_name_both_sides(told: Office) -> None:
    first, second = traced(told)["hand_overs"]

    assert (first["on"], first["before"], first["after"]) == (
        "2020-04-03",
        None,
        {"unit": "Office", "owner": "Alice"},
    )
    assert (second["on"], second["before"]["owner"], second["after"]["owner"]) == (
        "2020-04-22",
        "Alice",
        "Anna",
    )


def test_every_duty_has_its_days(told: Office) -> None:
    duties = [(row["duty"], row["name"], row["since"], row["days"]) for row in traced(told)["duties"]]

    assert duties == [
        ("unit", "Office", "2020-04-01", 32),
        ("unit", "Office", "2020-05-20", 23),
        ("owner", "Alice", "2020-04-03", 19),
        ("owner", "Anna", "2020-04-22", 11),
        ("owner", "Anna", "2020-05-20", 23),
        ("cooperating", "Service", "2020-04-03", 30),
        ("cooperating", "Service", "2020-05-20", 23),
        ("checker", "Watch", "2020-04-25", 3),
        ("checker", "Super", "2020-05-02", 1),
    ]


def test_the_timeline_tells_the_day_the_doing_the_holder_and_the_deadline(told: Office) -> None:
    timeline = traced(told)["timeline"]

    assert [row["action"] for row in timeline] == [str(words[0]) for _day, *words in STORY]
    assert [row["on"] for row in timeline] == [day for day, *_words in STORY]
    (returned,) = [row for row in timeline if row["action"] == "return"]
    assert {name: returned[name] for name in ANNA} == ANNA
    assert (returned["by"], returned["deadline"], returned["state"]) == ("Watch", "2020-04-20", "assigned")


def test_as_of_a_past_day_the_bundle_is_what_that_day_knew(told: Office) -> None:
    found = traced(told, "--as-of", "2020-04-26")

    assert (found["state"], found["days_late"], found["life_days"]) == ("rectified", 5, 25)
    assert (found["lies_with"], found["false_completions"]) == (CHECK, [])
    assert found["duties"][-1] == {
        "duty": "checker",
        "name": None,
        "since": "2020-04-25",
        "until": "2020-04-26",
        "days": 1,
    }


def test_before_it_was_listed_there_is_nothing_to_trace(told: Office) -> None:
    said = told("trace", 1, "--as-of", "2020-03-31", code=22).err

    assert "2020-04-01" in said


def test_a_closed_issue_lies_with_nobody_and_ages_no_more(told: Office) -> None:
    found = traced(told, "--as-of", "2020-05-19")

    assert (found["lies_with"], found["life_days"], found["days_late"]) == (ENDED, 32, 12)


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_every_form_tells_the_whole_bundle(form: str, told: Office) -> None:
    said = told("trace", 1, "--format", form).out

    for word in ("Alice", "Anna", "Watch", "Shut again", "reopen", "2020-04-20", "Service", "55"):
        assert word in said


def test_the_formulas_stand_below_and_a_report_has_headings(told: Office) -> None:
    said = told("trace", 1, "--format", "markdown").out

    assert "## Who held it when" in said
    assert "Days late = nights" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_narrow_terminal_no_line_is_too_long(
    lang: str, told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wcwidth import wcswidth

    monkeypatch.setenv("COLUMNS", "80")
    told.lang = lang

    lines = told("trace", 1, "--format", "table").out.splitlines()

    figures = [line for line in lines if line.startswith("  ")]
    assert len(figures) > 40
    assert max(map(wcswidth, figures)) <= 80


@pytest.mark.parametrize(
    ("words", "code"),
    [(("99",), 22), (("x1",), 2), ((), 2), (("1", "--as-of", "soon"), 2), (("1", "-f", "pdf"), 2)],
)
def test_what_cannot_be_traced_is_refused(words: tuple[str, ...], code: int, told: Office) -> None:
    told("trace", *words, code=code)


def test_an_issue_cancelled_on_the_day_it_was_listed_has_no_days(office: Office) -> None:
    office.open()
    office("cancel", 1, "--reason", "Twice")

    found = traced(office)

    assert (found["life_days"], found["held"], found["holders"]) == (0, [], [])
    assert "Total" in office("trace", 1).out


def test_what_was_taken_back_is_not_traced(told: Office) -> None:
    before = traced(told)
    told("assign", 1, "--owner", "Alice")
    assert traced(told) != before

    told("undo")

    assert traced(told) == before


def test_the_office_of_the_campaign_is_not_taken_for_a_unit_of_that_name(office: Office) -> None:
    number = office.rectified()
    office.lang = "zh"

    said = office("trace", number).out

    assert "领导小组办公室（验收公示）" in said
    assert "天数" in said and "已等天数" not in said
