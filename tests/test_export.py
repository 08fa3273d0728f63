"""The list as a file: what it looks like, that nothing is a formula, and that it comes back unchanged."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.conftest import Office
from tests.office_program import pdf_of, text_of
from zuofeng_cli.errors.files import TooManyRows
from zuofeng_cli.exchange.ledger_file import Heading, LedgerFile, write_ledger
from zuofeng_cli.exchange.safe_cells import guarded, unguarded
from zuofeng_cli.exchange.summary_sheet import Summary

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \"onload=\"x"
FIGURE = re.compile(r"[+-]\d+(\.\d+)?")
FILES = ["list.xlsx", "list.csv"]


def filled(office: Office) -> None:
    """List issues in every state, with every kind of text."""
    office("unit", "add", "Sub, and co", "--parent", "Bureau")
    office("owner", "add", "Alice", "--unit", "Service")
    office.closed()
    office.rectified("--cooperate", "Service", "--cooperate", "Market", "--source", "Open and covert checks")
    office.assigned("--measure", "Stay open", "--measure", "=1+1", "--type", "immediate")
    office("progress", 3, "First step")
    office("progress", 3, "Second step")
    office.open(HOSTILE)
    office.open("'=quoted", "-u", "Office", "-o", "Alice@Service")
    office.open("Entered twice")
    office("cancel", 6, "--reason", "Twice")
    office.open("The same again")
    office("merge", 7, "--into", 3, "--reason", "Same")
    office.open("For ever", "--type", "long-term", "-u", "Sub, and co", "-d", "2021-12-31")


def exported(office: Office, place: Path, *words: object) -> Path:
    office("export", "ledger", "-o", place, *words)
    return place


def counts(office: Office, file: Path, *words: object) -> dict[str, int]:
    """Import a file and return the verdicts that were given."""
    done = office("import", file, "--yes", "--format", "json", *words).json
    names = ("read", "new", "updated", "unchanged", "conflicts", "recurrences", "rejected")
    return {name: done[name] for name in names if done[name]}


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def changed(file: Path, column: str, change: Callable[[str], str], row: int = 1) -> Path:
    """Change one cell of a csv file as a clerk would."""
    rows = rows_of(file)
    at = rows[0].index(column)
    rows[row][at] = change(rows[row][at])
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        csv.writer(text).writerows(rows)
    return file


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_exported_comes_back_unchanged(office: Office, tmp_path: Path, name: str, lang: str) -> None:
    filled(office)
    before = [office.issue(number) for number in range(1, 9)]
    office.lang = lang
    file = exported(office, tmp_path / name)
    office.today, office.lang = "2020-05-20", "en"

    assert counts(office, file) == {"read": 8, "unchanged": 8}
    office.today = "2020-04-01"
    assert [office.issue(number) for number in range(1, 9)] == before


@pytest.mark.parametrize(
    "form", ["{year}/{month}/{day:02}", "{year}年{month}月{day}日", "{year}.{month}.{day}"]
)
def test_days_that_a_spreadsheet_has_saved_its_own_way_are_unchanged(
    form: str, office: Office, tmp_path: Path
) -> None:
    filled(office)
    file = exported(office, tmp_path / "list.csv")

    def as_saved(day: re.Match[str]) -> str:
        year, month, number = map(int, day.groups())
        return form.format(year=year, month=month, day=number)

    text = file.read_text("utf-8-sig")
    resaved = re.sub(r"(?<![^,\n])(\d{4})-(\d\d)-(\d\d)(?=[,\r\n])", as_saved, text)
    file.write_text(resaved, "utf-8-sig")

    assert resaved != text
    assert counts(office, file) == {"read": 8, "unchanged": 8}


@pytest.mark.parametrize("view", ["问题清单", "list of tasks", "accountability"])
def test_each_of_the_three_lists_comes_back_unchanged(office: Office, tmp_path: Path, view: str) -> None:
    filled(office)

    assert counts(office, exported(office, tmp_path / "list.csv", "--view", view)) == {
        "read": 8,
        "unchanged": 8,
    }


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=30)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), name=st.sampled_from(FILES))
def test_any_text_comes_back_unchanged(
    texts: list[tuple[str, str, str]],
    name: str,
    file_office: Office,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for at, (description, measure, note) in enumerate(texts):
        number = file_office.open(f"{at}{description}", "--measure", f"-{measure}")
        file_office("progress", "--", number, f"{note}.1")

    file = exported(file_office, tmp_path_factory.mktemp("export") / name)
    done = counts(file_office, file)

    assert done == {"read": done["read"], "unchanged": done["read"]}


@given(cell=st.text(st.sampled_from("'=+-@\ta1."), max_size=6))
def test_a_guard_comes_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t")) or FIGURE.fullmatch(guarded(cell))


@pytest.mark.parametrize("cell", ["-8", "-0.5", "+3", "-31"])
def test_a_number_below_nothing_is_no_formula(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("cell", ["-8+3", "-A1", "+8613800001111", "=8", "--8", "-", "-8%", "-8\n", "'-8"])
def test_what_only_begins_like_a_number_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_a_changed_cell_of_an_open_issue_is_taken(office: Office, tmp_path: Path) -> None:
    number = office.open("Counter closed", "-u", "Office")
    file = changed(exported(office, tmp_path / "list.csv"), "target", lambda _cell: "Open at noon")

    assert counts(office, file) == {"read": 1, "updated": 1}
    assert office.issue(number)["target"] == "Open at noon"
    assert office.issue(number)["description"] == "Counter closed"


def test_a_new_description_is_taken_by_the_ledger_number(office: Office, tmp_path: Path) -> None:
    number = office.open("Counter closed", "-u", "Office")
    file = changed(exported(office, tmp_path / "list.csv"), "description", lambda _cell: "Counter 3 is shut")

    assert counts(office, file) == {"read": 1, "updated": 1}
    assert office.issue(number)["description"] == "Counter 3 is shut"


def test_a_changed_cell_of_work_in_progress_is_a_conflict(office: Office, tmp_path: Path) -> None:
    office.assigned()
    file = changed(exported(office, tmp_path / "list.csv"), "deadline", lambda _cell: "2020-12-31")

    said = office("import", file, "--yes")

    assert "it differs in: deadline" in said.out
    assert office.issue(1)["deadline"] == "2020-06-30"


def test_a_state_typed_into_the_file_is_a_conflict(office: Office, tmp_path: Path) -> None:
    office.assigned()
    file = changed(exported(office, tmp_path / "list.csv"), "state", lambda _cell: "closed")

    said = office("import", file, "--yes")

    assert "ZF-2020-0001: no import changes state." in said.out


@pytest.mark.parametrize("column", ["completion", "evidence", "closed on", "listed on", "level"])
def test_what_only_commands_change_is_not_ignored(office: Office, tmp_path: Path, column: str) -> None:
    office.open("Counter closed")
    file = changed(exported(office, tmp_path / "list.csv"), column, lambda _cell: "2020-03-03")

    assert f"no import changes {column}." in office("import", file, "--yes").out


def test_an_older_export_does_not_undo_newer_changes(office: Office, tmp_path: Path) -> None:
    office.open("Counter closed")
    old = exported(office, tmp_path / "old.csv")
    new = changed(exported(office, tmp_path / "new.csv"), "target", lambda _cell: "Open at noon")
    office("import", new, "--yes")

    said = office("import", old, "--yes")
    older = counts(office, changed(old, "remark", lambda _cell: "Seen"))

    assert "1 unchanged" in said.out
    assert older == {"read": 1, "conflicts": 1}
    assert office.issue(1)["target"] == "Open at noon"


def test_a_number_of_another_issue_is_not_taken(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        "问题编号,问题表述,问题类型,责任单位\nA1,One,服务较差,Office\nA2,Two,服务较差,Office\n", "utf-8"
    )
    office("import", source, "--yes")
    file = changed(exported(office, tmp_path / "list.csv"), "external_no", lambda _cell: "A2")

    assert "belongs to ZF-2020-0002 already" in office("import", file, "--yes").out
    assert office.issue(1)["external_no"] == "A1"


def test_the_same_day_in_other_words_changes_nothing(office: Office, tmp_path: Path) -> None:
    office.assigned()
    file = changed(exported(office, tmp_path / "list.csv"), "deadline", lambda _cell: "2020/6/30")

    assert counts(office, file) == {"read": 1, "unchanged": 1}


def test_a_row_that_a_clerk_adds_is_listed(office: Office, tmp_path: Path) -> None:
    office.assigned()
    file = exported(office, tmp_path / "list.csv")
    rows = rows_of(file)
    fresh = dict.fromkeys(rows[0], "") | {
        "description": "One more",
        "category": "Poor service",
        "unit": "Office",
    }
    with file.open("a", encoding="utf-8", newline="") as text:
        csv.writer(text).writerow([fresh[heading] for heading in rows[0]])

    assert counts(office, file) == {"read": 2, "unchanged": 1, "new": 1}


def test_an_encoding_of_what_is_no_csv_is_refused(file_office: Office, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"

    refused = file_office("export", "ledger", "-o", file, "--encoding", "gb18030", code=2).err

    assert "--encoding is for a csv file only" in refused
    assert not file.exists()


def test_a_row_that_stands_twice_is_taken_once(office: Office, tmp_path: Path) -> None:
    office.open("Counter closed")
    file = exported(office, tmp_path / "list.csv")
    rows = rows_of(file)
    at = rows[0].index("remark")
    for remark in ("One", "Another"):
        rows.append([*rows[1][:at], remark, *rows[1][at + 1 :]])
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        csv.writer(text).writerows([rows[0], *rows[2:]])

    assert counts(office, file, "--keep-good") == {"read": 2, "updated": 1, "rejected": 1}
    assert office.issue(1)["remark"] == "One"


@pytest.mark.parametrize("ref", ["ZF-2020-0099", "ZF-2021-0001", "XX-2020-0001", "ZF-2020-9999999999"])
def test_a_number_of_another_ledger_is_a_fault(office: Office, tmp_path: Path, ref: str) -> None:
    office.open("Counter closed")
    file = changed(exported(office, tmp_path / "list.csv"), "ledger number", lambda _cell: ref)

    said = office("import", file, "--yes", code=24).err

    assert f"This ledger has no issue {ref}." in said


def test_a_number_of_the_units_own_names_no_issue(office: Office, tmp_path: Path) -> None:
    office.open("Counter closed")
    file = tmp_path / "unit.csv"
    file.write_text("台账编号,问题表述,问题类型\n1,Doors stick,服务较差\n", "utf-8")

    assert counts(office, file) == {"read": 1, "new": 1}
    assert office.issue(2)["other_columns"] == {"台账编号": "1"}


@pytest.mark.parametrize("shared", ["", ",问题类型,责任单位"])
def test_a_list_of_corrections_needs_no_more_than_the_number(
    office: Office, tmp_path: Path, shared: str
) -> None:
    office.open("Counter closed")
    file = tmp_path / "corrections.csv"
    cells = ",服务较差," if shared else ""
    file.write_text(f"台账编号,问题表述{shared}\nZF-2020-0001,Counter closed at noon{cells}\n", "utf-8")

    assert counts(office, file) == {"read": 1, "updated": 1}
    assert office.issue(1)["description"] == "Counter closed at noon"


def test_an_update_by_an_exported_row_can_be_taken_back(office: Office, tmp_path: Path) -> None:
    office.open("Counter closed")
    file = changed(exported(office, tmp_path / "list.csv"), "target", lambda _cell: "Open at noon")
    office("import", file, "--yes")

    office("import", "undo", 1)

    assert office.issue(1)["target"] is None
    assert office("audit").code == 0


def test_a_units_own_file_stays_unchanged_after_an_exported_row(office: Office, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("问题表述,问题类型,整改目标\nDoors stick,服务较差,Doors close\n", "utf-8")
    office("import", own, "--yes")
    file = changed(exported(office, tmp_path / "list.csv"), "target", lambda _cell: "Doors open")
    office("import", file, "--yes")

    assert counts(office, own) == {"read": 1, "unchanged": 1}
    assert office.issue(1)["target"] == "Doors open"


def cells_of(file: Path) -> list[list[Any]]:
    sheet = load_workbook(file).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=3)]


def test_no_cell_of_a_workbook_is_a_formula_and_numbers_stay_text(office: Office, tmp_path: Path) -> None:
    office.open(HOSTILE, "--measure", "@SUM(A1)", "--measure", "+1")
    source = tmp_path / "in.csv"
    source.write_text("问题编号,问题表述,问题类型\n001234567890123456789,Long,服务较差\n", "utf-8")
    office("import", source, "--yes")

    header, *rows = cells_of(exported(office, tmp_path / "list.xlsx"))

    values = {cell.value: at for at, cell in enumerate(header)}
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    assert rows[0][values["description"]].value == HOSTILE
    assert rows[1][values["external_no"]].value == "001234567890123456789"


def test_a_workbook_is_set_up_for_paper(office: Office, tmp_path: Path) -> None:
    office.assigned()

    book = load_workbook(exported(office, tmp_path / "list.xlsx", "--as-of", "2020-07-10"))

    sheet, summary = book.worksheets
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:AA4")
    assert len(summary._charts) == 2


def test_a_light_is_a_word_with_a_colour_behind_it(office: Office, tmp_path: Path) -> None:
    office.assigned()
    office.today = "2020-07-10"

    header, row = cells_of(exported(office, tmp_path / "list.xlsx"))

    light = row[[cell.value for cell in header].index("light")]
    assert (light.value, light.fill.start_color.rgb) == ("overdue", "FFF4CCCC")


def test_the_summary_counts_as_status_does(office: Office, tmp_path: Path) -> None:
    filled(office)
    totals = office("status", "--format", "json").json["totals"]

    summary = load_workbook(exported(office, tmp_path / "list.xlsx")).worksheets[1]

    rows = list(summary.iter_rows(min_row=2, values_only=True))
    total = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[0] == "Total")
    assert (total["Issues"], total["Closed"]) == (totals["issues"], totals["closed"])
    assert total["Completion"] == pytest.approx(totals["completion_rate"], abs=1e-4)


def test_json_lines_have_the_documented_keys(office: Office, tmp_path: Path) -> None:
    office.closed()
    listed = office("list", "--format", "json").json[0]

    (line,) = exported(office, tmp_path / "list.jsonl").read_text("utf-8").splitlines()

    told = json.loads(line)
    assert {key: told[key] for key in listed} == listed
    assert told["evidence"] == ["Doc No. 3"]


def test_hostile_text_is_text_in_a_page_and_in_markdown(office: Office, tmp_path: Path) -> None:
    office.open(HOSTILE + " | a *b* [c](d)")

    page = exported(office, tmp_path / "list.html").read_text("utf-8")
    markdown = exported(office, tmp_path / "list.md").read_text("utf-8")

    assert "<script" not in page
    assert "<script" not in markdown
    assert "\\| a \\*b\\* \\[c](d)" in markdown


def test_gb18030_is_written_for_older_spreadsheets(office: Office, tmp_path: Path) -> None:
    office.open("窗口中午关门")

    file = exported(office, tmp_path / "list.csv", "--encoding", "gb18030")

    assert "窗口中午关门".encode("gb18030") in file.read_bytes()
    assert counts(office, file) == {"read": 1, "unchanged": 1}


def test_only_what_is_asked_for_is_exported(office: Office, tmp_path: Path) -> None:
    office.assigned()
    office.closed()
    office.open("Nobody's")

    file = exported(office, tmp_path / "list.csv", "--unit", "Office", "--state", "assigned")

    assert [row[1] for row in rows_of(file)[1:]] == ["ZF-2020-0001"]


def test_a_past_day_is_exported_as_it_was(office: Office, tmp_path: Path) -> None:
    office.assigned()
    office.today = "2020-05-01"
    office("cancel", 1, "--reason", "Twice")
    office.open("Later")

    rows = rows_of(exported(office, tmp_path / "list.csv", "--as-of", "2020-04-10"))

    assert [row[rows[0].index("state")] for row in rows[1:]] == ["assigned"]


def test_a_file_that_is_there_stays(office: Office, tmp_path: Path) -> None:
    office.open()
    file = tmp_path / "list.csv"
    file.write_text("old", "utf-8")

    office("export", "ledger", "-o", file, code=24)
    assert file.read_text("utf-8") == "old"
    exported(office, file, "--force")

    assert file.read_text("utf-8") != "old"
    assert list(tmp_path.glob("*.part")) == []


def test_what_cannot_be_written_is_refused_in_one_sentence(office: Office, tmp_path: Path) -> None:
    office.open("x" * 40_000)

    assert "cell of a workbook holds" in office("export", "ledger", "-o", tmp_path / "a.xlsx", code=24).err
    assert "kind of file" in office("export", "ledger", "-o", tmp_path / "a.pdf", code=2).err
    office("export", "ledger", "-o", tmp_path / "none" / "a.csv", code=24)
    office("export", "ledger", "-o", tmp_path / "a.csv", "--view", "all", code=2)
    office("export", "ledger", "-o", tmp_path / "a.csv", "--encoding", "latin", code=2)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("a.")] == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    summary = Summary("Summary", (), ())
    file = LedgerFile("", "", "List", [Heading("a", 9)], iter(()), iter(()), 2_000_000, {}, summary)

    with pytest.raises(TooManyRows):
        write_ledger(tmp_path / "a.xlsx", file)


def test_the_office_program_opens_and_prints_the_workbook(file_office: Office, tmp_path: Path) -> None:
    filled(file_office)
    file_office.lang = "zh"
    file = exported(file_office, tmp_path / "list.xlsx", "--view", "tasks")

    pages = text_of(pdf_of(file, tmp_path))

    assert "任务清单" in pages[0]
    assert "Stay open" in pages[0]
    assert "=cmd|" in pages[0]
