"""Rows that may be the same problem in other words: suggested to the clerk, never merged by themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zuofeng_cli.rules.identity import folded
from zuofeng_cli.store.ledger import Book

ALIKE_FROM = 85
"""Per cent of letters in common, in their order, from which two descriptions are held to be alike."""

_FIGURES = re.compile(r"\d+")
MOST_PAIRS = 2_000_000
"""So many pairs are compared within a second or two; a larger file is not searched, and that is said."""

MOST_LETTERS = 200
"""Descriptions are compared as far as this."""


class Likeness(NamedTuple):
    """A new issue and an older one, listed before or in the same file, that reads much the same."""

    number: int
    like: int
    percent: int


@dataclass(slots=True)
class NewIssues:
    """The new issues of a file, as far as they are few enough to be searched."""

    described: list[tuple[int, int | None, str]] = field(default_factory=list)
    is_complete: bool = True

    def add(self, number: int, unit_id: int | None, description: str) -> None:
        """Keep one new issue."""
        if len(self.described) ** 2 > 4 * MOST_PAIRS:
            self.described.clear()
            self.is_complete = False
        if self.is_complete:
            self.described.append((number, unit_id, description))


def likenesses(book: Book, new: NewIssues) -> list[Likeness] | None:
    """Return for each new issue the older one of its unit that it is like; None if not searched."""
    if not new.is_complete:
        return None
    units = {unit_id for _number, unit_id, _description in new.described}
    of_unit: dict[int | None, tuple[list[int], list[str]]] = {unit_id: ([], []) for unit_id in units}
    fresh = {number for number, _unit_id, _description in new.described}
    arrived = len(new.described)
    if arrived * (book.count_of_units(units) + arrived) > 2 * MOST_PAIRS:
        return None
    for number, unit_id, description in book.described(units):
        if number not in fresh:
            of_unit[unit_id][0].append(number)
            of_unit[unit_id][1].append(folded(description[: 2 * MOST_LETTERS])[:MOST_LETTERS])
    found = []
    for number, unit_id, description in new.described:
        numbers, texts = of_unit[unit_id]
        text = folded(description[: 2 * MOST_LETTERS])[:MOST_LETTERS]
        if best := _most_like(text, texts):
            at, percent = best
            found.append(Likeness(number, numbers[at], percent))
        numbers.append(number)
        texts.append(text)
    return found


def _most_like(text: str, texts: Sequence[str]) -> tuple[int, int] | None:
    from rapidfuzz import fuzz, process

    figures = _FIGURES.findall(text)
    for like, percent, at in process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE_FROM):
        if _FIGURES.findall(like) == figures:  # window 3 is not window 5
            return at, round(percent)
    return None
