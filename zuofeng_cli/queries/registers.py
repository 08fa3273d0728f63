"""The registers as read: units, owners, working days, and the units and owners a typed name finds."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.registers import Owner, Unit
from zuofeng_cli.store.reader import Reader

_UNITS = "SELECT id, name, parent_id, peer_group, sort_order, active FROM unit ORDER BY sort_order, id"
_ALIASES = "SELECT unit_id, name FROM unit_alias ORDER BY unit_id, name"
_OWNERS = "SELECT id, name, unit_id, post, role, active FROM owner ORDER BY id"
_WORKING_DAYS = "SELECT day, worked FROM working_day ORDER BY day"

_PROFILES = "SELECT name, options FROM import_profile ORDER BY name"
_BATCHES = """
SELECT id, file_name, imported_on, read, new, updated, unchanged, conflicts, recurrences, rejected, undone_on
FROM import_batch ORDER BY id
"""


class WorkingDay(NamedTuple):
    """A day of the ledger's own working-day table."""

    day: date
    worked: bool


def units(reader: Reader) -> list[Unit]:
    """Return all units in the register's order."""
    aliases: dict[int, list[str]] = {}
    for unit_id, name in reader.rows(_ALIASES):
        aliases.setdefault(unit_id, []).append(name)
    return [
        Unit(number, name, parent_id, peer_group, sort_order, bool(active), tuple(aliases.get(number, ())))
        for number, name, parent_id, peer_group, sort_order, active in reader.rows(_UNITS)
    ]


def owners(reader: Reader) -> list[Owner]:
    """Return all persons by id."""
    return [
        Owner(number, name, unit_id, post, Role(role), bool(active))
        for number, name, unit_id, post, role, active in reader.rows(_OWNERS)
    ]


def working_days(reader: Reader) -> list[WorkingDay]:
    """Return the ledger's own working and rest days by date."""
    return [WorkingDay(day, bool(worked)) for day, worked in reader.rows(_WORKING_DAYS)]


def profiles(reader: Reader) -> dict[str, str]:
    """Return the saved import profiles: their options as canonical JSON, by name."""
    return {str(name): str(options) for name, options in reader.rows(_PROFILES)}


class BatchRow(NamedTuple):
    """One import: its file, its counts, and the day it was taken back."""

    batch: int
    file_name: str
    imported_on: date
    read: int
    new: int
    updated: int
    unchanged: int
    conflicts: int
    recurrences: int | None
    rejected: int
    undone_on: date | None


def batches(reader: Reader) -> list[BatchRow]:
    """Return the imports in their order."""
    return [BatchRow(*row) for row in reader.rows(_BATCHES)]
