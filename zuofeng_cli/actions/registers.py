"""Keeping the registers: units with their tree and aliases, persons with their roles, working days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import PersonsRejected, PlaceUnreadable
from zuofeng_cli.errors.lookup import NameNotFound
from zuofeng_cli.errors.rules import AliasTaken, AlreadyRegistered, UnitTreeLoop
from zuofeng_cli.exchange.tables import ROW
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.deadlines import counted
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.rules.text import clean
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_code
from zuofeng_cli.words import N_, _

LONGEST_ORDER = 6
SHOWN_FAULTS = 20


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
    """Refuse a name that another unit goes by: aliases must name one unit only.

    Raises:
        AlreadyRegistered: it is the name of a unit. AliasTaken: it is another name of one.
    """
    others = [unit for unit in book.units if mine is None or unit.id != mine.id]
    taken = {name_key(alias): unit.name for unit in others for alias in unit.aliases}
    registered = {name_key(unit.name) for unit in others}
    for name in names:
        if name_key(name) in registered:
            raise AlreadyRegistered(kind=N_("unit"), given=name)
        if name_key(name) in taken:
            raise AliasTaken(given=name, unit=taken[name_key(name)])


def add_owner(
    context: Context, name: str, *, unit: str, post: str | None = None, role: str | None = None
) -> Owner:
    """Register a person of a unit."""
    with writing(context) as book:
        return _add_owner(book, name, unit, post, role)


def _add_owner(book: Book, name: str, unit: str, post: str | None, role: str | None) -> Owner:
    name = required_text("name", name)
    home = find_unit(required_text("unit", unit), book.units)
    if any(name_key(known.name) == name_key(name) and known.unit_id == home.id for known in book.owners):
        raise AlreadyRegistered(kind=N_("owner"), given=f"{name}@{home.name}")
    return book.add_owner(Owner(0, name, home.id, clean(post) if post else None, _role(role)))


def _role(text: str | None) -> Role:
    return read_code(text, Role, N_("role"), vocabulary().words["role"]) if text else Role.STAFF


def import_units(context: Context, rows: Sequence[dict[str, str]]) -> Registered:
    """Register the units of a file, superiors in any order; known ones are brought up to date.

    Raises:
        ZuofengError: a row cannot be taken; its number is told.
    """
    with writing(context) as book:
        waiting, new, updated = list(rows), 0, 0
        while waiting:
            later: list[dict[str, str]] = []
            for row in waiting:
                parent = row.get("parent")
                if parent and not _knows(book, parent) and parent != row.get("name"):
                    later.append(row)
                    continue
                with _naming(row):
                    before = _known_unit(book, row.get("name", ""))
                    if before is None:
                        _add_unit_of(book, row)
                        new += 1
                    else:
                        updated += _update_unit(book, before, row)
            if len(later) == len(waiting):
                with _naming(later[0]):
                    find_unit(later[0]["parent"], book.units)  # raises, naming the nearest
            waiting = later
        return Registered(len(rows), new, updated, len(rows) - new - updated)


@contextmanager
def _naming(row: Mapping[str, str]) -> Iterator[None]:
    """Say of a refusal which row of the file it is about."""
    try:
        yield
    except ZuofengError as error:
        error.row = row.get(ROW)
        raise


def _known_unit(book: Book, name: str) -> Unit | None:
    return next((unit for unit in book.units if name_key(unit.name) == name_key(name)), None)


def _add_unit_of(book: Book, row: Mapping[str, str]) -> None:
    name, group = row.get("name", ""), row.get("peer_group") or None
    _add_unit(book, name, row.get("parent"), group, _order(row), _aliases(row))


def _aliases(row: Mapping[str, str]) -> list[str]:
    return _distinct(vocabulary().alias_separator.split(row.get("aliases", "")))


def _order(row: Mapping[str, str]) -> int:
    """Return a unit's place in tables, also in Chinese numerals; 0 where nothing is said.

    Raises:
        PlaceUnreadable: it is no number, or a very large one.
    """
    text = row.get("sort_order") or "0"
    numerals = vocabulary().deadlines.numerals
    number = counted(name_key(text), numerals) if len(text) <= LONGEST_ORDER else None
    if number is None:
        raise PlaceUnreadable(given=text)
    return number


def _knows(book: Book, name: str) -> bool:
    try:
        find_unit(name, book.units)
    except NameNotFound:
        return False
    return True


def _update_unit(book: Book, before: Unit, row: Mapping[str, str]) -> bool:
    """Bring a known unit up to what a file says of it; blank cells say nothing."""
    aliases = _aliases(row)
    _refuse_taken(book, aliases, before)
    fresh = tuple(alias for alias in aliases if alias not in before.aliases)
    after = replace(
        before,
        parent_id=find_unit(row["parent"], book.units).id if row.get("parent") else before.parent_id,
        peer_group=row.get("peer_group") or before.peer_group,
        sort_order=_order(row) or before.sort_order,
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
    """Register the persons of a file; known ones are brought up to date.

    Raises:
        ZuofengError: a row cannot be taken; its number is told. PersonsRejected: several cannot.
    """
    with writing(context) as book:
        new, updated, faults = 0, 0, []
        for row in rows:
            try:
                with _naming(row):
                    before = _known_owner(book, row)
                    if before is None:
                        post, role = row.get("post") or None, row.get("role")
                        _add_owner(book, row.get("name", ""), row.get("unit", ""), post, role)
                        new += 1
                    else:
                        updated += _update_owner(book, before, row)
            except ZuofengError as error:
                faults.append(error)
        if len(faults) > 1:
            shown: list[str | ZuofengError] = [*faults[:SHOWN_FAULTS]]
            if more := len(faults) - len(shown):
                shown.append(_("… and {count} more.").format(count=more))
            raise PersonsRejected(count=len(faults)).detailed(shown)
        for fault in faults:
            raise fault
        return Registered(len(rows), new, updated, len(rows) - new - updated)


def _known_owner(book: Book, row: Mapping[str, str]) -> Owner | None:
    try:
        home = find_unit(row.get("unit", ""), book.units)
        of_unit = [owner for owner in book.owners if owner.unit_id == home.id]
        return find_owner(row.get("name", ""), of_unit, book.units)
    except NameNotFound:
        return None


def _update_owner(book: Book, before: Owner, row: Mapping[str, str]) -> bool:
    """Bring post and role of a known person up to what a file says; blank cells say nothing."""
    role = _role(row["role"]) if row.get("role") else before.role
    after = replace(before, post=row.get("post") or before.post, role=role)
    if after != before:
        book.change_owner(before, after)
    return after != before


def set_working_day(context: Context, day: str, *, worked: bool) -> date:
    """Say that the office works or rests on a day, whatever the announced holidays say."""
    with writing(context) as book:
        read = read_day(day, book)
        book.set_working_day(read, worked)
        return read
