"""Random walks: whatever is done with an issue, legal or not, the journal replays to what is stored."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from tests.replay import replay
from zuofeng_cli.actions import checking, chronic, extension, handling, listing, objections
from zuofeng_cli.actions.drafts import Draft
from zuofeng_cli.actions.sweep import sweep
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.steps import IllegalStep
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Event, flatten
from zuofeng_cli.rules.lifecycle import Action, steps_from
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.engine import engine_for
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.store.location import Location, locate
from zuofeng_cli.store.reader import reading

WALKS = 200
START = date(2020, 4, 1)
EVENTS = "SELECT seq, at, actor, action, number, changes, reason, prev_hash, hash FROM event ORDER BY seq"

Step = Callable[[Context, str, date], Issue]

ANCHOR = "1"
"""The issue that duplicates are merged into; no walk touches it but the sweep."""


def _later(today: date, days: int) -> str:
    return (today + timedelta(days)).isoformat()


# For each action: how a clerk does it rightly, and how wrongly.
RIGHT: dict[Action, list[Step]] = {
    Action.ASSIGN: [
        lambda c, ref, day: (
            listing.assign(c, [ref], unit="Office", owner="Alice", deadline=_later(day, 9))[0].issue
        ),
        lambda c, ref, _: listing.assign(c, [ref], owner="Anna", cooperate=["Market"])[0].issue,
        lambda c, ref, _: listing.assign(c, [ref], unit="Market", owner="Carol")[0].issue,
    ],
    Action.MEASURE: [lambda c, ref, _: listing.add_measure(c, ref, "A rota")],
    Action.PROGRESS: [lambda c, ref, _: listing.note_progress(c, ref, "Underway")],
    Action.RECTIFY: [
        lambda c, ref, _: checking.rectify(c, ref, by="Bob", note="Done", evidence=["Doc No. 3"]),
        lambda c, ref, day: checking.rectify(
            c, ref, by="Alice", note="Done", evidence=["Doc No. 4", "Doc No. 5"], on=day.isoformat()
        ),
    ],
    Action.RETURN: [lambda c, ref, _: checking.send_back(c, ref, by="Watch", reason="Shut again")],
    Action.VERIFY: [lambda c, ref, _: checking.verify(c, ref, by="Super", opinion="Seen")],
    Action.CLOSE: [lambda c, ref, _: checking.close(c, ref, by="Boss", opinion="Seen")],
    Action.REOPEN: [
        lambda c, ref, day: checking.reopen(c, ref, reason="rebound", deadline=_later(day, 5), note="Again"),
        lambda c, ref, day: checking.reopen(c, ref, reason="群众不满意", deadline=_later(day, 30)),
    ],
    Action.CANCEL: [lambda c, ref, _: handling.cancel(c, ref, reason="Entered in error")],
    Action.MERGE: [lambda c, ref, _: handling.merge(c, ref, into=ANCHOR, reason="The same")],
    Action.ESCALATE: [
        lambda c, ref, _: handling.escalate(c, ref, reason="No answer", by="Boss"),
        lambda c, ref, _: handling.escalate(c, ref, reason="No answer", to="5", by="Chief"),
    ],
    Action.EXTEND: [
        lambda c, ref, day: extension.request_extension(
            c, ref, to=_later(day, 14), reason="Rain", by="Alice", progress="Half done"
        ),
        lambda c, ref, _: extension.approve_extension(c, ref, by="Boss"),
        lambda c, ref, _: extension.deny_extension(c, ref, by="Boss", reason="No"),
    ],
    Action.REVIEW: [lambda c, ref, _: handling.review(c, ref, by="Super", note="Better")],
    Action.OBJECT: [
        lambda c, ref, _: objections.raise_objection(c, ref, by="A caller", text="Still shut"),
    ],
    Action.DISMISS: [lambda c, ref, _: objections.dismiss(c, ref, None, by="Watch", reason="Seen open")],
    Action.REPORT: [lambda c, ref, _: chronic.report_upwards(c, ref, to="City", note="No money")],
    Action.COORDINATE: [lambda c, ref, _: chronic.coordinate(c, ref, units=["Market"], note="Half each")],
}
WRONG: dict[Action, list[Step]] = {
    Action.ASSIGN: [
        lambda c, ref, _: listing.assign(c, [ref], unit="Nowhere")[0].issue,
        lambda c, ref, _: listing.assign(c, [ref, "2000000000"], owner="Anna")[0].issue,
        lambda c, ref, _: listing.assign(c, [ref], deadline="soon")[0].issue,
    ],
    Action.MEASURE: [lambda c, ref, _: listing.measure_done(c, ref, 99)],
    Action.PROGRESS: [lambda c, ref, _: listing.note_progress(c, ref, "")],
    Action.RECTIFY: [
        lambda c, ref, _: checking.rectify(c, ref, by="Bob", note="Done", evidence=["gone.jpg"]),
        lambda c, ref, day: checking.rectify(
            c, ref, by="Bob", note="Done", evidence=["Doc No. 3"], on=_later(day, 1)
        ),
        lambda c, ref, _: checking.rectify(c, ref, by="Nobody", note="Done", evidence=["Doc No. 3"]),
    ],
    Action.RETURN: [lambda c, ref, _: checking.send_back(c, ref, by="Watch", reason=" ")],
    Action.VERIFY: [lambda c, ref, _: checking.verify(c, ref, by="Nobody", opinion="Seen")],
    Action.CLOSE: [
        lambda c, ref, _: checking.close(c, ref, by="Nobody", opinion="Seen"),
        lambda c, ref, _: checking.close(c, ref, by="Boss", opinion=""),
    ],
    Action.REOPEN: [
        lambda c, ref, day: checking.reopen(c, ref, reason="whim", deadline=_later(day, 5)),
        lambda c, ref, day: checking.reopen(c, ref, reason="rebound", deadline=_later(day, -1)),
    ],
    Action.CANCEL: [lambda c, ref, _: handling.cancel(c, ref, reason="")],
    Action.MERGE: [lambda c, ref, _: handling.merge(c, ref, into=ref, reason="The same")],
    Action.ESCALATE: [
        lambda c, ref, _: handling.escalate(c, ref, reason="No answer", to="4"),
        lambda c, ref, _: handling.escalate(c, ref, reason="No answer", to="0"),
    ],
    Action.EXTEND: [
        lambda c, ref, day: extension.request_extension(
            c, ref, to=_later(day, 400), reason="Rain", by="Alice", progress="Half done"
        ),
        lambda c, ref, _: extension.approve_extension(c, ref, by="Alice"),
    ],
    Action.REVIEW: [lambda c, ref, _: handling.review(c, ref, by="Super", note="")],
    Action.OBJECT: [lambda c, ref, _: objections.raise_objection(c, ref, by="A caller", text="")],
    Action.DISMISS: [lambda c, ref, _: objections.dismiss(c, ref, 9, by="Watch", reason="Seen open")],
    Action.REPORT: [lambda c, ref, _: chronic.report_upwards(c, ref, to=" ", note="No money")],
    Action.COORDINATE: [lambda c, ref, _: chronic.coordinate(c, ref, units=["Nowhere"], note="No")],
}
DRAFTS = (
    Draft(description="Nobody answers the phone", category="Poor service"),
    Draft(
        description="The habit of waiting", category="担当不够", unit="Office", owner="Alice", type="长期坚持"
    ),
    *[
        Draft(
            description="The counter closes at noon",
            category="Poor service",
            unit="Office",
            owner="Alice",
            cooperating="Service",
            deadline="10日内",
            measure="A rota\nA sign",
        )
    ]
    * 3,
)
SURVIVOR = DRAFTS[-1]._replace(deadline=START.isoformat())
"""Complete, and due no later than any duplicate."""

ACTIONS = tuple(RIGHT)
ONWARD = (Action.RECTIFY, Action.CLOSE, Action.REOPEN)
"""Taken more often, so that walks get to the end and beyond."""


@dataclass(frozen=True)
class Turn:
    """One turn of a walk.

    Attributes:
        pick: which action, counted among the possible ones if *possible*, else among all.
        right: whether the clerk does it rightly; *way*: in which of the ways to do so.
        sweeps: whether cron runs before.
    """

    pick: int
    possible: bool
    right: bool
    way: int
    days: int
    sweeps: bool


EVENTS_OF = {Action.ASSIGN: (0, 1), Action.MERGE: (1, 2)}
"""How many events an action may leave: what stays as it is none, a chronic duplicate one for each of both."""

STRAIGHT_ON = [Turn(pick=-1, possible=True, right=True, way=0, days=1, sweeps=False)] * 3
"""The way an issue should go, and one step beyond: completed, closed, reopened."""

TURNS = st.builds(
    Turn,
    st.integers(0, 99),
    st.sampled_from([True, True, False]),
    st.sampled_from([True, True, True, False]),
    st.integers(0, 5),
    st.integers(0, 8),
    st.sampled_from([False, False, False, True]),
)


@dataclass
class Walker:
    """Does steps and looks after each whether the journal says what happened, and no more."""

    location: Location
    journal: Any
    seen: set[str] = field(default_factory=set)
    done: int = 0
    illegal: int = 0

    def context(self, today: date) -> Context:
        return Context(self.location, "walker", datetime(2020, 4, 1, 2, tzinfo=UTC), today)

    def events(self) -> int:
        (newest,) = self.journal.execute("SELECT max(seq) FROM event").fetchone()
        return int(newest)

    def walk(self, draft: Draft, complete: bool, turns: list[Turn]) -> None:
        today = START
        assign = complete and draft.deadline is not None
        issue = listing.open_issue(self.context(today), draft, assign=assign)
        for turn in turns:
            today += timedelta(turn.days)
            if turn.sweeps:
                self.sweep(today)
            self.seen.add(issue.state)
            steps = steps_from(issue.state, notice=False)
            possible = [step.action for step in steps if step.action in RIGHT]
            onward = [action for action in ONWARD if action in possible]
            choices = [*possible, *onward * 4] if turn.possible and possible else ACTIONS
            action = choices[turn.pick % len(choices)]
            issue = self.step(issue, action, action in possible, turn, today)
        self.seen.add(issue.state)

    def sweep(self, today: date) -> None:
        before = self.events()
        swept = sweep(self.context(today))
        assert self.events() - before == swept.flagged + swept.escalated + swept.suggested

    def step(self, issue: Issue, action: Action, legal: bool, turn: Turn, today: date) -> Issue:
        ways = (RIGHT if turn.right else WRONG)[action]
        before = self.events()
        try:
            after = ways[turn.way % len(ways)](self.context(today), str(issue.number), today)
        except ZuofengError as error:
            if turn.right and not legal:
                assert isinstance(error, IllegalStep), (action, issue, error)
                assert error.exit_code == 20
                self.illegal += 1
            assert self.events() == before
            return issue
        assert turn.right, (action, issue)
        assert legal, (action, issue)
        assert self.events() - before in EVENTS_OF.get(action, (1,))
        if issue.state is not State.OPEN:
            assert after.deadline_original == issue.deadline_original, action
        self.done += 1
        return after


@contextmanager
def journal_of(db: str) -> Iterator[Any]:
    """Keep one connection open to look at the journal between steps."""
    if "://" not in db:
        connection: Any = sqlite3.connect(db, isolation_level=None)
    else:
        import psycopg

        connection = psycopg.connect(db, autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


def replayed(location: Location) -> dict[int | None, dict[str, Any]]:
    """Return what the journal adds up to."""
    with reading(location) as reader:
        rows = reader.rows(EVENTS)
    return replay(Event(*row) for row in rows)


def stored(location: Location) -> dict[int, dict[str, Any]]:
    """Return the issues as the ledger holds them."""
    with reading(location) as reader:
        numbers = [number for (number,) in reader.rows("SELECT number FROM issue ORDER BY number")]
    with writing(Context(location, "walker", datetime(2020, 4, 1, tzinfo=UTC), START)) as book:
        return {number: flatten(issue) for number, issue in book.issues(numbers).items()}


@pytest.fixture
def walker(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walker]:
    # One engine for all walks: it keeps the statements it has compiled, which is half the time.
    monkeypatch.setattr("zuofeng_cli.store.ledger.engine_for", cache(engine_for))
    with journal_of(office.db) as journal:
        yield Walker(locate(office.db), journal)


def test_after_any_walk_the_journal_replays_to_what_is_stored(office: Office, walker: Walker) -> None:
    listing.open_issue(walker.context(START), SURVIVOR, assign=True)

    @settings(max_examples=WALKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(DRAFTS), st.booleans(), st.lists(TURNS, min_size=3, max_size=8))
    @example(DRAFTS[-1], True, STRAIGHT_ON)
    def walk(draft: Draft, complete: bool, turns: list[Turn]) -> None:
        walker.walk(draft, complete, turns)

    walk()

    found = office("audit", "--format", "json").json
    journal, rows = replayed(walker.location), stored(walker.location)
    assert (found["ok"], found["problems"], found["issues"]) == (True, [], len(rows))
    assert len(rows) > WALKS
    assert {number for number in journal if number is not None} == set(rows)
    for number, row in rows.items():
        assert journal[number] == row
    assert walker.seen == {"open", "assigned", "rectified", "closed", "cancelled", "merged"}
    assert walker.done > WALKS
    assert walker.illegal > 0
