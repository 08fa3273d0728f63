"""Saved import profiles: a source that comes every week is read the same way each time."""

from pathlib import Path

from tests.conftest import Office
from tests.test_intake import counts, sheet, taken

HEADER = ("case", "what", "who", "until")
ROW = ("C-1", "The counter closes at noon", "Office", "2020-06-30")
OPTIONS = (
    *("--map", "external_no=case", "--map", "description=what"),
    *("--map", "unit=who", "--map", "deadline=until"),
    *("--set", "category=Poor service"),
)


def saved(office: Office) -> list[dict[str, object]]:
    return list(office("import-profile", "list", "--format", "json").json)


def test_a_profile_reads_a_file_like_the_options_it_was_saved_with(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", ROW, header=HEADER)
    office("import-profile", "save", "hotline", *OPTIONS)

    told = office("import-profile", "use", "hotline", file, "--format", "json").json
    again = taken(office, file, "--profile", "hotline")

    issue = office.issue(1)
    assert (counts(told), counts(again)) == ({"new": 1}, {"unchanged": 1})
    assert (issue["external_no"], issue["unit"], issue["deadline"]) == ("C-1", "Office", "2020-06-30")
    assert issue["category"] == "poor_service"
    assert office("audit", "--format", "json").json["ok"]


def test_options_given_with_a_profile_win_over_it(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", ROW, header=HEADER)
    office("import-profile", "save", "hotline", *OPTIONS)

    taken(office, file, "--profile", "hotline", "--set", "category=Low energy")

    assert office.issue(1)["category"] == "low_energy"


def test_a_profile_is_listed_replaced_and_removed(office: Office) -> None:
    office("import-profile", "save", "hotline", *OPTIONS)
    office("import-profile", "save", "hotline", "--unit", "Office", "--sheet", "2", "--header-row", "3-4")
    listed = saved(office)

    office("import-profile", "remove", "hotline")

    assert listed == [{"name": "hotline", "unit": "Office", "sheet": "2", "header_rows": [3, 4]}]
    assert saved(office) == []
    assert office("audit", "--format", "json").json["ok"]


def test_an_unknown_profile_is_refused_and_the_nearest_named(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", ROW, header=HEADER)
    office("import-profile", "save", "hotline", *OPTIONS)

    refused = office("import", file, "--profile", "hotlines", code=22)

    assert "hotline" in refused.err
