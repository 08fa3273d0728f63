"""What may be a slip is done and said: a deadline that has passed, an owner of another unit."""

import pytest

from tests.conftest import Office

WARNED = "It is done all the same."


def test_an_owner_of_another_unit_is_done_and_said(office: Office) -> None:
    number = office.open()

    done = office("assign", number, "-u", "Office", "-o", "Bob", "-d", "2020-06-30")

    said = "Warning: ZF-2020-0001: Bob belongs to Service, not to Office, which is responsible."
    assert done.err.strip() == f"{said} {WARNED}"
    assert office.issue(number)["owner"] == "Bob"
    assert office("assign", number, "--cooperate", "Market").err == ""


def test_a_unit_that_leaves_its_owner_behind_is_said(office: Office) -> None:
    number = office.assigned()

    done = office("assign", number, "-u", "Service")

    assert "Alice belongs to Office, not to Service" in done.err


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2020-03-31", "The deadline 2020-03-31 has passed already."),
        ("2020-04-01", None),
        ("2021-12-31", None),
        ("2022-01-01", "The deadline 2022-01-01 lies far from 2020, the year of the campaign."),
        ("2092-06-30", "The deadline 2092-06-30 lies far from 2020, the year of the campaign."),
    ],
)
def test_a_deadline_that_may_be_a_slip_is_said(deadline: str, said: str | None, office: Office) -> None:
    listed = office("open", "The counter closes", "-c", "Poor service", "-d", deadline)
    assigned = office("assign", 1, "-u", "Office", "-o", "Alice")

    for done in (listed, assigned):
        assert done.err == (f"Warning: ZF-2020-0001: {said} {WARNED}\n" if said else "")


def test_what_the_unit_has_on_its_list_already_is_listed_and_said(office: Office) -> None:
    words = ("-c", "Poor service", "-u", "Office")
    office("open", "The counter closes at noon", *words)
    office("open", "The counter closes at noon", "-c", "Poor service", "-u", "Service")

    again = office("open", "The counter closes, at noon.", *words)
    office("cancel", 1, "--reason", "Entered twice")
    office("cancel", 3, "--reason", "Entered twice")
    afterwards = office("open", "The counter closes at noon", *words)

    said = "ZF-2020-0001 says the same; `zuofeng undo` takes the new one back."
    assert again.err.strip() == f"Warning: ZF-2020-0003: {said} {WARNED}"
    assert afterwards.err == ""


def test_every_slip_of_a_deadline_is_said_once(office: Office) -> None:
    done = office("open", "The counter closes", "-c", "Poor service", "-d", "2002-06-30")

    assert [("passed" in line, "far from" in line) for line in done.err.splitlines()] == [
        (True, False),
        (False, True),
    ]


def test_a_long_term_issue_may_be_reviewed_years_later(office: Office) -> None:
    done = office("open", "The rules are old", "-c", "Poor service", "-t", "long_term", "-d", "2024-06-30")

    assert done.err == ""


def test_a_cooperating_unit_that_becomes_responsible_is_said(office: Office) -> None:
    number = office.assigned("--cooperate", "Service", "--cooperate", "Market")

    done = office("assign", number, "-u", "Service", "-o", "Bob")

    assert "Service is responsible and is not kept as a cooperating unit." in done.err
    assert office.issue(number)["cooperating"] == ["Market"]


def test_a_unit_told_to_cooperate_with_itself_is_said(office: Office) -> None:
    number = office.open("The counter closes", "-o", "Alice", "-d", "2020-06-30")

    done = office("assign", number, "-u", "Office", "--cooperate", "Office")

    assert "Office is responsible and is not kept" in done.err


def test_an_assignment_that_changes_nothing_says_so_and_writes_nothing(office: Office) -> None:
    number = office.assigned("--cooperate", "Service")
    before = office("audit", "--format", "json").json

    done = office("assign", number, "-u", "Office", "-d", "2020-06-30", "--cooperate", "Service")

    assert done.out.startswith("ZF-2020-0001 is “assigned” as before; nothing was changed.")
    assert done.err == ""
    assert office("audit", "--format", "json").json == before


def test_of_several_issues_only_those_that_change_are_said_to(office: Office) -> None:
    office.assigned()
    office.open("The lift stands still")

    lines = office("assign", 1, 2, "-u", "Office", "-o", "Alice", "-d", "2020-06-30").out.splitlines()

    assert ["nothing was changed" in line for line in lines] == [True, False]


def test_the_advice_for_a_deadline_that_stands_works_as_typed(office: Office) -> None:
    number = office.assigned()

    advice = office("assign", number, "-d", "2020-07-31", code=23).err.split("`")[1].split()

    values = {"DATE": "2020-07-31", "TEXT": "Parts are late", "OWNER": "Alice"}
    office(*(values.get(word, word) for word in advice[1:]))
    assert office.issue(number)["extension_until"] == "2020-07-31"


def test_a_warning_speaks_chinese(office: Office) -> None:
    office.lang = "zh"

    done = office("open", "窗口午间无人", "-c", "服务较差", "-d", "2020-03-31")

    assert done.err == "提醒：ZF-2020-0001：整改时限 2020-03-31 已过。操作照常办理。\n"
