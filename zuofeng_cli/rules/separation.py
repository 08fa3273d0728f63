"""Separation of persons: who did the work does not check it.

Source: shared design, "close"; shared domain notes, "the verifier is neither the rectifier nor ...".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zuofeng_cli.errors.accountability import DecidedForOneself, DecidedForOwnUnit
from zuofeng_cli.errors.rules import (
    NotAllowed,
    VerifierHadPart,
    VerifierIsRectifier,
    VerifierLeads,
    VerifierOfFormerUnit,
    VerifierOfSameUnit,
)
from zuofeng_cli.rules.codes import Role, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Changes, Record, Value, apply
from zuofeng_cli.rules.registers import Owner


@dataclass(frozen=True, slots=True)
class Parties:
    """Who ever had a part in the work of an issue since it was first handed over.

    Attributes:
        workers: those who owned it or reported its completion.
        leaders: its responsible leaders.
        units: the responsible and the cooperating ones.
    """

    workers: frozenset[Value] = frozenset()
    leaders: frozenset[Value] = frozenset()
    units: frozenset[Value] = frozenset()


def parties(changes: Iterable[Changes]) -> Parties:
    """Return who had a part in the work, by what the events of the issue changed, in their order."""
    record: Record = {}
    workers: set[Value] = set()
    leaders: set[Value] = set()
    units: set[Value] = set()
    for each in changes:
        apply(record, each)
        if record.get("state") != State.OPEN:
            workers |= {record.get("owner_id"), record.get("rectified_by")}
            leaders.add(record.get("leader_id"))
            units |= {value for path, value in record.items() if path.startswith(("unit_id", "cooperating."))}
    return Parties(frozenset(workers), frozenset(leaders), frozenset(units))


def check(issue: Issue, verifier: Owner, *, ref: str, unit_name: str, earlier: Parties = Parties()) -> None:
    """Refuse a verifier who did or owns the work, or belongs to a unit that has a part in it.

    Args:
        earlier: who else is refused, because they had a part in it earlier.

    Raises:
        VerifierIsRectifier, VerifierHadPart, VerifierLeads: the person has or had a part in it.
        VerifierOfSameUnit, VerifierOfFormerUnit: the unit has or had one.
    """
    if verifier.id in (issue.rectified_by, issue.owner_id):
        raise VerifierIsRectifier(verifier=verifier.name, ref=ref)
    if verifier.id in earlier.workers:
        raise VerifierHadPart(verifier=verifier.name, ref=ref)
    if verifier.id in earlier.leaders:
        raise VerifierLeads(verifier=verifier.name, ref=ref)
    if verifier.unit_id in (issue.unit_id, *issue.cooperating):
        raise VerifierOfSameUnit(verifier=verifier.name, unit=unit_name, ref=ref)
    if verifier.unit_id in earlier.units:
        raise VerifierOfFormerUnit(verifier=verifier.name, unit=unit_name, ref=ref)


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
