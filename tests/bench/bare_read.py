"""The yardstick for reads: the same table from a bare Typer + sqlite3 + rich script."""

import sqlite3
import sys
from typing import Annotated

import typer

app = typer.Typer()

LIST = """
SELECT issue.number, issue.state, category.name, issue.description, unit.name, owner.name, issue.deadline,
       issue.level
FROM issue
JOIN category ON category.code = issue.category
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
ORDER BY issue.number LIMIT 20
"""
STATUS = """
SELECT unit.name, count(*), sum(state = 'open'), sum(state = 'assigned'), sum(state = 'rectified'),
       sum(state = 'verified'), sum(state = 'closed'),
       sum(state IN ('open', 'assigned') AND deadline < :today),
       sum(state IN ('open', 'assigned') AND deadline BETWEEN :today AND :soon),
       sum(rectified_on IS NOT NULL), sum(deadline <= :today),
       sum(deadline <= :today AND rectified_on <= deadline),
       sum(deadline_original <= :today),
       sum(deadline_original <= :today AND rectified_on <= deadline_original)
FROM issue JOIN unit ON unit.id = issue.unit_id
WHERE state NOT IN ('cancelled', 'merged') GROUP BY unit.name
"""
SHOW = "SELECT * FROM issue WHERE number = 5"
GROUP = STATUS.replace("unit.name", "unit_id").replace("JOIN unit ON unit.id = issue.unit_id", "")


def show_table(db: str, sql: str) -> None:
    """Print the rows of *sql* as a rich table."""
    from rich.console import Console
    from rich.table import Table

    cursor = sqlite3.connect(db).execute(sql, {"today": "2020-07-01", "soon": "2020-07-08"})
    table = Table()
    for column in cursor.description:
        table.add_column(column[0])
    for row in cursor:
        table.add_row(*map(str, row))
    Console().print(table)


@app.command()
def main(db: Annotated[str, typer.Argument()], view: Annotated[str, typer.Argument()]) -> None:
    """Print one view of the ledger."""
    show_table(db, {"list": LIST, "status": STATUS, "show": SHOW}[view])


if __name__ == "__main__":
    if sys.argv[2] == "group":  # no Typer, no rich: the bare GROUP BY
        bound = {"today": "2020-07-01", "soon": "2020-07-08"}
        for row in sqlite3.connect(sys.argv[1]).execute(GROUP, bound):
            print(*row)
    else:
        app()
