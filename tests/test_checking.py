"""The check: completion with evidence, and what others make of it, from return to reopening."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Office


def events(office: Office) -> int:
    """Return how many events the journal holds."""
    return int(office("audit", "--format", "json").json["events"])


def refused(office: Office, *words: object, code: int) -> str:
    """Do what must be refused, see that nothing was written, and return what was said."""
    before = events(office)
    said = office(*words, code=code).err
    assert events(office) == before, words
    return said


def rectify(office: Office, number: int, *words: object, code: int = 0) -> None:
    """Report completion by Alice, with a document as evidence unless *words* name other."""
    given = words if "--evidence" in words or "--bare" in words else ("--evidence", "Doc No. 3", *words)
    plain = [word for word in given if word != "--bare"]
    office("rectify", number, "--by", "Alice", "--note", "Open now", *plain, code=code)


def facts(issue: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(issue[name] for name in names)


# Completion


def test_completion_is_the_claim_of_the_unit(office: Office) -> None:
    number = office.assigned("--measure", "Stay open")
    office.today = "2020-05-06"

    rectify(office, number)

    issue = office.issue(number)
    assert facts(issue, "state", "rectified_on", "closed_on") == ("rectified", "2020-05-06", None)
    assert facts(issue, "rectified_by", "completion_note") == ("Alice", "Open now")
    assert facts(issue, "days_left", "overdue", "light") == (None, False, "green")


def test_completion_without_a_measure_is_refused(office: Office) -> None:
    number = office.assigned()

    said = refused(
        office, "rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3", code=23
    )

    assert "zuofeng measure add" in said


def test_completion_without_evidence_is_refused(office: Office) -> None:
    number = office.assigned("--measure", "Stay open")

    said = refused(office, "rectify", number, "--by", "Alice", "--note", "Open now", code=23)

    assert "--evidence" in said


def test_completion_needs_a_note(file_office: Office) -> None:
    number = file_office.assigned("--measure", "Stay open")

    refused(file_office, "rectify", number, "--by", "Alice", "--evidence", "Doc No. 3", code=2)
    refused(
        file_office, "rectify", number, "--by", "Alice", "--note", "  ", "--evidence", "Doc No. 3", code=2
    )
    refused(
        file_office, "rectify", number, "--by", "Alice", "--note", "。……", "--evidence", "Doc No. 3", code=2
    )


def test_completion_needs_a_person_of_the_register(file_office: Office) -> None:
    number = file_office.assigned("--measure", "Stay open")

    said = refused(
        file_office, "rectify", number, "--by", "Alise", "--note", "Done", "--evidence", "Doc No. 3", code=22
    )

    assert "Alice" in said


@pytest.mark.parametrize("content", [b"a photograph", b"\x00\xff" * 100_000])
def test_an_evidence_file_is_kept_by_its_hash_and_size(
    office: Office, tmp_path: Path, content: bytes
) -> None:
    photo = tmp_path / "照片 1.jpg"
    photo.write_bytes(content)
    number = office.assigned("--measure", "Stay open")

    rectify(office, number, "--evidence", photo)

    assert office.issue(number)["evidence"] == [
        {
            "kind": "file",
            "reference": str(photo),
            "added_on": "2020-04-01",
            "sha256": hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
        }
    ]


@pytest.mark.parametrize("name", ["gone.jpg", "folder/gone", "照片.png", "."])
def test_an_evidence_file_that_is_not_there_is_refused(
    file_office: Office, tmp_path: Path, name: str
) -> None:
    number = file_office.assigned("--measure", "Stay open")

    said = refused(
        file_office,
        *("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", tmp_path / name),
        code=23,
    )

    assert str(tmp_path) in said


@pytest.mark.parametrize("name", ["gone.jpg", "scan.PDF", "sub\\gone"])
def test_a_file_name_alone_is_not_taken_for_a_document_number(file_office: Office, name: str) -> None:
    number = file_office.assigned("--measure", "Stay open")

    refused(file_office, "rectify", number, "--by", "Alice", "--note", "Open", "--evidence", name, code=23)


@pytest.mark.parametrize("document", ["政办发〔2020〕5号", "Doc No. 3", "会议纪要第12号"])
def test_the_number_of_a_document_is_evidence(file_office: Office, document: str) -> None:
    number = file_office.assigned("--measure", "Stay open")

    rectify(file_office, number, "--evidence", document)

    (evidence,) = file_office.issue(number)["evidence"]
    assert facts(evidence, "kind", "reference", "sha256", "size_bytes") == ("document", document, None, None)


@pytest.mark.parametrize(
    "words",
    [
        *("无", "无。", "没有", "略", "None", "N/A", "n／a", "x", "Ｘ", "-", "——", "/", "。"),
        *("见附件", "（详见附件）", "无相关材料", "同上", "null", "See attachment"),
        *("见附件1", "附件（二）", "详见附表３", "See annex 2"),
    ],
)
def test_words_that_say_there_is_no_evidence_are_none(file_office: Office, words: str) -> None:
    number = file_office.assigned("--measure", "Stay open")

    said = refused(
        file_office,
        *("rectify", number, "--by", "Alice", "--note", "Open", f"--evidence={words}"),
        code=23,
    )

    assert words in said


@pytest.mark.parametrize("kind", ["empty", "dangling link", "pipe", "folder"])
def test_a_file_that_shows_nothing_is_no_evidence(
    file_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    photo = tmp_path / "photo"
    match kind:
        case "empty":
            photo.touch()
        case "dangling link":
            photo.symlink_to(tmp_path / "gone")
        case "pipe":
            os.mkfifo(photo)
        case "folder":
            photo.mkdir()
    number = file_office.assigned("--measure", "Stay open")
    monkeypatch.chdir(tmp_path)

    said = refused(
        file_office, "rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "photo", code=23
    )

    assert "photo" in said


def test_one_bad_piece_of_evidence_spoils_the_whole_report(office: Office, tmp_path: Path) -> None:
    number = office.assigned("--measure", "Stay open")

    refused(
        office,
        *("rectify", number, "--by", "Alice", "--note", "Open now"),
        *("--evidence", "Doc No. 3", "--evidence", tmp_path / "gone.jpg"),
        code=23,
    )

    assert office.issue(number)["evidence"] == []


def test_the_clock_stops_on_the_day_of_completion_not_of_the_report(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-05-06")
    office.today = "2020-05-20"
    assert office.issue(number)["overdue"]

    rectify(office, number, "--on", "2020.5.6")

    issue = office.issue(number)
    assert facts(issue, "rectified_on", "overdue") == ("2020-05-06", False)


def test_completion_does_not_lie_before_the_unit_itself_said_otherwise(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-10")
    said: dict[str, tuple[object, ...]] = {
        "2020-04-09": ("progress", number, "Half done"),
        "2020-05-12": ("order", "reply", 1, "--by", "Alice", "--text", "By Friday"),
        "2020-05-14": (
            *("extend", "request", number, "--to", "2020-05-20", "--reason", "Rain"),
            *("--progress", "Half done", "--by", "Alice"),
        ),
    }
    office.today = "2020-05-08"
    office("sweep")

    for day, words in said.items():
        office.today = day
        office(*words)
        office.today = "2020-05-18"
        reported = ("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 3", "--on")
        assert day in refused(office, *reported, f"{day[:-2]}{int(day[-2:]) - 1:02d}", code=23)
    office("extend", "deny", number, "--by", "Boss", "--reason", "No")
    refused(office, *reported, "2020-05-13", code=23)

    rectify(office, number, "--on", "2020-05-14")


def test_progress_that_came_with_the_list_or_was_taken_back_says_nothing_of_later(
    office: Office, tmp_path: Path
) -> None:
    table = tmp_path / "issues.csv"
    table.write_text(
        "description,category,unit,owner,deadline,measure,found_on,progress\n"
        "It closes at noon,Poor service,Office,Alice,2020-06-30,Stay open,2020-03-02,Open since 5 March\n",
        "utf-8",
    )
    office("import", table, "--assign")
    office.today = "2020-04-20"
    office("progress", 1, "Meant for another one")
    office("undo")

    rectify(office, 1, "--on", "2020-03-05")

    assert office.issue(1)["rectified_on"] == "2020-03-05"


def test_completion_cannot_lie_in_the_future(office: Office) -> None:
    number = office.assigned("--measure", "Stay open")

    refused(
        office,
        *("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 3"),
        *("--on", "2020-04-02"),
        code=23,
    )


def test_completion_cannot_lie_before_the_return(office: Office) -> None:
    number = office.rectified()
    office.today = "2020-05-06"
    office("return", number, "--by", "Super", "--reason", "Shut again")

    refused(
        office,
        *("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 4"),
        *("--on", "2020-05-05"),
        code=23,
    )

    rectify(office, number, "--evidence", "Doc No. 4", "--on", "2020-05-06")
    assert office.issue(number)["rectified_on"] == "2020-05-06"


def test_completion_cannot_lie_before_the_issue_was_listed_unless_it_was_found_earlier(
    office: Office,
) -> None:
    listed = office.assigned("--measure", "Stay open", deadline="2020-03-25")
    found = office.assigned("--measure", "Stay open", "--found-on", "2020-03-20", deadline="2020-03-25")

    said = refused(
        office,
        *("rectify", listed, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 3"),
        *("--on", "2020-03-24"),
        code=23,
    )
    rectify(office, found, "--on", "2020-03-24")

    assert "2020-04-01" in said and "--found-on" in said
    assert office.issue(listed)["overdue"]
    assert office.issue(found)["rectified_on"] == "2020-03-24"


def test_completion_cannot_lie_before_the_issue_was_found(file_office: Office) -> None:
    number = file_office.assigned("--measure", "Stay open", "--found-on", "2020-03-20")

    refused(
        file_office,
        *("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 3"),
        *("--on", "2020-03-19"),
        code=23,
    )


# Return


def test_a_return_clears_the_completion_and_the_clock_runs_as_if_never_stopped(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-30")
    rectify(office, number)
    office.today = "2020-05-20"
    assert not office.issue(number)["overdue"]

    office("return", number, "--by", "Super", "--reason", "Shut again")

    issue = office.issue(number)
    assert facts(issue, "state", "rectified_on", "rectified_by", "completion_note") == (
        *("assigned", None, None, None),
    )
    assert facts(issue, "overdue", "days_left", "deadline", "round") == (True, -20, "2020-04-30", 1)


def test_the_reason_of_a_return_stays_in_the_history(office: Office) -> None:
    number = office.rectified()

    office("return", number, "--by", "Super", "--reason", "Shut again")

    last = office.issue(number)["history"][-1]
    assert facts(last, "action", "reason") == ("return", "Shut again")
    assert last["changes"]["rectified_on"] == ["2020-04-01", None]


def test_a_return_needs_a_reason(file_office: Office) -> None:
    number = file_office.rectified()

    refused(file_office, "return", number, "--by", "Super", "--reason", " ", code=2)


def test_evidence_from_before_a_return_does_not_count_again(office: Office) -> None:
    number = office.rectified()
    office.today = "2020-05-06"
    office("return", number, "--by", "Super", "--reason", "Shut again")

    refused(office, "rectify", number, "--by", "Alice", "--note", "Open now", code=23)


def test_evidence_from_before_a_return_of_the_same_day_does_not_count_again(office: Office) -> None:
    number = office.rectified()
    office("return", number, "--by", "Super", "--reason", "Shut again")

    refused(office, "rectify", number, "--by", "Alice", "--note", "Open now", code=23)


@pytest.mark.parametrize("document", ["政办发[2020]5号", "政办发（2020） 5 号", "政办发【２０２０】０５号"])
def test_a_document_from_before_a_return_is_known_again_however_it_is_written(
    office: Office, document: str
) -> None:
    number = office.assigned("--measure", "Stay open")
    rectify(office, number, "--evidence", "政办发〔2020〕5号")
    office.today = "2020-05-06"
    office("return", number, "--by", "Super", "--reason", "Shut again")
    again = ("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", document)

    said = refused(office, *again, code=23)

    assert "2020-04-01" in said
    assert "政办发〔2020〕5号" in said
    office(*again, "--evidence", "政办发〔2020〕6号", "-e", "政办发[2020]6号")
    assert [each["reference"] for each in office.issue(number)["evidence"]] == [
        *("政办发〔2020〕5号", "政办发〔2020〕6号"),
    ]


def test_a_file_from_before_a_return_is_known_again_under_another_name(
    office: Office, tmp_path: Path
) -> None:
    first, copy, other = (tmp_path / name for name in ("照片.jpg", "copy.jpg", "later.jpg"))
    for path, content in ((first, b"a photograph"), (copy, b"a photograph"), (other, b"another one")):
        path.write_bytes(content)
    number = office.assigned("--measure", "Stay open")
    rectify(office, number, "--evidence", first)
    office("return", number, "--by", "Super", "--reason", "Shut again")

    said = refused(office, "rectify", number, "--by", "Alice", "--note", "Open", "--evidence", copy, code=23)

    assert str(first) in said
    rectify(office, number, "--evidence", copy, "--evidence", other)
    assert [each["reference"] for each in office.issue(number)["evidence"]] == [str(first), str(other)]


# Close


def test_an_issue_checked_by_somebody_else_is_closed(office: Office) -> None:
    number = office.rectified()
    office.today = "2020-05-06"

    office("close", number, "--by", "Super", "--opinion", "Seen on the spot")

    issue = office.issue(number)
    assert facts(issue, "state", "closed_on", "closed_by", "opinion") == (
        *("closed", "2020-05-06", "Super", "Seen on the spot"),
    )
    assert facts(issue, "rectified_on", "light") == ("2020-04-01", "green")


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("Carol", "did the work"),
        ("Alice", "owns it"),
        ("Anna", "is of the responsible unit"),
        ("Bob", "is of a cooperating unit"),
    ],
)
def test_who_has_a_part_in_the_work_cannot_close_it(office: Office, who: str, why: str) -> None:
    number = office.assigned("--measure", "Stay open", "--cooperate", "Market", "--cooperate", "Service")
    office("rectify", number, "--by", "Carol", "--note", "Open now", "--evidence", "Doc No. 3")

    said = refused(office, "close", number, "--by", who, "--opinion", "Seen", code=23)

    assert who in said, why
    assert office.issue(number)["state"] == "rectified"


def test_closing_needs_a_known_person_and_an_opinion(file_office: Office) -> None:
    number = file_office.rectified()

    refused(file_office, "close", number, "--by", "Nobody", "--opinion", "Seen", code=22)
    refused(file_office, "close", number, "--by", "Super", "--opinion", " ", code=2)
    refused(file_office, "close", number, "--by", "Super", code=2)


def test_closing_what_is_not_rectified_is_refused(office: Office) -> None:
    number = office.assigned()

    said = refused(office, "close", number, "--by", "Super", "--opinion", "Seen", code=20)

    assert "assigned" in said
    assert "rectify" in said


# Reopen


def test_a_reopened_issue_starts_a_new_round_with_a_new_deadline(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-10")
    office.today = "2020-04-20"
    office("sweep")
    assert office.issue(number)["level"] == 2
    rectify(office, number)
    office("close", number, "--by", "Super", "--opinion", "Seen")
    office.today = "2020-05-06"

    office("reopen", number, "--reason", "rebound", "-d", "2020-06-30", "--note", "Shut again in May")

    issue = office.issue(number)
    assert facts(issue, "state", "round", "level") == ("assigned", 2, 0)
    assert facts(issue, "deadline", "deadline_original") == ("2020-06-30", "2020-04-10")
    assert facts(issue, "rectified_on", "rectified_by", "closed_on", "closed_by", "opinion") == (None,) * 5
    assert facts(issue, "reopen_reason", "overdue", "days_left") == ("rebound", False, 55)
    assert issue["history"][-1]["reason"] == "Shut again in May"


def test_a_reopened_issue_needs_new_evidence(office: Office) -> None:
    number = office.closed()
    office.today = "2020-05-06"
    office("reopen", number, "--reason", "rebound", "-d", "2020-06-30")

    refused(office, "rectify", number, "--by", "Alice", "--note", "Open now", code=23)

    rectify(office, number, "--evidence", "Doc No. 9")
    assert [item["reference"] for item in office.issue(number)["evidence"]] == ["Doc No. 3", "Doc No. 9"]


def test_an_issue_reopened_on_the_day_of_its_evidence_needs_new_evidence_too(office: Office) -> None:
    number = office.closed()
    office("reopen", number, "--reason", "rebound", "-d", "2020-06-30")

    refused(office, "rectify", number, "--by", "Alice", "--note", "Open now", code=23)


def test_an_issue_reopened_twice_is_in_its_third_round(office: Office) -> None:
    number = office.closed()
    office("reopen", number, "--reason", "问题反弹", "-d", "2020-06-30")
    rectify(office, number, "--evidence", "Doc No. 9")
    office("close", number, "--by", "Super", "--opinion", "Seen")

    office("reopen", number, "--reason", "群众不满意", "-d", "2020-07-31")

    issue = office.issue(number)
    assert facts(issue, "round", "deadline", "deadline_original") == (3, "2020-07-31", "2020-06-30")
    assert office("audit", "--format", "json").json["ok"]


def test_reopening_needs_a_reason_of_the_plan_and_a_deadline_to_come(file_office: Office) -> None:
    number = file_office.closed()

    said = refused(file_office, "reopen", number, "--reason", "whim", "-d", "2020-06-30", code=2)
    refused(file_office, "reopen", number, "--reason", "rebound", "-d", "2020-03-31", code=23)
    refused(file_office, "reopen", number, "--reason", "rebound", code=2)

    assert "Rebound" in said


# Long-term issues


@pytest.mark.parametrize("by", ["Alice", "Anna", "Carol"])
def test_a_review_is_made_by_somebody_who_has_no_part_in_the_work(office: Office, by: str) -> None:
    number = long_term(office, "--cooperate", "Market")
    office.today = "2020-12-31"

    refused(office, "review", number, "--by", by, "--note", "Better", code=23)

    assert office.issue(number)["overdue"]


def long_term(office: Office, *words: str) -> int:
    return office.open(
        *("The habit of waiting for orders", "--type", "long_term", "-u", "Office", "-o", "Alice"),
        *("--measure", "A weekly round", "--assign", *words),
    )


def test_a_review_rolls_the_date_of_a_long_term_issue(office: Office) -> None:
    number = long_term(office)
    office.today = "2020-06-29"

    office("review", number, "--by", "Super", "--note", "Better")

    issue = office.issue(number)
    assert facts(issue, "state", "deadline", "deadline_original") == ("assigned", "2020-09-29", "2020-07-01")
    assert issue["reviewed_on"] == "2020-06-29"
    assert issue["progress"] == [{"noted_on": "2020-06-29", "text": "Better"}]


def test_a_review_that_is_late_ends_the_lateness(office: Office) -> None:
    number = long_term(office)
    office.today = "2020-07-02"
    office("sweep")
    assert office.issue(number)["overdue"]

    office("review", number, "--by", "Super", "--note", "Better")

    assert facts(office.issue(number), "overdue", "deadline") == (False, "2020-10-02")


def test_only_a_leader_closes_a_long_term_issue(office: Office) -> None:
    number = long_term(office)
    rectify(office, number)

    said = refused(office, "close", number, "--by", "Super", "--opinion", "A habit by now", code=27)
    office("close", number, "--by", "Boss", "--opinion", "A habit by now")

    assert "leader" in said
    assert office.issue(number)["state"] == "closed"


def test_other_issues_have_no_review(file_office: Office) -> None:
    number = file_office.assigned()

    refused(file_office, "review", number, "--by", "Super", "--note", "Better", code=20)


def test_a_pending_extension_never_brings_a_reviewed_date_forward(office: Office) -> None:
    number = long_term(office)
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-07-10",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )
    office.today = "2020-06-29"
    office("review", number, "--by", "Super", "--note", "Better")

    office("extend", "approve", number, "--by", "Super", code=None)

    assert office.issue(number)["deadline"] == "2020-09-29"


# Who may check


CHECKS = (("return", "--reason", "Shut"), ("close", "--opinion", "Seen"))


@pytest.mark.parametrize("name", ["Alice", "Anna", "Bob", "Carol", "Chief"])
def test_who_has_or_had_a_part_in_the_work_neither_closes_nor_returns_it(
    office: Office, tmp_path: Path, name: str
) -> None:
    """Alice does it, Anna is of her unit, Bob owned it, Carol's unit cooperates, Chief leads it."""
    table = tmp_path / "issues.csv"
    table.write_text(
        "description,category,unit,owner,leader,cooperating,deadline,measure\n"
        "The counter closes at noon,Poor service,Service,Bob,Chief,Market,2020-06-30,Stay open\n",
        "utf-8",
    )
    office("import", table, "--assign")
    number = 1
    office("assign", number, "-u", "Office", "-o", "Alice")
    rectify(office, number)

    for verb, *words in CHECKS:
        refused(office, verb, number, "--by", name, *words, code=23)

    office("return", number, "--by", "Super", "--reason", "Shut")


def test_who_was_named_by_mistake_may_check_once_that_is_taken_back(office: Office) -> None:
    number = office.assigned("-m", "Stay open")
    office("assign", number, "-u", "Party", "-o", "Super")
    office("undo")
    rectify(office, number)

    office("close", number, "--by", "Super", "--opinion", "Seen")


# Cancel and merge


@pytest.mark.parametrize("make", ["open", "assigned", "rectified"])
def test_what_is_not_closed_can_be_cancelled_and_stays_on_record(office: Office, make: str) -> None:
    number = getattr(office, make)()

    office("cancel", number, "--reason", "Entered in error")

    issue = office.issue(number)
    assert facts(issue, "state", "light", "overdue") == ("cancelled", "grey", False)
    assert issue["history"][-1]["reason"] == "Entered in error"
    assert office("audit", "--format", "json").json["ok"]


def test_cancelling_needs_a_reason(file_office: Office) -> None:
    number = file_office.open()

    refused(file_office, "cancel", number, "--reason", "", code=2)
    refused(file_office, "cancel", number, code=2)


@pytest.mark.parametrize("make", ["open", "assigned", "rectified"])
def test_a_duplicate_is_merged_into_the_issue_that_survives(office: Office, make: str) -> None:
    survivor = office.assigned()
    double = getattr(office, make)()

    office("merge", double, "--into", survivor, "--reason", "The same counter")

    assert facts(office.issue(double), "state", "merged_into") == ("merged", survivor)
    assert facts(office.issue(survivor), "state", "took_over") == ("assigned", [double])


def test_a_deadline_does_not_move_by_merging(office: Office) -> None:
    late = office.assigned(deadline="2020-04-10")
    bare = office.open("The same, once more")
    later = office.assigned(deadline="2020-04-11")
    dated = office.open("Nobody owns this", "-d", "2020-04-05")
    office.today = "2020-04-20"
    same = ("--reason", "The same counter")

    undated = [refused(office, "merge", number, "--into", bare, *same, code=23) for number in (late, dated)]
    said = refused(office, "merge", late, "--into", later, *same, code=23)

    assert f"zuofeng merge {bare} --into {late}" in undated[0]
    assert f"zuofeng assign {bare} --deadline 2020-04-05" in undated[1]
    assert f"zuofeng merge {later} --into {late}" in said
    for number in (bare, later):
        office("merge", number, "--into", late, *same)
    said = refused(office, "merge", late, "--into", dated, *same, code=23)
    assert f"zuofeng assign {dated}" in said
    office("assign", dated, "-u", "Office", "-o", "Alice")
    office("merge", late, "--into", dated, *same)
    assert office.issue(dated)["overdue"]


def test_what_is_due_is_not_merged_into_long_term_work(office: Office) -> None:
    habit, number = long_term(office), office.assigned(deadline="2020-09-30")
    same = ("--reason", "The same counter")

    said = refused(office, "merge", number, "--into", habit, *same, code=23)

    assert f"zuofeng merge {habit} --into {number}" in said
    office("merge", long_term(office), "--into", habit, *same)


def test_nothing_counts_as_done_by_being_merged(office: Office) -> None:
    done, also_done, running, listed = (
        office.rectified(),
        office.rectified(),
        office.assigned(),
        office.open(),
    )
    same = ("--reason", "The same counter")

    said = [refused(office, "merge", number, "--into", done, *same, code=23) for number in (running, listed)]

    assert f"zuofeng merge {done} --into {running}" in said[0]
    office("merge", also_done, "--into", done, *same)
    office("merge", done, "--into", running, *same)


def test_what_was_done_later_is_not_merged_into_what_was_done_in_time(office: Office) -> None:
    in_time = office.rectified()
    office.today = "2020-07-02"
    late = office.rectified()

    refused(office, "merge", late, "--into", in_time, "--reason", "The same counter", code=23)
    office("merge", in_time, "--into", late, "--reason", "The same counter")


def test_an_issue_is_not_merged_into_itself_nor_into_one_that_has_ended(office: Office) -> None:
    number, closed, cancelled, merged = office.open(), office.closed(), office.open(), office.open()
    office("cancel", cancelled, "--reason", "Entered in error")
    office("merge", merged, "--into", number, "--reason", "The same counter")

    for target in (number, closed, cancelled, merged):
        refused(office, "merge", number, "--into", target, "--reason", "The same counter", code=23)

    refused(office, "merge", number, "--into", 99, "--reason", "The same counter", code=22)
    assert office.issue(number)["state"] == "open"


# Escalate


def test_escalating_goes_up_by_one_and_leaves_the_state(office: Office) -> None:
    number = office.assigned()

    office("escalate", number, "--reason", "No answer")

    issue = office.issue(number)
    assert facts(issue, "state", "level") == ("assigned", 1)
    assert facts(issue["history"][-1], "action", "reason") == ("escalate", "No answer")


def test_up_to_the_ceiling_nobody_need_decide(file_office: Office) -> None:
    number = file_office.open()

    file_office("escalate", number, "--to", 2, "--reason", "No answer")

    assert file_office.issue(number)["level"] == 2


def test_above_the_ceiling_a_leader_decides_by_name(office: Office) -> None:
    number = office.assigned()

    refused(office, "escalate", number, "--to", 3, "--reason", "No answer", code=27)
    refused(office, "escalate", number, "--to", 3, "--reason", "No answer", "--by", "Super", code=27)
    office("escalate", number, "--to", 3, "--reason", "No answer", "--by", "Boss")

    assert office.issue(number)["level"] == 3


def test_one_step_up_from_the_ceiling_needs_a_leader_too(file_office: Office) -> None:
    number = file_office.assigned()
    file_office("escalate", number, "--to", 2, "--reason", "No answer")

    refused(file_office, "escalate", number, "--reason", "Still no answer", code=27)


@pytest.mark.parametrize(("level", "code"), [(-1, 2), (0, 23), (1, 23), (2, 23), (6, 2), (99, 2)])
def test_escalation_only_goes_up_and_not_beyond_the_ladder(
    file_office: Office, level: int, code: int
) -> None:
    number = file_office.assigned()
    file_office("escalate", number, "--to", 2, "--reason", "No answer")

    refused(
        file_office, "escalate", number, f"--to={level}", "--reason", "No answer", "--by", "Boss", code=code
    )

    assert file_office.issue(number)["level"] == 2


def test_at_the_top_of_the_ladder_there_is_no_next_level(file_office: Office) -> None:
    number = file_office.assigned()
    file_office("escalate", number, "--to", 5, "--reason", "No answer", "--by", "Boss")

    refused(file_office, "escalate", number, "--reason", "No answer", "--by", "Boss", code=23)


def test_escalating_needs_a_reason(file_office: Office) -> None:
    number = file_office.assigned()

    refused(file_office, "escalate", number, "--reason", " ", code=2)


# Every step that the lifecycle has no row for

COMMANDS: dict[str, tuple[object, ...]] = {
    "assign": ("-u", "Office", "-o", "Alice", "-d", "2020-06-30"),
    "measure": ("A bell",),
    "progress": ("Underway",),
    "rectify": ("--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3"),
    "return": ("--by", "Super", "--reason", "Shut again"),
    "verify": ("--by", "Super", "--opinion", "Seen"),
    "close": ("--by", "Super", "--opinion", "Seen"),
    "reopen": ("--reason", "rebound", "-d", "2020-06-30"),
    "cancel": ("--reason", "Entered in error"),
    "merge": ("--into", "1", "--reason", "The same"),
    "escalate": ("--reason", "No answer"),
    "review": ("--by", "Super", "--note", "Better"),
    "extend request": (
        "--to",
        "2020-07-10",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    ),
    "extend approve": ("--by", "Super"),
    "extend deny": ("--by", "Super", "--reason", "No"),
}
ALLOWED = {
    "open": {"assign", "measure", "progress", "cancel", "merge", "escalate"},
    "assigned": {
        *("assign", "measure", "progress", "rectify", "cancel", "merge", "escalate"),
        *("extend request",),
    },
    "rectified": {"measure", "progress", "return", "close", "cancel", "merge", "escalate"},
    "closed": {"reopen"},
    "cancelled": set(),
    "merged": set(),
}


def make(office: Office, state: str) -> int:
    """Take an issue to *state*; issue 1 is there to merge into."""
    anchor = office.assigned(deadline="2020-06-01")
    if state in ("cancelled", "merged"):
        number = office.open("A double")
        words = ("--into", anchor) if state == "merged" else ()
        office("merge" if state == "merged" else "cancel", number, *words, "--reason", "A double")
        return number
    return int(getattr(office, state)())


@pytest.mark.parametrize("state", list(ALLOWED))
def test_an_illegal_step_is_refused_and_leaves_no_event(office: Office, state: str) -> None:
    number = make(office, state)
    before = events(office)

    codes = {
        command: office(
            *("measure add" if command == "measure" else command).split(), number, *words, code=20
        ).code
        for command, words in COMMANDS.items()
        if command not in ALLOWED[state]
    }

    assert set(codes.values()) == {20}
    assert events(office) == before
    assert office.issue(number)["state"] == state


@pytest.mark.parametrize("state", [state for state, allowed in ALLOWED.items() if allowed])
def test_a_legal_step_leaves_one_event(office: Office, state: str) -> None:
    for command in sorted(ALLOWED[state]):
        number = make(office, state)
        if command == "rectify":
            office("measure", "add", number, "Stay open")
        if (state, command) == ("assigned", "assign"):
            office("assign", number, "-o", "Anna")
        before = events(office)

        office(*("measure add" if command == "measure" else command).split(), number, *COMMANDS[command])

        assert events(office) == before + 1, (state, command)


def test_an_illegal_step_says_what_is_possible_in_chinese(file_office: Office) -> None:
    number = file_office.assigned()
    file_office.lang = "zh"

    said = refused(file_office, "close", number, "--by", "Super", "--opinion", "查过", code=20)

    assert "整改中" in said
    for step in ("申请销号 rectify", "延期 extend", "进展 progress", "措施 measure", "催办 urge"):
        assert step in said
    assert "decide" not in said


def test_a_new_deadline_that_has_passed_is_told_the_first_day_that_will_do(office: Office) -> None:
    number = office.closed()

    said = refused(office, "reopen", number, "--reason", "rebound", "--deadline", "2020-03-31", code=23)

    assert "from today, 2020-04-01, on" in said


def test_completion_is_reported_by_somebody_with_a_part_in_the_work(office: Office) -> None:
    number = office.assigned("--measure", "Stay open")

    said = refused(
        office, "rectify", number, "--by", "Bob", "--note", "Done", "--evidence", "Doc No. 3", code=23
    )

    assert "Service" in said
    assert office.issue(number)["state"] == "assigned"


def test_merging_says_into_which_issue(office: Office) -> None:
    first, second = office.open("The counter is shut"), office.open("The counter is closed")

    said = office("merge", second, "--into", first, "--reason", "The same").out

    assert said == "ZF-2020-0002 is now “merged”. Merged into ZF-2020-0001.\n"


def test_an_issue_that_took_over_others_is_not_cancelled(office: Office) -> None:
    survivor, double = office.assigned(), office.open()
    office("merge", double, "--into", survivor, "--reason", "The same counter")

    said = refused(office, "cancel", survivor, "--reason", "Entered in error", code=23)

    assert f"ZF-2020-{double:04d}" in said


def test_a_leader_finds_what_the_sweep_suggests(office: Office) -> None:
    number = office.assigned(deadline="2020-04-01")
    office.today = "2020-05-08"
    office("sweep")

    suggested = office("list", "--suggested", "--format", "json").json
    office("escalate", number, "--to", "4", "--reason", "No answer", "--by", "Boss")

    assert [issue["number"] for issue in suggested] == [number]
    assert office("list", "--suggested", "--format", "json").json == []
