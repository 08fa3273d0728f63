"""The look-back: a sample of closed issues that anybody can draw again, and what was found.

Issue numbers are ranked by the SHA-256 of ``SEED:NUMBER`` in decimal digits, as lower-case hexadecimal;
of every stratum the first ones are drawn, its share rounded up. `printf 7:12 | sha256sum` does it by hand.

Source: shared domain notes, "Figures"; the campaign plan, closing stage.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from heapq import nsmallest

from zuofeng_cli.errors.look_back import BadShare, CloserLooksBack
from zuofeng_cli.rules.codes import LookBack
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.registers import Owner

BY_UNIT, BY_ALL = STRATA = ("unit", "all")
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?[%\uff05]", re.ASCII)
_FRACTION = re.compile(r"0?\.(\d{1,6})", re.ASCII)
WHOLE = 1_000_000
"""Shares are counted in millionths, so that they are exact."""


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawing of a sample.

    Attributes:
        share: of each stratum, like ``20%``.
        strata: ``unit`` where each unit gives its share, ``all`` where all closed issues are one stratum.
        population: how many closed issues there were.
    """

    id: int
    drawn_on: date
    share: str
    seed: int
    strata: str
    population: int


@dataclass(frozen=True, slots=True)
class DrawnIssue:
    """One issue of a sample, and what looking back at it found.

    Attributes:
        unit_id: the responsible unit on the day of the draw; a rebound counts for it, whoever has it later.
    """

    id: int
    draw_id: int
    number: int
    verdict: LookBack | None = None
    checked_on: date | None = None
    checked_by: int | None = None
    note: str | None = None
    unit_id: int | None = None


def read_share(given: str) -> int:
    """Return the share that *given* names, like ``20%`` or ``0.2``, in millionths.

    Raises:
        BadShare: it names none, or nothing, or more than all.
    """
    text = given.strip()
    if percent := _PERCENT.fullmatch(text):
        share = int(percent[1] + (percent[2] or "").ljust(4, "0"))
    elif fraction := _FRACTION.fullmatch(text):
        share = int(fraction[1].ljust(6, "0"))
    else:
        raise BadShare(given=given)
    if not 0 < share <= WHOLE:
        raise BadShare(given=given)
    return share


def share_text(share: int) -> str:
    """Return a share as a draw keeps it, like ``12.5%``."""
    whole, rest = divmod(share, WHOLE // 100)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"


def rank(seed: int, number: int) -> str:
    """Return by what issue *number* is ranked; the lowest are drawn first."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def sample_size(population: int, share: int) -> int:
    """Return how many of *population* issues are drawn: rounded up, and one at least where there are any.

    Args:
        share: in millionths.
    """
    return min(population, max(1, -(-population * share // WHOLE)))


def sample(strata: Mapping[int | None, Collection[int]], *, share: int, seed: int) -> list[int]:
    """Return the numbers drawn from the closed issues of all *strata*, in ascending order."""
    return sorted(
        number
        for numbers in strata.values()
        for number in nsmallest(
            sample_size(len(numbers), share), numbers, key=lambda number: (rank(seed, number), number)
        )
    )


def check_again(issue: Issue, judge: Owner, *, ref: str) -> None:
    """Refuse a person who verified or closed what is to be judged again.

    Raises:
        CloserLooksBack: it is the same person.
    """
    if judge.id in (issue.verified_by, issue.closed_by):
        raise CloserLooksBack(name=judge.name, ref=ref)
