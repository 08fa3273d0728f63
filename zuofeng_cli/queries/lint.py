"""What in the list needs a clerk's hand: incomplete, vague, without measures, provisional, doubled."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from zuofeng_cli.queries.issues import RUNNING_SQL
from zuofeng_cli.store.reader import Reader

SHORTEST_DESCRIPTION = 8
"""Descriptions of fewer characters are too vague to work on. Source: shared domain notes, "Vague issues"."""

CHECKS: Mapping[str, str] = {
    "no_unit": f"{RUNNING_SQL} AND issue.unit_id IS NULL",
    "no_owner": f"{RUNNING_SQL} AND issue.owner_id IS NULL",
    "no_deadline": f"{RUNNING_SQL} AND issue.deadline IS NULL",
    "vague": f"{RUNNING_SQL} AND length(issue.description) < {SHORTEST_DESCRIPTION}",
    "no_measure": "issue.state = 'assigned' AND NOT EXISTS"
    " (SELECT 1 FROM measure WHERE measure.number = issue.number)",
    "provisional": f"{RUNNING_SQL} AND issue.deadline_provisional",
    "deadline_before_found": f"{RUNNING_SQL} AND issue.deadline < issue.found_on",
    "inactive_owner": f"{RUNNING_SQL} AND EXISTS"
    " (SELECT 1 FROM owner WHERE owner.id = issue.owner_id AND NOT owner.active)",
    "owner_elsewhere": f"{RUNNING_SQL} AND EXISTS (SELECT 1 FROM owner WHERE owner.id = issue.owner_id"
    " AND owner.unit_id <> issue.unit_id AND NOT EXISTS (SELECT 1 FROM cooperating_unit"
    " WHERE cooperating_unit.number = issue.number AND cooperating_unit.unit_id = owner.unit_id))",
    "extension_waiting": "issue.extension_until IS NOT NULL",
    "doubled": f"{RUNNING_SQL} AND EXISTS (SELECT 1 FROM issue AS other WHERE other.unit_id = issue.unit_id"
    " AND other.description_key = issue.description_key AND other.number < issue.number"
    " AND other.state IN ('open', 'assigned'))",
}
_FINDINGS = " UNION ALL ".join(
    f"SELECT issue.number, '{check}', issue.description, unit.name, issue.deadline FROM issue"
    f" LEFT JOIN unit ON unit.id = issue.unit_id WHERE {condition}"
    for check, condition in CHECKS.items()
)


class Finding(NamedTuple):
    """One thing to mend: *check* is a key of ``CHECKS``."""

    ref: str
    number: int
    check: str
    description: str
    unit: str | None
    deadline: date | None


def lint(reader: Reader) -> list[Finding]:
    """Return what is to be mended, by issue."""
    order = list(CHECKS)
    rows = sorted(reader.rows(_FINDINGS), key=lambda row: (row[0], order.index(row[1])))
    return [Finding(reader.ref(number), number, *rest) for number, *rest in rows]
