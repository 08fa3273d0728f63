"""The only writer: issue rows, registers and journal events go in together, or not at all."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError, ProgrammingError

from zuofeng_cli.errors import (
    ChangedMeanwhile,
    DriverMissing,
    IssueNotFound,
    LedgerForeign,
    LedgerMissing,
)
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import (
    Evidence,
    Issue,
    IssueType,
    Measure,
    Notice,
    NoticeKind,
    ProgressNote,
    State,
)
from zuofeng_cli.rules.journal import (
    GENESIS,
    Changes,
    canonical,
    changes_between,
    flatten,
    seal,
    timestamp,
)
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.plan_reading import read_plan
from zuofeng_cli.rules.references import format_ref, parse_ref
from zuofeng_cli.rules.registers import Owner, Role, Unit
from zuofeng_cli.rules.working_days import WorkingCalendar
from zuofeng_cli.store.calendar import working_calendar
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.engine import engine_for
from zuofeng_cli.store.faults import translate
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.models import (
    BatchRow,
    CooperatingRow,
    EventRow,
    EvidenceRow,
    IssueRow,
    LedgerRow,
    MeasureRow,
    NoticeRow,
    OwnerRow,
    ProgressRow,
    Row,
    UnitAliasRow,
    UnitRow,
    WorkingDayRow,
)
from zuofeng_cli.store.reader import CHUNK, check_file
from zuofeng_cli.store.schema import check_head

PARTS: dict[str, tuple[type[Row], type]] = {
    "cooperating": (CooperatingRow, int),
    "measures": (MeasureRow, Measure),
    "progress": (ProgressRow, ProgressNote),
    "evidence": (EvidenceRow, Evidence),
    "notices": (NoticeRow, Notice),
}
_SINGLE = tuple(field.name for field in fields(Issue) if field.name not in PARTS)
_ENUMS = {"state": State, "type": IssueType, "kind": NoticeKind, "role": Role}

Move = tuple[Issue | None, Issue]
"""An issue before (None: new) and after."""


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
        check_head(revision_of(connection, context.location), context.location)
        # On PostgreSQL this row is the lock that keeps numbers and the chain without gaps.
        ledger = connection.execute(select(LedgerRow.__table__).with_for_update()).one()
        yield Book(connection, context, ledger.year, read_plan(json.loads(ledger.plan)))


def revision_of(connection: Connection, location: Location) -> str | None:
    """Return the revision of the ledger's layout.

    Raises:
        LedgerForeign, LedgerMissing: there is no ledger behind the connection.
    """
    try:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except (ProgrammingError, OperationalError) as error:
        if translate(error.orig, location) if error.orig else None:
            raise
        missing = LedgerForeign if location.path is not None else LedgerMissing
        raise missing(location=location.shown) from error
    return None if revision is None else str(revision)


@dataclass(frozen=True, slots=True)
class Batch:
    """The counts of one import, as they are kept and journalled."""

    file_name: str
    sha256: str
    imported_on: date
    read: int
    new: int
    updated: int
    unchanged: int
    conflicts: int
    rejected: int


class Book:
    """The ledger, open for writing in one transaction."""

    def __init__(self, connection: Connection, context: Context, year: int, plan: Plan) -> None:
        self._connection = connection
        self._versions: dict[int, int] = {}
        self.actor = context.actor
        self.year = year
        self.plan = plan
        self.today = context.today(plan.zone)
        self.at = timestamp(context.moment(plan.zone))
        last = connection.execute(
            select(EventRow.seq, EventRow.hash).order_by(EventRow.seq.desc()).limit(1)  # type: ignore[attr-defined]
        ).first()
        self._seq, self._head = (last.seq, last.hash) if last else (0, GENESIS)

    # Looking things up

    def ref(self, number: int) -> str:
        """Return how issue *number* is shown."""
        return format_ref(self.plan.reference, self.year, number)

    def number(self, given: str) -> int:
        """Return the issue number that a typed reference means."""
        return parse_ref(given, prefix=self.plan.reference, year=self.year)

    def next_number(self) -> int:
        """Return the first number never used."""
        return int(self._connection.execute(select(func.coalesce(func.max(IssueRow.number), 0) + 1)).scalar_one())

    def issue(self, given: str) -> Issue:
        """Return the issue that a typed reference means.

        Raises:
            BadReference, IssueNotFound: as they say.
        """
        number = self.number(given)
        found = self.issues([number])
        if not found:
            raise IssueNotFound(ref=self.ref(number))
        return found[number]

    def issues(self, numbers: Sequence[int]) -> dict[int, Issue]:
        """Return the issues with these numbers, each with all its parts."""
        found: dict[int, Issue] = {}
        for start in range(0, len(numbers), CHUNK):
            chunk = numbers[start : start + CHUNK]
            parts = {name: self._parts(name, chunk) for name in PARTS}
            table = IssueRow.__table__  # type: ignore[attr-defined]
            for row in self._connection.execute(select(table).where(table.c.number.in_(chunk))).mappings():
                self._versions[row["number"]] = row["version"]
                values = {name: _typed(name, row[name]) for name in _SINGLE}
                found[row["number"]] = Issue(
                    **values, **{name: tuple(parts[name].get(row["number"], ())) for name in PARTS}
                )
        return found

    def _parts(self, name: str, numbers: Sequence[int]) -> dict[int, list[Any]]:
        model, kind = PARTS[name]
        table = model.__table__  # type: ignore[attr-defined]
        query = select(table).where(table.c.number.in_(numbers)).order_by(table.c.number, table.c.position)
        parts: dict[int, list[Any]] = {}
        for row in self._connection.execute(query).mappings():
            part = (
                row["unit_id"]
                if kind is int
                else kind(**{field.name: _typed(field.name, row[field.name]) for field in fields(kind)})
            )
            parts.setdefault(row["number"], []).append(part)
        return parts

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the register's order."""
        aliases: dict[int, list[str]] = {}
        for row in self._rows(UnitAliasRow):
            aliases.setdefault(row["unit_id"], []).append(row["name"])
        units = [Unit(**row, aliases=tuple(sorted(aliases.get(row["id"], ())))) for row in self._rows(UnitRow)]
        return tuple(sorted(units, key=lambda unit: (unit.sort_order, unit.id)))

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """All owners, by id."""
        return tuple(Owner(**{**row, "role": Role(row["role"])}) for row in self._rows(OwnerRow))

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working days of this ledger."""
        return working_calendar({row["day"]: row["worked"] for row in self._rows(WorkingDayRow)})

    def _rows(self, model: type[Row]) -> list[dict[str, Any]]:
        table = model.__table__  # type: ignore[attr-defined]
        key = table.primary_key.columns.values()
        return [dict(row) for row in self._connection.execute(select(table).order_by(*key)).mappings()]

    def numbers_to_notice(self, cut_offs: dict[int, date]) -> list[int]:
        """Return the running issues that a notice is due for.

        Args:
            cut_offs: for each level the latest deadline that has reached it.
        """
        table = IssueRow.__table__  # type: ignore[attr-defined]
        query = select(table.c.number).where(table.c.state.in_([State.OPEN.value, State.ASSIGNED.value]))
        due: Any = None
        for level, latest in cut_offs.items():
            reached = (table.c.deadline <= latest) & (table.c.notified_level < level)
            due = reached if due is None else due | reached
        query = query.where(table.c.deadline <= max(cut_offs.values()), due).order_by(table.c.number)
        return [int(number) for (number,) in self._connection.execute(query)]

    def running_between(self, first: date | None, last: date | None) -> int:
        """Count the running issues, those with a deadline in the span where one is given."""
        table = IssueRow.__table__  # type: ignore[attr-defined]
        query = select(func.count()).where(table.c.state.in_([State.OPEN.value, State.ASSIGNED.value]))
        if first is not None:
            query = query.where(table.c.deadline >= first)
        if last is not None:
            query = query.where(table.c.deadline <= last)
        return int(self._connection.execute(query).scalar_one())

    def identities(self) -> tuple[dict[str, int], dict[tuple[int | None, str], int]]:
        """Return the newest issue per external number, and per (unit, description key)."""
        table = IssueRow.__table__  # type: ignore[attr-defined]
        query = select(table.c.number, table.c.external_no, table.c.unit_id, table.c.description_key)
        by_external: dict[str, int] = {}
        by_text: dict[tuple[int | None, str], int] = {}
        for number, external_no, unit_id, key in self._connection.execute(query.order_by(table.c.number)):
            if external_no is not None:
                by_external[external_no] = number
            by_text[unit_id, key] = number
        return by_external, by_text

    # Writing

    def record(self, before: Issue | None, after: Issue, action: str, reason: str | None = None) -> Issue:
        """Store *after* and journal what changed; return it."""
        self.record_many([(before, after)], action, reason)
        return after

    def record_many(self, moves: Iterable[Move], action: str, reason: str | None = None) -> int:
        """Store many issues and one event each; return how many changed."""
        new_issues: list[dict[str, Any]] = []
        new_parts: dict[str, list[dict[str, Any]]] = {name: [] for name in PARTS}
        events: list[dict[str, Any]] = []
        changed: list[tuple[Issue, Issue]] = []
        for before, after in moves:
            changes = changes_between(flatten(before) if before else {}, flatten(after))
            if not changes:
                continue
            events.append(self._event(action, after.number, changes, reason))
            if before is None:
                new_issues.append(_issue_row(after))
            else:
                changed.append((before, after))
            for name in PARTS:
                old = getattr(before, name) if before else ()
                for position, part in enumerate(getattr(after, name), 1):
                    if position > len(old):
                        new_parts[name].append(_part_row(after.number, position, part))
        if new_issues:
            self._connection.execute(insert(IssueRow), new_issues)
        for before, after in changed:
            self._update(before, after)
        for name, rows in new_parts.items():
            if rows:
                self._connection.execute(insert(PARTS[name][0]), rows)
        if events:
            self._connection.execute(insert(EventRow), events)
        return len(events)

    def _update(self, before: Issue, after: Issue) -> None:
        table = IssueRow.__table__  # type: ignore[attr-defined]
        version = self._versions[after.number]
        old_row, new_row = _issue_row(before), _issue_row(after)
        values = {name: value for name, value in new_row.items() if value != old_row[name]}
        result = self._connection.execute(
            update(table)
            .where(table.c.number == after.number, table.c.version == version)
            .values(**values | {"version": version + 1})
        )
        if result.rowcount != 1:
            raise ChangedMeanwhile(ref=self.ref(after.number), number=after.number)
        self._versions[after.number] = version + 1
        for name in PARTS:
            self._update_parts(name, after.number, getattr(before, name), getattr(after, name))

    def _update_parts(self, name: str, number: int, old: Sequence[Any], new: Sequence[Any]) -> None:
        table = PARTS[name][0].__table__  # type: ignore[attr-defined]
        for position, part in enumerate(old, 1):
            here = (table.c.number == number) & (table.c.position == position)
            if position > len(new):
                self._connection.execute(delete(table).where(here))
            elif new[position - 1] != part:
                row = _part_row(number, position, new[position - 1])
                self._connection.execute(update(table).where(here).values(**row))

    def add_unit(self, unit: Unit) -> Unit:
        """Register a unit (its id is given here) and journal it."""
        number = 1 + max((known.id for known in self.units), default=0)
        return self._register_unit(None, replace(unit, id=number))

    def change_unit(self, before: Unit, after: Unit) -> Unit:
        """Change a registered unit and journal it."""
        return self._register_unit(before, after)

    def _register_unit(self, before: Unit | None, after: Unit) -> Unit:
        values = {field.name: getattr(after, field.name) for field in fields(Unit) if field.name != "aliases"}
        table = UnitRow.__table__  # type: ignore[attr-defined]
        if before is None:
            self._connection.execute(insert(table).values(**values))
        else:
            self._connection.execute(update(table).where(table.c.id == after.id).values(**values))
        fresh = [name for name in after.aliases if before is None or name not in before.aliases]
        if fresh:
            rows = [{"unit_id": after.id, "name": name} for name in fresh]
            self._connection.execute(insert(UnitAliasRow), rows)
        self._register("unit", before, after)
        self.units = (*(unit for unit in self.units if unit.id != after.id), after)
        return after

    def add_owner(self, owner: Owner) -> Owner:
        """Register a person (the id is given here) and journal it."""
        number = 1 + max((known.id for known in self.owners), default=0)
        after = replace(owner, id=number)
        values = {field.name: getattr(after, field.name) for field in fields(Owner)}
        self._connection.execute(insert(OwnerRow).values(**values | {"role": after.role.value}))
        self._register("owner", None, after)
        self.owners = (*self.owners, after)
        return after

    def add_batch(self, batch: Batch) -> int:
        """Keep the counts of an import and journal them; return the batch's id."""
        query = select(func.coalesce(func.max(BatchRow.id), 0) + 1)
        number = int(self._connection.execute(query).scalar_one())
        values = {field.name: getattr(batch, field.name) for field in fields(Batch)}
        self._connection.execute(insert(BatchRow).values(id=number, **values))
        self._append("import", None, changes_between({}, flatten(batch, f"batch.{number}.")), None)
        return number

    def set_working_day(self, day: date, worked: bool) -> None:
        """Say that *day* is worked or not, whatever the announced holidays say."""
        before = self.calendar.overrides.get(day)
        table = WorkingDayRow.__table__  # type: ignore[attr-defined]
        self._connection.execute(delete(table).where(table.c.day == day))
        self._connection.execute(insert(table).values(day=day, worked=worked))
        self._append("workday", None, {f"workday.{day.isoformat()}": [before, worked]}, None)

    def _register(self, kind: str, before: Unit | Owner | None, after: Unit | Owner) -> None:
        prefix = f"{kind}.{after.id}."
        old = flatten(before, prefix) if before else {}
        self._append(kind, None, changes_between(old, flatten(after, prefix)), None)

    def _append(self, action: str, number: int | None, changes: Changes, reason: str | None) -> None:
        if changes:
            self._connection.execute(insert(EventRow), [self._event(action, number, changes, reason)])

    def _event(self, action: str, number: int | None, changes: Changes, reason: str | None) -> dict[str, Any]:
        event = seal(
            seq=self._seq + 1,
            at=self.at,
            actor=self.actor,
            action=action,
            number=number,
            changes=changes,
            reason=reason,
            prev_hash=self._head,
        )
        self._seq, self._head = event.seq, event.hash
        return {name: getattr(event, name) for name in EVENT_COLUMNS} | {"changes": canonical(changes)}


EVENT_COLUMNS = ("seq", "at", "actor", "action", "number", "reason", "prev_hash", "hash")


def _typed(name: str, value: Any) -> Any:
    kind = _ENUMS.get(name)
    return kind(value) if kind and value is not None and not (name == "kind" and value in ("file", "document")) else value


def _issue_row(issue: Issue) -> dict[str, Any]:
    row = {name: getattr(issue, name) for name in _SINGLE}
    return row | {
        "version": 1,
        "state": issue.state.value,
        "type": issue.type.value,
        "description_key": description_key(issue.description),
    }


def _part_row(number: int, position: int, part: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"number": number, "position": position}
    if isinstance(part, int):
        return row | {"unit_id": part}
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return row | {name: getattr(value, "value", value) for name, value in values.items()}
