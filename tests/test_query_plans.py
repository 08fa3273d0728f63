"""The statements that must stay fast on a large ledger use the indexes made for them."""

import csv
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import UNITS, Office
from zuofeng_cli.queries.issues import IssueFilter, list_sql
from zuofeng_cli.queries.status import status_sql

TODAY = date(2020, 7, 1)


@pytest.fixture
def large(file_office: Office, tmp_path: Path) -> Office:
    """A ledger of some thousand issues of every unit, half of them assigned."""
    for half, words in enumerate(((), ("--assign",))):
        file = tmp_path / f"{half}.csv"
        with file.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(("external_no", "description", "category", "unit", "owner", "deadline"))
            for number in range(1500):
                deadline = date(2020, 1, 1) + timedelta(number % 366)
                unit = UNITS[number % len(UNITS)]
                name = f"Fault no. {number} of the counter"
                writer.writerow((f"{half}-{number}", name, "Poor service", unit, "Alice", deadline))
        file_office("import", file, "--register", *words)
    return file_office


def plan_of(office: Office, sql: str, parameters: dict[str, Any]) -> list[str]:
    """Return what SQLite would do, a line for each step."""
    connection = sqlite3.connect(office.db)
    connection.row_factory = sqlite3.Row
    given = {name: str(value) for name, value in parameters.items()}
    steps = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
    connection.close()
    return steps


def test_the_overdue_are_found_by_state_and_deadline(large: Office) -> None:
    sql, parameters = list_sql(IssueFilter(overdue=True, sort="deadline"), TODAY)

    steps = plan_of(large, sql, parameters)

    assert any("ix_issue_deadline (state=? AND deadline<?)" in step for step in steps), steps
    assert not any(step.startswith("SCAN issue") for step in steps), steps


def test_the_figures_are_counted_from_the_index_alone(large: Office) -> None:
    given = {"today": TODAY, "soon": TODAY + timedelta(7), "soon_chronic": TODAY + timedelta(14)}
    steps = plan_of(
        large, status_sql("unit", "source NOT IN (:deed_0)"), {**given, "deed_0": "practical_deed"}
    )

    assert any("USING COVERING INDEX ix_issue_status" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
