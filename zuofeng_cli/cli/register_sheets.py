"""The registers as sheets."""

from dataclasses import asdict

from zuofeng_cli.cli.render import Column, Format, Sheet, print_json, print_sheet
from zuofeng_cli.labels import label
from zuofeng_cli.queries import registers
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import _


def print_units(reader: Reader, format_: Format | None) -> None:
    """Print the units in the register's order."""
    units = registers.units(reader)
    names = {unit.id: unit.name for unit in units}
    if format_ is Format.JSON:
        print_json([{**asdict(unit), "parent": names.get(unit.parent_id or 0)} for unit in units])
        return
    columns = [Column(text) for text in (_("Unit"), _("Superior unit"), _("Peer group"), _("Other names"))]
    rows = [
        (unit.name, names.get(unit.parent_id or 0), unit.peer_group, _(", ").join(unit.aliases))
        for unit in units
    ]
    print_sheet(Sheet("", columns, rows, [_("{count} units.").format(count=len(rows))]), format_)


def print_owners(reader: Reader, format_: Format | None) -> None:
    """Print the persons, by unit."""
    names = {unit.id: unit.name for unit in registers.units(reader)}
    order = list(names)
    owners = sorted(registers.owners(reader), key=lambda owner: (order.index(owner.unit_id), owner.id))
    if format_ is Format.JSON:
        print_json([{**asdict(owner), "unit": names[owner.unit_id]} for owner in owners])
        return
    columns = [Column(text) for text in (_("Name"), _("Unit"), _("Post"), _("Role"))]
    rows = [(owner.name, names[owner.unit_id], owner.post, label(owner.role)) for owner in owners]
    print_sheet(Sheet("", columns, rows, [_("{count} persons.").format(count=len(rows))]), format_)


def print_working_days(reader: Reader, format_: Format | None) -> None:
    """Print the days on which the office works or rests against the announced holidays."""
    days = registers.working_days(reader)
    if format_ is Format.JSON:
        print_json([entry._asdict() for entry in days])
        return
    rows = [(entry.day.isoformat(), _("working day") if entry.worked else _("day of rest")) for entry in days]
    print_sheet(Sheet("", [Column(_("Date")), Column(_("Kind"))], rows), format_)
