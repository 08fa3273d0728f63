"""The command that ranks units, against figures made by hand."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from tests.conftest import Office, Result


def fill(office: Office) -> None:
    """As of 2020-06-30: the Office closed 1 of 2 in time, the Service 1 of 1 a day late, Market nothing.

    Nobody looked back and no ballot was cast, so on time counts with 4/7 and closure with 3/7. Office: 1 of
    2 due was done in time, 1 of 2 is closed, 50.0. Service: 0 of 1 in time, 1 of 1 closed, 300/7 = 42.9.
    """
    office.assigned("--measure", "Stay open", deadline="2020-05-10")
    office.assigned("--measure", "Stay open", deadline="2020-05-20")
    words = ("-u", "Service", "-o", "Bob", "-d", "2020-05-10", "--assign", "--measure", "One form")
    office.open("Forms are asked for twice", *words)
    office.today = "2020-05-10"
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 1")
    office.today = "2020-05-11"
    office("rectify", 3, "--by", "Bob@Service", "--note", "One form", "--evidence", "Doc No. 2")
    office("close", 3, "--by", "Super", "--opinion", "Seen")
    office.today = "2020-06-05"
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    office.today = "2020-06-30"


def told(office: Office, *words: object) -> dict[str, Any]:
    return dict(office("rank", *words, "--format", "json").json)


def test_units_are_ranked_by_a_score_that_adds_up(office: Office) -> None:
    fill(office)

    (group,) = told(office)["groups"]

    assert [(row["rank"], row["unit"], row["score"]) for row in group["rows"]] == [
        (1, "Office", 50.0),
        (2, "Service", 42.86),
    ]
    parts = {part["name"]: part for part in group["rows"][1]["parts"]}
    assert (parts["on_time_rate"]["value"], parts["closure_rate"]["value"]) == (0, 1)
    assert (parts["rebound_rate"]["value"], parts["satisfaction"]["value"]) == (None, None)
    assert {"Bureau", "Market"} <= set(group["without_issues"])


def test_a_rank_is_compared_with_that_of_an_earlier_day(office: Office) -> None:
    fill(office)

    # On 31 May the Service had closed one of one, 300/7; the Office none of two, 0.5 × 400/7 = 28.6.
    (group,) = told(office, "--since", "2020-05-31")["groups"]
    (fresh,) = told(office, "--since", "2020-03-31")["groups"]

    assert [(row["unit"], row["rank_before"], row["moved"]) for row in group["rows"]] == [
        ("Office", 2, 1),
        ("Service", 1, -1),
    ]
    assert [row["moved"] for row in fresh["rows"]] == [None, None]


def test_a_past_ranking_comes_back(office: Office) -> None:
    fill(office)

    (group,) = told(office, "--as-of", "2020-05-31")["groups"]

    assert [(row["unit"], row["score"]) for row in group["rows"]] == [("Service", 42.86), ("Office", 28.57)]


def test_scores_of_another_ledger_stand_beside(
    office: Office, sqlite_template: Path, tmp_path: Path, run_main: Callable[[list[str]], Result]
) -> None:
    fill(office)
    last_year = Office(str(copy(sqlite_template, tmp_path / "last-year.db")), run_main)
    fill(last_year)

    (group,) = told(office, "--against", last_year.db)["groups"]
    said = office("rank", "--against", last_year.db).out

    assert [row["score_elsewhere"] for row in group["rows"]] == [50.0, pytest.approx(300 / 7)]
    assert "50.0 (+0.0)" in said


def test_a_unit_is_told_how_it_came_by_its_score(office: Office) -> None:
    fill(office)

    said = office("rank", "--explain", "Office").out

    assert "Office: rank 1 of 2" in said
    assert "1 ÷ 2" in said
    assert "57.1%" in said
    assert "Service" not in said


def test_signals_are_told(office: Office) -> None:
    fill(office)

    (group,) = told(office)["groups"]
    said = office("rank").out

    assert [row["signals"] for row in group["rows"]] == [["silent"], ["silent"]]
    assert "Office: no new issue for long" in said


def test_practical_deeds_make_no_signal(office: Office) -> None:
    fill(office)
    office.open("A new lift for the old people", "-u", "Office", "--source", "实事工程")

    (group,) = told(office)["groups"]

    assert group["rows"][0]["signals"] == ["silent"]


def test_grades_and_targets_are_the_plans(office_with: Any) -> None:
    office = office_with(
        ("graded_from = 4", "graded_from = 2"),
        ("[ranking.signals]", '[[ranking.targets]]\nname = "省"\non_time_rate = 0.9\n\n[ranking.signals]'),
    )
    fill(office)

    (group,) = told(office)["groups"]
    said = office("rank", "--explain", "Office").out

    assert [row["grade"] for row in group["rows"]] == ["较好", "一般"]
    assert "-40.0" in said


@pytest.mark.parametrize("name", ["table", "plain", "markdown", "csv", "tsv", "html"])
def test_the_ranking_is_printed_in_every_format(name: str, office: Office) -> None:
    fill(office)

    assert "Service" in office("rank", "--format", name).out


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("--peer-group", "Nobody"), 22, "Nobody"),
        (("--explain", "Market"), 22, "Market"),
        (("--explain", "Nowhere"), 22, "Nowhere"),
        (("--since", "someday"), 2, "someday"),
        (("--against", "nothing.db"), 21, "nothing.db"),
    ],
)
def test_what_cannot_be_ranked_is_refused(
    words: tuple[str, ...],
    code: int,
    named: str,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(office)
    monkeypatch.chdir(tmp_path)

    refused = office("rank", *words, code=code)

    assert named in refused.err
    assert refused.out == ""
