"""What cannot be read – pipes, devices, folders, names too long, a folder that is gone – is said at once."""

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Office, Result

DROP_FROM_BOUNDING_SET = 24
OVERRIDE_PERMISSIONS = (1, 2)
"""What lets root read and write everywhere, by the numbers of Linux."""


def without_override() -> None:
    """Heed permissions in the process to be started, also where root runs the tests."""
    system = ctypes.CDLL(None)
    if os.geteuid() == 0 and any(system.prctl(DROP_FROM_BOUNDING_SET, each) for each in OVERRIDE_PERMISSIONS):
        raise PermissionError


def run(
    *words: object, folder: Path | None = None, before: Callable[[], None] | None = None, lang: str = "en"
) -> Result:
    """Run the program in a process of its own, which is killed where it hangs."""
    done = subprocess.run(
        [sys.executable, "-m", "zuofeng_cli", "--lang", lang, *map(str, words)],
        cwd=folder,
        preexec_fn=before,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def refused(result: Result, code: int, *named: object) -> None:
    """Check that a result is one sentence and what to do, with nothing printed beside it."""
    assert (result.code, result.out) == (code, ""), result
    assert 1 <= len(result.err.strip().splitlines()) <= 2, result.err
    assert "Traceback" not in result.err
    for name in named:
        assert str(name) in result.err, result.err


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _loop(folder: Path) -> Path:
    (folder / "loop").symlink_to("loop")
    return folder / "loop"


STRANGE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "pipe": (_pipe, "no ordinary file"),
    "full": (lambda _folder: Path("/dev/full"), "no ordinary file"),
    "zero": (lambda _folder: Path("/dev/zero"), "no ordinary file"),
    "folder": (lambda folder: folder, "a folder"),
    "long name": (lambda folder: folder / f"{'x' * 300}.csv", "too long"),
    "loop": (_loop, "circle"),
}
READING: tuple[Sequence[str], ...] = (
    ("plan", "check"),
    ("import",),
    ("unit", "import"),
    ("owner", "import"),
    ("checklist", "import", "六个能不能"),
    ("init", "--plan"),
    ("bulletin", "-o", "b.docx", "--template"),
)


def each_kind_by(one: Sequence[str], others: Iterable[Sequence[str]]) -> list[Any]:
    """Return every kind for *one* command, and a pipe, which would keep it waiting, for the *others*."""
    pairs = [*((kind, one) for kind in STRANGE), *(("pipe", other) for other in others)]
    return [pytest.param(kind, command, id=f"{' '.join(command)} {kind}") for kind, command in pairs]


@pytest.mark.parametrize(("kind", "command"), each_kind_by(READING[0], READING[1:]))
def test_what_is_no_ordinary_file_is_refused_at_once(
    kind: str, command: Sequence[str], file_office: Office, tmp_path: Path
) -> None:
    make, why = STRANGE[kind]
    db = tmp_path / "new.db" if command[0] == "init" else file_office.db

    result = run("--db", db, *command, make(tmp_path), folder=tmp_path)

    refused(result, 24, why)
    assert not (tmp_path / "new.db").exists()
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.parametrize(
    ("kind", "command"), each_kind_by(("init",), [("list",), ("audit",), ("open", "x", "-c", "Poor service")])
)
def test_what_is_no_ordinary_file_is_no_ledger(kind: str, command: Sequence[str], tmp_path: Path) -> None:
    make, _why = STRANGE[kind]

    result = run("--db", make(tmp_path), *command)

    refused(result, 21)


@pytest.mark.parametrize("kind", ["pipe", "long name", "folder"])
def test_what_is_no_ordinary_file_is_no_backup(kind: str, tmp_path: Path) -> None:
    make, _why = STRANGE[kind]

    result = run("--db", tmp_path / "new.db", "restore", make(tmp_path))

    refused(result, 24)
    assert not (tmp_path / "new.db").exists()


def test_a_device_is_not_replaced_by_a_backup(file_office: Office, tmp_path: Path) -> None:
    pipe = _pipe(tmp_path)

    refused(run("--db", pipe, "restore", file_office.db, "--replace"), 21)

    assert pipe.is_fifo()


def test_why_a_file_cannot_be_read_is_said_in_chinese(file_office: Office, tmp_path: Path) -> None:
    result = run("--db", file_office.db, "import", tmp_path, lang="zh")

    refused(result, 24, "无法读取：", "文件夹")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list",), 21),
        (("init",), 21),
        (("--db", "{db}", "list"), 0),
        (("--db", "{db}", "import", "a.csv"), 24),
        (("--db", "{db}", "import", "{file}", "--faults", "faults.csv"), 24),
        (("--db", "{db}", "export", "ledger", "-o", "a.csv"), 24),
        (("--db", "{db}", "plan", "check", "plan.toml"), 22),
        (("--db", "{db}", "bulletin", "-o", "b.docx"), 24),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_current_folder_that_is_gone_is_no_failure_of_the_program(
    words: Sequence[str], code: int, file_office: Office, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    file = tmp_path / "issues.csv"
    file.write_text("description,category\nThe counter closes,Nonsense\n", "utf-8")
    given = [word.format(db=file_office.db, file=file) for word in words]

    result = run(*given, folder=gone, before=lambda: shutil.rmtree(gone))

    if code:
        refused(result, code)
    assert result.code == code, result


# --- Where nobody may write, or read --------------------------------------------------------------


@pytest.fixture
def closed_folder(file_office: Office, tmp_path: Path) -> Iterator[Path]:
    """A folder in which nobody may write, with a ledger in it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("root heeds permissions only where it can do without its rights")
    folder = tmp_path / "closed"
    folder.mkdir()
    file_office.open()
    shutil.copy(file_office.db, folder / "ledger.db")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    "command", [("list",), ("show", "1"), ("status",), ("audit",), ("list", "--as-of", "2020-04-01")]
)
def test_a_ledger_in_a_folder_that_is_read_only_can_be_read(
    command: Sequence[str], closed_folder: Path
) -> None:
    result = run("--db", closed_folder / "ledger.db", *command, before=without_override)

    assert (result.code, result.err) == (0, ""), result
    assert result.out
    assert [each.name for each in closed_folder.iterdir()] == ["ledger.db"]


def test_a_ledger_in_a_folder_that_is_read_only_can_be_backed_up(closed_folder: Path, tmp_path: Path) -> None:
    words = ("--db", closed_folder / "ledger.db", "backup", tmp_path / "copy.db")

    result = run(*words, before=without_override)

    assert result.code == 0, result


@pytest.mark.parametrize("command", [("open", "x", "-c", "Poor service"), ("sweep",), ("migrate",)])
def test_a_ledger_in_a_folder_that_is_read_only_cannot_be_written(
    command: Sequence[str], closed_folder: Path
) -> None:
    result = run("--db", closed_folder / "ledger.db", *command, before=without_override)

    refused(result, 21, "ledger.db cannot be written", "read-only")


@pytest.mark.usefixtures("closed_folder")
def test_a_file_that_is_read_only_can_be_read_but_not_written(tmp_path: Path) -> None:
    db = tmp_path / "ledger.db"
    db.chmod(0o444)

    assert run("--db", db, "list", before=without_override).code == 0
    refused(run("--db", db, "open", "x", "-c", "Poor service", before=without_override), 21, "read-only")


def test_a_log_beside_a_ledger_that_is_read_only_is_never_passed_over(closed_folder: Path) -> None:
    db = closed_folder / "ledger.db"
    closed_folder.chmod(0o755)
    holder = sqlite3.connect(db)
    holder.execute("UPDATE issue SET description = 'written last'")
    holder.commit()
    for name in ("ledger.db-wal", "ledger.db-shm"):
        shutil.copy(closed_folder / name, closed_folder / f"kept-{name}")
    holder.close()
    (closed_folder / "kept-ledger.db-wal").rename(closed_folder / "ledger.db-wal")
    (closed_folder / "kept-ledger.db-shm").unlink()
    closed_folder.chmod(0o555)

    result = run("--db", db, "show", "1", before=without_override)

    refused(result, 21, "ledger.db-wal")


@pytest.mark.parametrize("command", [("list",), ("open", "x", "-c", "Poor service"), ("audit",)])
def test_a_ledger_that_one_may_not_read_is_refused(command: Sequence[str], closed_folder: Path) -> None:
    db = closed_folder / "ledger.db"
    db.chmod(0o200)

    refused(run("--db", db, *command, before=without_override), 21, "permission")
    closed_folder.chmod(0o200)
    refused(run("--db", db, *command, before=without_override), 21, "permission")


@pytest.mark.usefixtures("closed_folder")
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_file_that_one_may_not_read_is_refused(command: Sequence[str], tmp_path: Path) -> None:
    file = tmp_path / "issues.csv"
    file.write_text("description,category\n", "utf-8")
    file.chmod(0o200)
    db = tmp_path / "new.db" if command[0] == "init" else tmp_path / "ledger.db"

    result = run("--db", db, *command, file, folder=tmp_path, before=without_override)

    refused(result, 24, "issues.csv cannot be read: you have no permission")


@pytest.mark.parametrize(
    ("command", "name"), [(("export", "ledger", "-o"), "there.csv"), (("bulletin", "-o"), "there.docx")]
)
def test_what_one_may_not_read_is_not_written_over(
    command: Sequence[str], name: str, closed_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / name
    place.write_text("kept", "utf-8")
    place.chmod(0o200)

    refused(run("--db", closed_folder / "ledger.db", *command, place, before=without_override), 24, name)

    place.chmod(0o600)
    assert place.read_text("utf-8") == "kept"


def test_no_ledger_is_made_where_one_may_not_write(closed_folder: Path) -> None:
    result = run("--db", closed_folder / "new.db", "init", before=without_override)

    refused(result, 21, "No ledger can be made", "permission")


def test_no_ledger_is_made_in_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    refused(run("--db", tmp_path / "none" / "new.db", "init"), 21, "its folder does not exist")
