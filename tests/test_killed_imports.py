"""A process killed in the middle of an import leaves all of it or nothing.

``ZUOFENG_TEST_KILLS`` and ``ZUOFENG_TEST_KILLED_ROWS`` set how often and how large; CI takes a small share.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.material import write_csv

KILLS = int(os.environ.get("ZUOFENG_TEST_KILLS", "6"))
ROWS = int(os.environ.get("ZUOFENG_TEST_KILLED_ROWS", "8000"))


def command(db: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "zuofeng_cli", "--db", str(db), *map(str, words)]


def told(db: Path, *words: object) -> Any:
    done = subprocess.run(command(db, *words, "--format", "json"), capture_output=True, check=True)
    return json.loads(done.stdout)


def test_a_killed_import_leaves_all_or_nothing_and_the_next_one_succeeds(
    sqlite_template: Path, tmp_path: Path
) -> None:
    source = write_csv(tmp_path / "issues.csv", ROWS)
    whole = tmp_path / "whole.db"
    shutil.copy(sqlite_template, whole)
    start = time.monotonic()
    told(whole, "import", source, "--register")
    duration_s = time.monotonic() - start
    chance = random.Random(2020)

    for kill in range(KILLS):
        db = tmp_path / f"{kill}.db"
        shutil.copy(sqlite_template, db)
        process = subprocess.Popen(
            command(db, "import", source, "--register"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, duration_s))
        process.send_signal(signal.SIGKILL)
        process.wait()

        audit = told(db, "audit")
        again = told(db, "import", source, "--register")
        after = told(db, "audit")

        assert audit["ok"], audit
        assert audit["issues"] in (0, ROWS)
        assert again["new"] + again["unchanged"] == ROWS
        assert (after["ok"], after["issues"]) == (True, ROWS)
        db.unlink()
