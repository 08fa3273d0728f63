"""What may be worth a look: hints by the plan's thresholds, told from the journal, never a decision."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Office
from tests.test_orders import events, sweep

FEW_DAYS = ("overdue_working_days = 20", "overdue_working_days = 5")


def hints(office: Office, *words: str) -> list[tuple[Any, ...]]:
    """Return number, cause, unit, person, day, times, working days and late days of every hint."""
    names = ("number", "cause", "unit", "person", "on", "times", "working_days", "days_late")
    told = office("account", "suggest", "--format", "json", *words).json
    return [tuple(row[name] for name in names) for row in told]


def on(office: Office, day: str, *words: object) -> None:
    office.today = day
    office(*words)


def rectify(office: Office, day: str, number: int, by: str = "Alice") -> None:
    on(office, day, "rectify", number, "--by", by, "--note", "Open now", "--evidence", f"Doc No. {day[-2:]}")


def test_twenty_working_days_past_the_deadline_are_worth_a_look(office: Office) -> None:
    """After Friday, 10 April 2020: 5 + 5 days, Sunday 26 April, 4 days, 6 to 9 May, Monday 11 May."""
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-05-10"
    before = hints(office)
    office.today = "2020-05-11"

    assert before == []
    assert hints(office) == [(number, "overdue", "Office", "Alice", "2020-04-10", None, 20, 31)]
    assert "20 working days past 2020-04-10; 31 late days" in office("account", "suggest").out


def test_late_days_are_told_by_who_held_it(office_with: Callable[..., Office]) -> None:
    office = office_with(FEW_DAYS)
    number = office.assigned("-m", "Stay open", deadline="2020-04-10")
    on(office, "2020-04-15", "assign", number, "--unit", "Service", "--owner", "Bob")
    rectify(office, "2020-04-18", number, "Bob")
    office.today = "2020-04-30"

    assert hints(office) == [
        (number, "overdue", "Office", "Alice", "2020-04-10", None, 5, 5),
        (number, "overdue", "Service", "Bob", "2020-04-10", None, 5, 3),
    ]
    assert hints(office, "--unit", "Service") == [
        (number, "overdue", "Service", "Bob", "2020-04-10", None, 5, 3)
    ]


def test_work_returned_twice_is_worth_a_look(office: Office) -> None:
    number = office.assigned("-m", "Stay open")
    rectify(office, "2020-04-02", number)
    on(office, "2020-04-03", "return", number, "--by", "Super", "--reason", "Not open")
    once = hints(office)
    rectify(office, "2020-04-07", number)
    on(office, "2020-04-08", "return", number, "--by", "Super", "--reason", "Still not open")

    assert once == []
    assert hints(office) == [(number, "returned", "Office", "Alice", "2020-04-08", 2, None, None)]


def test_a_completion_that_did_not_stand_is_worth_a_look(office: Office) -> None:
    number = office.closed()
    on(office, "2020-04-20", "reopen", number, "--reason", "rebound", "--deadline", "2020-05-20")
    office("assign", number, "--owner", "Anna")

    assert hints(office) == [(number, "false_completion", "Office", "Alice", "2020-04-20", None, None, None)]


def test_an_unanswered_order_is_worth_a_look(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    sweep(office, "2020-04-17")
    on(office, "2020-04-20", "assign", number, "--owner", "Anna")
    office.today = "2020-04-24"
    on_the_last_day = hints(office)
    office.today = "2020-04-25"
    unanswered = hints(office)
    office("order", "reply", 1, "--by", "Anna", "--text", "Open from Monday")

    assert on_the_last_day == []
    assert unanswered == [(number, "unanswered", "Office", "Anna", "2020-04-24", None, None, None)]
    assert hints(office) == []


def test_what_was_recorded_is_told_and_nothing_is_written(office_with: Callable[..., Office]) -> None:
    office = office_with(FEW_DAYS)
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-04-20"
    before = events(office)

    (hint,) = office("account", "suggest", "--format", "json").json
    office("account", "suggest")

    assert (hint["recorded"], events(office)) == ([], before)
    assert office("account", "list", "--format", "json").json == []
    office(
        *("account", "record", "--issue", number, "-u", "Office", "--person", "Alice", "--conduct", "慢作为"),
        *("--form", "约谈", "--basis", "Art. 3", "--by", "Boss"),
    )
    (hint,) = office("account", "suggest", "--format", "json").json
    assert hint["recorded"] == ["约谈"]


def test_what_is_off_the_list_is_no_hint(office_with: Callable[..., Office]) -> None:
    office = office_with(FEW_DAYS)
    number = office.assigned(deadline="2020-04-10")
    on(office, "2020-04-30", "cancel", number, "--reason", "Entered twice")

    assert hints(office) == []
    assert [hint[:2] for hint in hints(office, "--as-of", "2020-04-29")] == [(number, "overdue")]


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_hints_are_told_in_every_format(file_office: Office, format_: str) -> None:
    file_office.assigned(deadline="2020-04-10")
    file_office.today = "2020-06-30"

    assert "long overdue" in file_office("account", "suggest", "--format", format_).out
