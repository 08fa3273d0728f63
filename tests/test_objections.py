"""Objections: anybody may raise one; who had no part in the work or its check decides it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Office

NOTICE = ("days = 0 # 0", "days = 7 # 0")
WORKING = ('days_kind = "calendar"\nobjection_reason', 'days_kind = "working"\nobjection_reason')


@pytest.fixture
def noticed(office_with: Callable[..., Office]) -> Office:
    """A ledger on each engine whose plan has a public notice of seven calendar days."""
    return office_with(NOTICE)


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def refused(office: Office, *words: object, code: int) -> str:
    """Do what must be refused, see that nothing was written, and return what was said."""
    before = events(office)
    said = office(*words, code=code).err
    assert events(office) == before, words
    return said


def verified(office: Office) -> int:
    """Take an issue to where its public notice runs, from 2020-04-01 to 2020-04-08."""
    number = office.rectified()
    office("verify", number, "--by", "Super", "--opinion", "Seen")
    return number


def objected(office: Office, number: int, by: str = "A caller") -> int:
    office("objection", "add", number, "--by", by, "--text", "Still shut on Friday")
    return number


def closed(office: Office) -> int:
    number = verified(office)
    office.today = "2020-04-09"
    office("close", number, "--by", "Watch", "--opinion", "No objection")
    return number


def objections(office: Office, *words: str) -> list[dict[str, Any]]:
    return list(office("objection", "list", "--format", "json", *words).json)


def test_anybody_may_object_during_the_notice(noticed: Office) -> None:
    number = verified(noticed)
    noticed.today = "2020-04-05"

    said = noticed("objection", "add", number, "--by", "A caller", "--text", "Still shut on Friday").out

    (row,) = objections(noticed, "--open")
    assert "Objection 1 waits for a decision." in said
    assert (row["number"], row["position"], row["raised_on"], row["raised_by"], row["text"]) == (
        *(number, 1, "2020-04-05", "A caller", "Still shut on Friday"),
    )
    assert (row["outcome"], row["state"], row["notice_until"]) == (None, "verified", "2020-04-08")
    assert noticed.issue(number)["state"] == "verified"
    assert noticed("audit", "--format", "json").json["ok"]


def test_an_objection_may_be_noted_later_than_it_came(noticed: Office) -> None:
    number = verified(noticed)
    noticed.today = "2020-04-07"
    words = ("objection", "add", number, "--by", "A caller", "--text", "Still shut", "--on")

    noticed(*words, "2020-04-05")

    assert objections(noticed)[0]["raised_on"] == "2020-04-05"
    refused(noticed, *words, "2020-04-08", code=23)
    refused(noticed, *words, "2020-03-31", code=23)
    refused(noticed, *words, "soon", code=2)


@pytest.mark.parametrize("made", ["open", "assigned", "rectified"])
def test_before_the_notice_nobody_objects(noticed: Office, made: str) -> None:
    number = getattr(noticed, made)()

    refused(noticed, "objection", "add", number, "--by", "A caller", "--text", "Shut", code=20)


def test_an_objection_needs_a_name_and_a_text(file_office: Office) -> None:
    number = file_office.closed()
    add = ("objection", "add", number)

    refused(file_office, *add, "--by", " ", "--text", "Shut", code=2)
    refused(file_office, *add, "--by", "A caller", "--text", " ", code=2)
    refused(file_office, *add, "--by", "A caller", code=2)
    refused(file_office, "objection", "add", 99, "--by", "A caller", "--text", "Shut", code=22)


def test_closing_is_refused_while_an_objection_waits(noticed: Office) -> None:
    number = objected(noticed, verified(noticed))
    noticed.today = "2020-04-09"
    close = ("close", number, "--by", "Watch", "--opinion", "No objection")

    said = refused(noticed, *close, code=20)

    assert "no. 1" in said and "objection" in said
    noticed("objection", "dismiss", number, "--by", "Watch", "--reason", "Open on Friday, seen twice")
    noticed(*close)
    assert noticed.issue(number)["state"] == "closed"


def test_an_objection_upheld_in_the_notice_returns_the_issue_as_if_never_done(noticed: Office) -> None:
    number = objected(noticed, verified(noticed))
    noticed.today = "2020-04-05"

    noticed("objection", "uphold", number, "--by", "Boss", "--reason", "Seen shut")

    issue = noticed.issue(number)
    assert (issue["state"], issue["rectified_on"], issue["verified_by"], issue["notice_until"]) == (
        *("assigned", None, None, None),
    )
    assert (issue["deadline"], issue["round"]) == ("2020-06-30", 1)
    assert issue["objections"] == [
        {
            "raised_on": "2020-04-01",
            "raised_by": "A caller",
            "text": "Still shut on Friday",
            "decided_on": "2020-04-05",
            "decided_by": "Boss",
            "outcome": "upheld",
        }
    ]
    assert (issue["history"][-1]["action"], issue["history"][-1]["by"]) == ("return", "Boss")
    noticed.today = "2020-07-01"
    assert noticed.issue(number)["overdue"]
    assert noticed("audit", "--format", "json").json["ok"]


def test_an_objection_upheld_after_closing_reopens_the_issue(noticed: Office) -> None:
    number = objected(noticed, closed(noticed))

    noticed(
        *("objection", "uphold", number, "--by", "Boss", "--reason", "Seen shut", "--deadline", "2020-05-20")
    )

    issue = noticed.issue(number)
    assert (issue["state"], issue["round"], issue["reopen_reason"]) == ("assigned", 2, "objection_upheld")
    assert (issue["deadline"], issue["deadline_original"]) == ("2020-05-20", "2020-06-30")
    assert issue["history"][-1]["reason"] == "Seen shut"
    assert noticed("audit", "--format", "json").json["ok"]


def test_after_closing_an_objection_can_be_raised_without_any_notice_in_the_plan(office: Office) -> None:
    number = objected(office, office.closed())

    office("objection", "uphold", number, "--by", "Boss", "--reason", "Seen shut", "-d", "2020-05-20")

    assert office.issue(number)["state"] == "assigned"


def test_reopening_takes_a_new_deadline_and_returning_takes_none(noticed: Office) -> None:
    returned, reopened = objected(noticed, verified(noticed)), objected(noticed, closed(noticed))
    uphold = ("--by", "Boss", "--reason", "Seen shut")

    refused(noticed, "objection", "uphold", reopened, *uphold, code=23)
    refused(noticed, "objection", "uphold", reopened, *uphold, "-d", "2020-04-01", code=23)
    refused(noticed, "objection", "uphold", returned, *uphold, "-d", "2020-05-20", code=23)


@pytest.mark.parametrize("made", ["open", "assigned", "rectified", "closed"])
@pytest.mark.parametrize("verb", ["uphold", "dismiss"])
def test_where_nobody_objected_nothing_is_decided(file_office: Office, made: str, verb: str) -> None:
    number = getattr(file_office, made)()

    refused(file_office, "objection", verb, number, "--by", "Boss", "--reason", "Because", code=20)


@pytest.mark.parametrize("verb", ["uphold", "dismiss"])
@pytest.mark.parametrize(
    ("who", "code"),
    [("Alice", 23), ("Anna", 23), ("Super", 23), ("Nobody", 22), ("Carol", 0)],
)
def test_who_had_a_part_in_the_work_or_its_check_decides_nothing(
    noticed: Office, verb: str, who: str, code: int
) -> None:
    number = objected(noticed, verified(noticed))
    words = ("objection", verb, number, "--by", who, "--reason", "Because")

    if code:
        refused(noticed, *words, code=code)
    else:
        noticed(*words)

    assert len(objections(noticed, "--open")) == (1 if code else 0)


def test_who_closed_the_issue_does_not_judge_the_objection(noticed: Office) -> None:
    number = objected(noticed, closed(noticed))

    refused(noticed, "objection", "dismiss", number, "--by", "Watch", "--reason", "I have seen it", code=23)


def test_who_objected_does_not_decide(noticed: Office) -> None:
    number = objected(noticed, verified(noticed), by="Carol")

    said = refused(noticed, "objection", "uphold", number, "--by", "Carol", "--reason", "I said so", code=23)

    assert "Carol" in said


def test_a_cooperating_unit_does_not_decide(noticed: Office) -> None:
    number = noticed.rectified("--cooperate", "Market")
    noticed("verify", number, "--by", "Super", "--opinion", "Seen")
    objected(noticed, number)

    refused(noticed, "objection", "dismiss", number, "--by", "Carol", "--reason", "No", code=23)


def test_among_several_objections_the_number_says_which(noticed: Office) -> None:
    number = objected(noticed, objected(noticed, verified(noticed)), by="A neighbour")
    dismiss = ("objection", "dismiss", number)
    words = ("--by", "Boss", "--reason", "Seen open")

    assert "1, 2" in refused(noticed, *dismiss, *words, code=22)
    noticed(*dismiss, 2, *words)
    refused(noticed, *dismiss, 2, *words, code=20)
    refused(noticed, *dismiss, 3, *words, code=22)
    refused(noticed, *dismiss, 0, *words, code=2)
    noticed(*dismiss, *words)

    assert [row["outcome"] for row in objections(noticed)] == ["dismissed", "dismissed"]
    refused(noticed, *dismiss, *words, code=20)


def test_a_decision_needs_a_reason(noticed: Office) -> None:
    number = objected(noticed, verified(noticed))

    refused(noticed, "objection", "dismiss", number, "--by", "Boss", "--reason", " ", code=2)
    refused(noticed, "objection", "uphold", number, "--by", "Boss", code=2)


def test_the_notice_may_be_counted_in_working_days(office_with: Callable[..., Office]) -> None:
    office = office_with(NOTICE, WORKING)
    number = verified(office)

    assert office.issue(number)["notice_until"] == "2020-04-13"  # with Tomb Sweeping on the 4th to the 6th
    office.today = "2020-04-13"
    refused(office, "close", number, "--by", "Watch", "--opinion", "No objection", code=20)
    office.today = "2020-04-14"
    office("close", number, "--by", "Watch", "--opinion", "No objection")


def test_an_objection_shows_with_its_issue(noticed: Office) -> None:
    number = objected(noticed, verified(noticed))
    noticed.lang = "zh"

    shown = noticed("show", number).out

    assert "Still shut on Friday" in shown
    assert "A caller" in shown


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_the_list_prints_in_every_format(file_office: Office, format_: str) -> None:
    objected(file_office, file_office.closed(), by="=1+1")

    assert "Still shut on Friday" in file_office("objection", "list", "--format", format_).out


@pytest.mark.parametrize("end", [("cancel",), ("merge", "--into", "2")])
def test_whoever_objected_is_answered_before_the_issue_leaves_the_list(
    noticed: Office, end: tuple[str, ...]
) -> None:
    number = objected(noticed, verified(noticed))
    verb, *words = end
    leave = (verb, number, *words, "--reason", "Listed twice")
    noticed.assigned(deadline="2020-06-01")
    dismiss = ("objection", "dismiss", number, "--by", "Boss", "--reason", "Seen open")

    assert "zuofeng objection dismiss 1" in refused(noticed, *leave, code=20)
    noticed("return", number, "--by", "Watch", "--reason", "Shut again")
    refused(noticed, *leave, code=20)
    noticed(*dismiss)
    noticed(*leave)

    assert [each["outcome"] for each in objections(noticed)] == ["dismissed"]


def test_an_unchecked_issue_is_not_merged_into_one_whose_notice_runs(noticed: Office) -> None:
    shown, done = verified(noticed), noticed.rectified()

    refused(noticed, "merge", done, "--into", shown, "--reason", "The same", code=23)
    noticed("merge", shown, "--into", done, "--reason", "The same")
