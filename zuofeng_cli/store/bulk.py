"""Puts many rows into one table at once, by the quickest way each engine has."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection

ROWS_A_STATEMENT = (250, 20, 1)
"""SQLite prepares its CHECK constraints anew for each statement, not for each row."""


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector out: rows make no cycles, and looking for some takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Rows(NamedTuple):
    """Rows of plain values for one table, days as ISO text.

    Attributes:
        constant: what all rows have alike, by column.
        encoded: a column of texts that come in UTF-8.
    """

    table: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    constant: Mapping[str, Any]
    encoded: str = ""


def insert_rows(connection: Connection, rows: Iterable[Rows]) -> None:
    """Insert rows, table after table; by COPY on PostgreSQL."""
    for each in rows:
        if connection.dialect.name == "sqlite":
            insert_together(connection.connection.driver_connection, each)
        else:
            _copy(connection, each)


def insert_together(raw: Any, given: Rows) -> None:
    """Insert rows through SQLite's own connection, many to a statement."""
    constant = tuple(given.constant.values())
    done = 0
    for size in ROWS_A_STATEMENT:
        end = len(given.rows) - (len(given.rows) - done) % size
        if done < end:
            together = [
                (*constant, *chain.from_iterable(given.rows[at : at + size])) for at in range(done, end, size)
            ]
            statement = _statement(given.table, given.columns, tuple(given.constant), given.encoded, size)
            raw.executemany(statement, together)
        done = end


@lru_cache
def _statement(
    table: str, columns: tuple[str, ...], constant: tuple[str, ...], encoded: str, size: int
) -> str:
    """Return the statement for so many rows; what they have alike is bound once and comes first."""
    first, width = len(constant) + 1, len(columns)
    alike = [f"?{at}" for at in range(1, first)]
    marks = ["CAST(?{} AS TEXT)" if column == encoded else "?{}" for column in columns]
    values = (
        ",".join((*alike, *(mark.format(at) for at, mark in enumerate(marks, start))))
        for start in range(first, first + size * width, width)
    )
    return f'INSERT INTO "{table}" ({_names((*constant, *columns))}) VALUES ({"),(".join(values)})'


def _copy(connection: Connection, given: Rows) -> None:
    constant = tuple(given.constant.values())
    columns = _names((*given.constant, *given.columns))
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f'COPY "{given.table}" ({columns}) FROM STDIN') as target:
        for row in _decoded(given):
            target.write_row((*constant, *row))


def _decoded(given: Rows) -> Iterable[Sequence[Any]]:
    """Return the rows with every text as such."""
    if not given.encoded:
        return given.rows
    at = given.columns.index(given.encoded)
    return ((*row[:at], row[at].decode(), *row[at + 1 :]) for row in given.rows)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
