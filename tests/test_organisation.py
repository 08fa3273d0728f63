"""The leading group and its office: who holds which position, and what it lets a person decide."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import COUNTY, Office

LONG = "2020-08-20"
"""More than fifteen days later than the deadline, so that a leader has to grant it."""


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def refused(office: Office, *words: object, code: int) -> str:
    """Do what must be refused, see that nothing was written, and return what was said."""
    before = events(office)
    said = office(*words, code=code).err
    assert events(office) == before, words
    return said


def appoint(office: Office, person: str, body: str = "leading_group", position: str = "head") -> str:
    return office("org", "add", person, "--body", body, "--position", position).out


def holders(office: Office) -> dict[str, list[str]]:
    """Return who holds which position, by ``body.position``, empty ones left out."""
    told: dict[str, Any] = office("plan", "org", "--format", "json").json
    return {
        f"{body['code']}.{position['code']}": [person["name"] for person in position["members"]]
        for body in told["bodies"]
        for position in body["positions"]
        if position["members"]
    }


def test_positions_are_filled_and_shown(office: Office) -> None:
    appoint(office, "Chief")
    appoint(office, "Boss", "leading_group", "deputy")
    appoint(office, "Anna", "leading_group", "member")
    appoint(office, "Bob", "leading_group", "member")
    appoint(office, "Super", "office", "director")

    assert holders(office) == {
        "leading_group.head": ["Chief"],
        "leading_group.deputy": ["Boss"],
        "leading_group.member": ["Anna", "Bob"],
        "office.director": ["Super"],
    }
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_names_members_duties_and_what_each_position_decides(
    file_office: Office, lang: str
) -> None:
    appoint(file_office, "Anna", "leading_group", "member")
    file_office.lang = lang

    told = file_office("plan", "org", "--format", "csv").out.splitlines()

    (row,) = [line for line in told if "Anna" in line]
    words = ("extensions up to 15 days", "supervisor") if lang == "en" else ("15天以内的延期", "督办员")
    assert all(word in row for word in words)
    assert sum("研究决定全局作风整顿中的重大问题" in line for line in told) == 1


@pytest.mark.parametrize(
    ("body", "position"),
    [
        ("leading_group", "head"),
        ("领导小组", "组长"),
        ("leading group", "Head"),
        ("机关作风整顿活动领导小组", "head"),
        ("Leading Group of the Work-Style Campaign", "组长"),
    ],
)
def test_bodies_and_positions_are_named_as_people_write_them(
    file_office: Office, body: str, position: str
) -> None:
    said = appoint(file_office, "Chief", body, position)

    assert "Head" in said
    assert holders(file_office) == {"leading_group.head": ["Chief"]}


def test_a_new_position_in_the_same_body_takes_the_place_of_the_old(office: Office) -> None:
    appoint(office, "Chief", "leading_group", "member")

    appoint(office, "Chief", "leading_group", "head")

    assert holders(office) == {"leading_group.head": ["Chief"]}
    assert office("audit", "--format", "json").json["ok"]


def test_one_person_may_serve_in_both_bodies(office: Office) -> None:
    appoint(office, "Super", "leading_group", "member")

    appoint(office, "Super", "office", "director")

    assert holders(office) == {"leading_group.member": ["Super"], "office.director": ["Super"]}


def test_whoever_is_taken_out_holds_no_position_any_more(office: Office) -> None:
    appoint(office, "Chief")
    appoint(office, "Boss", "leading_group", "deputy")

    office("org", "remove", "Chief", "--body", "领导小组")

    assert holders(office) == {"leading_group.deputy": ["Boss"]}
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "Chief", "--body", "party", "--position", "head"), 2),
        (("add", "Chief", "--body", "office", "--position", "head"), 2),  # the office has a director
        (("add", "Chief", "--body", "", "--position", "head"), 2),
        (("add", "Chief", "--body", "office"), 2),
        (("add", "Nobody", "--body", "office", "--position", "director"), 22),
        (("add", "Super", "--body", "office", "--position", "director"), 23),  # is that already
        (("remove", "Chief", "--body", "office"), 22),
        (("remove", "Nobody", "--body", "office"), 22),
        (("remove", "Super", "--body", "team.1"), 2),
    ],
)
def test_what_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    appoint(file_office, "Super", "office", "director")

    refused(file_office, "org", *words, code=code)


def test_a_plan_without_positions_has_none_to_fill(file_office: Office) -> None:
    office = Office(file_office.db.replace("ledger.db", "county.db"), file_office.run_main)
    office("init", "--plan", COUNTY)
    office("unit", "add", "Office")
    office("owner", "add", "Alice", "--unit", "Office")

    said = refused(office, "org", "add", "Alice", "--body", "office", "--position", "head", code=23)

    assert "no positions" in said
    assert office("plan", "org", "--format", "json").json["bodies"][0]["positions"] == []
    assert "汇总问题清单" in office("plan", "org").out


def test_what_plan_org_says_of_a_position_is_what_the_plan_lets_it_grant(office: Office) -> None:
    told = office("plan", "org", "--format", "json").json

    decides = {
        f"{body['code']}.{position['code']}": (position["extends_days"], "level" in position["decides"])
        for body in told["bodies"]
        for position in body["positions"]
    }
    assert decides == {
        "leading_group.head": (60, True),
        "leading_group.deputy": (60, True),
        "leading_group.member": (15, False),
        "office.director": (15, False),
        "office.member": (0, False),
    }


# Carol is staff of the Market unit in the register; her position alone is what lets her decide.


def ask_extension(office: Office, to: str) -> int:
    number = office.assigned()
    words = ("--reason", "Rain", "--by", "Alice", "--progress", "Half done")
    office("extend", "request", number, "--to", to, *words)
    return number


def test_a_member_grants_a_short_extension_and_the_head_a_long_one(office: Office) -> None:
    short, long = ask_extension(office, "2020-07-15"), ask_extension(office, LONG)
    refused(office, "extend", "approve", short, "--by", "Carol", code=27)

    appoint(office, "Carol", "leading_group", "member")
    office("extend", "approve", short, "--by", "Carol")
    refused(office, "extend", "approve", long, "--by", "Carol", code=27)
    appoint(office, "Carol", "leading_group", "head")
    office("extend", "approve", long, "--by", "Carol")

    assert [office.issue(number)["deadline"] for number in (short, long)] == ["2020-07-15", LONG]


def test_a_member_of_the_office_grants_none(office: Office) -> None:
    number = ask_extension(office, "2020-07-15")
    appoint(office, "Carol", "office", "member")

    refused(office, "extend", "deny", number, "--by", "Carol", "--reason", "No", code=27)

    appoint(office, "Carol", "office", "director")
    office("extend", "deny", number, "--by", "Carol", "--reason", "No")


def climb(office: Office, number: int) -> None:
    office("escalate", number, "--to", 3, "--by", "Carol", "--reason", "Reminded twice")


def decide(office: Office, number: int) -> None:
    office.today = "2020-07-20"  # level 3 is suggested on the tenth working day after the deadline
    office("sweep")
    office("decide", number, "--raise", "--by", "Carol", "--reason", "Reminded twice")


@pytest.mark.parametrize("act", [climb, decide])
def test_the_head_raises_levels_above_the_ceiling(office: Office, act: Callable[[Office, int], None]) -> None:
    number = office.assigned()
    appoint(office, "Carol")

    act(office, number)

    assert office.issue(number)["level"] == 3


@pytest.mark.parametrize("position", [None, "member"])
def test_others_do_not_raise_levels_above_the_ceiling(file_office: Office, position: str | None) -> None:
    number = file_office.assigned()
    if position:
        appoint(file_office, "Carol", "leading_group", position)
    file_office.today = "2020-07-20"
    file_office("sweep")

    refused(file_office, "escalate", number, "--to", 3, "--by", "Carol", "--reason", "Late", code=27)
    refused(file_office, "decide", number, "--raise", "--by", "Carol", "--reason", "Late", code=27)


def test_a_long_term_issue_is_closed_by_the_head(office: Office) -> None:
    number = office.rectified("--type", "long_term")
    refused(office, "close", number, "--by", "Carol", "--opinion", "Seen", code=27)

    appoint(office, "Carol")
    office("close", number, "--by", "Carol", "--opinion", "Seen")

    assert office.issue(number)["state"] == "closed"


def test_who_has_left_the_leading_group_decides_no_more(office: Office) -> None:
    number = office.assigned()
    appoint(office, "Carol")
    office("org", "remove", "Carol", "--body", "leading_group")

    refused(office, "escalate", number, "--to", 3, "--by", "Carol", "--reason", "Late", code=27)


def test_a_position_below_the_role_of_the_register_takes_nothing_away(office: Office) -> None:
    number = office.assigned()
    appoint(office, "Chief", "office", "member")

    office("escalate", number, "--to", 3, "--by", "Chief", "--reason", "Late")

    assert office.issue(number)["level"] == 3
