"""The look-back: a sample of closed issues, the verdict on each, and the rebound rate."""

from typing import Any

import pytest

from tests.conftest import Office
from zuofeng_cli.rules.look_back import sample

COUNTS = {"drawn", "held", "rebounds", "left_out", "sample", "unchecked", "rebound_rate"}


def refused(office: Office, *words: object, code: int) -> str:
    """Check that *words* are refused and write nothing; return what was said."""
    before = events(office)
    said = office(*words, code=code)
    assert events(office) == before
    return said.err


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def close(office: Office, unit: str, owner: str, count: int) -> list[int]:
    """Take *count* issues of a unit to their end."""
    numbers = []
    for _ in range(count):
        number = office.open(
            "Nobody at the desk", "-u", unit, "-o", owner, "-d", "2020-06-30", "--assign", "--measure", "Sit"
        )
        office("rectify", number, "--by", owner, "--note", "Manned", "--evidence", "Doc No. 3")
        office("close", number, "--by", "Super", "--opinion", "Seen")
        numbers.append(number)
    return numbers


def draw(office: Office, *words: object, seed: int = 7) -> dict[str, Any]:
    return dict(office("lookback", "draw", "--seed", seed, "--format", "json", *words).json)


def numbers_of(drawn: dict[str, Any]) -> list[int]:
    return [row["number"] for row in drawn["issues"]]


def sampled(office: Office, number: int = 1) -> list[dict[str, Any]]:
    return list(office("lookback", "list", number, "--format", "json").json)


def totals(office: Office) -> dict[str, Any]:
    return dict(office("lookback", "status", "--format", "json").json["totals"])


def drawn_issue(office: Office) -> int:
    """Return a closed issue that waits for its look-back."""
    number = office.closed()
    draw(office, "--share", "100%")
    return number


CHECK = ("--by", "Watch", "--note", "Seen twice")


def test_each_unit_gives_its_share_rounded_up(office: Office) -> None:
    ours, theirs = close(office, "Office", "Alice", 6), close(office, "Service", "Bob", 1)

    drawn = draw(office)

    expected = sample({1: ours, 2: theirs}, share=200_000, seed=7)
    assert numbers_of(drawn) == expected
    assert len(expected) == 3 and set(theirs) <= set(expected)
    assert (drawn["draw"], drawn["share"], drawn["strata"], drawn["population"]) == (1, "20%", "unit", 7)
    assert [row["number"] for row in sampled(office)] == expected
    assert office("audit", "--format", "json").json["ok"]


def test_all_issues_together_are_one_stratum(office: Office) -> None:
    numbers = [*close(office, "Office", "Alice", 3), *close(office, "Service", "Bob", 2)]

    drawn = draw(office, "--by", "all", "--share", "0.4")

    assert numbers_of(drawn) == sample({None: numbers}, share=400_000, seed=7)
    assert (drawn["share"], len(drawn["issues"])) == ("40%", 2)


def test_a_dry_run_says_what_the_draw_then_does(office: Office) -> None:
    close(office, "Office", "Alice", 4)
    before = events(office)

    dry = draw(office, "--dry-run")

    assert events(office) == before
    assert dry["draw"] is None
    wet = draw(office)
    assert {**dry, "draw": 1} == wet


def test_only_what_is_closed_is_drawn(office: Office) -> None:
    office.open()
    office.assigned()
    office.rectified()
    number = office.closed()

    assert numbers_of(draw(office, "--share", "100%")) == [number]


def test_the_same_sample_is_drawn_once(office: Office) -> None:
    close(office, "Office", "Alice", 3)
    draw(office)

    said = refused(office, "lookback", "draw", "--seed", 7, code=23)

    assert "look-back 1" in said
    assert draw(office, seed=8)["draw"] == 2


def test_with_more_closed_the_same_seed_draws_anew(office: Office) -> None:
    close(office, "Office", "Alice", 1)
    draw(office)
    close(office, "Service", "Bob", 1)

    assert numbers_of(draw(office)) == [1, 2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--seed", 7), 20),  # nothing is closed
        ((), 2),
        (("--seed", -1), 2),
        (("--seed", 2**31), 2),
        (("--seed", "x"), 2),
        (("--seed", 7, "--share", "20"), 2),
        (("--seed", 7, "--share", ""), 2),
        (("--seed", 7, "--by", "person"), 2),
    ],
)
def test_a_draw_that_cannot_be_is_refused(file_office: Office, words: tuple[object, ...], code: int) -> None:
    refused(file_office, "lookback", "draw", *words, code=code)


def test_what_has_held_stays_closed(office: Office) -> None:
    number = drawn_issue(office)

    office("lookback", "check", number, "--held", *CHECK)

    (row,) = sampled(office)
    assert (row["verdict"], row["checked_on"], row["checked_by"], row["note"]) == (
        *("held", "2020-04-01", "Watch"),
        "Seen twice",
    )
    issue = office.issue(number)
    assert (issue["state"], issue["round"]) == ("closed", 1)
    assert issue["look_backs"] == [
        {
            "draw": 1,
            "drawn_on": "2020-04-01",
            "verdict": "held",
            "checked_on": "2020-04-01",
            "checked_by": "Watch",
            "note": "Seen twice",
        }
    ]
    assert office("audit", "--format", "json").json["ok"]


def test_a_rebound_is_taken_up_again_in_the_same_step(office: Office) -> None:
    number = drawn_issue(office)
    before = events(office)

    office("lookback", "check", number, "--rebound", *CHECK, "--deadline", "2020-08-31")

    issue = office.issue(number)
    assert (issue["state"], issue["round"], issue["deadline"]) == ("assigned", 2, "2020-08-31")
    assert (issue["reopen_reason"], issue["deadline_original"]) == ("rebound", "2020-06-30")
    assert issue["history"][-1]["reason"] == "Seen twice"
    assert (events(office) - before, sampled(office)[0]["verdict"]) == (2, "rebound")
    assert office("audit", "--format", "json").json["ok"]


def test_a_rebound_can_be_listed_as_a_recurrence(office: Office) -> None:
    number = drawn_issue(office)

    office("lookback", "check", number, "--rebound", *CHECK, "-d", "2020-08-31", "--as-recurrence")

    old, new = office.issue(number), office.issue(number + 1)
    assert (old["state"], old["round"]) == ("closed", 1)
    assert (new["state"], new["chronic"], new["recurrence_of"]) == ("assigned", True, number)
    assert (new["unit"], new["owner"], new["deadline"]) == ("Office", "Alice", "2020-08-31")
    assert new["description"] == old["description"]
    assert sampled(office)[0]["verdict"] == "rebound"
    assert office("audit", "--format", "json").json["ok"]


def test_a_verdict_is_given_once(office: Office) -> None:
    number = drawn_issue(office)
    office("lookback", "check", number, "--held", *CHECK)

    said = refused(office, "lookback", "check", number, "--rebound", *CHECK, "-d", "2020-08-31", code=23)

    assert "2020-04-01" in said and "held" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rebound", *CHECK), 2),  # no deadline
        (("--rebound", *CHECK, "-d", "2020-03-31"), 23),  # past
        (("--rebound", *CHECK, "-d", "soon"), 2),
        (("--rebound", *CHECK, "-d", "2020-03-31", "--as-recurrence"), 23),
        (("--held", *CHECK, "-d", "2020-08-31"), 2),
        (("--held", *CHECK, "--as-recurrence"), 2),
        (("--held", "--by", "Nobody", "--note", "Seen"), 22),
        (("--held", "--by", "Watch", "--note", "  "), 2),
        (("--held", "--by", "Watch"), 2),
        (CHECK, 2),
        (("--held", *CHECK, "--draw", 2), 22),
        (("--held", *CHECK, "--draw", 2**31), 2),
    ],
)
def test_a_verdict_that_cannot_be_is_refused(
    file_office: Office, words: tuple[object, ...], code: int
) -> None:
    number = drawn_issue(file_office)

    refused(file_office, "lookback", "check", number, *words, code=code)


@pytest.mark.parametrize("who", ["Alice", "Anna", "Bob", "Super"])
def test_who_had_a_part_in_it_does_not_look_back(file_office: Office, who: str) -> None:
    number = file_office.rectified("--measure", "Stay open")
    file_office("return", number, "--reason", "No", "--by", "Watch")
    file_office("assign", number, "--cooperate", "Service")
    file_office("rectify", number, "--by", "Alice", "--note", "Now", "--evidence", "Doc No. 4")
    file_office("close", number, "--by", "Super", "--opinion", "Seen")
    draw(file_office)

    refused(file_office, "lookback", "check", number, "--held", "--by", who, "--note", "Fine", code=23)


def test_what_was_not_drawn_gets_no_verdict(file_office: Office) -> None:
    first, second = close(file_office, "Office", "Alice", 2)
    (drawn,) = numbers_of(draw(file_office))
    other = first if drawn == second else second

    refused(file_office, "lookback", "check", other, "--held", *CHECK, code=20)
    refused(file_office, "lookback", "check", other, "--held", *CHECK, "--draw", 1, code=20)
    refused(file_office, "lookback", "check", 99, "--held", *CHECK, code=22)


def test_what_waits_in_two_samples_needs_to_be_told_which(office: Office) -> None:
    number = drawn_issue(office)
    draw(office, "--share", "100%", seed=8)

    said = refused(office, "lookback", "check", number, "--held", *CHECK, code=22)
    office("lookback", "check", number, "--held", *CHECK, "--draw", 2)

    assert "1, 2" in said
    assert [row["verdict"] for row in (*sampled(office, 1), *sampled(office, 2))] == [None, "held"]


@pytest.mark.parametrize("then", ["assigned", "cancelled", "merged"])
def test_what_was_taken_up_again_before_its_check_is_left_out(office: Office, then: str) -> None:
    number = drawn_issue(office)
    office("reopen", number, "--reason", "goal_not_met", "--deadline", "2020-08-31")
    if then == "cancelled":
        office("cancel", number, "--reason", "A mistake")
    if then == "merged":
        office("merge", number, "--into", office.assigned(), "--reason", "The same")

    refused(office, "lookback", "check", number, "--held", *CHECK, code=20)

    kinds = {row["kind"] for row in office("list", "--waiting", "--format", "json").json}
    assert "look_back" not in kinds
    assert (sampled(office)[0]["left_out"], sampled(office)[0]["state"]) == (True, then)
    counted = totals(office)
    assert (counted["drawn"], counted["sample"], counted["left_out"]) == (1, 0, 1)
    assert counted["rebound_rate"] is None
    assert "—" in office("lookback", "status").out


def test_once_closed_again_it_is_back_in_the_sample(office: Office) -> None:
    number = drawn_issue(office)
    office("reopen", number, "--reason", "goal_not_met", "--deadline", "2020-08-31")
    office("rectify", number, "--by", "Alice", "--note", "Now", "--evidence", "Doc No. 4")
    office("close", number, "--by", "Super", "--opinion", "Seen")

    office("lookback", "check", number, "--held", *CHECK)

    assert (totals(office)["sample"], totals(office)["held"]) == (1, 1)


def test_the_rebound_rate_is_of_the_sample_and_of_each_unit(office: Office) -> None:
    ours, theirs = close(office, "Office", "Alice", 3), close(office, "Service", "Bob", 1)
    draw(office, "--share", "100%")
    for number, verdict in zip(ours, ("--held", "--held", "--rebound"), strict=True):
        deadline = ("-d", "2020-08-31") if verdict == "--rebound" else ()
        office("lookback", "check", number, verdict, *CHECK, *deadline)
    office("lookback", "check", theirs[0], "--rebound", *CHECK, "-d", "2020-08-31")

    said = office("lookback", "status", "--by", "unit", "--format", "json").json

    assert {row["unit"]: row["rebound_rate"] for row in said["rows"]} == {"Office": 0.3333, "Service": 1.0}
    assert (said["totals"]["rebound_rate"], said["totals"]["unchecked"]) == (0.5, 0)
    assert set(said["totals"]) == COUNTS
    assert "rebounds ÷ look-back sample" in office("lookback", "status").out


def test_a_rebound_counts_for_the_unit_that_had_it_when_it_was_drawn(office: Office) -> None:
    number = drawn_issue(office)
    office("lookback", "check", number, "--rebound", *CHECK, "-d", "2020-08-31")
    office("assign", number, "--unit", "Service", "--owner", "Bob")

    rows = office("lookback", "status", "--by", "unit", "--format", "json").json["rows"]

    assert [(row["unit"], row["rebounds"]) for row in rows] == [("Office", 1)]


def test_the_list_of_look_backs_shows_what_is_left_to_do(office: Office) -> None:
    first, second = close(office, "Office", "Alice", 2)
    draw(office, "--share", "100%")
    office("lookback", "check", first, "--held", *CHECK)

    (row,) = office("lookback", "list", "--format", "json").json
    waiting = office("lookback", "list", 1, "--unchecked", "--format", "json").json

    assert set(row) == {"draw", "drawn_on", "share", "seed", "strata", "population", *COUNTS}
    assert (row["draw"], row["seed"], row["population"], row["drawn"]) == (1, 7, 2, 2)
    assert (row["unchecked"], row["held"], row["rebound_rate"]) == (1, 1, 0.0)
    assert [each["number"] for each in waiting] == [second]
    assert "Not final: 1 of the sample" in office("lookback", "list").out
    refused(office, "lookback", "list", 2, code=22)


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_every_table_is_printed_in_every_format(file_office: Office, format_: str) -> None:
    file_office.lang = "zh"
    number = drawn_issue(file_office)
    file_office("lookback", "check", number, "--held", *CHECK)

    for words in (("list",), ("list", 1), ("status", "--by", "unit"), ("draw", "--seed", 9, "--dry-run")):
        assert "1" in file_office("lookback", *words, "--format", format_).out


def test_without_a_look_back_there_is_no_rate(office: Office) -> None:
    assert office("lookback", "list", "--format", "json").json == []
    assert totals(office)["rebound_rate"] is None
    assert "look_backs" in office.issue(office.closed())
