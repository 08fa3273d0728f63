"""The light reader: runs one portable SQL statement at a time, read-only.

On SQLite it needs nothing but the standard library; SQLAlchemy is imported for any other engine only.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from stat import S_ISREG
from typing import Any, Protocol
from urllib.parse import quote

from zuofeng_cli.errors.ledger import (
    DriverMissing,
    LedgerBusy,
    LedgerDamaged,
    LedgerForeign,
    LedgerMissing,
    LedgerTooOld,
    LedgerUnreadable,
)
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.plan_reading import read_plan
from zuofeng_cli.rules.plan_table import PlanFaults
from zuofeng_cli.rules.references import format_ref, parse_ref
from zuofeng_cli.store.faults import sqlite_faults_translated, translate
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.schema import REVISION, check_head
from zuofeng_cli.words import _

BUSY_TIMEOUT_S = 10.0
CAMPAIGN = "SELECT year, plan FROM ledger"
"""Asks for what the ledger is about."""

CHUNK = 500
STREAM_ROWS = 10_000

Rows = Iterator[Sequence[Any]]


class _Source(Protocol):
    """Runs one statement with named parameters."""

    def run(self, sql: str, parameters: dict[str, object], *, streamed: bool = False) -> Rows: ...


class Reader:
    """A ledger opened for reading. DATE columns come as dates on both engines."""

    def __init__(self, source: _Source, location: Location) -> None:
        self._source = source
        self.location = location

    def stream(self, sql: str, **parameters: object) -> Rows:
        """Yield the rows of *sql*, which names its parameters ``:like_this``, without keeping them all."""
        return self._source.run(sql, parameters, streamed=True)

    def rows(self, sql: str, **parameters: object) -> list[Sequence[Any]]:
        """Return all rows of *sql*."""
        return list(self._source.run(sql, parameters))

    def rows_among(self, sql: str, values: Sequence[int], **parameters: object) -> list[Sequence[Any]]:
        """Return the rows of *sql*, whose ``:among`` stands for a list, for all *values*."""
        found: list[Sequence[Any]] = []
        for start in range(0, len(values), CHUNK):
            chunk = values[start : start + CHUNK]
            listed = {f"among_{index}": value for index, value in enumerate(chunk)}
            names = ", ".join(f":{name}" for name in listed)
            found += self.rows(sql.replace(":among", names), **listed, **parameters)
        return found

    @cached_property
    def _ledger(self) -> tuple[int, Plan, dict[str, Any]]:
        return campaign_of(self.rows(CAMPAIGN), self.location)

    @property
    def year(self) -> int:
        """The campaign's year."""
        return self._ledger[0]

    @property
    def plan_data(self) -> dict[str, Any]:
        """The plan as it was snapshotted when the ledger was made."""
        return self._ledger[2]

    @property
    def plan(self) -> Plan:
        """The plan of this ledger."""
        return self._ledger[1]

    def ref(self, number: int) -> str:
        """Return how issue *number* is shown."""
        return format_ref(self.plan.reference, self.year, number)

    def number(self, given: str) -> int:
        """Return the issue number that a typed reference means."""
        return parse_ref(given, prefix=self.plan.reference, year=self.year)


class _SqliteSource:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def run(self, sql: str, parameters: dict[str, object], *, streamed: bool = False) -> Rows:
        del streamed  # a cursor of sqlite3 always streams
        return self.connection.execute(sql, parameters)


class _ServerSource:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def run(self, sql: str, parameters: dict[str, object], *, streamed: bool = False) -> Rows:
        from sqlalchemy import text

        options = {"yield_per": STREAM_ROWS} if streamed else {}
        yield from self.connection.execute(text(sql), parameters, execution_options=options)


@contextmanager
def reading(location: Location, *, as_stored: bool = False, older: bool = False) -> Iterator[Reader]:
    """Open the ledger at *location* for reading.

    Args:
        as_stored: give what a file holds as it is, days as text, and bytes that are no UTF-8 as surrogates.
        older: take a file with the layout of an older version too.

    Raises:
        LedgerMissing, LedgerForeign, LedgerTooNew, LedgerTooOld, LedgerDamaged: what is wrong with it.
    """
    is_file = location.path is not None
    with _reading_file(location, as_stored, older) if is_file else _reading_server(location) as reader:
        yield reader


@contextmanager
def _reading_file(location: Location, as_stored: bool, older: bool) -> Iterator[Reader]:
    check_file(location)
    assert location.path is not None
    lying_still = _state_if_nothing_beside(location.path)
    with sqlite_faults_translated(location):
        connection = sqlite3.connect(
            read_only_address(location.path),
            uri=True,
            timeout=BUSY_TIMEOUT_S,
            detect_types=0 if as_stored else sqlite3.PARSE_DECLTYPES,
        )
        if as_stored:
            connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        try:
            reader = reader_on(connection, location)
            tables = {name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"ledger", "alembic_version"} <= tables:
                raise LedgerForeign(location=location.shown)
            connection.execute("BEGIN")  # one snapshot for the whole command
            _check_revision(_SqliteSource(connection), location, older=older)
            yield reader
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN:
                raise
            detail = _("what was written last lies in {name}, which cannot be opened in a read-only folder")
            beside = f"{location.path.name}-wal"
            raise LedgerUnreadable(location=location.shown, detail=detail.format(name=beside)) from error
        finally:
            connection.close()
            if lying_still and lying_still != _state_if_nothing_beside(location.path):
                raise LedgerBusy(location=location.shown)


def read_only_address(path: Path) -> str:
    """Return how SQLite is told to open a ledger file without writing, also where it could not."""
    still = "&immutable=1" if _state_if_nothing_beside(path) else ""
    return f"file:{quote(str(path.absolute()))}?mode=ro{still}"


def _state_if_nothing_beside(path: Path) -> tuple[int, int] | None:
    """Return size and time of a ledger that is all in one file, in a folder where nobody may write.

    SQLite wants to lay its log beside it even to read, and has to be told that it need not; then it takes no
    notice of others who may write there, so whoever asks has to look again afterwards.
    """
    if os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return None
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def reader_on(connection: sqlite3.Connection, location: Location) -> Reader:
    """Return a reader of what *connection*, which detects declared types, has open; days come as dates."""
    sqlite3.register_converter("DATE", _date_reader(location))
    sqlite3.register_adapter(date, date.isoformat)
    return Reader(_SqliteSource(connection), location)


def reader_within(connection: Any, location: Location) -> Reader:
    """Return a reader of what the writer's open *connection* sees."""
    return Reader(_ServerSource(connection), location)


def _date_reader(location: Location) -> Callable[[bytes], date]:
    def read(value: bytes) -> date:
        try:
            return date.fromisoformat(value.decode())
        except ValueError as error:
            detail = _("“{value}” is no date").format(value=value.decode(errors="replace"))
            raise LedgerDamaged(location=location.shown, detail=detail) from error

    return read


@contextmanager
def _reading_server(location: Location) -> Iterator[Reader]:
    from sqlalchemy.exc import DBAPIError, NoSuchModuleError, ProgrammingError

    from zuofeng_cli.store.engine import engine_for

    try:
        engine = engine_for(location)
        with engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as connection:
            source = _ServerSource(connection)
            try:
                _check_revision(source, location)
            except ProgrammingError as error:
                raise LedgerMissing(location=location.shown) from error
            yield Reader(source, location)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DriverMissing from error
    except DBAPIError as error:
        ours = translate(error.orig, location) if error.orig else None
        if ours is None:
            raise
        raise ours from error


def check_file(location: Location) -> None:
    """Refuse a ledger file that is not there, may not be read, or is a folder, a pipe or a device.

    Raises:
        LedgerMissing, LedgerUnreadable, LedgerForeign: as they say.
    """
    assert location.path is not None
    try:
        is_file = S_ISREG(location.path.stat().st_mode)
    except PermissionError as error:
        raise LedgerUnreadable(location=location.shown, detail=_("you have no permission")) from error
    except OSError as error:
        raise LedgerMissing(location=location.shown) from error
    if not is_file:
        raise LedgerForeign(location=location.shown)
    if not os.access(location.path, os.R_OK):
        raise LedgerUnreadable(location=location.shown, detail=_("you have no permission"))


def _check_revision(source: _Source, location: Location, *, older: bool = False) -> None:
    revisions = [revision for (revision,) in source.run(REVISION, {})]
    try:
        check_head(revisions[0] if revisions else None, location)
    except LedgerTooOld:
        if not older:
            raise


def campaign_of(rows: Sequence[Sequence[Any]], location: Location) -> tuple[int, Plan, dict[str, Any]]:
    """Return year and plan, and the plan's plain data, of the *rows* that `CAMPAIGN` finds.

    Raises:
        LedgerDamaged: there is not one row, or it holds no year or no longer a plan.
    """
    if len(rows) != 1:
        detail = _("the table {table} has {count} rows instead of one").format(
            table="ledger", count=len(rows)
        )
        raise LedgerDamaged(location=location.shown, detail=detail)
    ((year, snapshot),) = rows
    if not isinstance(year, int):
        detail = _("{field}: {value} cannot be read").format(field="ledger.year", value=year)
        raise LedgerDamaged(location=location.shown, detail=detail)
    try:
        return year, *_read_snapshot(snapshot)
    except (ValueError, TypeError, PlanFaults) as error:
        raise LedgerDamaged(location=location.shown, detail=_("its plan cannot be read")) from error


@lru_cache(maxsize=4)  # a writing command looks at the ledger again once it has committed
def _read_snapshot(snapshot: str) -> tuple[Plan, dict[str, Any]]:
    data = json.loads(snapshot)
    return read_plan(data), data
