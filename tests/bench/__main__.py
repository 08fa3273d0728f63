"""Prints the budget table of the design; every figure is a ratio taken in this run on this machine."""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tabulate import tabulate

from tests.bench.material import (
    TODAY,
    environment,
    filled,
    import_bare,
    write_csv,
    write_xlsx,
    zuofeng,
)

BARE = Path(__file__).parent
PAIRS = 9
PUBLISHED = 50_000
NO_BUDGET = "–"


@dataclass
class Figure:
    """One line of the table: what, the budget, what was measured, and the two times behind it."""

    what: str
    budget: str
    measured: str
    times: str
    met: bool


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Return how long *command* takes as a whole process, seen by a terminal-like reader."""
    start = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def paired(ours: Callable[[], float], theirs: Callable[[], float], pairs: int) -> tuple[float, float, float]:
    """Run both in turn; return the median ratio and the median times. A slow spell hits both alike."""
    ours(), theirs()
    runs = [(ours(), theirs()) for _pair in range(pairs)]
    ratio = statistics.median(left / right for left, right in runs)
    return ratio, statistics.median(left for left, _ in runs), statistics.median(right for _, right in runs)


def timed(work: Callable[[], object]) -> float:
    """Return how long *work* takes in this process."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(db: Path, *words: object) -> float:
    """Run the program and return how long it took."""
    return seconds([sys.executable, "-m", "zuofeng_cli", *map(str, words)], environment(db))


def program(db: Path, *words: object) -> Callable[[], float]:
    """Return a timed run of the program."""
    return lambda: run(db, *words)


def bare(db: Path, script: str, *words: str) -> Callable[[], float]:
    """Return a timed run of a yardstick."""
    command = [sys.executable, str(BARE / script), str(db), *words]
    return lambda: seconds(command, environment(db))


def ratio_figure(what: str, budget: float | None, measured: tuple[float, float, float]) -> Figure:
    """Return the line of a ratio; without a budget it is told, not judged."""
    ratio, ours, theirs = measured
    allowed = f"≤ {budget}" if budget else NO_BUDGET
    is_met = budget is None or ratio <= budget
    return Figure(what, allowed, f"{ratio:.2f}", f"{ours:.3f} s / {theirs:.3f} s", is_met)


def reads(folder: Path) -> Iterator[Figure]:
    """list, status and show on 10,000 issues against a bare script; both print a table."""
    db = filled(folder, 10_000)
    for name, words in (
        ("list --limit 20", ("list", "--limit", 20)),
        ("status", ("status",)),
        ("show", ("show", 5)),
    ):
        ours = program(db, *words, "--format", "table")
        measured = paired(ours, bare(db, "bare_read.py", str(words[0])), PAIRS)
        yield ratio_figure(f"{name}, 10k issues", 1.35, measured)


def writes(folder: Path) -> Iterator[Figure]:
    """open, assign and close against a bare script that inserts one row."""
    db = folder / "writes.db"
    shutil.copy(filled(folder, 10_000), db)
    note = bare(folder / "notes.db", "bare_write.py", "a row")
    opening = program(
        db, "open", "窗口午间无人值守", "-c", "服务较差", "-u", "第1处", "-o", "责任人1", "-d", "2020-09-01"
    )
    yield ratio_figure("open", 1.35, paired(opening, note, PAIRS))
    owners = iter(range(10_000))
    yield ratio_figure(
        "assign",
        1.35,
        paired(lambda: run(db, "assign", 12, "-o", f"责任人{next(owners) % 40}"), note, PAIRS),
    )
    done = iter(range(1, PAIRS + 2))
    for number in range(1, PAIRS + 2):
        zuofeng(
            db,
            "rectify",
            number,
            "--by",
            f"责任人{number - 1}",
            "--note",
            "已办",
            "--evidence",
            "〔2020〕1号",
        )
    closing = paired(
        lambda: run(db, "close", next(done), "--by", "责任人39", "--opinion", "属实"), note, PAIRS
    )
    yield ratio_figure("close", 1.35, closing)


def imports(folder: Path, rows: int) -> Iterator[Figure]:
    """The import against executemany of the same rows, its memory, and how it grows."""
    per_row: dict[int, float] = {}
    for size in (rows // 100, rows // 10, rows):
        if size < 1_000:
            continue
        source = write_csv(folder / f"issues-{size}.csv", size)
        before_us = timed(partial(import_bare, source, folder / "bare.db"))
        db = folder / f"import-{size}.db"
        db.unlink(missing_ok=True)
        zuofeng(db, "init")
        start_up = program(db, "list", "--limit", 1)()
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        ours = program(db, "import", source, "--register")()
        after_us = timed(partial(import_bare, source, folder / "bare.db"))
        theirs = (before_us + after_us) / 2  # a slow spell of the machine hits one of them at least
        memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        per_row[size] = max(ours - start_up, 1e-9) / size
        budget = 8 if size == rows else None  # of smaller ones the start-up is the greater part
        yield ratio_figure(f"import of {size:,} rows", budget, (ours / theirs, ours, theirs))
        if size == rows:
            grown = "" if memory_mb * 1024 > before else " (at most)"
            yield Figure(
                "peak memory of that import", "≤ 400 MB", f"{memory_mb:.0f} MB{grown}", "", memory_mb <= 400
            )
    yield growth("import: time per row", per_row)
    yield from workbook(folder, rows // 10)


def workbook(folder: Path, rows: int) -> Iterator[Figure]:
    """The import of a workbook against reading its cells and nothing else, both as whole processes."""
    for name, shared in (("in-sheet", False), ("shared", True)):
        source = write_xlsx(folder / f"{name}-{rows}.xlsx", rows, shared=shared)
        reading = bare(source, "bare_workbook.py")
        before_us = reading()
        db = folder / "workbook.db"
        db.unlink(missing_ok=True)
        zuofeng(db, "init")
        ours = program(db, "import", source, "--register")()
        theirs = (before_us + reading()) / 2
        yield ratio_figure(f"xlsx of {rows:,} rows, {name} texts", 3, (ours / theirs, ours, theirs))


def growth(what: str, per_row: dict[int, float]) -> Figure:
    """Return the line for how the time per row grows from the smallest to the largest size."""
    smallest, largest = min(per_row), max(per_row)
    ratio = per_row[largest] / per_row[smallest]
    times = f"{per_row[largest] * 1e6:.0f} µs / {per_row[smallest] * 1e6:.0f} µs"
    return Figure(f"{what}, {smallest:,} → {largest:,}", "≤ 1.2", f"{ratio:.2f}", times, ratio <= 1.2)


def sweeps(folder: Path, rows: int) -> Iterator[Figure]:
    """A sweep that flags a tenth of the ledger, one with nothing new, the audit, and status at that size."""
    late = f"{TODAY[:7]}-01"
    flagged = folder / "flagged.db"
    shutil.copy(filled(folder, rows), flagged)
    db, swept, ours = swept_once(folder, rows, late)
    events = swept["flagged"] + swept["escalated"] + swept["suggested"]
    theirs = timed(partial(flag_bare, flagged, late, events))
    what = f"sweep that flags {swept['flagged']:,} of {rows:,}: {events:,} events"
    yield ratio_figure(what, 8, (ours / theirs, ours, theirs))
    again = statistics.median(
        program(db, "sweep", "--as-of", late, "--format", "json")() for _run in range(3)
    )
    empty = folder / "empty.db"
    if not empty.exists():
        zuofeng(empty, "init")
    start_up = statistics.median(program(empty, "sweep", "--format", "json")() for _run in range(3))
    over = again - start_up
    yield Figure(
        f"sweep with nothing new, {rows:,}", "≤ 1.0 s", f"{over:.2f} s", f"{again:.2f} s in all", over <= 1
    )
    measured = paired(program(db, "status"), bare(db, "bare_read.py", "group"), 3)
    yield ratio_figure(f"status at {rows:,} (whole process)", 1.5, measured)
    smaller = max(rows // 10, 1_000)
    _db, _swept, before = swept_once(folder, smaller, late)
    taken = {smaller: before, rows: ours}
    per_issue = {size: max(each - start_up, 1e-9) / size for size, each in taken.items()}
    yield growth("sweep: time per issue", per_issue)
    audited = {size: program(filled(folder, size), "audit")() / size for size in (smaller, rows)}
    yield growth("audit: time per issue", audited)


def swept_once(folder: Path, rows: int, late: str) -> tuple[Path, dict[str, int], float]:
    """Sweep a copy of a ledger of *rows* issues; return it, what was told, and how long that took."""
    db = folder / f"sweep-{rows}.db"
    shutil.copy(filled(folder, rows), db)
    start = time.perf_counter()
    told = zuofeng(db, "sweep", "--as-of", late, "--format", "json")
    return db, json.loads(told), time.perf_counter() - start


def pages(folder: Path) -> Iterator[Figure]:
    """The public page of a large list: how long it takes to build, and how heavy its first page is."""
    db, built = folder / "published.db", folder / "public"
    for old in folder.glob("published.db*"):
        old.unlink()
    shutil.rmtree(built, ignore_errors=True)
    zuofeng(db, "init")
    zuofeng(db, "import", write_csv(folder / "published.csv", PUBLISHED), "--register", "--assign")
    zuofeng(db, "owner", "add", "Boss", "--unit", "第0处", "--role", "leader")
    zuofeng(db, "publish", "draft")
    zuofeng(db, "publish", "approve", "--by", "Boss")
    taken = run(db, "publish", "build", "-o", built)
    yield Figure(f"page of {PUBLISHED:,} issues, built", "≤ 60 s", f"{taken:.1f} s", "", taken <= 60)
    weight = (built / "index.html").stat().st_size / 1000
    yield Figure("its first page", "≤ 500 kB", f"{weight:.0f} kB", "", weight <= 500)


def flag_bare(db: Path, late: str, events: int) -> None:
    """The yardstick of the sweep: one UPDATE, and one INSERT of as many events as the sweep wrote."""
    connection = sqlite3.connect(db)
    where = "state IN ('open', 'assigned') AND deadline < ?"
    connection.execute(f"UPDATE issue SET notified_level = 0 WHERE {where}", (late,))
    connection.execute("CREATE TABLE flag (seq INTEGER PRIMARY KEY, number INTEGER, changes TEXT, hash TEXT)")
    connection.execute(
        "WITH step(level) AS (VALUES (0), (1), (2), (3), (4), (5)) INSERT INTO flag"
        f" SELECT NULL, number, '{{}}', hex(randomblob(32)) FROM issue, step WHERE {where} LIMIT ?",
        (late, events),
    )
    connection.commit()
    connection.close()


def judged(figure: Figure) -> str:
    """Return whether a budget is met, in words."""
    if figure.budget == NO_BUDGET:
        return ""
    return "met" if figure.met else "NOT met"


def main() -> None:
    """Measure what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=100_000, help="size of the large ledger (the design: 1000000)"
    )
    parser.add_argument(
        "--only", choices=("reads", "writes", "imports", "sweeps", "pages"), help="one group of figures"
    )
    parser.add_argument("--folder", type=Path, help="where to keep the made ledgers between runs")
    asked = parser.parse_args()
    groups: dict[str, Callable[[Path], Iterator[Figure]]] = {
        "reads": reads,
        "writes": writes,
        "imports": lambda folder: imports(folder, asked.rows),
        "sweeps": lambda folder: sweeps(folder, asked.rows),
        "pages": pages,
    }
    with tempfile.TemporaryDirectory(prefix="zuofeng-bench-") as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = []
        for name, measure in groups.items():
            if asked.only in (None, name):
                for figure in measure(folder):
                    print(f"{figure.what}: {figure.measured}", file=sys.stderr)
                    figures.append(figure)
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}\n")
    rows = [(f.what, f.budget, f.measured, judged(f), f.times) for f in figures]
    print(
        tabulate(rows, headers=("what", "budget", "measured", "", "ours / yardstick"), disable_numparse=True)
    )


if __name__ == "__main__":
    main()
