"""Puts many rows into one table at once, by the quickest way each engine has."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection

ROWS_A_STATEMENT = 100
"""SQLite prepares its CHECK constraints anew for each statement, not for each row."""

Rows = tuple[str, Sequence[str], Sequence[Sequence[Any]]]
"""A table, columns, and rows of plain values, days as ISO text."""


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Insert rows; by COPY on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        _insert_together(connection, *rows)
    else:
        _copy(connection, *rows)


def _insert_together(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    statement = f'INSERT INTO "{table}" ({_names(columns)}) VALUES '
    marks = f"({', '.join('?' * len(columns))})"
    whole = len(rows) - len(rows) % ROWS_A_STATEMENT
    if whole:
        together = [
            tuple(chain.from_iterable(rows[at : at + ROWS_A_STATEMENT]))
            for at in range(0, whole, ROWS_A_STATEMENT)
        ]
        connection.exec_driver_sql(statement + ", ".join([marks] * ROWS_A_STATEMENT), together)
    if whole < len(rows):
        connection.exec_driver_sql(statement + marks, list(rows[whole:]))


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f'COPY "{table}" ({_names(columns)}) FROM STDIN') as target:
        for row in rows:
            target.write_row(row)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
