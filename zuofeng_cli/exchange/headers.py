"""Finds the table in a sheet: where its header lies, and which column holds which field.

Source: shared domain notes, "Files as they come".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from zuofeng_cli.exchange.delimited import MAX_COLUMNS
from zuofeng_cli.exchange.package import Range
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean

HEAD_ROWS = 30
"""A header is looked for in so many rows."""

MAX_DEPTH = 3
JOINT = "/"

NumberedRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        first, last: its rows, as a spreadsheet numbers them.
        headings: one for each column; those of several header rows are joined.
        columns: the column of each field.
    """

    first: int
    last: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]


def find_header(
    head: Sequence[NumberedRow],
    kind: str,
    *,
    mapped: Mapping[str, str],
    merged: Sequence[Range] = (),
    at: tuple[int, int] | None = None,
) -> Header | None:
    """Return the header among the first rows of a sheet: the one that names most fields.

    Args:
        kind: ``issue``, ``unit``, ``owner`` or ``checklist``.
        mapped: headings that the clerk named, by field.
        at: the first and last row of the header, where the clerk said so.
    """
    rows = dict(head)
    _spread_headings(rows, merged)
    if at:
        return _header(rows, *at, kind, mapped)
    possible = [
        header
        for first in rows
        for last in range(_last_of_merged(first, merged), first + MAX_DEPTH)
        if last in rows and (header := _header(rows, first, last, kind, mapped))
    ]
    good = [header for header in possible if _is_header(header, kind, mapped)]
    # The most fields win; among equals the header with the fewest rows, then the first.
    return min(
        good,
        key=lambda header: (-len(header.columns), header.last - header.first, header.first),
        default=None,
    )


def _is_header(header: Header, kind: str, mapped: Mapping[str, str]) -> bool:
    """Whether a row that names some fields is a header: one word alone may stand in any row."""
    return bool(mapped) or len(header.columns) > 1 or kind != "issue" or "description" in header.columns


def _spread_headings(rows: Mapping[int, list[str]], merged: Sequence[Range]) -> None:
    """Write the text of cells merged sideways into each column of the merge; downwards it is said once."""
    for top, left, _bottom, right in merged:
        cells = rows.get(top + 1)
        if cells and left < len(cells) and right < MAX_COLUMNS:
            cells += [""] * (right + 1 - len(cells))
            cells[left : right + 1] = [cells[left]] * (right + 1 - left)


def _last_of_merged(first: int, merged: Sequence[Range]) -> int:
    """Return the last row of a header that begins at *first*, as its merged cells say."""
    return max(
        (
            bottom + 1
            for top, _left, bottom, _right in merged
            if top + 1 == first and bottom - top < MAX_DEPTH
        ),
        default=first,
    )


def _header(
    rows: Mapping[int, list[str]], first: int, last: int, kind: str, mapped: Mapping[str, str]
) -> Header | None:
    lines = [rows[number] for number in range(first, last + 1) if number in rows]
    width = max(map(len, lines), default=0)
    stacks = [_stack(line[column] for line in lines if column < len(line)) for column in range(width)]
    headings = tuple(JOINT.join(stack) for stack in stacks)
    columns = _columns(stacks, kind, mapped)
    return Header(first, last, headings, columns) if columns else None


def _stack(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the headings above one column, each once."""
    return tuple(dict.fromkeys(cleaned for cell in cells if (cleaned := clean(cell))))


def _names_of(stack: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys a column may be known by: all its headings, then each, the lowest first."""
    parts = [part for heading in stack for part in heading.split(JOINT)]
    return tuple(map(name_key, (JOINT.join(stack), "".join(stack), *reversed(stack), *reversed(parts))))


def _columns(stacks: Sequence[tuple[str, ...]], kind: str, mapped: Mapping[str, str]) -> dict[str, int]:
    known = vocabulary().columns[kind]
    found: dict[str, int] = {}
    keys = [_names_of(stack) for stack in stacks]
    for field, heading in mapped.items():
        position = next((at for at, names in enumerate(keys) if name_key(heading) in names), None)
        if position is None:
            return {}
        found[field] = position
    taken = set(found.values())
    # "type", "source" and "unit" are everybody's words: they are ours only beside a description we know.
    is_ours = kind != "issue" or "description" in {known.get(name) for name in chain.from_iterable(keys)}
    for position, names in enumerate(keys):
        if position in taken:
            continue
        for name in names:
            named = known.get(name)
            if named and named not in found and (is_ours or not name.isascii()):
                found[named] = position
                break
    return found
