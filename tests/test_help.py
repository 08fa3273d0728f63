"""Help tells everything in the language asked for, on any terminal; a slip on the command line is named."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len

from tests.conftest import Office
from zuofeng_cli.cli.metavars import WORDS

ROOT = Path(__file__).parent.parent
TYPERS_WORDS = (
    *("Usage:", "Show this message", "Options", "Arguments", "Commands", "[OPTIONS]", "COMMAND [ARGS]"),
    *("<bool>", "<str>", "<list", "Install completion", "Show completion", "[default", "[required]"),
)
EVERY_HELP = """
import contextlib, io, json, sys
from zuofeng_cli.__main__ import main

def every(path, command):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from every([*path, name], child)

def said(path):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main([*path, "--help"]) == 0
    return printed.getvalue()

said([])  # chooses the language before the commands are loaded
from zuofeng_cli.cli.app import command
from zuofeng_cli.words import _
told = []
for path, each in every([], command()):
    children = getattr(each, "commands", {}).values()
    texts = [each.help, *(item.help for item in each.params), *(child.help for child in children)]
    told.append((" ".join(path), said(path), [_(text) for text in (*texts, each.epilog) if text]))
json.dump(told, sys.stdout)
"""


class Help(NamedTuple):
    """The help of one command, and the texts that have to be in it."""

    path: str
    said: str
    texts: list[str]


def every_help(language: str, width: int) -> list[Help]:
    environment = {**os.environ, "ZUOFENG_LANG": language, "COLUMNS": str(width)}
    told = subprocess.run(
        [sys.executable, "-c", EVERY_HELP], cwd=ROOT, env=environment, capture_output=True, check=True
    ).stdout
    return [Help(*each) for each in json.loads(told)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_nothing_of_help_is_cut(language: str, width: int) -> None:
    helps = every_help(language, width)

    assert len(helps) > 100
    for each in helps:
        together = "".join(each.said.split())
        assert [text for text in each.texts if "".join(text.split()) not in together] == [], each.path
        assert [line for line in each.said.splitlines() if cell_len(line) > width] == [], each.path


def test_chinese_help_speaks_chinese_alone() -> None:
    for each in every_help("zh", 80):
        assert [words for words in TYPERS_WORDS if words in each.said] == [], each.path
        assert [word for word in re.findall("[A-Z]{2,}", each.said) if word in WORDS] == [], each.path


@pytest.mark.parametrize(
    ("words", "command", "said"),
    [
        ("", "", "Missing command."),
        ("extend request", "extend request", "REF is missing."),
        ("extend request 3 --to", "extend request", "Option --to needs a value."),
        ("list --as-of", "list", "Option --as-of needs a value."),
        ("list --overdue=yes", "list", "Option --overdue takes no value."),
        ("list --limit 0", "list", "--limit needs a whole number, 1 or more."),
        ("list --limit x", "list", "--limit needs a whole number, 1 or more."),
        ("list --due-within -1", "list", "--due-within needs a whole number, from 0 to 36500."),
        ("measure done 1 x", "measure done", "POSITION needs a whole number."),
        ("list 3 4", "list", "These words are too many: 3 4."),
        (
            *("extend reject", "extend"),
            "There is no command reject. Possible are request, approve, deny, list.",
        ),
        ("list --db a.db", "list", "--db goes before the command: `zuofeng --db … list`."),
        ("lst", "", "There is no command lst. Did you mean list?"),
        ("list --overdu", "list", "There is no option --overdu. Did you mean --for, --overdue, --owner?"),
        ("--nope list", "", "There is no option --nope."),
        ("extend request -x", "extend request", "There is no option -x."),
    ],
)
def test_a_slip_is_named_and_so_is_the_help_of_its_command(
    office: Office, words: str, command: str, said: str
) -> None:
    told = office(*words.split(), code=2).err.splitlines()

    assert told == [said, f"See `zuofeng {command} --help`.".replace("  ", " ")]


@pytest.mark.parametrize(
    "words", ["list 3", "extend rquest", "list --limit 0", "list --overdue=1", "measure done 1 x", "list --f"]
)
def test_a_slip_is_told_in_chinese(office: Office, words: str) -> None:
    office.lang = "zh"

    said = office(*words.split(), code=2).err

    assert not any(word in said for word in ("Got", "No such", "Invalid", "Did you", "range", "。 "))


def test_a_command_without_its_action_shows_its_help_as_a_mistake(office: Office) -> None:
    told = office.run_main(["--lang", "en", "extend"])

    assert (told.code, told.out) == (2, "")
    assert "request" in told.err


def test_a_path_that_cannot_be_used_is_not_called_a_number(office: Office, tmp_path: Path) -> None:
    said = office("import", tmp_path / "a\0.csv", code=2).err

    assert "whole number" not in said
