"""The rows of the ledger in the words of the journal, so that the audit can hold one against the other.

Values are taken as they are stored, whatever they are: it is the journal that says what they should be.
Issues are read in their order, so memory does not grow with the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from zuofeng_cli.rules.entries import KINDS
from zuofeng_cli.rules.journal import Record
from zuofeng_cli.rules.replay import PARTS
from zuofeng_cli.store.layout import LAYOUT, Kinds
from zuofeng_cli.store.part_tables import TABLES
from zuofeng_cli.store.reader import Reader

_OWN = {name: kinds for name, kinds in LAYOUT["issue"].items() if name not in ("version", "description_key")}
_ISSUES = f"SELECT {', '.join(_OWN)}, version, description_key FROM issue ORDER BY number"
_ROWS_OF_PART = "SELECT {columns} FROM {table} ORDER BY number, position"
_REGISTERS = {"unit": "unit", "owner": "owner", "batch": "import_batch", **{name: name for name in KINDS}}
"""For each kind of entry of the journal its table."""


class StoredIssue(NamedTuple):
    """An issue of the list; *key* is what makes its description known again."""

    number: int
    record: Record
    version: Any
    key: Any


class Stray(NamedTuple):
    """A row of a part whose issue is not there."""

    part: str
    number: Any


def stored_issues(reader: Reader, strays: list[Stray]) -> Iterator[StoredIssue]:
    """Yield every issue of the list; parts without one are added to *strays*."""
    parts = [_Part(reader, name, strays) for name in PARTS]
    for row in reader.stream(_ISSUES):
        *values, version, key = row
        record = _record("", _OWN, values)
        number = row[0]
        for part in parts:
            record |= part.of(number)
        yield StoredIssue(number, record, version, key)
    for part in parts:
        part.left_over()


class _Part:
    """Streams the rows of one part table alongside the issues."""

    def __init__(self, reader: Reader, name: str, strays: list[Stray]) -> None:
        table = TABLES[name]
        self._name = name
        self._columns = {
            column: kinds for column, kinds in LAYOUT[table].items() if column not in ("number", "position")
        }
        columns = ", ".join(("number", "position", *self._columns))
        self._rows = iter(reader.stream(_ROWS_OF_PART.format(columns=columns, table=table)))
        self._next: Sequence[Any] | None = next(self._rows, None)
        self._strays = strays

    def of(self, number: int) -> Record:
        """Return the rows of issue *number*; those before it belong to none."""
        record: Record = {}
        while self._next is not None and self._comes_by(number):
            held, position, *values = self._next
            path = f"{self._name}.{position}"
            if held != number:
                self._strays.append(Stray(self._name, held))
            elif PARTS[self._name] is None:
                record[path] = values[0]
            else:
                record |= _record(f"{path}.", self._columns, values)
            self._next = next(self._rows, None)
        return record

    def _comes_by(self, number: int) -> bool:
        """Whether the next row belongs to issue *number* or one before; what is no number comes last."""
        assert self._next is not None
        held = self._next[0]
        return held is None or (isinstance(held, int | float) and held <= number)

    def left_over(self) -> None:
        """Note the rows after the last issue."""
        while self._next is not None:
            self._strays.append(Stray(self._name, self._next[0]))
            self._next = next(self._rows, None)


def stored_registers(reader: Reader) -> Record:
    """Return units, owners, imports, profiles, working days and the entries of the practice."""
    record: Record = {}
    for kind, table in _REGISTERS.items():
        columns = dict(LAYOUT[table])
        del columns["id"]
        for number, *values in reader.rows(f"SELECT id, {', '.join(columns)} FROM {table}"):
            if kind != "batch":  # of which the journal does not repeat the number
                record[f"{kind}.{number}.id"] = number
            record |= _record(f"{kind}.{number}.", columns, values)
    aliases = reader.rows("SELECT unit_id, name FROM unit_alias")
    record |= {f"unit.{unit}.aliases.{at}": name for at, (unit, name) in enumerate(aliases)}
    profiles = reader.rows("SELECT name, options FROM import_profile")
    record |= {f"profile.{name}": options for name, options in profiles}
    days = reader.rows("SELECT day, worked FROM working_day")
    return record | {f"workday.{_plain(day)}": worked for day, worked in days}


def _record(prefix: str, columns: Mapping[str, Kinds], values: Sequence[Any]) -> Record:
    """Return a row as a record: what is NULL, or a flag that is not set, is left out."""
    return {
        prefix + name: _plain(value)
        for (name, kinds), value in zip(columns.items(), values, strict=True)
        if value is not None and not (value == 0 and bool in kinds)
    }


def _plain(value: Any) -> Any:
    """Return a day of a server's ledger as the text it is in a file."""
    return value.isoformat() if isinstance(value, date) else value
