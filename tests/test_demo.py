"""The demo: the whole cycle on a throw-away ledger, quickly."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Office, Result


def test_the_demo_walks_the_cycle_and_says_where_its_ledger_is(
    tmp_path: Path, run_main: Callable[[list[str]], Result]
) -> None:
    start = time.monotonic()

    result = run_main(["--lang", "en", "demo", "--folder", str(tmp_path)])

    assert result.code == 0, result
    assert time.monotonic() - start < 60  # 15 s on a quiet machine; see the bench for speed
    assert str(tmp_path / "demo.db") in result.out
    office = Office(str(tmp_path / "demo.db"), run_main, today="2020-06-15")
    assert office("audit", "--format", "json").json["ok"]
    states = {issue["state"] for issue in office("list", "--format", "json").json}
    assert states >= {"assigned", "rectified", "closed", "cancelled"}


def test_the_demo_leaves_the_environment_as_it_was(
    tmp_path: Path, run_main: Callable[[list[str]], Result]
) -> None:
    import os

    before = dict(os.environ)

    run_main(["demo", "--folder", str(tmp_path)])

    changed = {name for name in {*before, *os.environ} if before.get(name) != os.environ.get(name)}
    assert changed <= {"LANGUAGE", "PYTEST_CURRENT_TEST"}


def test_a_second_demo_in_the_same_folder_is_refused(
    tmp_path: Path, run_main: Callable[[list[str]], Result]
) -> None:
    run_main(["demo", "--folder", str(tmp_path)])
    before = (tmp_path / "demo.db").read_bytes()

    result = run_main(["--lang", "en", "demo", "--folder", str(tmp_path)])

    assert result.code == 1
    assert "folder" in result.err
    assert (tmp_path / "demo.db").read_bytes() == before
