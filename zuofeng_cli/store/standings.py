"""What the sweep looks up: who stands where on the ladder, orders and their numbers, and how many run."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from zuofeng_cli.rules.codes import RUNNING, State
from zuofeng_cli.rules.ladder import Climber, Standing
from zuofeng_cli.rules.surveys import Survey
from zuofeng_cli.store.lookups import Lookups
from zuofeng_cli.store.models import ISSUE
from zuofeng_cli.store.plain_sql import as_in, ask_among
from zuofeng_cli.store.reader import CHUNK
from zuofeng_cli.store.rows import PARTS, part_table

_IS_RUNNING = ISSUE.c.state.in_([state.value for state in RUNNING])
_IS_NOT_SETTLED = ISSUE.c.state.not_in([state.value for state in State if state not in RUNNING])
"""The same in words that no index answers: SQLite then begins with the few orders, not with all that runs."""

_CLIMBER_COLUMNS = tuple(field.name for field in fields(Climber) if field.name not in PARTS)
_CLIMBERS = f"SELECT version, {', '.join(_CLIMBER_COLUMNS)} FROM issue WHERE number IN (:among)"


class Standings(Lookups):
    """The ledger as the sweep sees it."""

    @cached_property
    def _serials(self) -> dict[int, int]:
        """The last number given to an order, by year."""
        return {}

    def standings_to_notice(
        self, cut_offs: Mapping[bool, Mapping[int, date]], as_of: date
    ) -> dict[int, Standing]:
        """Return where the running issues stand that may climb: by the calendar, or for want of a reply.

        Args:
            cut_offs: for ordinary and for chronic issues, by level, the latest deadline that has reached it.
        """
        columns = (ISSUE.c.number, *(ISSUE.c[name] for name in Standing._fields))
        reached: list[ColumnElement[bool]] = [
            ISSUE.c.chronic.is_(chronic) & (ISSUE.c.deadline <= latest) & (ISSUE.c.notified_level < level)
            for chronic, by_level in cut_offs.items()
            for level, latest in by_level.items()
        ]
        latest = max(latest for by_level in cut_offs.values() for latest in by_level.values())
        order = part_table("orders")
        by_calendar = select(*columns).where(_IS_RUNNING, ISSUE.c.deadline <= latest, or_(*reached))
        unanswered = (
            select(*columns)
            .join(order, (order.c.number == ISSUE.c.number) & (order.c.deadline == ISSUE.c.deadline))
            .where(_IS_NOT_SETTLED, order.c.reply_due < as_of)
            .where(or_(order.c.replied_on.is_(None), order.c.replied_on > order.c.reply_due))
            .where(ISSUE.c.notified_level <= order.c.level)  # beyond it, what the silence earned is given
        )
        found: dict[int, Standing] = {}
        for query in (by_calendar, unanswered):
            found |= {number: Standing(*rest) for number, *rest in self._connection.execute(query)}
        return found

    def climbers(self, numbers: Sequence[int]) -> list[Climber]:
        """Return the issues with these numbers, as the ladder sees them."""
        found = []
        for start in range(0, len(numbers), CHUNK):
            chunk = numbers[start : start + CHUNK]
            notices, orders = self._parts("notices", chunk), self._parts("orders", chunk)
            for version, *values in ask_among(self._connection, _CLIMBERS, chunk):
                row = as_in(Climber, _CLIMBER_COLUMNS, values)
                number = row["number"]
                self._versions[number] = version
                given, issued = tuple(notices.get(number, ())), tuple(orders.get(number, ()))
                found.append(Climber(**row, notices=given, orders=issued))
        return found

    def surveys_of_closed(self) -> list[Survey]:
        """Return the surveys that may propose to reopen their closed issues: neither they nor others have."""
        from zuofeng_cli.store.entry_rows import surveys_of_closed

        return surveys_of_closed(self._connection)

    def ordered(self) -> set[int]:
        """Return the running issues that have had a supervision order."""
        order = part_table("orders")
        query = select(order.c.number).join(ISSUE, ISSUE.c.number == order.c.number).where(_IS_RUNNING)
        return set(self._connection.execute(query).scalars())

    def parts_of(self, name: str, numbers: Collection[int]) -> dict[int, list[Any]]:
        """Return the parts called *name* (``orders``) of issues."""
        found: dict[int, list[Any]] = {}
        wanted = sorted(numbers)
        for start in range(0, len(wanted), CHUNK):
            found |= self._parts(name, wanted[start : start + CHUNK])
        return found

    def next_order(self, year: int) -> tuple[int, int]:
        """Return the year and the next number of a supervision order of that year."""
        if year not in self._serials:
            order = part_table("orders")
            query = select(func.coalesce(func.max(order.c.serial), 0)).where(order.c.year == year)
            self._serials[year] = int(self._connection.execute(query).scalar_one())
        self._serials[year] += 1
        return year, self._serials[year]

    def order(self, year: int, serial: int) -> int | None:
        """Return the issue that a supervision order is about."""
        order = part_table("orders")
        query = select(order.c.number).where(order.c.year == year, order.c.serial == serial)
        return self._connection.execute(query).scalar_one_or_none()

    def count_running(
        self, first: date | None = None, last: date | None = None, *, chronic: bool | None = None
    ) -> int:
        """Count the running issues, those with a deadline in the span where one is given."""
        query = select(func.count()).select_from(ISSUE).where(_IS_RUNNING)
        if chronic is not None:
            query = query.where(ISSUE.c.chronic.is_(chronic))
        if first is not None:
            query = query.where(ISSUE.c.deadline >= first)
        if last is not None:
            query = query.where(ISSUE.c.deadline <= last)
        return int(self._connection.execute(query).scalar_one())
