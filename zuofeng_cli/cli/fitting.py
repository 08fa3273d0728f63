"""Fitting a table to a terminal: what stays, how wide each column is, and where a long text breaks."""

import re
from collections.abc import Sequence

from rich.cells import cell_len

from zuofeng_cli.cli.render import LONG_WIDTH, Sheet, joined, shown
from zuofeng_cli.words import _

NARROWEST = 8
"""How narrow a column of long text may become before columns without a `drop` go: four characters."""

_FRAME = 3
"""What a column takes beside its text: a blank on each side and the gap to the next."""

_PIECES = re.compile(r"\s+|(?:〔\d+〕\u7b2c?\d+\u53f7|[!-~]+|.)[。，、；：！？）》」”’〕]*")
"""Where a text may break: between characters and words, never in a number nor before a closing sign."""

_FIGURED = re.compile(r"\d")


def fitting(sheet: Sheet, width: int) -> tuple[Sheet, list[int]]:
    """Return *sheet* without what does not fit into *width* columns, and how wide each column left is.

    Texts fold down to `LONG_WIDTH`. Of the columns with a `drop` those stay that find room, the lowest first.
    Where there is no room even for the rest, texts fold further, and then the last columns go. Everything
    else stays whole, and what is left out is said.
    """
    every = range(len(sheet.columns))
    natural = [_natural(sheet, at) for at in every]
    wide = [_least(sheet, at, LONG_WIDTH) for at in every]
    narrow = [_least(sheet, at, NARROWEST) for at in every]
    kept = [at for at in every if sheet.columns[at].drop == 0]
    for at in sorted(set(every) - set(kept), key=lambda at: sheet.columns[at].drop):
        if _fits([*kept, at], wide, width):
            kept = sorted([*kept, at])
    while len(kept) > 1 and not _fits(kept, narrow, width):
        kept.pop()
    least = wide if _fits(kept, wide, width) else narrow
    space = width - 1 - sum(least[at] + _FRAME for at in kept)
    return _only(sheet, kept), _shared([natural[at] for at in kept], [least[at] for at in kept], space)


def _fits(kept: Sequence[int], widths: Sequence[int], width: int) -> bool:
    return 1 + sum(widths[at] + _FRAME for at in kept) <= width


def _natural(sheet: Sheet, at: int) -> int:
    """Return the width of a column in which nothing is folded."""
    return max(cell_len(sheet.columns[at].heading), _texts(sheet, at))


def _texts(sheet: Sheet, at: int) -> int:
    return max((cell_len(line) for row in sheet.rows for line in shown(row[at]).split("\n")), default=0)


def _heading(sheet: Sheet, at: int) -> int:
    """Return how narrow a heading may become: English breaks between words, Chinese stays on its line."""
    heading = sheet.columns[at].heading
    return max(map(cell_len, heading.split() if heading.isascii() else [heading]), default=0)


def _least(sheet: Sheet, at: int, wanted: int) -> int:
    """Return how narrow a column may become: a figure, a reference and a date in it stay on one line."""
    texts = _texts(sheet, at)
    if sheet.columns[at].long:
        figures = (
            cell_len(piece)
            for row in sheet.rows
            for piece in _PIECES.findall(shown(row[at]))
            if _FIGURED.search(piece)
        )
        texts = min(texts, max(wanted, min(max(figures, default=0), LONG_WIDTH)))
    return max(_heading(sheet, at), texts)


def _shared(natural: Sequence[int], least: Sequence[int], space: int) -> list[int]:
    """Return the widths when the *space* left over is shared out; who needs little gets all it needs."""
    widths = list(least)
    hungry = sorted(
        (at for at in range(len(widths)) if natural[at] > least[at]), key=lambda at: natural[at] - least[at]
    )
    for position, at in enumerate(hungry):
        given = min(natural[at] - least[at], max(space, 0) // (len(hungry) - position))
        widths[at] += given
        space -= given
    return widths


def _only(sheet: Sheet, kept: Sequence[int]) -> Sheet:
    if len(kept) == len(sheet.columns):
        return sheet
    names = joined([column.heading for at, column in enumerate(sheet.columns) if at not in kept])
    note = _("Left out for want of width: {names}.").format(names=names)
    rows = [[row[at] for at in kept] for row in sheet.rows]
    return Sheet(sheet.title, [sheet.columns[at] for at in kept], rows, (*sheet.notes, note))


def folded(text: str, width: int) -> str:
    """Return *text* in lines of at most *width* columns; only a word longer than a line is broken."""
    return "\n".join(folded_line for line in text.split("\n") for folded_line in _lines(line, width))


def _lines(line: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(line):
        if cell_len(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] or len(lines) == 1 else piece.lstrip()
        while cell_len(lines[-1].rstrip()) > width:
            lines[-1:] = _broken(lines[-1], width)
    return [each.rstrip() for each in lines]


def _broken(word: str, width: int) -> tuple[str, str]:
    """Return what of a *word* longer than a line fits on it, at least one character, and the rest."""
    taken = next((at for at in range(2, len(word) + 1) if cell_len(word[:at]) > width), len(word) + 1) - 1
    return word[:taken], word[taken:]
