"""Checklists of the plan are answered by persons and units; what is out of order may become an issue."""

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PERSONS, UNITS, Office
from tests.test_orders import events, refused

SIX, FIVE, FOUR = "six_questions", "five_no_decisions", "four_in_place"


def options(said: str) -> list[str]:
    """Return options from ``1=yes 2=no:late``."""
    return [word for each in said.split() for word in ("--answer", each.replace("_", " "))]


def all_yes(count: int, *besides: str) -> str:
    """Return answers to *count* questions, all yes but those given."""
    other = {each.partition("=")[0]: each for each in besides}
    return " ".join(other.get(str(at), f"{at}=yes") for at in range(1, count + 1))


def answer(office: Office, name: str, who: tuple[str, str], said: str, *words: object) -> str:
    """Answer a checklist and return what was printed."""
    return office("checklist", "answer", name, *who, *options(said), *words).out


def status(office: Office, name: str) -> dict[str, Any]:
    return dict(office("checklist", "status", name, "--format", "json").json)


def row(office: Office, name: str, who: str) -> dict[str, Any]:
    """Return one unit or person of the completion table."""
    rows = status(office, name)["rows"]
    return next(each for each in rows if who in (each["person"], each["unit"] if not each["person"] else ""))


def issues(office: Office) -> list[dict[str, Any]]:
    return list(office("list", "--format", "json").json)


ALICE, OFFICE = ("--person", "Alice"), ("--unit", "Office")


def test_the_checklists_of_the_plan_are_listed(office: Office) -> None:
    listed = office("checklist", "list", "--format", "json").json

    assert [(each["code"], each["answered_by"], len(each["questions"])) for each in listed] == [
        *((SIX, "person", 6), (FIVE, "unit", 5), (FOUR, "unit", 4)),
    ]
    assert [each["expected"] for each in listed] == ["yes", "no", "yes"]
    office.lang = "zh"
    assert "六个能不能" in office("checklist", "list").out


@pytest.mark.parametrize("name", ["六个能不能", SIX, "Six questions to oneself", " 六个 能不能"])
def test_a_checklist_is_found_by_any_of_its_names(file_office: Office, name: str) -> None:
    assert "1" in file_office("checklist", "show", name).out
    assert len(file_office("checklist", "show", name, "--format", "json").json["questions"]) == 6


def test_a_person_answers_for_oneself(office: Office) -> None:
    office.today = "2020-04-03"

    said = answer(office, SIX, ALICE, all_yes(6, "3=no:no_new_ideas"), "--on", "2020-04-02")

    mine = row(office, SIX, "Alice")
    assert "Alice@Office" in said
    assert (mine["answered_on"], mine["unexpected"], mine["issues"]) == ("2020-04-02", [3], [])
    assert mine["answers"]["3"] == {"answer": "no", "note": "no new ideas", "answered_on": "2020-04-02"}
    assert len(status(office, SIX)["missing"]) == len(PERSONS) - 1
    assert issues(office) == []
    assert office("audit", "--format", "json").json["ok"]


def test_a_unit_answers_and_who_filled_it_in_is_kept(office: Office) -> None:
    answer(office, FOUR, OFFICE, all_yes(4))
    answer(office, FOUR, ("--person", "Bob"), all_yes(4))

    assert (row(office, FOUR, "Bob")["unit"], row(office, FOUR, "Office")["unexpected"]) == ("Service", [])
    assert [each["unit"] for each in status(office, FOUR)["missing"]] == ["Bureau", "Market", "Party"]


def test_where_no_is_expected_a_yes_is_out_of_order(office: Office) -> None:
    answer(office, FIVE, OFFICE, "1=no 2=no 3=no 4=yes 5=no")

    assert row(office, FIVE, "Office")["unexpected"] == [4]


@pytest.mark.parametrize(
    ("typed", "kept", "note"),
    [
        *(("1=yes", "yes", None), ("1=能", "yes", None), ("1=是", "yes", None), ("1=Y", "yes", None)),
        *(("1=no", "no", None), ("1=不能", "no", None), ("１＝否", "no", None), ("1=×", "no", None)),
        *(
            ("1=不能：怕担责任", "no", "怕担责任"),
            ("1=no:a: b", "no", "a: b"),
            ("1=否，没时间", "no", "没时间"),
        ),
        ("01= no : late ", "no", "late"),
    ],
)
def test_answers_are_read_as_people_write_them(
    file_office: Office, typed: str, kept: str, note: str | None
) -> None:
    words = ["--answer", typed, *options("2=yes 3=yes 4=yes 5=yes 6=yes")]
    file_office("checklist", "answer", SIX, *ALICE, *words)

    (first, *_rest) = row(file_office, SIX, "Alice")["answers"].values()

    assert (first["answer"], first["note"]) == (kept, note)


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        (ALICE, all_yes(5), 23),  # the sixth is left
        (ALICE, all_yes(6, "2=perhaps"), 2),
        (ALICE, all_yes(6, "2="), 2),
        (ALICE, all_yes(6) + " 7=yes", 22),
        (ALICE, all_yes(6) + " 0=yes", 22),
        (ALICE, all_yes(6) + " 2=no", 2),
        (ALICE, all_yes(6) + " yes", 2),
        (ALICE, all_yes(6) + " x=yes", 2),
        (ALICE, all_yes(6) + f" {'9' * 40}=yes", 22),
        (("--person", "Nobody"), all_yes(6), 22),
        (OFFICE, all_yes(6), 2),  # persons answer this one
        ((*ALICE, "--unit", "Service"), all_yes(6), 23),
        ((*ALICE, "--on", "2020-04-02"), all_yes(6), 23),  # tomorrow
        ((*ALICE, "--on", "soon"), all_yes(6), 2),
        ((*ALICE, "--category", "Poor service"), all_yes(6), 2),  # without --open
        (ALICE, "", 2),  # nothing given and no terminal
    ],
)
def test_answers_that_cannot_be_are_refused(
    file_office: Office, who: tuple[str, ...], said: str, code: int
) -> None:
    refused(file_office, "checklist", "answer", SIX, *who, *options(said), code=code)

    assert status(file_office, SIX)["answered"] == 0


def test_an_unknown_checklist_is_refused_with_those_there_are(file_office: Office) -> None:
    said = refused(file_office, "checklist", "answer", "seven", *ALICE, *options("1=yes"), code=2)

    assert "Six questions" in said
    for verb in ("show", "status"):
        file_office("checklist", verb, "seven", code=2)


def test_a_unit_checklist_needs_a_unit(file_office: Office) -> None:
    assert "--unit" in refused(file_office, "checklist", "answer", FOUR, *options(all_yes(4)), code=2)


def test_answering_again_keeps_what_was_said_and_counts_the_newest(office: Office) -> None:
    answer(office, SIX, ALICE, all_yes(6, "2=no"))
    before = events(office)
    office.today = "2020-05-08"

    answer(office, SIX, ALICE, "2=yes")

    mine = row(office, SIX, "Alice")
    assert (mine["answered_on"], mine["unexpected"]) == ("2020-05-08", [])
    assert mine["answers"]["1"]["answered_on"] == "2020-04-01"
    assert events(office) == before + 1
    assert office("audit", "--format", "json").json["ok"]


def test_an_older_sheet_found_later_does_not_count_over_a_newer_one(office: Office) -> None:
    office.today = "2020-05-08"
    answer(office, SIX, ALICE, all_yes(6))

    answer(office, SIX, ALICE, all_yes(6, "2=no"), "--on", "2020-04-03")

    assert row(office, SIX, "Alice")["unexpected"] == []


def test_a_no_opens_an_issue_in_the_same_step(office: Office) -> None:
    said = answer(
        office, SIX, ALICE, all_yes(6, "2=no:I_do_not_know_the_new_rules", "4=no"), "--open", "--assign"
    )

    first, second = issues(office)
    assert "ZF-2020-0001, ZF-2020-0002" in said
    assert (first["description"], first["type"], first["source"], first["category"]) == (
        *("I do not know the new rules", "immediate", "personal", "lack_of_ability"),
    )
    assert (first["unit"], first["owner"], first["state"]) == ("Office", "Alice", "assigned")
    assert first["deadline"] == "2020-04-09"  # five working days, one of them a day of rest
    assert "能不能一直保持干劲" in second["description"]
    assert second["category"] == "low_energy"
    origin = office.issue(1)["origin"]
    assert (origin["entry"], origin["checklist"], origin["question"], origin["answer"]) == (
        *("checklist_answer", SIX, 2, "no"),
    )
    assert "question 2: no (Alice, 2020-04-01)" in office("show", 1).out
    assert row(office, SIX, "Alice")["issues"] == ["ZF-2020-0001", "ZF-2020-0002"]
    assert office("audit", "--format", "json").json["ok"]


def test_what_is_opened_can_be_said_otherwise(office: Office) -> None:
    words = ("--open", "--category", "Poor service", "--owner", "Bob", "--deadline", "2020-04-30")

    answer(office, FOUR, ("--unit", "Service"), all_yes(4, "3=no:Parking"), *words)

    (issue,) = issues(office)
    assert (issue["category"], issue["owner"], issue["deadline"]) == ("poor_service", "Bob", "2020-04-30")
    assert (issue["unit"], issue["source"], issue["type"]) == ("Service", "business_policy", "immediate")


def test_where_the_plan_names_no_category_one_is_needed(office: Office) -> None:
    said = options("1=no 2=no 3=no 4=yes 5=no")

    refused(office, "checklist", "answer", FIVE, *OFFICE, *said, "--open", code=2)
    office("checklist", "answer", FIVE, *OFFICE, *said, "--open", "--category", "Superficial work")

    assert status(office, FIVE)["answered"] == 1
    assert [issue["category"] for issue in issues(office)] == ["superficial_work"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--category", "Bad luck"), 2),
        (("--owner", "Nobody"), 22),
        (("--deadline", "some day"), 2),
        (("--assign",), 23),  # a unit has no owner by itself
    ],
)
def test_no_answer_is_kept_where_its_issue_cannot_be(
    office: Office, words: tuple[str, ...], code: int
) -> None:
    said = options(all_yes(4, "3=no"))

    refused(office, "checklist", "answer", FOUR, *OFFICE, *said, "--open", *words, code=code)

    assert (status(office, FOUR)["answered"], issues(office)) == (0, [])


def test_the_same_no_does_not_open_a_second_issue(office: Office) -> None:
    answer(office, SIX, ALICE, all_yes(6, "2=no"), "--open", "--assign")
    office.today = "2020-04-03"

    said = answer(office, SIX, ALICE, "2=no", "--open")

    assert len(issues(office)) == 1
    assert "On the list already: ZF-2020-0001." in said


def test_a_no_after_the_issue_was_closed_is_one_that_came_back(office: Office) -> None:
    answer(office, SIX, ALICE, all_yes(6, "2=no"), "--open", "--assign")
    office("measure", "add", 1, "Learn")
    office("rectify", 1, "--by", "Alice", "--note", "Learnt", "--evidence", "Doc No. 3")
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    office.today = "2020-06-01"

    answer(office, SIX, ALICE, "2=no", "--open")

    again = office.issue(2)
    assert (again["chronic"], again["recurrence_of"]) == (True, 1)
    assert office("audit", "--format", "json").json["ok"]


def test_an_issue_that_went_into_another_counts_as_on_the_list(office: Office) -> None:
    answer(office, SIX, ALICE, all_yes(6, "2=no"), "--open")
    survivor = office.open(
        "The whole office does not know", "-u", "Office", "-o", "Alice", "-d", "2020-04-01"
    )
    office("merge", 1, "--into", survivor, "--reason", "Same")

    said = answer(office, SIX, ALICE, "2=no", "--open")

    assert "On the list already: ZF-2020-0002." in said


def sheet(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


HEAD = "姓名,单位,1,2,3,4,5,6,备注"


def imported(office: Office, name: str, file: Path, *words: object) -> dict[str, Any]:
    return dict(office("checklist", "import", name, file, "--format", "json", *words).json)


def test_a_file_of_answers_is_taken_as_a_whole(office: Office, tmp_path: Path) -> None:
    file = sheet(
        *(tmp_path / "a.csv", "六个能不能答题表,,,,,,,,", HEAD),
        *("Alice,Office,能,不能：不熟悉新政策,能,能,能,能,", ",,,,,,,,", "Bob,,是,是,是,否,是,是,已谈话"),
    )

    taken = imported(office, SIX, file, "--open")

    assert (taken["read"], taken["new"], taken["unchanged"], taken["unexpected"]) == (2, 2, 0, 2)
    assert (taken["opened"], taken["left_out"]) == (["ZF-2020-0001", "ZF-2020-0002"], ["备注"])
    assert row(office, SIX, "Alice")["answers"]["2"]["note"] == "不熟悉新政策"
    assert row(office, SIX, "Bob")["unexpected"] == [4]
    assert [(issue["unit"], issue["owner"]) for issue in issues(office)] == [
        *(("Office", "Alice"), ("Service", "Bob")),
    ]
    assert office("audit", "--format", "json").json["ok"]


def test_importing_twice_changes_nothing(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", HEAD, "Alice,Office,能,不能：忙,能,能,能,能,", "Bob,,能,能,能,能,能,能,")
    imported(office, SIX, file, "--open")
    before = events(office)
    office.today = "2020-04-20"

    again = imported(office, SIX, file, "--open")

    assert (again["new"], again["unchanged"], again["opened"]) == (0, 2, [])
    assert again["running"] == ["ZF-2020-0001"]
    assert events(office) == before


def test_issues_can_be_asked_for_when_the_answers_are_known(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", HEAD, "Alice,Office,能,不能：忙,能,能,能,能,")
    imported(office, SIX, file)

    again = imported(office, SIX, file, "--open")

    assert (again["new"], again["opened"]) == (0, ["ZF-2020-0001"])


def test_a_file_closes_no_circle_once_its_issue_is_closed(office: Office, tmp_path: Path) -> None:
    file = sheet(tmp_path / "a.csv", HEAD, "Alice,Office,能,不能：忙,能,能,能,能,")
    imported(office, SIX, file, "--open", "--assign")
    office("measure", "add", 1, "Rest")
    office("rectify", 1, "--by", "Alice", "--note", "Rested", "--evidence", "Doc No. 3")
    office("close", 1, "--by", "Super", "--opinion", "Seen")

    again = imported(office, SIX, file, "--open")

    assert (again["opened"], again["running"]) == ([], [])
    assert len(issues(office)) == 1


def test_only_what_has_changed_is_new(office: Office, tmp_path: Path) -> None:
    imported(
        office, SIX, sheet(tmp_path / "a.csv", HEAD, "Alice,,能,不能,能,能,能,能,", "Bob,,能,能,能,能,能,能,")
    )

    taken = imported(
        office, SIX, sheet(tmp_path / "b.csv", HEAD, "Alice,,,能,,,,,", "Bob,,能,能,能,能,能,能,")
    )

    assert (taken["new"], taken["unchanged"]) == (1, 1)
    assert row(office, SIX, "Alice")["unexpected"] == []


@pytest.mark.parametrize(
    "head",
    [
        "单位,第1题,第2题,第3题,第4题",
        "处室,问题1,问题2,问题3,问题4",
        "unit,Q1,Q2,Q3,Q4",
        "单位名称,1.政策,2、问题,3）困难,4：经验",
        "序号,部门,4,3,2,1",
        "单位,上级有明确要求的放管服政策，是否都已落实？,重要工作和重大事件暴露出的普遍性问题，是否都已改好？,"
        "基层和企业提出的实际困难，是否都已解决？,基层的好做法和外地的好经验，是否已经学来并推开？",
    ],
)
def test_columns_are_found_by_number_or_by_the_question(
    file_office: Office, tmp_path: Path, head: str
) -> None:
    office = file_office
    cells = "7,Office,否,是,是,是" if head.startswith("序号") else "Office,是,是,是,否"

    imported(office, FOUR, sheet(tmp_path / "a.csv", head, cells))

    assert row(office, FOUR, "Office")["unexpected"] == [4]


def test_a_workbook_is_read_too(file_office: Office, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "answers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["四个到位"])
        page.write_row(1, 0, ["单位", 1, 2, 3, 4])
        page.write_row(2, 0, ["Office", "是", "是", "是", "否：未推开"])

    imported(file_office, FOUR, path)

    assert row(file_office, FOUR, "Office")["answers"]["4"]["note"] == "未推开"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Nobody,,能,能,能,能,能,能,"], ["Row 2", "Nobody"]),
        (["Alice,,能,能,能,能,能,,"], ["Row 2", "question 6"]),
        (["Alice,,能,能,能,能,能,也许,"], ["Row 2", "也许"]),
        (["Alice,Service,能,能,能,能,能,能,"], ["Row 2", "Service"]),
        ([",Service,能,能,能,能,能,能,"], ["Row 2", "--person"]),
        (["Alice,,能,能,能,能,能,能,", "Alice,Office,能,能,能,能,能,能,"], ["Row 3", "first in row 2"]),
        (["Bob,,能,能,能,能,能,能,", "Alice,,能,,能,能,能,能,", "X,,能,能,能,能,能,能,"], ["Row 3", "Row 4"]),
    ],
)
def test_rows_at_fault_are_named_and_nothing_is_taken(
    file_office: Office, tmp_path: Path, rows: list[str], said: list[str]
) -> None:
    told = refused(file_office, "checklist", "import", SIX, sheet(tmp_path / "a.csv", HEAD, *rows), code=24)

    assert all(word in told for word in said), told
    assert status(file_office, SIX)["answered"] == 0


@pytest.mark.parametrize(
    "rows",
    [
        ["姓名,1,2,3,4,5", "Alice,能,能,能,能,能"],  # a question without a column
        ["单位,1,2,3,4,5,6", "Office,能,能,能,能,能,能"],  # persons answer this one
        ["姓名,1,2,3,4,5,6,7", "Alice,能,能,能,能,能,能,能"],  # it has no seventh
        ["a,b", "c,d"],
        [""],
    ],
)
def test_a_file_without_the_columns_is_refused(file_office: Office, tmp_path: Path, rows: list[str]) -> None:
    refused(file_office, "checklist", "import", SIX, sheet(tmp_path / "a.csv", *rows), code=24)
    refused(file_office, "checklist", "import", SIX, tmp_path / "none.csv", code=24)


def test_many_faults_are_counted(file_office: Office, tmp_path: Path) -> None:
    rows = [f"Nobody{at},,能,能,能,能,能,能," for at in range(30)]

    told = refused(file_office, "checklist", "import", SIX, sheet(tmp_path / "a.csv", HEAD, *rows), code=24)

    assert "30 of 30" in told
    assert "and 25 more" in told


def test_who_is_missing_is_said_plainly(office: Office) -> None:
    answer(office, FOUR, OFFICE, all_yes(4, "2=no:late"))

    shown = office("checklist", "status", FOUR).out

    assert "Missing: Bureau, Service, Market, Party" in shown
    assert f"Answered: 1 of {len(UNITS)}" in shown
    rows = office("checklist", "status", FOUR, "--missing", "--format", "json").json["rows"]
    assert [each["unit"] for each in rows] == ["Bureau", "Service", "Market", "Party"]
    office.lang = "zh"
    assert "2 否" in office("checklist", "status", FOUR).out
    answer(office, SIX, ALICE, all_yes(6, "2=no"))
    assert "2 不能" in office("checklist", "status", SIX).out


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "csv", "tsv", "html"])
@pytest.mark.parametrize("what", [("list",), ("show", SIX), ("status", SIX)])
def test_the_tables_print_in_every_format(file_office: Office, what: tuple[str, ...], format_: str) -> None:
    answer(file_office, SIX, ALICE, all_yes(6, "2=no:=1+1"))

    assert file_office("checklist", *what, "--format", format_).out


def on_a_terminal(office: Office, answers: str, *words: str, stop: bool = False) -> tuple[int, str]:
    """Answer the six questions as Alice on a terminal of one's own; return exit code and screen.

    Args:
        stop: send what Ctrl-C sends once the third question waits for its answer.
    """
    ours, theirs = pty.openpty()
    command = ["--db", office.db, "--lang", office.lang, "checklist", "answer", SIX, *ALICE, *words]
    process = subprocess.Popen(
        [sys.executable, "-m", "zuofeng_cli", *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    screen = b""
    try:
        for _second in range(60):
            while select.select([ours], [], [], 1)[0] and (chunk := os.read(ours, 1024)):
                screen += chunk
            if stop and b"[3/6]" in screen:
                process.send_signal(signal.SIGINT)
    except OSError:  # how a terminal ends on Linux
        pass
    os.close(ours)
    return process.wait(timeout=60), screen.decode()


def test_on_a_terminal_each_question_is_asked(file_office: Office) -> None:
    file_office.lang = "zh"

    code, screen = on_a_terminal(file_office, "能\ny\nperhaps\n不能：怕担责任\nn\n能\n能\n", "--open")

    assert code == 0, screen
    assert "能/不能" in screen
    assert "[6/6]" in screen
    assert row(file_office, SIX, "Alice")["unexpected"] == [3, 4]
    assert issues(file_office)[0]["description"] == "怕担责任"


@pytest.mark.parametrize(("answers", "stop"), [("y\ny\n", True), ("y\ny\n\x04", False)])
def test_stopped_half_way_nothing_is_written(file_office: Office, answers: str, stop: bool) -> None:
    before = events(file_office)

    _code, screen = on_a_terminal(file_office, answers, stop=stop)

    assert "nothing was written" in screen
    assert events(file_office) == before


def test_who_answers_is_known_before_anything_is_asked(file_office: Office) -> None:
    code, screen = on_a_terminal(file_office, "", "--unit", "Service")

    assert code == 23
    assert "[1/6]" not in screen


def test_a_plan_may_leave_words_and_categories_out(office_with: Callable[..., Office]) -> None:
    office = office_with(('words = ["能", "不能"]', ""))
    office.lang = "zh"

    answer(office, SIX, ALICE, all_yes(6, "2=no"))

    assert "2 否" in office("checklist", "status", SIX).out


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rounds=st.lists(
        st.dictionaries(st.integers(1, 4), st.sampled_from(["yes", "no"]), min_size=1), min_size=1, max_size=5
    )
)
def test_the_newest_answer_counts_whatever_was_said_before(
    file_office: Office, rounds: list[dict[int, str]]
) -> None:
    answer(file_office, FOUR, OFFICE, all_yes(4))
    expected = dict.fromkeys(range(1, 5), "yes")
    for said in rounds:
        answer(file_office, FOUR, OFFICE, " ".join(f"{at}={word}" for at, word in said.items()))
        expected |= said

    mine = row(file_office, FOUR, "Office")

    assert {int(at): each["answer"] for at, each in mine["answers"].items()} == expected
    assert mine["unexpected"] == [at for at, word in expected.items() if word == "no"]
    assert file_office("audit", "--format", "json").json["ok"]
