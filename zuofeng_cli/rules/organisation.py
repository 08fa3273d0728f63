"""Who belongs to the leading group, its office and the inspection teams, and what that lets them decide.

Source: shared domain notes, "What the campaign plan fixes".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zuofeng_cli.rules.codes import Matter, Role
from zuofeng_cli.rules.plan import ExtensionRule, Plan
from zuofeng_cli.rules.registers import Owner

RANKS = (Role.STAFF, Role.CLERK, Role.SUPERVISOR, Role.LEADER)
"""The roles from the one that may decide least to the one that may decide most."""

RESERVED: Mapping[Matter, Role] = {
    Matter.LEVEL: Role.LEADER,
    Matter.SUGGESTION: Role.LEADER,
    Matter.LONG_TERM: Role.LEADER,
    Matter.PUBLICATION: Role.LEADER,
}
"""The lowest role that decides each matter; who grants an extension hangs on its length."""

TEAM = "team."


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


def team_body(team: int) -> str:
    """Return the body whose members are those of inspection team *team*."""
    return f"{TEAM}{team}"


def roles_from(lowest: Role) -> tuple[Role, ...]:
    """Return *lowest* and the roles that may decide more."""
    return RANKS[RANKS.index(lowest) :]


def roles_that_decide(matter: Matter) -> tuple[Role, ...]:
    """Return the roles that decide *matter*, the lowest first."""
    return roles_from(RESERVED[matter])


def roles_that_extend(rule: ExtensionRule, days: int) -> tuple[Role, ...]:
    """Return the roles that may grant an extension of *days* calendar days, the lowest first."""
    lowest = next((approver.role for approver in rule.approvers if days <= approver.up_to_days), Role.LEADER)
    return roles_from(lowest)


def longest_extension(rule: ExtensionRule, role: Role) -> int:
    """Return how many calendar days *role* may grant at most."""
    spans = (rule.max_days, *(approver.up_to_days for approver in rule.approvers))
    return max(
        (min(days, rule.max_days) for days in spans if role in roles_that_extend(rule, days)), default=0
    )


def decided_by(role: Role) -> tuple[Matter, ...]:
    """Return the reserved matters that *role* decides."""
    return tuple(matter for matter in RESERVED if role in roles_that_decide(matter))
