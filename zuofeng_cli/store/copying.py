"""Copying a ledger from one place to another as it stood at one moment; the engines may differ."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from sqlalchemy import Connection, inspect

from zuofeng_cli.errors.ledger import LedgerExists
from zuofeng_cli.rules.journal import plain
from zuofeng_cli.stopping import COMMITTING
from zuofeng_cli.store import schema
from zuofeng_cli.store.bulk import Rows, insert_rows
from zuofeng_cli.store.faults import sqlite_faults_translated
from zuofeng_cli.store.founding import has_ledger, use_large_pages
from zuofeng_cli.store.layout import LAYOUT
from zuofeng_cli.store.ledger import transaction
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.reader import BUSY_TIMEOUT_S, read_only_address, reading

CHUNK = 5_000
PAGES = 1_000

Tick = Callable[[int, int], None]
"""Is told (parts done, parts in all)."""


def copy_ledger(source: Location, target: Location, tick: Tick) -> None:
    """Copy the ledger at *source* to *target*: an empty file, or a server's schema without a ledger.

    Raises:
        LedgerExists: a server has one there. LedgerTooOld: another layout goes only from file to file.
        DiskFull, LedgerDamaged, ServerUnreachable: what the driver says.
    """
    if source.path is not None and target.path is not None:
        _copy_pages(source, target, tick)
    else:
        _copy_rows(source, target, tick)


def _copy_pages(source: Location, target: Location, tick: Tick) -> None:
    """Copy page by page; whoever writes meanwhile is not kept from it.

    The copy is one file with no log beside it, so that it can be read where nothing can be written.
    """
    assert source.path is not None and target.path is not None
    address = read_only_address(source.path)
    with sqlite_faults_translated(source):
        there = sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    with closing(there), closing(sqlite3.connect(target.path, isolation_level=None)) as here:
        with sqlite_faults_translated(source):
            there.execute("BEGIN")  # one snapshot: else the copy begins anew whenever somebody writes
            there.execute(schema.REVISION).fetchall()
        with sqlite_faults_translated(target):
            here.execute("PRAGMA journal_mode=MEMORY")
            there.backup(here, pages=PAGES, progress=lambda _code, left, pages: tick(pages - left, pages))
            here.execute("PRAGMA journal_mode=DELETE")


def _copy_rows(source: Location, target: Location, tick: Tick) -> None:
    """Copy table by table, those that others refer to first."""
    if target.path is not None:
        use_large_pages(target.path)
    with reading(source, as_stored=True) as reader, transaction(target) as connection:
        if has_ledger(inspect(connection)):
            raise LedgerExists(location=target.shown)
        schema.upgrade(connection)
        if target.path is not None:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # issues may be merged into later ones
        count = _Count(sum(reader.rows(f"SELECT count(*) FROM {table}")[0][0] for table in LAYOUT), tick)
        for table, columns in LAYOUT.items():
            rows = reader.stream(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2")
            _insert(connection, table, tuple(columns), map(count.passed, rows))
    if target.path is not None:
        COMMITTING.set(False)  # it has no name yet


def _insert(connection: Connection, table: str, columns: tuple[str, ...], rows: Any) -> None:
    """Insert the rows of a table; on a server all at once, as it then checks what they refer to."""
    if connection.dialect.name != "sqlite":
        insert_rows(connection, [Rows(table, columns, rows, {})])
        return
    while chunk := list(islice(rows, CHUNK)):
        insert_rows(connection, [Rows(table, columns, chunk, {})])


class _Count:
    """Counts the rows that pass."""

    def __init__(self, total: int, tick: Tick) -> None:
        self._total, self._tick, self._done = total, tick, 0

    def passed(self, row: Sequence[Any]) -> Sequence[Any]:
        """Return the row as plain values."""
        self._done += 1
        if self._done % CHUNK == 0:
            self._tick(self._done, self._total)
        return tuple(map(plain, row))
