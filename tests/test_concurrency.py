"""Many clerks at once, a clerk who holds the ledger, and a clerk whose machine dies: nothing is half done."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import Office

ROOT = Path(__file__).parent.parent
CLERKS = 8
ISSUES_EACH = 50
ROWS = 3_000
COLUMNS = "序号,问题表述,问题类型,责任单位,责任人,整改时限,整改措施\n"
CLERK = """
import sys
from zuofeng_cli.__main__ import main
db, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
words = ["--db", db, "--lang", "en", "--as", name, "open", "--category", "Poor service"]
sys.exit(max(main([*words, f"Shut at noon, says {name} for the {time}. time"]) for time in range(count)))
"""
COMMAND = """
import sys
from zuofeng_cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def start(script: str, *words: object) -> subprocess.Popen[str]:
    """Start *script* in a Python of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "ZUOFENG_TODAY": "2020-06-01"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def self_check(folder: Path) -> Path:
    """Write a file of many issues, all of them complete and long overdue."""
    file = folder / "self-check.csv"
    lines = [
        f"{row},Window {row} is shut,服务较差,Office,Alice,2020-04-10,A rota\n" for row in range(1, ROWS + 1)
    ]
    file.write_text(COLUMNS + "".join(lines), encoding="utf-8")
    return file


def is_writing(db: str) -> bool:
    """Whether some transaction has begun to change the ledger."""
    if "://" not in db:
        with closing(sqlite3.connect(db, isolation_level=None, timeout=0)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False
    import psycopg

    with psycopg.connect(db) as connection:
        query = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
        """
        row = connection.execute(query).fetchone()
    return bool(row and row[0])


def kill_while_writing(db: str, after_s: float, *words: object) -> bool:
    """Run a command and kill it *after_s* seconds into its transaction; return whether it was still at it."""
    process = start(COMMAND, "--db", db, "--lang", "en", "--as", "tester", *words)
    give_up = time.monotonic() + 60
    while process.poll() is None and not is_writing(db):
        assert time.monotonic() < give_up
        time.sleep(0.005)
    time.sleep(after_s)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return alive


@contextmanager
def held(db: str) -> Iterator[None]:
    """Hold the ledger as another writer does in the middle of its work."""
    if "://" in db:
        import psycopg

        with psycopg.connect(db) as connection:
            connection.execute("SELECT * FROM ledger FOR UPDATE")
            yield
            connection.rollback()
        return
    connection = sqlite3.connect(db, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
    finally:
        connection.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment for a busy ledger, not ten seconds."""
    monkeypatch.setattr("zuofeng_cli.store.engine.BUSY_TIMEOUT_MS", 200)
    monkeypatch.setattr("zuofeng_cli.store.reader.BUSY_TIMEOUT_S", 0.2)


def test_eight_clerks_at_once_leave_numbers_without_a_gap(office: Office) -> None:
    clerks = [start(CLERK, office.db, f"clerk {clerk}", ISSUES_EACH) for clerk in range(CLERKS)]

    said = [(*clerk.communicate(timeout=300), clerk.returncode) for clerk in clerks]

    assert [(code, err) for _, err, code in said] == [(0, "")] * CLERKS
    assert [len(out.splitlines()) for out, _, _ in said] == [ISSUES_EACH] * CLERKS
    numbers = [issue["number"] for issue in office("list", "--format", "json").json]
    assert numbers == list(range(1, CLERKS * ISSUES_EACH + 1))
    found = office("audit", "--format", "json").json
    assert (found["ok"], found["issues"], found["problems"]) == (True, CLERKS * ISSUES_EACH, [])


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("command", [("progress", "1", "Underway"), ("sweep",), ("unit", "add", "Archive")])
def test_a_ledger_that_somebody_else_writes_is_busy(office: Office, command: tuple[str, ...]) -> None:
    office.open()

    with held(office.db):
        result = office(*command, code=26)

    assert "somebody else" in result.err
    assert office.issue(1)["progress"] == []
    office(*command)


@pytest.mark.usefixtures("impatient")
def test_reading_does_not_wait_for_a_writer(office: Office) -> None:
    office.open()

    with held(office.db):
        listed = office("list", "--format", "json").json

    assert len(listed) == 1


@pytest.mark.parametrize("longest_s", [0.0, 0.2, 1.0])
def test_an_import_that_is_killed_leaves_all_or_nothing(
    office: Office, tmp_path: Path, longest_s: float
) -> None:
    file = self_check(tmp_path)
    after_s = random.uniform(0.0, longest_s)

    midway = kill_while_writing(office.db, after_s, "import", file, "--assign")

    found = office("audit", "--format", "json").json
    assert midway or longest_s
    assert found["issues"] in (0, ROWS), after_s
    assert (found["ok"], found["problems"]) == (True, [])
    office("import", file, "--assign")
    again = office("audit", "--format", "json").json
    assert (again["ok"], again["issues"]) == (True, ROWS)


@pytest.mark.parametrize("longest_s", [0.0, 0.6])
def test_a_sweep_that_is_killed_leaves_all_or_nothing(
    office: Office, tmp_path: Path, longest_s: float
) -> None:
    office("import", self_check(tmp_path))
    office.today = "2020-06-01"
    before = office("audit", "--format", "json").json["events"]
    after_s = random.uniform(0.0, longest_s)

    midway = kill_while_writing(office.db, after_s, "sweep")

    found = office("audit", "--format", "json").json
    assert midway or longest_s
    assert found["events"] - before in (0, 5 * ROWS), after_s
    assert (found["ok"], found["problems"]) == (True, [])
    office("sweep")
    assert office("audit", "--format", "json").json["events"] - before == 5 * ROWS


def test_the_list_can_be_read_right_after_a_writer_was_killed(office: Office, tmp_path: Path) -> None:
    office.open()

    kill_while_writing(office.db, 0.05, "import", self_check(tmp_path))

    listed = office("list", "--format", "json").json
    assert len(listed) in (1, ROWS + 1)
