"""Listing: open, assign, measure, progress; nothing is handed over without unit, owner and deadline."""

from typing import Any

import pytest

from tests.conftest import Office


def events(office: Office) -> int:
    """Return how many events the journal holds."""
    return int(office("audit", "--format", "json").json["events"])


def history(office: Office, number: int, action: str) -> list[dict[str, Any]]:
    """Return the changes of each event of this action, oldest first."""
    return [row["changes"] for row in office.issue(number)["history"] if row["action"] == action]


def test_numbers_are_consecutive(office: Office) -> None:
    numbers = [office.open(f"Window {window} is shut") for window in (1, 2, 3)]

    assert numbers == [1, 2, 3]


def test_a_refused_listing_uses_up_no_number(office: Office) -> None:
    office.open("Window 1 is shut")
    office("open", "Window 2 is shut", "-c", "Poor service", "-u", "Nowhere", code=22)
    office("open", "Window 3 is shut", "-c", "Poor service", "--assign", code=23)

    number = office.open("Window 4 is shut")

    assert number == 2


def test_a_cancelled_issue_keeps_its_number(office: Office) -> None:
    first = office.open("Entered in error")
    office("cancel", first, "--reason", "Wrong ledger")

    second = office.open("Window 1 is shut")

    assert (first, second) == (1, 2)


def test_an_issue_may_be_listed_before_anybody_owns_it(office: Office) -> None:
    said = office("open", "Nobody answers the phone", "-c", "Poor service").out

    issue = office.issue(1)
    assert (issue["state"], issue["incomplete"], issue["light"]) == ("open", True, "grey")
    for word in ("unit", "owner", "deadline"):
        assert word in said


def test_an_issue_names_its_source_or_comes_from_the_self_check(file_office: Office) -> None:
    plain = file_office.open("Nobody answers the phone")
    covert = file_office.open("Window 2 is shut", "--source", "Open and covert checks")

    assert file_office.issue(plain)["source"] == "self_check"
    assert file_office.issue(covert)["source"] == "covert_check"


@pytest.mark.parametrize("words", [("   ",), ("\u3000",)])
def test_an_issue_without_words_is_refused(file_office: Office, words: tuple[str, ...]) -> None:
    file_office("open", *words, "-c", "Poor service", code=2)

    assert file_office("list", "--format", "json").json == []


def test_a_category_the_plan_does_not_know_is_refused_with_those_it_knows(file_office: Office) -> None:
    result = file_office("open", "Window 2 is shut", "-c", "Bad weather", code=2)

    assert "Bad weather" in result.err
    assert "Poor service" in result.err


def test_an_unknown_unit_is_refused_with_the_nearest(file_office: Office) -> None:
    result = file_office("open", "Window 2 is shut", "-c", "Poor service", "-u", "Servis", code=22)

    assert "Service" in result.err


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), ("--unit", "--owner", "--deadline")),
        (("-u", "Office"), ("--owner", "--deadline")),
        (("-o", "Alice"), ("--unit", "--deadline")),
        (("-d", "2020-06-30"), ("--unit", "--owner")),
        (("-u", "Office", "-o", "Alice"), ("--deadline",)),
        (("-u", "Office", "-d", "2020-06-30"), ("--owner",)),
        (("-o", "Alice", "-d", "2020-06-30"), ("--unit",)),
    ],
)
def test_assigning_without_the_three_elements_names_the_options_that_are_missing(
    file_office: Office, given: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    number = file_office.open()
    before = events(file_office)

    result = file_office("assign", number, *given, code=23)

    named = [option for option in ("--unit", "--owner", "--deadline") if option in result.err]
    assert named == list(missing)
    assert file_office.issue(number)["state"] == "open"
    assert events(file_office) == before


def test_listing_and_handing_over_at_once_needs_the_three_elements_too(office: Office) -> None:
    result = office("open", "Window 2 is shut", "-c", "Poor service", "-u", "Office", "--assign", code=23)

    assert "--owner --deadline" in result.err
    assert office("list", "--format", "json").json == []


def test_elements_given_at_different_times_add_up(office: Office) -> None:
    number = office.open("Window 2 is shut", "-u", "Office")

    office("assign", number, "-o", "Alice", "-d", "2020-06-30")

    issue = office.issue(number)
    assert (issue["state"], issue["unit"], issue["owner"]) == ("assigned", "Office", "Alice")
    assert (issue["deadline"], issue["deadline_original"]) == ("2020-06-30", "2020-06-30")
    assert issue["assigned_on"] == "2020-04-01"


def test_several_issues_are_assigned_in_one_go(office: Office) -> None:
    numbers = [office.open(f"Window {window} is shut") for window in (1, 2, 3)]

    said = office("assign", *numbers, "-u", "Office", "-o", "Alice", "-d", "2020-06-30").out

    assert len(said.splitlines()) == 3
    assert {office.issue(number)["state"] for number in numbers} == {"assigned"}


@pytest.mark.parametrize("written", [("1、2、3",), ("1，2", "3"), ("ZF-2020-0001,2；3、",)])
def test_several_issues_may_be_written_with_commas(file_office: Office, written: tuple[str, ...]) -> None:
    for text in ("The counter closes at noon", "Nobody answers", "The lift is broken"):
        file_office.open(text)

    file_office("assign", *written, "-u", "Office", "-o", "Alice", "-d", "2020-06-30")

    states = [issue["state"] for issue in file_office("list", "--format", "json").json]
    assert states == ["assigned"] * 3
    file_office("assign", "、", "-u", "Office", code=2)


def test_of_several_issues_the_advice_is_about_the_one_that_lacks_something(office: Office) -> None:
    complete = office.assigned()
    lacking = office.open("Window 2 is shut", "-u", "Office", "-d", "2020-06-30")

    said = office("assign", complete, lacking, code=23).err

    assert f"`zuofeng assign {lacking}` and --owner" in said
    assert office.issue(lacking)["state"] == "open"


@pytest.mark.parametrize(("bad", "code"), [("99", 22), ("nine", 2), ("2", 20)])
def test_of_several_issues_all_are_assigned_or_none(office: Office, bad: str, code: int) -> None:
    first = office.open("Window 1 is shut")
    cancelled = office.open("Entered in error")
    office("cancel", cancelled, "--reason", "Wrong ledger")
    before = events(office)

    office("assign", first, bad, "-u", "Office", "-o", "Alice", "-d", "2020-06-30", code=code)

    assert office.issue(first)["state"] == "open"
    assert events(office) == before


def test_an_issue_named_twice_is_assigned_once(office: Office) -> None:
    number = office.open()

    office("assign", number, "ZF-2020-0001", "#1", "-u", "Office", "-o", "Alice", "-d", "2020-06-30")

    assert len(history(office, number, "assign")) == 1


def test_the_deadline_of_an_assigned_issue_is_not_moved_by_assigning(office: Office) -> None:
    number = office.assigned()
    before = events(office)

    result = office("assign", number, "-o", "Anna", "-d", "2020-07-31", code=23)

    issue = office.issue(number)
    assert "zuofeng extend request" in result.err
    assert (issue["deadline"], issue["owner"]) == ("2020-06-30", "Alice")
    assert events(office) == before


def test_naming_the_same_deadline_again_is_no_change_of_it(office: Office) -> None:
    number = office.assigned()

    office("assign", number, "-o", "Anna", "-d", "2020.6.30")

    issue = office.issue(number)
    assert (issue["owner"], issue["deadline"]) == ("Anna", "2020-06-30")


def test_the_owner_of_an_assigned_issue_changes_on_record(office: Office) -> None:
    number = office.assigned()

    office("assign", number, "-o", "Anna")

    last = office.issue(number)["history"][-1]
    assert office.issue(number)["owner"] == "Anna"
    assert last["action"] == "assign"
    assert list(last["changes"]) == ["owner_id"]
    assert last["changes"]["owner_id"][0] != last["changes"]["owner_id"][1]
    assert last["actor"] == "tester"


def test_assigning_without_any_change_leaves_no_event(office: Office) -> None:
    number = office.assigned()
    before = events(office)

    office("assign", number, "-o", "Alice", "-u", "Office")

    assert events(office) == before


def test_the_day_of_assignment_stays_when_the_owner_changes(office: Office) -> None:
    number = office.assigned()
    office.today = "2020-05-06"

    office("assign", number, "-o", "Anna")

    assert office.issue(number)["assigned_on"] == "2020-04-01"


def test_a_deadline_may_move_until_the_issue_is_assigned(office: Office) -> None:
    number = office.open("Window 2 is shut", "-d", "2020-05-31")

    office("assign", number, "-u", "Office", "-o", "Alice", "-d", "2020-06-30")

    issue = office.issue(number)
    assert (issue["deadline"], issue["deadline_original"]) == ("2020-06-30", "2020-06-30")


def test_cooperating_units_are_listed_once_and_without_the_lead_unit(office: Office) -> None:
    number = office.assigned("--cooperate", "Service", "--cooperate", "Office")

    office("assign", number, "--cooperate", "Market", "--cooperate", "Service")

    assert office.issue(number)["cooperating"] == ["Service", "Market"]


def test_a_cooperating_unit_that_takes_the_lead_cooperates_no_more(office: Office) -> None:
    number = office.assigned("--cooperate", "Service", "--cooperate", "Market")

    office("assign", number, "-u", "Service", "-o", "Bob")

    issue = office.issue(number)
    assert (issue["unit"], issue["cooperating"]) == ("Service", ["Market"])
    assert office("audit", "--format", "json").json["ok"]


def test_a_cell_of_several_units_names_the_lead_and_the_others(file_office: Office) -> None:
    number = file_office.open("Two windows, one queue", "-u", "Service、Office（牵头）、Market")

    issue = file_office.issue(number)
    assert (issue["unit"], issue["cooperating"]) == ("Office", ["Service", "Market"])


def test_what_is_to_be_put_right_at_once_brings_its_deadline(file_office: Office) -> None:
    file_office.today = "2020-04-30"

    number = file_office.open("The sign is wrong", "--type", "immediate")

    issue = file_office.issue(number)
    assert issue["type"] == "immediate"
    assert issue["deadline"] == "2020-05-11"  # five working days; 1–5 May rest, Saturday 9 May is worked


def test_what_is_long_term_brings_its_first_review(file_office: Office) -> None:
    file_office.today = "2020-11-30"

    number = file_office.open("The habit of waiting for orders", "--type", "long_term")

    issue = file_office.issue(number)
    assert (issue["type"], issue["deadline"]) == ("long_term", "2021-02-28")


def test_a_deadline_given_wins_over_that_of_the_type(file_office: Office) -> None:
    number = file_office.open("The sign is wrong", "--type", "immediate", "-d", "2020-06-30")

    issue = file_office.issue(number)
    assert (issue["type"], issue["deadline"]) == ("immediate", "2020-06-30")


def test_a_deadline_that_names_a_type_sets_the_type(file_office: Office) -> None:
    at_once = file_office.open("The sign is wrong", "-d", "立行立改")
    long_term = file_office.open("The habit of waiting for orders", "-d", "长期坚持")

    assert file_office.issue(at_once)["type"] == "immediate"
    assert file_office.issue(long_term)["type"] == "long_term"
    assert file_office.issue(long_term)["deadline"] == "2020-07-01"


@pytest.mark.parametrize("ref", ["12", "0012", "#12", "ZF-2020-0012", "ZF-2020-12", "zf-2020-0012", "１２"])
def test_an_issue_answers_to_every_form_of_its_number(file_office: Office, ref: str) -> None:
    for window in range(1, 13):
        file_office.open(f"Window {window} is shut")

    file_office("progress", ref, "A locksmith was called")

    issue = file_office.issue(12)
    assert issue["ref"] == "ZF-2020-0012"
    assert [note["text"] for note in issue["progress"]] == ["A locksmith was called"]


@pytest.mark.parametrize("ref", ["ZF-2021-0001", "QL-2020-0001", "0", "-", "1.0", "1a", "99999999999999"])
def test_what_is_no_number_of_this_ledger_is_refused(file_office: Office, ref: str) -> None:
    file_office.open()

    result = file_office("progress", ref, "A locksmith was called", code=2)

    assert ref in result.err


@pytest.mark.parametrize("command", [("show",), ("progress", "Text"), ("measure add", "Text"), ("assign",)])
def test_an_issue_that_is_not_there_is_not_found(office: Office, command: tuple[str, ...]) -> None:
    verb, *rest = command

    result = office(*verb.split(), 7, *rest, code=22)

    assert "ZF-2020-0007" in result.err


def test_a_clerk_may_type_chinese_everywhere(office: Office) -> None:
    office.lang = "zh"
    office("unit", "add", "政务服务处")
    office("owner", "add", "李四", "--unit", "政务服务处")

    said = office(
        *("open", "窗口中午关门", "--category", "服务较差", "--source", "明察暗访", "--type", "立行立改"),
        *("--unit", "政务服务处", "--owner", "李四", "--deadline", "2020.6.30", "--measure", "午间轮值"),
        "--assign",
    ).out

    issue = office.issue(1)
    assert said == "ZF-2020-0001 现为“整改中”。责任人：李四。整改时限：2020-06-30。\n"
    assert (issue["category"], issue["source"], issue["type"]) == (
        "poor_service",
        "covert_check",
        "immediate",
    )
    assert (issue["deadline"], issue["deadline_text"]) == ("2020-06-30", "2020.6.30")
    assert (issue["description"], issue["measures"][0]["text"]) == ("窗口中午关门", "午间轮值")
    assert [row["number"] for row in office("list", "--state", "整改中", "--format", "json").json] == [1]


@pytest.mark.parametrize(
    "text",
    [
        *("2020-06-30", "2020.6.30", "2020/6/30", "2020年6月30日", "20200630", "6月30日", "6月底", "6月底前"),
        *("上半年", "第二季度", "2020年二季度末", "６月３０日", "2020 年 6 月 30 日", "2020年6月30日前"),
        *("30 June 2020", "June 30, 2020", "30 Jun", "Jun 30 2020"),
    ],
)
def test_a_deadline_is_read_as_clerks_write_it(file_office: Office, text: str) -> None:
    number = file_office.open("Window 2 is shut", "-d", text)

    issue = file_office.issue(number)
    assert (issue["deadline"], issue["deadline_text"]) == ("2020-06-30", text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15日内", "2020-04-16"),
        ("30个工作日", "2020-05-15"),
        ("6月上旬", "2020-06-10"),
        ("6月下旬", "2020-06-30"),
        ("2月底", "2020-02-29"),
        ("年底前", "2020-12-31"),
        ("3个月内", "2020-07-01"),
    ],
)
def test_relative_deadlines_are_counted_from_today(file_office: Office, text: str, day: str) -> None:
    number = file_office.open("Window 2 is shut", "-d", text)

    assert file_office.issue(number)["deadline"] == day


@pytest.mark.parametrize("text", ["soon", "2020-02-30", "尽快", "June 2020", "30 June 0001", "2020-13-01"])
def test_a_deadline_that_cannot_be_read_is_refused_and_never_guessed(file_office: Office, text: str) -> None:
    result = file_office("open", "Window 2 is shut", "-c", "Poor service", "-d", text, code=2)

    assert text in result.err
    assert file_office("list", "--format", "json").json == []


@pytest.mark.parametrize("text", ["6.1", "06/30", "6-30"])
def test_why_a_day_in_figures_alone_is_not_taken_is_said(file_office: Office, text: str) -> None:
    result = file_office("open", "Window 2 is shut", "-c", "Poor service", "-d", text, code=2)

    assert f"“{text}” does not say for sure which day is meant." in result.err
    assert "6.10" in result.err


@pytest.mark.parametrize("typed", ["4.31", "2020-02-30", "2020/6/31", "6月31日前", "20200631"])
def test_a_day_that_its_month_does_not_have_is_refused_as_that(file_office: Office, typed: str) -> None:
    said = file_office("open", "Nobody at the counter", "-c", "Poor service", "-d", typed, code=2).err

    assert "is no day: month" in said
    assert " of 2020 has " in said


def test_a_deadline_in_working_days_of_a_year_not_announced_is_said_to_be_provisional(office: Office) -> None:
    office.today = "2035-03-01"

    said = office("open", "Window 2 is shut", "-c", "Poor service", "-d", "10个工作日").out

    assert "provisional" in said
    assert office.issue(1)["deadline_provisional"] is True


def test_a_deadline_in_working_days_of_an_announced_year_is_not_provisional(office: Office) -> None:
    said = office("open", "Window 2 is shut", "-c", "Poor service", "-d", "10个工作日").out

    assert "provisional" not in said
    assert office.issue(1)["deadline_provisional"] is False


def test_a_deadline_stays_provisional_on_screen_once_assigned(file_office: Office) -> None:
    file_office.today = "2035-03-01"
    number = file_office.open("Window 2 is shut", "-d", "10个工作日")

    said = file_office("assign", number, "-u", "Office", "-o", "Alice").out

    assert "provisional" in said


def test_measures_are_numbered_and_done_on_a_day(office: Office) -> None:
    number = office.assigned("--measure", "A rota", "--measure", "A sign")
    office("measure", "add", number, "A bell")
    office.today = "2020-05-06"

    office("measure", "done", number, 2, "--on", "2020.5.4")
    office("measure", "done", number, 3)

    measures = office.issue(number)["measures"]
    assert [(measure["text"], measure["done_on"]) for measure in measures] == [
        ("A rota", None),
        ("A sign", "2020-05-04"),
        ("A bell", "2020-05-06"),
    ]


@pytest.mark.parametrize(
    ("day", "advice"), [("2000-01-01", "--found-on"), ("2020-04-02", "today at the latest")]
)
def test_a_measure_is_done_between_its_listing_and_today(office: Office, day: str, advice: str) -> None:
    number = office.assigned("--measure", "A rota")

    said = office("measure", "done", number, 1, "--on", day, code=23).err

    assert day in said and advice in said
    assert office.issue(number)["measures"][0]["done_on"] is None


@pytest.mark.parametrize("position", [0, 2, 99])
def test_a_measure_that_is_not_there_cannot_be_done(file_office: Office, position: int) -> None:
    number = file_office.assigned("--measure", "A rota")

    file_office("measure", "done", number, position, code=22)

    assert file_office.issue(number)["measures"][0]["done_on"] is None


@pytest.mark.parametrize("command", [("measure", "add"), ("progress",)])
def test_an_empty_measure_or_note_is_refused(file_office: Office, command: tuple[str, ...]) -> None:
    number = file_office.assigned()
    before = events(file_office)

    file_office(*command, number, " \t ", code=2)

    assert events(file_office) == before


def test_a_measure_written_down_twice_is_said(office: Office) -> None:
    number = office.assigned("--measure", "Stay open")

    said = office("measure", "add", number, "Stay  open")

    assert "Measure 1 says the same" in said.err
    assert len(office.issue(number)["measures"]) == 2


def test_progress_notes_carry_their_day(office: Office) -> None:
    number = office.assigned()
    office("progress", number, "A rota is drafted")
    office.today = "2020-05-06"

    office("progress", number, "The rota hangs at the door")

    assert office.issue(number)["progress"] == [
        {"noted_on": "2020-04-01", "text": "A rota is drafted"},
        {"noted_on": "2020-05-06", "text": "The rota hangs at the door"},
    ]


def test_the_journal_names_who_acted(office: Office) -> None:
    number = office.open()

    assert [row["actor"] for row in office.issue(number)["history"]] == ["tester"]


def test_what_was_written_down_passes_the_audit(office: Office) -> None:
    number = office.assigned("--cooperate", "Service", "--measure", "A rota")
    office("measure", "done", number, 1)
    office("progress", number, "The rota hangs at the door")

    found = office("audit", "--format", "json").json

    assert (found["ok"], found["issues"], found["problems"]) == (True, 1, [])
