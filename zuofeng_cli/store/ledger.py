"""The only writer: issue rows, registers and journal events go in together, or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError, ProgrammingError

from zuofeng_cli.errors import ChangedMeanwhile, DriverMissing, LedgerForeign, LedgerMissing
from zuofeng_cli.rules.entries import Entry, EntryT, kind_of
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import (
    GENESIS,
    Changes,
    Event,
    canonical,
    changes_of,
    digest,
    flatten,
    seal,
    timestamp,
)
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.registers import Batch, Owner, Unit
from zuofeng_cli.store import schema
from zuofeng_cli.store.bulk import insert_rows
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.engine import engine_for
from zuofeng_cli.store.faults import translate
from zuofeng_cli.store.listings import Listing, rows_of
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.lookups import Lookups
from zuofeng_cli.store.models import COMMAND, EVENT, ISSUE, LEDGER
from zuofeng_cli.store.reader import check_file, plan_of
from zuofeng_cli.store.register_rows import put_batch, put_owner, put_profile, put_unit, put_working_day
from zuofeng_cli.store.rows import PARTS, issue_row, part_row

Move = tuple[Issue | None, Issue, str]
"""An issue before (None: new) and after, and the action that led there."""

WRITE_CHUNK = 5_000
EVENT_COLUMNS = tuple(item.name for item in fields(Event))


@contextmanager
def transaction(location: Location) -> Iterator[Connection]:
    """Hold the ledger's write lock; commit at the end, or leave nothing behind.

    Raises:
        LedgerBusy, LedgerReadOnly, DiskFull, LedgerDamaged, ServerUnreachable: what the driver says.
    """
    try:
        with engine_for(location).begin() as connection:
            yield connection
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DriverMissing from error
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
        ledger = connection.execute(select(LEDGER).with_for_update()).one()
        plan, _data = plan_of(ledger.plan, context.location)
        book = Book(connection, context, ledger.year, plan)
        yield book
        book.end_command()


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
        changed: per issue how it was before the chunk, how it is after, and in how many steps.
    """

    issues: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in PARTS})
    changed: dict[int, tuple[Issue, Issue, int]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)


class Book(Lookups):
    """The ledger, open for writing in one transaction."""

    def __init__(self, connection: Connection, context: Context, year: int, plan: Plan) -> None:
        super().__init__(connection, year, plan)
        self.actor = context.actor
        self.today = context.today(plan.zone)
        self.at = timestamp(context.moment(plan.zone))
        self._seq, self._head = 0, GENESIS
        newest = select(EVENT.c.seq, EVENT.c.hash).order_by(EVENT.c.seq.desc()).limit(1)
        for seq, head in connection.execute(newest):
            self._seq, self._head = seq, head
        self.first_event = self._seq + 1
        """The first event that this command writes, if it writes any."""

    def end_command(self) -> None:
        """Keep which events this command has written, so that it can be undone as a whole."""
        if self._seq >= self.first_event:
            row = {"first_event": self.first_event, "last_event": self._seq}
            self._connection.execute(insert(COMMAND).values(**row))

    def record(self, before: Issue | None, after: Issue, action: str, reason: str | None = None) -> Issue:
        """Store *after* and journal what changed; return it."""
        self.record_many([(before, after, action)], reason)
        return after

    def record_many(self, moves: Iterable[Move], reason: str | None = None) -> int:
        """Store many moves and one event each, in their order; return how many changed anything."""
        waiting = iter(moves)
        count = 0
        while chunk := list(islice(waiting, WRITE_CHUNK)):
            pending = _Pending()
            for before, after, action in chunk:
                self._prepare(pending, before, after, action, reason)
            self._write(pending)
            count += len(pending.events)
        return count

    def _prepare(
        self, pending: _Pending, before: Issue | None, after: Issue, action: str, reason: str | None
    ) -> None:
        changes = changes_of(before, after)
        if not changes:
            return
        pending.events.append(self._event(action, after.number, changes, reason))
        if before is None:
            pending.issues.append(issue_row(after))
            self._versions[after.number] = 1
        else:
            first, _last, steps = pending.changed.get(after.number, (before, after, 0))
            pending.changed[after.number] = (first, after, steps + 1)
        for name in PARTS:
            known = len(getattr(before, name)) if before else 0
            fresh = getattr(after, name)[known:]
            pending.parts[name] += [
                part_row(after.number, at, part) for at, part in enumerate(fresh, known + 1)
            ]

    def _write(self, pending: _Pending) -> None:
        if pending.issues:
            self._connection.execute(insert(ISSUE), pending.issues)
        self._update(pending.changed.values())
        for name, rows in pending.parts.items():
            if rows:
                self._connection.execute(insert(PARTS[name][0]), rows)
        if pending.events:
            self._connection.execute(insert(EVENT), pending.events)

    def _update(self, changed: Iterable[tuple[Issue, Issue, int]]) -> None:
        """Bring rows up to date, those that change the same columns in one go."""
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for before, after, steps in changed:
            old_row, new_row = issue_row(before), issue_row(after)
            values = {name: value for name, value in new_row.items() if value != old_row[name]}
            seen = self._versions[after.number]
            row = {"this": after.number, "seen": seen, **values, "version": seen + steps}
            alike.setdefault(tuple(row), []).append(row)
            self._versions[after.number] = seen + steps
            for name in PARTS:
                old = getattr(before, name)
                if old and old != getattr(after, name)[: len(old)]:
                    self._update_parts(name, after.number, old, getattr(after, name))
        this = (ISSUE.c.number == bindparam("this")) & (ISSUE.c.version == bindparam("seen"))
        for columns, rows in alike.items():
            statement = update(ISSUE).where(this).values({name: bindparam(name) for name in columns[2:]})
            if self._connection.execute(statement, rows).rowcount != len(rows):
                number = rows[0]["this"]
                raise ChangedMeanwhile(ref=self.ref(number), number=number)

    def _update_parts(self, name: str, number: int, old: Sequence[Any], new: Sequence[Any]) -> None:
        table = PARTS[name][0]
        for position, part in enumerate(old, 1):
            here = (table.c.number == number) & (table.c.position == position)
            if position > len(new):
                self._connection.execute(delete(table).where(here))
            elif new[position - 1] != part:
                row = part_row(number, position, new[position - 1])
                self._connection.execute(update(table).where(here).values(**row))

    def add_unit(self, unit: Unit) -> Unit:
        """Register a unit (its id is given here) and journal it."""
        return self._register_unit(
            None, replace(unit, id=1 + max((known.id for known in self.units), default=0))
        )

    def change_unit(self, before: Unit, after: Unit) -> Unit:
        """Change a registered unit and journal it."""
        return self._register_unit(before, after)

    def _register_unit(self, before: Unit | None, after: Unit) -> Unit:
        put_unit(self._connection, before, after)
        self._journal_register("unit", before, after)
        self.units = (*(unit for unit in self.units if unit.id != after.id), after)
        return after

    def add_owner(self, owner: Owner) -> Owner:
        """Register a person (the id is given here) and journal it."""
        after = replace(owner, id=1 + max((known.id for known in self.owners), default=0))
        put_owner(self._connection, after)
        self._journal_register("owner", None, after)
        self.owners = (*self.owners, after)
        return after

    def _journal_register(self, kind: str, before: Unit | Owner | None, after: Unit | Owner) -> None:
        self._append(kind, changes_of(before, after, f"{kind}.{after.id}."))

    def list_many(self, listings: Sequence[Listing], action: str) -> None:
        """Store many new issues with one event each, and one for everything that happens to them at once."""
        events: list[tuple[Any, ...]] = []
        for listing in listings:
            number = listing.own["number"]
            events.append(self._sealed(action, number, listing.common.beginning(listing.own)))
            for following, changes in listing.then:
                events.append(self._sealed(following, number, canonical(changes)))
        for rows in (*rows_of(listings), ("event", EVENT_COLUMNS, events)):
            insert_rows(self._connection, rows)

    def _sealed(self, action: str, number: Any, changes: str) -> tuple[Any, ...]:
        """Return the row of the next event; *changes* is canonical."""
        seq, head = self._seq + 1, self._head
        own = digest(seq, self.at, self.actor, action, number, changes, None, head)
        self._seq, self._head = seq, own
        return (seq, self.at, self.actor, action, number, changes, None, head, own)

    def enter(self, entry: EntryT, action: str | None = None) -> EntryT:
        """Add an entry to its register (its id is given here) and journal it."""
        return self.enter_all([entry], action)[0]

    def enter_all(self, entries: Sequence[EntryT], action: str | None = None) -> list[EntryT]:
        """Add entries of one kind to their register and journal them as one event."""
        from zuofeng_cli.store.entry_rows import next_id, put_entries

        kind = kind_of(type(entries[0]))
        first = next_id(self._connection, type(entries[0]))
        numbered: list[Any] = [replace(cast(Any, entry), id=at) for at, entry in enumerate(entries, first)]
        put_entries(self._connection, numbered)
        changes = [changes_of(None, entry, f"{kind}.{entry.id}.") for entry in numbered]
        self._append(action or kind, {path: change for each in changes for path, change in each.items()})
        return numbered

    def amend(self, before: EntryT, after: EntryT, action: str | None = None) -> EntryT:
        """Change an entry of a register and journal what changed."""
        from zuofeng_cli.store.entry_rows import change_entry

        kind = kind_of(type(after))
        change_entry(self._connection, after)
        self._append(action or kind, changes_of(before, after, f"{kind}.{after.id}."))
        return after

    def strike(self, entry: Entry, action: str | None = None) -> None:
        """Take an entry out of its register; the journal keeps it."""
        from zuofeng_cli.store.entry_rows import drop_entry

        kind = kind_of(type(entry))
        drop_entry(self._connection, entry)
        record = flatten(entry, f"{kind}.{entry.id}.")
        self._append(action or kind, {path: [value, None] for path, value in record.items()})

    def begin_batch(self, number: int, batch: Batch) -> None:
        """Make room for an import whose issues name it; its counts follow at the end."""
        put_batch(self._connection, number, None, replace(batch, first_event=self._seq + 1))

    def end_batch(self, number: int, batch: Batch) -> None:
        """Keep the counts of an import and journal them."""
        begun = self.batch(number)
        assert begun is not None
        ended = replace(batch, first_event=begun.first_event, last_event=self._seq)
        put_batch(self._connection, number, begun, ended)
        self._append("import", changes_of(None, ended, f"batch.{number}."))

    def change_batch(self, number: int, before: Batch, after: Batch, action: str) -> None:
        """Change what is kept of an import and journal it."""
        put_batch(self._connection, number, before, after)
        self._append(action, changes_of(before, after, f"batch.{number}."))

    def keep_profile(self, name: str, options: str | None) -> None:
        """Save how the files of a source are imported, as canonical JSON; None forgets it."""
        before = self.profile(name)
        put_profile(self._connection, name, options)
        if before != options:
            self._append("profile", {f"profile.{name}": [before, options]})

    def set_working_day(self, day: date, worked: bool) -> None:
        """Say that *day* is worked or not, whatever the announced holidays say."""
        before = self.calendar.overrides.get(day)
        put_working_day(self._connection, day, worked)
        if before is not worked:
            self._append("workday", {f"workday.{day.isoformat()}": [before, worked]})

    def _append(self, action: str, changes: Changes) -> None:
        if changes:
            self._connection.execute(insert(EVENT), [self._event(action, None, changes, None)])

    def _event(self, action: str, number: int | None, changes: Changes, reason: str | None) -> dict[str, Any]:
        event = seal(
            seq=self._seq + 1,
            at=self.at,
            actor=self.actor,
            action=str(action),
            number=number,
            changes=changes,
            reason=reason,
            prev_hash=self._head,
        )
        self._seq, self._head = event.seq, event.hash
        return {name: getattr(event, name) for name in EVENT_COLUMNS}
