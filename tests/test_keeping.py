"""A backup is the whole ledger, proved; it is put back and nothing is lost; a kill leaves no half of it."""

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Office, Result

CLERKS = 3
CLERK = """
import sys
from zuofeng_cli.__main__ import main
words = ["--db", sys.argv[1], "--lang", "en", "open", "Shut at noon", "--category", "Poor service"]
sys.exit(max(main(words) for _ in range(30)))
"""


def contents(office: Office) -> list[Any]:
    """What the reading commands tell of a ledger."""
    numbers = [row["number"] for row in office("list", "--format", "json").json]
    return [office("show", number, "--format", "json").json for number in numbers]


def elsewhere(office: Office, db: object) -> Office:
    """The same day and the same clerk over another ledger."""
    return Office(str(db), office.run_main, today=office.today)


def program(db: object, *words: object) -> subprocess.Popen[str]:
    """Begin a command in a process of its own."""
    arguments = [sys.executable, "-m", "zuofeng_cli", "--db", str(db), "--lang", "en", *map(str, words)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def corrupt(db: str) -> None:
    """Overwrite part of a page of an index, which no command needs to read."""
    with closing(sqlite3.connect(db)) as ledger:
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((size,),) = ledger.execute("PRAGMA page_size")
        ((page,),) = ledger.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_issue_deadline'")
    with Path(db).open("r+b") as file:
        file.seek((page - 1) * size + 8)
        file.write(b"\xff" * 64)


def spoil(office: Office, *, is_torn: bool) -> None:
    """List many issues, then tear a page of the ledger, or alter issue 7 behind the program's back."""
    for number in range(30):
        office.open(f"Counter {number} is closed")
    if is_torn:
        corrupt(office.db)
    else:
        with closing(sqlite3.connect(office.db)) as ledger:
            ledger.execute("UPDATE issue SET description = 'Nothing happened' WHERE number = 7")
            ledger.commit()


@pytest.fixture
def busy(office: Office) -> Office:
    """A ledger in which much has happened: closed, late and ordered, merged into a later issue, published."""
    office.closed()
    late = office.assigned("--measure", "Post a rota", deadline="2020-04-10")
    office.open("The same again", "-u", "Office")
    office("merge", 3, "--into", office.assigned(deadline="2020-05-10"), "--reason", "Listed twice")
    office("workday", "set", "2020-04-18", "--work")
    office.today = "2020-05-20"
    office("sweep")
    asked = ("--to", "2020-05-30", "--reason", "Staff", "--by", "Alice", "--progress", "Half")
    office("extend", "request", late, *asked)
    office("publish", "draft")
    office("publish", "approve", "--by", "Boss")
    return office


def test_a_backup_holds_what_the_ledger_holds(busy: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"

    told = busy("backup", copy, "--format", "json").json

    there = elsewhere(busy, copy)
    audit = busy("audit", "--format", "json").json
    assert contents(there) == contents(busy)
    assert there("audit", "--format", "json").json == audit
    assert told == {"file": str(copy), **{name: audit[name] for name in ("events", "issues", "head")}}


def test_a_backup_is_put_back_on_each_engine_and_worked_on(
    busy: Office, new_place: Callable[[], str], tmp_path: Path
) -> None:
    before = contents(busy)
    busy("backup", tmp_path / "copy.db")

    again = elsewhere(busy, new_place())
    told = again("restore", tmp_path / "copy.db", "--format", "json").json

    assert contents(again) == before
    assert (told["issues"], told["kept"], told["lost"]) == (len(before), None, None)
    assert again.open("A new one") == len(before) + 1
    again("close", again.rectified(), "--by", "Super", "--opinion", "Seen")
    again("unit", "add", "New office")
    again("publish", "list")
    assert again("audit", "--format", "json").json["ok"]


def test_a_backup_is_one_file_that_needs_nothing_beside_it(file_office: Office, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file_office.open()

    file_office("backup", tmp_path / "kept" / "copy.db")
    elsewhere(file_office, tmp_path / "kept" / "copy.db")("list")

    assert [each.name for each in (tmp_path / "kept").iterdir()] == ["copy.db"]


def test_who_may_not_read_the_ledger_may_not_read_its_backup(file_office: Office, tmp_path: Path) -> None:
    Path(file_office.db).chmod(0o600)

    file_office("backup", tmp_path / "copy.db")
    file_office("restore", tmp_path / "copy.db", "--replace")

    for name in ("copy.db", "ledger.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_backup_is_not_made_over_something_unless_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")

    refused = office("backup", tmp_path / "copy.db", code=24)
    assert "--force" in refused.err
    assert (tmp_path / "copy.db").read_text() == "mine"

    office("backup", tmp_path / "copy.db", "--force")
    assert elsewhere(office, tmp_path / "copy.db")("audit", "--format", "json").json["ok"]


def test_a_backup_is_never_made_over_a_ledger_that_is_worked_with(
    file_office: Office, run_main: Callable[[list[str]], Result], tmp_path: Path
) -> None:
    other = Office(str(tmp_path / "other.db"), run_main)
    shutil.copy(file_office.db, other.db)
    (tmp_path / "link.db").symlink_to(file_office.db)

    with closing(sqlite3.connect(other.db)) as held:
        held.execute("CREATE TABLE note (text)")  # its log is not empty
        for taken in (file_office.db, tmp_path / "link.db", other.db):
            file_office("backup", taken, "--force", code=24)

    assert file_office("audit", "--format", "json").json["ok"]
    assert (tmp_path / "link.db").is_symlink()


def test_a_backup_without_a_name_is_called_by_day_and_time(
    office: Office, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    office("backup")

    name = "ledger" if engine == "sqlite" else "zuofeng"
    (copy,) = tmp_path.glob(f"{name}-2*.db")
    assert copy.stem.removeprefix(f"{name}-").replace("-", "").isdecimal()


def test_what_is_not_committed_is_not_in_a_backup(file_office: Office, tmp_path: Path) -> None:
    file_office.open()
    with closing(sqlite3.connect(file_office.db, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE issue SET description = 'Not committed'")

        file_office("backup", tmp_path / "copy.db")

        writer.execute("ROLLBACK")
    assert elsewhere(file_office, tmp_path / "copy.db").issue(1) == file_office.issue(1)


def test_each_backup_made_while_clerks_write_is_a_moment_of_it(large: Office, tmp_path: Path) -> None:
    clerks = [
        subprocess.Popen([sys.executable, "-c", CLERK, large.db], stdout=subprocess.DEVNULL)
        for _clerk in range(CLERKS)
    ]

    heads = []
    while any(clerk.poll() is None for clerk in clerks):
        heads.append(large("backup", tmp_path / "copy.db", "--force", "--format", "json").json)

    assert [clerk.wait() for clerk in clerks] == [0] * CLERKS
    with closing(sqlite3.connect(large.db)) as ledger:
        chain = dict(ledger.execute("SELECT seq, hash FROM event"))
    assert heads and all(chain[told["events"]] == told["head"] for told in heads)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_backup_that_is_killed_leaves_no_half_under_its_name(
    number: signal.Signals, large: Office, tmp_path: Path
) -> None:
    copy, part = tmp_path / "copy.db", tmp_path / "copy.db.part"
    process = program(large.db, "backup", copy)
    while process.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.001)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)

    assert (process.returncode, out, copy.exists()) == (-9 if number == 9 else 143, "", False)
    if number == signal.SIGTERM:
        assert err == "Stopped; nothing was written.\n"
        assert not part.exists()

    large("backup", copy)
    assert elsewhere(large, copy)("audit", "--format", "json").json == large("audit", "--format", "json").json
    assert list(tmp_path.glob("*.part*")) == []


@pytest.mark.parametrize("is_torn", [True, False])
def test_what_is_not_in_order_is_neither_backed_up_nor_put_back(
    is_torn: bool, file_office: Office, tmp_path: Path
) -> None:
    spoil(file_office, is_torn=is_torn)

    for words in (("backup", tmp_path / "copy.db"), ("restore", file_office.db)):
        office = file_office if words[0] == "backup" else elsewhere(file_office, tmp_path / "new.db")
        assert file_office.db in office(*words, code=21).err

    assert not list(tmp_path.glob("*copy*")) + list(tmp_path.glob("*new*"))


def test_a_full_disk_is_said_and_nothing_half_is_left(file_office: Office, tmp_path: Path) -> None:
    file_office("backup", tmp_path / "copy.db")

    for words in (("backup", "full.db"), ("--db", "full.db", "restore", "copy.db")):
        limited = (
            f"ulimit -f 300; exec {sys.executable} -m zuofeng_cli --db ledger.db --lang en {' '.join(words)}"
        )
        done = subprocess.run(
            ["bash", "-c", limited], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (21, "")
        assert done.stderr.startswith("The disk that holds full.db is full; nothing was written.")

    assert list(tmp_path.glob("*full*")) == []
