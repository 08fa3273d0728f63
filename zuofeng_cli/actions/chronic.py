"""Old and hard problems: reported upwards, coordinated, and from the plan's numbers on chronic."""

from collections.abc import Sequence
from typing import Any

from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.chronic import NobodyBroughtTogether
from zuofeng_cli.rules.codes import Action
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.registers import find_unit
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing


def report_upwards(context: Context, ref: str, *, to: str, note: str) -> Issue:
    """Count that an issue was reported upwards, to whom and with what."""
    with writing(context) as book:
        issue = book.issue(ref)
        check_step(book, issue, Action.REPORT)
        reports = (issue.reports or 0) + 1
        said = f"{required_text('name', to)}: {required_text('note', note)}"
        now_chronic = reports >= book.plan.chronic.reports
        return take_step(
            book, issue, Action.REPORT, said, reports=reports, **_chronic(book, issue, now_chronic)
        )


def coordinate(context: Context, ref: str, *, units: Sequence[str], note: str) -> Issue:
    """Count that units were brought together over an issue, and with what result."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.COORDINATE)
        named = {unit.id: unit for unit in (find_unit(name, book.units) for name in units)}
        if issue.unit_id is not None and named.keys() == {issue.unit_id}:
            raise NobodyBroughtTogether(unit=named[issue.unit_id].name, ref=shown)
        coordinations = (issue.coordinations or 0) + 1
        said = f"{'/'.join(unit.name for unit in named.values())}: {required_text('note', note)}"
        now_chronic = coordinations >= book.plan.chronic.coordinations
        given = _chronic(book, issue, now_chronic)
        return take_step(book, issue, Action.COORDINATE, said, coordinations=coordinations, **given)


def _chronic(book: Book, issue: Issue, now: bool) -> dict[str, Any]:
    """Return what to keep where an issue becomes chronic; it stays so, from the first day on."""
    return {"chronic": True, "chronic_on": book.today} if now and not issue.chronic else {}
