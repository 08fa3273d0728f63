"""Objections during the public notice and after closing: which wait for a decision, and how one is settled.

Source: shared design, "Lifecycle"; shared domain notes, "Closing, deadlines, lights".
"""

from dataclasses import replace
from datetime import date

from zuofeng_cli.rules.codes import Outcome
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.parts import Objection


def open_objections(issue: Issue) -> tuple[int, ...]:
    """Return the numbers, counted from 1, of the objections that nobody has decided."""
    return tuple(at for at, objection in enumerate(issue.objections, 1) if objection.outcome is None)


def decided(issue: Issue, position: int, outcome: Outcome, *, by: int, on: date) -> tuple[Objection, ...]:
    """Return the objections with the one at *position* decided by the person *by*."""
    settled = replace(issue.objections[position - 1], outcome=outcome, decided_by=by, decided_on=on)
    return (*issue.objections[: position - 1], settled, *issue.objections[position:])
