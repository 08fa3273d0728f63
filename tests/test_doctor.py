"""A check-up says what is not in order with the program, the machine and the ledger, and what to do."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Office, Result
from tests.test_keeping import elsewhere, spoil
from zuofeng_cli.cli.keeping import CHECKS, VERDICTS
from zuofeng_cli.queries.checkup import Check, Verdict


def found(office: Office, *words: object, code: int = 10) -> dict[str, Any]:
    """What the check-up says by what was looked at, if it ends with *code*."""
    told = office("doctor", "--format", "json", *words, code=None)
    assert (told.code, told.json["ok"]) == (code, code == 0), told.out
    assert {frozenset(row) for row in told.json["checks"]} == {
        frozenset({"check", "verdict", "found", "advice"})
    }
    return {row["check"]: row for row in told.json["checks"] if row["verdict"] != "ok"}


def test_a_new_ledger_is_in_order(office: Office) -> None:
    assert found(office, code=0) == {}
    assert "faulty" not in office("doctor").out


def test_every_check_and_verdict_has_its_word() -> None:
    assert set(CHECKS) == set(Check)
    assert set(VERDICTS) == set(Verdict)


def test_what_the_sweep_has_not_seen_is_found(office: Office) -> None:
    office.assigned(deadline="2020-04-03")
    office.today = "2020-04-07"

    assert list(found(office)) == ["sweep"]
    office("sweep")
    assert found(office, code=0) == {}


def test_a_year_without_announced_holidays_is_found_until_its_days_are_entered(
    file_office: Office, tmp_path: Path
) -> None:
    file_office.today = "2049-01-04"
    file_office("backup", tmp_path / "copy.db")

    assert list(found(file_office)) == ["calendar"]
    file_office("workday", "set", "2049-01-01", "--rest")
    assert found(file_office, code=0) == {}


def test_a_journal_from_the_future_is_found(office: Office) -> None:
    office.today = "2149-04-01"
    office.open()
    office.today = "2020-04-02"

    assert list(found(office)) == ["clock"]


def test_events_that_no_backup_holds_are_found_after_a_week(office: Office, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "other.db").write_text("no ledger")
    there = ("--backups", tmp_path / "kept")
    office.today = "2020-04-09"

    assert list(found(office, *there)) == ["backup"]
    assert list(found(office, "--backups", tmp_path / "nowhere")) == ["backup"]
    office("backup", tmp_path / "kept" / "copy.db")
    office.today = "2020-05-09"
    assert found(office, *there, code=0) == {}
    office.open()
    assert found(office, *there, code=0) == {}
    office.today = "2020-05-17"
    assert "copy.db; events since: 1" in found(office, *there)["backup"]["found"]


def test_a_missing_ledger_is_found(run_main: Callable[[list[str]], Result], tmp_path: Path) -> None:
    nowhere = Office(str(tmp_path / "nowhere.db"), run_main)

    assert "zuofeng init" in found(nowhere, code=21)["ledger"]["found"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("is_torn", [True, False])
def test_a_damaged_or_altered_ledger_is_found(is_torn: bool, file_office: Office) -> None:
    spoil(file_office, is_torn=is_torn)

    row = found(file_office, code=21)["journal"]

    assert row["verdict"] == "bad"
    assert ("damaged" if is_torn else "ZF-2020-0007: description") in row["found"]


def test_a_backup_that_is_worked_on_is_found(file_office: Office, tmp_path: Path) -> None:
    file_office("backup", tmp_path / "copy.db")

    assert list(found(elsewhere(file_office, tmp_path / "copy.db"))) == ["log"]


def test_what_a_killed_command_left_is_found(file_office: Office, tmp_path: Path) -> None:
    left, young, other = (tmp_path / name for name in ("ledger-1.db.part", ".ledger.db.x1", ".other.db.x1"))
    for path in (left, young, other):
        path.touch()
    hours_ago = time.time() - 7_200
    for path in (left, other):
        os.utime(path, (hours_ago, hours_ago))

    assert found(file_office)["leftovers"]["found"] == "ledger-1.db.part"


def test_an_output_without_chinese_signs_is_found(file_office: Office) -> None:
    words = [
        sys.executable,
        "-m",
        "zuofeng_cli",
        "--db",
        file_office.db,
        "--lang",
        "en",
        "doctor",
        "-f",
        "csv",
    ]
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1"}

    done = subprocess.run(words, env=latin, capture_output=True, text=True, check=False)

    assert done.returncode == 10
    assert "Output,to be looked at,iso8859-1,Set LANG" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_ledger_that_can_only_be_read_is_found(file_office: Office) -> None:
    Path(file_office.db).chmod(0o400)

    assert list(found(file_office)) == ["file"]


def test_a_check_up_changes_nothing(file_office: Office, tmp_path: Path) -> None:
    shutil.copy(file_office.db, tmp_path / "before.db")

    file_office("doctor", "--backups", tmp_path)

    assert (tmp_path / "before.db").read_bytes() == Path(file_office.db).read_bytes()
