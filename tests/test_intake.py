"""Batch intake: files as clerks write them become issues, all of them or none, and never twice."""

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, Office

HEADER = ("external_no", "description", "category", "unit", "owner", "deadline")
NOON = ("A-1", "The counter closes at noon", "Poor service", "Office", "Alice", "2020-06-30")
FORMS = ("A-2", "Forms are asked for twice", "Low standards", "Service", "Bob", "2020-07-31")
PHONE = ("A-3", "Nobody answers the telephone", "Low energy", "Market", "Carol", "")
KEYS = (
    "file",
    "sha256",
    "batch",
    "read",
    "new",
    "updated",
    "unchanged",
    "conflicts",
    "recurrences",
    "rejected",
    "faults_file",
    "suggested",
)
# Each example runs the whole program, so a failure is told as found instead of being shrunk for minutes.
LAW = settings(
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
VERDICTS = ("new", "updated", "unchanged", "conflicts", "recurrences", "rejected")


def sheet(
    path: Path,
    *rows: Sequence[str],
    header: Sequence[str] = HEADER,
    encoding: str = "utf-8",
    delimiter: str = ",",
    before: str = "",
) -> Path:
    """Write a csv file as a spreadsheet would."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    path.write_bytes((before + text.getvalue()).encode(encoding))
    return path


def grid(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def taken(office: Office, *words: object, code: int = 0) -> dict[str, Any]:
    """Import and return the counts as the program tells them."""
    return dict(office("import", *words, "--format", "json", code=code).json)


def counts(told: dict[str, Any]) -> dict[str, int]:
    return {name: told[name] for name in VERDICTS if told[name]}


def journal(office: Office) -> tuple[int, int, str]:
    """Return (events, issues, head) of a ledger that is in order."""
    told = office("audit", "--format", "json").json
    return told["events"], told["issues"], told["head"]


def unit_names(office: Office) -> list[str]:
    return [unit["name"] for unit in office("unit", "list", "--format", "json").json]


def owner_names(office: Office) -> list[str]:
    return [owner["name"] for owner in office("owner", "list", "--format", "json").json]


def with_chinese_registers(office: Office) -> Office:
    office("unit", "import", SAMPLES / "units.csv")
    office("owner", "import", SAMPLES / "owners.csv")
    return office


# --- How files are written ------------------------------------------------------------------------


def test_a_file_becomes_open_issues(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS, PHONE)

    told = taken(office, file)

    assert counts(told) == {"new": 3}
    first, third = office.issue(1), office.issue(3)
    assert (first["state"], first["unit"], first["owner"]) == ("open", "Office", "Alice")
    assert (first["deadline"], first["external_no"], first["incomplete"]) == ("2020-06-30", "A-1", False)
    assert (third["deadline"], third["incomplete"]) == (None, True)


def test_the_json_has_the_documented_keys(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON)

    told = taken(office, file)

    assert tuple(told) == KEYS
    assert (told["file"], told["batch"], told["read"], told["faults_file"]) == (str(file), 1, 1, None)
    assert len(told["sha256"]) == 64


def test_several_files_are_told_one_by_one(office: Office, tmp_path: Path) -> None:
    files = [sheet(tmp_path / "a.csv", NOON), sheet(tmp_path / "b.csv", FORMS, PHONE)]

    told = office("import", *files, "--format", "json").json

    assert [(one["file"], one["new"]) for one in told] == [(str(files[0]), 1), (str(files[1]), 2)]


HEADINGS = {
    "external_no": ("问题编号", "编号", "external_no"),
    "description": (
        *("问题表述", "问题描述", "存在问题", "主要问题", "具体问题", "问题内容", "反馈问题"),
        *("description", "Description"),
    ),
    "category": ("问题类型", "category", "CATEGORY"),
    "unit": ("责任单位", "牵头单位", "主办单位", "整改单位", "unit"),
    "cooperating": ("配合单位", "协办单位", "cooperating"),
    "leader": ("责任领导", "牵头领导", "分管领导", "leader"),
    "owner": ("责任人", "具体责任人", "经办人", "owner"),
    "measure": ("整改措施", "measure"),
    "target": ("整改目标", "target"),
    "type": ("整改类型", "整改方式", "type"),
    "deadline": ("整改时限", "完成时限", "整改期限", "截止日期", "计划完成时间", " deadline "),
    "source": ("问题来源", "source"),
    "progress": ("进展情况", "progress"),
    "remark": ("备注", "remark"),
}
WRITTEN = {
    "external_no": "A-9",
    "description": "窗口中午没有人值守，群众久等",
    "category": "服务较差",
    "unit": "Office",
    "cooperating": "Service、Market",
    "leader": "Chief",
    "owner": "Alice",
    "measure": "安排午间轮班",
    "target": "等候不超过十分钟",
    "type": "立行立改",
    "deadline": "2020年6月30日",
    "source": "督查",
    "progress": "已排班",
    "remark": "请速办",
}


@settings(LAW, max_examples=25)
@given(data=st.data())
def test_columns_are_known_by_any_heading_in_any_order(
    data: st.DataObject, file_office: Office, tmp_path: Path
) -> None:
    order = data.draw(st.permutations(list(HEADINGS)))
    header = [data.draw(st.sampled_from(HEADINGS[field])) for field in order]
    file_office.db = str(shutil.copy(tmp_path / "ledger.db", tmp_path / "example.db"))
    file = sheet(tmp_path / "a.csv", [WRITTEN[field] for field in order], header=header)

    file_office("import", file)

    issue = file_office.issue(1)
    assert issue["description"] == WRITTEN["description"]
    assert (issue["external_no"], issue["category"], issue["source"]) == (
        "A-9",
        "poor_service",
        "supervision",
    )
    assert (issue["unit"], issue["owner"], issue["leader"]) == ("Office", "Alice", "Chief")
    assert (issue["cooperating"], issue["type"]) == (["Service", "Market"], "immediate")
    assert (issue["deadline"], issue["deadline_text"]) == ("2020-06-30", "2020年6月30日")
    assert (issue["target"], issue["remark"]) == (WRITTEN["target"], WRITTEN["remark"])
    assert [measure["text"] for measure in issue["measures"]] == [WRITTEN["measure"]]
    assert [note["text"] for note in issue["progress"]] == [WRITTEN["progress"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encoding_and_separator_are_found(
    encoding: str, delimiter: str, file_office: Office, tmp_path: Path
) -> None:
    header = ("问题编号", "问题表述", "问题类型", "责任单位", "责任人", "整改时限")
    row = ("编-1", "大厅窗口午间无人值守，群众等候", "服务较差", "Office", "Alice", "6月底前")
    file = sheet(tmp_path / "a.csv", row, header=header, encoding=encoding, delimiter=delimiter)

    told = taken(file_office, file)

    issue = file_office.issue(1)
    assert counts(told) == {"new": 1}
    assert (issue["external_no"], issue["description"]) == (row[0], row[1])
    assert issue["deadline"] == "2020-06-30"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_sep_line_names_the_separator(delimiter: str, file_office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS, delimiter=delimiter, before=f"sep={delimiter}\r\n")

    told = taken(file_office, file)

    assert counts(told) == {"new": 2}


def test_encoding_named_by_hand_wins(file_office: Office, tmp_path: Path) -> None:
    row = ("A-1", "大廳窗口午間無人值守", "Poor service", "Office", "Alice", "")
    file = sheet(tmp_path / "a.csv", row, encoding="big5")

    taken(file_office, file, "--encoding", "big5")

    assert file_office.issue(1)["description"] == row[1]


def test_quoted_line_breaks_stay_in_their_cell(office: Office, tmp_path: Path) -> None:
    header = ("description", "category", "measure", "unit")
    row = ("Two faults:\nthe door, the lamp", "Poor service", "Mend the door\nMend the lamp", "Office")
    file = sheet(tmp_path / "a.csv", row, header=header)

    told = taken(office, file)

    issue = office.issue(1)
    assert counts(told) == {"new": 1}
    assert issue["description"] == row[0]
    assert [measure["text"] for measure in issue["measures"]] == ["Mend the door", "Mend the lamp"]


def test_blank_rows_are_not_read(office: Office, tmp_path: Path) -> None:
    blank = ("", " ", "", "", "", "")
    file = sheet(tmp_path / "a.csv", NOON, blank, blank, FORMS)

    told = taken(office, file)

    assert (told["read"], told["new"]) == (2, 2)


# --- All of a file or nothing ---------------------------------------------------------------------


def test_one_bad_row_keeps_the_whole_file_out(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "2020-06-30")
    file = sheet(tmp_path / "a.csv", NOON, FORMS, bad)

    result = office("import", file, code=24)

    assert "[4]" in result.err
    assert "Servise" in result.err
    assert journal(office) == before


def test_the_sentence_of_a_bad_row_names_the_nearest_unit(office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "2020-06-30")
    file = sheet(tmp_path / "a.csv", bad)

    result = office("import", file, code=24)

    assert "Service" in result.err


def test_the_row_number_counts_blank_rows_as_a_spreadsheet_does(office: Office, tmp_path: Path) -> None:
    blank = ("", "", "", "", "", "")
    broken = ("A-1", "Two faults:\nthe door, the lamp", *NOON[2:])
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Office", "Nobody", "")
    file = sheet(tmp_path / "a.csv", broken, blank, bad)

    result = office("import", file, code=24)

    assert "[4]" in result.err


def test_units_of_a_refused_file_are_not_registered(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    good = ("A-5", "The archive has no light at all", "Poor service", "Archive", "Zoe", "2020-06-30")
    bad = ("A-6", "The archive has no heating at all", "Poor service", "Archive", "Zoe", "some day")
    file = sheet(tmp_path / "a.csv", good, bad)

    office("import", file, "--register", code=24)

    assert "Archive" not in unit_names(office)
    assert journal(office) == before


def test_one_bad_file_keeps_the_others_out(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    bad = ("A-6", "The archive has no heating at all", "Nonsense", "Office", "Alice", "")
    files = [sheet(tmp_path / "a.csv", NOON), sheet(tmp_path / "b.csv", bad)]

    office("import", *files, code=24)

    assert journal(office) == before


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("description", ""),
        ("category", ""),
        ("category", "Nonsense"),
        ("unit", "Nowhere"),
        ("owner", "Nobody"),
        ("deadline", "some day"),
        ("deadline", "2020-02-30"),
        ("deadline", "6/7/8"),
    ],
)
def test_what_cannot_be_read_is_a_fault(column: str, cell: str, file_office: Office, tmp_path: Path) -> None:
    row = dict(zip(HEADER, NOON, strict=True)) | {column: cell}
    file = sheet(tmp_path / "a.csv", tuple(row.values()))

    result = file_office("import", file, code=24)

    assert "[2]" in result.err


# --- Keep what is good ----------------------------------------------------------------------------


def test_good_rows_are_kept_and_bad_ones_written_out(office: Office, tmp_path: Path) -> None:
    office.lang = "zh"
    header = ("序号", "问题编号", "问题表述", "问题类型", "责任单位", "责任人", "整改时限", "销号时间")
    good = ("1", "编-1", "大厅窗口午间无人值守", "服务较差", "Office", "Alice", "6月30日", "")
    bad = ("2", "编-2", "排号机坏了一年多没有人修", "服务较差", "Ofice", "Alice", "6月30日", "未定")
    file = sheet(tmp_path / "a.csv", good, bad, header=header, encoding="gb18030", delimiter=";")
    faults = tmp_path / "faults.csv"

    told = taken(office, file, "--keep-good", "--faults", faults)

    headings, row = grid(faults, "gb18030", ";")
    assert counts(told) == {"new": 1, "rejected": 1}
    assert told["faults_file"] == str(faults)
    assert headings == [*header, "错误原因"]
    assert row[:-1] == list(bad)
    assert "Ofice" in row[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_faults_are_written_in_the_encoding_of_the_file(
    encoding: str, file_office: Office, tmp_path: Path
) -> None:
    bad = ("编-2", "排号机坏了一年多没有人修", "服务较差", "Ofice", "Alice", "6月30日")
    file = sheet(tmp_path / "a.csv", bad, encoding=encoding)
    faults = tmp_path / "faults.csv"

    taken(file_office, file, "--keep-good", "--faults", faults)

    raw = faults.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert grid(faults, encoding)[1][: len(bad)] == list(bad)


def test_mending_the_faults_and_importing_them_completes_the_batch(office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "2020-06-30")
    file = sheet(tmp_path / "a.csv", NOON, bad, FORMS)
    faults = tmp_path / "faults.csv"
    taken(office, file, "--keep-good", "--faults", faults)
    faults.write_text(faults.read_text("utf-8").replace("Servise,", "Service,", 1), "utf-8")

    told = taken(office, faults)

    assert counts(told) == {"new": 1}
    assert office.issue(3)["external_no"] == "A-4"
    assert len(office("list", "--format", "json").json) == 3


def test_faults_mended_by_halves_are_written_out_again_with_one_reason_column(
    office: Office, tmp_path: Path
) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "2020-06-30")
    file = sheet(tmp_path / "a.csv", bad)
    first, second = tmp_path / "faults.csv", tmp_path / "faults-again.csv"
    taken(office, file, "--keep-good", "--faults", first)

    taken(office, first, "--keep-good", "--faults", second)

    assert grid(second) == grid(first)


def test_faults_of_a_file_with_a_sep_line_can_be_imported(file_office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "2020-06-30")
    file = sheet(tmp_path / "a.csv", bad, delimiter="|", before="sep=|\r\n")
    faults = tmp_path / "faults.csv"
    taken(file_office, file, "--keep-good", "--faults", faults)
    faults.write_text(faults.read_text("utf-8").replace("Servise|", "Service|", 1), "utf-8")

    told = taken(file_office, faults)

    assert counts(told) == {"new": 1}


def test_faults_can_be_written_out_without_taking_anything(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "2020-06-30")
    file = sheet(tmp_path / "a.csv", NOON, bad)
    faults = tmp_path / "faults.csv"

    office("import", file, "--faults", faults, code=24)

    assert [row[0] for row in grid(faults)[1:]] == ["A-4"]
    assert journal(office) == before


def test_the_faults_of_every_file_are_written_out(office: Office, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    lift = ("A-4", "The lift has been broken for a year", "Poor service", "Nowhere", "Bob", "")
    lamp = ("A-5", "The lamp has been broken for a year", "Poor service", "Nowhere", "Bob", "")
    files = [sheet(tmp_path / "in" / "a.csv", lift), sheet(tmp_path / "in" / "b.csv", lamp)]

    office("import", *files, "--keep-good", "--faults", tmp_path / "out" / "faults.csv")

    written = "".join(path.read_text("utf-8") for path in sorted((tmp_path / "out").iterdir()))
    assert "A-4" in written
    assert "A-5" in written


def test_the_file_itself_is_never_overwritten_with_its_faults(file_office: Office, tmp_path: Path) -> None:
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = sheet(tmp_path / "a.csv", NOON, bad)
    raw = file.read_bytes()

    file_office("import", file, "--faults", file, code=None)

    assert file.read_bytes() == raw


def test_a_row_that_stays_out_registers_nothing(office: Office, tmp_path: Path) -> None:
    bad = ("A-5", "The archive has no light at all", "Nonsense", "Archive", "Zoe", "2020-06-30")
    file = sheet(tmp_path / "a.csv", NOON, bad)

    taken(office, file, "--keep-good", "--register")

    assert "Archive" not in unit_names(office)
    assert "Zoe" not in owner_names(office)


def test_a_clean_file_leaves_no_faults_file(office: Office, tmp_path: Path) -> None:
    faults = tmp_path / "faults.csv"

    told = taken(office, sheet(tmp_path / "a.csv", NOON), "--keep-good", "--faults", faults)

    assert told["faults_file"] is None
    assert not faults.exists()


def test_a_place_where_faults_cannot_be_written_keeps_everything_out(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = sheet(tmp_path / "a.csv", NOON, bad)

    office("import", file, "--keep-good", "--faults", tmp_path / "nowhere" / "faults.csv", code=24)

    assert journal(office) == before


# --- Only looking ---------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    new_unit = ("A-5", "The archive has no light at all", "Poor service", "Archive", "Zoe", "2020-06-30")
    file = sheet(tmp_path / "a.csv", NOON, FORMS, new_unit)

    told = taken(office, file, "--dry-run", "--register", "--assign")

    assert counts(told) == {"new": 3}
    assert told["batch"] is None
    assert journal(office) == before
    assert "Archive" not in unit_names(office)


def test_a_dry_run_tells_the_faults_and_ends_with_24(office: Office, tmp_path: Path) -> None:
    before = journal(office)
    bad = ("A-4", "The lift has been broken for a year", "Poor service", "Servise", "Bob", "")
    file = sheet(tmp_path / "a.csv", NOON, bad)

    result = office("import", file, "--dry-run", "--format", "json", code=None)

    assert result.code == 24
    assert counts(result.json) == {"new": 1, "rejected": 1}
    assert journal(office) == before


# --- Registers, columns and fixed values ----------------------------------------------------------


def test_register_adds_unknown_units_and_owners(office: Office, tmp_path: Path) -> None:
    light = ("A-5", "The archive has no light at all", "Poor service", "Archive", "Zoe", "2020-06-30")
    heat = ("A-6", "The archive has no heating at all", "Poor service", "Archive", "Zoe", "2020-06-30")
    file = sheet(tmp_path / "a.csv", light, heat)

    taken(office, file, "--register")

    assert unit_names(office).count("Archive") == 1
    assert owner_names(office).count("Zoe") == 1
    assert (office.issue(2)["unit"], office.issue(2)["owner"]) == ("Archive", "Zoe")


def test_register_gives_a_namesake_of_another_unit_a_place_of_its_own(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", ("A-5", "The counter closes early", "Poor service", "Market", "Bob", ""))

    taken(office, file, "--register")

    assert owner_names(office).count("Bob") == 2


def test_columns_can_be_named_by_hand(office: Office, tmp_path: Path) -> None:
    row = ("The counter closes at noon", "Office", "30.06.", "Alice", "2020-06-30")
    file = sheet(tmp_path / "a.csv", row, header=("What", "Where", "deadline", "Who", "By when"))

    taken(
        office,
        *(file, "--map", "description=What", "--map", "unit=Where", "--map", "owner=who"),
        *("--map", "deadline=By when", "--set", "category=Poor service", "--set", "source=督查"),
    )

    issue = office.issue(1)
    assert (issue["description"], issue["unit"], issue["owner"]) == (row[0], "Office", "Alice")
    assert (issue["deadline"], issue["category"]) == ("2020-06-30", "poor_service")
    assert issue["source"] == "supervision"


def test_a_fixed_value_wins_over_the_column(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON), "--set", "deadline=2020-12-31")

    assert office.issue(1)["deadline"] == "2020-12-31"


@pytest.mark.parametrize(
    "words",
    [
        ("--map", "description"),
        ("--map", "nonsense=What"),
        ("--map", "description="),
        ("--map", "=What"),
        ("--set", "category"),
        ("--set", "state=closed"),
        ("--set", "category= "),
    ],
)
def test_a_malformed_mapping_is_refused(words: tuple[str, ...], file_office: Office, tmp_path: Path) -> None:
    before = journal(file_office)

    result = file_office("import", sheet(tmp_path / "a.csv", NOON), *words, code=2)

    assert words[1].strip() in result.err
    assert journal(file_office) == before


def test_a_mapped_column_that_is_not_there_is_refused(file_office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON)

    result = file_office("import", file, "--map", "remark=Notes", code=24)

    assert "Notes" in result.err


def test_a_fixed_value_that_means_nothing_is_refused(file_office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON)

    result = file_office("import", file, "--set", "category=Nonsense", code=2)

    assert "Nonsense" in result.err


def test_the_given_unit_is_taken_where_a_row_names_none(office: Office, tmp_path: Path) -> None:
    nameless = ("A-1", "The counter closes at noon", "Poor service", "", "", "2020-06-30")
    file = sheet(tmp_path / "a.csv", nameless, FORMS)

    taken(office, file, "--unit", "Market")

    assert [issue["unit"] for issue in office("list", "--format", "json").json] == ["Market", "Service"]


# --- The same row again ---------------------------------------------------------------------------


def test_importing_a_file_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS, PHONE)
    taken(office, file)
    before = journal(office)

    told = taken(office, file)

    assert counts(told) == {"unchanged": 3}
    assert told["batch"] is None
    assert journal(office) == before


def test_a_row_without_number_is_known_by_unit_and_description(office: Office, tmp_path: Path) -> None:
    first = ("", "The counter closes at noon.", *NOON[2:])
    again = ("", "  The  counter closes at NOON", *NOON[2:])
    other = ("", "The counter closes at noon.", "Poor service", "Service", "Bob", "2020-06-30")
    taken(office, sheet(tmp_path / "a.csv", first))

    told = taken(office, sheet(tmp_path / "b.csv", again, other))

    assert told["new"] == 1
    assert len(office("list", "--format", "json").json) == 2


def test_a_changed_row_updates_an_open_issue(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON, FORMS))
    changed = ("A-1", "The counter closes at half past eleven", *NOON[2:5], "2020-07-15")

    told = taken(office, sheet(tmp_path / "b.csv", changed, FORMS))

    issue = office.issue(1)
    assert counts(told) == {"updated": 1, "unchanged": 1}
    assert (issue["description"], issue["deadline"]) == (changed[1], "2020-07-15")
    assert [event["action"] for event in issue["history"]] == ["import", "import"]


def test_a_blank_cell_takes_nothing_away(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON))
    blank = ("A-1", "The counter closes at half past eleven", "Poor service", "", "", "")

    taken(office, sheet(tmp_path / "b.csv", blank))

    issue = office.issue(1)
    assert (issue["unit"], issue["owner"], issue["deadline"]) == ("Office", "Alice", "2020-06-30")


def test_a_deadline_that_names_a_type_changes_the_type_too(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON))
    lasting = (*NOON[:5], "长期坚持")

    taken(office, sheet(tmp_path / "b.csv", lasting))

    issue = office.issue(1)
    assert (issue["deadline"], issue["type"]) == ("2020-07-01", "long_term")


def test_a_changed_row_of_an_assigned_issue_is_a_conflict(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON), "--assign")
    before, issue = journal(office), office.issue(1)
    faults = tmp_path / "faults.csv"
    changed = ("A-1", "The counter closes at half past eleven", *NOON[2:5], "2020-12-31")

    told = taken(office, sheet(tmp_path / "b.csv", changed), "--faults", faults)

    assert counts(told) == {"conflicts": 1}
    assert grid(faults)[1][0] == "A-1"
    assert office.issue(1) == issue
    assert journal(office) == before


def test_the_same_file_is_unchanged_after_its_issues_have_moved_on(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS, PHONE)
    taken(office, file)
    office("assign", 1)
    office("measure", "add", 1, "Stay open")
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    office("assign", 3, "--deadline", "2020-09-30")
    office("cancel", 2, "--reason", "Entered twice")
    before = journal(office)

    told = taken(office, file)

    assert counts(told) == {"unchanged": 3}
    assert journal(office) == before


def test_a_closed_issue_that_comes_back_is_a_new_linked_chronic_one(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON), "--assign")
    office("measure", "add", 1, "Stay open")
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    back = ("A-1", "The counter closes at noon again", *NOON[2:5], "2020-12-31")
    file = sheet(tmp_path / "b.csv", back)

    told = taken(office, file)
    again = taken(office, file)

    issue = office.issue(2)
    assert counts(told) == {"recurrences": 1}
    assert counts(again) == {"unchanged": 1}
    assert (issue["chronic"], issue["recurrence_of"], issue["state"]) == (True, 1, "open")
    assert office.issue(1)["state"] == "closed"


def test_a_row_that_stands_twice_in_a_file_is_taken_once(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS, NOON)

    told = taken(office, file)

    assert counts(told) == {"new": 2, "unchanged": 1}


def test_rows_of_one_number_with_different_contents_are_refused_and_named(
    office: Office, tmp_path: Path
) -> None:
    other = ("A-1", "The counter closes at half past eleven", *NOON[2:])
    file = sheet(tmp_path / "a.csv", FORMS, NOON, other)
    before = journal(office)

    refused = office("import", file, code=None)

    assert refused.code == 24
    assert "[4] “A-1” stands in row 3, too, with different contents." in refused.out + refused.err
    assert journal(office) == before


def test_of_rows_of_one_number_the_first_is_taken_with_the_good_ones(office: Office, tmp_path: Path) -> None:
    other = ("A-1", "The counter closes at half past eleven", *NOON[2:])
    file = sheet(tmp_path / "a.csv", NOON, other)
    first = taken(office, file, "--keep-good")
    before = journal(office)

    second = taken(office, file, "--keep-good")

    assert counts(first) == {"new": 1, "rejected": 1}
    assert counts(second) == {"unchanged": 1, "rejected": 1}
    assert office.issue(1)["description"] == NOON[1]
    assert journal(office) == before


def test_a_listed_issue_that_a_file_changes_twice_is_changed_once(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON))
    eleven = ("A-1", "The counter closes at half past eleven", *NOON[2:])
    ten = ("A-1", "The counter closes at half past ten", *NOON[2:])

    told = taken(office, sheet(tmp_path / "b.csv", eleven, ten), "--keep-good")

    assert counts(told) == {"updated": 1, "rejected": 1}
    assert office.issue(1)["description"] == eleven[1]
    assert office("audit", "--format", "json").json["ok"]


def test_absence_from_a_file_means_nothing(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON, FORMS))
    before = journal(office)

    taken(office, sheet(tmp_path / "b.csv", FORMS))

    assert journal(office) == before


# --- Units in a cell ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "政务服务处（牵头）、营商环境处",
        "营商环境处,政务服务处(牵头)",
        "政务服务处牵头；营商环境处",
        "政务处\n营商办",
    ],
)
def test_a_cell_of_several_units_splits_into_lead_and_cooperating(
    cell: str, office: Office, tmp_path: Path
) -> None:
    with_chinese_registers(office)
    file = sheet(tmp_path / "a.csv", ("编-1", "企业开办仍要重复提交材料", "服务较差", cell, "", ""))

    taken(office, file)

    issue = office.issue(1)
    assert (issue["unit"], issue["cooperating"]) == ("政务服务处", ["营商环境处"])


def test_a_registered_name_that_holds_a_separator_is_one_unit(office: Office, tmp_path: Path) -> None:
    office("unit", "add", "党政办/应急办")
    file = sheet(
        tmp_path / "a.csv", ("编-1", "企业开办仍要重复提交材料", "服务较差", "党政办/应急办", "", "")
    )

    taken(office, file)

    assert office.issue(1)["unit"] == "党政办/应急办"


@pytest.mark.parametrize("word", ["各处室", "各单位", "各部门"])
@pytest.mark.parametrize("option", [(), ("--register",)])
def test_a_word_for_everybody_is_no_unit(
    word: str, option: tuple[str, ...], file_office: Office, tmp_path: Path
) -> None:
    file = sheet(tmp_path / "a.csv", ("编-1", "企业开办仍要重复提交材料", "服务较差", word, "", ""))

    result = file_office("import", file, *option, code=24)

    assert word in result.err
    assert word not in unit_names(file_office)


# --- Handing over ---------------------------------------------------------------------------------


def test_assign_hands_the_complete_ones_over(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", NOON, FORMS, PHONE)

    taken(office, file, "--assign")

    states = [issue["state"] for issue in office("list", "--format", "json").json]
    assert states == ["assigned", "assigned", "open"]
    assert office("audit", "--format", "json").json["ok"]


# --- The samples ----------------------------------------------------------------------------------


def test_the_sample_files_are_taken_whole(office: Office) -> None:
    with_chinese_registers(office)
    files = sorted(SAMPLES.glob("自查-*.csv"))

    told = office("import", *files, "--format", "json").json
    again = office("import", *files, "--format", "json").json

    assert sum(one["new"] for one in told) == 53
    assert sum(one["read"] for one in told) == 53
    assert sum(one["unchanged"] for one in again) == 53
    assert office("audit", "--format", "json").json["ok"]


# --- Laws -----------------------------------------------------------------------------------------

ROWS = st.tuples(
    st.sampled_from(["", "A-1", "A-2", "A-3", "A-4"]),
    st.sampled_from(["", "The counter closes at noon", "Forms are asked for twice", "The lift is broken"]),
    st.sampled_from(["Poor service", "服务较差", "Nonsense"]),
    st.sampled_from(["", "Office", "Service", "Office、Market", "各处室", "Nowhere"]),
    st.sampled_from(["", "Alice", "Bob", "Nobody"]),
    st.sampled_from(["", "2020-06-30", "6月底前", "some day"]),
)


@settings(LAW, max_examples=60)
@given(rows=st.lists(ROWS, min_size=1, max_size=8))
def test_counts_add_up_and_importing_twice_equals_once(
    rows: list[tuple[str, ...]], file_office: Office, tmp_path: Path
) -> None:
    base = tmp_path / "base.db"
    if not base.exists():
        _with_issues_in_every_state(file_office, tmp_path)
        shutil.copy(file_office.db, base)
    file_office.db = str(shutil.copy(base, tmp_path / "example.db"))
    file = sheet(tmp_path / "rows.csv", *rows)

    first = taken(file_office, file, "--keep-good")
    before = journal(file_office)
    second = taken(file_office, file, "--keep-good")

    for told in (first, second):
        assert sum(told[name] for name in VERDICTS) == told["read"]
    assert second["rejected"] == first["rejected"]
    assert (second["new"], second["updated"]) == (0, 0)
    assert journal(file_office) == before


def _with_issues_in_every_state(office: Office, tmp_path: Path) -> None:
    """List A-1 (open), A-2 (assigned) and A-3 (closed)."""
    closing = ("A-3", "Nobody answers the telephone", "Low energy", "Market", "Carol", "2020-06-30")
    taken(office, sheet(tmp_path / "base.csv", NOON, FORMS, closing))
    office("assign", 2, 3)
    office("measure", "add", 3, "Answer it")
    office("rectify", 3, "--by", "Carol", "--note", "Answered", "--evidence", "Doc No. 3")
    office("close", 3, "--by", "Super", "--opinion", "Heard")
