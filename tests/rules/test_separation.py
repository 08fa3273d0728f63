"""Who did the work does not check it."""

from dataclasses import replace
from datetime import date

import pytest

from zuofeng_cli.errors.rules import (
    NotAllowed,
    VerifierHadPart,
    VerifierIsRectifier,
    VerifierOfFormerUnit,
    VerifierOfSameUnit,
)
from zuofeng_cli.rules.codes import Role, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.registers import Owner
from zuofeng_cli.rules.separation import check, parties, require_role

LEAD_UNIT, PARTNER_UNIT, OTHER_UNIT = 1, 2, 3
OWNER, RECTIFIER, OUTSIDER = 11, 12, 13
ISSUE = Issue(
    number=7,
    description="The counter closes at noon",
    category="poor_service",
    source="self_check",
    state=State.RECTIFIED,
    opened_on=date(2020, 4, 1),
    unit_id=LEAD_UNIT,
    owner_id=OWNER,
    rectified_by=RECTIFIER,
    cooperating=(PARTNER_UNIT,),
)


def test_somebody_of_another_unit_may_check() -> None:
    outsider = Owner(OUTSIDER, "Super", OTHER_UNIT)

    check(ISSUE, outsider, ref="ZF-2020-0007", unit_name="Party")


@pytest.mark.parametrize("person", [OWNER, RECTIFIER])
@pytest.mark.parametrize("unit", [LEAD_UNIT, PARTNER_UNIT, OTHER_UNIT])
def test_whoever_did_or_owns_the_work_may_not_whatever_their_unit(person: int, unit: int) -> None:
    with pytest.raises(VerifierIsRectifier) as refusal:
        check(ISSUE, Owner(person, "Alice", unit), ref="ZF-2020-0007", unit_name="Office")

    assert refusal.value.facts == {"verifier": "Alice", "ref": "ZF-2020-0007"}


@pytest.mark.parametrize("unit", [LEAD_UNIT, PARTNER_UNIT])
@pytest.mark.parametrize("role", list(Role))
def test_nobody_of_a_unit_that_has_a_part_in_it_may_check_whatever_their_role(unit: int, role: Role) -> None:
    with pytest.raises(VerifierOfSameUnit) as refusal:
        check(ISSUE, Owner(OUTSIDER, "Chief", unit, role=role), ref="ZF-2020-0007", unit_name="Office")

    assert refusal.value.facts == {"verifier": "Chief", "unit": "Office", "ref": "ZF-2020-0007"}


def test_without_partners_only_the_lead_unit_is_barred() -> None:
    alone = replace(ISSUE, cooperating=())

    check(alone, Owner(OUTSIDER, "Bob", PARTNER_UNIT), ref="ZF-2020-0007", unit_name="Service")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER])
def test_one_of_the_roles_needed_is_enough(role: Role) -> None:
    require_role(Owner(OUTSIDER, "Super", OTHER_UNIT, role=role), Role.SUPERVISOR, Role.LEADER)


@pytest.mark.parametrize("role", [Role.STAFF, Role.CLERK])
def test_any_other_role_is_refused_and_told_what_is_needed(role: Role) -> None:
    with pytest.raises(NotAllowed) as refusal:
        require_role(Owner(OUTSIDER, "Bob", OTHER_UNIT, role=role), Role.SUPERVISOR, Role.LEADER)

    assert refusal.value.facts == {"name": "Bob", "role": role, "needed": (Role.SUPERVISOR, Role.LEADER)}


def test_who_ever_held_the_issue_may_not_check_it_but_who_was_only_listed_may() -> None:
    formerly, listed = 21, 22
    earlier = parties(
        [
            {"state": [None, "open"], "unit_id": [None, 9], "owner_id": [None, listed]},
            {"state": ["open", "assigned"], "unit_id": [9, OTHER_UNIT], "owner_id": [listed, formerly]},
            {"cooperating.1": [None, 8]},
            {"unit_id": [OTHER_UNIT, LEAD_UNIT], "owner_id": [formerly, OWNER], "cooperating.1": [8, None]},
        ]
    )

    with pytest.raises(VerifierHadPart):
        check(ISSUE, Owner(formerly, "Bob", 7), ref="", unit_name="Market", earlier=earlier)
    for unit in (OTHER_UNIT, 8):
        with pytest.raises(VerifierOfFormerUnit):
            check(ISSUE, Owner(OUTSIDER, "Bob", unit), ref="", unit_name="Service", earlier=earlier)
    check(ISSUE, Owner(listed, "Super", 9), ref="", unit_name="Party", earlier=earlier)
