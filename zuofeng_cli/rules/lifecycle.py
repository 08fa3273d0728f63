"""The lifecycle: the one table that knows which action leads from which state where, and what it demands.

Command choices, the README diagram and the tests derive from ``STEPS``.
Source: shared design, "Lifecycle".
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from zuofeng_cli.errors.rules import ElementsMissing, EvidenceMissing, MeasureMissing
from zuofeng_cli.errors.steps import IllegalStep, NoNotice
from zuofeng_cli.rules.codes import Action, State
from zuofeng_cli.rules.issue import Issue

Demand = Callable[[Issue, str], None]
"""Looks at the issue as it would be afterwards (and its reference) and raises if something is missing."""


def three_elements(issue: Issue, ref: str) -> None:
    """Responsible unit, owner and deadline are all set."""
    if issue.missing_elements:
        options = " ".join(f"--{name}" for name in issue.missing_elements)
        raise ElementsMissing(ref=ref, missing=issue.missing_elements, options=options)


def one_measure(issue: Issue, ref: str) -> None:
    """At least one rectification measure is written down."""
    if not issue.measures:
        raise MeasureMissing(ref=ref, number=issue.number)


def some_evidence(issue: Issue, ref: str) -> None:
    """There is evidence that was added since the work was last sent back."""
    if len(issue.evidence) <= issue.stale_evidence:
        raise EvidenceMissing(ref=ref)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the lifecycle table.

    Attributes:
        target: the state afterwards; None leaves it as it is.
        notice: True or False where the row holds only in a plan with or without a public notice.
        clears: fields emptied on the way, so that no sham completion stays behind.
    """

    action: Action
    sources: tuple[State | None, ...]
    target: State | None
    demands: tuple[Demand, ...] = ()
    notice: bool | None = None
    clears: tuple[str, ...] = ()


_COMPLETION = (
    "rectified_on",
    "rectified_by",
    "completion_note",
    "verified_on",
    "verified_by",
    "notice_until",
)
_CLOSING = ("closed_on", "closed_by", "opinion")
_REQUEST = (
    "extension_until",
    "extension_reason",
    "extension_by",
    "extension_asked_on",
    "extension_provisional",
    "extension_progress",
)
_PROPOSAL = ("proposal", "proposed_on")

STEPS: tuple[Step, ...] = (
    Step(Action.OPEN, (None,), State.OPEN),
    Step(Action.ASSIGN, (State.OPEN, State.ASSIGNED), State.ASSIGNED, (three_elements,)),
    Step(Action.MEASURE, (State.OPEN, State.ASSIGNED, State.RECTIFIED), None),
    Step(Action.PROGRESS, (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.VERIFIED), None),
    Step(
        Action.RECTIFY,
        (State.ASSIGNED,),
        State.RECTIFIED,
        (three_elements, one_measure, some_evidence),
        clears=(*_REQUEST, "returned_by"),  # so that the next return says again by whom
    ),
    Step(Action.RETURN, (State.RECTIFIED, State.VERIFIED), State.ASSIGNED, clears=(*_COMPLETION, "opinion")),
    Step(Action.VERIFY, (State.RECTIFIED,), State.VERIFIED, notice=True),
    Step(Action.CLOSE, (State.RECTIFIED,), State.CLOSED, notice=False),
    Step(Action.CLOSE, (State.VERIFIED,), State.CLOSED, notice=True),
    Step(
        Action.REOPEN,
        (State.CLOSED,),
        State.ASSIGNED,
        (three_elements,),
        clears=(*_COMPLETION, *_CLOSING, *_PROPOSAL, "deadline_missed"),
    ),
    Step(
        Action.CANCEL,
        (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.VERIFIED),
        State.CANCELLED,
        clears=_REQUEST,
    ),
    Step(
        Action.MERGE,
        (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.VERIFIED),
        State.MERGED,
        clears=_REQUEST,
    ),
    Step(Action.ESCALATE, (State.OPEN, State.ASSIGNED, State.RECTIFIED), None),
    Step(Action.EXTEND, (State.ASSIGNED,), None),
    Step(Action.REVIEW, (State.ASSIGNED,), None, clears=_REQUEST),
    Step(Action.URGE, (State.OPEN, State.ASSIGNED), None),
    Step(Action.REPLY, (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.VERIFIED), None),
    Step(Action.DECIDE, (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.CLOSED), None),
    Step(Action.OBJECT, (State.VERIFIED, State.CLOSED), None),
    # One that was raised before the work was sent back still waits for its answer.
    Step(Action.DISMISS, (State.ASSIGNED, State.RECTIFIED, State.VERIFIED, State.CLOSED), None),
    Step(Action.REPORT, (State.OPEN, State.ASSIGNED, State.RECTIFIED), None),
    Step(Action.COORDINATE, (State.OPEN, State.ASSIGNED, State.RECTIFIED), None),
    Step(Action.PROPOSE, (State.CLOSED,), None),
)


_WHERE_CALLED_FOR = frozenset(
    (
        *(Action.REVIEW, Action.REPLY, Action.DECIDE, Action.OBJECT, Action.DISMISS),
        *(Action.REPORT, Action.COORDINATE, Action.PROPOSE),
    )
)
"""Steps that only some issues call for: who is told what is possible elsewhere need not think of them."""

_EMPTY = {field.name: field.default for field in fields(Issue)}


def steps_from(state: State | None, *, notice: bool) -> tuple[Step, ...]:
    """Return the rows that leave *state* in a plan with or without a public notice."""
    return tuple(step for step in STEPS if state in step.sources and step.notice in (None, notice))


def step_for(action: Action, state: State | None, *, notice: bool, ref: str = "") -> Step:
    """Return the row for (*state*, *action*).

    Raises:
        IllegalStep: the table has none. NoNotice: it has none in a plan without a public notice.
    """
    possible = steps_from(state, notice=notice)
    for step in possible:
        if step.action is action:
            return step
    open_ways = tuple(step.action for step in possible if step.action not in _WHERE_CALLED_FOR)
    is_known = any(step.action is action and step.notice in (None, notice) for step in STEPS)
    refusal = IllegalStep if is_known else NoNotice
    raise refusal(ref=ref, state=state, action=action, possible=open_ways)


def move(issue: Issue, action: Action, *, notice: bool, ref: str, **given: Any) -> Issue:
    """Apply *action* to *issue* and return the issue as it is afterwards.

    Args:
        notice: whether the plan demands a public notice before closing.
        ref: how the issue is called in messages.
        given: the fields the action sets; they win over what the step clears.

    Raises:
        IllegalStep: the table has no row for (issue.state, action).
        ElementsMissing, MeasureMissing, EvidenceMissing: a demand of the row is not met.

    Source: shared design, lifecycle table.
    """
    step = step_for(action, issue.state, notice=notice, ref=ref)
    changes: dict[str, Any] = {name: _EMPTY[name] for name in step.clears} | given
    after = replace(issue, state=step.target or issue.state, **changes)
    for demand in step.demands:
        demand(after, ref)
    return after


def diagram() -> str:
    """Return the lifecycle as a Mermaid state diagram, for the README."""
    lines = ["stateDiagram-v2"]
    for step in STEPS:
        condition = {None: "", True: " (public notice)", False: " (no notice)"}[step.notice]
        for source in step.sources:
            target = step.target or source
            lines.append(f"    {source or '[*]'} --> {target}: {step.action}{condition}")
    lines += [f"    {state} --> [*]" for state in (State.CANCELLED, State.MERGED)]
    return "\n".join(lines)
