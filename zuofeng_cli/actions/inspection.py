"""Inspection teams: who belongs to them, which units they visit, and what they find there."""

from collections.abc import Sequence

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import Draft, required_text
from zuofeng_cli.actions.listing import enlist
from zuofeng_cli.actions.organisation import join, leave
from zuofeng_cli.errors.inspection import RoundBeyondPlan, VisitKnown, VisitNotFound
from zuofeng_cli.errors.organisation import PositionHeld, PositionNotHeld
from zuofeng_cli.errors.rules import AlreadyRegistered
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.labels import entry_no, label
from zuofeng_cli.rules.codes import TeamPosition, VisitKind
from zuofeng_cli.rules.inspection import Team, Visit, check_team, find_team
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.organisation import Member, team_body
from zuofeng_cli.rules.registers import Owner, find_owner, find_unit
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_code, read_entry_no
from zuofeng_cli.words import N_

WIDE_COLON = "\uff1a"


def add_team(context: Context, name: str, *, members: Sequence[str] = ()) -> Team:
    """Form an inspection team; each member is written ``NAME`` or ``NAME:POSITION``."""
    with writing(context) as book:
        kept = required_text("name", name)
        if any(name_key(team.name) == name_key(kept) for team in book.entries(Team)):
            raise AlreadyRegistered(kind=N_("inspection team"), given=kept)
        team = book.enter(Team(0, kept))
        for member in members:
            _join(book, team, member)
        return team


def join_team(context: Context, team: str, members: Sequence[str]) -> Team:
    """Take persons into a team, or give those in it another position; all of them or none."""
    with writing(context) as book:
        found = find_team(team, book.entries(Team))
        for member in members:
            _join(book, found, member)
        return found


def leave_team(context: Context, team: str, names: Sequence[str]) -> Team:
    """Take persons out of a team; all of them or none."""
    with writing(context) as book:
        found = find_team(team, book.entries(Team))
        for name in names:
            person = find_owner(name, book.owners, book.units)
            if not leave(book, person, team_body(found.id)):
                raise PositionNotHeld(name=person.name, body=found.name)
        return found


def _join(book: Book, team: Team, written: str) -> None:
    name, colon, word = written.replace(WIDE_COLON, ":").partition(":")
    position = read_code(word, TeamPosition, N_("position")) if colon else TeamPosition.MEMBER
    person = find_owner(name, book.owners, book.units)
    if not join(book, person, team_body(team.id), position):
        raise PositionHeld(name=person.name, position=label(position), body=team.name)


def visit(
    context: Context,
    team: str,
    unit: str,
    *,
    kind: str,
    round_: int | None = None,
    on: str | None = None,
    note: str | None = None,
) -> Visit:
    """Keep that a team checked a unit; none of its members may belong to it."""
    with writing(context) as book:
        who = find_team(team, book.entries(Team))
        where = find_unit(unit, book.units)
        check_team(who, where, _members(book, who))
        visited_on = read_day(on, book) if on else book.today
        if visited_on > book.today:
            raise DayInFuture(given=visited_on, today=book.today)
        how = read_code(kind, VisitKind, N_("kind of check"))
        made = Visit(
            *(0, who.id, where.id, _round(book, round_), how, visited_on),
            required_text("note", note) if note else None,
        )
        for known in book.entries(Visit, team_id=who.id, unit_id=where.id, visited_on=visited_on):
            if known.kind is how:
                raise VisitKnown(
                    team=who.name,
                    unit=where.name,
                    kind=label(how),
                    day=visited_on,
                    visit=entry_no("visit", known.id),
                    number=known.id,
                )
        return book.enter(made)


def _members(book: Book, team: Team) -> list[Owner]:
    ids = {member.owner_id for member in book.entries(Member, body=team_body(team.id))}
    return [owner for owner in book.owners if owner.id in ids]


def _round(book: Book, given: int | None) -> int:
    """Return the round given, else the newest there was a visit in."""
    rounds = book.plan.inspection.rounds
    if given is None:
        return max((known.round for known in book.entries(Visit)), default=1)
    if not 1 <= given <= rounds:
        raise RoundBeyondPlan(round=given, rounds=rounds)
    return given


def add_finding(context: Context, visit_no: str, draft: Draft, *, assign: bool = False) -> Issue:
    """Put what a visit found on the list as an issue of the unit visited."""
    with writing(context) as book:
        number = read_entry_no("visit", visit_no)
        found = book.entries(Visit, id=number)
        if not found:
            raise VisitNotFound(given=number)
        (made,) = found
        rule = book.plan.inspection
        whole = draft._replace(
            source=rule.open_source if made.kind is VisitKind.OPEN else rule.covert_source,
            unit=next(unit.name for unit in book.units if unit.id == made.unit_id),
            found_on=made.visited_on.isoformat(),
        )
        return enlist(book, whole, assign=assign, origin=f"visit.{made.id}")
