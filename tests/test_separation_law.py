"""Separation: whatever is typed by whomever, nobody checks the own work or decides the own cause."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PERSONS, Office
from zuofeng_cli.actions import checking, extension, listing, objections
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.reader import reading

NOTICE = ("days = 0 # 0", "days = 2 # 0")
OFTEN = ("max_times = 1", "max_times = 9")
HOMES = {name: unit for name, unit, _role in PERSONS}
NAMES = list(HOMES)

Move = Callable[[Context, str, str, date], Any]

MOVES: tuple[Move, ...] = (
    lambda c, ref, who, _: checking.rectify(c, ref, by=who, note="Done", evidence=[f"Doc No. {c.today_set}"]),
    lambda c, ref, who, _: checking.verify(c, ref, by=who, opinion="Seen"),
    lambda c, ref, who, _: checking.close(c, ref, by=who, opinion="Seen"),
    lambda c, ref, who, _: checking.send_back(c, ref, by=who, reason="Shut again"),
    lambda c, ref, who, _: objections.raise_objection(c, ref, by=who, text="Still shut"),
    lambda c, ref, who, _: objections.dismiss(c, ref, None, by=who, reason="Seen open"),
    lambda c, ref, who, day: objections.uphold(c, ref, None, by=who, reason="So", deadline=day.isoformat()),
    lambda c, ref, who, _: objections.uphold(c, ref, None, by=who, reason="So"),
    lambda c, ref, _, day: checking.reopen(c, ref, reason="rebound", deadline=day.isoformat()),
    lambda c, ref, who, day: extension.request_extension(
        c, ref, to=day.isoformat(), reason="Rain", by=who, progress="Half done"
    ),
    lambda c, ref, who, _: extension.approve_extension(c, ref, by=who),
    lambda c, ref, who, _: extension.deny_extension(c, ref, by=who, reason="No"),
    lambda c, ref, who, _: listing.assign(c, [ref], owner=who),
    lambda c, ref, who, _: listing.assign(c, [ref], unit=HOMES[who]),
    lambda c, ref, who, _: listing.assign(c, [ref], cooperate=[HOMES[who]]),
)
ONWARD = [0, 0, 1, 1, 2, 4, 5, 9, 10]
TURN = st.tuples(st.sampled_from([*ONWARD, *range(len(MOVES))]), st.sampled_from(NAMES), st.integers(0, 4))


def check(history: list[dict[str, Any]], unit_of: dict[int, int]) -> int:
    """Go through the events of an issue and see that the law held; return how many decisions there were."""
    now: dict[str, Any] = {}
    rectifiers: set[int] = set()
    decisions = 0
    for event in history:
        before = dict(now)
        now |= {path: new for path, (_old, new) in event["changes"].items()}
        part = {
            value for path, value in before.items() if path == "unit_id" or path.startswith("cooperating.")
        }
        rectifiers |= {event["changes"]["rectified_by"][1]} if event["action"] == "rectify" else set()
        for path, (_old, new) in event["changes"].items():
            field = path.rpartition(".")[2]
            if field not in ("verified_by", "closed_by", "decided_by", "extension_decided_by") or new is None:
                continue
            decisions += 1
            assert unit_of[new] not in part, (event, before)
            if field == "extension_decided_by":
                assert unit_of[new] != unit_of[before["extension_by"]], (event, before)
            else:
                assert new not in rectifiers, (event, rectifiers)
            if field == "decided_by":
                assert new not in (before.get("verified_by"), before.get("closed_by")), (event, before)
                assert NAMES[new - 1] != before[f"{path.rpartition('.')[0]}.raised_by"], (event, before)
    return decisions


def unit_of(office: Office) -> dict[int, int]:
    """Return the unit of each person, by their ids."""
    with reading(locate(office.db)) as reader:
        return dict(reader.rows("SELECT id, unit_id FROM owner"))


def test_whatever_is_typed_nobody_checks_the_own_work_or_decides_the_own_cause(
    office_with: Callable[..., Office],
) -> None:
    office = office_with(NOTICE, OFTEN)
    location, units, decisions = locate(office.db), unit_of(office), 0

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(TURN, min_size=8, max_size=20))
    def walk(turns: list[tuple[int, str, int]]) -> None:
        nonlocal decisions
        number, today = office.assigned("--measure", "Stay open"), date(2020, 4, 1)
        for move, who, passing in turns:
            today += timedelta(passing)
            context = Context(location, "walker", datetime(2020, 4, 1, 2, tzinfo=UTC), today)
            with suppress(ZuofengError):
                MOVES[move](context, str(number), who, today + timedelta(95))
        decisions += check(office.issue(number)["history"], units)

    walk()

    assert decisions > 10
    assert office("audit", "--format", "json").json["ok"]
