"""One screen for a meeting: what stands, what has changed, who is late; watched on a real terminal."""

import os
import pty
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.conftest import Office


def fill(office: Office) -> None:
    """As of 2020-05-01: 1 closed, 2 overdue since 11 April, 3 due soon, 4 on course, 5 not started.

    A week before, on 24 April, 1 was due soon and not reported done, and 5 was not listed. 6 is a deed
    and counts nowhere.
    """
    for deadline in ("2020-04-28", "2020-04-10", "2020-05-05", "2020-12-31"):
        office.assigned("--measure", "Stay open", deadline=deadline)
    office.today = "2020-04-27"
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 1")
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    office.open("The lift has been broken for a year", "-u", "Service")
    office.open("A new lift for the old people", "--source", "实事工程", "-d", "2020-04-20")
    office(
        "account",
        "record",
        "--unit",
        "Office",
        "--conduct",
        "慢作为",
        "--form",
        "约谈",
        "--basis",
        "Slow",
        "--by",
        "Boss",
    )
    office.today = "2020-05-01"


def told(office: Office, *words: object) -> dict[str, Any]:
    return dict(office("status", "--meeting", *words, "--format", "json").json)


def test_the_screen_tells_what_stands_and_what_has_changed(office: Office) -> None:
    fill(office)

    screen = told(office)

    assert screen["since"] == "2020-04-24"
    assert screen["changes"] == {"issues": 1, "completed": 1, "closed": 1, "overdue": 0, "due_soon": 0}
    assert screen["lights"] == {"red": 1, "yellow": 1, "green": 1, "grey": 1}
    assert [issue["number"] for issue in screen["worst"]] == [2]
    assert sum(row["units"] for row in screen["dealt_with"]) == 1


def test_the_screen_is_read_at_a_glance(office: Office) -> None:
    fill(office)

    said = office("status", "--meeting").out

    assert "■ overdue 1, ▲ due soon 1, ● normal 1, ○ not started 1" in said
    assert "█████░░░░░░░░░░░░░░░ 25.0%" in said  # the Office: 1 of 4
    assert "Dealt with: 约谈 0 persons, 1 units" in said
    assert said.index("ZF-2020-0002") > said.index("Office")


def test_the_ten_worst_are_named_the_longest_overdue_first(office: Office) -> None:
    for day in range(12, 0, -1):
        office.assigned(deadline=f"2020-04-{day:02d}")
    office.today = "2020-05-01"

    worst = told(office)["worst"]

    assert [issue["number"] for issue in worst] == list(range(12, 2, -1))


def test_the_screen_of_a_past_day_comes_back(office: Office) -> None:
    fill(office)
    before = office("status", "--meeting").out
    office.today = "2020-06-01"
    office("cancel", 2, "--reason", "Entered in error")

    again = office("status", "--meeting", "--as-of", "2020-05-01").out

    assert again == before


def test_it_may_be_compared_with_any_day(office: Office) -> None:
    fill(office)

    assert told(office, "--since", "2020-04-01")["changes"]["overdue"] == 1


def test_nothing_overdue_is_said(office: Office) -> None:
    office.open()

    assert "Nothing is overdue." in office("status", "--meeting").out


@pytest.mark.parametrize("name", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_the_screen_is_printed_in_every_format(name: str, office: Office) -> None:
    fill(office)

    assert "ZF-2020-0002" in office("status", "--meeting", "--format", name).out


def test_an_unreadable_day_is_refused(office: Office) -> None:
    assert "someday" in office("status", "--meeting", "--since", "someday", code=2).err
    assert "nothing to compare" in office("status", "--meeting", "--since", "2030-01-01", code=2).err


def test_a_watched_screen_is_shown_anew_until_ctrl_c(file_office: Office) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "zuofeng_cli", "--db", file_office.db, "--lang", "en"]
    file_office.open("The counter closes at noon", "-d", "2020-03-01")
    watching = subprocess.Popen(
        [*command, "status", "--watch", "1"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
        start_new_session=True,
    )
    os.close(theirs)
    screen, until = "", time.monotonic() + 60

    while screen.count("Longest overdue") < 2 and time.monotonic() < until:
        screen += os.read(ours, 4096).decode(errors="replace")
    file_office.open("The lift is broken", "-d", "2020-03-02")
    while "The lift is broken" not in screen and time.monotonic() < until:
        screen += os.read(ours, 4096).decode(errors="replace")
    watching.send_signal(signal.SIGINT)

    assert "The lift is broken" in screen
    assert watching.wait(timeout=30) == 0
    os.close(ours)
