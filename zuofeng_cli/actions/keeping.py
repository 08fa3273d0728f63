"""Backups: the whole ledger as one file, proved before it has its name, and put back in its place.

A backup is a SQLite ledger whatever the engine, so every reading command can look at it, and a ledger moves
from one engine to the other by way of it.
"""

import shutil
from dataclasses import replace as but
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import FileMissing, FileUnreadable
from zuofeng_cli.errors.keeping import (
    BackupTooOld,
    LedgerInPlace,
    LedgerWorkedWith,
    NoBackup,
    NotInOrder,
    ServerInPlace,
    SomethingInPlace,
)
from zuofeng_cli.errors.ledger import (
    LedgerDamaged,
    LedgerForeign,
    LedgerMissing,
    LedgerTooOld,
    LedgerUnreadable,
)
from zuofeng_cli.exchange.files import check_free, writing_file
from zuofeng_cli.queries.audit import Audit
from zuofeng_cli.queries.keeping import last_event, proof, shared_events
from zuofeng_cli.store.copying import Tick, copy_ledger
from zuofeng_cli.store.founding import new_place
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.reader import reading
from zuofeng_cli.words import _


def back_up(source: Location, file: Path, *, replace: bool, tick: Tick) -> Audit:
    """Copy the ledger to *file*, and return what was proved of the copy.

    Raises:
        LedgerMissing, LedgerForeign, LedgerTooNew, LedgerTooOld: there is nothing to be copied as it is.
        OutputExists, FolderNotWritable: of *file*. LedgerWorkedWith: somebody works with *file*.
        NotInOrder, LedgerDamaged: what the proof found; no backup was made.
    """
    with reading(source, older=True):
        pass  # says what is wrong with it before anything is made
    _check_unused(file, source, replace=replace)
    with writing_file(file, replace=replace) as part:
        copy = Location(Path(part.name), "", str(file))
        copy_ledger(source, copy, tick)
        if source.path is not None:  # who may not read the ledger may not read its backup
            shutil.copymode(source.path, part.name)
        return _proved(but(copy, shown=source.shown), tick)


def _check_unused(file: Path, source: Location, *, replace: bool) -> None:
    """Refuse to write over the ledger itself, or over any whose log says that somebody works with it."""
    check_free(file, replace=replace)
    is_source = source.path is not None and file.exists() and file.samefile(source.path)
    log = Path(f"{file}-wal")
    if is_source or (log.exists() and log.stat().st_size):
        raise LedgerWorkedWith(path=file)


class Restored(NamedTuple):
    """A backup that was put back.

    Attributes:
        beside: what the ledger that was there before is kept as.
        lost: how many of its events the backup does not hold; None where it could not be read.
    """

    found: Audit
    beside: Path | None
    lost: int | None


def put_back(backup: Location, target: Location, *, replace: bool, now: datetime, tick: Tick) -> Restored:
    """Make the backup the ledger at *target*.

    Args:
        replace: keep what is at *target* beside it, by the time *now* in its name; else nothing may be there.

    Raises:
        FileMissing, FileUnreadable, NoBackup, BackupTooOld, NotInOrder: the backup is none to be put back.
        LedgerInPlace, SomethingInPlace, ServerInPlace: there is something, and it is not to be replaced.
        LedgerBusy: somebody works with it.
    """
    found = _proved_backup(backup, tick)
    is_there, lost = _in_place(target, backup)
    if is_there and target.path is None:
        raise ServerInPlace(location=target.shown)
    if is_there and not replace:
        raise _in_the_way(target, lost)
    beside = None
    if is_there and target.path is not None:
        path = target.path.resolve() if target.path.is_symlink() else target.path
        target = but(target, path=path)
        beside = path.with_name(f"{path.stem}-until-{now:%Y%m%d-%H%M%S}{path.suffix}")
    with new_place(target, beside=beside, torn=lost is None) as aside:
        copy_ledger(backup, aside, tick)
    return Restored(found, beside, lost)


def _in_the_way(target: Location, lost: int | None) -> ZuofengError:
    if lost is None:
        return SomethingInPlace(location=target.shown)
    return LedgerInPlace(location=target.shown, lost=lost)


def _in_place(target: Location, backup: Location) -> tuple[bool, int | None]:
    """Return whether there is something at *target*, and how many of its events the backup does not hold."""
    try:
        with reading(target, as_stored=True, older=True) as ours, reading(backup, as_stored=True) as theirs:
            return True, last_event(ours) - shared_events(ours, theirs)
    except LedgerMissing:
        return False, None
    except (LedgerDamaged, LedgerForeign):
        if target.path is None or not target.path.is_file():
            raise
        return True, None


def _proved_backup(backup: Location, tick: Tick) -> Audit:
    try:
        return _proved(backup, tick, older=False)
    except LedgerMissing as error:
        raise FileMissing(path=backup.shown) from error
    except LedgerUnreadable as error:
        raise FileUnreadable(path=backup.shown, detail=error.facts["detail"]) from error
    except LedgerForeign as error:
        raise NoBackup(location=backup.shown) from error
    except LedgerTooOld as error:
        raise BackupTooOld(**error.facts) from error


def _proved(location: Location, tick: Tick, *, older: bool = True) -> Audit:
    """Return what was proved of a ledger, if it is in order."""
    tick(0, 0)  # how long it takes is not known
    with reading(location, as_stored=True, older=older) as reader:
        found = proof(reader)
    if not found.ok:
        first, *others = found.problems
        detail = _(first.message).format(**first.facts)
        raise NotInOrder(location=location.shown, where=first.where, detail=detail, more=len(others))
    return found
