"""SQLAlchemy engines for the two databases a ledger can live in."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from zuofeng_cli.errors.ledger import UnknownEngine
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.reader import BUSY_TIMEOUT_S

BUSY_TIMEOUT_MS = int(BUSY_TIMEOUT_S * 1000)
USUAL = ("cache_size=-65536", "threads=0")
"""64 MB, taken only as far as a command touches that much: a large import stays within its pages."""

LOADING = ("cache_size=-2048", "threads=2")
"""Rows that are only added need few pages; indexes are sorted by two threads in runs a processor caches."""


@cache
def engine_for(location: Location) -> Engine:
    """Return an engine whose transactions take the write lock at once on SQLite.

    It holds no connection, so one per place serves the whole process.
    """
    if location.path is None:
        try:
            engine = create_engine(location.url, poolclass=NullPool, connect_args={"connect_timeout": 5})
        except (ArgumentError, ValueError) as error:
            raise UnknownEngine(location=location.shown) from error
        event.listen(engine, "begin", _begin_server)
        return engine
    engine = create_engine(
        URL.create("sqlite", database=str(location.path.absolute())),
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _connect_file)
    event.listen(engine, "begin", _begin_file)
    return engine


def tune(connection: Connection, settings: Sequence[str]) -> None:
    """Set SQLite up for what is done next."""
    for setting in settings:
        connection.exec_driver_sql(f"PRAGMA {setting}")


def _connect_file(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    for setting in (f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=FULL", *USUAL):
        connection.execute(f"PRAGMA {setting}")


def _begin_file(connection: Connection) -> None:
    # IMMEDIATE: two clerks queue for the lock here instead of failing at commit.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_server(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = {BUSY_TIMEOUT_MS}"))
