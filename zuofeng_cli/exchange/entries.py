"""The rows below a header: merged cells filled, and what is no entry left out.

Source: shared domain notes, "Files as they come".
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from zuofeng_cli.exchange.delimited import NumberedRows
from zuofeng_cli.exchange.headers import Header
from zuofeng_cli.exchange.package import Range
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.names import name_key

WIDE_COLON = "\uff1a"
REMARK_CELLS = 3
"""A line below the table has at most so many cells that are not empty, unless each has a label."""


class LeftOut(StrEnum):
    """Rows below the header that are no entries."""

    TOTAL = "total"
    EXAMPLE = "example"
    REMARK = "remark"
    HEADER = "header"


def unmerged(rows: NumberedRows, merged: Sequence[Range]) -> NumberedRows:
    """Yield the rows with the value of merged cells in every row of the merge."""
    if not merged:
        yield from rows
        return
    waiting = sorted((merge for merge in merged if merge[2] > merge[0]), reverse=True)
    running: dict[int, tuple[int, str]] = {}  # by column: last row, value
    for number, written in rows:
        cells = written
        running = {column: merge for column, merge in running.items() if merge[0] >= number}
        while waiting and waiting[-1][0] < number:
            top, left, bottom, _right = waiting.pop()
            if left < len(cells) and top + 1 == number:
                running[left] = (bottom + 1, cells[left])
        for column, (_last, value) in running.items():
            if column >= len(cells):
                cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] or value
        yield number, cells


def entries(rows: NumberedRows, header: Header, left_out: Counter[LeftOut]) -> NumberedRows:
    """Yield the rows that are entries, and count the others."""
    known = vocabulary()
    beginnings = {word[0] for word in (*known.totals, *known.examples)}
    headings = [name_key(heading) for heading in header.headings]
    first_heading = next(filter(None, header.headings), "")
    for row in rows:
        cells = row[1]
        first = cells[0].strip() or next(filter(None, map(str.strip, cells)), "")
        # Looked at closely only where it begins like one: this runs for every row of a million.
        key = name_key(first) if first[:1].casefold() in beginnings or first == first_heading else ""
        if key in known.totals:
            left_out[LeftOut.TOTAL] += 1
        elif key in known.examples:
            left_out[LeftOut.EXAMPLE] += 1
        elif (":" in first or WIDE_COLON in first) and known.remark.match(first) and _is_remark(cells):
            left_out[LeftOut.REMARK] += 1
        elif key and [name_key(cell) for cell in cells] == headings[: len(cells)]:
            left_out[LeftOut.HEADER] += 1
        else:
            yield row


def _is_remark(cells: Sequence[str]) -> bool:
    """Whether a row that begins like a remark is one: it has few cells, or a label before each."""
    filled = [cell for cell in map(str.strip, cells) if cell]
    return len(filled) <= REMARK_CELLS or all(vocabulary().labelled.match(cell) for cell in filled)
