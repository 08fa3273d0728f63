"""The journal cannot be changed, and what is changed behind its back is found and named."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.conftest import Office, Result

TRIGGERS = {
    "sqlite": ("event_no_update", "event_no_delete", "event_in_order"),
    "postgres": ("event_no_update", "event_no_delete", "event_no_truncate"),
}
ONE = "ZF-2020-0001"


def behind_the_back(office: Office, *statements: str) -> None:
    """Run SQL on the ledger without the program."""
    if office.db.startswith("postgresql"):
        with psycopg.connect(office.db) as connection:
            for statement in statements:
                connection.execute(statement)
        return
    with closing(sqlite3.connect(office.db)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def without_triggers(office: Office, engine: str) -> None:
    at = " ON event" if engine == "postgres" else ""
    behind_the_back(office, *(f"DROP TRIGGER {name}{at}" for name in TRIGGERS[engine]))


def audited(office: Office) -> dict[str, Any]:
    """Return what the audit of a ledger that is not in order tells."""
    result = office("audit", "--format", "json", code=None)
    assert (result.code, result.err) == (21, "")
    told = dict(result.json)
    assert told["ok"] is False
    return told


def only_problem(office: Office) -> str:
    problems = audited(office)["problems"]
    assert len(problems) == 1, problems
    return str(problems[0])


@pytest.fixture(scope="module")
def full_templates() -> dict[str, str]:
    """The places of full ledgers already made, by engine; making one takes a dozen commands."""
    return {}


@pytest.fixture
def full(
    engine: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    run_main: Callable[[list[str]], Result],
    full_templates: dict[str, str],
) -> Office:
    """A ledger whose first issue has every part and was sent back once; the second is merged into it."""
    if engine not in full_templates:
        made = request.getfixturevalue("office")
        _fill(made)
        full_templates[engine] = made.db
    template = full_templates[engine]
    if engine == "sqlite":
        db = str(shutil.copy(template, tmp_path / "full.db"))
    else:
        cluster = request.getfixturevalue("cluster")
        db = cluster.url(cluster.create(urlsplit(template).path.removeprefix("/")))
    return Office(db, run_main, today="2020-07-14")


def _fill(office: Office) -> None:
    number = office.rectified("--cooperate", "Service")
    office("return", number, "--reason", "The counter was closed at noon", "--by", "Super")
    office("progress", number, "A roster has been written")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-07-05",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )
    office("extend", "approve", number, "--by", "Super")
    office.today = "2020-07-14"
    office("sweep")
    office("merge", office.open(), "--into", number, "--reason", "The same")
    office("unit", "alias", "Service", "Front desk")
    office("workday", "set", "2020-07-18", "--work")


# --- A ledger in order ----------------------------------------------------------------------------


def test_a_ledger_in_order_ends_with_0(full: Office) -> None:
    told = full("audit", "--format", "json").json

    assert tuple(told) == ("ok", "events", "issues", "head", "problems", "remarks")
    assert (told["ok"], told["issues"], told["problems"]) == (True, 2, [])
    assert len(told["head"]) == 64


def test_a_new_ledger_is_in_order(office: Office) -> None:
    told = office("audit", "--format", "json").json

    assert (told["ok"], told["issues"]) == (True, 0)


def test_the_verdict_is_said_in_words(full: Office) -> None:
    told = full("audit", "--format", "json").json

    said = full("audit").out

    assert said.startswith("In order")
    assert told["head"][:16] in said


def test_every_change_adds_one_event_to_the_chain(office: Office) -> None:
    before = office("audit", "--format", "json").json

    office.open()

    after = office("audit", "--format", "json").json
    assert after["events"] == before["events"] + 1
    assert after["head"] != before["head"]


# --- The database refuses -------------------------------------------------------------------------

REFUSED = (
    "UPDATE event SET actor = 'nobody' WHERE seq = 3",
    "UPDATE event SET seq = 999 WHERE seq = 3",
    "DELETE FROM event WHERE seq = 3",
    "DELETE FROM event",
)
AGAIN = "INTO event SELECT seq, at, 'nobody', action, number, changes, reason, prev_hash, hash FROM event"
BY_ENGINE = {
    "sqlite": (
        f"INSERT OR REPLACE {AGAIN} WHERE seq = 3",
        f"REPLACE {AGAIN} WHERE seq = 3",
        "UPDATE OR REPLACE event SET actor = 'nobody' WHERE seq = 3",
    ),
    "postgres": (
        "TRUNCATE event",
        "TRUNCATE event CASCADE",
        "TRUNCATE issue CASCADE",
        f"INSERT {AGAIN} WHERE seq = 3 ON CONFLICT (seq) DO UPDATE SET actor = 'nobody'",
    ),
}


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_an_event(statement: str, full: Office) -> None:
    before = full("audit", "--format", "json").json

    with pytest.raises((sqlite3.IntegrityError, psycopg.Error), match="append-only"):
        behind_the_back(full, statement)

    assert full("audit", "--format", "json").json == before


def test_the_database_refuses_to_replace_or_empty_the_journal(full: Office, engine: str) -> None:
    before = full("audit", "--format", "json").json

    for statement in BY_ENGINE[engine]:
        with pytest.raises((sqlite3.IntegrityError, psycopg.Error), match="append-only"):
            behind_the_back(full, statement)

    assert full("audit", "--format", "json").json == before


# --- Tampering with the journal is found ----------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'nobody'",
        "at = '2020-01-01T00:00:00Z'",
        "action = 'close'",
        "reason = 'no reason'",
        "changes = '{}'",
        "number = NULL",
        "hash = 'ffff'",
    ],
)
def test_an_altered_event_is_found(change: str, full: Office, engine: str) -> None:
    without_triggers(full, engine)
    seq = full("show", 1, "--format", "json").json["history"][2]["seq"]

    behind_the_back(full, f"UPDATE event SET {change} WHERE seq = {seq}")

    assert any(problem.startswith(f"#{seq}: ") for problem in audited(full)["problems"])


def test_an_event_that_is_no_longer_readable_is_found(full: Office, engine: str) -> None:
    without_triggers(full, engine)
    seq = full("show", 1, "--format", "json").json["history"][2]["seq"]

    behind_the_back(full, f"UPDATE event SET changes = '{{\"state\": ' WHERE seq = {seq}")

    assert any(f"#{seq}" in problem for problem in audited(full)["problems"])


def test_an_event_missing_from_the_middle_is_found(full: Office, engine: str) -> None:
    without_triggers(full, engine)
    seq = full("show", 1, "--format", "json").json["history"][2]["seq"]

    behind_the_back(full, f"DELETE FROM event WHERE seq = {seq}")

    problems = audited(full)["problems"]
    assert any(problem.startswith(f"#{seq + 1}: ") for problem in problems)
    assert any(problem.startswith(f"{ONE}: ") for problem in problems)


def test_events_missing_at_the_end_are_found(full: Office, engine: str) -> None:
    last = full("audit", "--format", "json").json["events"]
    without_triggers(full, engine)

    behind_the_back(full, f"DELETE FROM event WHERE seq > {last - 3}")

    assert any(problem.startswith("ZF-2020-0002: ") for problem in audited(full)["problems"])


def test_an_event_put_in_by_hand_is_found(full: Office) -> None:
    last = full("audit", "--format", "json").json["events"]
    row = f"{last + 1}, '2020-07-14T00:00:00Z', 'nobody', 'close', 1, '{{}}', NULL, 'ff', 'fe'"

    behind_the_back(full, f"INSERT INTO event VALUES ({row})")

    assert any(problem.startswith(f"#{last + 1}: ") for problem in audited(full)["problems"])


# --- Tampering with the list is found -------------------------------------------------------------

IN_THE_LIST: Sequence[tuple[str, str]] = (
    ("UPDATE issue SET description = 'All is well here' WHERE number = 1", f"{ONE}: description"),
    ("UPDATE issue SET deadline = '2020-12-31' WHERE number = 1", f"{ONE}: deadline:"),
    ("UPDATE issue SET deadline_original = '2020-12-31' WHERE number = 1", f"{ONE}: deadline_original:"),
    ("UPDATE issue SET owner_id = 6 WHERE number = 1", f"{ONE}: owner_id:"),
    ("UPDATE issue SET level = 0 WHERE number = 1", f"{ONE}: level:"),
    ("UPDATE issue SET chronic = (1 = 1) WHERE number = 1", f"{ONE}: chronic:"),
    ("UPDATE issue SET round = 2 WHERE number = 1", f"{ONE}: round:"),
    ("UPDATE issue SET version = version + 1 WHERE number = 1", f"{ONE}: version:"),
    ("UPDATE issue SET description_key = 'ff' WHERE number = 1", f"{ONE}: description_key"),
    (
        "UPDATE issue SET state = 'cancelled', merged_into = NULL WHERE number = 2",
        "ZF-2020-0002: merged_into:",
    ),
    ("UPDATE measure SET text = 'Close early' WHERE number = 1", f"{ONE}: measures.1.text:"),
    ("UPDATE measure SET done_on = '2020-05-05' WHERE number = 1", f"{ONE}: measures.1.done_on:"),
    ("DELETE FROM measure WHERE number = 1", f"{ONE}: measures.1.text:"),
    ("INSERT INTO measure VALUES (1, 2, 'One more', NULL)", f"{ONE}: measures.2.text:"),
    ("UPDATE progress_note SET text = 'All done' WHERE number = 1", f"{ONE}: progress.1.text:"),
    ("UPDATE evidence SET reference = 'Doc No. 4' WHERE number = 1", f"{ONE}: evidence.1.reference:"),
    ("UPDATE notice SET due_on = '2020-01-01' WHERE number = 1", f"{ONE}: notices.1.due_on:"),
    ("DELETE FROM cooperating_unit WHERE number = 1", f"{ONE}: cooperating.1:"),
    ("UPDATE unit SET name = 'Bureau of Nothing' WHERE name = 'Office'", "register: unit.2.name:"),
    ("UPDATE unit SET parent_id = NULL WHERE name = 'Office'", "register: unit.2.parent_id:"),
    ("UPDATE unit_alias SET name = 'Back desk'", "register: unit.3.aliases="),
    ("UPDATE owner SET name = 'Alison' WHERE name = 'Alice'", "register: owner.5.name:"),
    ("UPDATE owner SET role = 'leader' WHERE name = 'Alice'", "register: owner.5.role:"),
    ("DELETE FROM working_day", "register: workday.2020-07-18:"),
    ("UPDATE ledger SET year = 2021", "register: year:"),
    ("UPDATE category SET name = 'Anything' WHERE code = 'poor_service'", "poor_service"),
    ("UPDATE source SET name = 'Anything' WHERE code = 'self_check'", "self_check"),
)


@pytest.mark.parametrize(("statement", "named"), IN_THE_LIST, ids=[named for _sql, named in IN_THE_LIST])
def test_what_is_changed_behind_the_journals_back_is_named(statement: str, named: str, full: Office) -> None:
    behind_the_back(full, statement)

    assert any(named in problem for problem in audited(full)["problems"]), audited(full)["problems"]


def test_a_change_is_told_with_both_its_values(full: Office) -> None:
    behind_the_back(full, "UPDATE unit SET name = 'Bureau of Nothing' WHERE name = 'Office'")

    problem = only_problem(full)

    assert problem == "register: unit.2.name: the list says Bureau of Nothing, the journal Office"


def test_an_altered_plan_is_found(full: Office) -> None:
    behind_the_back(
        full, "UPDATE ledger SET plan = replace(plan, '\"due_soon_days\":7', '\"due_soon_days\":9')"
    )

    assert only_problem(full).startswith("plan: ")


def test_an_issue_that_vanished_is_found(full: Office, engine: str) -> None:
    parts = ("measure", "progress_note", "evidence", "notice", "cooperating_unit", "supervision_order")
    if engine == "postgres":
        behind_the_back(full, "ALTER TABLE event DROP CONSTRAINT fk_event_number")
        behind_the_back(full, "ALTER TABLE issue DROP CONSTRAINT fk_issue_merged_into")

    behind_the_back(full, *(f"DELETE FROM {part} WHERE number = 1" for part in parts))
    behind_the_back(full, "DELETE FROM issue WHERE number = 1")

    assert any(problem.startswith(f"{ONE}: is in the journal") for problem in audited(full)["problems"])


def test_an_issue_put_in_by_hand_is_found(full: Office) -> None:
    columns = (
        "number, version, state, type, category, source, description, description_key, opened_on,"
        " deadline_provisional, level, notified_level, round, chronic, extensions, stale_evidence,"
        " extension_provisional"
    )
    row = (
        "3, 1, 'open', 'limited', 'poor_service', 'self_check', 'Out of nowhere', 'ff', '2020-04-01',"
        " (1 = 0), 0, -1, 1, (1 = 0), 0, 0, (1 = 0)"
    )

    behind_the_back(full, f"INSERT INTO issue ({columns}) VALUES ({row})")

    assert any("ZF-2020-0003: is in the list" in problem for problem in audited(full)["problems"])


def test_a_date_that_is_none_is_found(file_office: Office) -> None:
    number = file_office.assigned()

    behind_the_back(file_office, f"UPDATE issue SET deadline = 'soon' WHERE number = {number}")

    result = file_office("audit", code=None)
    assert result.code == 21
    assert "Traceback" not in result.err


def test_a_plan_that_is_no_longer_readable_is_damage(full: Office) -> None:
    behind_the_back(full, "UPDATE ledger SET plan = '{}'")

    result = full("audit", code=None)

    assert result.code == 21
    assert "Traceback" not in result.err


def test_problems_are_said_in_chinese(full: Office) -> None:
    behind_the_back(full, "UPDATE unit SET name = 'Bureau of Nothing' WHERE name = 'Office'")
    full.lang = "zh"

    result = full("audit", code=None)

    assert result.code == 21
    assert "unit.2.name" in result.out
    assert "the journal" not in result.out


def test_a_clock_set_back_is_warned_of_and_stays_on_record(office: Office) -> None:
    number = office.assigned("-m", "Stay open", deadline="2020-05-10")
    office.today = "2020-05-20"
    assert office("progress", number, "Half done").err == ""
    office.today = "2020-05-10"

    said = office("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 3").err

    told = office("audit", "--format", "json").json
    assert "2020-05-20" in said
    assert (told["ok"], told["problems"]) == (True, [])
    (remark,) = told["remarks"]
    assert "2020-05-10, after an entry of 2020-05-20" in remark
