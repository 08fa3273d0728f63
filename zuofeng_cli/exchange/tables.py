"""Reads the tables of a file, whatever its format, as rows of text that are gone through once.

Source: shared domain notes, "Files as they come".
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path

from zuofeng_cli.errors.files import (
    ColumnMissing,
    CommaFullWidth,
    HeaderMissing,
    NotATable,
    SheetMissing,
    SheetOfText,
    WrongRegister,
)
from zuofeng_cli.exchange import delimited
from zuofeng_cli.exchange.content import Kind, kind_of
from zuofeng_cli.exchange.delimited import DELIMITERS, NumberedRows
from zuofeng_cli.exchange.entries import LeftOut, entries, unmerged
from zuofeng_cli.exchange.headers import HEAD_ROWS, Header, NumberedRow, find_header
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.exchange.workbook import Sheet, sheets
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean
from zuofeng_cli.words import _

COMMA_FULL_WIDTH = "\uff0c"
ROW = "row"
"""In the records of a register file, beside its fields: the number of the row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the clerk says of a file; whatever is None is found out.

    Attributes:
        sheet: the name of the only sheet to take, or its number counted from 1.
        header_rows: the first and last row of the header.
        mapped: the heading of a field's column.
    """

    encoding: str | None = None
    sheet: str | None = None
    header_rows: tuple[int, int] | None = None
    mapped: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """One table of a file.

    Attributes:
        sheet: None in a text file.
        above: the rows above the header, as written.
        filled_by, filled_on: the unit and the day written above the table.
        rows: can be gone through once, and before the next table is asked for.
        left_out: how many rows were no entries; complete once *rows* is at its end.
    """

    sheet: str | None
    header: Header
    above: Sequence[Sequence[str]]
    filled_by: str | None
    filled_on: str | None
    date_1904: bool
    rows: NumberedRows
    left_out: Counter[LeftOut]


@dataclass(slots=True)
class SourceFile:
    """A file with tables in it.

    Attributes:
        encoding, delimiter, sep_line: how a text file was written, so that its faults can be written alike.
        lines: how many rows there are at most; 0 if that is not known beforehand.
        left_out: names of sheets that were not taken and why, filled while *tables* is gone through.
        is_apart: a process that is not the ledger's goes through *tables*; a bad workbook may end it.
    """

    path: Path
    kind: Kind
    sha256: str
    tables: Iterator[Table]
    encoding: str = "utf-8"
    delimiter: str = ","
    sep_line: bool = False
    lines: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    is_apart: bool = False


def read_file(path: Path, kind: str, layout: Layout | None = None) -> SourceFile:
    """Return the file at *path*, opened as what it is; its rows are read when they are asked for.

    Args:
        kind: ``issue``, ``unit``, ``owner`` or ``checklist``.

    Raises:
        FileMissing, FileUnreadable, NotATable, WrongEncoding: it cannot be read.
        HeaderMissing, ColumnMissing, SheetMissing, SheetOfText: it holds no table of this kind, or not as
            *layout* says.
    """
    layout = layout or Layout()
    content = kind_of(path)
    if content is Kind.TEXT:
        return _text_file(path, kind, layout)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    source = SourceFile(path, content, digest, iter(()))
    source.tables = _tables(source, kind, layout)
    return source


def _text_file(path: Path, kind: str, layout: Layout) -> SourceFile:
    if layout.sheet:
        raise SheetOfText(path=path, sheet=layout.sheet)
    survey = delimited.survey(path, layout.encoding)
    lines = delimited.first_lines(path, survey.encoding, HEAD_ROWS)
    sep = delimited.sep_line_of(lines)
    best, delimiter = None, sep or max(DELIMITERS, key="".join(lines).count)
    for possible in sep or DELIMITERS:
        with suppress(NotATable):
            rows = _filled(delimited.rows(path, survey.encoding, possible, after_sep_line=bool(sep)))
            header = find_header(_head(rows), kind, mapped=layout.mapped, at=layout.header_rows)
            if header and (best is None or len(header.columns) > len(best.columns)):
                best, delimiter = header, possible
    rows = delimited.rows(path, survey.encoding, delimiter, after_sep_line=bool(sep))
    table = _table(path, kind, layout, Sheet("", True, rows=rows))
    return SourceFile(
        path, Kind.TEXT, survey.sha256, iter([table]), survey.encoding, delimiter, bool(sep), survey.lines
    )


def _tables(source: SourceFile, kind: str, layout: Layout) -> Iterator[Table]:
    """Yield the tables of a workbook: one for each sheet that is shown and has a header."""
    shown: tuple[str, ...] = ()
    taken = 0
    refused: HeaderMissing | NotATable | None = None
    for at, sheet in enumerate(sheets(source.path, is_apart=source.is_apart), 1):
        shown = tuple(name for name, is_visible in sheet.names.items() if is_visible)
        by_number = layout.sheet == str(at) and layout.sheet not in sheet.names
        if layout.sheet and layout.sheet != sheet.name and not by_number:
            continue
        if not sheet.is_visible:
            if not layout.sheet:
                source.left_out.append((sheet.name, _("hidden")))
            continue
        try:
            table = _table(source.path, kind, layout, sheet)
        except HeaderMissing as error:
            refused = refused or error
            source.left_out.append((sheet.name, _("without a known header")))
        except NotATable as error:  # an empty sheet
            refused = refused or error
        else:
            taken += 1
            yield table
    if layout.sheet and not taken and refused is None:
        raise SheetMissing(path=source.path, sheet=layout.sheet, sheets=shown)
    if not taken:
        raise refused or NotATable(path=source.path, detail=_("it has no sheet that is shown"))


def _table(path: Path, kind: str, layout: Layout, sheet: Sheet) -> Table:
    """Return the table of a sheet.

    Raises:
        NotATable: the sheet is empty. HeaderMissing, ColumnMissing: it holds no such table.
    """
    filled = _filled(sheet.rows)
    head = _head(filled)
    if not head:
        raise NotATable(path=path, detail=_("it is empty"))
    as_written = [(number, list(cells)) for number, cells in head]
    header = find_header(head, kind, mapped=layout.mapped, merged=sheet.merged, at=layout.header_rows)
    if header is None:
        raise _no_header(path, kind, layout, head, sheet)
    left_out: Counter[LeftOut] = Counter()
    above = [cells for number, cells in as_written if number < header.first]
    below = chain((row for row in as_written if row[0] > header.last), filled)
    return Table(
        sheet=sheet.name or None,
        header=header,
        above=above,
        filled_by=_said_above(above, "filled_by"),
        filled_on=_said_above(above, "filled_on"),
        date_1904=sheet.date_1904,
        rows=entries(unmerged(below, sheet.merged), header, left_out),
        left_out=left_out,
    )


def _no_header(
    path: Path, kind: str, layout: Layout, head: Sequence[NumberedRow], sheet: Sheet
) -> HeaderMissing | ColumnMissing:
    """Return what to say: a column that was named is not there, or no heading is known."""
    header = find_header(head, kind, mapped={}, merged=sheet.merged, at=layout.header_rows)
    if layout.mapped and (header or not sheet.names):
        headings = header.headings if header else tuple(clean(cell) for cell in head[0][1])
        known = set(map(name_key, headings))
        missing = next(
            (name for name in layout.mapped.values() if name_key(name) not in known),
            next(iter(layout.mapped.values())),
        )
        return ColumnMissing(path=path, column=missing, columns=tuple(filter(None, headings)))
    fields = vocabulary().columns[kind]
    parts = (part for _number, cells in head for part in "".join(cells).split(COMMA_FULL_WIDTH)[1:])
    is_commas = not sheet.name and any(name_key(part) in fields for part in parts)
    return (CommaFullWidth if is_commas else HeaderMissing)(path=path, columns=vocabulary().names(kind)[:6])


def _filled(rows: NumberedRows) -> NumberedRows:
    """Yield the rows that hold anything."""
    for row in rows:
        cells = row[1]
        if cells and (cells[0].strip() or any(map(str.strip, cells))):
            yield row


def _head(rows: NumberedRows) -> list[NumberedRow]:
    return list(islice(rows, HEAD_ROWS))


def _said_above(above: Sequence[Sequence[str]], what: str) -> str | None:
    pattern = vocabulary().filled_by if what == "filled_by" else vocabulary().filled_on
    for cells in above:
        match = pattern.search(" ".join(cleaned for cell in cells if (cleaned := clean(cell))))
        if match:
            return match["value"]
    return None


def read_records(path: Path, kind: str, *, encoding: str | None = None) -> list[dict[str, str]]:
    """Return the rows of a register file as cleaned cells by field, with the number of the row as `ROW`.

    Args:
        kind: ``unit`` or ``owner``.

    Raises:
        FileMissing, FileUnreadable, NotATable, WrongEncoding: it cannot be read.
        HeaderMissing, WrongRegister: it is no such register.
    """
    records: list[dict[str, str]] = []
    for table in read_file(path, kind, Layout(encoding=encoding)).tables:
        _check_register(path, table, kind)
        columns = table.header.columns.items()
        records += [
            {ROW: str(number)} | {field: clean(cells[at]) if at < len(cells) else "" for field, at in columns}
            for number, cells in table.rows
        ]
    return records


def _check_register(path: Path, table: Table, kind: str) -> None:
    known = vocabulary().columns
    keys = {name_key(heading) for heading in table.header.headings}
    if kind == "unit" and any(known["owner"].get(key) == "name" and key not in known["unit"] for key in keys):
        raise WrongRegister(path=path, detail=_("it has a column for persons"))
    for needed in ("name", "unit") if kind == "owner" else ("name",):
        if needed not in table.header.columns:
            names = [heading for heading, field in known[kind].items() if field == needed]
            raise WrongRegister(
                path=path, detail=_("it has no column {names}").format(names=" / ".join(names))
            )
