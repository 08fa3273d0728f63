"""The journal: sealed events, records and their changes, replay."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.replay import replay
from zuofeng_cli.rules.codes import NoticeKind, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import (
    GENESIS,
    Common,
    Event,
    Record,
    Value,
    apply,
    canonical,
    changes_of,
    flatten,
    is_sealed,
    plain,
    said_in,
    seal,
    timestamp,
)
from zuofeng_cli.rules.parts import Evidence, Measure, Notice, ProgressNote

EVENT = seal(
    seq=2,
    at="2020-06-30T01:02:03Z",
    actor="张三",
    action="assign",
    number=12,
    changes={"deadline": [None, "2020-06-30"], "level": [0, 1]},
    reason="列单",
    prev_hash=GENESIS,
)


@dataclass(frozen=True)
class Drawer:
    name: str
    papers: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True)
class Desk:
    number: int = 0
    note: str | None = None
    bought_on: date | None = None
    state: State = State.OPEN
    drawers: tuple[Drawer, ...] = ()


DRAWERS = st.builds(Drawer, st.text(), st.lists(st.text(), max_size=3).map(tuple), st.booleans())
DESKS = st.builds(
    Desk,
    st.integers(-(2**63), 2**63),
    st.none() | st.text(),
    st.none() | st.dates(),
    st.sampled_from(State),
    st.lists(DRAWERS, max_size=4).map(tuple),
)
FACTS = st.fixed_dictionaries(
    {
        "seq": st.integers(1),
        "at": st.datetimes(timezones=st.just(UTC)).map(timestamp),
        "actor": st.text(),
        "action": st.text(),
        "number": st.none() | st.integers(1),
        "changes": st.dictionaries(st.text(), st.lists(st.none() | st.text() | st.integers(), max_size=2)),
        "reason": st.none() | st.text(),
        "prev_hash": st.text(),
    }
)


def test_a_sealed_event_is_sealed() -> None:
    assert is_sealed(EVENT)


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 3},
        {"at": "2020-06-30T01:02:04Z"},
        {"actor": "张 三"},
        {"action": "close"},
        {"number": 13},
        {"number": None},
        {"changes": canonical({})},
        {"changes": canonical({"deadline": [None, "2020-07-30"], "level": [0, 1]})},
        {"changes": canonical({"deadline": ["2020-06-29", "2020-06-30"], "level": [0, 1]})},
        {"changes": canonical({"deadline": [None, "2020-06-30"], "level": [0, True]})},
        {"changes": canonical({"deadline": [None, "2020-06-30"], "level": ["0", 1]})},
        {"changes": canonical({"deadline_original": [None, "2020-06-30"], "level": [0, 1]})},
        {"changes": EVENT.changes + " "},
        {"reason": None},
        {"reason": ""},
        {"prev_hash": "1" * 64},
        {"hash": "f" * 64},
    ],
    ids=str,
)
def test_changing_any_field_breaks_the_seal(change: dict[str, object]) -> None:
    assert not is_sealed(replace(EVENT, **change))


def test_no_field_of_an_event_goes_without_a_trial() -> None:
    tried = {"seq", "at", "actor", "action", "number", "changes", "reason", "prev_hash", "hash"}

    assert {field.name for field in fields(Event)} == tried


def test_the_order_of_the_changes_does_not_matter_to_the_hash() -> None:
    turned = seal(
        seq=2,
        at="2020-06-30T01:02:03Z",
        actor="张三",
        action="assign",
        number=12,
        changes={"level": [0, 1], "deadline": [None, "2020-06-30"]},
        reason="列单",
        prev_hash=GENESIS,
    )

    assert turned == EVENT


@given(FACTS)
def test_the_hash_is_taken_over_canonical_json_of_everything_else(facts: dict[str, Any]) -> None:
    event = seal(**facts)

    everything = {**facts, "issue": facts["number"]}
    del everything["number"]
    assert event.hash == sha256(canonical(everything).encode()).hexdigest()
    assert is_sealed(event)


def test_the_hash_is_what_the_readme_lets_anybody_recompute() -> None:
    contents = (
        '{"action":"assign","actor":"张三","at":"2020-06-30T01:02:03Z",'
        '"changes":{"deadline":[null,"2020-06-30"],"level":[0,1]},"issue":12,'
        f'"prev_hash":"{"0" * 64}","reason":"列单","seq":2}}'
    )

    assert sha256(contents.encode("utf-8")).hexdigest() == EVENT.hash


@given(FACTS)
def test_the_same_contents_after_another_event_have_another_hash(facts: dict[str, Any]) -> None:
    first = seal(**facts)

    second = seal(**facts | {"prev_hash": first.hash})

    assert second.hash != first.hash


def test_a_moment_is_written_to_the_second_in_utc() -> None:
    assert timestamp(datetime(2020, 6, 30, 1, 2, 3, 999, tzinfo=UTC)) == "2020-06-30T01:02:03Z"


def test_canonical_json_sorts_keys_and_keeps_letters() -> None:
    assert canonical({"b": 1, "a": ["字", None, True]}) == '{"a":["字",null,true],"b":1}'


@given(DESKS, DESKS)
def test_applying_the_changes_between_two_states_gives_the_second(before: Desk, after: Desk) -> None:
    record = flatten(before)

    misfits = apply(record, changes_of(before, after))

    assert record == flatten(after)
    assert misfits == []


@given(DESKS, DESKS)
def test_the_changes_back_undo_the_changes(before: Desk, after: Desk) -> None:
    record = flatten(after)

    apply(record, changes_of(after, before))

    assert record == flatten(before)


@given(DESKS)
def test_a_state_has_no_changes_against_itself(desk: Desk) -> None:
    assert changes_of(desk, replace(desk)) == {}


@given(DESKS)
def test_a_new_entity_changes_from_nothing_to_its_record(desk: Desk) -> None:
    assert changes_of(None, desk) == {path: [None, value] for path, value in flatten(desk).items()}


@given(DESKS, DESKS)
def test_changes_name_only_the_paths_that_differ(before: Desk, after: Desk) -> None:
    old, new = flatten(before), flatten(after)

    changes = changes_of(before, after)

    assert changes == {
        path: [old.get(path), new.get(path)] for path in {*old, *new} if old.get(path) != new.get(path)
    }


def test_an_old_value_that_does_not_fit_is_named_and_the_new_one_taken() -> None:
    record: Record = {"level": 1, "state": "open"}

    misfits = apply(record, {"level": [0, 2], "state": ["open", "assigned"], "note": ["x", None]})

    assert misfits == ["level", "note"]
    assert record == {"level": 2, "state": "assigned"}


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), DESKS), max_size=12))
def test_replay_rebuilds_what_the_events_tell(history: list[tuple[int, Desk]]) -> None:
    stored: dict[int, Desk] = {}
    events: list[Event] = []

    for seq, (number, desk) in enumerate(history, 1):
        events.append(
            seal(
                seq=seq,
                at="2020-06-30T01:02:03Z",
                actor="tester",
                action="change",
                number=number,
                changes=changes_of(stored.get(number), desk),
                reason=None,
                prev_hash=events[-1].hash if events else GENESIS,
            )
        )
        stored[number] = desk

    assert replay(events) == {number: flatten(desk) for number, desk in stored.items()}
    assert all(map(is_sealed, events))


def test_a_flat_record_leaves_out_none_and_false_and_keeps_zero() -> None:
    assert flatten(Desk()) == {"number": 0, "state": "open"}


def test_nested_rows_are_numbered_from_one() -> None:
    desk = Desk(
        3,
        "by the window",
        date(2020, 6, 30),
        State.CLOSED,
        (Drawer("top", ("a", "b")), Drawer("bottom", locked=True)),
    )

    assert flatten(desk) == {
        "number": 3,
        "note": "by the window",
        "bought_on": "2020-06-30",
        "state": "closed",
        "drawers.1.name": "top",
        "drawers.1.papers.1": "a",
        "drawers.1.papers.2": "b",
        "drawers.2.name": "bottom",
        "drawers.2.locked": True,
    }


def test_a_prefix_stands_before_every_path() -> None:
    assert flatten(Drawer("top", ("a",)), "drawer.3.") == {"drawer.3.name": "top", "drawer.3.papers.1": "a"}


def test_an_issue_flattens_with_all_its_rows() -> None:
    day = date(2020, 6, 30)
    issue = Issue(
        number=1,
        description="The counter closes at noon",
        category="poor_service",
        source="self_check",
        opened_on=day,
        chronic=True,
        cooperating=(4, 5),
        measures=(Measure("Stay open", day), Measure("Post the hours")),
        progress=(ProgressNote(day, "Begun"),),
        evidence=(Evidence("file", "photo.jpg", day, "ab" * 32, 9),),
        notices=(Notice(day, 0, NoticeKind.FLAGGED, date(2020, 7, 1)),),
    )

    record = flatten(issue)

    assert record["chronic"] is True
    assert "deadline_provisional" not in record
    assert record["notified_level"] == -1
    assert (record["cooperating.1"], record["cooperating.2"]) == (4, 5)
    assert record["measures.1.done_on"] == "2020-06-30"
    assert "measures.2.done_on" not in record
    assert record["evidence.1.size_bytes"] == 9
    assert (record["notices.1.level"], record["notices.1.kind"]) == (0, "flagged")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2020, 6, 30), "2020-06-30"),
        (State.OPEN, "open"),
        (None, None),
        (True, True),
        (7, 7),
        ("字", "字"),
    ],
)
def test_plain_values_are_what_json_can_carry(value: object, shown: Value) -> None:
    kept = plain(value)

    assert kept == shown
    assert type(kept) is type(shown)


PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
RECORDS = st.dictionaries(
    PATHS, st.text(st.characters(exclude_categories=["Cs"])) | st.integers(-9, 9) | st.just(True), max_size=6
)


@given(common=RECORDS, own=RECORDS.filter(lambda record: len(record) > 1))
def test_what_records_have_in_common_changes_nothing_in_how_they_begin(
    common: dict[str, Any], own: dict[str, Any]
) -> None:
    said = Common({path: value for path, value in common.items() if path not in own})
    expected = canonical({path: [None, value] for path, value in (said.record | own).items()})

    values = [said_in(value) for value in own.values()]
    assert [said.beginning(tuple(own), values).decode() for _time in range(2)] == [expected] * 2
