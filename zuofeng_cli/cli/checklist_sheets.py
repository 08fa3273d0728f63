"""Checklists, their questions and who has answered them, as sheets and JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells, joined
from zuofeng_cli.labels import answer_word
from zuofeng_cli.rules.checklists import BY_PERSON
from zuofeng_cli.rules.plan import Checklist, Plan
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.queries.checklists import CompletionRow


def checklists_sheet(plan: Plan) -> Sheet:
    """Return the checklists of a plan."""
    columns = (
        *(Column(_("Checklist")), Column(_("Code")), Column(_("Answered by"))),
        *(Column(_("Questions"), figure=True), Column(_("Expected answer")), Column(_("Source"))),
    )
    sources = {source.code: source.label for source in plan.sources}
    rows = [
        (
            *(each.label, each.code, _answered_by(each), len(each.questions)),
            *(answer_word(each, each.expected), sources[each.source]),
        )
        for each in plan.checklists
    ]
    return Sheet("", columns, rows)


def _answered_by(checklist: Checklist) -> str:
    return _("each person") if checklist.answered_by == BY_PERSON else _("each unit")


def questions_sheet(checklist: Checklist, plan: Plan) -> Sheet:
    """Return the questions of a checklist, with the category of an issue of each."""
    categories = {category.code: category.label for category in plan.categories}
    columns = [Column(_("No."), figure=True), Column(_("Question"), long=True)]
    if checklist.categories:
        columns.append(Column(_("Category")))
    rows = [
        cells(at, text, *(categories[code] for code in checklist.categories[at - 1 : at]))
        for at, text in enumerate(checklist.questions, 1)
    ]
    note = _("Answered by {whom}; expected: {answer}.").format(
        whom=_answered_by(checklist), answer=answer_word(checklist, checklist.expected)
    )
    return Sheet(checklist.label, columns, rows, [note])


def checklist_payload(checklist: Checklist) -> dict[str, object]:
    """Return a checklist as JSON."""
    return checklist._asdict()


def completion_sheet(checklist: Checklist, rows: "Sequence[CompletionRow]") -> Sheet:
    """Return who has answered, and plainly who has not."""
    missing = _("not answered")
    columns = (
        *(Column(_("Unit"), long=True), Column(_("Person"), drop=1)),
        *(Column(_("Answered on"), styles={missing: "bold red"}), Column(_("Out of order"))),
        *(Column(_("What was said"), long=True, cut=True, drop=3), Column(_("Issue"), drop=2)),
    )
    shown = [
        cells(
            *(row.unit, row.person, row.answered_on or missing),
            joined([f"{at} {answer_word(checklist, row.answers[at].answer)}" for at in row.unexpected]),
            joined([note for at in row.unexpected if (note := row.answers[at].note)]),
            "\n".join(row.issues),
        )
        for row in rows
    ]
    left = [row.person or row.unit for row in rows if not row.answers]
    said = _("Answered: {answered} of {count}; answers out of order: {unexpected}.")
    notes = [
        said.format(
            answered=len(rows) - len(left),
            count=len(rows),
            unexpected=sum(len(row.unexpected) for row in rows),
        )
    ]
    if left:
        notes.append(_("Missing: {names}").format(names=joined(left)))
    return Sheet(checklist.label, columns, shown, notes)


def completion_payload(checklist: Checklist, rows: "Sequence[CompletionRow]") -> dict[str, object]:
    """Return who has answered as JSON."""
    return {
        "checklist": checklist.code,
        "answered": sum(bool(row.answers) for row in rows),
        "missing": [{"unit": row.unit, "person": row.person} for row in rows if not row.answers],
        "rows": [
            {
                "unit": row.unit,
                "person": row.person,
                "answered_on": row.answered_on,
                "answers": {
                    str(at): {"answer": each.answer, "note": each.note, "answered_on": each.answered_on}
                    for at, each in row.answers.items()
                },
                "unexpected": list(row.unexpected),
                "issues": list(row.issues),
            }
            for row in rows
        ],
    }
