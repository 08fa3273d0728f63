"""Reads a clerk's table as plain rows of text.

The seam for further formats: whatever the format, ``read_table`` returns a ``Table``.
Source: shared domain notes, "Files as they come".
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from zuofeng_cli.errors import (
    ColumnMissing,
    FileMissing,
    HeaderMissing,
    NotATable,
    WrongEncoding,
    WrongRegister,
)
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean
from zuofeng_cli.words import N_, _

_SIGNATURES = {
    b"PK\x03\x04": N_("it is a workbook (xlsx or ods) or an archive"),
    b"\xd0\xcf\x11\xe0": N_("it is an old workbook (xls) or an encrypted file"),
    b"%PDF": N_("it is a PDF"),
    b"\x89PNG": N_("it is a picture"),
    b"\xff\xd8\xff": N_("it is a picture"),
}
_DELIMITERS = ",\t;"
_ALLOWED_CONTROLS = frozenset("\t\n\r\f")
MAX_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a file: its number as a spreadsheet shows it, and its cells as written."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file read as a table.

    Attributes:
        encoding, delimiter, sep_line: how it was written, so that faults can be written back the same way.
        header: the headings as written.
    """

    path: Path
    sha256: str
    encoding: str
    delimiter: str
    sep_line: bool
    header: Sequence[str]
    rows: Sequence[TableRow]


def read_table(path: Path, *, encoding: str | None = None) -> Table:
    """Return the csv table in the file at *path*.

    Raises:
        FileMissing, NotATable, WrongEncoding: it cannot be read; nothing is guessed.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileMissing(path=path) from error
    text, used = _decoded(path, raw, encoding)
    first_line, _newline, rest = text.partition("\n")
    sep_line = first_line.startswith("sep=") and len(first_line.rstrip("\r\n")) == 5
    if sep_line:
        delimiter, text = first_line[4], rest
    else:
        delimiter = max(_DELIMITERS, key=first_line.count)
    rows = list(_rows(path, text, delimiter))
    if not rows:
        raise NotATable(path=path, detail=_("it is empty"))
    return Table(path, sha256(raw).hexdigest(), used, delimiter, sep_line, rows[0].cells, rows[1:])


def _decoded(path: Path, raw: bytes, encoding: str | None) -> tuple[str, str]:
    for signature, what in _SIGNATURES.items():
        if raw.startswith(signature):
            raise NotATable(path=path, detail=_(what))
    if not raw.strip():
        raise NotATable(path=path, detail=_("it is empty"))
    tries = [encoding] if encoding else ["utf-8-sig", "gb18030"]
    if not encoding and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = ["utf-16"]
    position = 0
    for name in tries:
        try:
            text = raw.decode(name)
        except LookupError as error:
            raise NotATable(
                path=path, detail=_("the encoding {name} is unknown").format(name=name)
            ) from error
        except UnicodeError as error:
            position = getattr(error, "start", 0)
            continue
        text = text.lstrip("\ufeff")
        if not set(text).isdisjoint(_FORBIDDEN):
            raise NotATable(path=path, detail=_("it holds control characters"))
        if text.lstrip()[:100].lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
            raise NotATable(path=path, detail=_("it is a web page"))
        used = "utf-8" if name == "utf-8-sig" and not raw.startswith(codecs.BOM_UTF8) else name
        return text, used
    raise WrongEncoding(path=path, encoding=" / ".join(tries), position=position)


_FORBIDDEN = frozenset(map(chr, range(32))) - _ALLOWED_CONTROLS


def _rows(path: Path, text: str, delimiter: str) -> Iterator[TableRow]:
    csv.field_size_limit(MAX_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            if any(cell.strip() for cell in cells):
                yield TableRow(number, cells)
    except csv.Error as error:
        detail = _("row {number} cannot be read ({error})").format(number=lines.line_num, error=error)
        raise NotATable(path=path, detail=detail) from error


def match_columns(table: Table, kind: str, mapped: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return the column of each field, found by heading or by *mapped* (field: heading).

    Args:
        kind: ``issue``, ``unit`` or ``owner``.

    Raises:
        ColumnMissing: a mapped heading is not there.
        HeaderMissing: no heading is known.
    """
    keys = [name_key(heading) for heading in table.header]
    known = vocabulary().columns[kind]
    found: dict[str, int] = {}
    for field, heading in (mapped or {}).items():
        if name_key(heading) not in keys:
            raise ColumnMissing(path=table.path, column=heading, columns=tuple(table.header))
        found[field] = keys.index(name_key(heading))
    taken = set(found.values())
    # "type", "source" and "unit" are everybody's words: they are ours only beside a description we know.
    is_ours = kind != "issue" or any(known.get(key) == "description" for key in keys)
    for position, key in enumerate(keys):
        name = known.get(key)
        if name and name not in found and position not in taken and (is_ours or not key.isascii()):
            found[name] = position
    if not found:
        raise HeaderMissing(path=table.path, columns=tuple(known)[:8])
    return found


def as_records(table: Table, columns: Mapping[str, int]) -> Iterator[tuple[TableRow, dict[str, str]]]:
    """Yield each row with its cells by field; short rows have empty cells."""
    for row in table.rows:
        width = len(row.cells)
        yield row, {field: row.cells[at] if at < width else "" for field, at in columns.items()}


def write_faults(target: Path, table: Table, faults: Sequence[tuple[TableRow, str]], heading: str) -> None:
    """Write the rows at fault in the file's own columns, encoding and delimiter, with the reason added.

    Raises:
        OSError: *target* cannot be written.
    """
    with target.open("w", encoding=table.encoding, newline="", errors="replace") as file:
        if table.sep_line:
            file.write(f"sep={table.delimiter}\n")
        writer = csv.writer(file, delimiter=table.delimiter)
        header = [cell for cell in table.header if name_key(cell) != name_key(heading)]
        writer.writerow([*header, heading])
        kept = [at for at, cell in enumerate(table.header) if name_key(cell) != name_key(heading)]
        for row, reason in faults:
            cells = [row.cells[at] if at < len(row.cells) else "" for at in kept]
            writer.writerow([*cells, reason])


def read_records(path: Path, kind: str, *, encoding: str | None = None) -> list[dict[str, str]]:
    """Return the rows of a register file as cleaned cells by field.

    Args:
        kind: ``unit`` or ``owner``.

    Raises:
        FileMissing, NotATable, WrongEncoding, HeaderMissing: it cannot be read.
    """
    table = read_table(path, encoding=encoding)
    columns = match_columns(table, kind)
    keys = {name_key(heading) for heading in table.header}
    known = vocabulary().columns
    if kind == "unit" and any(known["owner"].get(key) == "name" and key not in known["unit"] for key in keys):
        raise WrongRegister(path=path, detail=_("it has a column for persons"))
    for needed in ("name", "unit") if kind == "owner" else ("name",):
        if needed not in columns:
            names = [heading for heading, field in known[kind].items() if field == needed]
            raise WrongRegister(
                path=path, detail=_("it has no column {names}").format(names=" / ".join(names))
            )
    records = as_records(table, columns)
    return [{field: clean(cell) for field, cell in cells.items()} for _row, cells in records]
