"""From the rows of a table to what they say: cells by field, cleaned, and what stands in other columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from zuofeng_cli.actions.drafts import ERRORS, FIELDS, OWN, SHARED, Draft, measures_of
from zuofeng_cli.exchange.headers import Header
from zuofeng_cli.exchange.safe_cells import GUARD, unguarded
from zuofeng_cli.exchange.tables import Table
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.journal import canonical, in_json
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean
from zuofeng_cli.words import _

REMEMBERED, REMEMBERED_LENGTH = 50_000, 40
"""So many cells, up to so many letters long, are remembered as cleaned."""

_BETWEEN = "\x1f"
_NOTHING = [None, None, None]
REFERENCE = re.compile(r"[A-Za-z0-9]+-\d{4}-\d{4,10}", re.ASCII)
"""How a ledger writes the number of an issue."""

_USUAL = ("description", "external_no", "measures.1.text")

Text = str | None


class Said(NamedTuple):
    """What one row of a file says, ready to be judged.

    Attributes:
        cells: as written; empty unless they were to be kept.
        own, shared: its fields, in the order of ``drafts.OWN`` and ``drafts.SHARED``.
        is_too_long: it has more cells than there are headings, so some may stand below another's.
        key: its description key.
        intake_key: 32 hex digits that are equal for rows that say the same.
        paths, values, said: what is its own in the record of a new issue, and the values as the journal says
            them; the number comes last and is still missing. None if a field of its own is at fault.
        ref, derived: of a row that was exported from a ledger: its number there, and what it says in columns
            that no import takes, by field.
    """

    number: int
    cells: Sequence[str]
    own: tuple[Text, ...]
    shared: tuple[Text, ...]
    other_columns: Text
    is_too_long: bool
    key: str
    intake_key: str
    paths: tuple[str, ...]
    values: tuple[str | int, ...]
    said: tuple[bytes, ...]
    ref: Text = None
    derived: tuple[tuple[str, str], ...] = ()

    @property
    def draft(self) -> Draft:
        """The issue as written."""
        return Draft(**dict(zip(OWN, self.own, strict=True)), **dict(zip(SHARED, self.shared, strict=True)))

    @property
    def external_no(self) -> Text:
        """The number that the unit gave."""
        return self.own[0]

    @property
    def description(self) -> Text:
        """The problem in words."""
        return self.own[1]


class _Paths(dict[tuple[str, ...], tuple[str, ...]]):
    """The paths of what rows say for themselves, each with those that every new issue has."""

    def __missing__(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        self[texts] = paths = (*texts, "intake_key", "batch_id", "number")
        return paths


class _Parts(dict[tuple[Text, ...], tuple[tuple[Text, ...], str, str]]):
    """What rows share: one tuple for all equal ones, and two stretches of their intake keys."""

    def __missing__(self, shared: tuple[Text, ...]) -> tuple[tuple[Text, ...], str, str]:
        if len(self) >= REMEMBERED:
            self.clear()
        before, behind = shared[:_BEFORE_MEASURE], shared[_BEFORE_MEASURE:]
        self[shared] = known = (shared, _joined(before), _joined(behind))
        return known


_BEFORE_MEASURE = SHARED.index("type")


def _joined(texts: Sequence[Text]) -> str:
    return _BETWEEN.join([text or "" for text in texts])


class _Cleaned(dict[str, Text]):
    """Cells as cleaned, blank ones as None; those that come again and again are looked up, not cleaned."""

    def __missing__(self, cell: str) -> Text:
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
        batch: the number of the import.
        today: the day of the import, as ISO text.
        keep_cells: keep the cells of each row as they are written.
    """

    def __init__(
        self, table: Table, fixed: Mapping[str, str], own: str, *, batch: int, today: str, keep_cells: bool
    ) -> None:
        self._rows = table.rows
        self._today = today
        self._keep_cells = keep_cells
        self._cleaned = _Cleaned().__getitem__
        self._width = len(table.header.headings)
        columns = table.header.columns
        # Behind its cells a row gets the fixed values, and last of all nothing, for what it does not say.
        self._behind = (*(clean(value) or None for value in fixed.values()), None)
        places = {field: self._width + at for at, field in enumerate(fixed)}
        nothing = self._width + len(fixed)
        place_of = {field: places.get(field, columns.get(field, nothing)) for field in FIELDS}
        self._own_of = itemgetter(*(place_of[field] for field in OWN))
        self._shared_of = itemgetter(*(place_of[field] for field in SHARED))
        self._parts = _Parts()
        self._paths = _Paths()
        self._batch = batch
        self._batch_said = b"%d" % batch
        self._ref, self._derived = columns.get("ref", nothing), _derived_columns(table.header)
        self._is_export = "ref" in columns
        self._others = _other_columns(table.header, own)
        self.other_columns = self._others
        if self._is_export:
            self.other_columns = {
                heading: at for heading, at in self._others.items() if not _is_of_export(table.header, at)
            }

    def chunks(self, size: int) -> Iterator[list[tuple[object, ...]]]:
        """Yield what the rows say, so many at a time, each as the parts of a `Said`."""
        said = map(self._said, self._rows)
        while chunk := list(islice(said, size)):
            yield chunk

    def _said(self, row: tuple[int, list[str]]) -> tuple[object, ...]:
        number, written = row
        width = self._width
        cells = list(map(self._cleaned, written[:width]))
        if len(cells) < width:
            cells += [None] * (width - len(cells))
        beyond = len(written) > width and any(map(self._cleaned, written[width:]))
        cells += self._behind
        ref = cells[self._ref] if self._is_export else None
        if ref and not REFERENCE.fullmatch(ref):
            ref = None  # a number of the unit's own
        other = self._other(cells, written) if (self._others or beyond) and not ref else None
        own = self._own_of(cells)
        shared, before, behind = self._parts[self._shared_of(cells)]
        intake_key = _intake_key(own, before, behind, other)
        return (
            number,
            written if self._keep_cells else (),
            own,
            shared,
            other,
            beyond,
            description_key(own[1] or ""),
            intake_key,
            *self._record(own, intake_key, other),
            ref,
            tuple((field, text) for field, at in self._derived if (text := cells[at])) if ref else (),
        )

    def _record(
        self, own: tuple[Text, ...], intake_key: str, other_columns: Text
    ) -> tuple[tuple[str, ...], tuple[str | int, ...], tuple[bytes, ...]]:
        """Return paths and values of what is its own in the record of a row, and what the journal says."""
        external_no, description, measure, *others = own
        if description is None or not ERRORS.isdisjoint(own):
            return (), (), ()
        paths: tuple[str, ...] = _USUAL
        texts: tuple[str, ...] = (description, external_no or "", measure or "")
        if not external_no or not measure or "\n" in measure or others != _NOTHING:
            record = own_record(own, self._today)
            paths, texts = tuple(record), tuple(record.values())
        if other_columns:
            paths, texts = (*paths, "other_columns"), (*texts, other_columns)
        said = [in_json(text).encode() for text in texts]
        return (
            self._paths[paths],
            (*texts, intake_key, self._batch),
            (*said, b'"%b"' % intake_key.encode(), self._batch_said),
        )

    def _other(self, cells: Sequence[Text], written: Sequence[str]) -> Text:
        """Return what the row says in columns that are no field, as canonical JSON by heading."""
        kept = {heading: text for heading, at in self._others.items() if (text := cells[at])}
        for at in range(self._width, len(written)):
            if text := self._cleaned(written[at]):
                kept[_unnamed(at)] = text
        return canonical(kept) if kept else None


def _intake_key(own: tuple[Text, ...], before: str, behind: str, other_columns: Text) -> str:
    """Return 32 hex digits that are equal for rows that say the same, in the order of ``drafts.FIELDS``."""
    external_no, description, measure, target, progress, remark = own
    start = f"{external_no or ''}{_BETWEEN}{description or ''}{_BETWEEN}{before}{_BETWEEN}{measure or ''}"
    end = f"{target or ''}{_BETWEEN}{behind}{_BETWEEN}{progress or ''}{_BETWEEN}{remark or ''}"
    said = f"{start}{_BETWEEN}{end}{_BETWEEN}{other_columns or ''}"
    return blake2b(said.encode(), digest_size=16).hexdigest()


def own_record(own: tuple[Text, ...], today: str) -> dict[str, str]:
    """Return what a row says for itself (``drafts.OWN``) as part of a new issue's record."""
    external_no, description, measure, target, progress, remark = own
    record = {"description": description or ""}
    if external_no:
        record["external_no"] = external_no
    if measure:
        for position, each in enumerate(measures_of(measure), 1):
            record[f"measures.{position}.text"] = each
    if progress:
        record["progress.1.noted_on"] = today
        record["progress.1.text"] = progress
    if remark:
        record["remark"] = remark
    if target:
        record["target"] = target
    return record


def _other_columns(header: Header, own: str) -> dict[str, int]:
    """Return the columns that are no field, by heading; those without one, or with another's, by letter."""
    left_out = vocabulary().left_out | {name_key(own)}
    taken = {column for field, column in header.columns.items() if field != "ref"}
    found: dict[str, int] = {}
    for column, heading in enumerate(header.headings):
        if column not in taken and name_key(heading) not in left_out:
            named = heading if heading and heading not in header.headings[:column] else _unnamed(column)
            found[named] = column
    return found


def _is_of_export(header: Header, column: int) -> bool:
    """Return whether a column is one that an export adds: the number, or what is derived."""
    return column == header.columns["ref"] or name_key(header.headings[column]) in vocabulary().derived


def _derived_columns(header: Header) -> list[tuple[str, int]]:
    """Return the columns of an export that no import takes: field and place."""
    derived = vocabulary().derived
    known = ((derived.get(name_key(heading)), at) for at, heading in enumerate(header.headings))
    return [(field, at) for field, at in known if field]


def _unnamed(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return _("column {letters}").format(letters=letters)
