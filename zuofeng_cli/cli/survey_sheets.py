"""Surveys as sheets to print and as the documented JSON."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Cell, Column, Sheet, cells
from zuofeng_cli.rules.codes import Outcome
from zuofeng_cli.rules.figures import DASH, SATISFACTION_FORMULA, SCORE_FORMULA, Ballots, percent
from zuofeng_cli.words import N_, _, pick

if TYPE_CHECKING:
    from zuofeng_cli.queries.surveys import SurveyRow
    from zuofeng_cli.rules.plan import Plan

_BECAME = {Outcome.UPHELD: N_("reopened"), Outcome.DISMISSED: N_("left closed")}
"""What became of a proposal."""


def verdict_words(ballots: Ballots, plan: "Plan") -> str:
    """Return what a survey says, in one line: the rate, the score, and whether it counts."""
    said = _("Satisfaction rate {rate}, score {score}, from {valid} valid ballots.").format(
        rate=percent(ballots.satisfaction_rate), score=score_words(ballots, plan), valid=ballots.valid
    )
    return pick("", " ").join(filter(None, (said, _too_few(ballots, plan))))


def score_words(ballots: Ballots, plan: "Plan") -> str:
    """Return the score of a survey to one place, a half rounded up."""
    score = ballots.score(dict(plan.satisfaction.scores))
    return DASH if score is None else "{}.{}".format(*divmod(int(score * 10 + Fraction(1, 2)), 10))


def _too_few(ballots: Ballots, plan: "Plan") -> str | None:
    least = plan.satisfaction.minimum_valid
    if ballots.counts(least):
        return None
    return _("Too few: it counts from {least} valid ballots on.").format(least=least)


def surveys_sheet(rows: "Sequence[SurveyRow]", plan: "Plan") -> Sheet:
    """Return surveys with their figures."""
    columns = (
        *(Column(_("Survey"), figure=True), Column(_("Title"), long=True), Column(_("Date"))),
        *(
            Column(_("About")),
            Column(_("Issued"), figure=True, drop=3),
            Column(_("Returned"), figure=True, drop=3),
        ),
        *(Column(_("Valid"), figure=True), Column(_("Satisfied"), figure=True, drop=2)),
        *(Column(_("Fairly satisfied"), figure=True, drop=2), Column(_("Dissatisfied"), figure=True, drop=2)),
        *(Column(_("Do not know"), figure=True, drop=2), Column(_("Satisfaction rate"), figure=True)),
        *(Column(_("Score"), figure=True, drop=1), Column(_("Remark"))),
    )
    shown = [
        (
            *cells(row.survey, row.title, row.held_on, row.ref or row.unit, row.ballots.issued),
            *(row.ballots.returned, row.ballots.valid, *row.ballots[2:]),
            *(percent(row.ballots.satisfaction_rate), score_words(row.ballots, plan), remark(row, plan)),
        )
        for row in rows
    ]
    count = _("Surveys: {count}.").format(count=len(rows))
    return Sheet("", columns, shown, (count, *_formulas(plan)))


def _formulas(plan: "Plan") -> tuple[str, ...]:
    scores = dict(plan.satisfaction.scores)
    return (
        _(SATISFACTION_FORMULA),
        _(SCORE_FORMULA).format(
            satisfied=scores.get("satisfied", 0),
            fairly=scores.get("fairly_satisfied", 0),
            dissatisfied=scores.get("dissatisfied", 0),
        ),
    )


def remark(row: "SurveyRow", plan: "Plan") -> str | None:
    """Return what is to be said of a survey: too few ballots, or what became of its proposal."""
    if not row.ballots.counts(plan.satisfaction.minimum_valid):
        return _("too few ballots")
    if row.outcome:
        return _(_BECAME[row.outcome])
    if row.is_waiting:
        return _("proposes reopening")
    return _("overtaken by a reopening") if row.proposed_on else None


def survey_sheet(row: "SurveyRow", plan: "Plan") -> Sheet:
    """Return one survey, field by field."""
    ballots = row.ballots
    fields: list[tuple[str, Cell]] = [
        (_("Title"), row.title),
        (_("Date"), row.held_on.isoformat()),
        (_("Issue"), row.ref),
        (_("Description"), row.description),
        (_("Responsible unit") if row.ref else _("Unit"), row.unit),
        (_("Issued"), ballots.issued),
        (_("Returned"), ballots.returned),
        (_("Valid"), ballots.valid),
        (_("Satisfied"), ballots.satisfied),
        (_("Fairly satisfied"), ballots.fairly_satisfied),
        (_("Dissatisfied"), ballots.dissatisfied),
        (_("Do not know"), ballots.unknown),
        (_("Satisfaction rate"), percent(ballots.satisfaction_rate)),
        (_("Score"), score_words(ballots, plan)),
        (_("Proposed since"), row.proposed_on.isoformat() if row.proposed_on else None),
        (_("Remark"), remark(row, plan)),
        (_("Decided by"), row.decided_by),
        (_("Decided on"), row.decided_on.isoformat() if row.decided_on else None),
        (_("Reason"), row.reason),
    ]
    filled = [(name, value) for name, value in fields if value not in (None, "")]
    title = _("Survey {survey}").format(survey=row.survey)
    return Sheet(title, (Column(_("Field")), Column(_("Value"), long=True)), filled, _formulas(plan))


def survey_payload(row: "SurveyRow", plan: "Plan") -> dict[str, object]:
    """Return one survey as JSON; *counts* says whether enough ballots are valid."""
    own = row._asdict()
    ballots: Ballots = own.pop("ballots")
    return {
        **own,
        **ballots._asdict(),
        "valid": ballots.valid,
        "satisfaction_rate": ballots.satisfaction_rate,
        "score": ballots.score(dict(plan.satisfaction.scores)),
        "counts": ballots.counts(plan.satisfaction.minimum_valid),
    }


def proposals_sheet(rows: "Sequence[SurveyRow]") -> Sheet:
    """Return what surveys propose to reopen."""
    columns = (
        *(Column(_("Number")), Column(_("Description"), long=True, cut=True), Column(_("Responsible unit"))),
        *(Column(_("Survey"), figure=True), Column(_("Title"), long=True, cut=True, drop=1)),
        *(Column(_("Valid"), figure=True), Column(_("Satisfaction rate"), figure=True)),
        Column(_("Proposed since")),
    )
    shown = [
        (
            *cells(row.ref, row.description, row.unit, row.survey, row.title, row.ballots.valid),
            *cells(percent(row.ballots.satisfaction_rate), row.proposed_on),
        )
        for row in rows
    ]
    notes = [_("Proposals: {count}.").format(count=len(rows))]
    if rows:
        notes.append(
            _(
                "`zuofeng proposal confirm REF --by NAME --deadline DATE` reopens it,"
                " `zuofeng proposal dismiss REF --by NAME --reason TEXT` leaves it closed."
            )
        )
    return Sheet("", columns, shown, notes)
