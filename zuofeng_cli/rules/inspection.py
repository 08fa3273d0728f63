"""Inspection teams and their open and covert checks.

Source: shared domain notes, "What the campaign plan fixes".
"""

from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import VisitKind


@dataclass(frozen=True, slots=True)
class Team:
    """An inspection team; its members stand in the register of members."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One check of one unit; *round* counts the rounds of the campaign from 1."""

    id: int
    team_id: int
    unit_id: int
    round: int
    kind: VisitKind
    visited_on: date
    note: str | None = None
