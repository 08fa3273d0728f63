"""What an import must not do without a word: move, wipe, double or overwrite."""

from pathlib import Path

import pytest

from tests.conftest import Office
from tests.test_intake import FORMS, HEADER, NOON, counts, sheet, taken
from tests.test_reading import workbook


def test_a_column_named_by_hand_that_is_not_there_is_refused(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON)

    refused = office("import", file, "--map", "unit=Unitt", code=24)

    assert "Unitt" in refused.err


def test_the_same_words_move_no_deadline(office: Office, tmp_path: Path) -> None:
    header = (*HEADER, "remark")
    row = (*NOON[:5], "10个工作日")
    taken(office, sheet(tmp_path / "a.csv", (*row, "first"), header=header))
    before = office.issue(1)["deadline"]
    office.today = "2020-04-20"

    told = taken(office, sheet(tmp_path / "b.csv", (*row, "second"), header=header))

    issue = office.issue(1)
    assert counts(told) == {"updated": 1}
    assert (issue["deadline"], issue["remark"]) == (before, "second")


def test_a_file_that_says_nothing_of_cooperating_units_keeps_them(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", (*NOON, "Service、Market"), header=(*HEADER, "cooperating")))

    taken(office, sheet(tmp_path / "b.csv", (*NOON, "look again"), header=(*HEADER, "remark")))

    issue = office.issue(1)
    assert (issue["cooperating"], issue["remark"]) == (["Service", "Market"], "look again")


@pytest.mark.parametrize("between", [0, 2_000], ids=["same chunk", "across chunks"])
def test_later_rows_find_an_issue_as_earlier_rows_have_left_it(
    between: int, file_office: Office, tmp_path: Path
) -> None:
    text, rest = "The counter closes at noon", ("Poor service", "Office", "", "")
    taken(file_office, sheet(tmp_path / "a.csv", ("", text, *rest)))
    fill = [(f"F-{number}", f"Fault no. {number}", *rest) for number in range(between)]
    file = sheet(tmp_path / "b.csv", ("1", text, *rest), *fill, ("2", text, *rest))

    first = taken(file_office, file)
    again = taken(file_office, file)

    assert counts(first) == {"updated": 1, "new": between + 1}
    assert counts(again) == {"unchanged": between + 2}


def test_a_faults_file_that_may_be_half_mended_is_not_overwritten(office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = sheet(tmp_path / "a.csv", NOON, bad)
    faults = tmp_path / "faults.csv"
    taken(office, file, "--keep-good", "--faults", faults)
    faults.write_text("mended", "utf-8")

    office("import", file, "--keep-good", "--faults", faults, code=24)

    assert faults.read_text("utf-8") == "mended"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_command_twice_finds_its_faults_file_as_it_is(
    file_office: Office, tmp_path: Path, kind: str
) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = tmp_path / f"a.{kind}"
    if kind == "csv":
        sheet(file, NOON, bad)
    else:
        workbook(file, {"Issues": (HEADER, NOON, bad)}, hidden="")
    faults = tmp_path / f"faults.{kind}"
    command = (file, "--keep-good", "--faults", faults)
    taken(file_office, *command)
    before = faults.read_bytes()

    told = taken(file_office, *command)

    assert counts(told) == {"unchanged": 1, "rejected": 1}
    assert faults.read_bytes() == before


def test_nothing_that_lies_beside_a_faults_file_is_touched(office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = sheet(tmp_path / "faults.csv.part", NOON, bad)
    before = file.read_bytes()

    taken(office, file, "--keep-good", "--faults", tmp_path / "faults.csv")

    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir() if "faults" in path.name} == {"faults.csv", file.name}


@pytest.mark.parametrize("field", ["description", "unit", "owner", "deadline"])
def test_a_formula_that_failed_is_no_value(field: str, office: Office, tmp_path: Path) -> None:
    row = dict(zip(HEADER, NOON, strict=True)) | {field: "#REF!"}
    file = sheet(tmp_path / "a.csv", FORMS, tuple(row.values()))

    told = taken(office, file, "--keep-good", "--register")

    assert counts(told) == {"new": 1, "rejected": 1}
    assert "#REF!" not in office("unit", "list").out + office("owner", "list").out


def test_cells_without_a_heading_are_kept_and_told(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", (*NOON, "see below", "", "urgent"), header=(*HEADER, "", ""))

    said = office("import", file).out

    assert office.issue(1)["other_columns"] == {"column G": "see below", "column I": "urgent"}
    assert "1 rows have more cells than headings" in said


def test_several_persons_are_no_owner(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", (*NOON[:4], "Alice、Anna", ""))

    refused = office("import", file, "--register", code=24)

    assert "several persons" in refused.err


def test_a_table_without_a_needed_column_is_refused_in_one_sentence(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON[1:2] + NOON[3:4], header=("description", "unit"))

    refused = office("import", file, "--keep-good", code=24)

    assert "category" in refused.err


def test_imports_are_taken_back_one_after_the_other(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON))
    taken(office, sheet(tmp_path / "b.csv", (*NOON[:5], "2020-12-31")))

    office("import", "undo", 2)
    office("import", "undo", 1)

    assert office.issue(1)["state"] == "cancelled"
    assert office("audit", "--format", "json").json["ok"]


def test_the_unknown_category_is_told_with_the_nearest(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", (*NOON[:2], "Poor servise", *NOON[3:]))

    refused = office("import", file, code=24)

    assert "nearest: Poor service" in refused.err
