"""Taking down satisfaction surveys, and reopening what they propose to reopen."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from zuofeng_cli.actions.checking import take_up
from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.look_back import judge_of
from zuofeng_cli.actions.steps import take_step
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.errors.surveys import NothingProposed, SurveyAboutOne, SurveyOfNothing
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import ACTIVE, Action, Outcome, Role
from zuofeng_cli.rules.entries import kind_of
from zuofeng_cli.rules.figures import Ballots
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.registers import Owner, find_owner, find_unit
from zuofeng_cli.rules.surveys import Survey, check_ballots, is_dissatisfied, proposal_of
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing

DECIDERS = (Role.SUPERVISOR, Role.LEADER)
"""Who confirms or dismisses what a survey proposes."""


class Proposed(NamedTuple):
    """One proposal of a sweep: the issue, and the survey that proposes to reopen it."""

    ref: str
    description: str
    unit: str | None
    survey: Survey


def add_survey(
    context: Context,
    title: str,
    ballots: Ballots,
    *,
    issue: str | None = None,
    unit: str | None = None,
    on: str | None = None,
) -> Survey:
    """Take down a survey about an issue or a unit."""
    if (issue is None) is (unit is None):
        raise SurveyAboutOne
    with writing(context) as book:
        return book.enter(_survey(book, title, ballots, issue=issue, unit=unit, on=on))


def _survey(
    book: Book, title: str, ballots: Ballots, *, issue: str | None, unit: str | None, on: str | None
) -> Survey:
    about = book.issue(issue) if issue is not None else None
    if about and about.state not in ACTIVE:
        raise SurveyOfNothing(ref=book.ref(about.number), state=about.state)
    unit_id = find_unit(unit, book.units).id if unit is not None else None
    held_on = read_day(on, book) if on is not None else book.today
    if held_on > book.today:
        raise DayInFuture(given=held_on, today=book.today)
    check_ballots(ballots)
    return Survey(
        id=0,
        title=required_text("title", title),
        held_on=held_on,
        number=about.number if about else None,
        unit_id=unit_id,
        valid=ballots.valid,
        **ballots._asdict(),
    )


def propose(book: Book, as_of: date) -> tuple[Proposed, ...]:
    """Propose to reopen the closed issues whose surveys say so; each survey does it once."""
    rule = book.plan.satisfaction
    surveys = [survey for survey in book.surveys_of_closed() if is_dissatisfied(survey.ballots, rule)]
    issues = book.issues(sorted({survey.number for survey in surveys if survey.number}))
    unit_names = {unit.id: unit.name for unit in book.units}
    proposed = []
    for issue in issues.values():
        found = proposal_of(surveys, issue, rule, as_of)
        if found is None:
            continue
        book.amend(replace(found, proposed_on=None), found)
        path = f"{kind_of(Survey)}.{found.id}"
        take_step(book, issue, Action.PROPOSE, proposal=path, proposed_on=found.proposed_on)
        unit = unit_names.get(issue.unit_id or 0)
        proposed.append(Proposed(book.ref(issue.number), issue.description, unit, found))
    return tuple(sorted(proposed))


def confirm(context: Context, ref: str, *, by: str, deadline: str, note: str | None = None) -> Issue:
    """Reopen an issue as proposed, with the plan's reason and a new deadline."""
    with writing(context) as book:
        issue = book.issue(ref)
        survey = _standing(book, issue)
        person = _decider(book, find_owner(by, book.owners, book.units))
        said = required_text("note", note) if note is not None else None
        _settle(book, survey, Outcome.UPHELD, person, said)
        code = book.plan.satisfaction.reopen_reason
        return take_up(book, issue, code=code, deadline=deadline, note=said)


def dismiss(context: Context, ref: str, *, by: str, reason: str) -> Issue:
    """Leave an issue closed against what is proposed; nobody does so for work that was their own."""
    with writing(context) as book:
        issue = book.issue(ref)
        survey = _standing(book, issue)
        person = _decider(book, judge_of(book, issue, by))
        why = required_text("reason", reason)
        _settle(book, survey, Outcome.DISMISSED, person, why)
        return take_step(book, issue, Action.DECIDE, why, proposal=None, proposed_on=None)


def _standing(book: Book, issue: Issue) -> Survey:
    """Return the survey whose proposal waits for a decision."""
    for survey in book.entries(Survey, number=issue.number):
        if issue.proposal == f"{kind_of(Survey)}.{survey.id}":
            return survey
    raise NothingProposed(ref=book.ref(issue.number))


def _decider(book: Book, person: Owner) -> Owner:
    separation.require_role(book.authorised(person), *DECIDERS)
    return person


def _settle(book: Book, survey: Survey, outcome: Outcome, by: Owner, why: str | None) -> None:
    after = replace(survey, outcome=outcome, decided_on=book.today, decided_by=by.id, reason=why)
    book.amend(survey, after)
