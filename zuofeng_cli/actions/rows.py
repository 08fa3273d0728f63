"""From the rows of a table to what they say: cells by field, cleaned, and what stands in other columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice

from zuofeng_cli.actions.drafts import OWN, SHARED
from zuofeng_cli.actions.own_records import own_records
from zuofeng_cli.actions.said import SaidRows, Text
from zuofeng_cli.exchange.headers import Header
from zuofeng_cli.exchange.safe_cells import GUARD, unguarded
from zuofeng_cli.exchange.tables import Table
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.identity import description_keys
from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean, cleaned_each
from zuofeng_cli.words import _

REMEMBERED, REMEMBERED_LENGTH = 50_000, 40
"""So many cells, up to so many letters long, are remembered as cleaned."""

COUNTED = 10
"""The letters of so many rows are counted together."""

SELDOM_TWICE = ("external_no", "description")
"""Fields in which hardly two rows say the same, so that nothing is gained by remembering."""

REFERENCE = re.compile(r"[A-Za-z0-9]+-\d{4}-\d{4,10}", re.ASCII)
"""How a ledger writes the number of an issue."""

_BETWEEN = "\x1f"
_BEFORE_MEASURE = SHARED.index("type")


class RowReader:
    """Reads the rows of one table, column by column: so most of it is done without Python's own loops.

    Args:
        fixed: one value per field for every row; it wins over the file.
        own: the heading of a column that an earlier import added; it is nobody's.
        today: the day of the import, as ISO text.
        keep_cells: keep the cells of each row as they are written.
    """

    def __init__(
        self, table: Table, fixed: Mapping[str, str], own: str, *, today: str, keep_cells: bool
    ) -> None:
        self._rows = table.rows
        self._today = today
        self._keep_cells = keep_cells
        self._cleaned = _Cleaned().__getitem__
        self._parts = _Parts().__getitem__
        self._width = len(table.header.headings)
        self._columns = table.header.columns
        self._fixed = {field: clean(value) or None for field, value in fixed.items()}
        self._derived = _derived_columns(table.header)
        self._others = _other_columns(table.header, own)
        self.other_columns = self._others
        if "ref" in self._columns:
            self.other_columns = {
                heading: at for heading, at in self._others.items() if not _is_of_export(table.header, at)
            }

    def chunks(self, most: int, letters: int) -> Iterator[SaidRows]:
        """Yield what the rows say, so many at a time, fewer where they hold more than so many letters."""
        chunk: list[tuple[int, list[str]]] = []
        held = 0
        while some := list(islice(self._rows, COUNTED)):
            chunk += some
            held += sum(map(len, chain.from_iterable([cells for _number, cells in some])))
            if len(chunk) >= most or held >= letters:
                yield self._read(chunk)
                chunk, held = [], 0
        if chunk:
            yield self._read(chunk)

    def _read(self, rows: Sequence[tuple[int, list[str]]]) -> SaidRows:
        written = [cells for _number, cells in rows]
        columns = self._square(written)
        refs = [ref if ref and REFERENCE.fullmatch(ref) else None for ref in self._field("ref", columns)]
        own = list(zip(*(self._field(field, columns) for field in OWN), strict=True))
        shared = zip(*(self._field(field, columns) for field in SHARED), strict=True)
        parts = list(map(self._parts, shared))
        others = self._other(columns, written, refs)
        intake_keys = _intake_keys(own, parts, others)
        return SaidRows(
            [number for number, _cells in rows],
            list(written) if self._keep_cells else [()] * len(rows),
            own,
            [shared for shared, _before, _behind in parts],
            others,
            self._are_too_long(written),
            description_keys([text or "" for _external_no, text, *_rest in own]),
            intake_keys,
            *own_records(own, intake_keys, others, self._today),
            refs,
            self._told(columns, refs),
        )

    def _square(self, written: Sequence[list[str]]) -> list[tuple[str, ...]]:
        """Return the cells below the headings as columns."""
        width = self._width
        if set(map(len, written)) != {width}:
            written = [(cells + [""] * (width - len(cells)))[:width] for cells in written]
        return list(zip(*written, strict=True))

    def _field(self, field: str, columns: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        """Return what each row says in a field, None where it says nothing."""
        count = len(columns[0])
        if field in self._fixed:
            return [self._fixed[field]] * count
        if field not in self._columns:
            return [None] * count
        cells = columns[self._columns[field]]
        if field not in SELDOM_TWICE:
            return list(map(self._cleaned, cells))
        if GUARD in "".join(cells):
            cells = tuple(map(unguarded, cells))
        return [text or None for text in cleaned_each(cells)]

    def _are_too_long(self, written: Sequence[list[str]]) -> list[bool]:
        if max(map(len, written)) <= self._width:
            return [False] * len(written)
        return [any(map(self._cleaned, cells[self._width :])) for cells in written]

    def _other(
        self, columns: Sequence[tuple[str, ...]], written: Sequence[list[str]], refs: Sequence[Text]
    ) -> list[Text]:
        """Return what each row says in columns that are no field, as canonical JSON by heading."""
        if not self._others and max(map(len, written)) <= self._width:
            return [None] * len(written)
        named = [map(self._cleaned, columns[at]) for at in self._others.values()]
        texts = zip(*named, strict=True) if named else [()] * len(written)
        return [
            None if ref else self._kept(below, cells)
            for ref, below, cells in zip(refs, texts, written, strict=True)
        ]

    def _kept(self, below: Sequence[Text], cells: Sequence[str]) -> Text:
        kept = {heading: text for heading, text in zip(self._others, below, strict=True) if text}
        for at in range(self._width, len(cells)):
            if text := self._cleaned(cells[at]):
                kept[_unnamed(at)] = text
        return canonical(kept) if kept else None

    def _told(
        self, columns: Sequence[tuple[str, ...]], refs: Sequence[Text]
    ) -> list[tuple[tuple[str, str], ...]]:
        """Return what the rows that were exported say in columns that no import takes, by field."""
        if not self._derived or not any(refs):
            return [()] * len(refs)
        fields = [field for field, _at in self._derived]
        below = zip(*(map(self._cleaned, columns[at]) for _field, at in self._derived), strict=True)
        return [
            tuple((field, text) for field, text in zip(fields, texts, strict=True) if ref and text)
            for ref, texts in zip(refs, below, strict=True)
        ]


class _Cleaned(dict[str, Text]):
    """Cells as cleaned, blank ones as None; those that come again and again are looked up, not cleaned."""

    def __missing__(self, cell: str) -> Text:
        cleaned = clean(unguarded(cell)) or None
        if len(cell) <= REMEMBERED_LENGTH:
            if len(self) >= REMEMBERED:
                self.clear()
            self[cell] = cleaned
        return cleaned


class _Parts(dict[tuple[Text, ...], tuple[tuple[Text, ...], str, str]]):
    """What rows share: one tuple for all equal ones, and two stretches of their intake keys."""

    def __missing__(self, shared: tuple[Text, ...]) -> tuple[tuple[Text, ...], str, str]:
        if len(self) >= REMEMBERED:
            self.clear()
        before, behind = shared[:_BEFORE_MEASURE], shared[_BEFORE_MEASURE:]
        self[shared] = known = (shared, _joined(before), _joined(behind))
        return known


def _joined(texts: Sequence[Text]) -> str:
    return _BETWEEN.join([text or "" for text in texts])


def _intake_keys(
    own: Sequence[tuple[Text, ...]],
    parts: Sequence[tuple[tuple[Text, ...], str, str]],
    other_columns: Sequence[Text],
) -> list[str]:
    """Return 32 hex digits for each row, equal where all fields, in the order of ``drafts.FIELDS``, are."""
    external_no, description, measure, target, progress, remark = (
        [text or "" for text in column] for column in zip(*own, strict=True)
    )
    _shared, before, behind = zip(*parts, strict=True)
    others = [text or "" for text in other_columns]
    columns = (external_no, description, before, measure, target, behind, progress, remark, others)
    said = map(str.encode, map(_BETWEEN.join, zip(*columns, strict=True)))
    return [blake2b(each, digest_size=16).hexdigest() for each in said]


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
