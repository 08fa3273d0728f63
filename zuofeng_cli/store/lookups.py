"""What the writer looks up before it decides, inside its own transaction."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Date,
    String,
    bindparam,
    cast,
    column,
    func,
    or_,
    select,
    table,
    text,
)

from zuofeng_cli.errors.lookup import IssueNotFound
from zuofeng_cli.rules.codes import ACTIVE, RUNNING, Role, State
from zuofeng_cli.rules.entries import EntryT
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.organisation import Member, with_authority
from zuofeng_cli.rules.plan import Plan, Stage
from zuofeng_cli.rules.references import format_ref, parse_ref
from zuofeng_cli.rules.registers import Batch, Owner, Unit
from zuofeng_cli.rules.stages import settled
from zuofeng_cli.rules.working_days import WorkingCalendar
from zuofeng_cli.store.calendar import working_calendar
from zuofeng_cli.store.engine import LOADING, USUAL, tune
from zuofeng_cli.store.models import ISSUE
from zuofeng_cli.store.plain_sql import as_day, as_in, ask, ask_among
from zuofeng_cli.store.reader import CHUNK
from zuofeng_cli.store.rows import FIELDS, PARTS, SINGLE, issue_from, part_from

_IS_RUNNING = ISSUE.c.state.in_([state.value for state in RUNNING])
_ISSUE_COLUMNS = (*SINGLE, "version")
_ISSUES = f"SELECT {', '.join(_ISSUE_COLUMNS)} FROM issue WHERE number IN (:among)"


class Identity(NamedTuple):
    """What tells whether a row of a file is a listed issue."""

    number: int
    state: str
    external_no: str | None
    unit_id: int | None
    description_key: str
    intake_key: str | None


class Lookups:
    """The ledger as the writer sees it."""

    def __init__(self, connection: Connection, year: int, plan: Plan) -> None:
        self._connection = connection
        self._versions: dict[int, int] = {}
        self._loaded: set[int] | None = None
        """Hashes of what was asked for while an empty list is being filled; None at all other times."""
        self.year = year
        self.plan = plan

    def ref(self, number: int) -> str:
        """Return how issue *number* is shown."""
        return format_ref(self.plan.reference, self.year, number)

    def number(self, given: str) -> int:
        """Return the issue number that a typed reference means."""
        return parse_ref(given, prefix=self.plan.reference, year=self.year)

    def next_number(self) -> int:
        """Return the first number never used."""
        ((number,),) = ask(self._connection, "SELECT coalesce(max(number), 0) + 1 FROM issue")
        return int(number)

    def next_batch(self) -> int:
        """Return the id of the next import batch."""
        ((number,),) = ask(self._connection, "SELECT coalesce(max(id), 0) + 1 FROM import_batch")
        return int(number)

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
            for values in ask_among(self._connection, _ISSUES, chunk):
                row = as_in(Issue, _ISSUE_COLUMNS, values)
                self._versions[row["number"]] = row["version"]
                found[row["number"]] = issue_from(row, parts)
        return found

    def merged_into(self, number: int) -> list[int]:
        """Return the issues that were merged into issue *number*."""
        query = select(ISSUE.c.number).where(ISSUE.c.merged_into == number).order_by(ISSUE.c.number)
        return list(self._connection.execute(query).scalars())

    def _parts(self, name: str, numbers: Sequence[int]) -> dict[int, list[Any]]:
        table, kind = PARTS[name][0].name, PARTS[name][1]
        columns = ("number", *FIELDS.get(kind, ("unit_id",)))
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE number IN (:among) ORDER BY number, position"
        parts: dict[int, list[Any]] = {}
        for row in ask_among(self._connection, sql, numbers):
            part = row[1] if kind is int else part_from(kind, as_in(kind, columns, row))
            parts.setdefault(row[0], []).append(part)
        return parts

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the register's order."""
        aliases: dict[int, list[str]] = {}
        for unit_id, name in ask(self._connection, "SELECT unit_id, name FROM unit_alias"):
            aliases.setdefault(unit_id, []).append(name)
        units = [
            Unit(**row, aliases=tuple(sorted(aliases.get(row["id"], ()))))
            for row in self._register(Unit, "unit", leaving_out="aliases")
        ]
        return tuple(sorted(units, key=lambda unit: (unit.sort_order, unit.id)))

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """All persons, by id."""
        return tuple(Owner(**{**row, "role": Role(row["role"])}) for row in self._register(Owner, "owner"))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages with their dates: the plan's, or those settled in this ledger."""
        dates = text("SELECT stage, starts, ends FROM stage_dates").columns(starts=Date, ends=Date)
        return settled(
            self.plan.stages, {code: (first, last) for code, first, last in self._connection.execute(dates)}
        )

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working days of this ledger."""
        days = ask(self._connection, "SELECT day, worked FROM working_day")
        return working_calendar({as_day(day): bool(worked) for day, worked in days})

    def _register(self, kind: type, table: str, leaving_out: str = "") -> list[dict[str, Any]]:
        columns = tuple(item.name for item in fields(kind) if item.name != leaving_out)
        rows = ask(self._connection, f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")
        return [as_in(kind, columns, row) for row in rows]

    def identities(self, keys: Collection[str], external_nos: Collection[str]) -> list[Identity]:
        """Return the issues with one of these description keys or numbers of the units, oldest first.

        Issues of an import that was taken back are nobody any more.
        """
        if self._loaded is not None:
            asked = set(map(hash, chain(keys, external_nos)))
            is_new = self._loaded.isdisjoint(asked)
            self._loaded |= asked
            if is_new:  # nothing can be found, with or without an index
                return []
            self.build_indexes()
        batch = table("import_batch", column("id"), column("undone_on"))  # its model is not worth loading
        columns = (ISSUE.c[name] for name in Identity._fields)
        query = (
            select(*columns)
            .outerjoin(batch, batch.c.id == ISSUE.c.batch_id)
            .where(batch.c.undone_on.is_(None))
        )
        found: dict[int, Identity] = {}
        for sought, values in ((ISSUE.c.description_key, keys), (ISSUE.c.external_no, external_nos)):
            if values:
                rows = self._connection.execute(query.where(self._is_among(sought)), self._among(values))
                found |= {row.number: Identity(*row) for row in rows}
        return [found[number] for number in sorted(found)]

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Fill an empty list without indexes.

        They are built at the end, or once something is looked up. Not on PostgreSQL, where that would keep
        everybody from reading.
        """
        if self._connection.dialect.name == "sqlite" and self.next_number() == 1:
            self._loaded = set()
            for index in ISSUE.indexes:
                index.drop(self._connection)
            tune(self._connection, LOADING)
        yield
        self.build_indexes()

    def build_indexes(self) -> None:
        """Build the indexes that loading has set aside."""
        if self._loaded is not None:
            self._loaded = None
            for index in ISSUE.indexes:
                index.create(self._connection)
            tune(self._connection, USUAL)

    def _is_among(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that *column* is among many values, given as one parameter."""
        if self._connection.dialect.name == "sqlite":
            return column.in_(text("SELECT value FROM json_each(:among)"))
        return column == func.any(cast(bindparam("among"), ARRAY(String)))

    def _among(self, values: Collection[str]) -> dict[str, Any]:
        listed = list(values)
        return {"among": json.dumps(listed) if self._connection.dialect.name == "sqlite" else listed}

    def issues_from(self, origins: Collection[str]) -> dict[str, Issue]:
        """Return the issues that name one of these register entries as their origin, the newest of each."""
        query = select(ISSUE.c.origin, ISSUE.c.number).where(self._is_among(ISSUE.c.origin))
        rows = self._connection.execute(query.order_by(ISSUE.c.number), self._among(origins))
        numbers: dict[str, int] = {row.origin: row.number for row in rows}
        issues = self.issues(list(numbers.values()))
        return {origin: issues[number] for origin, number in numbers.items()}

    def count_of_units(self, unit_ids: Collection[int | None]) -> int:
        """Return how many issues these units have, with None for those without a unit."""
        query = select(func.count()).select_from(ISSUE).where(self._of_units(unit_ids))
        return int(self._connection.execute(query).scalar_one())

    def described(self, unit_ids: Collection[int | None]) -> list[tuple[int, int | None, str]]:
        """Return number, unit and description of the active issues of these units."""
        query = select(ISSUE.c.number, ISSUE.c.unit_id, ISSUE.c.description).where(
            self._of_units(unit_ids), ISSUE.c.state.in_([state.value for state in ACTIVE])
        )
        return [(number, unit_id, text) for number, unit_id, text in self._connection.execute(query)]

    def _of_units(self, unit_ids: Collection[int | None]) -> ColumnElement[bool]:
        named = [unit_id for unit_id in unit_ids if unit_id is not None]
        condition = ISSUE.c.unit_id.in_(named)
        return or_(condition, ISSUE.c.unit_id.is_(None)) if None in unit_ids else condition

    def batch(self, number: int) -> Batch | None:
        """Return the import *number*, if there is one."""
        from zuofeng_cli.store.setting_models import BATCH

        query = select(*(BATCH.c[item.name] for item in fields(Batch))).where(BATCH.c.id == number)
        row = self._connection.execute(query).one_or_none()
        return Batch(*row) if row else None

    def entries(self, kind: type[EntryT], **equal: Any) -> list[EntryT]:
        """Return the register entries of a kind whose fields are as given, in their order."""
        from zuofeng_cli.store.entry_rows import rows_of_entry

        return rows_of_entry(self._connection, kind, equal)

    def closed(self) -> dict[int, int | None]:
        """Return the responsible units of all closed issues, by number."""
        query = select(ISSUE.c.number, ISSUE.c.unit_id).where(ISSUE.c.state == State.CLOSED.value)
        return {row.number: row.unit_id for row in self._connection.execute(query)}

    def authorised(self, person: Owner) -> Owner:
        """Return *person* with the role that positions in the leading group or its office give."""
        return with_authority(person, self.entries(Member, owner_id=person.id), self.plan)

    def profile(self, name: str) -> str | None:
        """Return the options of a saved profile, None if there is none of this name."""
        from zuofeng_cli.store.setting_models import PROFILE

        return self._connection.execute(select(PROFILE.c.options).where(PROFILE.c.name == name)).scalar()
