"""Another campaign is another plan file: its own words and stages, and a notice before closing."""

from collections.abc import Callable

import pytest

from tests.conftest import COUNTY, Office, Result


@pytest.fixture
def county(new_place: Callable[[], str], run_main: Callable[[list[str]], Result]) -> Office:
    """A ledger of the county's campaign, with registers."""
    office = Office(new_place(), run_main, today="2021-04-01")
    office("init", "--plan", COUNTY)
    for unit in ("Hall", "Township", "Centre"):
        office("unit", "add", unit)
    for name, unit, role in (
        ("Li", "Hall", "staff"),
        ("Wu", "Township", "staff"),
        ("Zhao", "Centre", "supervisor"),
        ("Qian", "Centre", "leader"),
    ):
        office("owner", "add", name, "--unit", unit, "--role", role)
    return office


def rectified(office: Office) -> int:
    """List an issue and report it done."""
    office(
        *("open", "Three forms for one stamp", "-c", "Slow handling", "-u", "Hall", "-o", "Li"),
        *("-d", "2021-05-31", "-m", "One form", "--assign"),
    )
    number = len(office("list", "--format", "json").json)
    office("rectify", number, "--by", "Li", "--note", "One form now", "--evidence", "Doc No. 3")
    return number


def verified(office: Office) -> int:
    """Take an issue to where its public notice runs."""
    number = rectified(office)
    office("verify", number, "--by", "Zhao", "--opinion", "Seen")
    return number


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def test_verifying_starts_the_public_notice(county: Office) -> None:
    number = rectified(county)

    said = county("verify", number, "--by", "Zhao", "--opinion", "Seen at the desk").out

    issue = county.issue(number)
    assert "2021-04-08" in said
    assert (issue["state"], issue["verified_by"], issue["verified_on"]) == ("verified", "Zhao", "2021-04-01")
    assert (issue["notice_until"], issue["opinion"]) == ("2021-04-08", "Seen at the desk")


@pytest.mark.parametrize("day", ["2021-04-01", "2021-04-08"])
def test_closing_before_the_notice_is_over_is_refused(county: Office, day: str) -> None:
    number = verified(county)
    county.today = day
    before = events(county)

    result = county("close", number, "--by", "Zhao", "--opinion", "No objection", code=20)

    assert "2021-04-08" in result.err
    assert "2021-04-09" in result.err
    assert events(county) == before


def test_closing_is_possible_on_the_day_after_the_notice(county: Office) -> None:
    number = verified(county)
    county.today = "2021-04-09"

    county("close", number, "--by", "Zhao", "--opinion", "No objection")

    issue = county.issue(number)
    assert (issue["state"], issue["closed_on"], issue["rectified_on"]) == (
        *("closed", "2021-04-09", "2021-04-01"),
    )


def test_closing_without_verification_is_refused_where_the_plan_has_a_notice(county: Office) -> None:
    number = rectified(county)
    before = events(county)

    result = county("close", number, "--by", "Zhao", "--opinion", "Seen", code=20)

    assert "verify" in result.err
    assert events(county) == before


def test_verifying_is_no_step_of_a_plan_without_notice(office: Office) -> None:
    number = office.rectified()
    before = events(office)

    office("verify", number, "--by", "Super", "--opinion", "Seen", code=20)

    assert events(office) == before
    assert office.issue(number)["state"] == "rectified"


@pytest.mark.parametrize("who", ["Li"])
def test_who_did_the_work_verifies_and_closes_nothing(county: Office, who: str) -> None:
    number = rectified(county)

    county("verify", number, "--by", who, "--opinion", "Seen", code=23)
    county("verify", number, "--by", "Zhao", "--opinion", "Seen")
    county.today = "2021-04-09"
    county("close", number, "--by", who, "--opinion", "Seen", code=23)

    assert county.issue(number)["state"] == "verified"


def test_an_upheld_objection_returns_the_issue_and_a_new_notice_runs_later(county: Office) -> None:
    number = verified(county)
    county.today = "2021-04-05"
    county("return", number, "--by", "Zhao", "--reason", "Objection upheld")
    returned = county.issue(number)
    county.today = "2021-04-10"
    county("rectify", number, "--by", "Li", "--note", "One form now", "--evidence", "Doc No. 4")

    county("verify", number, "--by", "Qian", "--opinion", "Seen again")

    issue = county.issue(number)
    assert (returned["state"], returned["notice_until"], returned["verified_on"]) == ("assigned", None, None)
    assert returned["rectified_on"] is None
    assert (issue["notice_until"], issue["verified_by"]) == ("2021-04-17", "Qian")


@pytest.mark.parametrize(
    "command",
    [
        ("assign", "-o", "Li"),
        ("measure add", "A bell"),
        ("rectify", "--by", "Li", "--note", "Done", "--evidence", "Doc No. 4"),
        ("verify", "--by", "Zhao", "--opinion", "Seen"),
        ("escalate", "--reason", "No answer"),
        ("extend request", "--to", "2021-06-10", "--reason", "Rain", "--progress", "Half done", "--by", "Li"),
        ("reopen", "--reason", "not_solved", "-d", "2021-06-30"),
    ],
)
def test_during_the_notice_nothing_else_moves(county: Office, command: tuple[str, ...]) -> None:
    number = verified(county)
    before = events(county)
    verb, *words = command

    county(*verb.split(), number, *words, code=20)

    assert events(county) == before


def test_reopening_clears_the_old_notice(county: Office) -> None:
    number = verified(county)
    county.today = "2021-04-09"
    county("close", number, "--by", "Zhao", "--opinion", "No objection")

    county("reopen", number, "--reason", "问题未解决", "-d", "2021-06-30")

    issue = county.issue(number)
    assert (issue["state"], issue["round"]) == ("assigned", 2)
    assert (issue["notice_until"], issue["verified_on"], issue["closed_on"]) == (None, None, None)
    assert county("audit", "--format", "json").json["ok"]


def test_another_campaign_has_its_own_number_and_words(county: Office) -> None:
    said = county("open", "Nobody explains", "-c", "态度冷硬", "-s", "热线").out

    (issue,) = county("list", "--format", "json").json
    assert said.startswith("QL-2021-0001 ")
    assert (issue["ref"], issue["category"], issue["source"]) == ("QL-2021-0001", "cold_attitude", "hotline")
    assert county("show", "ql-2021-1", "--format", "json").json["number"] == 1
    county("show", "ZF-2020-0001", code=2)


def test_another_campaign_does_not_know_the_words_of_the_first(county: Office) -> None:
    result = county("open", "Nobody explains", "-c", "Poor service", code=2)

    assert "Cold attitude" in result.err


def test_another_campaign_takes_its_first_source_where_none_is_named(county: Office) -> None:
    county("open", "Nobody explains", "-c", "Cold attitude")

    assert county.issue(1)["source"] == "hotline"


def test_another_campaign_has_three_stages_and_its_own_limits(county: Office) -> None:
    plan = county("plan", "show", "--format", "json").json

    assert [stage["code"] for stage in plan["stages"]] == ["prepare", "act", "review"]
    assert [stage["starts"] for stage in plan["stages"]] == ["2021-03-01", "2021-04-01", "2021-10-01"]
    assert len(plan["categories"]) == 5
    assert [rung["name_en"] for rung in plan["ladder"]["levels"]] == ["Prompt", "Yellow card", "Red card"]


def test_another_campaign_has_its_own_deadlines_by_type(county: Office) -> None:
    county("open", "The sign is wrong", "-c", "Cold attitude", "--type", "immediate")
    county("open", "The habit of waiting", "-c", "Cold attitude", "--type", "long_term")

    assert county.issue(1)["deadline"] == "2021-04-04"  # three calendar days
    assert county.issue(2)["deadline"] == "2021-10-01"  # six months


def test_another_campaign_climbs_its_own_ladder(county: Office) -> None:
    county("open", "Late", "-c", "Slow handling", "-d", "2021-04-09")
    county.today = "2021-04-30"

    swept = county("sweep", "--format", "json").json

    issue = county.issue(1)
    assert (swept["flagged"], swept["escalated"], swept["suggested"]) == (1, 1, 2)
    assert issue["level"] == 1
    assert [(notice["level"], notice["due_on"]) for notice in issue["notices"]] == [
        (0, "2021-04-10"),
        (1, "2021-04-13"),
        (2, "2021-04-15"),
        (3, "2021-04-21"),
    ]


def test_another_campaign_is_due_soon_from_its_own_day(county: Office) -> None:
    for day in ("2021-04-04", "2021-04-05"):
        county(
            *("open", "Late", "-c", "Slow handling", "-u", "Hall", "-o", "Li", "-d", day, "--assign"),
        )

    assert [issue["light"] for issue in county("list", "--format", "json").json] == ["yellow", "green"]


def test_another_campaign_extends_by_its_own_rules(county: Office) -> None:
    county(
        *("open", "Late", "-c", "Slow handling", "-u", "Hall", "-o", "Li", "-d", "2021-04-09", "--assign"),
    )
    for until, who in (("2021-04-19", "Zhao"), ("2021-05-09", "Qian")):
        county(
            "extend", "request", 1, "--to", until, "--reason", "Rain", "--progress", "Half done", "--by", "Li"
        )
        county("extend", "approve", 1, "--by", who)

    result = county(
        "extend",
        "request",
        1,
        "--to",
        "2021-05-20",
        "--reason",
        "Rain",
        "--progress",
        "Half done",
        "--by",
        "Li",
        code=23,
    )

    assert "2" in result.err
    assert county.issue(1)["deadline"] == "2021-05-09"
