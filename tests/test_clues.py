"""Clues have numbers of their own until each is an issue, part of one, or leads to none."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from tests.test_orders import events, refused


def add(office: Office, text: str = "Window 3 sent me away twice", *words: object) -> int:
    """Keep a clue and return its number."""
    said = office("clue", "add", text, "--source", "Online", *words).out
    return int(said.split()[1])


def clues(office: Office, *words: str) -> list[dict[str, Any]]:
    return list(office("clue", "list", "--format", "json", *words).json)


def test_a_clue_is_kept_with_its_own_number_and_no_issue(office: Office) -> None:
    office.today = "2020-04-03"
    number = add(office, "Window 3 sent me away twice", "--no", "W-118", "-u", "Office", "--on", "2020.4.2")

    (clue,) = clues(office)

    assert clue["clue"] == number == 1
    assert (clue["source"], clue["external_no"], clue["received_on"]) == ("online", "W-118", "2020-04-02")
    assert (clue["unit"], clue["outcome"], clue["number"]) == ("Office", "waiting", None)
    assert office("list", "--format", "json").json == []
    assert office("audit", "--format", "json").json["ok"]


def test_a_clue_becomes_an_issue_that_knows_where_it_came_from(office: Office) -> None:
    number = add(office, "Window 3 sent me away twice", "--no", "W-118", "-u", "Office")

    office("clue", "open", number, "-c", "Poor service", "-o", "Alice", "-d", "2020-06-30", "--assign")

    issue = office.issue(1)
    assert (issue["description"], issue["source"], issue["unit"]) == (
        *("Window 3 sent me away twice", "online", "Office"),
    )
    assert (issue["state"], issue["found_on"]) == ("assigned", "2020-04-01")
    assert [(clue["clue"], clue["outcome"]) for clue in issue["clues"]] == [(1, "opened")]
    assert issue["origin"] == {"entry": "clue", "clue": 1}
    (clue,) = clues(office)
    assert (clue["ref"], clue["outcome"], clue["settled_on"]) == ("ZF-2020-0001", "opened", "2020-04-01")
    shown = office("show", 1).out
    assert "Clue 1 (Online W-118, 2020-04-01)" in shown
    assert office("audit", "--format", "json").json["ok"]


def test_what_the_clerk_says_goes_before_what_the_clue_says(office: Office) -> None:
    number = add(office, "It is a shame!", "-u", "Office")

    words = ("--description", "Window 3 closes at 11:30", "-u", "Service", "-o", "Bob")
    office("clue", "open", number, "-c", "Poor service", *words)

    issue = office.issue(1)
    assert (issue["description"], issue["unit"], issue["owner"]) == (
        *("Window 3 closes at 11:30", "Service", "Bob"),
    )


def test_a_clue_joins_an_issue(office: Office) -> None:
    issue = office.assigned()
    number = add(office, "Closed at noon again", "--no", "W-9")

    said = office("clue", "merge", number, "--into", issue).out

    assert "Clue 1 belongs to ZF-2020-0001 now." in said
    assert [(clue["outcome"], clue["number"]) for clue in clues(office)] == [("merged", issue)]
    assert "Clue 1 (Online W-9, 2020-04-01): Closed at noon again" in office("show", issue).out
    assert len(office("list", "--format", "json").json) == 1
    assert office("audit", "--format", "json").json["ok"]


def test_a_clue_that_leads_to_none_keeps_why(office: Office) -> None:
    number = add(office)

    office("clue", "settle", number, "--reason", "Passed on to the court")

    (clue,) = clues(office)
    assert (clue["outcome"], clue["reason"], clue["number"]) == ("dropped", "Passed on to the court", None)
    assert clues(office, "--open") == []
    assert office("audit", "--format", "json").json["ok"]


SETTLING = {
    "open": ("--category", "Poor service"),
    "merge": ("--into", "1"),
    "settle": ("--reason", "Nothing in it"),
}


@pytest.mark.parametrize("first", SETTLING)
@pytest.mark.parametrize("second", SETTLING)
def test_a_clue_is_settled_once(file_office: Office, first: str, second: str) -> None:
    file_office.assigned()
    number = add(file_office)
    file_office("clue", first, number, *SETTLING[first])

    said = refused(file_office, "clue", second, number, *SETTLING[second], code=23)

    assert "Clue 1 was settled on 2020-04-01 already" in said


@pytest.mark.parametrize("typed", ["1", "01", "#1", "Clue 1", "clue1", "线索1", " 线索 １ "])
def test_a_clue_is_named_as_people_write_it(file_office: Office, typed: str) -> None:
    add(file_office)

    file_office("clue", "settle", typed, "--reason", "Nothing in it")

    assert clues(file_office, "--open") == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("2", 22), ("2147483647", 22), ("0", 2), ("-1", 2), ("one", 2), ("", 2), ("1.5", 2), ("线索", 2)),
        *(("2147483648", 2), ("9" * 30, 2), ("1; DROP TABLE clue", 2)),
    ],
)
def test_a_clue_that_is_not_there_is_refused(office: Office, typed: str, code: int) -> None:
    add(office)

    refused(office, "clue", "settle", "--reason", "Nothing in it", "--", typed, code=code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("  ", "--source", "Online"), 2),
        (("Text", "--source", "Unit self-check"), 2),  # a source, but none of clues
        (("Text", "--source", "Rumour"), 2),
        (("Text",), 2),
        (("Text", "--source", "Online", "--unit", "Nowhere"), 22),
        (("Text", "--source", "Online", "--on", "2020-04-02"), 23),  # tomorrow
        (("Text", "--source", "Online", "--on", "soon"), 2),
    ],
)
def test_a_clue_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    refused(file_office, "clue", "add", *words, code=code)

    assert clues(file_office) == []


def test_a_source_that_is_none_of_clues_is_told_which_are(file_office: Office) -> None:
    said = refused(file_office, "clue", "add", "Text", "--source", "Practical deeds", code=2)

    assert "Supervision, Appraisal, Online" in said


def test_the_same_number_from_the_same_source_is_the_same_clue(office: Office) -> None:
    add(office, "Window 3", "--no", "W-118")

    said = refused(office, "clue", "add", "Window three", "--source", "网络", "--no", " w-１18", code=23)
    office("clue", "add", "Window three", "--source", "Supervision", "--no", "W-118")
    add(office, "Without a number")
    add(office, "Without a number either")

    assert "Clue 1" in said
    assert [clue["source"] for clue in clues(office)] == ["online", "supervision", "online", "online"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("open", "1", "--category", "Bad luck"), 2),
        (("open", "1"), 2),
        (("open", "1", "-c", "Poor service", "-o", "Nobody"), 22),
        (("open", "1", "-c", "Poor service", "--assign"), 23),  # incomplete
        (("open", "1", "-c", "Poor service", "--description", " \t"), 0),  # blank: the clue speaks
        (("merge", "1", "--into", "7"), 22),
        (("merge", "1", "--into", "x"), 2),
        (("merge", "1"), 2),
        (("settle", "1", "--reason", " "), 2),
        (("settle", "1"), 2),
    ],
)
def test_nothing_is_half_settled(office: Office, words: tuple[str, ...], code: int) -> None:
    add(office)
    if code == 0:
        office("clue", *words)
        assert office.issue(1)["description"] == "Window 3 sent me away twice"
        return

    refused(office, "clue", *words, code=code)

    assert [clue["outcome"] for clue in clues(office)] == ["waiting"]


@pytest.mark.parametrize("end", ["closed", "cancelled", "merged"])
def test_what_has_ended_takes_no_clue_over(office: Office, end: str) -> None:
    number = office.closed() if end == "closed" else office.open()
    if end == "cancelled":
        office("cancel", number, "--reason", "Twice")
    if end == "merged":
        office("merge", number, "--into", office.open("Another"), "--reason", "Same")
    add(office)

    refused(office, "clue", "merge", 1, "--into", number, code=23)


def test_the_list_can_be_narrowed_to_a_source(office: Office) -> None:
    add(office)
    office("clue", "add", "From above", "--source", "督查")

    assert [clue["text"] for clue in clues(office, "--source", "supervision")] == ["From above"]
    assert office("clue", "list", "--source", "Rumour", code=2).out == ""


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_the_list_prints_in_every_format_and_language(file_office: Office, format_: str) -> None:
    add(file_office, "=HYPERLINK(1)", "--no", "@1")
    file_office.lang = "zh"

    printed = file_office("clue", "list", "--format", format_).out

    assert "线索1" in printed
    assert "待处理" in printed
    if format_ in ("csv", "tsv"):
        assert "'=HYPERLINK(1)" in printed
        assert "'@1" in printed


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from([*SETTLING, "add"]), st.integers(1, 4)), max_size=12))
def test_every_clue_waits_or_has_one_outcome(file_office: Office, steps: list[tuple[str, int]]) -> None:
    before, issues = len(clues(file_office)), len(file_office("list", "--format", "json").json)
    survivor = file_office.assigned()
    expected: Counter[str] = Counter()
    settled: set[int] = set()
    added = 0
    for verb, which in steps:
        if verb == "add":
            add(file_office)
            added += 1
            continue
        words = ("--into", survivor) if verb == "merge" else SETTLING[verb]
        result = file_office("clue", verb, before + which, *words, code=None)
        possible = which <= added and which not in settled
        assert (result.code == 0) is possible
        if possible:
            settled.add(which)
            expected[verb] += 1

    mine = clues(file_office)[before:]
    found = Counter(clue["outcome"] for clue in mine)

    assert found == Counter(
        {
            name: count
            for name, count in {
                "opened": expected["open"],
                "merged": expected["merge"],
                "dropped": expected["settle"],
                "waiting": added - len(settled),
            }.items()
            if count
        }
    )
    assert len(file_office("list", "--format", "json").json) == issues + 1 + expected["open"]
    assert events(file_office) > 0
    assert file_office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize("width", [80, 100, 160])
def test_on_a_narrow_terminal_columns_are_left_out_and_no_number_is_cut(
    file_office: Office, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    file_office.lang = "zh"
    for text in ("停车难", "3号窗口两次让我白跑，窗口没有人，也没有告示说明什么时候有人"):
        file_office("clue", "add", text, "--source", "网络", "-u", "Office")
    file_office("clue", "open", 1, "-c", "服务较差")

    printed = file_office("clue", "list", "--format", "table").out

    assert "ZF-2020-0001" in printed
    assert max(len(line) for line in printed.splitlines()) <= width
