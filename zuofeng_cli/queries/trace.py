"""The bundle for tracing back one issue: its course up to a day, and what follows from it."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from zuofeng_cli.errors.lookup import NotListedYet
from zuofeng_cli.queries.courses import courses
from zuofeng_cli.queries.detail import Detail, HistoryRow, show
from zuofeng_cli.rules.codes import Phase
from zuofeng_cli.rules.course import (
    Holder,
    Lateness,
    Step,
    Stretch,
    before_listing,
    late_days_in,
    latenesses,
    stretches,
)
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.store.reader import Reader


class Figures(NamedTuple):
    """What a stretch, a holder, or all of them come to.

    Attributes:
        late: under the deadline in force; *earlier*: under deadlines that were replaced.
    """

    days: int
    late: int
    earlier: int


class Trace(NamedTuple):
    """The course of one issue up to a day.

    Attributes:
        detail: the issue as it is now, with the names of units and persons.
        told: the journal's rows by number of the event.
    """

    detail: Detail
    as_of: date
    steps: tuple[Step, ...]
    told: Mapping[int, HistoryRow]
    held: tuple[Stretch, ...]
    late: tuple[Lateness, ...]

    @property
    def issue(self) -> Issue:
        """The issue as it was on that day."""
        return self.steps[-1].after

    def by(self, step: Step) -> str:
        """Return who did a step: the person it names, else who typed it."""
        return self.told[step.seq].by or step.actor

    @property
    def held_until(self) -> date:
        """The last day on which somebody held it."""
        return max((stretch.until for stretch, _figures in self.stretches), default=self.steps[0].on)

    @property
    def stretches(self) -> tuple[tuple[Stretch, Figures], ...]:
        """Who held it when, with what it came to; ended times are nobody's."""
        before = before_listing(self.held)
        counted = [(each, self._figures(each)) for each in (before, *self.held)]
        return tuple(
            (each, figures)
            for each, figures in counted
            if each.holder.phase is not Phase.ENDED and (each is not before or any(figures))
        )

    @property
    def holders(self) -> dict[Holder, Figures]:
        """The same by holder, in the order in which they first held it."""
        found: dict[Holder, list[Figures]] = {}
        for stretch, figures in self.stretches:
            found.setdefault(stretch.holder, []).append(figures)
        return {holder: added(figures) for holder, figures in found.items()}

    def _figures(self, stretch: Stretch) -> Figures:
        days: Counter[bool] = Counter()
        for late in self.late:
            days[late.is_current] += late_days_in(stretch, late)
        return Figures(stretch.days, days[True], days[False])


def added(figures: Collection[Figures]) -> Figures:
    """Return the sums."""
    return Figures(
        sum(each.days for each in figures),
        sum(each.late for each in figures),
        sum(each.earlier for each in figures),
    )


def trace(reader: Reader, given: str, *, as_of: date, today: date) -> Trace:
    """Return the course of the issue that a typed reference means, up to a day.

    Raises:
        BadReference, IssueNotFound: as they say.
        NotListedYet: it was listed later than that day.
    """
    detail = show(reader, given, today=today)
    number = detail.issue.number
    steps = courses(reader, [number], as_of=as_of).get(number)
    if steps is None:
        raise NotListedYet(ref=detail.issue.ref, as_of=as_of, listed_on=detail.issue.opened_on)
    rows = {row.seq: row for row in detail.history}
    return Trace(detail, as_of, steps, rows, stretches(steps, as_of), latenesses(steps, as_of))
