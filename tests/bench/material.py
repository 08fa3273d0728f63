"""What the bench works on: csv files of made-up issues, and ledgers filled from them."""

import csv
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

HEADER = ("external_no", "description", "category", "source", "unit", "owner", "measure", "type", "deadline")
CATEGORIES = ("服务较差", "担当不够", "标准不高", "能力不足", "状态不佳")
TODAY = "2020-07-01"


def environment(db: Path) -> dict[str, str]:
    """Return the environment of a program run on *db*."""
    return {
        **os.environ,
        "ZUOFENG_DB": str(db),
        "ZUOFENG_TODAY": TODAY,
        "ZUOFENG_LANG": "zh",
        "COLUMNS": "160",
    }


def zuofeng(db: Path, *words: object) -> str:
    """Run the program, which must succeed; return what it prints."""
    command = [sys.executable, "-m", "zuofeng_cli", *map(str, words)]
    return subprocess.run(command, env=environment(db), check=True, capture_output=True, text=True).stdout


def write_csv(path: Path, rows: int, overdue_share: float = 0.1) -> Path:
    """Write *rows* different issues of 40 units; a share of them is overdue on the bench's day."""
    every = max(1, round(1 / overdue_share))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            late = number % every == 0
            month, day = (6, 1 + number % 28) if late else (8 + number % 5, 1 + number % 28)
            writer.writerow(
                (
                    f"B-{number:07d}",
                    f"第{number}号窗口排队超过{number % 90}分钟，群众反映强烈",
                    CATEGORIES[number % len(CATEGORIES)],
                    "单位自查",
                    f"第{number % 40}处",
                    f"责任人{number % 40}",
                    "增开窗口，公示等候时间",
                    "限期整改",
                    f"2020-{month:02d}-{day:02d}",
                )
            )
    return path


def write_xlsx(path: Path, rows: int, *, shared: bool) -> Path:
    """Write the same issues as a workbook, its texts shared or in the sheet itself."""
    from xlsxwriter import Workbook

    source = write_csv(path.with_suffix(".csv"), rows)
    book = Workbook(str(path), {"constant_memory": not shared})
    sheet = book.add_worksheet()
    with source.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, cells)
    book.close()
    return path


def filled(folder: Path, rows: int) -> Path:
    """Return a ledger of *rows* assigned issues, made once per folder."""
    db = folder / f"ledger-{rows}.db"
    if not db.exists():
        zuofeng(db, "init")
        source = write_csv(folder / f"issues-{rows}.csv", rows)
        zuofeng(db, "import", source, "--register", "--assign")
    return db


def import_bare(source: Path, target: Path) -> None:
    """The yardstick for imports: the same rows of the same csv through executemany."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.execute(f"CREATE TABLE issue ({', '.join(HEADER)})")
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        marks = ", ".join("?" * len(HEADER))
        connection.executemany(f"INSERT INTO issue VALUES ({marks})", rows)
    connection.commit()
    connection.close()
