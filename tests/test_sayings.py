"""What the program says is enough to act on: which row, which measure, which name, and why not."""

from pathlib import Path

import pytest

from tests.conftest import Office

LISTED = "description,category,unit,owner,deadline,progress\n"


def file_of(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_one_row_at_fault_is_not_followed_by_a_count_of_none(office: Office, tmp_path: Path) -> None:
    one = file_of(tmp_path, LISTED + "The lift is broken,Nonsense,,,,\n", "one.csv")
    many = file_of(tmp_path, LISTED + "The lift is broken,Nonsense,,,,\n" * 19, "many.csv")

    assert "more." not in office("import", one, code=24).err
    assert "more." in office("import", many, code=24).err


def test_each_row_at_fault_has_a_line_that_names_its_file(office: Office, tmp_path: Path) -> None:
    rows = "The lift is broken,Nonsense,,,,\nThe door sticks,Rubbish,,,,\n"
    files = [file_of(tmp_path, LISTED + rows, name) for name in ("a.csv", "b.csv")]

    alone = office("import", files[0], code=24).err.splitlines()
    both = office("import", *files, code=24).err.splitlines()

    assert [line.partition("]")[0] for line in alone[1:3]] == ["  [2", "  [3"]
    assert [line.partition("]")[0] for line in both[1:5]] == [
        "  a.csv [2",
        "  a.csv [3",
        "  b.csv [2",
        "  b.csv [3",
    ]


def test_a_row_in_conflict_names_its_issue_once_and_the_command_for_what_differs(
    office: Office, tmp_path: Path
) -> None:
    row = "The lift is broken,Poor service,Office,Alice,2020-06-30,"
    office("import", file_of(tmp_path, LISTED + row + "\n"), "--assign")

    said = office("import", file_of(tmp_path, LISTED + row + "Half of it\n", "b.csv"), "--explain").out

    assert said.count("ZF-2020-0001") == 1
    assert "zuofeng progress" in said


def test_deadlines_that_have_passed_are_told_by_their_rows(office: Office, tmp_path: Path) -> None:
    rows = [f"Problem number {at},Poor service,Office,Alice,2020-0{3 + at % 2}-20," for at in range(1, 21)]
    office("import", file_of(tmp_path, LISTED + "\n".join(rows[:4]) + "\n", "few.csv"))

    few = office("import", file_of(tmp_path, LISTED + "\n".join(rows[4:8]) + "\n", "few.csv")).out
    many = office("import", file_of(tmp_path, LISTED + "\n".join(rows[8:]) + "\n", "b.csv"), "--explain").out

    assert "2 deadlines have passed already, in rows 3, 5:" in few
    assert "6 deadlines have passed already, in rows 3, 5, 7, 9, 11 …:" in many


def test_columns_between_full_width_commas_are_recognised_as_such(office: Office, tmp_path: Path) -> None:
    issues = file_of(tmp_path, "问题表述，问题类型，责任单位\n窗口午间无人值守，服务较差，Office\n")
    other = file_of(tmp_path, "热度，来电\n1，2\n", "b.csv")

    assert "full-width commas" in office("import", issues, code=24).err
    assert "full-width commas" not in office("import", other, code=24).err
    assert (
        "full-width commas"
        in office("unit", "import", file_of(tmp_path, "单位，简称\n一处，一\n"), code=24).err
    )


def test_another_name_of_a_unit_is_not_called_a_unit(office: Office) -> None:
    office("unit", "alias", "Service", "Windows")

    assert "another name of Service" in office("unit", "add", "Windows", code=23).err
    assert "another name of Service" in office("unit", "alias", "Office", "windows", code=23).err
    assert "in the register already" in office("unit", "add", "Service", code=23).err


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("unit", "name,parent\nNorth,Bureau\nSouth,Bureaux\n", "Row 3: There is no unit"),
        ("unit", "name,alias\nNorth,Polar\nSouth,Service\n", "Row 3: The unit"),
        ("unit", "name,order\nNorth,1\n\nSouth,-\n", "Row 4: “-” is no place"),
        ("owner", "name,unit\nZoe,Office\nZeno,Offices\n", "Row 3: There is no unit"),
        ("owner", "name,unit,role\nZoe,Office,king\n", "Row 2: "),
    ],
)
def test_a_row_of_a_register_file_that_is_refused_is_named(
    office: Office, tmp_path: Path, kind: str, text: str, said: str
) -> None:
    before = office(kind, "list", "-f", "json").json

    assert said in office(kind, "import", file_of(tmp_path, text), code=None).err
    assert office(kind, "list", "-f", "json").json == before


def test_the_place_of_a_unit_may_be_written_in_chinese(office: Office, tmp_path: Path) -> None:
    office("unit", "import", file_of(tmp_path, "单位,排序\n乙处,十二\n丙处,六\n丁处,\n"))

    places = {unit["name"]: unit["sort_order"] for unit in office("unit", "list", "-f", "json").json}
    assert (places["乙处"], places["丙处"], places["丁处"]) == (12, 6, 0)


def test_verifying_where_the_plan_has_no_notice_says_so(office: Office) -> None:
    number = office.rectified()

    said = office("verify", number, "--by", "Super", "--opinion", "Seen", code=20).err

    assert "no public notice" in said
    assert "close" in said


def test_a_measure_is_told_when_it_is_written_down_and_when_it_is_done(office: Office) -> None:
    number = office.assigned("--measure", "Stay open")

    added = office("measure", "add", number, "Put up a sign").out
    done = office("measure", "done", number, "1").out

    assert "Measure 2: Put up a sign" in added
    assert "Measure 1, done on 2020-04-01: Stay open" in done


def test_the_history_gives_short_values_with_their_fields(office: Office) -> None:
    number = office.closed()

    assert "closed on 2020-04-01" in office("show", number).out


def test_numbered_measures_of_one_cell_are_measures_of_their_own(office: Office, tmp_path: Path) -> None:
    head = "问题表述,问题类型,整改措施\n"
    office(
        "import",
        file_of(tmp_path, head + "午间无人值守,服务较差,1.实行AB岗；2.每日抽查\n二楼无人,服务较差,通报\n"),
    )

    office("open", "三楼无人值守", "-c", "服务较差", "--measure", "①轮班②公示")

    assert [len(issue["measures"]) for issue in office("list", "--sort", "number", "-f", "json").json] == [
        2,
        1,
        2,
    ]
    assert office("audit", "-f", "json").json["ok"]


def test_progress_below_a_common_heading_is_progress(office: Office, tmp_path: Path) -> None:
    text = "问题表述,问题类型,整改情况,整改情况\n,,进展,完成\n午间无人值守,服务较差,已排班,\n"

    said = office("import", file_of(tmp_path, text)).out

    assert [note["text"] for note in office.issue(1)["progress"]] == ["已排班"]
    assert "进展" not in said


@pytest.mark.parametrize("day", ["4月底", "三月底", "4.30", "2020年一季度末", "Apr 1"])
def test_a_day_is_read_alike_by_every_option(office: Office, day: str) -> None:
    office.today = "2020-03-01"
    number = office.assigned()
    office.today = "2020-05-10"
    office("sweep", "--as-of", day, "--dry-run")

    for command in (("status",), ("list",), ("trace", number)):
        office(*command, "--as-of", day)
    office("rank", "--since", day)


@pytest.mark.parametrize("word", ["长期坚持", "立行立改", "端午节前"])
def test_a_type_of_issue_is_no_day(office: Office, word: str) -> None:
    number = office.assigned("--measure", "Stay open")

    for command in (("list", "--as-of"), ("trace", number, "--as-of"), ("sweep", "--dry-run", "--as-of")):
        assert word in office(*command, word, code=2).err
    assert word in office("measure", "done", number, "1", "--on", word, code=2).err
