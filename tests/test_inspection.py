"""Inspection teams visit units, what they find is listed, and who has not been visited is said."""

from typing import Any

import pytest

from tests.conftest import UNITS, Office
from tests.test_orders import refused


def team(office: Office, name: str = "Team One", *members: str) -> None:
    """Form a team of two from the Party office, or of the members given."""
    words = [word for member in members or ("Super:head", "Watch") for word in ("--member", member)]
    office("inspection", "team", "add", name, *words)


def visit(office: Office, unit: str = "Office", kind: str = "open", *words: object) -> int:
    """Let the first team visit a unit and return the number of the visit."""
    said = office("inspection", "visit", "1", unit, "--kind", kind, *words).out
    return int(said.split()[1])


def visits(office: Office, *words: str) -> list[dict[str, Any]]:
    return list(office("inspection", "list", "--format", "json", *words).json)


def coverage(office: Office, *words: str) -> dict[str, Any]:
    return dict(office("inspection", "coverage", "--format", "json", *words).json)


def teams(office: Office) -> list[dict[str, Any]]:
    return list(office("inspection", "team", "list", "--format", "json").json)


def test_a_team_is_formed_with_its_members_and_their_positions(office: Office) -> None:
    team(office, "Team One", "Super:head", "Watch", "Carol@Market：组员")

    (formed,) = teams(office)

    assert (formed["team"], formed["name"]) == (1, "Team One")
    assert [(member["name"], member["position"]) for member in formed["members"]] == [
        *(("Super", "head"), ("Watch", "member"), ("Carol", "member")),
    ]
    assert "Super (head), Watch, Carol" in office("inspection", "team", "list").out
    assert office("audit", "--format", "json").json["ok"]


def test_members_come_go_and_change_their_position(office: Office) -> None:
    team(office)

    office("inspection", "team", "join", "Team One", "Carol", "Watch:deputy head")
    office("inspection", "team", "leave", "team one", "Super")

    (formed,) = teams(office)
    assert {member["name"]: member["position"] for member in formed["members"]} == {
        "Watch": "deputy",
        "Carol": "member",
    }
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "Team One"), 23),
        (("add", "team one", "--member", "Carol"), 23),
        (("add", " "), 2),
        (("add", "Team Two", "--member", "Nobody"), 22),
        (("add", "Team Two", "--member", "Carol:boss"), 2),
        (("add", "Team Two", "--member", "Carol:"), 2),
        (("add", "Team Two", "--member", "Carol", "--member", "Carol"), 23),
        (("join", "Team One", "Carol", "Super:head"), 23),  # he is; so Carol does not join either
        (("join", "Team Nine", "Carol"), 22),
        (("join", "9", "Carol"), 22),
        (("leave", "Team One", "Watch", "Carol"), 22),  # she is no member; so Watch stays
    ],
)
def test_a_team_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    team(file_office)
    before = teams(file_office)

    refused(file_office, "inspection", "team", *words, code=code)

    assert teams(file_office) == before


@pytest.mark.parametrize(
    ("kind", "code", "label"),
    [
        *(("open", "open", "明察"), ("covert", "covert", "暗访"), ("明察", "open", "明察")),
        *(("暗访", "covert", "暗访"), ("Covert check", "covert", "暗访")),
    ],
)
def test_a_visit_is_kept_by_its_kind(file_office: Office, kind: str, code: str, label: str) -> None:
    team(file_office)

    visit(file_office, "Office", kind)

    assert [made["kind"] for made in visits(file_office)] == [code]
    file_office.lang = "zh"
    assert label in file_office("inspection", "list").out


def test_a_visit_keeps_day_round_and_note(office: Office) -> None:
    office.today = "2020-05-12"
    team(office)

    visit(office, "Office", "open", "--on", "2020.5.11", "--round", 2, "--note", "Without notice")
    visit(office, "Service")

    first, second = visits(office)
    assert (first["team"], first["unit"], first["visited_on"]) == ("Team One", "Office", "2020-05-11")
    assert (first["round"], first["note"], first["findings"]) == (2, "Without notice", [])
    assert (second["round"], second["visited_on"]) == (2, "2020-05-12")  # the round that is under way
    assert [made["visit"] for made in visits(office, "--unit", "Service")] == [2]
    assert visits(office, "--round", "1") == []
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("1", "Office"), 2),
        (("1", "Office", "--kind", "secret"), 2),
        (("1", "Nowhere", "--kind", "open"), 22),
        (("2", "Office", "--kind", "open"), 22),
        (("1", "Office", "--kind", "open", "--on", "2020-04-02"), 23),  # tomorrow
        (("1", "Office", "--kind", "open", "--on", "soon"), 2),
        (("1", "Office", "--kind", "open", "--round", "3"), 23),  # the plan has two
        (("1", "Office", "--kind", "open", "--round", "0"), 2),
        (("1", "Office", "--kind", "open", "--round", "9" * 30), 2),
        (("1", "Office", "--kind", "open", "--note", " "), 2),
    ],
)
def test_a_visit_that_cannot_be_is_refused(file_office: Office, words: tuple[str, ...], code: int) -> None:
    team(file_office)

    refused(file_office, "inspection", "visit", *words, code=code)

    assert visits(file_office) == []


def test_nobody_inspects_the_own_unit(office: Office) -> None:
    team(office, "Team One", "Super", "Alice")

    said = refused(office, "inspection", "visit", "Team One", "Office", "--kind", "covert", code=23)
    office("inspection", "team", "leave", "Team One", "Alice")
    visit(office, "Office")

    assert "Alice" in said
    assert len(visits(office)) == 1


def test_a_team_of_nobody_visits_nobody(office: Office) -> None:
    office("inspection", "team", "add", "Team One")

    assert "join" in refused(office, "inspection", "visit", "1", "Office", "--kind", "open", code=23)


def test_the_same_visit_is_not_kept_twice(office: Office) -> None:
    team(office)
    visit(office, "Office", "open")

    said = refused(office, "inspection", "visit", "1", "Office", "--kind", "open", code=23)
    visit(office, "Office", "covert")

    assert "Visit 1" in said
    assert len(visits(office)) == 2


@pytest.mark.parametrize(("kind", "source"), [("open", "inspection"), ("covert", "covert_check")])
def test_what_a_visit_finds_is_listed_with_its_source(office: Office, kind: str, source: str) -> None:
    office.today = "2020-04-03"
    team(office)
    number = visit(office, "Office", kind, "--on", "2020-04-02")

    office(
        *("inspection", "finding", number, "Two windows empty at 9:30", "-c", "Poor service"),
        *("-o", "Alice", "-d", "2020-04-20", "--measure", "Man them", "--assign"),
    )

    issue = office.issue(1)
    assert (issue["source"], issue["unit"], issue["state"]) == (source, "Office", "assigned")
    assert (issue["found_on"], issue["opened_on"]) == ("2020-04-02", "2020-04-03")
    assert issue["origin"]["entry"] == "visit"
    assert (issue["origin"]["visit"], issue["origin"]["team"]) == (number, "Team One")
    assert [finding["number"] for finding in visits(office)[0]["findings"]] == [1]
    assert "Visit 1 (Team One, 2020-04-02, " in office("show", 1).out
    assert office("audit", "--format", "json").json["ok"]


def test_a_plan_names_other_sources_for_its_checks(office_with: Any) -> None:
    office = office_with(('covert_source = "covert_check"', 'covert_source = "supervision"'))
    team(office)

    office("inspection", "finding", visit(office, "Office", "covert"), "Empty at 9:30", "-c", "Poor service")

    assert office.issue(1)["source"] == "supervision"


@pytest.mark.parametrize("typed", ["1", "Visit 1", "visit1", "检查1", "#1"])
def test_a_visit_is_named_as_people_write_it(file_office: Office, typed: str) -> None:
    team(file_office)
    visit(file_office)

    file_office("inspection", "finding", typed, "Empty at 9:30", "-c", "Poor service")

    assert len(visits(file_office)[0]["findings"]) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("2", "Empty at 9:30", "-c", "Poor service"), 22),
        (("two", "Empty at 9:30", "-c", "Poor service"), 2),
        (("9" * 30, "Empty at 9:30", "-c", "Poor service"), 2),
        (("1", "Empty at 9:30"), 2),
        (("1", " ", "-c", "Poor service"), 2),
        (("1", "Empty at 9:30", "-c", "Bad luck"), 2),
        (("1", "Empty at 9:30", "-c", "Poor service", "-o", "Nobody"), 22),
        (("1", "Empty at 9:30", "-c", "Poor service", "--assign"), 23),
    ],
)
def test_a_finding_that_cannot_be_is_refused(office: Office, words: tuple[str, ...], code: int) -> None:
    team(office)
    visit(office)

    refused(office, "inspection", "finding", *words, code=code)

    assert office("list", "--format", "json").json == []


def test_a_finding_entered_in_error_no_longer_counts(office: Office) -> None:
    team(office)
    office("inspection", "finding", visit(office), "Empty at 9:30", "-c", "Poor service")
    office("inspection", "finding", 1, "Closed at noon", "-c", "Poor service")

    office("cancel", 1, "--reason", "It was another unit")

    assert [finding["number"] for finding in visits(office)[0]["findings"]] == [2]


def test_coverage_tells_every_unit_and_who_has_not_been_visited(office: Office) -> None:
    team(office)
    team(office, "Team Two", "Carol")
    office("inspection", "finding", visit(office, "Office"), "Empty at 9:30", "-c", "Poor service")
    office("inspection", "visit", "Team Two", "Office", "--kind", "covert", "--round", 2)
    visit(office, "Service", "covert", "--round", 1)

    told = coverage(office)

    assert [row["unit"] for row in told["units"]] == list(UNITS)
    rows = {row["unit"]: row for row in told["units"]}
    assert [(made["team"], made["kind"], made["findings"]) for made in rows["Office"]["visits"]] == [
        *(("Team One", "open", 1), ("Team Two", "covert", 0)),
    ]
    assert (rows["Office"]["findings"], rows["Service"]["findings"]) == (1, 0)
    assert told["not_visited"] == ["Bureau", "Market", "Party"]
    assert coverage(office, "--round", "2")["not_visited"] == ["Bureau", "Service", "Market", "Party"]
    shown = office("inspection", "coverage").out
    assert "Not visited yet: Bureau, Market, Party" in shown
    assert "2 of 5 units visited." in shown


def test_where_nobody_has_been_everybody_is_missing(file_office: Office) -> None:
    assert coverage(file_office)["not_visited"] == list(UNITS)
    assert visits(file_office) == []


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
@pytest.mark.parametrize("what", [("list",), ("coverage",), ("team", "list")])
def test_the_tables_print_in_every_format(file_office: Office, what: tuple[str, ...], format_: str) -> None:
    team(file_office, "=Team", "Super:head")
    visit(file_office, "Office", "open", "--note", "+1")
    file_office.lang = "zh"

    printed = file_office("inspection", *what, "--format", format_).out

    assert "=Team" in printed
    if format_ in ("csv", "tsv"):
        assert "'=Team" in printed
