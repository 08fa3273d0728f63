"""Practical deeds for firms and people: issues of their own kind, with completion dates."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Office
from tests.test_orders import refused


def add(office: Office, deadline: str = "2020-05-31", *words: str) -> int:
    given = ("-u", "Office", "-o", "Alice", "-d", deadline, "-m", "Build it")
    return int(office("deed", "add", "A ramp for wheelchairs", *given, *words).out.split()[0][-4:])


def deeds(office: Office, *words: str) -> list[dict[str, Any]]:
    return list(office("deed", "list", "--format", "json", *words).json)


def test_a_deed_is_an_issue_of_its_own_kind_handed_over_at_once(office: Office) -> None:
    office.assigned()

    number = add(office)

    (deed,) = deeds(office)
    assert (deed["number"], deed["source"], deed["state"]) == (number, "practical_deed", "assigned")
    assert (deed["unit"], deed["owner"], deed["deadline"]) == ("Office", "Alice", "2020-05-31")
    assert (deed["category"], deed["measures"]) == ("poor_service", ["Build it"])
    assert office("audit", "--format", "json").json["ok"]


def test_a_deed_may_stand_under_any_category(office: Office) -> None:
    number = add(office, "2020-05-31", "--category", "担当不够")

    assert office.issue(number)["category"] == "avoiding_responsibility"


def test_deeds_are_listed_as_overdue_and_as_done(office: Office) -> None:
    late, done, running = add(office, "2020-04-10"), add(office, "2020-04-20"), add(office)
    cancelled = add(office)
    office("cancel", cancelled, "--reason", "Entered twice")
    office.today = "2020-04-15"
    office("rectify", done, "--by", "Alice", "--note", "Built", "--evidence", "Doc No. 3")

    assert [deed["number"] for deed in deeds(office)] == [late, done, running]
    assert [deed["number"] for deed in deeds(office, "--overdue")] == [late]
    assert [(deed["number"], deed["rectified_on"]) for deed in deeds(office, "--done")] == [
        (done, "2020-04-15")
    ]
    assert deeds(office, "--unit", "Service") == []
    assert deeds(office, "--done", "--as-of", "2020-04-14") == []
    assert "Practical deeds: 3, done 1, overdue 1." in office("deed", "list").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("-u", "Office", "-o", "Alice"), 2),
        (("-u", "Office", "-d", "2020-05-31"), 2),
        (("-u", "Nowhere", "-o", "Alice", "-d", "2020-05-31"), 22),
        (("-u", "Office", "-o", "Nobody", "-d", "2020-05-31"), 22),
        (("-u", "Office", "-o", "Alice", "-d", "soon"), 2),
        (("-u", "Office", "-o", "Alice", "-d", "2020-05-31", "-c", "Kindness"), 2),
        (("-u", "Office", "-o", "Alice", "-d", " "), 23),
    ],
)
def test_a_deed_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    refused(file_office, "deed", "add", "A ramp", *words, code=code)


def test_a_plan_without_deeds_has_none(office_with: Callable[..., Office]) -> None:
    office = office_with(("deed = true\n", ""))

    refused(*(office, "deed", "add", "A ramp", "-u", "Office", "-o", "Alice", "-d", "2020-05-31"), code=23)
    refused(office, "deed", "list", code=23)
