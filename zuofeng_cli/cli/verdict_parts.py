"""What others made of one issue after it was closed, as sheets and JSON: look-backs, surveys, proposals."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells
from zuofeng_cli.labels import label
from zuofeng_cli.rules.figures import percent
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.queries.detail import Detail
    from zuofeng_cli.queries.look_back import LookBackOf
    from zuofeng_cli.queries.surveys import SurveyRow
    from zuofeng_cli.rules.plan import Plan


def verdict_sheets(detail: "Detail", plan: "Plan") -> list[Sheet]:
    """Return look-backs and surveys, as far as there are any."""
    found = [_look_backs(detail.look_backs)] if detail.look_backs else []
    if detail.surveys:
        found.append(_surveys(detail.surveys, plan))
    return found


def _surveys(rows: "Sequence[SurveyRow]", plan: "Plan") -> Sheet:
    from zuofeng_cli.cli.survey_sheets import remark, score_words

    columns = (
        *(Column(_("Survey"), figure=True), Column(_("Title"), long=True), Column(_("Date"))),
        *(Column(_("Valid"), figure=True), Column(_("Satisfaction rate"), figure=True)),
        *(Column(_("Score"), figure=True, drop=2), Column(_("Remark"))),
        *(Column(_("Decided by"), drop=1), Column(_("Reason"), long=True, drop=3)),
    )
    shown = [
        cells(
            *(row.survey, row.title, row.held_on, row.ballots.valid),
            *(percent(row.ballots.satisfaction_rate), score_words(row.ballots, plan), remark(row, plan)),
            *(row.decided_by, row.reason),
        )
        for row in rows
    ]
    return Sheet("", columns, shown)


def verdict_payload(detail: "Detail", plan: "Plan") -> dict[str, object]:
    """Return look-backs and surveys as JSON."""
    from zuofeng_cli.cli.survey_sheets import survey_payload

    return {
        "look_backs": [row._asdict() for row in detail.look_backs],
        "surveys": [survey_payload(row, plan) for row in detail.surveys],
    }


def proposed(detail: "Detail") -> str | None:
    """Return which survey proposes to reopen the issue, and since when."""
    more = detail.more
    if not more.proposal:
        return None
    return _("by survey {survey}, since {day}").format(
        survey=more.proposal.rpartition(".")[2], day=more.proposed_on
    )


def _look_backs(rows: "Sequence[LookBackOf]") -> Sheet:
    columns = (
        *(Column(_("Look-back"), figure=True), Column(_("Drawn on")), Column(_("Verdict"))),
        *(Column(_("Checked on")), Column(_("Checked by")), Column(_("Note"), long=True)),
    )
    shown = [
        cells(
            *(row.draw, row.drawn_on, label(row.verdict) if row.verdict else None),
            *(row.checked_on, row.checked_by, row.note),
        )
        for row in rows
    ]
    return Sheet("", columns, shown)
