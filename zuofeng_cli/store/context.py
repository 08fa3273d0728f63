"""Who acts, where, and at what moment; read once per command."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from zuofeng_cli.rules.clock import ClockBack
from zuofeng_cli.rules.doubts import Doubt
from zuofeng_cli.rules.stages import OutOfStage
from zuofeng_cli.store.location import Location

OFFICE_OPENS = time(9)
Warned = OutOfStage | Doubt | ClockBack
"""What was done all the same: outside its stage, although it may be a slip, or by a clock set back."""


def ignore(_warned: Sequence[Warned]) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one command.

    Attributes:
        now: the moment the command began, timezone-aware UTC.
        today_set: the date to take as today (``ZUOFENG_TODAY``), None for the real one.
        heed: is told, once it is committed, what to warn of.
    """

    location: Location
    actor: str
    now: datetime
    today_set: date | None = None
    heed: Callable[[Sequence[Warned]], None] = ignore

    def today(self, zone: ZoneInfo) -> date:
        """Return today in the plan's time zone."""
        return self.today_set or self.now.astimezone(zone).date()

    def moment(self, zone: ZoneInfo) -> datetime:
        """Return the UTC moment to journal: now, or nine in the morning of the date taken as today."""
        if self.today_set is None:
            return self.now.astimezone(UTC)
        return datetime.combine(self.today_set, OFFICE_OPENS, zone).astimezone(UTC)
