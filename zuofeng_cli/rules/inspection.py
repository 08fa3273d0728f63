"""Inspection teams and their open and covert checks.

Source: shared domain notes, "What the campaign plan fixes".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zuofeng_cli.errors.inspection import InspectsOwnUnit, TeamEmpty
from zuofeng_cli.rules.codes import VisitKind
from zuofeng_cli.rules.names import name_key, nearest
from zuofeng_cli.rules.registers import Owner, Unit, not_found
from zuofeng_cli.words import N_


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


def find_team(given: str, teams: Sequence[Team]) -> Team:
    """Return the team called *given*, by name or number.

    Raises:
        NameNotFound: no such team; names the nearest.
    """
    key = name_key(given)
    for names in ([name_key(team.name) for team in teams], [str(team.id) for team in teams]):
        if key in names:
            return teams[names.index(key)]
    near = nearest(given, [team.name for team in teams])
    raise not_found(given, N_("inspection team"), near, "zuofeng inspection team add")


def check_team(team: Team, unit: Unit, members: Sequence[Owner]) -> None:
    """Refuse a team that cannot have visited *unit*: it has nobody, or somebody of that unit.

    Raises:
        TeamEmpty, InspectsOwnUnit: as they say.
    """
    if not members:
        raise TeamEmpty(team=team.name)
    own = next((member for member in members if member.unit_id == unit.id), None)
    if own is not None:
        raise InspectsOwnUnit(name=own.name, team=team.name, unit=unit.name)
