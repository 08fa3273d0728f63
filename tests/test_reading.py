"""A large file is read in a process of its own, and nobody can tell from what comes out."""

import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.conftest import Office
from tests.test_intake import FORMS, HEADER, NOON, PHONE, counts, grid, sheet, taken
from zuofeng_cli.actions.reading import CHUNK_LETTERS, LARGE_BYTES, Manner, OpenedFile
from zuofeng_cli.exchange.tables import Layout

LONG = "".join(random.Random(2020).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=2 * LARGE_BYTES))
"""A remark that alone makes a file large, also when it is packed."""

WITH_REMARK = (*HEADER, "remark")


def folder(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    path.mkdir()
    return path


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[str]]], hidden: str) -> Path:
    with Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                page.write_row(at, 0, cells)
            if name == hidden:
                page.hide()
    return path


def said_of(office: Office, notes: Sequence[str], tmp_path: Path) -> str:
    """What a trial run says of a workbook with all that may be left out."""
    path = folder(tmp_path, str(len(notes[0]))) / "list.xlsx"
    columns = [f"Note {at}" for at, _note in enumerate(notes)]
    sheets = {
        "First": [["Self-check"], [*WITH_REMARK, *columns], [*NOON, "", *notes], ["合计", "1 件"]],
        "Secret": [WITH_REMARK, [*FORMS, ""]],
        "Second": [(*WITH_REMARK, "Telephone"), [*PHONE, "", "12345"], [*FORMS, "", ""]],
        "Third": [["nothing", "of ours"], ["1", "2"]],
    }
    workbook(path, sheets, hidden="Secret")
    assert (path.stat().st_size >= LARGE_BYTES) is (len(notes[0]) > 10)
    return office("import", path, "--dry-run").out.replace(str(path), "list.xlsx")


def test_a_large_file_says_what_a_small_one_says(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", (*NOON, "short"), header=WITH_REMARK))
    taken(office, sheet(tmp_path / "b.csv", ("B-1", "At night too", *NOON[2:], LONG), header=WITH_REMARK))

    small, large = office.issue(1), office.issue(2)

    differ = {name for name in small if small[name] != large[name]}
    assert differ <= {"ref", "number", "external_no", "description", "remark", "batch", "history"}
    assert large["remark"] == LONG


def test_a_large_file_is_known_again_and_updates(office: Office, tmp_path: Path) -> None:
    rows = [(*NOON, LONG), (*FORMS, "")]
    file = sheet(tmp_path / "a.csv", *rows, header=WITH_REMARK)
    changed = sheet(tmp_path / "b.csv", rows[0], (*FORMS[:5], "2020-09-30", ""), header=WITH_REMARK)

    told = [counts(taken(office, each)) for each in (file, file, changed)]

    assert told == [{"new": 2}, {"unchanged": 2}, {"updated": 1, "unchanged": 1}]
    assert office("audit").code == 0


def test_what_is_left_out_of_a_large_workbook_is_said(office: Office, tmp_path: Path) -> None:
    parts = [LONG[at : at + 30_000] for at in range(0, len(LONG), 30_000)]

    small = said_of(office, [part[:10] for part in parts], tmp_path)
    large = said_of(office, parts, tmp_path)

    assert small == large
    assert "Secret" in small


def test_rows_of_a_large_file_that_are_at_fault_come_back_as_they_were(
    office: Office, tmp_path: Path
) -> None:
    bad = ("A-9", " The lift is broken ", "Poor service", "Servise", "Bob", "", LONG)
    file = sheet(tmp_path / "a.csv", (*NOON, ""), bad, header=WITH_REMARK)
    faults = tmp_path / "faults.csv"

    refused = office("import", file, "--faults", faults, code=24)

    assert "[3]" in refused.err
    assert [row[:7] for row in grid(faults)] == [list(WITH_REMARK), list(bad)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("nothing", "of ours", LONG)], "names its columns"),
        ([WITH_REMARK, (*NOON, LONG), ("x",) * 2_000], "row 3 has too many columns"),
    ],
)
def test_a_large_file_that_cannot_be_read_is_refused_alike(
    rows: list[Sequence[str]], said: str, office: Office, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "a.csv", *rows[1:], header=rows[0])

    refused = office("import", file, code=24)

    assert said in refused.err
    assert office("list", "--format", "json").json == []


def test_a_quotation_without_an_end_far_down_is_refused(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", *((f"A-{at}", f"Fault {at}", *NOON[2:]) for at in range(9_000)))
    with file.open("a") as more:
        more.write('"A-x, never closed\n')

    refused = office("import", file, code=24)

    assert "row 9002" in refused.err
    assert office("list", "--format", "json").json == []


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_rows_that_hold_much_are_taken_few_at_a_time(suffix: str, tmp_path: Path) -> None:
    notes = [f"Note {at}" for at in range(8)]
    rows = [(f"A-{at}", *NOON[1:], *("x" * 30_000 for _note in notes)) for at in range(30)]
    path = tmp_path / f"a.{suffix}"
    if suffix == "csv":
        sheet(path, *rows, header=(*HEADER, *notes))
    else:
        workbook(path, {"First": [(*HEADER, *notes), *rows]}, hidden="")
    opened = OpenedFile(path, Layout())

    manner = Manner({}, "Reason", "2020-07-01", keep_cells=True)
    chunks = [chunk.cells for table in opened.tables(manner) for chunk in table.chunks]
    opened.close()

    assert sum(map(len, chunks)) == 30
    assert max(sum(len("".join(cells)) for cells in chunk) for chunk in chunks) < 4 * CHUNK_LETTERS


STOPPED_WHEN_FORKED = """
import os, signal, sys
from pathlib import Path
from zuofeng_cli import stopping
from zuofeng_cli.actions.reading import OpenedFile
from zuofeng_cli.exchange.tables import Layout

number = signal.Signals(int(sys.argv[2]))
stopping.heed()
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), number))
try:
    opened = OpenedFile(Path(sys.argv[1]), Layout())
    print(os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT).si_status == number)
    opened.close()
finally:
    print("tidied up", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_reader_stopped_as_soon_as_it_is_there_ends_and_tidies_nothing_up(
    number: signal.Signals, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "a.csv", (*NOON, LONG), header=WITH_REMARK)
    command = [sys.executable, "-c", STOPPED_WHEN_FORKED, str(file), str(int(number))]

    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)

    assert done.stdout.splitlines() == ["True", "tidied up"], done.stderr
