"""What the writer looks up before it decides, inside its own transaction."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from zuofeng_cli.errors import IssueNotFound
from zuofeng_cli.rules.codes import RUNNING, Action, Role
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.references import format_ref, parse_ref
from zuofeng_cli.rules.registers import Owner, Unit
from zuofeng_cli.rules.working_days import WorkingCalendar
from zuofeng_cli.store.calendar import working_calendar
from zuofeng_cli.store.models import EVENT, ISSUE, OWNER, UNIT, UNIT_ALIAS
from zuofeng_cli.store.reader import CHUNK
from zuofeng_cli.store.rows import PARTS, issue_from, part_from

_IS_RUNNING = ISSUE.c.state.in_([state.value for state in RUNNING])


class Lookups:
    """The ledger as the writer sees it."""

    def __init__(self, connection: Connection, year: int, plan: Plan) -> None:
        self._connection = connection
        self._versions: dict[int, int] = {}
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
        query = select(func.coalesce(func.max(ISSUE.c.number), 0) + 1)
        return int(self._connection.execute(query).scalar_one())

    def next_batch(self) -> int:
        """Return the id of the next import batch."""
        from zuofeng_cli.store.setting_models import BATCH

        return int(self._connection.execute(select(func.coalesce(func.max(BATCH.c.id), 0) + 1)).scalar_one())

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
            for row in self._connection.execute(select(ISSUE).where(ISSUE.c.number.in_(chunk))).mappings():
                self._versions[row["number"]] = row["version"]
                found[row["number"]] = issue_from(row, parts)
        return found

    def rectifiers(self, number: int) -> set[int]:
        """Return everybody who ever reported completion of issue *number*, from the journal."""
        query = select(EVENT.c.changes).where(
            EVENT.c.number == number, EVENT.c.action == Action.RECTIFY.value
        )
        reports = map(json.loads, self._connection.execute(query).scalars())
        return {report["rectified_by"][1] for report in reports if "rectified_by" in report}

    def merged_into(self, number: int) -> list[int]:
        """Return the issues that were merged into issue *number*."""
        query = select(ISSUE.c.number).where(ISSUE.c.merged_into == number).order_by(ISSUE.c.number)
        return list(self._connection.execute(query).scalars())

    def _parts(self, name: str, numbers: Sequence[int]) -> dict[int, list[Any]]:
        table = PARTS[name][0]
        query = select(table).where(table.c.number.in_(numbers)).order_by(table.c.number, table.c.position)
        parts: dict[int, list[Any]] = {}
        for row in self._connection.execute(query).mappings():
            parts.setdefault(row["number"], []).append(part_from(name, row))
        return parts

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the register's order."""
        aliases: dict[int, list[str]] = {}
        for row in self._rows(UNIT_ALIAS):
            aliases.setdefault(row["unit_id"], []).append(row["name"])
        units = [Unit(**row, aliases=tuple(sorted(aliases.get(row["id"], ())))) for row in self._rows(UNIT)]
        return tuple(sorted(units, key=lambda unit: (unit.sort_order, unit.id)))

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """All persons, by id."""
        return tuple(Owner(**{**row, "role": Role(row["role"])}) for row in self._rows(OWNER))

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working days of this ledger."""
        from zuofeng_cli.store.setting_models import WORKING_DAY

        return working_calendar({row["day"]: row["worked"] for row in self._rows(WORKING_DAY)})

    def _rows(self, table: Table) -> list[dict[str, Any]]:
        query = select(table).order_by(*table.primary_key.columns.values())
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def numbers_to_notice(self, cut_offs: Mapping[int, date]) -> list[int]:
        """Return the running issues that a notice is due for.

        Args:
            cut_offs: for each level the latest deadline that has reached it.
        """
        due: list[ColumnElement[bool]] = [
            (ISSUE.c.deadline <= latest) & (ISSUE.c.notified_level < level)
            for level, latest in cut_offs.items()
        ]
        query = select(ISSUE.c.number).where(
            _IS_RUNNING, ISSUE.c.deadline <= max(cut_offs.values()), or_(*due)
        )
        return sorted(self._connection.execute(query).scalars())

    def count_running(self, first: date | None = None, last: date | None = None) -> int:
        """Count the running issues, those with a deadline in the span where one is given."""
        query = select(func.count()).select_from(ISSUE).where(_IS_RUNNING)
        if first is not None:
            query = query.where(ISSUE.c.deadline >= first)
        if last is not None:
            query = query.where(ISSUE.c.deadline <= last)
        return int(self._connection.execute(query).scalar_one())

    def identities(self) -> Iterator[Sequence[Any]]:
        """Yield (number, state, external number, unit, description key, intake key), oldest first."""
        names = ("number", "state", "external_no", "unit_id", "description_key", "intake_key")
        query = select(*(ISSUE.c[name] for name in names)).order_by(ISSUE.c.number)
        yield from self._connection.execute(query)
