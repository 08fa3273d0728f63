"""Whatever anybody does, in whatever order: nobody checks the own work, and first deadlines stay.

The walks go over the real command lines. What they did is read from the journal alone, which knows who
reported completion, who checked it, and which units had a part in it at that moment.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from tests.conftest import PERSONS, UNITS, Office
from tests.test_walks import journal_of
from zuofeng_cli.store.engine import engine_for

WALKS, TURNS = {"sqlite": 24, "postgres": 8}, 24
NOTICE = ("[notice]\ndays = 0", "[notice]\ndays = 1")
START = date(2020, 4, 1)
NAMES = [name for name, _unit, _role in PERSONS]
STANDS = "SELECT state, owner.name FROM issue JOIN owner ON owner.id = owner_id WHERE number ="
REFUSED = (20, 22, 23, 27)
"""What a command may be refused with; it is never wrong usage, and never a failure."""


@dataclass(frozen=True)
class Turn:
    """What one command of a walk says: by whom, about which unit, and a figure for the rest."""

    who: str
    unit: str
    pick: int


Words = tuple[object, ...]
Command = Callable[[int, Turn, date], Words]


def later(today: date, days: int) -> str:
    return (today + timedelta(days)).isoformat()


COMMANDS: dict[str, Command] = {
    "assign": lambda ref, turn, day: (
        *("assign", ref, "--unit", turn.unit, "--owner", turn.who),
        *(("--deadline", later(day, turn.pick % 30)) if turn.pick % 3 == 0 else ()),
    ),
    "cooperate": lambda ref, turn, _day: ("assign", ref, "--cooperate", turn.unit),
    "rectify": lambda ref, turn, _day: (
        *("rectify", ref, "--by", turn.who, "--note", "Done", "--evidence", f"Doc No. {turn.pick}"),
    ),
    "return": lambda ref, turn, _day: ("return", ref, "--by", turn.who, "--reason", "Shut again"),
    "verify": lambda ref, turn, _day: ("verify", ref, "--by", turn.who, "--opinion", "Seen"),
    "close": lambda ref, turn, _day: ("close", ref, "--by", turn.who, "--opinion", "Seen"),
    "reopen": lambda ref, turn, day: (
        *("reopen", ref, "--reason", "rebound", "--deadline", later(day, turn.pick % 20)),
    ),
    "request": lambda ref, turn, day: (
        *("extend", "request", ref, "--to", later(day, 5 + turn.pick % 60), "--reason", "Rain"),
        *("--by", turn.who, "--progress", "Half done"),
    ),
    "approve": lambda ref, turn, _day: ("extend", "approve", ref, "--by", turn.who),
    "deny": lambda ref, turn, _day: ("extend", "deny", ref, "--by", turn.who, "--reason", "No"),
    "object": lambda ref, turn, _day: ("objection", "add", ref, "--by", turn.who, "--text", "Still shut"),
    "uphold": lambda ref, turn, day: (
        *("objection", "uphold", ref, "--by", turn.who, "--reason", "Seen shut"),
        *(("--deadline", later(day, 9)) if turn.pick % 2 else ()),
    ),
    "dismiss": lambda ref, turn, _day: (
        *("objection", "dismiss", ref, "--by", turn.who, "--reason", "Seen open"),
    ),
    "draw": lambda _ref, turn, _day: ("lookback", "draw", "--seed", turn.pick, "--share", "100%"),
    "held": lambda ref, turn, _day: ("lookback", "check", ref, "--held", "--by", turn.who, "--note", "Fine"),
    "rebound": lambda ref, turn, day: (
        *("lookback", "check", ref, "--rebound", "--by", turn.who, "--note", "Shut again"),
        *("--deadline", later(day, 9)),
    ),
}
ONWARD: dict[str, tuple[str, ...]] = {
    "open": ("assign",),
    "assigned": ("rectify",) * 4 + ("request", "request", "approve", "deny", "assign", "cooperate"),
    "rectified": ("close",) * 3 + ("verify",) * 3 + ("return",),
    "verified": ("close",) * 3 + ("object", "object", "uphold", "dismiss", "return"),
    "closed": ("object", "uphold", "dismiss", "draw", "draw", "held", "rebound", "reopen"),
}
"""What leads on from each state: taken four times of five, else anything at all."""


@dataclass
class Case:
    """What the journal says of one issue up to some event, and what it found wrong."""

    fields: dict[str, Any] = field(default_factory=dict)
    persons: set[int | None] = field(default_factory=set)
    units: set[int | None] = field(default_factory=set)
    was_assigned: bool = False


@dataclass
class Findings:
    """What a whole journal shows: the faults, and how often each was put to the test."""

    faults: list[str] = field(default_factory=list)
    checks: int = 0
    decisions: int = 0
    looks: int = 0


def read_journal(journal: Any, unit_of: dict[int, int]) -> Findings:
    """Hold every check in the journal against who had a part in the work at that moment."""
    found = Findings()
    cases: dict[int, Case] = {}
    drawn: dict[str, int] = {}
    events = journal.execute("SELECT seq, action, number, changes FROM event ORDER BY seq").fetchall()
    for seq, action, number, text in events:
        changes = {path: new for path, (_old, new) in json.loads(text).items()}
        drawn |= {path.rpartition(".")[0]: new for path, new in changes.items() if is_drawn(path, "number")}
        for path, judge in changes.items():
            if is_drawn(path, "checked_by") and judge is not None:
                found.looks += 1
                case = cases[drawn[path.rpartition(".")[0]]]
                found.faults += [f"event {seq}: {why}" for why in part_in_it(case, judge, unit_of)]
        if number is not None:
            case = cases.setdefault(number, Case())
            look_at(case, seq, action, changes, unit_of, found)
    return found


def is_drawn(path: str, name: str) -> bool:
    return path.startswith("drawn_issue.") and path.endswith(f".{name}")


def look_at(
    case: Case, seq: int, action: str, changes: dict[str, Any], unit_of: dict[int, int], found: Findings
) -> None:
    """Judge one event of one issue by what was known before it, then take it in."""
    why: list[str] = []
    for name in ("verified_by", "closed_by", "returned_by"):
        if changes.get(name) is not None:
            found.checks += 1
            why += part_in_it(case, changes[name], unit_of)
    for path, decider in changes.items():
        if path.startswith("objections.") and path.endswith(".decided_by") and decider is not None:
            found.decisions += 1
            why += part_in_it(case, decider, unit_of)
            checkers = (case.fields.get("verified_by"), case.fields.get("closed_by"))
            why += ["decided on the own check"] * (decider in checkers)
    approver = changes.get("extension_decided_by")
    if approver is not None:
        found.decisions += 1
        why += ["granted to oneself"] * (approver == case.fields["owner_id"])
        why += ["granted to a unit at work"] * (
            unit_of[approver] in (case.fields["unit_id"], *partners(case))
        )
        asked = case.fields["extension_by"]
        why += ["granted to the own unit"] * (unit_of[approver] == unit_of[asked])
    if case.was_assigned and "deadline_original" in changes:
        why.append(f"{action} touched the first deadline")
    found.faults += [f"event {seq} ({action}): {each}" for each in why]
    case.fields |= changes
    case.was_assigned |= changes.get("state") == "assigned"
    if case.fields.get("state") != "open":
        case.persons |= {case.fields.get(name) for name in ("owner_id", "leader_id", "rectified_by")}
        case.units |= {case.fields.get("unit_id"), *partners(case)}


def part_in_it(case: Case, judge: int, unit_of: dict[int, int]) -> Iterable[str]:
    """Return what *judge* had to do with the work of an issue."""
    if judge in case.persons:
        yield "judged what is or was the own work"
    if unit_of[judge] in case.units:
        yield "judged what is or was the work of the own unit"


def partners(case: Case) -> Iterable[int]:
    """Return the units that cooperate in an issue."""
    return (new for path, new in case.fields.items() if path.startswith("cooperating."))


@dataclass
class Walker:
    """Walks over the command lines of one ledger."""

    office: Office
    journal: Any
    done: set[str] = field(default_factory=set)
    refused: int = 0

    def walk(self, chance: Random) -> None:
        """Take one issue through as many turns as there are, or off the list."""
        today = START
        self.office.today = today.isoformat()
        unit, partner = chance.sample(UNITS[:-1], 2)  # the Party unit checks, at first
        ref = self.office.open(
            *("The counter closes at noon", "-u", unit, "-o", chance.choice(NAMES), "-d", later(today, 20)),
            *("--cooperate", partner, "--measure", "Stay open", "--assign"),
        )
        for _turn in range(TURNS):
            today += timedelta(chance.choice([0, 0, 1, 2]))
            self.office.today = today.isoformat()
            if not self.step(ref, today, chance):
                return

    def step(self, ref: int, today: date, chance: Random) -> bool:
        """Do something: now by anybody, now by somebody who is likely to be let.

        Returns:
            Whether there was anything to do: nothing, once the very listing was undone.
        """
        state, owner = self.journal.execute(f"{STANDS} {ref:d}").fetchone()
        if state == "cancelled":
            return False
        name = chance.choice(ONWARD[state] if chance.random() < 0.8 else tuple(COMMANDS))
        apt = {"rectify": owner, "request": owner, "verify": "Super", "close": "Super"}.get(name, "Boss")
        who = apt if chance.random() < 0.5 else chance.choice(NAMES)
        turn = Turn(who, chance.choice(UNITS), chance.randrange(100))
        result = self.office(*COMMANDS[name](ref, turn, today), code=None)
        assert result.code in (0, *REFUSED), (name, turn, result)
        self.refused += result.code == 23
        if result.code == 0:
            self.done.add(name)
        return True


@pytest.mark.parametrize("has_notice", [True, False])
def test_no_sequence_of_commands_lets_anybody_check_the_own_work(
    office_with: Callable[..., Office], engine: str, has_notice: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One engine for all walks: it keeps the statements it has compiled.
    monkeypatch.setattr("zuofeng_cli.store.ledger.engine_for", cache(engine_for))
    office = office_with(*([NOTICE] if has_notice else []))
    with journal_of(office.db) as journal:
        walker = Walker(office, journal)

        for seed in range(WALKS[engine]):
            walker.walk(Random(seed))

        unit_of = dict(journal.execute("SELECT id, unit_id FROM owner").fetchall())
        found = read_journal(journal, unit_of)

    assert found.faults == []
    assert office("audit", "--format", "json").json["ok"]
    assert {"assign", "rectify", "return", "close"} <= walker.done
    assert walker.done & {"reopen", "rebound", "uphold"}
    assert found.checks > WALKS[engine] / 2  # the walks have put the rule to the test
    assert walker.refused > WALKS[engine]
