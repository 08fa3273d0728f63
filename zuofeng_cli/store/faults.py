"""What a database driver complains of, said as one of our own errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.ledger import (
    DiskFull,
    LedgerBusy,
    LedgerDamaged,
    LedgerForeign,
    LedgerReadOnly,
    ServerUnreachable,
)
from zuofeng_cli.store.location import Location

_SQLITE: dict[int, type[ZuofengError]] = {
    sqlite3.SQLITE_BUSY: LedgerBusy,
    sqlite3.SQLITE_LOCKED: LedgerBusy,
    sqlite3.SQLITE_READONLY: LedgerReadOnly,
    sqlite3.SQLITE_CANTOPEN: LedgerReadOnly,
    sqlite3.SQLITE_PERM: LedgerReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFull,
    sqlite3.SQLITE_NOTADB: LedgerForeign,
    sqlite3.SQLITE_CORRUPT: LedgerDamaged,
}
_POSTGRES: dict[str, type[ZuofengError]] = {
    "55P03": LedgerBusy,  # lock_not_available
    "40P01": LedgerBusy,  # deadlock_detected
    "53100": DiskFull,
    "25006": LedgerReadOnly,
    "42501": LedgerReadOnly,  # insufficient_privilege
}

_UNREACHABLE = ("08", "28", "3D", "3F", "57")  # connection, password, database, schema, shutdown


def translate(error: BaseException, location: Location) -> ZuofengError | None:
    """Return our error for a driver's *error*, None where it is a fault of the program itself."""
    detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if isinstance(error, sqlite3.Error):
        kind = next(filter(None, map(_kind_of, _led_to(error))), None)
        return kind(location=location.shown, detail=detail) if kind else None
    state = getattr(error, "sqlstate", None)
    if state is None and type(error).__name__ in ("OperationalError", "ConnectionTimeout"):
        return ServerUnreachable(location=location.shown, detail=detail)
    if state is not None and state[:2] in _UNREACHABLE:
        return ServerUnreachable(location=location.shown, detail=detail)
    kind = _POSTGRES.get(state or "")
    return kind(location=location.shown, detail=detail) if kind else None


def _led_to(error: BaseException | None) -> Iterator[BaseException]:
    """Yield *error* and what led to it: a disk that is full also makes tidying up fail."""
    while error is not None:
        yield error
        error = error.__context__


def _kind_of(error: BaseException) -> type[ZuofengError] | None:
    return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


@contextmanager
def sqlite_faults_translated(location: Location) -> Iterator[None]:
    """Turn what the sqlite3 module raises into our errors."""
    try:
        yield
    except sqlite3.Error as error:
        ours = translate(error, location)
        if ours is None:
            raise
        raise ours from error
