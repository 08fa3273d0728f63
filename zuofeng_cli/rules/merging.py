"""What the surviving issue must have to take over another: a deadline does not move, a claim does not spread.

Source: shared design, "merge"; practice, "traps": deadlines quietly moved, a sham completion.
"""

from dataclasses import replace
from datetime import date

from zuofeng_cli.errors.merging import (
    SurvivorDone,
    SurvivorDueLater,
    SurvivorLongTerm,
    SurvivorNeverDue,
    SurvivorNotHandedOver,
)
from zuofeng_cli.rules.codes import IssueType, State
from zuofeng_cli.rules.issue import Issue


def check_takes_over(survivor: Issue, issue: Issue, *, survivor_ref: str, ref: str) -> None:
    """Refuse a survivor under which *issue* would count as done, or would not be due when it is now.

    Raises:
        SurvivorDone: it was reported done, which nobody has said of *issue*.
        SurvivorNeverDue, SurvivorDueLater: it is due later, or never.
        SurvivorNotHandedOver, SurvivorLongTerm: its deadline can still move without an extension.
    """
    facts = {"ref": ref, "number": issue.number, "survivor": survivor_ref, "into": survivor.number}
    if survivor.rectified_on and not _is_as_far(issue, survivor, survivor.rectified_on):
        raise SurvivorDone(**facts, state=survivor.state)
    if issue.deadline is None:
        return
    if survivor.deadline is None:
        raise SurvivorNeverDue(**facts, deadline=issue.deadline)
    if survivor.deadline > issue.deadline:
        raise SurvivorDueLater(**facts, deadline=issue.deadline, later=survivor.deadline)
    if survivor.state is State.OPEN and issue.state is not State.OPEN:
        raise SurvivorNotHandedOver(**facts)
    if survivor.type is IssueType.LONG_TERM and issue.type is not IssueType.LONG_TERM:
        raise SurvivorLongTerm(**facts, deadline=issue.deadline)


def _is_as_far(issue: Issue, survivor: Issue, done_on: date) -> bool:
    """Whether *issue* was done by the day on which *survivor* was, and was checked if that was."""
    if issue.rectified_on is None or issue.rectified_on > done_on:
        return False
    return issue.state is State.VERIFIED or survivor.state is not State.VERIFIED


def taken_over(survivor: Issue, issue: Issue, *, on: date) -> Issue:
    """Return *survivor* as it is once it has taken over *issue*: chronic from then on if that is."""
    if survivor.chronic or not issue.chronic:
        return survivor
    return replace(survivor, chronic=True, chronic_on=on)
