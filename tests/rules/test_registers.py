"""How a typed name finds a unit or a person."""

import pytest

from zuofeng_cli.errors.lookup import NameAmbiguous, NameNotFound
from zuofeng_cli.rules.names import nearest
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit

OFFICE = Unit(1, "办公室", aliases=("局办", "秘书处"))
SERVICE = Unit(2, "政务服务处", aliases=("服务处", "Service"))
APPROVAL = Unit(3, "审批管理处", aliases=("服务处", "Approval Office"))
STAFF = Unit(4, "人事处", aliases=("办公室人事科",))
UNITS = (OFFICE, SERVICE, APPROVAL, STAFF)
ZHANG_OFFICE = Owner(11, "张三", 1)
ZHANG_SERVICE = Owner(12, "张三", 2)
LI = Owner(13, "李四", 2)
WANG = Owner(14, "王小明", 3)
WANG_NAMESAKE = Owner(15, "王小明", 3)
OWNERS = (ZHANG_OFFICE, ZHANG_SERVICE, LI, WANG, WANG_NAMESAKE)


@pytest.mark.parametrize(
    ("given_name", "unit"),
    [
        ("办公室", OFFICE),
        (" 办公室 ", OFFICE),
        ("办 公 室", OFFICE),
        ("办公室\u3000", OFFICE),
        ("局办", OFFICE),
        ("秘书处", OFFICE),
        ("service", SERVICE),
        ("ＳＥＲＶＩＣＥ", SERVICE),
        ("approval office", APPROVAL),
        ("ApprovalOffice", APPROVAL),
        ("人事处", STAFF),
    ],
)
def test_a_unit_answers_to_its_name_and_its_aliases(given_name: str, unit: Unit) -> None:
    assert find_unit(given_name, UNITS) == unit


def test_a_units_own_name_wins_over_anothers_alias() -> None:
    renamed = Unit(5, "服务处")

    assert find_unit("服务处", (*UNITS, renamed)) == renamed


def test_an_alias_of_several_units_is_ambiguous_and_names_them() -> None:
    with pytest.raises(NameAmbiguous) as refusal:
        find_unit("服务处", UNITS)

    assert refusal.value.facts["candidates"] == ("政务服务处", "审批管理处")
    assert refusal.value.facts["given"] == "服务处"


@pytest.mark.parametrize(
    ("given_name", "near"), [("政务服务", "政务服务处"), ("审批处", "审批管理处"), ("人事", "人事处")]
)
def test_an_unknown_unit_names_the_nearest(given_name: str, near: str) -> None:
    with pytest.raises(NameNotFound) as refusal:
        find_unit(given_name, UNITS)

    assert near in refusal.value.facts["nearest"]
    assert refusal.value.facts["command"] == "zuofeng unit add"


@pytest.mark.parametrize("given_name", ["", "\u3000", "完全无关"])
def test_what_looks_like_no_unit_has_no_nearest(given_name: str) -> None:
    with pytest.raises(NameNotFound) as refusal:
        find_unit(given_name, UNITS)

    assert refusal.value.facts["nearest"] == ()


def test_a_part_of_a_name_is_never_enough() -> None:
    with pytest.raises(NameNotFound):
        find_unit("办公", UNITS)


@pytest.mark.parametrize(
    ("given_name", "owner"),
    [
        ("李四", LI),
        ("李 四", LI),
        ("张三@办公室", ZHANG_OFFICE),
        ("张三@局办", ZHANG_OFFICE),
        ("张三 @ Service", ZHANG_SERVICE),
        ("李四@政务服务处", LI),
        ("张三＠办公室", ZHANG_OFFICE),  # as a Chinese input method types it
    ],
)
def test_a_person_answers_to_the_name_alone_or_with_the_unit(given_name: str, owner: Owner) -> None:
    assert find_owner(given_name, OWNERS, UNITS) == owner


def test_namesakes_are_ambiguous_and_named_with_their_units() -> None:
    with pytest.raises(NameAmbiguous) as refusal:
        find_owner("张三", OWNERS, UNITS)

    assert refusal.value.facts["candidates"] == ("张三@办公室", "张三@政务服务处")


@pytest.mark.parametrize(("unit_id", "owner"), [(1, ZHANG_OFFICE), (2, ZHANG_SERVICE)])
def test_among_namesakes_the_one_of_the_preferred_unit_is_meant(unit_id: int, owner: Owner) -> None:
    assert find_owner("张三", OWNERS, UNITS, unit_id) == owner


@pytest.mark.parametrize("unit_id", [3, None])
def test_a_preferred_unit_without_that_name_settles_nothing(unit_id: int | None) -> None:
    with pytest.raises(NameAmbiguous):
        find_owner("张三", OWNERS, UNITS, unit_id)


def test_the_unit_that_is_written_wins_over_the_preferred_one() -> None:
    assert find_owner("张三@办公室", OWNERS, UNITS, 2) == ZHANG_OFFICE


def test_a_person_of_another_unit_than_the_preferred_is_found() -> None:
    assert find_owner("李四", OWNERS, UNITS, 1) == LI


@pytest.mark.parametrize("given_name", ["王小明", "王小明@审批管理处"])
def test_namesakes_in_one_unit_stay_ambiguous(given_name: str) -> None:
    with pytest.raises(NameAmbiguous):
        find_owner(given_name, OWNERS, UNITS, 3)


def test_a_person_is_not_found_in_a_unit_they_are_not_of() -> None:
    with pytest.raises(NameNotFound) as refusal:
        find_owner("李四@办公室", OWNERS, UNITS)

    assert refusal.value.facts["command"] == "zuofeng owner add"


def test_an_unknown_unit_behind_the_name_is_what_is_refused() -> None:
    with pytest.raises(NameNotFound) as refusal:
        find_owner("李四@服务大厅", OWNERS, UNITS)

    assert (refusal.value.facts["given"], refusal.value.facts["kind"]) == ("服务大厅", "unit")


def test_an_unknown_person_names_the_nearest() -> None:
    with pytest.raises(NameNotFound) as refusal:
        find_owner("王小民", OWNERS, UNITS)

    assert refusal.value.facts["nearest"] == ("王小明",)


def test_the_nearest_names_are_three_at_most_and_each_once() -> None:
    names = ["第一服务处", "第二服务处", "第三服务处", "第四服务处", "第一服务处"]

    found = nearest("服务处", names)

    assert len(found) == 3
    assert len(set(found)) == 3
