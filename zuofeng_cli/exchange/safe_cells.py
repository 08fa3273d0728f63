"""Keeps text in a csv file text: a spreadsheet takes a cell that begins like a formula for one.

A guarded cell begins with an apostrophe, which reading takes away again.
"""

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(cell: str) -> str:
    """Return *cell* so that no spreadsheet calculates it."""
    return GUARD + cell if cell.startswith(BEGINNINGS) else cell


def unguarded(cell: str) -> str:
    """Return a cell without its guard."""
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(BEGINNINGS) else cell
