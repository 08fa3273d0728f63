"""Satisfaction surveys: the public's verdict on an issue or a unit, and when it proposes reopening.

Source: shared domain notes, "Figures".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from zuofeng_cli.errors.surveys import MoreAnswersThanReturned, MoreReturnedThanIssued
from zuofeng_cli.rules.codes import Outcome, State
from zuofeng_cli.rules.figures import Ballots
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.plan import Satisfaction


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey about an issue or a unit; ballots are counted.

    Attributes:
        unknown: answers "do not know", which are not valid ballots.
        proposed_on: since when it proposes reopening, whatever day the sweep ran on.
        outcome: what became of the proposal, decided by whom and why.
    """

    id: int
    title: str
    held_on: date
    number: int | None
    unit_id: int | None
    issued: int
    returned: int
    valid: int
    satisfied: int
    fairly_satisfied: int
    dissatisfied: int
    unknown: int
    proposed_on: date | None = None
    outcome: Outcome | None = None
    decided_on: date | None = None
    decided_by: int | None = None
    reason: str | None = None

    @property
    def ballots(self) -> Ballots:
        """What was counted."""
        return Ballots(
            self.issued,
            self.returned,
            self.satisfied,
            self.fairly_satisfied,
            self.dissatisfied,
            self.unknown,
        )


def check_ballots(ballots: Ballots) -> None:
    """Refuse counts that contradict each other.

    Raises:
        MoreReturnedThanIssued, MoreAnswersThanReturned: as they say.
    """
    if ballots.returned > ballots.issued:
        raise MoreReturnedThanIssued(returned=ballots.returned, issued=ballots.issued)
    if (answers := ballots.valid + ballots.unknown) > ballots.returned:
        raise MoreAnswersThanReturned(answers=answers, returned=ballots.returned)


def is_dissatisfied(ballots: Ballots, rule: Satisfaction) -> bool:
    """Whether enough people answered, and too few of them were satisfied."""
    rate = ballots.satisfaction_rate
    return ballots.counts(rule.minimum_valid) and rate is not None and rate < Fraction(str(rule.threshold))


def proposal_of(surveys: Iterable[Survey], issue: Issue, rule: Satisfaction, as_of: date) -> Survey | None:
    """Return the survey that proposes to reopen *issue*, with the day since when; None if none does.

    The work asked about is the one reported last: what was said before does not count. A survey proposes
    once, and one proposal stands at a time: the one that was due first.
    """
    if issue.state is not State.CLOSED or issue.proposal or issue.closed_on is None:
        return None
    done_on = issue.rectified_on or issue.closed_on
    due = [
        replace(survey, proposed_on=max(survey.held_on, issue.closed_on))
        for survey in surveys
        if survey.number == issue.number
        and survey.proposed_on is None
        and survey.held_on >= done_on
        and max(survey.held_on, issue.closed_on) <= as_of
        and is_dissatisfied(survey.ballots, rule)
    ]
    return min(due, key=lambda survey: (survey.proposed_on, survey.id), default=None)
