"""Puts many rows into one table at once, by the quickest way each engine has."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection

ROWS_A_STATEMENT = (400, 20, 1)
"""SQLite prepares its CHECK constraints anew for each statement, not for each row."""


class Rows(NamedTuple):
    """Rows of plain values for one table, days as ISO text.

    Attributes:
        constant: what all rows have alike, by column.
    """

    table: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    constant: Mapping[str, Any]


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Insert rows; by COPY on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        _insert_together(connection, rows)
    else:
        _copy(connection, rows)


def _insert_together(connection: Connection, given: Rows) -> None:
    constant = tuple(given.constant.values())
    done = 0
    for size in ROWS_A_STATEMENT:
        end = len(given.rows) - (len(given.rows) - done) % size
        if done < end:
            together = [
                (*constant, *chain.from_iterable(given.rows[at : at + size])) for at in range(done, end, size)
            ]
            statement = _statement(given.table, given.columns, tuple(given.constant), size)
            connection.exec_driver_sql(statement, together)
        done = end


@lru_cache
def _statement(table: str, columns: tuple[str, ...], constant: tuple[str, ...], size: int) -> str:
    """Return the statement for so many rows; what they have alike is bound once and comes first."""
    first, width = len(constant) + 1, len(columns)
    alike = [f"?{at}" for at in range(1, first)]
    values = (
        ",".join((*alike, *(f"?{at}" for at in range(start, start + width))))
        for start in range(first, first + size * width, width)
    )
    return f'INSERT INTO "{table}" ({_names((*constant, *columns))}) VALUES ({"),(".join(values)})'


def _copy(connection: Connection, given: Rows) -> None:
    constant = tuple(given.constant.values())
    columns = _names((*given.constant, *given.columns))
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f'COPY "{given.table}" ({columns}) FROM STDIN') as target:
        for row in given.rows:
            target.write_row((*constant, *row))


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
