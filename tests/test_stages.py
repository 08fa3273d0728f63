"""The stages of the campaign: settled, shown, told in the status table, and what is done outside them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import COUNTY, SAMPLES, Office

SELF_CHECK = ("2020-04-16", "2020-05-15")
RECTIFICATION = ("2020-05-16", "2020-09-30")


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def refused(office: Office, *words: object, code: int) -> str:
    """Do what must be refused, see that nothing was written, and return what was said."""
    before = events(office)
    said = office(*words, code=code).err
    assert events(office) == before, words
    return said


def settle(office: Office, stage: str, span: tuple[str, str]) -> str:
    return office("stage", "set", stage, "--from", span[0], "--to", span[1]).out


def stages(office: Office, *words: str) -> dict[str, dict[str, Any]]:
    return {stage["code"]: stage for stage in office("stage", "show", "--format", "json", *words).json}


def test_stages_begin_without_dates_and_are_settled_one_by_one(office: Office) -> None:
    blank = stages(office)

    settle(office, "Self-check", SELF_CHECK)
    settle(office, "集中整治", RECTIFICATION)

    assert [(stage["starts"], stage["ends"], stage["is_now"]) for stage in blank.values()] == [
        (None, None, False)
    ] * 4
    assert [(stage["starts"], stage["ends"]) for stage in stages(office).values()] == [
        *((None, None), SELF_CHECK, RECTIFICATION, (None, None)),
    ]
    assert office("audit", "--format", "json").json["ok"]


def test_a_stage_may_be_settled_again_and_every_change_is_journalled(office: Office) -> None:
    settle(office, "self_check", SELF_CHECK)
    before = events(office)

    office("stage", "set", "self_check", "--to", "5月20日")
    office("stage", "set", "self_check", "--from", "2020.4.20")
    office("stage", "set", "self_check", "--from", "2020-04-20")  # is that already

    assert (stages(office)["self_check"]["starts"], stages(office)["self_check"]["ends"]) == (
        *("2020-04-20", "2020-05-20"),
    )
    assert events(office) - before == 2
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rectify", "--from", "2020-05-15", "--to", "2020-09-30"), 23),  # the last day of the self-check
        (("rectify", "--from", "2020-03-01", "--to", "2020-03-31"), 23),  # before the self-check
        (("mobilise", "--from", "2020-06-01", "--to", "2020-06-30"), 23),  # after it
        (("rectify", "--from", "2020-09-30", "--to", "2020-05-16"), 23),
        (("rectify", "--from", "2020-05-16"), 2),
        (("rectify",), 2),
        (("rectify", "--from", "soon", "--to", "later"), 2),
        (("rectify", "--from", "2020-05-16", "--to", "9月31日"), 2),
        (("holidays", "--from", "2020-05-16", "--to", "2020-09-30"), 2),
        (("", "--from", "2020-05-16", "--to", "2020-09-30"), 2),
    ],
)
def test_dates_that_cannot_be_are_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    settle(file_office, "self_check", SELF_CHECK)

    refused(file_office, "stage", "set", *words, code=code)


def test_the_dates_of_the_plan_hold_until_others_are_settled(file_office: Office) -> None:
    office = Office(file_office.db.replace("ledger.db", "county.db"), file_office.run_main)
    office.today = "2021-03-30"
    office("init", "--plan", COUNTY)

    office("stage", "set", "act", "--from", "2021-04-10")

    told = stages(office)
    assert (told["prepare"]["day"], told["prepare"]["days_left"]) == (30, 1)
    assert (told["act"]["starts"], told["act"]["ends"]) == ("2021-04-10", "2021-09-30")
    refused(office, "stage", "set", "prepare", "--to", "2021-04-10", code=23)


def test_today_is_marked_with_its_day_and_the_days_left(file_office: Office) -> None:
    settle(file_office, "self_check", SELF_CHECK)
    settle(file_office, "rectify", RECTIFICATION)
    file_office.today = "2020-05-20"

    told = stages(file_office)

    assert [code for code, stage in told.items() if stage["is_now"]] == ["rectify"]
    assert (told["rectify"]["day"], told["rectify"]["days"], told["rectify"]["days_left"]) == (5, 138, 133)
    table = file_office("stage", "show").out
    assert "▶ day 5 of 138" in table
    assert "各单位对照七类问题逐项排查" in table
    file_office.lang = "zh"
    assert "▶ 第5天/共138天" in file_office("stage", "show").out


def test_the_status_table_tells_the_stage_of_its_day(office: Office) -> None:
    office.assigned()
    settle(office, "self_check", SELF_CHECK)
    office.today = "2020-05-15"

    told = office("status", "--format", "json").json["stage"]

    assert told == {
        "code": "self_check",
        "name": "自查自纠",
        "starts": "2020-04-16",
        "ends": "2020-05-15",
        "day": 30,
        "days": 30,
        "days_left": 0,
    }
    line = "Stage: Self-check (2020-04-16 to 2020-05-15), day 30 of 30, days left: 0"
    assert line in office("status").out.splitlines()
    assert line in office("status", "--format", "markdown").out.splitlines()
    office.today = "2020-05-16"
    assert office("status", "--format", "json").json["stage"] is None
    assert "Stage: none runs on this day" in office("status").out


def test_without_dates_the_status_table_says_nothing_of_stages(office: Office) -> None:
    office.assigned()

    assert office("status", "--format", "json").json["stage"] is None
    assert "Stage" not in office("status").out


@pytest.fixture
def campaign(office: Office) -> Office:
    """A ledger in the middle of its rectification stage."""
    settle(office, "self_check", SELF_CHECK)
    settle(office, "rectify", RECTIFICATION)
    office.today = "2020-05-20"
    return office


def register_unit(office: Office) -> None:
    office("unit", "import", SAMPLES / "units.csv")
    office("owner", "import", SAMPLES / "owners.csv")


def test_importing_self_checks_after_their_stage_warns_and_goes_on(campaign: Office) -> None:
    register_unit(campaign)

    done = campaign("import", SAMPLES / "自查-办公室.csv", "--assign", "--yes")

    assert done.err.strip() == (
        "Warning: “import” belongs to “Self-check” (2020-04-16 to 2020-05-15); today (2020-05-20) is"
        " “Rectification”. It is done all the same."
    )
    assert campaign.issue(8)["state"] == "assigned"


def test_a_warning_leaves_json_alone(campaign: Office) -> None:
    register_unit(campaign)

    done = campaign("import", SAMPLES / "自查-办公室.csv", "--yes", "--format", "json")

    assert json.loads(done.out)["new"] == 8
    assert "Self-check" in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_outside_all_stages_a_warning_names_them(campaign: Office, lang: str) -> None:
    number = campaign.assigned(deadline="2020-12-01")
    campaign("stage", "set", "总结巩固", "--from", "2020-10-10", "--to", "2020-10-31")
    campaign.today, campaign.lang = "2020-11-02", lang

    done = campaign("escalate", number, "--reason", "No answer")

    assert len(done.err.splitlines()) == 1
    assert "2020-10-10" in done.err and "2020-05-16" in done.err
    assert campaign.issue(number)["level"] == 1


def test_what_belongs_to_the_stage_or_to_none_does_not_warn(campaign: Office) -> None:
    number = campaign.open("The counter closes at noon", "-u", "Office", "-o", "Alice", "-d", "2020-12-01")

    quiet = [
        campaign("assign", number),
        campaign("measure", "add", number, "Stay open"),
        campaign("urge", number),
        campaign("cancel", number, "--reason", "Entered in error"),
        campaign("sweep"),
    ]

    assert [done.err for done in quiet] == [""] * len(quiet)


def test_while_dates_are_open_nothing_warns(office: Office) -> None:
    register_unit(office)
    settle(office, "rectify", RECTIFICATION)
    office.today = "2020-04-02"  # the self-check may well be running

    done = office("import", SAMPLES / "自查-办公室.csv", "--yes")

    assert done.err == ""


def test_what_is_refused_or_only_tried_does_not_warn(campaign: Office) -> None:
    register_unit(campaign)

    refusal = campaign("import", "gone.csv", "--yes", code=24)
    tried = campaign("import", SAMPLES / "自查-办公室.csv", "--dry-run")

    assert "Warning" not in refusal.err + tried.err


def test_which_action_belongs_to_which_stage_is_the_plans(office_with: Callable[..., Office]) -> None:
    office = office_with(('  "import", "open",', '  "import", "open", "urge",'))
    number = office.assigned()
    settle(office, "self_check", SELF_CHECK)
    office.today = "2020-05-20"

    done = office("urge", number)

    assert "“urge” belongs to “Self-check”" in done.err
