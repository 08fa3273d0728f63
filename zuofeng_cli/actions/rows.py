"""From the rows of a table to what they say: cells by field, cleaned, and what stands in other columns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from zuofeng_cli.actions.drafts import FIELDS, Draft
from zuofeng_cli.actions.verdicts import Said
from zuofeng_cli.exchange.headers import Header
from zuofeng_cli.exchange.safe_cells import GUARD, unguarded
from zuofeng_cli.exchange.tables import Table
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean
from zuofeng_cli.words import _

REMEMBERED, REMEMBERED_LENGTH = 50_000, 40
"""So many cells, up to so many letters long, are remembered as cleaned."""


class _Cleaned(dict[str, str | None]):
    """Cells as cleaned, blank ones as None; those that come again and again are looked up, not cleaned."""

    def __missing__(self, cell: str) -> str | None:
        cleaned = clean(unguarded(cell) if cell.startswith(GUARD) else cell) or None
        if len(cell) <= REMEMBERED_LENGTH:
            if len(self) >= REMEMBERED:
                self.clear()
            self[cell] = cleaned
        return cleaned


class RowReader:
    """Reads the rows of one table.

    Args:
        fixed: one value per field for every row; it wins over the file.
        own: the heading of a column that an earlier import added; it is nobody's.
    """

    def __init__(self, table: Table, fixed: Mapping[str, str], own: str) -> None:
        self._rows = table.rows
        self._cleaned = _Cleaned().__getitem__
        self._width = len(table.header.headings)
        columns = table.header.columns
        # Behind its cells a row gets the fixed values, and last of all nothing, for what it does not say.
        self._behind = (*(clean(value) or None for value in fixed.values()), None)
        places = {field: self._width + at for at, field in enumerate(fixed)}
        nothing = self._width + len(fixed)
        self._pick = itemgetter(*(places.get(field, columns.get(field, nothing)) for field in FIELDS))
        self.other_columns = _other_columns(table.header, own)

    def chunks(self, size: int) -> Iterator[list[Said]]:
        """Yield what the rows say, so many at a time."""
        said = map(self._said, self._rows)
        while chunk := list(islice(said, size)):
            yield chunk

    def _said(self, row: tuple[int, list[str]]) -> Said:
        number, written = row
        cells = list(map(self._cleaned, written[: self._width]))
        if len(cells) < self._width:
            cells += [None] * (self._width - len(cells))
        draft = Draft._make(self._pick((*cells, *self._behind)))
        beyond = len(written) > self._width and any(map(self._cleaned, written[self._width :]))
        other = self._other(cells, written) if self.other_columns or beyond else None
        return Said(number, written, draft, other, beyond)

    def _other(self, cells: Sequence[str | None], written: Sequence[str]) -> str | None:
        """Return what the row says in columns that are no field, as canonical JSON by heading."""
        kept = {heading: text for heading, at in self.other_columns.items() if (text := cells[at])}
        for at in range(self._width, len(written)):
            if text := self._cleaned(written[at]):
                kept[_unnamed(at)] = text
        return canonical(kept) if kept else None


def _other_columns(header: Header, own: str) -> dict[str, int]:
    """Return the columns that are no field, by heading; those without one, or with another's, by letter."""
    left_out = vocabulary().left_out | {name_key(own)}
    taken = set(header.columns.values())
    found: dict[str, int] = {}
    for column, heading in enumerate(header.headings):
        if column not in taken and name_key(heading) not in left_out:
            named = heading if heading and heading not in header.headings[:column] else _unnamed(column)
            found[named] = column
    return found


def _unnamed(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return _("column {letters}").format(letters=letters)
