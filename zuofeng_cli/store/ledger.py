"""The only writer: issue rows, registers and journal events go in together, or not at all."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError, ProgrammingError

from zuofeng_cli.errors.ledger import ChangedMeanwhile, DriverMissing, LedgerForeign, LedgerMissing
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Steps, Value, canonical, changes_of
from zuofeng_cli.stopping import COMMITTING
from zuofeng_cli.store import schema
from zuofeng_cli.store.bulk import Rows, insert_rows
from zuofeng_cli.store.context import Context, Warned
from zuofeng_cli.store.engine import engine_for
from zuofeng_cli.store.faults import sqlite_faults_translated, translate
from zuofeng_cli.store.listings import Listings
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.models import ISSUE
from zuofeng_cli.store.plain_sql import ask
from zuofeng_cli.store.reader import CAMPAIGN, campaign_of, check_file
from zuofeng_cli.store.register_book import RegisterBook
from zuofeng_cli.store.rows import (
    PARTS,
    Listed,
    changed_columns,
    issue_row,
    part_columns,
    part_row,
    part_table,
    part_values,
)
from zuofeng_cli.store.standings import Standings

Move = tuple[Issue | None, Issue, str]
"""An issue before (None: new) and after, and the action that led there."""

Course = tuple[Listed | None, Listed, Steps]
"""The same with several steps, which together make up what differs."""

WRITE_CHUNK = 5_000


@contextmanager
def transaction(location: Location) -> Iterator[Connection]:
    """Hold the ledger's write lock; commit at the end, or leave nothing behind.

    Raises:
        LedgerBusy, LedgerReadOnly, DiskFull, LedgerDamaged, ServerUnreachable: what the driver says.
    """
    try:
        with sqlite_faults_translated(location), engine_for(location).begin() as connection:
            yield connection
            COMMITTING.set(True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DriverMissing from error
    except sqlite3.Error as error:  # of rows that were inserted past SQLAlchemy
        ours = translate(error, location)
        if ours is None:
            raise
        raise ours from error
    except DBAPIError as error:
        ours = translate(error.orig, location) if error.orig else None
        if ours is None:
            raise
        raise ours from error


@contextmanager
def writing(context: Context) -> Iterator["Book"]:
    """Open the ledger of *context* for one use-case, in one transaction.

    Raises:
        LedgerMissing, LedgerForeign, LedgerTooNew, LedgerTooOld: what is wrong with it.
    """
    if context.location.path is not None:
        check_file(context.location)
    with transaction(context.location) as connection:
        schema.check_head(revision_of(connection, context.location), context.location)
        # On PostgreSQL this row is the lock that keeps numbers and the chain without gaps.
        lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
        year, plan, _data = campaign_of(ask(connection, CAMPAIGN + lock), context.location)
        book = Book(connection, context, year, plan)
        yield book
        book.end_command()
        warned: list[Warned] = [*book.clock_back(), *book.out_of_stage(), *book.doubts]
    context.heed(warned)


def revision_of(connection: Connection, location: Location) -> str | None:
    """Return the revision of the ledger's layout.

    Raises:
        LedgerForeign, LedgerMissing: there is no ledger behind the connection.
    """
    try:
        revision = connection.exec_driver_sql(schema.REVISION).scalar()
    except (ProgrammingError, OperationalError) as error:
        if error.orig and translate(error.orig, location):
            raise
        missing = LedgerForeign if location.path is not None else LedgerMissing
        raise missing(location=location.shown) from error
    return None if revision is None else str(revision)


@dataclass(slots=True)
class _Pending:
    """Rows of one chunk that wait to be written.

    Attributes:
        parts: rows by the name of the part.
        changed: per issue how it was before the chunk, how it is after, and in how many steps.
        events: action, issue and canonical changes of each.
    """

    issues: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, list[tuple[Value, ...]]] = field(default_factory=lambda: {name: [] for name in PARTS})
    changed: dict[int, tuple[Listed, Listed, int]] = field(default_factory=dict)
    events: list[tuple[str, int, bytes]] = field(default_factory=list)

    def part_rows(self) -> Iterator[Rows]:
        """Yield the rows of parts, which are only ever added."""
        for name, rows in self.parts.items():
            if rows:
                yield Rows(PARTS[name][0].name, ("number", "position", *part_columns(name)), rows, {})


class Book(RegisterBook, Standings):
    """The ledger, open for writing in one transaction."""

    def record(self, before: Issue | None, after: Issue, action: str, reason: str | None = None) -> Issue:
        """Store *after* and journal what changed; return it."""
        self.record_many([(before, after, action)], reason)
        return after

    def record_many(self, moves: Iterable[Move], reason: str | None = None) -> int:
        """Store many moves and one event each, in their order; return how many changed anything."""
        courses = ((before, after, [(action, changes_of(before, after))]) for before, after, action in moves)
        return self.record_courses(courses, reason)

    def record_courses(self, courses: Iterable[Course], reason: str | None = None) -> int:
        """Store what became of many issues, with an event for each step that changed anything; count them."""
        waiting = iter(courses)
        count = 0
        while chunk := list(islice(waiting, WRITE_CHUNK)):
            pending = _Pending()
            for before, after, steps in chunk:
                self._prepare(pending, before, after, [step for step in steps if step[1]])
            self._write(pending, reason)
            count += len(pending.events)
        return count

    def _prepare(self, pending: _Pending, before: Listed | None, after: Listed, steps: Steps) -> None:
        if not steps:
            return
        number = after.number
        pending.events += [(str(action), number, canonical(changes).encode()) for action, changes in steps]
        if before is None:
            assert isinstance(after, Issue)
            pending.issues.append(issue_row(after))
            self._versions[number] = 1
        else:
            first, _last, earlier = pending.changed.get(number, (before, after, 0))
            pending.changed[number] = (first, after, earlier + len(steps))
        for name in PARTS:
            old, new = getattr(before, name, ()), getattr(after, name, ())
            if old is not new:
                fresh = enumerate(new[len(old) :], len(old) + 1)
                pending.parts[name] += [(number, at, *part_values(part)) for at, part in fresh]

    def _write(self, pending: _Pending, reason: str | None) -> None:
        if pending.issues:
            self._connection.execute(insert(ISSUE), pending.issues)
        self._update(pending.changed.values())
        insert_rows(self._connection, [*pending.part_rows(), self._sealed(pending.events, reason)])

    def _update(self, changed: Iterable[tuple[Listed, Listed, int]]) -> None:
        """Bring rows up to date, those that change the same columns in one go."""
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for before, after, steps in changed:
            values = changed_columns(before, after)
            seen = self._versions[after.number]
            row = {"this": after.number, "seen": seen, **values, "version": seen + steps}
            alike.setdefault(tuple(row), []).append(row)
            self._versions[after.number] = seen + steps
            for name in PARTS:
                old = getattr(before, name, ())
                if old and old != getattr(after, name)[: len(old)]:
                    self._update_parts(name, after.number, old, getattr(after, name))
        this = (ISSUE.c.number == bindparam("this")) & (ISSUE.c.version == bindparam("seen"))
        for columns, rows in alike.items():
            statement = update(ISSUE).where(this).values({name: bindparam(name) for name in columns[2:]})
            if self._connection.execute(statement, rows).rowcount != len(rows):
                number = rows[0]["this"]
                raise ChangedMeanwhile(ref=self.ref(number), number=number)

    def _update_parts(self, name: str, number: int, old: Sequence[Any], new: Sequence[Any]) -> None:
        table = part_table(name)
        for position, part in enumerate(old, 1):
            here = (table.c.number == number) & (table.c.position == position)
            if position > len(new):
                self._connection.execute(delete(table).where(here))
            elif new[position - 1] != part:
                row = part_row(number, position, new[position - 1])
                self._connection.execute(update(table).where(here).values(**row))

    def list_many(self, listings: Listings, action: str) -> None:
        """Store many new issues with one event each, and one for everything that happens to them at once."""
        insert_rows(self._connection, [*listings.rows(), self._sealed(listings.begun(action))])
