"""Plain SQL within the writer's transaction: what is only read needs no table and no statement builder."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, get_args

from sqlalchemy import Connection, text


def ask(connection: Connection, sql: str, **named: Any) -> Sequence[Sequence[Any]]:
    """Return the rows of *sql*, which names its parameters ``:like_this``.

    Values come as the driver gives them: days as ISO text and flags as numbers on SQLite; see ``as_in``.
    """
    if connection.dialect.name != "sqlite":
        return connection.execute(text(sql), named).all()
    driver: Any = connection.connection.driver_connection
    rows: Sequence[Sequence[Any]] = driver.execute(sql, named).fetchall()
    return rows


def ask_among(connection: Connection, sql: str, values: Sequence[int]) -> Sequence[Sequence[Any]]:
    """Return the rows of *sql*, whose ``:among`` stands for a list, for *values*."""
    named = {f"among_{index}": value for index, value in enumerate(values)}
    return ask(connection, sql.replace(":among", ", ".join(f":{name}" for name in named)), **named)


def as_in(kind: type, columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """Return a row by its columns, days and flags as in the fields of *kind*."""
    days, flags = _days_and_flags(kind)
    values = dict(zip(columns, row, strict=True))
    for name in days & values.keys():
        values[name] = as_day(values[name])
    for name in flags & values.keys():
        values[name] = bool(values[name])
    return values


def as_day(value: Any) -> Any:
    """Return a stored day as a date."""
    return date.fromisoformat(value) if value.__class__ is str else value


@cache
def _days_and_flags(kind: type) -> tuple[frozenset[str], frozenset[str]]:
    types: Mapping[str, tuple[Any, ...]] = {
        field.name: (field.type, *get_args(field.type)) for field in fields(kind)
    }
    return (
        frozenset(name for name, found in types.items() if date in found),
        frozenset(name for name, found in types.items() if bool in found),
    )
