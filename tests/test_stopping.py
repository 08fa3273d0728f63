"""A program that is stopped says so in one sentence and leaves nothing half made; its exit code stands."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench.material import write_csv
from tests.conftest import Office

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LISTEN = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from zuofeng_cli.__main__ import program; sys.exit(program())"
)


def begun(db: str, *words: object) -> subprocess.Popen[str]:
    """Begin a command in a process of its own, which listens to Ctrl-C however the tests were started."""
    command = [sys.executable, "-c", LISTEN, "--db", db, "--lang", "en", *map(str, words)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not is_so() and process.poll() is None:
        time.sleep(0.005)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_command_that_is_stopped_says_so_and_writes_nothing(
    number: signal.Signals, file_office: Office, tmp_path: Path
) -> None:
    source = write_csv(tmp_path / "issues.csv", 20_000)
    with closing(sqlite3.connect(file_office.db)) as holder:
        holder.execute("BEGIN IMMEDIATE")  # so that the import waits
        process = begun(file_office.db, "import", source, "--register")
        time.sleep(2)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)

    assert (process.returncode, out) == (128 + number, "")
    assert err.strip().splitlines() == ["Stopped; nothing was written."]
    assert file_office("list", "--format", "json").json == []


def test_a_command_stopped_while_it_is_loading_prints_no_traceback() -> None:
    slow = LISTEN.replace("from", "import builtins; load = builtins.__import__;from", 1).replace(
        "sys.exit(",
        "builtins.__import__ = lambda name, *rest:"
        " (signal.raise_signal(signal.SIGINT) if name.endswith('cli.app') else None, load(name, *rest))[1];"
        "sys.exit(",
    )

    command = [sys.executable, "-c", slow, "--lang", "en", "status"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 130
    assert done.stderr.strip().splitlines() == ["Stopped; nothing was written."]


def test_a_stopped_build_leaves_no_folder_behind(file_office: Office, tmp_path: Path) -> None:
    file_office("import", write_csv(tmp_path / "issues.csv", 3_000), "--register")
    file_office("publish", "draft")
    file_office("publish", "approve", "--by", "Chief")
    process = begun(file_office.db, "publish", "build", "-o", tmp_path / "pub")

    wait_until(lambda: any(each.name.startswith(".pub-") for each in tmp_path.iterdir()), process)
    process.terminate()
    process.communicate(timeout=30)

    assert process.returncode in (143, 0)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".pub-")] == []


@pytest.mark.parametrize(
    ("words", "code"), [(("audit",), 21), (("lint",), 10), (("sweep", "--exit-code"), 10), (("list",), 0)]
)
def test_who_reads_no_further_does_not_change_the_exit_code(
    words: tuple[str, ...], code: int, file_office: Office
) -> None:
    file_office.open()
    file_office.assigned(deadline="2020-03-20")
    if words == ("audit",):
        with closing(sqlite3.connect(file_office.db)) as connection:
            connection.execute("UPDATE issue SET level = 3")
            connection.commit()
    process = begun(file_office.db, *words)
    assert process.stdout is not None

    process.stdout.close()
    process.wait(timeout=30)

    assert process.returncode == code


# --- A full disk ----------------------------------------------------------------------------------


def test_a_ledger_that_finds_no_room_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    few = 100_000

    made = subprocess.run(
        [sys.executable, "-c", LISTEN, "--db", str(tmp_path / "ledger.db"), "--lang", "en", "init"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (few, few)),
    )

    assert (made.returncode, made.stdout) == (21, "")
    assert "is full; nothing was written" in made.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("list", "The ledger was not changed"),
        ("unit add Archive", "What the command changes has been done"),
    ],
)
def test_output_that_finds_no_room_says_whether_the_ledger_was_changed(
    words: str, said: str, file_office: Office
) -> None:
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            [sys.executable, "-c", LISTEN, "--db", file_office.db, "--lang", "en", *words.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert told.returncode == 1
    assert said in told.stderr
