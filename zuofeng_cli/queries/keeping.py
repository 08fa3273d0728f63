"""Whether a copy of a ledger can be relied on, and how far two ledgers are the same."""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.queries.audit import Audit, audit, check_chain
from zuofeng_cli.queries.problems import Problem
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.reader import Reader, reading
from zuofeng_cli.store.schema import HEAD, REVISION
from zuofeng_cli.words import N_

_HASH = "SELECT hash FROM event WHERE seq = :seq"
_LAST = "SELECT coalesce(max(seq), 0) FROM event"
_ISSUES = "SELECT count(*) FROM issue"


def proof(reader: Reader) -> Audit:
    """Return what an audit finds and, before it, whether a file's pages are whole.

    Of a ledger with the layout of an older version it is only the journal's chain that can be proved.
    """
    torn = _torn(reader)
    if torn:
        return Audit(False, 0, 0, "", tuple(torn))
    if reader.rows(REVISION)[0][0] == HEAD:
        return audit(reader)
    problems: list[Problem] = []
    events, head = check_chain(reader, problems)
    return Audit(not problems, events, reader.rows(_ISSUES)[0][0], head, tuple(problems))


def _torn(reader: Reader) -> list[Problem]:
    """Let SQLite look through a file; a server does so by itself."""
    said = reader.rows("PRAGMA quick_check(1)") if reader.location.path is not None else []
    return [
        Problem("SQLite", N_("its pages are damaged ({detail})"), {"detail": str(row[0])})
        for row in said
        if row[0] != "ok"
    ]


def last_event(reader: Reader) -> int:
    """Return the number of the newest event."""
    return int(reader.rows(_LAST)[0][0])


def shared_events(one: Reader, other: Reader) -> int:
    """Return how many events two journals begin with alike; once they part they never meet again."""

    def differ(seq: int) -> bool:
        return bool(_hash(one, seq) != _hash(other, seq))

    together = range(1, min(last_event(one), last_event(other)) + 1)
    return bisect_left(together, True, key=differ)


def _hash(reader: Reader, seq: int) -> Any:
    rows = reader.rows(_HASH, seq=seq)
    return rows[0][0] if rows else None


class Backup(NamedTuple):
    """A file that holds an earlier state of a ledger, with all but its newest events."""

    path: Path
    events: int


def newest_backup(reader: Reader, folder: Path) -> Backup | None:
    """Return the newest backup of a ledger in *folder*, if there is any."""
    return max(_backups(reader, folder), key=lambda backup: backup.events, default=None)


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.glob("*.db")) if folder.is_dir() else []
    except OSError:  # one may not look there
        return []


def _backups(reader: Reader, folder: Path) -> Iterator[Backup]:
    """Yield what in *folder* is a state of the ledger."""
    own = reader.location.path
    for path in _files(folder):
        try:
            if own is not None and path.samefile(own):
                continue
            with reading(Location(path, "", str(path)), as_stored=True, older=True) as other:
                shared = shared_events(reader, other)
        except (ZuofengError, OSError):  # it is something else
            continue
        if shared:
            yield Backup(path, shared)
