"""What the surviving issue must have to take over another: work that is due is not to drop out of sight.

Source: shared design, "three elements" and "merge".
"""

from zuofeng_cli.errors.merging import SurvivorDueLater, SurvivorIncomplete
from zuofeng_cli.rules.issue import Issue


def check_takes_over(survivor: Issue, issue: Issue, *, survivor_ref: str, ref: str) -> None:
    """Refuse a survivor that lacks an element where *issue* has all three, or that is due later or never.

    Raises:
        SurvivorIncomplete, SurvivorDueLater: the rule is broken.
    """
    facts = {"ref": ref, "number": issue.number, "survivor": survivor_ref, "into": survivor.number}
    if issue.missing_elements:
        missing = tuple(name for name in survivor.missing_elements if name == "deadline" and issue.deadline)
    else:
        missing = survivor.missing_elements
    if missing:
        options = " ".join(f"--{name} {name.upper()}" for name in missing)
        raise SurvivorIncomplete(**facts, missing=missing, options=options)
    if issue.deadline and survivor.deadline and survivor.deadline > issue.deadline:
        raise SurvivorDueLater(**facts, deadline=issue.deadline, later=survivor.deadline)
