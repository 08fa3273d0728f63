"""Keeping the registers: units with their tree and aliases, persons with their roles, working days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.errors.lookup import NameNotFound
from zuofeng_cli.errors.rules import AlreadyRegistered, UnitTreeLoop
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.rules.text import clean
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_code
from zuofeng_cli.words import N_


@dataclass(frozen=True, slots=True)
class Registered:
    """How many rows of a register file were new and how many were known already."""

    read: int
    new: int
    updated: int
    unchanged: int


def add_unit(
    context: Context,
    name: str,
    *,
    parent: str | None = None,
    peer_group: str | None = None,
    sort_order: int = 0,
    aliases: Sequence[str] = (),
) -> Unit:
    """Register a unit."""
    with writing(context) as book:
        return _add_unit(book, name, parent, peer_group, sort_order, aliases)


def _add_unit(
    book: Book, name: str, parent: str | None, peer_group: str | None, sort_order: int, aliases: Sequence[str]
) -> Unit:
    name = required_text("name", name)
    aliases = _distinct(aliases)
    _refuse_taken(book, (name, *aliases), None)
    if parent and name_key(parent) == name_key(name):
        raise UnitTreeLoop(given=name)
    parent_id = find_unit(parent, book.units).id if parent else None
    return book.add_unit(
        Unit(0, name, parent_id, clean(peer_group) if peer_group else None, sort_order, True, tuple(aliases))
    )


def add_alias(context: Context, unit: str, alias: str) -> Unit:
    """Give a unit a short or former name under which files may name it."""
    with writing(context) as book:
        before = find_unit(unit, book.units)
        alias = required_text("alias", alias)
        _refuse_taken(book, (alias,), None)
        return book.change_unit(before, replace(before, aliases=(*before.aliases, alias)))


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names cleaned, without blanks and repeats."""
    cleaned = (clean(name) for name in names)
    return list({name_key(name): name for name in cleaned if name}.values())


def _refuse_taken(book: Book, names: Iterable[str], mine: Unit | None) -> None:
    """Refuse a name that another unit goes by: aliases must name one unit only."""
    taken = {
        name_key(name)
        for unit in book.units
        if mine is None or unit.id != mine.id
        for name in (unit.name, *unit.aliases)
    }
    for name in names:
        if name_key(name) in taken:
            raise AlreadyRegistered(kind=N_("unit"), given=name)


def add_owner(
    context: Context, name: str, *, unit: str, post: str | None = None, role: str | None = None
) -> Owner:
    """Register a person of a unit."""
    with writing(context) as book:
        return _add_owner(book, name, unit, post, role)


def _add_owner(book: Book, name: str, unit: str, post: str | None, role: str | None) -> Owner:
    name = required_text("name", name)
    home = find_unit(unit, book.units)
    if any(name_key(known.name) == name_key(name) and known.unit_id == home.id for known in book.owners):
        raise AlreadyRegistered(kind=N_("owner"), given=f"{name}@{home.name}")
    return book.add_owner(Owner(0, name, home.id, clean(post) if post else None, _role(role)))


def _role(text: str | None) -> Role:
    return read_code(text, Role, N_("role"), vocabulary().words["role"]) if text else Role.STAFF


def import_units(context: Context, rows: Sequence[dict[str, str]]) -> Registered:
    """Register the units of a file, superiors in any order; known ones are brought up to date."""
    with writing(context) as book:
        waiting, new, updated = list(rows), 0, 0
        separator = vocabulary().alias_separator
        while waiting:
            later: list[dict[str, str]] = []
            for row in waiting:
                parent = row.get("parent")
                if parent and not _knows(book, parent) and parent != row.get("name"):
                    later.append(row)
                    continue
                aliases = _distinct(separator.split(row.get("aliases", "")))
                before = next(
                    (unit for unit in book.units if name_key(unit.name) == name_key(row.get("name", ""))),
                    None,
                )
                order = _order(row.get("sort_order") or "")
                if before is None:
                    _add_unit(
                        book, row.get("name", ""), parent, row.get("peer_group") or None, order, aliases
                    )
                    new += 1
                else:
                    updated += _update_unit(book, before, row, order, aliases)
            if len(later) == len(waiting):
                find_unit(later[0]["parent"], book.units)  # raises, naming the nearest
            waiting = later
        return Registered(len(rows), new, updated, len(rows) - new - updated)


def _order(text: str) -> int:
    """Return a place in tables; what is no number comes first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0


def _knows(book: Book, name: str) -> bool:
    try:
        find_unit(name, book.units)
    except NameNotFound:
        return False
    return True


def _update_unit(book: Book, before: Unit, row: dict[str, str], order: int, aliases: Sequence[str]) -> bool:
    """Bring a known unit up to what a file says of it; blank cells say nothing."""
    _refuse_taken(book, aliases, before)
    fresh = tuple(alias for alias in aliases if alias not in before.aliases)
    after = replace(
        before,
        parent_id=find_unit(row["parent"], book.units).id if row.get("parent") else before.parent_id,
        peer_group=row.get("peer_group") or before.peer_group,
        sort_order=order or before.sort_order,
        aliases=(*before.aliases, *fresh),
    )
    parents = {unit.id: unit.parent_id for unit in book.units} | {before.id: after.parent_id}
    superior = after.parent_id
    while superior is not None:
        if superior == before.id:
            raise UnitTreeLoop(given=before.name)
        superior = parents[superior]
    if after != before:
        book.change_unit(before, after)
    return after != before


def import_owners(context: Context, rows: Sequence[dict[str, str]]) -> Registered:
    """Register the persons of a file; known ones stay as they are."""
    with writing(context) as book:
        new = 0
        for row in rows:
            try:
                home = find_unit(row.get("unit", ""), book.units)
                of_unit = [owner for owner in book.owners if owner.unit_id == home.id]
                find_owner(row.get("name", ""), of_unit, book.units)
            except NameNotFound:
                _add_owner(
                    book, row.get("name", ""), row.get("unit", ""), row.get("post") or None, row.get("role")
                )
                new += 1
        return Registered(len(rows), new, 0, len(rows) - new)


def set_working_day(context: Context, day: str, *, worked: bool) -> date:
    """Say that the office works or rests on a day, whatever the announced holidays say."""
    with writing(context) as book:
        read = read_day(day, book)
        book.set_working_day(read, worked)
        return read
