"""Reading starts fast because it imports nothing heavy; each test looks into a fresh interpreter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Office
from zuofeng_cli.cli.app import named

ROOT = Path(__file__).parent.parent
HEAVY = {
    *("sqlalchemy", "sqlmodel", "alembic", "xlsxwriter", "python_calamine", "rapidfuzz"),
    *("matplotlib", "jinja2", "docx", "docxtpl"),
}
"""Packages for writing and for documents; pydantic is not among them, for Typer itself needs it."""

RUN = """
import json, sys
from zuofeng_cli.__main__ import main
code = main(sys.argv[2:])
sys.stdout.flush()
with open(sys.argv[1], "w") as file:
    json.dump([code, sorted({name.partition(".")[0] for name in sys.modules})], file)
"""
LOAD = """
import json, sys
from zuofeng_cli.cli.app import command
command()
with open(sys.argv[1], "w") as file:
    json.dump([0, sorted({name.partition(".")[0] for name in sys.modules})], file)
"""
ALONE = """
import json, os, sys
from zuofeng_cli.cli.app import GROUPS, command

def options_of(built):
    if children := getattr(built, "commands", None):
        return {name: options_of(child) for name, child in sorted(children.items())}
    return [parameter.opts for parameter in built.params]

for word in (None, *sorted({word for words in GROUPS.values() for word in words})):
    if not os.fork():  # each in a process that has loaded no command yet
        built = command(word)
        children = {built.name: built} if word and not hasattr(built, "commands") else built.commands
        print(json.dumps({name: options_of(child) for name, child in children.items()}), flush=True)
        os._exit(0)
    os.wait()
"""
"""Tells the options of all commands in the first line, and then of each when it is built alone."""

MODULES = RUN.replace('name.partition(".")[0]', "name")
"""As RUN, but tells the modules instead of the packages."""


def loaded(tmp_path: Path, program: str, *arguments: str) -> tuple[int, set[str]]:
    """Run *program* in a new interpreter; return its exit code and the packages it has loaded."""
    told = tmp_path / "loaded.json"
    subprocess.run(
        [sys.executable, "-c", program, str(told), *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    code, names = json.loads(told.read_text())
    return code, set(names)


def test_the_command_line_loads_nothing_heavy(tmp_path: Path) -> None:
    _code, names = loaded(tmp_path, LOAD)

    assert "typer" in names
    assert names & {*HEAVY, "tabulate", "sqlite3", "dateutil", "chinese_calendar"} == set()


@pytest.mark.parametrize("words", [("--help",), ("list", "--help"), ("--version",)])
def test_help_loads_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    code, names = loaded(tmp_path, RUN, *words)

    assert code == 0
    assert names & HEAVY == set()


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--overdue", "--unit", "Office", "--owner", "Alice", "--category", "服务较差"),
        ("list", "--format", "table"),
        ("list", "--format", "json"),
        ("show", "1"),
        ("show", "1", "--format", "json"),
        ("status",),
        ("status", "--by", "category", "--as-of", "2020-06-30", "--format", "csv"),
        ("lint",),
        ("audit",),
        ("unit", "list"),
        ("owner", "list"),
        ("measure", "list", "1"),
        ("plan", "show"),
        ("account", "suggest"),
        ("account", "list", "--issue", "1"),
        ("account", "status"),
        ("record", "show", "Alice", "--as-of", "2020-04-01"),
        ("record", "list"),
        ("deed", "list", "--overdue"),
    ],
    ids=" ".join,
)
def test_reading_a_file_loads_no_database_library(
    words: tuple[str, ...], file_office: Office, tmp_path: Path
) -> None:
    file_office.assigned("--measure", "Stay open")

    code, names = loaded(tmp_path, RUN, "--db", file_office.db, *words)

    assert code == 0
    assert names & HEAVY == set()
    assert "sqlite3" in names


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["list"], "list"),
        (["unit", "list"], "unit"),
        (["--db", "list", "show", "1"], "show"),
        (["--db=other.db", "--as", "Li", "--lang", "en", "close", "--help"], "close"),
        (["--help"], None),
        (["--db", "list", "--help"], None),
        (["--version", "list"], None),
        (["--install-completion"], None),
        (["lst"], None),
        (["--", "list"], None),
        (["--db"], None),
        ([], None),
    ],
)
def test_the_first_word_names_the_command_and_all_else_takes_the_whole_tree(
    arguments: list[str], word: str | None
) -> None:
    assert named(arguments) == word


def test_every_command_is_built_alone_as_it_stands_in_the_whole_tree() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ALONE], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    ).stdout
    whole, *alone = map(json.loads, told.splitlines())

    assert {word: options for each in alone for word, options in each.items()} == whole
    assert len(alone) == len(whole)


@pytest.mark.parametrize(
    "words",
    [
        ("open", "No one at window 3", "-c", "服务较差", "-u", "Office", "-o", "Alice", "-d", "2020-09-01"),
        ("assign", "1", "--owner", "Alice"),
        ("urge", "1"),
        ("close", "2", "--by", "Super", "--opinion", "Seen"),
    ],
    ids=lambda words: words[0],
)
def test_a_change_declares_only_the_tables_it_writes(
    words: tuple[str, ...], file_office: Office, tmp_path: Path
) -> None:
    file_office.assigned("--measure", "Stay open")
    file_office.rectified()

    code, names = loaded(tmp_path, MODULES, "--db", file_office.db, *words)

    assert code == 0
    assert {name for name in names if name.startswith("zuofeng_cli.store.") and name.endswith("models")} == {
        "zuofeng_cli.store.models"
    }
