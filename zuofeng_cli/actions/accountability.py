"""Holding to account: what a leader has decided is recorded, and tolerance is asked for and decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zuofeng_cli.actions.checking import checker_of
from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.errors.accountability import (
    AccountNotFound,
    OffTheList,
    PersonOfOtherUnit,
    RecordedAlready,
    ToleranceAsked,
    ToleranceAskedByDecider,
    ToleranceForOthers,
    ToleranceNotAsked,
)
from zuofeng_cli.errors.rules import DateTooEarly
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.accountability import Accountability, AccountedIssue
from zuofeng_cli.rules.codes import ACTIVE, Role
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_word
from zuofeng_cli.words import N_


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, as a clerk writes it down; without *person* it is about the unit as a whole."""

    unit: str
    conduct: str
    form: str
    basis: str
    by: str
    person: str | None = None
    on: str | None = None
    issues: Sequence[str] = ()


def hold_to_account(context: Context, decision: Decision) -> Accountability:
    """Record that a leader held a person, or a unit as a whole, to account."""
    with writing(context) as book:
        issues = [book.issue(str(number)) for number in dict.fromkeys(map(book.number, decision.issues))]
        unit = find_unit(decision.unit, book.units)
        person = _person_of(book, decision.person, unit)
        conduct = read_word(decision.conduct, book.plan.conduct, N_("conduct"))
        form = read_word(decision.form, book.plan.accountability_forms, N_("form"))
        entry = Accountability(
            0,
            unit.id,
            person.id if person else None,
            conduct,
            form,
            required_text("basis", decision.basis),
            _day_of(book, decision.on, issues),
            _judge(book, decision.by, unit, person).id,
        )
        for issue in issues:
            _check_issue(book, issue, decision.by)
        _check_new(book, entry, {issue.number for issue in issues})
        entered = book.enter(entry)
        if issues:
            book.enter_all([AccountedIssue(0, entered.id, issue.number) for issue in issues])
        return entered


def _person_of(book: Book, name: str | None, unit: Unit) -> Owner | None:
    if name is None:
        return None
    person = find_owner(name, book.owners, book.units, unit.id)
    if person.unit_id != unit.id:
        raise PersonOfOtherUnit(name=person.name, home=_unit_name(book, person.unit_id), unit=unit.name)
    return person


def _day_of(book: Book, on: str | None, issues: Sequence[Issue]) -> date:
    """Return the day of the decision: not in the future, and not before its issues were listed."""
    day = read_day(on, book) if on else book.today
    if day > book.today:
        raise DayInFuture(given=day, today=book.today)
    listed = max((issue.opened_on for issue in issues), default=day)
    if day < listed:
        raise DateTooEarly(given=day, bound=listed)
    return day


def _judge(book: Book, name: str, unit: Unit, person: Owner | None) -> Owner:
    """Return the leader called *name*, if that leader may decide over *person* of *unit*."""
    judge = book.authorised(find_owner(name, book.owners, book.units))
    separation.require_role(judge, Role.LEADER)
    owner_id = person.id if person else None
    separation.check_judge(judge, unit_id=unit.id, owner_id=owner_id, unit_name=unit.name)
    return judge


def _check_issue(book: Book, issue: Issue, by: str) -> None:
    """Refuse what is off the list, and a leader who does or did the work; its responsible leader may."""
    if issue.state not in ACTIVE:
        raise OffTheList(ref=book.ref(issue.number), state=issue.state)
    checker_of(book, issue, by, may_lead=True)


def _check_new(book: Book, entry: Accountability, numbers: set[int]) -> None:
    """Refuse a decision that was recorded before."""
    alike = {name: getattr(entry, name) for name in ("unit_id", "owner_id", "conduct", "form", "decided_on")}
    for known in book.entries(Accountability, **alike):
        about = {issue.number for issue in book.entries(AccountedIssue, accountability_id=known.id)}
        if about == numbers:
            raise RecordedAlready(number=known.id)


def request_tolerance(context: Context, number: int, *, by: str, reason: str) -> Accountability:
    """Ask, once, that an honest error be tolerated: the person dealt with asks, or somebody of the unit."""
    with writing(context) as book:
        entry = _entry(book, number)
        asker = find_owner(by, book.owners, book.units, entry.unit_id)
        if asker.unit_id != entry.unit_id:
            raise ToleranceForOthers(name=asker.name, unit=_unit_name(book, entry.unit_id))
        if entry.tolerance_asked_on:
            raise ToleranceAsked(number=entry.id, asked_on=entry.tolerance_asked_on)
        asked = replace(
            entry,
            tolerance_asked_on=book.today,
            tolerance_asked_by=asker.id,
            tolerance_reason=required_text("reason", reason),
        )
        return book.amend(entry, asked, "tolerance")


def decide_tolerance(context: Context, number: int, *, by: str, outcome: str, ground: str) -> Accountability:
    """Decide, as a leader who neither asked nor is dealt with, whether the error is tolerated."""
    with writing(context) as book:
        entry = _entry(book, number)
        if not entry.waits:
            raise ToleranceNotAsked(number=entry.id)
        leader = book.authorised(find_owner(by, book.owners, book.units))
        separation.require_role(leader, Role.LEADER)
        if leader.id == entry.tolerance_asked_by:
            raise ToleranceAskedByDecider(name=leader.name)
        unit_name = _unit_name(book, entry.unit_id)
        separation.check_judge(leader, unit_id=entry.unit_id, owner_id=entry.owner_id, unit_name=unit_name)
        decided = replace(
            entry,
            tolerance_decided_on=book.today,
            tolerance_decided_by=leader.id,
            tolerance_outcome=read_word(outcome, book.plan.tolerance, N_("outcome")),
            tolerance_ground=required_text("ground", ground),
        )
        return book.amend(entry, decided, "tolerance")


def _entry(book: Book, number: int) -> Accountability:
    found = book.entries(Accountability, id=number)
    if not found:
        raise AccountNotFound(given=number)
    return found[0]


def _unit_name(book: Book, unit_id: int) -> str:
    return next(unit.name for unit in book.units if unit.id == unit_id)
