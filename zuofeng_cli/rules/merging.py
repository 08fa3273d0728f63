"""What the surviving issue must have to take over another: a deadline does not move by merging.

Source: shared design, "merge"; practice, "traps": deadlines quietly moved.
"""

from zuofeng_cli.errors.merging import SurvivorDueLater, SurvivorNeverDue
from zuofeng_cli.rules.issue import Issue


def check_takes_over(survivor: Issue, issue: Issue, *, survivor_ref: str, ref: str) -> None:
    """Refuse a survivor that is due later than *issue*, or never.

    Raises:
        SurvivorNeverDue, SurvivorDueLater: the rule is broken.
    """
    if issue.deadline is None:
        return
    facts = {"ref": ref, "number": issue.number, "survivor": survivor_ref, "into": survivor.number}
    if survivor.deadline is None:
        raise SurvivorNeverDue(**facts, deadline=issue.deadline)
    if survivor.deadline > issue.deadline:
        raise SurvivorDueLater(**facts, deadline=issue.deadline, later=survivor.deadline)
