"""Filling the positions of the leading group and its office, and the places in inspection teams."""

from dataclasses import replace

from zuofeng_cli.errors.organisation import BodyWithoutPositions, PositionHeld, PositionNotHeld
from zuofeng_cli.rules.organisation import Member
from zuofeng_cli.rules.plan import Body, Position
from zuofeng_cli.rules.registers import Owner, find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_body, read_position


def appoint(context: Context, person: str, *, body: str, position: str) -> tuple[Owner, Body, Position]:
    """Give a person a position in a body of the plan; another one held there before is given up."""
    with writing(context) as book:
        where = read_body(body, book.plan.bodies)
        if not where.positions:
            raise BodyWithoutPositions(body=where.label)
        what = read_position(position, where.positions)
        who = find_owner(person, book.owners, book.units)
        if not join(book, who, where.code, what.code):
            raise PositionHeld(name=who.name, position=what.label, body=where.label)
        return who, where, what


def dismiss(context: Context, person: str, *, body: str) -> tuple[Owner, Body]:
    """Take a person out of a body of the plan."""
    with writing(context) as book:
        where = read_body(body, book.plan.bodies)
        who = find_owner(person, book.owners, book.units)
        if not leave(book, who, where.code):
            raise PositionNotHeld(name=who.name, body=where.label)
        return who, where


def join(book: Book, person: Owner, body: str, position: str) -> bool:
    """Give *person* a position in *body*, a code of the plan or that of a team; return whether it is new."""
    held = book.entries(Member, body=body, owner_id=person.id)
    if not held:
        book.enter(Member(0, body, person.id, position))
    elif held[0].position != position:
        book.amend(held[0], replace(held[0], position=position))
    else:
        return False
    return True


def leave(book: Book, person: Owner, body: str) -> bool:
    """Take *person* out of *body*; return whether there was a position to give up."""
    held = book.entries(Member, body=body, owner_id=person.id)
    for member in held:
        book.strike(member)
    return bool(held)
