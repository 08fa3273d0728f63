"""Units, owners and imports as the registers hold them, and how a typed name finds one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zuofeng_cli.errors.lookup import NameAmbiguous, NameNotFound, NameUnknown
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.names import name_key, nearest
from zuofeng_cli.words import N_

FULL_WIDTH_AT = "\uff20"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the office; *aliases* are its short and former names."""

    id: int
    name: str
    parent_id: int | None = None
    peer_group: str | None = None
    sort_order: int = 0
    active: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """A person of a unit."""

    id: int
    name: str
    unit_id: int
    post: str | None = None
    role: Role = Role.STAFF
    active: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one file with its counts, as kept and journalled."""

    file_name: str
    sha256: str
    imported_on: date
    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    rejected: int = 0
    recurrences: int | None = 0
    first_event: int | None = None
    last_event: int | None = None
    undone_on: date | None = None


def find_unit(given: str, units: Sequence[Unit]) -> Unit:
    """Return the unit called *given*, by name, short name or former name.

    Raises:
        NameNotFound: no such unit; names the nearest. NameAmbiguous: an alias of several.
    """
    key = name_key(given)
    found = [unit for unit in units if name_key(unit.name) == key]
    found = found or [unit for unit in units if key in map(name_key, unit.aliases)]
    if len(found) == 1:
        return found[0]
    kind = N_("unit")
    if found:
        raise NameAmbiguous(given=given, kind=kind, candidates=tuple(unit.name for unit in found))
    names = {name: unit.name for unit in units for name in (unit.name, *unit.aliases)}
    near = tuple(dict.fromkeys(names[name] for name in nearest(given, names)))
    raise not_found(given, kind, near, "zuofeng unit add")


def find_owner(
    given: str, owners: Sequence[Owner], units: Sequence[Unit], prefer_unit_id: int | None = None
) -> Owner:
    """Return the person called *given*, or ``NAME@UNIT``.

    Args:
        prefer_unit_id: among namesakes, the one of this unit is meant.

    Raises:
        NameNotFound, NameAmbiguous: as for units.
    """
    name, _at, unit_name = given.replace(FULL_WIDTH_AT, "@").partition("@")
    key = name_key(name)
    found = [owner for owner in owners if name_key(owner.name) == key]
    if unit_name:
        home = find_unit(unit_name, units)
        found = [owner for owner in found if owner.unit_id == home.id]
    elif len(found) > 1:
        found = [owner for owner in found if owner.unit_id == prefer_unit_id] or found
    if len(found) == 1:
        return found[0]
    kind = N_("person")
    if found:
        unit_names = {unit.id: unit.name for unit in units}
        candidates = tuple(f"{owner.name}@{unit_names[owner.unit_id]}" for owner in found)
        raise NameAmbiguous(given=given, kind=kind, candidates=candidates)
    near = nearest(given, [owner.name for owner in owners])
    raise not_found(given, kind, near, "zuofeng owner add")


def not_found(given: str, kind: str, near: Sequence[str], command: str) -> NameNotFound:
    """Return what to say of a name that is in no register: the nearest ones, if any is near."""
    error = NameNotFound if near else NameUnknown
    return error(given=given, kind=kind, nearest=tuple(near), command=command)
