"""Files as they come: one small file for each oddity, read as the clerk who opens it would read it."""

import shutil
import struct
import time
import tomllib
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.conftest import SAMPLES, Office, Result
from tests.workbooks.make import COUNTER, HEADER, MAKERS, QUEUE, REPORT, book, filled, ods, ods_table, text

FOLDER = Path(__file__).parent / "workbooks"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
FILES: dict[str, dict[str, Any]] = {
    name: EXPECTED["files"][said["same_as"]] if "same_as" in said else said
    for name, said in EXPECTED["files"].items()
}
READ = [name for name, said in FILES.items() if "refused" not in said]
REFUSED = [name for name, said in FILES.items() if "refused" in said]
REASON = "错误原因"
BAD = (*COUNTER[:4], "外事处", "", "2020年6月30日")


@pytest.fixture(scope="session")
def chinese_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger with the registers of the samples, made once and copied for each test."""
    from zuofeng_cli.__main__ import main

    path = tmp_path_factory.mktemp("chinese") / "ledger.db"
    shutil.copy(sqlite_template, path)
    for kind in ("unit", "owner"):
        assert main(["--db", str(path), kind, "import", str(SAMPLES / f"{kind}s.csv")]) == 0
    return path


@pytest.fixture
def office(chinese_template: Path, tmp_path: Path, run_main: Callable[[list[str]], Result]) -> Office:
    """A ledger with the registers of the samples; it is in a folder of its own."""
    path = tmp_path / "office" / "ledger.db"
    path.parent.mkdir()
    shutil.copy(chinese_template, path)
    return Office(str(path), run_main)


def taken(office: Office, *words: object) -> dict[str, Any]:
    """Import what is good and return what the program tells of every row."""
    return dict(office("import", *words, "--keep-good", "--explain", "--format", "json").json)


def places(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["row"], row["verdict"]) for row in told["rows"]]


def lines_left_out(office: Office, *words: object) -> list[str]:
    """Return what the plain output of a dry run says is left out."""
    said = office("import", *words, "--keep-good", "--dry-run").out
    return [line.strip() for line in said.splitlines() if "left out" in line]


def read_of(issue: dict[str, Any], field: str) -> Any:
    """Return a field as `expected.toml` writes it."""
    if field in ("measures", "progress"):
        return [each["text"] for each in issue[field]]
    return issue[field] or ""


def written(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each sheet of a workbook, as openpyxl reads them."""
    return {
        sheet.title: [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
        for sheet in openpyxl.load_workbook(path).worksheets
    }


def mended(path: Path, old: str, new: str) -> Path:
    """Put *new* for *old* in every cell, as a clerk does in the spreadsheet."""
    workbook = openpyxl.load_workbook(path)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    workbook.save(path)
    return path


# --- One file for each oddity ---------------------------------------------------------------------


def test_every_file_is_expected_and_can_be_made_again() -> None:
    beside = {".py", ".toml", ".pyc", ""}
    names = {path.name for path in FOLDER.iterdir() if path.suffix not in beside}

    assert names == set(FILES) == set(MAKERS)


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_as_a_clerk_would_read_it(name: str, office: Office) -> None:
    expected = FILES[name]

    left_out = lines_left_out(office, FOLDER / name)
    told = taken(office, FOLDER / name)

    verdicts = [(row["at"], "rejected" if "fault" in row else "new") for row in expected["rows"]]
    assert places(told) == verdicts
    assert left_out == expected.get("left_out", [])
    for row, said in zip(expected["rows"], told["rows"], strict=True):
        if "fault" in row:
            assert row["fault"] in said["reason"]
            continue
        fields = EXPECTED["rows"].get(row.get("is"), {}) | row
        issue = office.issue(int(said["ref"].rpartition("-")[2]))
        wanted = {field: value for field, value in fields.items() if field not in ("at", "is")}
        assert {field: read_of(issue, field) for field in wanted} == wanted


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_table_is_refused_as_what_it_is(name: str, office: Office) -> None:
    began = time.monotonic()

    result = office("import", FOLDER / name, "--keep-good", code=24)

    assert name in result.err
    assert FILES[name]["refused"] in result.err
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", ["title-merged.xlsx", "merged-body.xls", "dates-1904.ods", "crlf.csv"])
def test_a_file_taken_again_changes_nothing(name: str, office: Office) -> None:
    taken(office, FOLDER / name)
    before = office("audit", "--format", "json").json

    told = taken(office, FOLDER / name)

    assert {verdict for _row, verdict in places(told)} == {"unchanged"}
    assert office("audit", "--format", "json").json == before


# --- Sheets and headers named by hand -------------------------------------------------------------


@pytest.mark.parametrize("named", ["人事处", "3"])
def test_one_sheet_is_taken_by_its_name_or_number(named: str, office: Office) -> None:
    told = taken(office, FOLDER / "several-sheets.xlsx", "--sheet", named)

    assert places(told) == [("人事处!3", "new")]
    assert office.issue(1)["unit"] == "人事处"


def test_other_sheets_are_not_told_of_when_one_is_named(office: Office) -> None:
    told = lines_left_out(office, FOLDER / "several-sheets.xlsx", "--sheet", "人事处")

    assert told == []


def test_a_sheet_named_like_a_number_is_found_by_its_name(office: Office, tmp_path: Path) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, HEADER, COUNTER, name="2")
        filled(workbook, HEADER, REPORT, name="1")

    told = taken(office, tmp_path / "a.xlsx", "--sheet", "1")

    assert places(told) == [("1!2", "new")]


@pytest.mark.parametrize("named", ["审批管理处", "9"])
def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(named: str, office: Office) -> None:
    result = office("import", FOLDER / "several-sheets.xlsx", "--sheet", named, code=24)

    assert named in result.err
    assert "人事处" in result.err


@pytest.mark.parametrize("named", ["去年", "2", "前年", "9"])
def test_a_sheet_that_is_hidden_or_not_there_is_refused_with_those_that_can_be_taken(
    named: str, office: Office, tmp_path: Path
) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, HEADER, COUNTER, name="窗口")
        filled(workbook, HEADER, COUNTER, name="去年").hide()
        filled(workbook, HEADER, REPORT, name="机关")

    result = office("import", tmp_path / "a.xlsx", "--sheet", named, code=24)

    assert f"“{named}”" in result.err
    assert result.err.splitlines()[1].endswith("窗口, 机关.")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_workbook_with_a_part_in_utf_16_is_refused_as_that(
    part: str, encoding: str, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with book(tmp_path / "before.xlsx") as workbook:
        filled(workbook, HEADER, COUNTER)
        filled(workbook, HEADER, REPORT, name="机关")
    with ZipFile(tmp_path / "before.xlsx") as before, ZipFile(path, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.decode().encode(encoding) if name == part else content)

    result = office("import", path, code=24)

    assert "UTF-16" in result.err
    assert "xlsx" in result.err.splitlines()[1]


def test_a_sheet_of_a_text_file_is_refused(office: Office) -> None:
    result = office("import", FOLDER / "crlf.csv", "--sheet", "自查", code=24)

    assert "自查" in result.err
    assert result.err.splitlines()[1] == "Leave out --sheet."


@pytest.mark.parametrize(
    ("rows", "name"), [("2-3", "header-two-rows.xlsx"), ("1-3", "header-three-rows.xlsx")]
)
def test_the_rows_of_a_header_can_be_named(rows: str, name: str, office: Office) -> None:
    told = taken(office, FOLDER / name, "--header-row", rows)

    assert places(told)[0] == ("自查!4", "new")
    assert (office.issue(1)["unit"], office.issue(1)["owner"]) == ("政务服务处", "庚致远")


def test_a_header_named_by_hand_wins_over_a_better_one(office: Office, tmp_path: Path) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, HEADER, COUNTER, ("", "", "问题描述", "问题类型"), ("", "", *REPORT[2:4]))

    told = taken(office, tmp_path / "a.xlsx", "--header-row", "3")

    assert places(told) == [("自查!4", "new")]


def test_a_row_named_as_header_that_is_none_is_refused(office: Office) -> None:
    result = office("import", FOLDER / "title-merged.xlsx", "--header-row", "1", code=24)

    assert "no row that names its columns" in result.err


# --- The faults of a workbook ---------------------------------------------------------------------


def test_the_faults_of_a_workbook_are_a_workbook_in_its_own_columns(office: Office, tmp_path: Path) -> None:
    office.lang = "zh"
    said = ("填报单位：政务服务处", "", "填报日期：2020年5月6日")
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, ("自查清单",), said, HEADER, REPORT, (*BAD[:6], "15日内"))

    told = taken(office, tmp_path / "a.xlsx", "--faults", tmp_path / "faults.xlsx")

    rows = written(tmp_path / "faults.xlsx")["自查"]
    assert told["faults_file"] == str(tmp_path / "faults.xlsx")
    assert [cell for cell in rows[0] if cell] == ["自查清单"]
    assert [cell for cell in rows[1] if cell] == [cell for cell in said if cell]
    assert rows[2] == (*HEADER, REASON)
    assert rows[3][:7] == (*BAD[:6], "15日内")
    assert rows[3][7].startswith("责任单位")
    assert "外事处" in rows[3][7]
    assert len(rows) == 4


@pytest.mark.parametrize("suffix", [".csv", ".xls", ""])
def test_the_faults_of_a_workbook_are_told_under_the_name_they_get(
    suffix: str, office: Office, tmp_path: Path
) -> None:
    told = taken(office, FOLDER / "offset.ods", "--faults", tmp_path / f"faults{suffix}")

    assert told["faults_file"] == str(tmp_path / "faults.xlsx")
    assert [path.name for path in tmp_path.glob("faults*")] == ["faults.xlsx"]


@pytest.mark.parametrize("name", ["offset.xlsx", "offset.xls", "offset.ods"])
def test_mending_the_faults_in_the_spreadsheet_completes_the_batch(
    name: str, office: Office, tmp_path: Path
) -> None:
    office.lang = "zh"
    faults = tmp_path / "faults.xlsx"
    taken(office, FOLDER / name, "--faults", faults)
    mended(faults, "外事处", "人事处")

    told = taken(office, faults)

    assert [verdict for _row, verdict in places(told)] == ["new"]
    assert (office.issue(2)["external_no"], office.issue(2)["unit"]) == ("编-2", "人事处")


def test_mended_faults_count_from_the_day_the_file_was_filled_in(office: Office, tmp_path: Path) -> None:
    said = ("填报单位：政务服务处", "", "填报日期：2020年5月6日")
    faults = tmp_path / "faults.xlsx"
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, said, HEADER, (*COUNTER[:3], "服务差", "", "", "15日内"))
    taken(office, tmp_path / "a.xlsx", "--faults", faults)
    mended(faults, "服务差", "服务较差")

    taken(office, faults)

    assert (office.issue(1)["unit"], office.issue(1)["deadline"]) == ("政务服务处", "2020-05-21")


def test_faults_below_a_header_of_two_rows_can_be_taken_again(office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.xlsx"
    with book(tmp_path / "a.xlsx") as workbook:
        sheet = filled(workbook, [], ("", "", "", "", *HEADER[4:6]), BAD[:4], REPORT)
        sheet.merge_range(0, 4, 0, 5, "责任落实")
        for column in (0, 1, 2, 3, 6):
            sheet.merge_range(0, column, 1, column, HEADER[column])
        sheet.write_row(2, 4, ("政务服务处", "无此人", "2020年6月30日"))
    taken(office, tmp_path / "a.xlsx", "--faults", faults)
    mended(faults, "无此人", "庚致远")

    taken(office, faults)

    issue = office.issue(2)
    assert (issue["external_no"], issue["unit"], issue["owner"]) == ("编-1", "政务服务处", "庚致远")


def test_faults_of_merged_cells_hold_the_value_in_every_row(office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.xlsx"
    with book(tmp_path / "a.xlsx") as workbook:
        sheet = filled(workbook, HEADER, COUNTER, (*REPORT[:4], "", "", ""))
        sheet.merge_range(1, 4, 2, 4, "外事处")
    taken(office, tmp_path / "a.xlsx", "--faults", faults)

    rows = written(faults)["自查"]

    assert [row[4] for row in rows[1:]] == ["外事处", "外事处"]


@pytest.mark.parametrize("first_day", [1900, 1904])
def test_mended_faults_keep_their_days(first_day: int, office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.xlsx"
    with book(tmp_path / "a.xlsx", date_1904=first_day == 1904) as workbook:
        serial = 44012 - 1462 * (first_day == 1904)
        filled(workbook, HEADER, (*BAD[:6], date(2020, 6, 30)), (*REPORT[:4], "外事处", "", serial))
    taken(office, tmp_path / "a.xlsx", "--faults", faults)
    mended(faults, "外事处", "政务服务处")

    taken(office, faults)

    assert [office.issue(number)["deadline"] for number in (1, 2)] == ["2020-06-30", "2020-06-30"]


def test_faults_keep_long_numbers_and_formulas_as_text(office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.xlsx"
    with book(tmp_path / "a.xlsx") as workbook:
        row = (1, "310101199001010017", "=SUM(A1)一栏没有人看", "服务较差", "外事处", "0017", "")
        filled(workbook, HEADER, row)
    taken(office, tmp_path / "a.xlsx", "--faults", faults)

    cells = openpyxl.load_workbook(faults)["自查"][2]

    assert [cell.value for cell in cells[1:6]] == list(row[1:6])
    assert {cell.data_type for cell in cells[1:6]} == {"s"}


def test_faults_of_several_sheets_keep_their_sheets(office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.xlsx"
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, HEADER, BAD, name="一处")
        filled(workbook, HEADER, QUEUE, name="二处")
        filled(workbook, ("三处自查清单",), HEADER, (*REPORT[:4], "外事处", "", ""), name="三处")
    told = taken(office, tmp_path / "a.xlsx", "--faults", faults)

    sheets = written(faults)

    assert places(told) == [("一处!2", "rejected"), ("二处!2", "new"), ("三处!3", "rejected")]
    assert [(name, len(rows)) for name, rows in sheets.items()] == [("一处", 2), ("三处", 3)]


def test_sheet_names_that_only_other_programs_allow_are_made_fit(office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.xlsx"
    taken(office, FOLDER / "sheet-names.ods", "--faults", faults)

    sheets = written(faults)

    assert len(sheets) == 5
    assert list(sheets)[:2] == ["Sheet3", "一_二"]
    assert all(len(rows) == 2 for rows in sheets.values())


@pytest.mark.parametrize(
    "names",
    [
        ("Sheet3", "一/二", "一:二"),
        ("长" * 30 + "'尾",),
        ("History",),
        ("",),
        ("表" * 40, "表" * 41),
        ("'一'", "一"),
        ("📋" * 20,),
    ],
    ids=[
        "default name taken",
        "apostrophe at the cut",
        "reserved",
        "none",
        "same when cut",
        "quoted",
        "wide",
    ],
)
def test_any_sheet_name_can_have_faults(names: tuple[str, ...], office: Office, tmp_path: Path) -> None:
    rows = [(str(at), f"编-{at}", f"第{at}个窗口午间无人值守", *BAD[3:]) for at in range(len(names))]
    tables = [ods_table(name, HEADER, row) for name, row in zip(names, rows, strict=True)]
    ods(tmp_path / "a.ods", "".join(tables))

    told = taken(office, tmp_path / "a.ods", "--faults", tmp_path / "faults.xlsx")

    assert told["rejected"] == len(names)
    assert len(written(tmp_path / "faults.xlsx")) == len(names)


def test_faults_keep_a_text_longer_than_a_cell_of_excel(office: Office, tmp_path: Path) -> None:
    """Other programs allow more; what does not fit must not vanish without a word."""
    description = "窗口午间无人值守" * 5000
    faults = tmp_path / "faults.xlsx"
    ods(tmp_path / "a.ods", ods_table("自查", HEADER, (*BAD[:2], description, *BAD[3:])))
    taken(office, tmp_path / "a.ods", "--faults", faults)

    cell = written(faults)["自查"][1][2]

    assert cell
    assert description.startswith(cell[:1000])


# --- Where a fault stands, and what is left out ---------------------------------------------------


def test_a_fault_is_placed_by_sheet_row_and_heading_as_in_the_spreadsheet(
    office: Office, tmp_path: Path
) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        sheet = filled(workbook, [], HEADER, COUNTER, [], ("小计", 1), [], (*REPORT[:5], "无此人", "尽快"))
        sheet.merge_range(0, 0, 0, 6, "自查清单")

    result = office("import", tmp_path / "a.xlsx", code=24)

    assert "[自查!7] 整改时限: " in result.err
    assert "责任人: " in result.err


def test_a_fault_below_a_header_of_two_rows_names_both(office: Office, tmp_path: Path) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        sheet = filled(workbook, [], ("", "", "", "", *HEADER[4:6]), BAD)
        sheet.merge_range(0, 4, 0, 5, "责任落实")
        for column in (0, 1, 2, 3, 6):
            sheet.merge_range(0, column, 1, column, HEADER[column])

    told = taken(office, tmp_path / "a.xlsx")

    assert places(told) == [("自查!3", "rejected")]
    assert told["rows"][0]["reason"].startswith("责任落实/责任单位: ")


def test_what_is_left_out_is_said_kind_by_kind(office: Office, tmp_path: Path) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, HEADER, ("例", *COUNTER[1:]), COUNTER, HEADER, REPORT, ("合计", 2), ("注：无",))
        filled(workbook, HEADER, QUEUE, name="去年").hide()

    said = lines_left_out(office, tmp_path / "a.xlsx")

    assert said == [
        "Rows left out: 1 (examples)",
        "Rows left out: 1 (repeated headers)",
        "Rows left out: 1 (totals)",
        "Rows left out: 1 (remarks below the table)",
        "Sheet left out: 去年 (hidden)",
    ]


def test_columns_that_are_no_field_are_named(office: Office, tmp_path: Path) -> None:
    with book(tmp_path / "a.xlsx") as workbook:
        filled(workbook, (*HEADER, "完成情况", "佐证材料"), (*COUNTER, "已完成", "照片"))

    said = office("import", tmp_path / "a.xlsx", "--dry-run").out

    assert "完成情况" in said
    assert "佐证材料" in said
    assert "序号" not in said


# --- Files made to do harm ------------------------------------------------------------------------

MEBIBYTE = 1024**2


def bomb(path: Path, mebibytes: int, *, claimed: int) -> Path:
    """Write a workbook whose sheet unpacks to so many MiB of blanks; *claimed* bytes by its own word."""
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER)
    whole = path.read_bytes()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    opening = packer.compress(b'<?xml version="1.0"?><worksheet><sheetData>') + packer.flush(
        zlib.Z_FULL_FLUSH
    )
    block = packer.compress(b" " * MEBIBYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = opening + block * mebibytes + packer.flush()
    name = b"xl/worksheets/sheet1.xml"
    directory_at = whole.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", whole[directory_at + 10 : directory_at + 20])
    entries = whole[start : start + size]
    old = entries.index(name) - 46
    fields = struct.pack("<IIIHHH", 0, len(stream), claimed, len(name), 0, 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + fields[:-2] + name
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + fields
    central += struct.pack("<HHII", 0, 0, 0, start) + name
    old_length = 46 + sum(struct.unpack("<HHH", entries[old + 28 : old + 34]))
    entries = entries[:old] + central + entries[old + old_length :]
    at = start + len(local) + len(stream)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), at, 0)
    path.write_bytes(whole[:start] + local + stream + entries + end)
    return path


@pytest.mark.parametrize("claimed", [3 * 1024**3, 20_000], ids=["by its own word", "in secret"])
def test_a_workbook_that_unpacks_to_gigabytes_is_refused_soon(
    claimed: int, office: Office, tmp_path: Path
) -> None:
    file = bomb(tmp_path / "a.xlsx", 3072, claimed=claimed)
    began = time.monotonic()

    result = office("import", file, code=24)

    assert "large" in result.err or "damaged" in result.err
    assert time.monotonic() - began < 20


def test_a_cell_of_ten_megabytes_is_refused(office: Office, tmp_path: Path) -> None:
    row = (*COUNTER[:2], "久" * 3_500_000, *COUNTER[3:])
    (tmp_path / "a.csv").write_bytes(text(HEADER, row).encode())

    result = office("import", tmp_path / "a.csv", code=24)

    assert "row 2" in result.err


def test_a_row_of_a_million_columns_is_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(text(HEADER, COUNTER).encode() + b"," * 1_000_000)

    result = office("import", tmp_path / "a.csv", code=24)

    assert "row 3 has too many columns" in result.err


def test_a_quote_that_is_never_closed_is_refused(office: Office, tmp_path: Path) -> None:
    open_quote = (*COUNTER[:2], '"窗口午间无人值守', *COUNTER[3:])
    (tmp_path / "a.csv").write_bytes(text(HEADER, open_quote, REPORT, QUEUE).encode())

    result = office("import", tmp_path / "a.csv", code=24)

    assert "row" in result.err


@pytest.mark.parametrize(
    "name", ["两\n行.csv", "-x.csv", "undo", "%s {0}.csv", "[b]红.csv", "尾.csv.", "a'b\"c;d.CSV", ".csv"]
)
def test_a_file_may_have_any_name(name: str, office: Office, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(text(HEADER, COUNTER, BAD).encode())

    refused = office("import", file, code=24)
    told = taken(office, file, "--faults", tmp_path / "faults.csv")
    plain = office("import", file, "--keep-good").out

    assert [verdict for _row, verdict in places(told)] == ["new", "rejected"]
    assert (tmp_path / "faults.csv").exists()
    assert len(refused.err.strip().splitlines()) == 3
    assert plain.splitlines()[0].endswith("1 rejected.")


@pytest.mark.parametrize("name", ["两\n行.csv", "-x.csv"])
def test_a_refused_file_of_any_name_is_told_in_two_lines(name: str, office: Office, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")

    office("import", tmp_path / name, code=24)
