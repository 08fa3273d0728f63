"""The lifecycle table, against the shared design, "Lifecycle", written out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from zuofeng_cli.errors.rules import ElementsMissing, EvidenceMissing, MeasureMissing
from zuofeng_cli.errors.steps import IllegalStep
from zuofeng_cli.rules.codes import Action, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.lifecycle import STEPS, diagram, move, step_for, steps_from
from zuofeng_cli.rules.parts import Evidence, Measure

O, A, R, V, C, X, M = (  # noqa: E741 - one letter a state, as the table below reads
    State.OPEN,
    State.ASSIGNED,
    State.RECTIFIED,
    State.VERIFIED,
    State.CLOSED,
    State.CANCELLED,
    State.MERGED,
)

WITHOUT_NOTICE: dict[Action, dict[State | None, State]] = {
    Action.OPEN: {None: O},
    Action.ASSIGN: {O: A, A: A},
    Action.RECTIFY: {A: R},
    Action.RETURN: {R: A, V: A},
    Action.VERIFY: {},
    Action.CLOSE: {R: C},
    Action.REOPEN: {C: A},
    Action.CANCEL: {O: X, A: X, R: X, V: X},
    Action.MERGE: {O: M, A: M, R: M, V: M},
    Action.ESCALATE: {O: O, A: A, R: R},
    Action.EXTEND: {A: A},
    # Not in the design's table: a review keeps a long-term issue going, the other two are notes.
    Action.REVIEW: {A: A},
    Action.MEASURE: {O: O, A: A, R: R},
    Action.PROGRESS: {O: O, A: A, R: R, V: V},
    # Nor are these: what the practice around the lifecycle does to an issue without moving it.
    Action.URGE: {O: O, A: A},
    Action.REPLY: {O: O, A: A, R: R, V: V},
    Action.DECIDE: {O: O, A: A, R: R, C: C},
    Action.OBJECT: {V: V, C: C},
    Action.DISMISS: {A: A, R: R, V: V, C: C},
    Action.REPORT: {O: O, A: A, R: R},
    Action.COORDINATE: {O: O, A: A, R: R},
    Action.PROPOSE: {C: C},
}
WITH_NOTICE = WITHOUT_NOTICE | {Action.VERIFY: {R: V}, Action.CLOSE: {V: C}}

PAIRS = [
    pytest.param(
        state,
        action,
        notice,
        table[action].get(state),
        id=f"{state or 'new'}-{action}-{'no-' * (not notice)}n",
    )
    for notice, table in ((False, WITHOUT_NOTICE), (True, WITH_NOTICE))
    for action in Action
    for state in (None, *State)
]

COMPLETE = Issue(
    number=7,
    description="The counter closes at noon",
    category="poor_service",
    source="self_check",
    state=State.ASSIGNED,
    opened_on=date(2020, 4, 1),
    assigned_on=date(2020, 4, 2),
    unit_id=1,
    owner_id=2,
    deadline=date(2020, 6, 30),
    deadline_original=date(2020, 5, 31),
    measures=(Measure("Stay open"),),
    evidence=(Evidence("document", "〔2020〕5号", date(2020, 5, 20)),),
)
RECTIFIED = replace(
    COMPLETE,
    state=State.RECTIFIED,
    rectified_on=date(2020, 5, 20),
    rectified_by=2,
    completion_note="Open until five",
)
VERIFIED = replace(
    RECTIFIED,
    state=State.VERIFIED,
    verified_on=date(2020, 5, 22),
    verified_by=9,
    opinion="Seen on the spot",
    notice_until=date(2020, 5, 29),
)
CLOSED = replace(VERIFIED, state=State.CLOSED, closed_on=date(2020, 5, 30), closed_by=9)


@pytest.mark.parametrize(("state", "action", "notice", "target"), PAIRS)
def test_every_state_and_action_leads_where_the_design_says(
    state: State | None, action: Action, notice: bool, target: State | None
) -> None:
    if target is None:
        with pytest.raises(IllegalStep):
            step_for(action, state, notice=notice, ref="ZF-2020-0007")
        return

    step = step_for(action, state, notice=notice)

    assert (step.target or state) is target


@pytest.mark.parametrize(("state", "action", "notice", "target"), [p for p in PAIRS if p.values[0]])
def test_moving_an_issue_follows_the_table(
    state: State, action: Action, notice: bool, target: State | None
) -> None:
    issue = replace(COMPLETE, state=state)

    if target is None:
        with pytest.raises(IllegalStep):
            move(issue, action, notice=notice, ref="ZF-2020-0007")
    else:
        assert move(issue, action, notice=notice, ref="ZF-2020-0007").state is target


@pytest.mark.parametrize("notice", [False, True])
def test_no_state_has_two_steps_for_one_action(notice: bool) -> None:
    for state in (None, *State):
        actions = [step.action for step in steps_from(state, notice=notice)]

        assert len(actions) == len(set(actions)), state


def test_an_illegal_step_names_what_is_possible() -> None:
    with pytest.raises(IllegalStep) as refusal:
        step_for(Action.ASSIGN, State.CLOSED, notice=False, ref="ZF-2020-0007")

    assert refusal.value.facts == {
        "ref": "ZF-2020-0007",
        "state": State.CLOSED,
        "action": Action.ASSIGN,
        "possible": (Action.REOPEN,),
    }


@pytest.mark.parametrize(
    ("notice", "unreachable"), [(True, set()), (False, {State.VERIFIED})], ids=["notice", "no-notice"]
)
def test_every_state_is_reachable_and_public_notice_only_where_the_plan_has_one(
    notice: bool, unreachable: set[State]
) -> None:
    reached: set[State | None] = {None}

    while True:
        further = {
            step.target for state in reached for step in steps_from(state, notice=notice) if step.target
        }
        if further <= reached:
            break
        reached |= further

    assert set(State) - reached == unreachable


@pytest.mark.parametrize("state", [State.CANCELLED, State.MERGED])
@pytest.mark.parametrize("notice", [False, True])
def test_nothing_leaves_what_was_cancelled_or_merged(state: State, notice: bool) -> None:
    assert steps_from(state, notice=notice) == ()


@pytest.mark.parametrize("field", ["unit_id", "owner_id", "deadline"])
@pytest.mark.parametrize(
    ("issue", "action"),
    [
        (replace(COMPLETE, state=State.OPEN), Action.ASSIGN),
        (COMPLETE, Action.ASSIGN),
        (COMPLETE, Action.RECTIFY),
        (CLOSED, Action.REOPEN),
    ],
    ids=["assign", "reassign", "rectify", "reopen"],
)
def test_without_one_of_the_three_elements_the_step_is_refused(
    issue: Issue, action: Action, field: str
) -> None:
    lacking = replace(issue, **{field: None})

    with pytest.raises(ElementsMissing) as refusal:
        move(lacking, action, notice=False, ref="ZF-2020-0007")

    assert refusal.value.facts["missing"] == (field.removesuffix("_id"),)


def test_all_missing_elements_are_named_at_once() -> None:
    bare = replace(COMPLETE, state=State.OPEN, unit_id=None, owner_id=None, deadline=None)

    with pytest.raises(ElementsMissing) as refusal:
        move(bare, Action.ASSIGN, notice=False, ref="ZF-2020-0007")

    assert refusal.value.facts["missing"] == ("unit", "owner", "deadline")
    assert refusal.value.facts["options"] == "--unit --owner --deadline"


def test_the_three_elements_may_be_given_with_the_assignment() -> None:
    bare = replace(COMPLETE, state=State.OPEN, unit_id=None, owner_id=None, deadline=None)

    after = move(
        bare,
        Action.ASSIGN,
        notice=False,
        ref="ZF-2020-0007",
        unit_id=1,
        owner_id=2,
        deadline=date(2020, 6, 30),
    )

    assert after.state is State.ASSIGNED
    assert after.missing_elements == ()


def test_reporting_completion_without_a_measure_is_refused() -> None:
    with pytest.raises(MeasureMissing):
        move(replace(COMPLETE, measures=()), Action.RECTIFY, notice=False, ref="ZF-2020-0007")


def test_reporting_completion_without_evidence_is_refused() -> None:
    with pytest.raises(EvidenceMissing):
        move(replace(COMPLETE, evidence=()), Action.RECTIFY, notice=False, ref="ZF-2020-0007")


@pytest.mark.parametrize(("stale", "accepted"), [(0, True), (1, False), (2, False)])
def test_evidence_from_before_the_return_does_not_serve_again(stale: int, accepted: bool) -> None:
    issue = replace(COMPLETE, resumed_on=date(2020, 5, 20), stale_evidence=stale)

    if accepted:
        assert move(issue, Action.RECTIFY, notice=False, ref="").state is State.RECTIFIED
    else:
        with pytest.raises(EvidenceMissing):
            move(issue, Action.RECTIFY, notice=False, ref="")


def test_a_refused_step_leaves_the_issue_as_it_was() -> None:
    issue = replace(COMPLETE, evidence=())
    before = replace(issue)

    with pytest.raises(EvidenceMissing):
        move(issue, Action.RECTIFY, notice=False, ref="")

    assert issue == before


@pytest.mark.parametrize("issue", [RECTIFIED, VERIFIED], ids=["rectified", "verified"])
def test_a_return_clears_the_completion_and_the_check(issue: Issue) -> None:
    after = move(issue, Action.RETURN, notice=True, ref="")

    assert after == COMPLETE


def test_a_return_leaves_the_clock_as_if_never_stopped() -> None:
    late = replace(RECTIFIED, level=2, notified_level=2, extensions=1)

    after = move(late, Action.RETURN, notice=False, ref="")

    assert after.is_running
    assert (after.deadline, after.deadline_original) == (late.deadline, late.deadline_original)
    assert (after.level, after.notified_level, after.extensions) == (2, 2, 1)


def test_a_reopening_clears_completion_check_and_closing() -> None:
    after = move(CLOSED, Action.REOPEN, notice=True, ref="", deadline=date(2020, 9, 30), round=2)

    assert after == replace(COMPLETE, deadline=date(2020, 9, 30), round=2)


@pytest.mark.parametrize("action", [Action.RECTIFY, Action.CANCEL, Action.MERGE])
def test_a_pending_extension_does_not_outlive_the_clock(action: Action) -> None:
    asking = replace(
        COMPLETE, extension_until=date(2020, 7, 15), extension_reason="Parts are late", extension_by=2
    )

    after = move(asking, action, notice=False, ref="")

    assert (after.extension_until, after.extension_reason, after.extension_by) == (None, None, None)


def test_what_is_given_wins_over_what_the_step_clears() -> None:
    after = move(VERIFIED, Action.RETURN, notice=True, ref="", opinion="Not good enough")

    assert after.opinion == "Not good enough"


@pytest.mark.parametrize(
    "action", [Action.EXTEND, Action.ESCALATE, Action.REVIEW, Action.MEASURE, Action.PROGRESS]
)
def test_actions_that_keep_the_state_change_nothing_by_themselves(action: Action) -> None:
    assert move(COMPLETE, action, notice=False, ref="") == COMPLETE


def test_every_action_has_a_step() -> None:
    assert {step.action for step in STEPS} == set(Action)


def test_the_diagram_shows_every_step_once() -> None:
    drawn = diagram().splitlines()

    arrows = [
        f"    {source or '[*]'} --> {step.target or source}: {step.action}"
        for step in STEPS
        for source in step.sources
    ]
    assert drawn[0] == "stateDiagram-v2"
    assert sorted(line.partition(" (")[0] for line in drawn[1:] if ": " in line) == sorted(arrows)
    assert [line for line in drawn[1:] if ": " not in line] == [
        "    cancelled --> [*]",
        "    merged --> [*]",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "[*] --> open: open",
        "rectified --> closed: close (no notice)",
        "verified --> closed: close (public notice)",
        "rectified --> verified: verify (public notice)",
        "closed --> assigned: reopen",
    ],
)
def test_the_diagram_says_where_a_step_needs_a_public_notice(line: str) -> None:
    assert f"    {line}" in diagram().splitlines()
