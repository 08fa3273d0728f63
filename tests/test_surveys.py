"""Satisfaction surveys, and reopening what the public is not satisfied with."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Office
from tests.test_look_back import draw, events, refused

GOOD = ("--satisfied", 30, "--fairly-satisfied", 10, "--dissatisfied", 2)
BAD = ("--satisfied", 10, "--fairly-satisfied", 10, "--dissatisfied", 20)
SENT = ("--issued", 60, "--returned", 50)
FEW = ("--satisfied", 1, "--fairly-satisfied", 1, "--dissatisfied", 20)


def ask(office: Office, *words: object, title: str = "Window hours") -> int:
    """Take down a survey and return its number."""
    office("survey", "add", title, *SENT, *words)
    return int(office("survey", "list", "--format", "json").json[-1]["survey"])


def shown(office: Office, survey: int = 1) -> dict[str, Any]:
    return dict(office("survey", "show", survey, "--format", "json").json)


def sweep(office: Office, today: str | None = None, *words: object) -> dict[str, Any]:
    office.today = today or office.today
    return dict(office("sweep", "--format", "json", *words).json)


def proposals(office: Office) -> list[tuple[int, int]]:
    return [(row["number"], row["survey"]) for row in office("proposal", "list", "--format", "json").json]


def proposed(office: Office) -> int:
    """Return a closed issue that a survey proposes to reopen."""
    number = office.closed()
    ask(office, *BAD, "--issue", number)
    sweep(office)
    return number


def test_a_survey_about_an_issue_is_kept_with_its_figures(office: Office) -> None:
    number = office.closed()

    said = office(
        *("survey", "add", "Window hours", "--issued", 60, "--returned", 50, *BAD, "--unknown", 4),
        *("--issue", number, "--on", "2020-03-30"),
    ).out

    assert "50.0%" in said and "57.5" in said
    survey = shown(office)
    assert (survey["number"], survey["unit"], survey["held_on"]) == (number, "Office", "2020-03-30")
    assert (survey["valid"], survey["unknown"], survey["satisfaction_rate"]) == (40, 4, 0.5)
    assert (survey["score"], survey["counts"]) == (57.5, True)
    assert [row["survey"] for row in office.issue(number)["surveys"]] == [1]
    assert office("audit", "--format", "json").json["ok"]


def test_a_survey_about_a_unit_is_found_by_its_unit(office: Office) -> None:
    number = office.closed()
    ask(office, *GOOD, "--unit", "Office")
    ask(office, *GOOD, "--unit", "Market")
    ask(office, *GOOD, "--issue", number)

    of_unit = office("survey", "list", "--unit", "Office", "--format", "json").json
    of_issue = office("survey", "list", "--issue", number, "--format", "json").json

    assert [row["survey"] for row in of_unit] == [1, 3]
    assert [row["survey"] for row in of_issue] == [3]


def test_too_few_ballots_are_said_to_be_too_few(office: Office) -> None:
    said = office("survey", "add", "Window hours", *SENT, *FEW, "--unit", "Office").out

    assert "Too few" in said and "30" in said
    assert shown(office)["counts"] is False
    assert "too few" in office("survey", "list").out


def test_without_a_valid_ballot_there_is_no_rate(office: Office) -> None:
    none = ("--satisfied", 0, "--fairly-satisfied", 0, "--dissatisfied", 0, "--unknown", 9)

    said = office("survey", "add", "Window hours", *SENT, *none, "--unit", "Office").out

    assert "—" in said
    assert (shown(office)["satisfaction_rate"], shown(office)["score"]) == (None, None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*SENT, *GOOD), 2),  # about nothing
        ((*SENT, *GOOD, "--unit", "Office", "--issue", 1), 2),
        ((*SENT, *GOOD, "--unit", "Nowhere"), 22),
        ((*SENT, *GOOD, "--issue", 99), 22),
        ((*SENT, *GOOD, "--issue", "x"), 2),
        ((*SENT, *GOOD, "--issue", ""), 2),
        ((*SENT, *GOOD, "--unit", "Office", "--on", "2020-04-02"), 23),  # tomorrow
        ((*SENT, *GOOD, "--unit", "Office", "--unknown", 9), 23),  # 51 answers on 50 ballots
        (("--issued", 49, "--returned", 50, *GOOD, "--unit", "Office"), 23),
        (("--issued", 0, "--returned", 0, *GOOD, "--unit", "Office"), 2),
        (("--issued", 60, "--returned", -1, *GOOD, "--unit", "Office"), 2),
        (("--issued", 2**31, "--returned", 50, *GOOD, "--unit", "Office"), 2),
        ((*SENT, *GOOD[:4], "--unit", "Office"), 2),
    ],
)
def test_a_survey_that_cannot_be_is_refused(
    file_office: Office, words: tuple[object, ...], code: int
) -> None:
    file_office.closed()

    refused(file_office, "survey", "add", "Window hours", *words, code=code)


def test_a_survey_has_a_title(file_office: Office) -> None:
    refused(file_office, "survey", "add", "  ", *SENT, *GOOD, "--unit", "Office", code=2)


def test_about_what_is_off_the_list_nobody_is_asked(file_office: Office) -> None:
    number = file_office.open()
    file_office("cancel", number, "--reason", "A mistake")

    refused(file_office, "survey", "add", "Hours", *SENT, *GOOD, "--issue", number, code=20)


def test_what_is_not_there_is_not_shown(file_office: Office) -> None:
    file_office("survey", "show", 1, code=22)
    file_office("survey", "show", 0, code=2)
    file_office("survey", "list", "--issue", 1, code=22)
    file_office("survey", "list", "--unit", "Nowhere", code=22)


def test_a_sweep_proposes_to_reopen_what_the_public_is_not_satisfied_with(office: Office) -> None:
    number = office.closed()
    survey = ask(office, *BAD, "--issue", number)

    swept = sweep(office, "2020-04-03")

    issue = office.issue(number)
    assert swept["proposed"] == 1
    assert (issue["state"], issue["proposal"], issue["proposed_on"]) == ("closed", "survey.1", "2020-04-01")
    assert proposals(office) == [(number, survey)]
    assert [row["number"] for row in office("list", "--suggested", "--format", "json").json] == [number]
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize("ballots", [GOOD, FEW])
def test_where_people_are_satisfied_or_too_few_nothing_is_proposed(
    office: Office, ballots: tuple[object, ...]
) -> None:
    number = office.closed()
    ask(office, *ballots, "--issue", number)
    before = events(office)

    assert sweep(office)["proposed"] == 0
    assert events(office) == before


def test_a_survey_about_a_unit_reopens_nothing(office: Office) -> None:
    office.closed()
    ask(office, *BAD, "--unit", "Office")

    assert sweep(office)["proposed"] == 0


def test_the_threshold_and_the_minimum_are_the_plan_s(office_with: Callable[..., Office]) -> None:
    office = office_with(("threshold = 0.8", "threshold = 0.5"), ("minimum_valid = 30", "minimum_valid = 41"))
    number = office.closed()
    ask(office, *BAD, "--issue", number)  # exactly one half of 40
    ask(office, "--satisfied", 20, "--fairly-satisfied", 0, "--dissatisfied", 21, "--issue", number)

    sweep(office)

    assert proposals(office) == [(number, 2)]


def test_proposing_happens_once_however_often_cron_runs(office: Office) -> None:
    proposed(office)
    before = events(office)

    again = [sweep(office, f"2020-04-{day:02d}")["proposed"] for day in (1, 1, 2, 8)]

    assert again == [0, 0, 0, 0]
    assert events(office) == before


def test_a_dry_run_only_says_so(office: Office) -> None:
    number = office.closed()
    ask(office, *BAD, "--issue", number)
    before = events(office)

    said = office("sweep", "--dry-run", "--exit-code", code=10).out

    assert "proposed to reopen" in said and "50.0%" in said
    assert events(office) == before
    assert proposals(office) == []


def test_as_of_a_day_before_the_survey_nothing_is_proposed(office: Office) -> None:
    number = office.closed()
    office.today = "2020-04-20"
    ask(office, *BAD, "--issue", number)

    assert sweep(office, None, "--as-of", "2020-04-19")["proposed"] == 0
    assert sweep(office, None, "--as-of", "2020-04-20")["proposed"] == 1


def test_daily_or_once_at_the_end_proposes_the_same(office_with: Callable[..., Office]) -> None:
    outcomes = []
    for days in (range(1, 29), (28,)):
        office = office_with()
        numbers = [office.closed() for _ in range(3)]
        for at, number in enumerate(numbers):
            office.today = f"2020-04-{5 + at:02d}"
            ask(office, *(GOOD if at == 1 else BAD), "--issue", number)
        office.today = "2020-04-28"
        for day in days:
            sweep(office, None, "--as-of", f"2020-04-{day:02d}")
        outcomes.append([(office.issue(n)["proposal"], office.issue(n)["proposed_on"]) for n in numbers])

    assert outcomes[0] == outcomes[1]
    assert outcomes[0] == [("survey.1", "2020-04-05"), (None, None), ("survey.3", "2020-04-07")]


@pytest.mark.parametrize("who", ["Super", "Watch", "Boss"])
def test_a_supervisor_or_leader_confirms_and_the_issue_is_reopened(office: Office, who: str) -> None:
    number = proposed(office)

    office("proposal", "confirm", number, "--by", who, "--deadline", "2020-08-31", "--note", "Ask again")

    issue = office.issue(number)
    assert (issue["state"], issue["round"], issue["deadline"]) == ("assigned", 2, "2020-08-31")
    assert (issue["reopen_reason"], issue["proposal"]) == ("public_dissatisfied", None)
    assert issue["history"][-1]["reason"] == "Ask again"
    survey = shown(office)
    assert (survey["outcome"], survey["decided_by"], survey["decided_on"]) == ("upheld", who, "2020-04-01")
    assert proposals(office) == []
    assert office("audit", "--format", "json").json["ok"]


def test_what_is_dismissed_stays_closed_and_is_not_proposed_again(office: Office) -> None:
    number = proposed(office)

    office("proposal", "dismiss", number, "--by", "Boss", "--reason", "Asked about another window")

    issue = office.issue(number)
    assert (issue["state"], issue["round"], issue["proposal"]) == ("closed", 1, None)
    assert issue["history"][-1]["reason"] == "Asked about another window"
    assert (shown(office)["outcome"], shown(office)["decided_by"]) == ("dismissed", "Boss")
    assert sweep(office, "2020-04-09")["proposed"] == 0
    assert office("list", "--suggested", "--format", "json").json == []
    assert office("audit", "--format", "json").json["ok"]


def test_after_a_dismissal_the_next_survey_may_propose(office: Office) -> None:
    number = proposed(office)
    ask(office, *BAD, "--issue", number)
    waiting = sweep(office)["proposed"]
    office("proposal", "dismiss", number, "--by", "Boss", "--reason", "Asked about another window")

    assert (waiting, sweep(office)["proposed"]) == (0, 1)
    assert proposals(office) == [(number, 2)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("confirm", "--by", "Bob", "--deadline", "2020-08-31"), 27),  # staff
        (("confirm", "--by", "Nobody", "--deadline", "2020-08-31"), 22),
        (("confirm", "--by", "Boss", "--deadline", "2020-03-31"), 23),
        (("confirm", "--by", "Boss", "--deadline", "soon"), 2),
        (("confirm", "--by", "Boss"), 2),
        (("confirm", "--by", "Boss", "--deadline", "2020-08-31", "--note", " "), 2),
        (("dismiss", "--by", "Boss", "--reason", " "), 2),
        (("dismiss", "--by", "Boss"), 2),
        (("dismiss", "--by", "Carol", "--reason", "Fine"), 27),
        (("dismiss", "--by", "Alice", "--reason", "Fine"), 23),  # of the unit
        (("dismiss", "--by", "Super", "--reason", "Fine"), 23),  # closed it
    ],
)
def test_a_decision_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    number = proposed(file_office)

    refused(file_office, "proposal", words[0], number, *words[1:], code=code)


@pytest.mark.parametrize("make", ["open", "rectified", "closed"])
def test_where_nothing_is_proposed_nothing_is_decided(file_office: Office, make: str) -> None:
    number = getattr(file_office, make)()

    refused(file_office, "proposal", "confirm", number, "--by", "Boss", "--deadline", "2020-08-31", code=20)
    refused(file_office, "proposal", "dismiss", number, "--by", "Boss", "--reason", "Fine", code=20)


def test_what_is_reopened_otherwise_waits_no_longer(office: Office) -> None:
    number = proposed(office)

    office("reopen", number, "--reason", "goal_not_met", "--deadline", "2020-08-31")

    assert proposals(office) == []
    assert "overtaken" in office("survey", "list").out
    refused(office, "proposal", "dismiss", number, "--by", "Boss", "--reason", "Fine", code=20)


def test_a_survey_about_an_earlier_round_proposes_nothing_in_the_next(office: Office) -> None:
    number = office.closed()
    ask(office, *BAD, "--issue", number)
    office("reopen", number, "--reason", "goal_not_met", "--deadline", "2020-08-31")
    office.today = "2020-04-10"
    office("rectify", number, "--by", "Alice", "--note", "Now", "--evidence", "Doc No. 4")
    office("close", number, "--by", "Super", "--opinion", "Seen")

    assert sweep(office)["proposed"] == 0


def test_a_rebound_found_by_a_look_back_settles_a_proposal(office: Office) -> None:
    number = proposed(office)
    draw(office)

    office("lookback", "check", number, "--rebound", "--by", "Watch", "--note", "Shut", "-d", "2020-08-31")

    assert proposals(office) == []
    assert office.issue(number)["reopen_reason"] == "rebound"


def test_a_proposal_waits_for_a_supervisor(office: Office) -> None:
    number = proposed(office)

    (row,) = office("list", "--waiting", "--format", "json").json

    assert (row["kind"], row["number"], row["role"], row["since"]) == (
        *("proposal", number),
        *("supervisor", "2020-04-01"),
    )


def test_show_tells_what_waits_and_what_people_said(office: Office) -> None:
    number = proposed(office)

    said = office("show", number).out

    assert "by survey 1, since 2020-04-01" in said
    assert "Window hours" in said and "50.0%" in said


def test_show_tells_who_left_it_closed_and_why(office: Office) -> None:
    number = proposed(office)
    office("proposal", "dismiss", number, "--by", "Boss", "--reason", "Asked about another window")

    said = office("show", number).out

    assert "left closed" in said and said.count("Asked about another window") == 2


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_every_table_is_printed_in_every_format(file_office: Office, format_: str) -> None:
    file_office.lang = "zh"
    proposed(file_office)

    for words in (("survey", "list"), ("survey", "show", 1), ("proposal", "list")):
        assert "1" in file_office(*words, "--format", format_).out
