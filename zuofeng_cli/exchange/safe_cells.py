"""Keeps text in a csv file text: a spreadsheet takes a cell that begins like a formula for one.

A guarded cell begins with an apostrophe, which reading takes away again.
"""

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(cell: str) -> str:
    """Return *cell* so that no spreadsheet calculates it; what looks guarded already is guarded again."""
    return GUARD + cell if cell.lstrip(GUARD).startswith(BEGINNINGS) else cell


def unguarded(cell: str) -> str:
    """Return a cell without its guard."""
    return cell[1:] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(BEGINNINGS) else cell
