"""The registers as sheets."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

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
    columns = (
        *(Column(_("Unit"), long=True), Column(_("Superior unit"), long=True, drop=1)),
        *(Column(_("Peer group"), drop=2), Column(_("Other names"), long=True)),
    )
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
    columns = (
        Column(_("Full name")),
        Column(_("Unit"), long=True),
        Column(_("Post"), long=True),
        Column(_("Role")),
    )
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


def print_profiles(reader: Reader, format_: Format | None) -> None:
    """Print the saved import profiles with what they say."""
    saved = {name: json.loads(options) for name, options in registers.profiles(reader).items()}
    if format_ is Format.JSON:
        print_json([{"name": name, **options} for name, options in saved.items()])
        return
    columns = [Column(_("Profile")), Column(_("Says"), long=True)]
    rows = [(name, _(", ").join(_options(options))) for name, options in saved.items()]
    print_sheet(Sheet("", columns, rows, [_("{count} profiles.").format(count=len(rows))]), format_)


def _options(said: dict[str, Any]) -> list[str]:
    """Return what a profile says as options of the command line."""
    options = []
    for name, value in said.items():
        if name in ("mapped", "fixed"):
            flag = "--map" if name == "mapped" else "--set"
            options += [f"{flag} {field}={text}" for field, text in value.items()]
        elif name == "header_rows":
            options.append(f"--header-row {value[0]}-{value[1]}")
        else:
            options.append(f"--{name}" if value is True else f"--{name} {value}")
    return options


def print_batches(reader: Reader, format_: Format | None) -> None:
    """Print the imports with their counts."""
    batches = registers.batches(reader)
    if format_ is Format.JSON:
        print_json([each._asdict() for each in batches])
        return
    texts = (_("Import"), _("File"), _("Date"), _("Read"), _("New"), _("Updated"), _("Unchanged"))
    more = (_("Conflicts"), _("Recurrences"), _("Rejected"), _("Taken back on"))
    figures = {_("Import"), *texts[3:], *more[:3]}
    drops = (0, 0, 0, 2, 0, 3, 5, 0, 4, 0, 0)
    columns = [
        Column(text, figure=text in figures, long=text == _("File"), drop=drop)
        for text, drop in zip((*texts, *more), drops, strict=True)
    ]
    rows = [tuple(cell.isoformat() if isinstance(cell, date) else cell for cell in each) for each in batches]
    print_sheet(Sheet("", columns, rows, [_("{count} imports.").format(count=len(rows))]), format_)
