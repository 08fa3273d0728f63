"""Who belongs to the leading group, its office and the inspection teams, and what that lets them decide.

Source: shared domain notes, "What the campaign plan fixes".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.registers import Owner

RANKS = (Role.STAFF, Role.CLERK, Role.SUPERVISOR, Role.LEADER)
"""The roles from the one that may decide least to the one that may decide most."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person's position in a body: the code of a body of the plan, or ``team.3`` for inspection team 3."""

    id: int
    body: str
    owner_id: int
    position: str


def with_authority(person: Owner, members: Iterable[Member], plan: Plan) -> Owner:
    """Return *person* with the highest role that the register or a position in a body gives."""
    given = [
        position.role
        for member in members
        if member.owner_id == person.id
        for body in plan.bodies
        if body.code == member.body
        for position in body.positions
        if position.code == member.position
    ]
    return replace(person, role=max((person.role, *given), key=RANKS.index))
