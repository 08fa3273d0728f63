"""Making a new ledger, whole or not at all, and bringing an old one to the newest layout."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import Any, NamedTuple

from sqlalchemy import Connection, Inspector, insert, inspect

from zuofeng_cli.errors.ledger import LedgerExists, LedgerTooNew, NoPlaceForLedger
from zuofeng_cli.labels import hindrance
from zuofeng_cli.rules.journal import GENESIS, canonical, seal, timestamp
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.stopping import COMMITTING
from zuofeng_cli.store import schema
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.faults import sqlite_faults_translated
from zuofeng_cli.store.guards import INDEXES, indexes_missing
from zuofeng_cli.store.ledger import revision_of, transaction
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.models import EVENT, LEDGER
from zuofeng_cli.store.reader import BUSY_TIMEOUT_S, check_file, reader_within
from zuofeng_cli.store.setting_models import CATEGORY, FOCUS_AREA, PLAN_MEASURE, SOURCE
from zuofeng_cli.words import _

PAGE_BYTES = 16_384
"""Of a new SQLite ledger; 18 events fit in a page without waste, of 4096 bytes a sixth stays empty."""

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a ledger, by the end of its name."""


def found(context: Context, plan: Plan, data: dict[str, Any]) -> None:
    """Make a ledger of *plan* (whose plain *data* is snapshotted) at the place of *context*.

    Raises:
        LedgerExists: there is something already; it stays untouched.
        NoPlaceForLedger: the folder cannot be written.
    """
    with new_place(context.location) as location, transaction(location) as connection:
        if location.path is None and has_ledger(inspect(connection)):
            raise LedgerExists(location=location.shown)
        schema.upgrade(connection)
        _write_plan(connection, context, plan, data)


@contextmanager
def new_place(location: Location, *, beside: Path | None = None, torn: bool = False) -> Iterator[Location]:
    """Yield where to build: a file is built aside and appears under its name only when it is whole.

    Args:
        beside: the name that the file which is there now is kept under.
        torn: that file can no longer be read.

    Raises:
        LedgerExists: there is something already. NoPlaceForLedger: the folder cannot be written.
        LedgerBusy: somebody works with what is to be kept beside.
    """
    if location.path is None:
        yield location
        return
    path = location.path
    try:
        if beside is None:
            _check_free(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoPlaceForLedger(location=location.shown, detail=_("its folder does not exist")) from error
    except OSError as error:
        raise NoPlaceForLedger(location=location.shown, detail=hindrance(error)) from error
    os.close(handle)
    aside = Path(name)
    try:
        with sqlite_faults_translated(location):
            use_large_pages(aside)
        yield Location(aside, "", location.shown)
        with sqlite_faults_translated(location):
            _use_write_ahead_log(aside)
        if beside is None:
            aside.chmod(0o666 & ~_umask())
        else:
            _hand_over(aside, path)
        COMMITTING.set(True)
        if beside is None:
            _give_name(aside, path)
        else:
            with nullcontext() if torn else _alone(location, path):
                _keep(path, beside)
                aside.replace(path)
    except FileExistsError as error:
        raise LedgerExists(location=location.shown) from error
    except OSError as error:
        raise NoPlaceForLedger(location=location.shown, detail=hindrance(error)) from error
    finally:
        for suffix in ("", *LOGS):
            Path(f"{aside}{suffix}").unlink(missing_ok=True)


def _check_free(path: Path) -> None:
    """Refuse a name that is taken, or whose log was left behind: SQLite would take it for the new file's."""
    for log in (Path(f"{path}-wal"), Path(f"{path}-journal")):
        if log.exists() and log.stat().st_size:
            raise LedgerExists(location=log)
    if path.exists():
        raise LedgerExists(location=path)


@contextmanager
def _alone(location: Location, path: Path) -> Iterator[None]:
    """Keep everybody out of a ledger file, whose log is then part of it."""
    with (
        sqlite_faults_translated(location),
        closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA journal_mode=DELETE")  # busy as long as anybody has it open
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _keep(path: Path, beside: Path) -> None:
    """Give a file the name *beside*, and so what SQLite has left beside it."""
    for log in LOGS:
        if Path(f"{path}{log}").exists():
            Path(f"{path}{log}").rename(f"{beside}{log}")
    _give_name(path, beside)


def _give_name(path: Path, name: Path) -> None:
    """Give a file a *name* that nothing has: by a link, which fails where somebody else was faster.

    Raises:
        FileExistsError: something has it.
    """
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, as a memory stick is
        if name.exists():
            raise FileExistsError from None
        path.rename(name)


def _hand_over(path: Path, like: Path) -> None:
    """Let a file belong to whom another does: who restores is often not who works with it."""
    there = like.stat()
    path.chmod(S_IMODE(there.st_mode))
    with suppress(PermissionError):
        os.chown(path, there.st_uid, there.st_gid)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def use_large_pages(path: Path) -> None:
    """Lay out an empty file for rows of a kilobyte: an import writes a third less, and faster."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
        connection.execute("VACUUM")


def _use_write_ahead_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def has_ledger(inspector: Inspector) -> bool:
    """Return whether there is a ledger in a database already."""
    return bool({"ledger", "alembic_version"} & set(inspector.get_table_names()))


def _write_plan(connection: Connection, context: Context, plan: Plan, data: dict[str, Any]) -> None:
    snapshot = canonical(plain_data(data))
    digest = sha256(snapshot.encode()).hexdigest()
    at = timestamp(context.moment(plan.zone))
    ledger = {"id": 1, "year": plan.year, "plan": snapshot, "plan_sha256": digest, "created_at": at}
    connection.execute(insert(LEDGER).values(**ledger))
    for table, terms in ((CATEGORY, plan.categories), (SOURCE, plan.sources), (FOCUS_AREA, plan.focus_areas)):
        rows = [
            {"code": term.code, "name": term.name, "name_en": term.name_en, "sort_order": order}
            for order, term in enumerate(terms, 1)
        ]
        connection.execute(insert(table), rows)
    measures = [
        {"number": measure.number, "focus": measure.focus, "title": measure.title, "text": measure.text}
        for measure in plan.measures
    ]
    connection.execute(insert(PLAN_MEASURE), measures)
    event = seal(
        seq=1,
        at=at,
        actor=context.actor,
        action="init",
        number=None,
        changes={"year": [None, plan.year], "plan": [None, plan.code], "plan_sha256": [None, digest]},
        reason=None,
        prev_hash=GENESIS,
    )
    connection.execute(insert(EVENT).values(asdict(event)))


def plain_data(value: Any) -> Any:
    """Return parsed TOML as JSON can carry it; dates become ISO text."""
    if isinstance(value, dict):
        return {key: plain_data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_data(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


class Migrated(NamedTuple):
    """What bringing a ledger to the newest layout did; *indexes* were gone or altered and are made anew."""

    before: str
    after: str
    indexes: tuple[str, ...]


def migrate(location: Location) -> Migrated:
    """Bring the ledger at *location* to the newest layout.

    Raises:
        LedgerForeign, LedgerMissing: there is no ledger there.
        LedgerTooNew: it was written by a newer program.
    """
    if location.path is not None:
        check_file(location)
    with transaction(location) as connection:
        before = revision_of(connection, location) or ""
        if before not in schema.REVISIONS:
            raise LedgerTooNew(location=location.shown, revision=before)
        schema.upgrade(connection)
        return Migrated(before, schema.HEAD, tuple(_make_indexes(connection, location)))


def _make_indexes(connection: Connection, location: Location) -> Iterator[str]:
    """Make the indexes that are gone or not as they should be; yield their names."""
    for _table, name in indexes_missing(reader_within(connection, location)):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {INDEXES[name]}")
        yield name
