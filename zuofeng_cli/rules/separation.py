"""Separation of persons: who did the work does not check it.

Source: shared design, "close"; shared domain notes, "the verifier is neither the rectifier nor ...".
"""

from collections.abc import Collection

from zuofeng_cli.errors.accountability import DecidedForOneself, DecidedForOwnUnit
from zuofeng_cli.errors.rules import NotAllowed, VerifierIsRectifier, VerifierOfSameUnit
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.registers import Owner


def check(
    issue: Issue, verifier: Owner, *, ref: str, unit_name: str, rectifiers: Collection[int] = ()
) -> None:
    """Refuse a verifier who did or owns the work, or belongs to a unit that has a part in it.

    Args:
        rectifiers: everybody who ever reported completion of the issue.

    Raises:
        VerifierIsRectifier, VerifierOfSameUnit: the rule is broken.
    """
    if verifier.id in (issue.rectified_by, issue.owner_id, *rectifiers):
        raise VerifierIsRectifier(verifier=verifier.name, ref=ref)
    if verifier.unit_id in (issue.unit_id, *issue.cooperating):
        raise VerifierOfSameUnit(verifier=verifier.name, unit=unit_name, ref=ref)


def has_part(issue: Issue, person: Owner) -> bool:
    """Whether *person* owns or leads the work, or belongs to a unit that has a part in it."""
    return person.unit_id in (issue.unit_id, *issue.cooperating) or person.id in (
        issue.owner_id,
        issue.leader_id,
    )


def check_judge(judge: Owner, *, unit_id: int, owner_id: int | None, unit_name: str) -> None:
    """Refuse whoever would decide over that very person, or over somebody of the own unit.

    Raises:
        DecidedForOneself, DecidedForOwnUnit: the rule is broken.
    """
    if judge.id == owner_id:
        raise DecidedForOneself(name=judge.name)
    if judge.unit_id == unit_id:
        raise DecidedForOwnUnit(name=judge.name, unit=unit_name)


def require_role(person: Owner, *roles: Role) -> None:
    """Refuse a person whose role is none of *roles*.

    Raises:
        NotAllowed: names what is needed.
    """
    if person.role not in roles:
        raise NotAllowed(name=person.name, role=person.role, needed=roles)
