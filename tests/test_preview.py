"""On a terminal an import is shown before it is done; a real terminal, a real process."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Office
from tests.test_intake import FORMS, NOON, journal, sheet


def on_a_terminal(db: str, *words: object, answer: str) -> tuple[int, str]:
    """Run the program on a terminal of its own, answer its question, and return exit code and screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "zuofeng_cli", "--db", db, "--lang", "en", *map(str, words)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    screen = b""
    try:
        while chunk := os.read(ours, 1024):
            screen += chunk
            if answer and b"Take them in?" in screen:
                os.write(ours, answer.encode())
                answer = ""
    except OSError:  # how a terminal ends on Linux
        pass
    os.close(ours)
    return process.wait(timeout=60), screen.decode()


@pytest.mark.parametrize(("answer", "code", "issues"), [("y\n", 0, 2), ("\n", 0, 2), ("n\n", 1, 0)])
def test_what_would_happen_is_shown_and_the_clerk_decides(
    answer: str, code: int, issues: int, file_office: Office, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS)

    ended, screen = on_a_terminal(file_office.db, "import", file, answer=answer)

    assert ended == code, screen
    assert "a.csv: 2 read – 2 new" in screen
    assert "Office: 1 new" in screen
    assert journal(file_office)[1] == issues


def test_yes_asks_nothing(file_office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS)

    ended, screen = on_a_terminal(file_office.db, "import", file, "--yes", answer="")

    assert ended == 0
    assert "Take them in?" not in screen
    assert journal(file_office)[1] == 2


def test_a_file_that_changes_nothing_asks_nothing(file_office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS)
    file_office("import", file)

    ended, screen = on_a_terminal(file_office.db, "import", file, answer="n\n")

    assert ended == 0
    assert "Take them in?" not in screen
    assert "2 unchanged" in screen


def test_faults_are_refused_before_anything_is_asked(file_office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = sheet(tmp_path / "a.csv", NOON, bad)

    ended, screen = on_a_terminal(file_office.db, "import", file, answer="y\n")

    assert ended == 24
    assert "Take them in?" not in screen
    assert "Service" in screen


def test_stopping_an_import_leaves_nothing(file_office: Office, tmp_path: Path) -> None:
    rows = [(f"A-{number}", f"Fault no. {number}", *NOON[2:]) for number in range(60_000)]
    file = sheet(tmp_path / "a.csv", *rows)
    before = journal(file_office)
    command = [
        sys.executable,
        "-m",
        "zuofeng_cli",
        "--db",
        file_office.db,
        "--lang",
        "en",
        "import",
        str(file),
    ]
    began = Path(f"{file_office.db}-shm")
    began.unlink(missing_ok=True)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not began.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (130, b"")
    assert b"nothing was written" in err
    assert journal(file_office) == before
