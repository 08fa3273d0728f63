"""The courses of issues: days and late days by holder add up, whatever was done."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from tests.test_intake import NOON, PHONE, sheet, taken
from tests.test_walks import DRAFTS, START, SURVIVOR, TURNS, Turn, Walker, stored, walker
from zuofeng_cli.actions import listing
from zuofeng_cli.actions.drafts import Draft
from zuofeng_cli.queries.courses import courses
from zuofeng_cli.queries.issues import IssueFilter, list_issues
from zuofeng_cli.rules.codes import Phase, State
from zuofeng_cli.rules.course import (
    Holder,
    Step,
    charged,
    days_late,
    holder_of,
    holder_when_overdue,
    latenesses,
    life_days,
    stretches,
    until,
)
from zuofeng_cli.rules.journal import flatten
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.reader import reading

assert walker  # the fixture
WALKS = 100
ENDED = (State.CLOSED, State.CANCELLED, State.MERGED)


def steps_of(office: Office, number: int) -> tuple[Step, ...]:
    with reading(locate(office.db)) as reader:
        return courses(reader, [number])[number]


def test_after_any_walk_the_days_of_all_holders_add_up(walker: Walker) -> None:
    listing.open_issue(walker.context(START), SURVIVOR)

    @settings(max_examples=WALKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(DRAFTS), st.booleans(), st.lists(TURNS, min_size=3, max_size=8))
    def walk(draft: Draft, complete: bool, turns: list[Turn]) -> None:
        walker.walk(draft, complete, turns)

    walk()

    rows, as_of, late = stored(walker.location), START + timedelta(90), 0
    with reading(walker.location) as reader:
        found = courses(reader, sorted(rows))
        listed = {row.number: row for row in list_issues(reader, IssueFilter(), today=as_of)}
    for number, steps in found.items():
        held = stretches(steps, as_of)
        assert flatten(steps[-1].after) == rows[number]
        assert life_days(held) == sum(nights(steps, as_of))
        spells = latenesses(steps, as_of)
        for spell in spells:
            shares = charged(spell, held)
            assert sum(shares.values()) == spell.days > 0
            assert shares[holder_when_overdue(spell, held)] > 0
            assert Holder(Phase.ENDED) not in shares
        row = listed[number]
        stopped = row.rectified_on if row.state in ("rectified", "closed") else as_of
        shown = (stopped - row.deadline).days if row.deadline and stopped else 0
        assert days_late(spells) == (0 if row.state in ("cancelled", "merged") else max(0, shown))
        assert row.days_left is None or days_late(spells) == max(0, -row.days_left)
        late += days_late(spells)
    assert late > 0


def nights(steps: tuple[Step, ...], as_of: date) -> list[bool]:
    """Count one by one the nights on which the issue was on the list and not ended."""
    days = range((as_of - steps[0].on).days)
    return [until(steps, steps[0].on + timedelta(day))[-1].after.state not in ENDED for day in days]


def test_the_review_is_the_offices_own_time(office: Office) -> None:
    number = office.rectified()
    office.today = "2020-07-10"
    office("return", number, "--by", "Watch", "--reason", "Shut again")

    steps, as_of = steps_of(office, number), date(2020, 7, 15)

    held = stretches(steps, as_of)
    (late,) = latenesses(steps, as_of)
    assert [(each.holder.phase, each.days) for each in held] == [("check", 100), ("work", 5)]
    assert (late.days, holder_when_overdue(late, held)) == (15, Holder(Phase.CHECK))
    assert charged(late, held) == {Holder(Phase.CHECK): 10, holder_of(steps[-1].after): 5}


def test_days_late_before_an_issue_was_listed_are_nobodys(office: Office) -> None:
    number = office.open("The counter closes at noon", "-d", "2020-03-20")

    steps, as_of = steps_of(office, number), date(2020, 4, 3)

    held = stretches(steps, as_of)
    (late,) = latenesses(steps, as_of)
    assert charged(late, held) == {Holder(Phase.UNLISTED): 12, Holder(Phase.LISTED): 2}
    assert holder_when_overdue(late, held) == Holder(Phase.UNLISTED)


def test_each_deadline_that_was_missed_is_told_apart(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-04-12"
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-04-20",
        "--reason",
        "Rain",
        "--progress",
        "Half",
        "--by",
        "Alice",
    )
    office.today = "2020-04-15"
    office("extend", "approve", number, "--by", "Boss")

    found = latenesses(steps_of(office, number), date(2020, 4, 23))

    assert [(late.deadline.day, late.days, late.is_current) for late in found] == [
        (10, 5, False),
        (20, 3, True),
    ]


def test_on_the_day_of_a_hand_over_the_new_owner_holds_it_overnight(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-04-10"
    office("assign", number, "--owner", "Anna")

    steps, as_of = steps_of(office, number), date(2020, 4, 12)

    held = stretches(steps, as_of)
    (late,) = latenesses(steps, as_of)
    alice, anna = (stretch.holder for stretch in held)
    assert [stretch.days for stretch in held] == [9, 2]
    assert (holder_when_overdue(late, held), charged(late, held)) == (anna, {anna: 2})
    assert alice != anna


def test_what_an_undone_import_had_changed_is_not_in_the_course(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON))
    changed = ("A-1", "The counter closes at eleven", *NOON[2:5], "2020-12-31")
    taken(office, sheet(tmp_path / "b.csv", changed, PHONE), "--assign")
    office("import", "undo", 2)

    updated, listed = steps_of(office, 1), steps_of(office, 2)

    assert [(step.action, step.after.description) for step in updated] == [("import", NOON[1])]
    assert [(step.action, step.after.state) for step in listed] == [
        ("import", "open"),
        ("cancel", "cancelled"),
    ]


def test_days_never_run_backwards(office: Office) -> None:
    number = office.assigned()
    office.today = "2020-03-20"
    office("progress", number, "Asked the office")

    steps = steps_of(office, number)

    assert {step.on for step in steps} == {date(2020, 4, 1)}
