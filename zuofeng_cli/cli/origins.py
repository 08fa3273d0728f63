"""Where one issue came from, and the clues that joined it, in words and as JSON."""

from typing import TYPE_CHECKING

from zuofeng_cli.labels import answer_word, entry_no, label
from zuofeng_cli.queries.origins import AnswerOrigin, VisitOrigin
from zuofeng_cli.rules.codes import ClueOutcome
from zuofeng_cli.words import _, pick

if TYPE_CHECKING:
    from zuofeng_cli.queries.clues import ClueRow
    from zuofeng_cli.queries.detail import Detail
    from zuofeng_cli.rules.plan import Plan


def told_origins(detail: "Detail", plan: "Plan") -> list[tuple[str, str]]:
    """Return where the issue came from as rows of its facts; nothing where it was simply listed."""
    became = [clue for clue in detail.clues if clue.outcome is ClueOutcome.OPENED]
    joined = [clue for clue in detail.clues if clue.outcome is ClueOutcome.MERGED]
    sources = [_clue(clue) for clue in became]
    if isinstance(detail.origin, VisitOrigin):
        sources = [_visit(detail.origin)]
    elif detail.origin:
        sources = [_answer(detail.origin, plan)]
    return [(_("Came from"), source) for source in sources] + [
        (_("Clue that joined it"), _clue(clue)) for clue in joined
    ]


def _visit(visit: VisitOrigin) -> str:
    return _("{visit} ({team}, {day}, {kind})").format(
        visit=entry_no("visit", visit.visit), team=visit.team, day=visit.visited_on, kind=label(visit.kind)
    )


def _answer(answer: AnswerOrigin, plan: "Plan") -> str:
    checklist = next(each for each in plan.checklists if each.code == answer.checklist)
    return _("{checklist}, question {question}: {answer} ({who}, {day})").format(
        checklist=checklist.label,
        question=answer.question,
        answer=answer_word(checklist, answer.answer),
        who=answer.person or answer.unit,
        day=answer.answered_on,
    )


def _clue(clue: "ClueRow") -> str:
    source = pick(clue.source_name, clue.source_name_en)
    sender = f"{source} {clue.external_no}" if clue.external_no else source
    is_part = clue.outcome is ClueOutcome.MERGED  # of an issue, whose description says something else
    said = _("{clue} ({sender}, {day}): {text}") if is_part else _("{clue} ({sender}, {day})")
    return said.format(clue=entry_no("clue", clue.clue), sender=sender, day=clue.received_on, text=clue.text)


def origins_payload(detail: "Detail") -> dict[str, object]:
    """Return where the issue came from as JSON."""
    origin: dict[str, object] | None = None
    if detail.origin:
        entry = "visit" if isinstance(detail.origin, VisitOrigin) else "checklist_answer"
        origin = {"entry": entry, **detail.origin._asdict()}
    for clue in detail.clues:
        if clue.outcome is ClueOutcome.OPENED:
            origin = {"entry": "clue", "clue": clue.clue}
    return {"origin": origin, "clues": [clue._asdict() for clue in detail.clues]}
