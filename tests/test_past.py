"""A past day comes back from the journal as it was shown then, whatever has happened since."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Office

VIEWS = (
    ("list", "--format", "json"),
    ("list", "--overdue", "--format", "json"),
    ("status", "--format", "json"),
    ("status", "--by", "owner", "--format", "json"),
    ("show", 1, "--format", "json"),
    ("show", 2, "--format", "json"),
    ("list",),
    ("status",),
)


def seen(office: Office, *as_of: str) -> list[str]:
    """Return what all views print."""
    return [office(*view, *as_of).out for view in VIEWS]


def walk(office: Office) -> dict[str, list[str]]:
    """Tell a campaign of four days; return what the views showed at the end of each."""
    days = {}
    first = office.assigned("--measure", "Stay open", "--cooperate", "Service", deadline="2020-04-10")
    second = office.open("The lift has been broken for a year")
    office("workday", "set", "2020-04-13", "--rest")
    days[office.today] = seen(office)
    office.today = "2020-04-20"
    office("sweep")
    office("unit", "alias", "Office", "Main office")
    office("urge", first)
    office("rectify", first, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 1")
    days[office.today] = seen(office)
    office.today = "2020-04-21"
    office("return", first, "--reason", "Closed again at noon", "--by", "Super")
    office("cancel", second, "--reason", "Entered in error")
    days[office.today] = seen(office)
    office.today = "2020-04-30"
    office("rectify", first, "--by", "Alice", "--note", "A roster", "--evidence", "Doc No. 2")
    office("close", first, "--by", "Super", "--opinion", "Seen")
    days[office.today] = seen(office)
    return days


def test_every_view_of_a_past_day_is_what_it_was_then(office: Office) -> None:
    days = walk(office)
    office.today = "2020-06-01"

    again = {day: seen(office, "--as-of", day) for day in days}

    assert again == days
    assert len({tuple(views) for views in days.values()}) == len(days)


def test_a_day_without_events_is_judged_by_its_own_date(office: Office) -> None:
    walk(office)

    issue = office("show", 1, "--as-of", "2020-04-12", "--format", "json").json

    assert (issue["state"], issue["days_left"], issue["overdue"]) == ("assigned", -2, True)


def test_before_the_ledger_was_made_there_is_nothing(office: Office) -> None:
    walk(office)

    issues = office("list", "--as-of", "2019-12-31", "--format", "json").json
    refused = office("show", 1, "--as-of", "2019-12-31", code=22)

    assert issues == []
    assert "ZF-2020-0001" in refused.err


def test_a_day_to_come_tells_what_is_late_by_then(office: Office) -> None:
    number = office.assigned(deadline="2020-06-30")

    def overdue(day: str) -> list[Any]:
        issues = office("list", "--overdue", "--as-of", day, "--format", "json").json
        return [issue["number"] for issue in issues]

    assert (overdue("2020-06-30"), overdue("2020-07-01")) == ([], [number])


@pytest.mark.parametrize("command", ["list", "status", "show 1"])
def test_what_is_no_day_is_refused(command: str, office: Office) -> None:
    office.open()

    refused = office(*command.split(), "--as-of", "someday", code=2)

    assert "someday" in refused.err


def test_where_a_clock_was_put_back_the_past_still_is_a_beginning_of_the_journal(
    office: Office, tmp_path: Path
) -> None:
    first = office.assigned("--measure", "Stay open", deadline="2020-05-20")
    then = office("show", first, "--format", "json").out
    office.today = "2020-06-20"
    second = office.open("Listed while the clock was fast")
    office.today = "2020-06-01"
    office("progress", second, "The clock is right again")
    office("progress", first, "A roster")
    office.today = "2020-06-10"

    assert office("show", first, "--format", "json", "--as-of", "2020-04-01").out == then
    for day in ("2020-06-01", "2020-06-05"):
        rows = office("list", "--as-of", day, "--format", "json").json
        assert [row["number"] for row in rows] == [first, second]
        assert office("status", "--as-of", day, "--format", "json").json["totals"]["issues"] == 2
        for number in (first, second):
            assert office("trace", number, "--as-of", day, "--format", "json").json["number"] == number
    office("trace", second, "--as-of", "2020-05-31", code=22)
    office("export", "ledger", "--as-of", "2020-06-05", "-o", tmp_path / "ledger.csv")
    office("bulletin", "--since", "2020-06-01", "--until", "2020-06-05", "-o", tmp_path / "bulletin.docx")
    assert office("audit", "--format", "json").json["ok"]
