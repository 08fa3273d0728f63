"""The empty form of the self-check: what a unit fills in comes back through import as it was written."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.conftest import COUNTY, SAMPLES, Office, Result
from tests.test_startup import HEAVY, LOAD, RUN, loaded

ZH = (
    *("序号", "问题编号", "问题来源", "问题类型", "问题表述", "责任单位", "配合单位", "责任领导"),
    *("责任人", "整改措施", "整改目标", "整改类型", "整改时限", "进展情况", "备注"),
)
EN = (
    *("no", "external_no", "source", "category", "description", "unit", "cooperating", "leader"),
    *("owner", "measure", "target", "type", "deadline", "progress", "remark"),
)
HEADER_ROW, EXAMPLE_ROW, FIRST_ROW = 3, 4, 5
WRITTEN = {
    "external_no": "12345678901234567890",
    "category": "Poor service",
    "description": "The counter closes at noon",
    "cooperating": "Service、Market",
    "leader": "Chief",
    "owner": "Alice",
    "measure": "Take turns\nPut up a notice",
    "target": "Open from nine to five",
    "deadline": "6月底前",
    "progress": "A roster is drawn up",
}


def form(office: Office, path: Path, *words: object) -> Path:
    """Write the form and return where it is."""
    office("template", "self-check", "-o", path, *words)
    return path


def fill_in(path: Path, *rows: Mapping[str, Any], filled_by: str = "", filled_on: object = None) -> Path:
    """Fill the workbook in as a clerk does, below the example."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    if filled_by:
        sheet["C2"] = filled_by
    if filled_on:
        sheet["M2"] = filled_on
    for number, row in enumerate(rows, 1):
        for column, field in enumerate(EN, 1):
            value = {"no": number, **row}.get(field)
            if value is not None:
                sheet.cell(FIRST_ROW + number - 1, column, value)
    book.save(path)
    return path


def offered(book: Workbook, column: int) -> list[object]:
    """Return what the drop-down of a column holds, as its formula finds it on the other sheet."""
    sheet = book.worksheets[0]
    cell = sheet.cell(FIRST_ROW, column).coordinate
    for rule in sheet.data_validations.dataValidation:
        if cell in rule.sqref and rule.type == "list":
            name, _mark, place = str(rule.formula1).partition("!")
            assert rule.errorStyle == "warning"
            return [row[0].value for row in book[name.strip("'")][place.replace("$", "")]]
    return []


def imported(office: Office, path: Path, *words: object) -> dict[str, Any]:
    return dict(office("import", path, *words, "--format", "json").json)


def grid(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# --- There and back -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filled_in_workbook_is_taken_as_written(lang: str, office: Office, tmp_path: Path) -> None:
    office.lang = lang
    path = form(office, tmp_path / "form.xlsx", "--unit", "Office")
    fill_in(path, WRITTEN, {**WRITTEN, "external_no": "2", "deadline": date(2020, 9, 30)})

    told = imported(office, path)

    first, second = office.issue(1), office.issue(2)
    assert (told["read"], told["new"], told["rejected"]) == (2, 2, 0)
    assert (first["unit"], first["owner"], first["external_no"]) == (
        "Office",
        "Alice",
        "12345678901234567890",
    )
    assert (first["cooperating"], first["leader"]) == (["Service", "Market"], "Chief")
    assert (first["deadline"], second["deadline"]) == ("2020-06-30", "2020-09-30")
    assert [measure["text"] for measure in first["measures"]] == ["Take turns", "Put up a notice"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filled_in_csv_is_taken_as_written(lang: str, file_office: Office, tmp_path: Path) -> None:
    file_office.lang = lang
    path = form(file_office, tmp_path / "form.csv")
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([{"no": "1", "unit": "Office", **WRITTEN}.get(field, "") for field in EN])

    told = imported(file_office, path)

    issue = file_office.issue(1)
    assert (told["read"], told["new"]) == (1, 1)
    assert (issue["unit"], issue["owner"], issue["deadline"]) == ("Office", "Alice", "2020-06-30")


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_untouched_form_holds_nothing_but_its_example(
    lang: str, suffix: str, office: Office, tmp_path: Path
) -> None:
    office.lang = lang
    path = form(office, tmp_path / f"form.{suffix}")
    before = office("audit", "--format", "json").json["events"]

    told = imported(office, path)

    assert (told["read"], told["batch"], told["rejected"]) == (0, None, 0)
    assert office("audit", "--format", "json").json["events"] == before


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_that_the_example_is_left_out_is_said(suffix: str, file_office: Office, tmp_path: Path) -> None:
    path = form(file_office, tmp_path / f"form.{suffix}", "--unit", "Office")

    said = file_office("import", path).out

    assert "Rows left out: 1 (examples)" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["Market", "Law & Order Office 3", "政务服务处"])
def test_the_unit_and_the_day_above_the_table_are_known(
    name: str, lang: str, file_office: Office, tmp_path: Path
) -> None:
    file_office.lang = lang
    if name != "Market":
        file_office("unit", "add", name)
    path = form(file_office, tmp_path / "form.xlsx")
    row = {"category": "Poor service", "description": "Forms are asked for twice", "deadline": "15日内"}
    fill_in(path, row, filled_by=name, filled_on=date(2020, 5, 1))

    imported(file_office, path)

    issue = file_office.issue(1)
    assert (issue["unit"], issue["deadline"]) == (name, "2020-05-16")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_of_nobody_names_no_unit(lang: str, file_office: Office, tmp_path: Path) -> None:
    file_office.lang = lang
    path = form(file_office, tmp_path / "form.xlsx")
    fill_in(path, {"category": "Poor service", "description": "Forms are asked for twice"})

    told = imported(file_office, path)

    assert told["new"] == 1
    assert file_office.issue(1)["unit"] is None


# --- What stands in it ----------------------------------------------------------------------------


def test_what_is_to_be_typed_next_can_be_copied(file_office: Office, tmp_path: Path) -> None:
    spaced, plain = tmp_path / "空 表.csv", tmp_path / "自查表.csv"

    said = [file_office("template", "self-check", "-o", path).out for path in (spaced, plain)]

    assert f"`zuofeng import '{spaced}'`" in said[0]
    assert f"`zuofeng import {plain}`" in said[1]


@pytest.mark.parametrize(("lang", "header"), [("zh", ZH), ("en", EN)])
def test_the_columns_are_those_the_clerks_know_in_their_order(
    lang: str, header: tuple[str, ...], file_office: Office, tmp_path: Path
) -> None:
    file_office.lang = lang
    sheet = load_workbook(form(file_office, tmp_path / "form.xlsx")).worksheets[0]

    rows = grid(form(file_office, tmp_path / "form.csv"))

    assert tuple(cell.value for cell in sheet[HEADER_ROW]) == header
    assert all(cell.comment and cell.comment.text for cell in sheet[HEADER_ROW])
    assert tuple(rows[0]) == header
    assert len(rows) == 2


def test_a_csv_form_opens_as_utf_8_in_a_spreadsheet(file_office: Office, tmp_path: Path) -> None:
    path = form(file_office, tmp_path / "form.csv")

    content = path.read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")


def test_no_cell_of_a_csv_form_is_a_formula(file_office: Office, tmp_path: Path) -> None:
    file_office("unit", "add", "=1+1")
    path = form(file_office, tmp_path / "form.csv", "--unit", "=1+1")

    example = grid(path)[1]

    assert example[EN.index("unit")] == "'=1+1"


def test_no_cell_of_a_workbook_is_a_formula(file_office: Office, tmp_path: Path) -> None:
    file_office("unit", "add", "=1+1")

    book = load_workbook(form(file_office, tmp_path / "form.xlsx", "--unit", "=1+1"))

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "d"}


def test_the_choices_are_the_plans_and_the_registers(file_office: Office, tmp_path: Path) -> None:
    book = load_workbook(form(file_office, tmp_path / "form.xlsx", "--unit", "Office"))

    choices = {field: offered(book, at) for at, field in enumerate(EN, 1)}

    assert len(choices["category"]) == 7
    assert "Poor service" in choices["category"]
    assert "Unit self-check" in choices["source"]
    assert choices["type"] == ["immediate", "limited", "long-term"]
    assert choices["unit"] == ["Bureau", "Office", "Service", "Market", "Party"]
    assert choices["owner"] == ["Alice", "Anna"]
    assert choices["leader"] == ["Chief", "Boss"]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "veryHidden"]


def test_a_form_for_any_unit_offers_everybody(file_office: Office, tmp_path: Path) -> None:
    book = load_workbook(form(file_office, tmp_path / "form.xlsx"))

    owners = offered(book, EN.index("owner") + 1)

    assert owners == ["Chief", "Boss", "Super", "Watch", "Alice", "Anna", "Bob", "Carol"]
    assert book.worksheets[0]["C2"].value is None


def test_namesakes_are_offered_with_their_units(file_office: Office, tmp_path: Path) -> None:
    file_office("owner", "add", "Alice", "--unit", "Market")
    path = form(file_office, tmp_path / "form.xlsx")
    fill_in(path, {**WRITTEN, "owner": "Alice@Market", "unit": "Market"})

    owners = offered(load_workbook(path), EN.index("owner") + 1)

    imported(file_office, path)
    assert {"Alice@Office", "Alice@Market"} <= set(owners)
    assert file_office.issue(1)["owner"] == "Alice"


def test_the_number_is_text_the_deadline_a_day_and_other_words_may_stand(
    file_office: Office, tmp_path: Path
) -> None:
    sheet = load_workbook(form(file_office, tmp_path / "form.xlsx")).worksheets[0]

    number = sheet.cell(FIRST_ROW, EN.index("external_no") + 1)
    deadline = sheet.cell(FIRST_ROW, EN.index("deadline") + 1)
    rules = [rule for rule in sheet.data_validations.dataValidation if deadline.coordinate in rule.sqref]

    assert number.number_format == "@"
    assert deadline.number_format == "yyyy-mm-dd"
    assert [rule.type for rule in rules] in ([None], ["none"])
    assert rules[0].prompt


def test_the_form_prints_on_a4_with_its_header_on_every_page(file_office: Office, tmp_path: Path) -> None:
    sheet = load_workbook(form(file_office, tmp_path / "form.xlsx")).worksheets[0]

    setup = sheet.page_setup

    assert (setup.orientation, int(setup.paperSize), setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"


def test_the_example_would_be_taken_if_it_were_none(file_office: Office, tmp_path: Path) -> None:
    header, example = grid(form(file_office, tmp_path / "form.csv", "--unit", "Office"))
    with (tmp_path / "true.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, ["1", *example[1:]]])

    told = imported(file_office, tmp_path / "true.csv", "--assign")

    issue = file_office.issue(1)
    assert told["new"] == 1
    assert (issue["state"], issue["unit"], issue["owner"]) == ("assigned", "Office", "Alice")


def test_another_campaign_has_its_own_words(run_main: Callable[[list[str]], Result], tmp_path: Path) -> None:
    office = Office(str(tmp_path / "county.db"), run_main, today="2021-04-01")
    office("init", "--plan", COUNTY)

    book = load_workbook(form(office, tmp_path / "form.xlsx"))

    assert "Qinglu County 2021" in str(book.worksheets[0]["A1"].value)
    assert "Slow handling" in offered(book, EN.index("category") + 1)
    assert offered(book, EN.index("owner") + 1) == []
    assert imported(office, tmp_path / "form.xlsx")["read"] == 0


def test_a_unit_is_known_by_its_short_name(file_office: Office, tmp_path: Path) -> None:
    file_office("unit", "import", SAMPLES / "units.csv")

    book = load_workbook(form(file_office, tmp_path / "form.xlsx", "--unit", "局办"))

    assert book.worksheets[0]["C2"].value == "办公室"


# --- Refusals -------------------------------------------------------------------------------------


def test_a_file_that_is_there_stays_unless_force_is_asked_for(file_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("mine")

    result = file_office("template", "self-check", "-o", path, code=24)

    assert str(path) in result.err
    assert "--force" in result.err
    assert path.read_text() == "mine"


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_force_replaces_a_file(suffix: str, file_office: Office, tmp_path: Path) -> None:
    path = tmp_path / f"form.{suffix}"
    path.write_text("mine")

    form(file_office, path, "--force")

    assert imported(file_office, path)["read"] == 0
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("name", ["form.pdf", "form", "form.xls"])
def test_an_unknown_kind_of_file_is_refused(name: str, file_office: Office, tmp_path: Path) -> None:
    result = file_office("template", "self-check", "-o", tmp_path / name, code=2)

    assert ".xlsx" in result.err
    assert ".csv" in result.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("words", [(), ("--force",)])
def test_a_folder_that_cannot_be_written_is_refused(
    words: tuple[str, ...], file_office: Office, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")

    for path in (tmp_path / "nowhere" / "form.csv", tmp_path / "file" / "form.xlsx"):
        result = file_office("template", "self-check", "-o", path, *words, code=24)

        assert str(path) in result.err


def test_a_unit_nobody_knows_is_refused(file_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"

    result = file_office("template", "self-check", "-o", path, "--unit", "Ofice", code=22)

    assert "Office" in result.err
    assert not path.exists()


def test_without_a_ledger_there_is_no_form(run_main: Callable[[list[str]], Result], tmp_path: Path) -> None:
    office = Office(str(tmp_path / "none.db"), run_main)

    office("template", "self-check", "-o", tmp_path / "form.xlsx", code=21)

    assert list(tmp_path.iterdir()) == []


# --- Quick to start -------------------------------------------------------------------------------


def test_starting_up_loads_no_writer_of_workbooks(tmp_path: Path) -> None:
    _code, names = loaded(tmp_path, LOAD)

    assert "xlsxwriter" not in names


@pytest.mark.parametrize(("suffix", "writer"), [("xlsx", {"xlsxwriter"}), ("csv", set())])
def test_the_form_loads_no_database_library(
    suffix: str, writer: set[str], file_office: Office, tmp_path: Path
) -> None:
    words = ("--db", file_office.db, "template", "self-check", "-o", str(tmp_path / f"form.{suffix}"))

    code, names = loaded(tmp_path, RUN, *words)

    assert code == 0
    assert names & HEAVY == writer
