"""What the public may see: whitelisted, masked, decided on by name, approved, frozen, never erased."""

import json
from typing import Any

import pytest

from tests.conftest import Office

HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A0 \u202eabc"


def passages(office: Office) -> list[dict[str, Any]]:
    """Return the passages in the texts of issues; the plan's own words hold a name by chance."""
    found = office("publish", "review", "--format", "json").json
    return [each for each in found if each["ref"]]


def publications(office: Office) -> list[dict[str, Any]]:
    return list(office("publish", "list", "--format", "json").json)


def snapshot(office: Office, number: int = 1) -> dict[str, Any]:
    """Return the frozen contents of a publication, as stored."""
    from zuofeng_cli.queries.publishing import publications, snapshot_text
    from zuofeng_cli.store.location import locate
    from zuofeng_cli.store.reader import reading

    with reading(locate(office.db)) as reader:
        publication = publications(reader)[number - 1]
        return dict(json.loads(snapshot_text(reader, publication)))


def approved(office: Office) -> None:
    """Publish one issue."""
    office.assigned("--measure", "Stay open")
    office("publish", "draft")
    office("publish", "approve", "--by", "Chief")


def test_a_draft_shows_whitelisted_columns_only(office: Office) -> None:
    office.assigned("--measure", "Stay open", "--cooperate", "Service")
    office("progress", 1, "A secret note")

    office("publish", "draft")
    (issue,) = snapshot(office)["issues"]

    assert issue == {
        "ref": "ZF-2020-0001",
        "number": 1,
        "category": "poor_service",
        "description": "The counter closes at noon",
        "unit": "Office",
        "measures": ["Stay open"],
        "deadline": "2020-06-30",
        "state": "assigned",
    }


def test_personal_data_is_masked_and_told(office: Office) -> None:
    office.open("Alice said: call 13812345678")

    office("publish", "draft")
    found = passages(office)

    assert snapshot(office)["issues"][0]["description"] == "*** said: call 138****5678"
    assert [(each["kind"], each["written"], each["hidden"]) for each in found] == [
        ("name", "Alice", True),
        ("phone", "13812345678", True),
    ]


def test_before_it_is_approved_everybody_reads_what_the_public_will_read(office: Office) -> None:
    office.open("Alice said: call 13812345678", "--measure", "Answer it", "--measure", "Ask Alice")
    told = office("publish", "draft").out

    shown = office("publish", "show").out

    assert "`zuofeng publish show 1`" in told
    assert "*** said: call 138****5678" in shown
    assert "Answer it, Ask ***" in shown
    assert "Alice" not in shown
    assert office("publish", "show", "1", "--format", "json").json == snapshot(office)["issues"]


def test_cancelled_and_merged_issues_and_deeds_are_not_shown(office: Office) -> None:
    office.open("The first of two")
    office.open("The second of two")
    office.open("Entered twice")
    office.open("A new lift for the old people", "--source", "实事工程")
    office("cancel", 1, "--reason", "Entered in error")
    office("merge", 2, "--into", 3, "--reason", "The same")

    office("publish", "draft")

    assert [issue["number"] for issue in snapshot(office)["issues"]] == [3]


def test_what_is_only_likely_waits_for_a_person(office: Office) -> None:
    office.open("王主任没有回复")
    office("publish", "draft")

    refused = office("publish", "approve", "--by", "Chief", code=23)
    office("publish", "mask", 1, "--by", "Super", "--reason", "A person")
    office("publish", "approve", "--by", "Chief")

    assert "1 passages" in refused.err
    assert snapshot(office)["issues"][0]["description"] == "***没有回复"
    assert office("audit").code == 0


def test_a_passage_may_stand_by_a_named_decision(office: Office) -> None:
    office.open("Alice said: the sign at 幸福路12号 is broken")
    office("publish", "draft")

    office("publish", "keep", 2, "--by", "Super", "--reason", "The office's own address")
    office("publish", "approve", "--by", "Chief")
    found = passages(office)

    assert snapshot(office)["issues"][0]["description"] == "*** said: the sign at 幸福路12号 is broken"
    assert [each["verdict"] for each in found] == [None, "shown"]


def test_a_decision_holds_for_its_issue_only(office: Office) -> None:
    office.open("王主任没有回复")
    office.open("王主任出差了")
    office("publish", "draft")

    office("publish", "keep", 1, "--by", "Super", "--reason", "In public office")

    assert [each["open"] for each in passages(office)] == [False, True]


def test_a_draft_is_decided_on_as_the_list_was_when_it_was_made(office: Office) -> None:
    office.open("王主任没有回复")
    office("publish", "draft")
    office.open("Listed later")
    office("cancel", 1, "--reason", "Entered in error")

    office("publish", "mask", 1, "--by", "Super", "--reason", "A person")

    assert [issue["number"] for issue in snapshot(office)["issues"]] == [1]


def test_a_name_registered_before_approval_is_masked_too(office: Office) -> None:
    office.open("The clerk Zebedee was rude")
    office("publish", "draft")
    office("owner", "add", "Zebedee", "--unit", "Office")

    office("publish", "approve", "--by", "Chief")

    assert snapshot(office)["issues"][0]["description"] == "The clerk *** was rude"


def test_a_reviewed_wording_takes_the_place_of_the_description(office: Office) -> None:
    office.open("Window three, old Bob and his dog")

    office("publish", "word", 1, "--text", "Window 3 is often closed", "--by", "Super")
    office("publish", "draft")

    assert snapshot(office)["issues"][0]["description"] == "Window 3 is often closed"
    assert office.issue(1)["description"] == "Window three, old Bob and his dog"


def test_an_approved_publication_is_frozen(office: Office) -> None:
    approved(office)
    before = snapshot(office)
    office(
        "extend",
        "request",
        1,
        *("--to", "2020-07-30", "--reason", "Holidays"),
        "--by",
        "Alice",
        "--progress",
        "Begun",
    )

    again = office("publish", "approve", "--by", "Chief", code=20)
    decided = office("publish", "keep", 1, "--by", "Super", "--reason", "x", code=20)

    assert "approved on" in again.err
    assert "frozen" in decided.err
    assert snapshot(office) == before


def test_what_has_changed_since_the_last_publication_is_told(office: Office) -> None:
    approved(office)
    office("measure", "add", 1, "Put up a sign")
    office.open("The lift has been broken for a year")
    office("publish", "draft")

    told = snapshot(office, 2)

    assert told["previous"] == 1
    assert told["changes"] == [
        {
            "ref": "ZF-2020-0001",
            "change": "changed",
            "field": "measures",
            "from": None,
            "to": ["Stay open", "Put up a sign"],
        },
        {"ref": "ZF-2020-0002", "change": "new"},
    ]


def test_a_correction_names_what_it_corrects(office: Office) -> None:
    approved(office)

    office("publish", "correct", 1, "--reason", "The wrong unit")
    office("publish", "approve", 2, "--by", "Boss")

    assert (snapshot(office, 2)["corrects"], snapshot(office, 2)["correction"]) == (1, "The wrong unit")
    assert [each["approved_by"] for each in publications(office)] == ["Chief", "Boss"]


def test_a_draft_is_dropped_by_anybody_and_stays_on_record(office: Office) -> None:
    office.open()
    office("publish", "draft")

    said = office("publish", "withdraw", 1, "--by", "Alice", "--reason", "Drafted too early").out
    refused = office("publish", "approve", 1, "--by", "Chief", code=20).err

    assert said == "Draft 1 is dropped.\n"
    assert "was withdrawn on" in refused
    (publication,) = office("publish", "list", "--format", "json").json
    assert (publication["withdrawn_by"], publication["withdrawn_reason"]) == ("Alice", "Drafted too early")
    assert office("audit", "--format", "json").json["ok"]


def test_a_withdrawal_is_recorded_not_erased(office: Office) -> None:
    approved(office)

    office("publish", "withdraw", 1, "--by", "Chief", "--reason", "A complaint")
    again = office("publish", "withdraw", 1, "--by", "Chief", "--reason", "Twice", code=20)

    (publication,) = publications(office)
    assert (publication["withdrawn_by"], publication["withdrawn_reason"]) == ("Chief", "A complaint")
    assert "withdrawn on" in again.err
    assert snapshot(office)["issues"]
    assert office("audit").code == 0


def test_progress_is_counted_by_weeks(office: Office) -> None:
    office.closed()
    office.today = "2020-04-15"
    office.open("The lift has been broken for a year")

    office("publish", "draft")

    assert snapshot(office)["weeks"] == [
        {"day": "2020-04-05", "listed": 1, "closed": 1},
        {"day": "2020-04-12", "listed": 1, "closed": 1},
        {"day": "2020-04-15", "listed": 2, "closed": 1},
    ]


def test_the_same_list_gives_the_same_snapshot_on_both_engines(office: Office, file_office: Office) -> None:
    for ledger in (office, file_office):
        ledger.open(HOSTILE)
        ledger("publish", "draft")

    left, right = snapshot(office), snapshot(file_office)

    assert {**left, "journal": None} == {**right, "journal": None}


@pytest.mark.parametrize("name", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_passages_and_publications_are_printed_in_every_format(name: str, office: Office) -> None:
    office.open("Alice said so")
    office("publish", "draft")

    assert "Alice" in office("publish", "review", "--format", name).out
    assert "2020-04-01" in office("publish", "list", "--format", name).out


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("draft",), 23, "no issue"),
        (("review",), 22, "publication 1"),
        (("approve", "--by", "Chief"), 22, "publication 1"),
        (("correct", "--reason", "x"), 22, "approved"),
        (("withdraw", "--by", "Chief", "--reason", "x"), 22, "approved"),
    ],
)
def test_what_is_not_there_cannot_be_published(
    words: tuple[str, ...], code: int, named: str, office: Office
) -> None:
    refused = office("publish", *words, code=code)

    assert named in refused.err
    assert publications(office) == []


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("approve", "7", "--by", "Chief"), 22, "7"),
        (("approve", "one", "--by", "Chief"), 2, "one"),
        (("approve", "--by", "Super"), 27, "Super"),
        (("approve", "--by", "Nobody"), 22, "Nobody"),
        (("keep", "9", "--by", "Super", "--reason", "x"), 22, "9"),
        (("keep", "1", "--by", "Super", "--reason", " "), 2, "reason"),
        (("word", "1", "--text", " ", "--by", "Super"), 2, "text"),
        (("word", "9", "--text", "x", "--by", "Super"), 22, "0009"),
        (("withdraw", "1", "--by", "Nobody", "--reason", "x"), 22, "Nobody"),
    ],
)
def test_what_may_not_be_is_refused_and_changes_nothing(
    words: tuple[str, ...], code: int, named: str, office: Office
) -> None:
    office.open("Alice said so")
    office("publish", "draft")
    before = office("audit", "--format", "json").json

    refused = office("publish", *words, code=code)

    assert named in refused.err
    assert refused.out == ""
    assert office("audit", "--format", "json").json == before
