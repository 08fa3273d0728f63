"""Days of the journal run forward; a clock set back is told by the day, not by the second."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from zuofeng_cli.rules.clock import ClockBack, clock_back

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("at", "last_at", "found"),
    [
        ("2020-05-10T01:00:00Z", "2020-05-20T01:00:00Z", ClockBack(date(2020, 5, 10), date(2020, 5, 20))),
        ("2020-05-20T01:00:00Z", "2020-05-20T09:30:00Z", None),
        ("2020-05-19T16:30:00Z", "2020-05-20T09:30:00Z", None),  # half past midnight of the same day
        ("2020-05-19T15:30:00Z", "2020-05-19T16:30:00Z", ClockBack(date(2020, 5, 19), date(2020, 5, 20))),
        ("2020-05-20T01:00:00Z", "2020-05-10T01:00:00Z", None),
        ("2020-05-20T01:00:00Z", "soon", None),
    ],
)
def test_only_a_day_that_is_earlier_in_the_plans_zone_is_told(
    at: str, last_at: str, found: ClockBack | None
) -> None:
    assert clock_back(at, last_at, SHANGHAI) == found
