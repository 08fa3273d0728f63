"""Separation: whatever is typed by whomever, nobody checks the own work or decides the own cause."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PERSONS, Office
from zuofeng_cli.actions import checking, extension, listing, objections
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.reader import reading

NOTICE = ("days = 0 # 0", "days = 2 # 0")
OFTEN = ("max_times = 1", "max_times = 9")
HOMES = {name: unit for name, unit, _role in PERSONS}
NAMES = list(HOMES)

Move = Callable[[Context, str, str, date], Issue]


def _reported(context: Context, ref: str, who: str, _day: date) -> Issue:
    return checking.rectify(context, ref, by=who, note="Done", evidence=[f"Doc No. {context.today_set}"])


def _objected(context: Context, ref: str, who: str, _day: date) -> Issue:
    return objections.raise_objection(context, ref, by=who, text="Still shut")


def _dismissed(context: Context, ref: str, who: str, _day: date) -> Issue:
    return objections.dismiss(context, ref, 1, by=who, reason="Seen open")


def _returned(context: Context, ref: str, who: str, _day: date) -> Issue:
    return checking.send_back(context, ref, by=who, reason="Shut again")


MOVES: Mapping[State, tuple[Move, ...]] = {
    State.ASSIGNED: (
        _reported,
        _reported,
        lambda c, ref, who, day: extension.request_extension(
            c, ref, to=day.isoformat(), reason="Rain", by=who, progress="Half done"
        ),
        lambda c, ref, who, _: extension.approve_extension(c, ref, by=who),
        lambda c, ref, who, _: extension.deny_extension(c, ref, by=who, reason="No"),
        lambda c, ref, who, _: listing.assign(c, [ref], owner=who)[0],
        lambda c, ref, who, _: listing.assign(c, [ref], unit=HOMES[who])[0],
        lambda c, ref, who, _: listing.assign(c, [ref], cooperate=[HOMES[who]])[0],
    ),
    State.RECTIFIED: (
        lambda c, ref, who, _: checking.verify(c, ref, by=who, opinion="Seen"),
        lambda c, ref, who, _: checking.verify(c, ref, by=who, opinion="Seen twice"),
        _returned,
    ),
    State.VERIFIED: (
        lambda c, ref, who, _: checking.close(c, ref, by=who, opinion="Seen"),
        _objected,
        _dismissed,
        lambda c, ref, who, _: objections.uphold(c, ref, None, by=who, reason="So"),
        _returned,
    ),
    State.CLOSED: (
        _objected,
        _dismissed,
        lambda c, ref, who, day: objections.uphold(
            c, ref, None, by=who, reason="So", deadline=day.isoformat()
        ),
        lambda c, ref, _, day: checking.reopen(c, ref, reason="rebound", deadline=day.isoformat()),
    ),
}
TURN = st.tuples(st.integers(0, 7), st.integers(0, len(NAMES) - 1), st.integers(0, 4))
"""Which move of those that the state has, who tries it first, and after how many days."""


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

    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(TURN, min_size=8, max_size=16))
    def walk(turns: list[tuple[int, str, int]]) -> None:
        nonlocal decisions
        number, today = office.assigned("--measure", "Stay open"), date(2020, 4, 1)
        state = State.ASSIGNED
        for move, first, passing in turns:
            today += timedelta(passing)
            context = Context(location, "walker", datetime(2020, 4, 1, 2, tzinfo=UTC), today)
            moves = MOVES[state]
            for who in (*NAMES[first:], *NAMES[:first]):  # the first whom the program lets
                with suppress(ZuofengError):
                    state = moves[move % len(moves)](context, str(number), who, today + timedelta(95)).state
                    break
        decisions += check(office.issue(number)["history"], units)

    walk()

    assert decisions > 30, decisions
    assert office("audit", "--format", "json").json["ok"]
