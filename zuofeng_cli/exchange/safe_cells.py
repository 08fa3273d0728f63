"""Keeps text in a csv file text: a spreadsheet takes a cell that begins like a formula for one.

A guarded cell begins with an apostrophe, which reading takes away again.
"""

import re

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"

_FIGURE = re.compile(r"[+-]\d{1,9}(?:\.\d{1,9})?", re.ASCII)
"""A number with its sign calculates nothing; one longer than this may be that of a telephone."""


def guarded(cell: str) -> str:
    """Return *cell* so that no spreadsheet calculates it; what looks guarded already is guarded again."""
    if not cell.lstrip(GUARD).startswith(BEGINNINGS) or _FIGURE.fullmatch(cell):
        return cell
    return GUARD + cell


def unguarded(cell: str) -> str:
    """Return a cell without its guard."""
    return cell[1:] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(BEGINNINGS) else cell
