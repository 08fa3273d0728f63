"""Looking: the list with its filters and formats, one issue, the figures, and what is to be mended."""

import csv
import io
import random
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from tests.conftest import Office, Result
from zuofeng_cli.rules.issue import RUNNING, State
from zuofeng_cli.rules.lateness import days_left, is_due_soon, is_overdue, light

DUE_SOON_DAYS = 7
FORMATS = ("table", "plain", "markdown", "csv", "tsv", "json", "html")
ISSUE_KEYS = (
    *("ref", "number", "state", "category", "source", "type", "description", "unit", "owner"),
    *("cooperating", "deadline", "deadline_original", "days_left", "overdue", "light"),
    *("level", "round", "chronic", "measures", "opened_on", "rectified_on", "closed_on", "incomplete"),
)
COUNTS = ("issues", "open", "assigned", "rectified", "closed", "overdue", "due_soon")
RATES = ("completion_rate", "closure_rate", "on_time_rate")
HEADER = (
    *("external_no", "description", "category", "source", "unit", "cooperating", "owner"),
    *("deadline", "type", "measure", "target", "remark"),
)


def sheet(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def numbers(office: Office, *words: object) -> list[int]:
    """Return the numbers that `list` shows, in its order."""
    return [issue["number"] for issue in office("list", *words, "--format", "json").json]


def sql(db: str, statement: str) -> None:
    if db.startswith("postgresql"):
        with psycopg.connect(db) as connection:
            connection.execute(statement)
        return
    with closing(sqlite3.connect(db)) as file:
        file.execute(statement)
        file.commit()


@pytest.fixture(scope="module")
def made() -> dict[str, Office]:
    """The ledgers of this module that are made once and only looked at."""
    return {}


@pytest.fixture
def once(
    engine: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    run_main: Callable[[list[str]], Result],
    made: dict[str, Office],
) -> "Once":
    """Gives a ledger filled by a function, filled for the first test that asks and shared by the others."""

    def ledger(fill: Callable[[Office, Path], None]) -> Office:
        key = f"{engine} {fill.__name__}"
        if key not in made:
            office = request.getfixturevalue("office")
            fill(office, tmp_path)
            made[key] = office
        return Office(made[key].db, run_main, today=made[key].today)

    return ledger


Once = Callable[[Callable[[Office, Path], None]], Office]

# --- The list -------------------------------------------------------------------------------------

SIX = (
    (
        *("A-1", "The counter closes at noon", "Poor service", "督查", "Office", "Service、Market", "Alice"),
        *("2020-04-10", "", "Stay open\nPut up a sign", "No queue at noon", ""),
    ),
    (
        *("A-2", "Forms are asked for twice", "Low standards", "网络", "Service", "", "Bob"),
        *("2020-03-20", "", "", "", "Budget 100%_sure"),
    ),
    (
        *("A-3", "Nobody answers the telephone", "Low energy", "评议", "Market", "", "Carol"),
        *("2020-06-30", "", "", "", ""),
    ),
    ("", "The lift has been broken for a year", "Poor service", "", "Office", "", "", "", "", "", "", ""),
    ("", "Die Ämter öffnen spät; ２号窗口Ａ排长队", "服务较差", "", "", "", "", "2020-04-05", "", "", "", ""),
    (
        *("A-6", "The archive has no light at all", "Low energy", "督查", "Office", "", "Anna"),
        *("2020-03-31", "立行立改", "", "", ""),
    ),
)


def list_six(office: Office, folder: Path) -> None:
    office("import", sheet(folder / "six.csv", SIX))
    office("assign", 1, 3)
    office("escalate", 6, "--to", 2, "--reason", "Nothing happens")


@pytest.fixture
def six(once: Once) -> Office:
    """Six issues as of 2020-04-01: 1 and 3 assigned, 6 escalated to level 2, the others open."""
    return once(list_six)


FILTERS: Sequence[tuple[tuple[str, ...], list[int]]] = (
    ((), [1, 2, 3, 4, 5, 6]),
    (("--state", "assigned"), [1, 3]),
    (("--state", "整改中"), [1, 3]),
    (("--state", "open", "--state", "assigned"), [1, 2, 3, 4, 5, 6]),
    (("--state", "closed"), []),
    (("--unit", "Office"), [1, 4, 6]),
    (("--unit", "service", "--unit", "Market"), [2, 3]),
    (("--owner", "Alice"), [1]),
    (("--owner", "Bob@Service"), [2]),
    (("--category", "Poor service"), [1, 4, 5]),
    (("--category", "服务较差", "--category", "low_energy"), [1, 3, 4, 5, 6]),
    (("--source", "督查"), [1, 6]),
    (("--source", "Unit self-check"), [4, 5]),
    (("--level", "2"), [6]),
    (("--level", "0"), [1, 2, 3, 4, 5]),
    (("--overdue",), [2, 6]),
    (("--overdue", "--as-of", "2020.4.11"), [1, 2, 5, 6]),
    (("--due-within", "0"), []),
    (("--due-within", "4"), [5]),
    (("--due-within", "9"), [1, 5]),
    (("--incomplete",), [4, 5]),
    (("--text", "TELEPHONE"), [3]),
    (("--text", "a-2"), [2]),
    (("--text", "queue at noon"), [1]),
    (("--text", "100%_sure"), [2]),
    (("--text", "%"), [2]),
    (("--text", "排长队"), [5]),
    (("--text", "Ämter"), [5]),
    (("--text", "２号窗口Ａ"), [5]),
    (("--unit", "Office", "--category", "Low energy", "--overdue", "--level", "2"), [6]),
    (("--unit", "Office", "--state", "open", "--text", "the"), [4, 6]),
)


@pytest.mark.parametrize(("words", "expected"), FILTERS, ids=[" ".join(words) for words, _found in FILTERS])
def test_the_list_can_be_narrowed(words: tuple[str, ...], expected: list[int], six: Office) -> None:
    assert numbers(six, *words) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("number", [1, 2, 3, 4, 5, 6]),
        ("deadline", [2, 6, 5, 1, 3, 4]),
        ("unit", [3, 1, 4, 6, 2, 5]),
        ("owner", [1, 6, 2, 3, 4, 5]),
        ("category", [3, 6, 2, 1, 4, 5]),
        ("level", [6, 2, 5, 1, 3, 4]),
        ("state", [1, 3, 2, 4, 5, 6]),
    ],
)
def test_the_list_can_be_sorted(order: str, expected: list[int], six: Office) -> None:
    assert numbers(six, "--sort", order) == expected


def test_the_list_can_be_paged(six: Office) -> None:
    assert numbers(six, "--limit", 2) == [1, 2]
    assert numbers(six, "--limit", 2, "--offset", 4) == [5, 6]
    assert numbers(six, "--offset", 5) == [6]
    assert numbers(six, "--limit", 3, "--offset", 9) == []
    assert numbers(six, "--sort", "deadline", "--limit", 2, "--offset", 1) == [6, 5]


def test_a_page_tells_how_many_there_are_in_all(six: Office) -> None:
    said = six("list", "--unit", "Office", "--limit", 2).out

    assert "2 of 3 issues." in said


def test_an_issue_in_json_has_the_documented_keys_in_their_order(six: Office) -> None:
    first, *others = six("list", "--format", "json").json

    assert all(tuple(issue) == ISSUE_KEYS for issue in (first, *others))
    assert (first["ref"], first["number"], first["state"]) == ("ZF-2020-0001", 1, "assigned")
    assert (first["category"], first["source"], first["type"]) == ("poor_service", "supervision", "limited")
    assert (first["unit"], first["owner"]) == ("Office", "Alice")
    assert (first["cooperating"], first["measures"]) == (
        ["Service", "Market"],
        ["Stay open", "Put up a sign"],
    )
    assert (first["deadline"], first["deadline_original"]) == ("2020-04-10", "2020-04-10")
    assert (first["days_left"], first["overdue"], first["light"]) == (9, False, "green")
    assert (first["level"], first["round"], first["chronic"]) == (0, 1, False)
    assert (first["opened_on"], first["rectified_on"], first["closed_on"]) == ("2020-04-01", None, None)
    assert first["incomplete"] is False


def test_an_empty_list_is_shown_in_every_format(office: Office) -> None:
    for name in FORMATS:
        office("list", "--format", name)
        office("list", "--format", name.upper())

    assert office("list", "--format", "json").json == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_every_issue(name: str, lang: str, six: Office) -> None:
    six.lang = lang

    said = six("list", "--format", name).out

    assert all(f"ZF-2020-000{number}" in said for number in range(1, 7))


# --- Formats --------------------------------------------------------------------------------------


AWKWARD = (
    "<script>alert('x')</script>",
    '=HYPERLINK("http://x","click")',
    "+8613800000000 was called",
    "-1 on the display",
    "@SUM(A1:A9) is on the form",
    "a|b \\ c | two pipes",
    "窗口午间无人值守，群众排队等候超过四十分钟，多次反映没有结果",
    "Two lines:\nthe second one",
    "Ça alors… ｆｕｌｌ　ｗｉｄｔｈ 👩‍💻 emoji",
    "100",
)


@pytest.fixture
def awkward(file_office: Office, tmp_path: Path) -> Office:
    """Issues whose texts would break a table that is put together without care."""
    file_office("unit", "add", "<b>Bold | Unit")
    rows = [(text, "Poor service", "<b>Bold | Unit", "2020-03-01") for text in AWKWARD]
    header = ("description", "category", "unit", "deadline")
    file_office("import", sheet(tmp_path / "awkward.csv", rows, header))
    return file_office


def columns_of(line: str) -> list[str]:
    """Return a line as terminal columns; the second half of a wide character is empty."""
    cells: list[str] = []
    for letter in line:
        width = wcwidth(letter)
        if width <= 0 and cells:
            cells[-1] += letter
        else:
            cells += [letter, *[""] * (width - 1)]
    return cells


def list_wide(office: Office, folder: Path) -> None:
    list_six(office, folder)
    office.open("窗口午间无人值守，群众排队等候超过四十分钟，多次反映没有结果", "-u", "Office")
    office("unit", "add", "政务服务处")
    office.open("二楼排号机故障十四个月无人牵头修理", "-u", "政务服务处")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", [("list",), ("status",), ("lint",), ("unit", "list"), ("owner", "list")])
def test_plain_columns_line_up_with_wide_characters(command: tuple[str, ...], lang: str, once: Once) -> None:
    office = once(list_wide)
    office.lang = lang

    lines = office(*command, "--format", "plain", code=None).out.splitlines()

    ruler = next(position for position, line in enumerate(lines) if re.fullmatch(r"-+(  +-+)+", line))
    gaps = [match.span() for match in re.finditer(" +", lines[ruler])]
    table = [lines[ruler - 1], *lines[ruler + 1 : lines.index("", ruler) if "" in lines[ruler:] else None]]
    assert len(table) > 1
    for line in table:
        cells = columns_of(line)
        for start, end in gaps:
            assert all(cell == " " for cell in cells[start:end]), (line, lines[ruler])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_terminal_table_lines_up_and_keeps_every_figure(lang: str, six: Office) -> None:
    six.lang = lang

    lines = six("list", "--format", "table").out.splitlines()

    widths = {len(columns_of(line)) for line in lines if "ZF-2020-" in line}
    assert len(widths) == 1
    assert not any("\x1b" in line for line in lines)


PAGE = {"html", "meta", "title", "style", "table", "thead", "tbody", "tr", "th", "td", "p"}
SEPARATORS = {"csv": ",", "tsv": "\t", "json": ":"}


class Texts(HTMLParser):
    """The tags and the texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_html_escapes_what_is_not_its_own(awkward: Office) -> None:
    page = awkward("list", "--format", "html").out

    read = Texts(page)

    assert "<script" not in page
    assert read.tags == PAGE
    assert "<script>alert('x')</script>" in read.texts
    assert "<b>Bold | Unit" in read.texts


def test_html_of_one_issue_is_escaped_too(awkward: Office) -> None:
    awkward("progress", 1, "<img src=x onerror=alert(1)>")

    page = awkward("show", 1, "--format", "html").out

    assert Texts(page).tags <= {*PAGE, "h2"}


@pytest.mark.parametrize(
    "words", [("list",), ("show", 1), ("status", "--meeting"), ("plan", "show"), ("trace", 1)]
)
def test_html_is_one_page_with_its_language_a_title_and_the_notes(
    six: Office, words: tuple[str, ...]
) -> None:
    page = six(*words, "--format", "html").out

    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert page.count("<title>") == page.count("</title>") == page.count("<style>") == 1
    assert "<title></title>" not in page
    assert "padding" in page


def test_a_page_has_the_formulas_below_its_tables(six: Office) -> None:
    assert "closure rate = closed ÷ active" in Texts(six("status", "--format", "html").out).texts


@pytest.mark.parametrize("format_", ["csv", "tsv", "json"])
def test_a_file_for_a_machine_holds_nothing_where_a_screen_has_a_dash(six: Office, format_: str) -> None:
    for words in (
        ("rank",),
        ("rank", "--explain", "Office"),
        ("status",),
        ("show", 1),
        ("lookback", "status"),
    ):
        said = six(*words, "--format", format_).out

        cells = [cell for row in csv.reader(said.splitlines(), delimiter=SEPARATORS[format_]) for cell in row]
        assert not {"—", '"—"'} & {cell.strip() for cell in cells}, words
    assert "—" in six("rank", "--explain", "Office").out


def test_markdown_escapes_pipes_and_tags(awkward: Office) -> None:
    lines = [line for line in awkward("list", "--format", "markdown").out.splitlines() if line[:1] == "|"]

    fences = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines}
    assert fences == {11}
    assert any("a\\|b" in line for line in lines)
    assert not any("<script>" in line or "<b>" in line for line in lines)


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_starts_a_formula_and_figures_stay_figures(
    name: str, delimiter: str, awkward: Office
) -> None:
    said = awkward("list", "--format", name).out

    header, *rows = list(csv.reader(io.StringIO(said), delimiter=delimiter))
    texts = [row[header.index("Description")] for row in rows]
    assert texts[1].startswith("'=HYPERLINK")
    assert texts[2].startswith("'+86")
    assert texts[3].startswith("'-1")
    assert texts[4].startswith("'@SUM")
    assert texts[7] == "Two lines:\nthe second one"
    assert {row[header.index("Days left")] for row in rows} == {"-31"}


def test_csv_gives_the_whole_text_that_plain_cuts(awkward: Office) -> None:
    text = "窗口午间无人值守，群众排队等候超过四十分钟，多次反映没有结果"

    assert text in awkward("list", "--format", "csv").out
    assert text not in awkward("list", "--format", "plain").out


@pytest.mark.parametrize("command", [("list",), ("status",), ("show", 2)])
def test_colour_goes_to_a_terminal_and_not_under_no_color(
    command: tuple[object, ...], six: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")

    coloured = six(*command, "--format", "table").out
    monkeypatch.setenv("NO_COLOR", "1")
    plain = six(*command, "--format", "table").out

    assert "\x1b[" in coloured
    assert not re.search(r"\x1b\[[\d;]*(3|4|9|10)\d", plain)
    assert ("overdue" in plain) == ("overdue" in coloured)


def test_lights_are_told_by_sign_and_word(six: Office) -> None:
    lights = {
        "ZF-2020-0001": "● normal",
        "ZF-2020-0002": "■ overdue",
        "ZF-2020-0004": "○ not started",
        "ZF-2020-0005": "▲ due soon",
    }

    for name in ("table", "plain", "markdown", "csv", "tsv", "html"):
        lines = six("list", "--format", name).out.splitlines()
        for ref, words in lights.items():
            assert any(ref in line and words in line for line in lines), (name, ref)


def test_lights_are_told_in_chinese(six: Office) -> None:
    six.lang = "zh"

    said = six("list").out

    assert all(word in said for word in ("● 正常", "▲ 临期", "■ 逾期"))


# --- One issue ------------------------------------------------------------------------------------


def test_an_issue_is_shown_with_all_its_parts(office: Office) -> None:
    number = office.rectified("--cooperate", "Service")
    office("return", number, "--reason", "Closed again at noon", "--by", "Super")
    office("progress", number, "A roster has been written")

    told = office("show", number, "--format", "json").json
    said = office("show", number).out

    assert set(ISSUE_KEYS) <= told.keys()
    assert [measure["text"] for measure in told["measures"]] == ["Stay open"]
    assert told["cooperating"] == ["Service"]
    assert [note["text"] for note in told["progress"]] == ["A roster has been written"]
    assert [item["reference"] for item in told["evidence"]] == ["Doc No. 3"]
    actions = [event["action"] for event in told["history"]]
    assert actions == ["open", "assign", "rectify", "return", "progress"]
    assert told["history"][3]["reason"].endswith("Closed again at noon")
    for text in (
        "ZF-2020-0001",
        "Stay open",
        "Doc No. 3",
        "A roster has been written",
        "Closed again at noon",
    ):
        assert text in said


@pytest.mark.parametrize("ref", ["1", "0001", "#1", "ZF-2020-0001", "zf-2020-1", "１"])
def test_an_issue_is_found_by_number_or_reference(ref: str, file_office: Office) -> None:
    file_office.open()

    assert file_office("show", ref, "--format", "json").json["number"] == 1


@pytest.mark.parametrize("name", FORMATS)
def test_an_issue_is_shown_in_every_format(name: str, office: Office) -> None:
    number = office.rectified()

    assert "The counter closes at noon" in office("show", number, "--format", name).out


# --- The figures ----------------------------------------------------------------------------------


def walk_the_year(office: Office, _folder: Path) -> None:
    office.assigned("--measure", "Stay open", deadline="2020-06-30")
    office.assigned("--measure", "Stay open", deadline="2020-06-15")
    office.assigned(deadline="2020-06-20")
    office.assigned(deadline="2020-07-05")
    office.open("The lift has been broken for a year", "-u", "Office")
    office.assigned(deadline="2020-06-01")
    office.open("Forms are asked twice", "-u", "Service", "-o", "Bob", "-d", "2020-12-31", "--assign")
    office.assigned(deadline="2020-06-20")
    office.open("The archive has no light at all")
    office.today = "2020-06-10"
    office("cancel", 6, "--reason", "Entered in error")
    office("merge", 8, "--into", 3, "--reason", "The same")
    office(
        "extend",
        "request",
        2,
        "--to",
        "2020-06-28",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )
    office("extend", "approve", 2, "--by", "Super")
    office.today = "2020-06-20"
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 1")
    office.today = "2020-06-25"
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    office("rectify", 2, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 2")
    office.today = "2020-07-01"


@pytest.fixture
def ledger(once: Once) -> Office:
    """As of 2020-07-01: five issues of the Office, one of the Service, one without a unit, two left out.

    1 closed in time; 2 done by its extended deadline only; 3 overdue; 4 due soon; 5 open and incomplete;
    6 cancelled; 7 the Service's, due in December; 8 merged; 9 of no unit yet.
    """
    return once(walk_the_year)


def test_status_in_json_has_the_documented_keys(ledger: Office) -> None:
    told = ledger("status", "--format", "json").json

    assert {"as_of", "totals", "rows"} <= told.keys()
    assert told["as_of"] == "2020-07-01"
    for counts in (told["totals"], *told["rows"]):
        assert {*COUNTS, *RATES} <= counts.keys()


def test_status_counts_what_is_there(ledger: Office) -> None:
    told = ledger("status", "--format", "json").json

    rows = {row["name"]: tuple(row[name] for name in COUNTS) for row in told["rows"]}
    assert rows == {
        "Office": (5, 1, 2, 1, 1, 1, 1),
        "Service": (1, 0, 1, 0, 0, 0, 0),
        None: (1, 1, 0, 0, 0, 0, 0),
    }
    assert tuple(told["totals"][name] for name in COUNTS) == (7, 2, 3, 1, 1, 1, 1)


def test_rates_leave_out_what_is_cancelled_or_merged(ledger: Office) -> None:
    told = ledger("status", "--format", "json").json

    row = next(row for row in told["rows"] if row["name"] == "Office")
    assert (row["completion_rate"], row["closure_rate"]) == (0.4, 0.2)
    assert told["totals"]["completion_rate"] == pytest.approx(2 / 7, abs=1e-4)
    assert told["totals"]["closure_rate"] == pytest.approx(1 / 7, abs=1e-4)


def test_on_time_is_told_on_first_and_on_extended_deadlines(ledger: Office) -> None:
    row = ledger("status", "--format", "json").json["rows"][0]

    assert row["name"] == "Office"
    assert row["on_time_rate"] == pytest.approx(2 / 3, abs=1e-4)
    assert row["on_time_rate_original"] == pytest.approx(1 / 3, abs=1e-4)


def test_a_rate_with_nothing_to_divide_by_is_null_empty_or_a_dash(ledger: Office) -> None:
    row = next(row for row in ledger("status", "--format", "json").json["rows"] if row["name"] == "Service")

    said = ledger("status", "--format", "csv").out
    screen = ledger("status").out

    assert (row["on_time_rate"], row["on_time_rate_original"]) == (None, None)
    assert (row["completion_rate"], row["closure_rate"]) == (0.0, 0.0)
    assert next(line for line in said.splitlines() if line.startswith("Service")).endswith("0.0%,,")
    assert next(line for line in screen.splitlines() if line.startswith("Service")).split()[-2:] == ["—"] * 2


def test_an_empty_ledger_has_figures_without_rates(office: Office) -> None:
    told = office("status", "--format", "json").json

    assert told["rows"] == []
    assert [told["totals"][name] for name in (*COUNTS, *RATES)] == [0] * 7 + [None] * 3
    assert "—" in office("status").out


def test_units_without_issues_stand_apart(ledger: Office) -> None:
    told = ledger("status", "--format", "json").json

    said = ledger("status").out

    assert told["without_issues"] == ["Bureau", "Market", "Party"]
    assert "Without issues: Bureau, Market, Party" in said


def test_every_table_of_figures_tells_its_formulas(ledger: Office) -> None:
    for name in ("table", "plain", "markdown"):
        said = " ".join(ledger("status", "--format", name).out.split())
        assert said.count("÷") == 3


@pytest.mark.parametrize("by", ["unit", "category", "owner", "source"])
def test_every_grouping_adds_up_to_the_same_total(by: str, ledger: Office) -> None:
    told = ledger("status", "--by", by, "--format", "json").json

    assert tuple(told["totals"][name] for name in COUNTS) == (7, 2, 3, 1, 1, 1, 1)
    for name in COUNTS:
        assert sum(row[name] for row in told["rows"]) == told["totals"][name]


def test_a_multi_unit_issue_counts_once_for_its_lead_unit(office: Office) -> None:
    office.assigned("--cooperate", "Service", "--cooperate", "Market")

    told = office("status", "--format", "json").json

    assert [(row["name"], row["issues"]) for row in told["rows"]] == [("Office", 1)]
    assert told["totals"]["issues"] == 1


@pytest.mark.parametrize("name", FORMATS)
def test_figures_are_shown_in_every_format(name: str, ledger: Office) -> None:
    assert "Service" in ledger("status", "--format", name).out


# --- What is to be mended -------------------------------------------------------------------------


def test_a_list_in_order_has_nothing_to_mend(office: Office) -> None:
    office.assigned("--measure", "Stay open")

    result = office("lint", "--format", "json", code=0)

    assert result.json == []


def test_lint_names_everything_there_is_to_mend(office: Office) -> None:
    office.today = "2026-05-20"
    whole = ("-u", "Service", "-o", "Bob", "-d", "2026-06-30")
    office.open("Nobody answers the telephone", "-o", "Alice", "-d", "2026-06-30")  # 1
    office.open("The lift has been broken for a year", "-u", "Office", "-d", "2026-06-30")  # 2
    office.open("The archive has no light at all", "-u", "Office", "-o", "Alice")  # 3
    office.open("Slow", *whole)  # 4
    office.open("Forms are asked for twice here", *whole, "--assign")  # 5
    office.open("The heating fails every winter", *whole[:4], "-d", "400个工作日")  # 6
    office.open("The clock in the hall is wrong", *whole[:4], "-d", "2026-05-01", "--found-on", "2026-05-10")
    office.open("The key of the archive is lost", "-u", "Market", "-o", "Carol", "-d", "2026-06-30")  # 8
    office.open("The queue is too long by noon", *whole, "-m", "Open window 4", "--assign")  # 9
    office(
        "extend",
        "request",
        9,
        "--to",
        "2026-07-10",
        "--reason",
        "Holidays",
        "--progress",
        "Half done",
        "--by",
        "Bob",
    )
    office.open("Nobody answers the e-mail either", *whole)  # 10
    office.open("Nobody answers the e-mail, either!", *whole)  # 11
    office.open("Nobody answers", *whole)  # 12, in order once it is cancelled
    office("cancel", 12, "--reason", "Entered in error")
    inactive = "UPDATE owner SET active = (1 = 0) WHERE name = 'Carol'"
    sql(office.db, inactive)

    result = office("lint", "--format", "json", code=10)

    assert [(finding["number"], finding["check"]) for finding in result.json] == [
        (1, "no_unit"),
        (2, "no_owner"),
        (3, "no_deadline"),
        (4, "vague"),
        (5, "no_measure"),
        (6, "provisional"),
        (7, "deadline_before_found"),
        (8, "inactive_owner"),
        (9, "extension_waiting"),
        (11, "doubled"),
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", FORMATS)
def test_findings_are_told_in_every_format(name: str, lang: str, file_office: Office) -> None:
    file_office.open("Slow")
    file_office.lang = lang

    result = file_office("lint", "--format", name, code=10)

    assert result.out.count("ZF-2020-0001") == 4
    assert result.err == ""


def test_what_is_too_vague_is_mended_by_a_file_of_two_columns(file_office: Office, tmp_path: Path) -> None:
    file_office.open("Slow")
    told = file_office("lint", code=10).out
    file = tmp_path / "mended.csv"
    file.write_text("ledger number,description\nZF-2020-0001,Two of 12 counters open at noon\n", "utf-8")

    file_office("import", file, "--yes")

    assert "fewer than 8 characters" in told
    assert "fewer than" not in file_office("lint", code=10).out


# --- Lateness in SQL and in the rules agree -------------------------------------------------------

START = date(2020, 1, 1)


def list_sixty(office: Office, folder: Path) -> None:
    chance = random.Random(2020)
    rows = []
    for number in range(1, 61):
        deadline = START + timedelta(chance.randrange(120)) if number % 10 else ""
        text = f"Fault no. {number} of the counter"
        rows.append(("", text, "Poor service", "", "Office", "", "Alice", deadline, "", "Mend it", "", ""))
    office.today = START.isoformat()
    office("import", sheet(folder / "sixty.csv", rows))
    complete = [number for number in range(1, 61) if number % 10]
    office("assign", *complete[::2])
    for number in complete[::8]:
        office("rectify", number, "--by", "Alice", "--note", "Mended", "--evidence", "Doc No. 3")
    for number in complete[::16]:
        office("close", number, "--by", "Super", "--opinion", "Seen")
    for number in complete[1::7]:
        office("cancel", number, "--reason", "Entered in error")


@pytest.fixture
def sixty(once: Once) -> Office:
    """Sixty issues with random deadlines, some without; half assigned, some closed, some cancelled."""
    return once(list_sixty)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(offset=st.integers(-10, 130), within=st.integers(0, 40))
def test_lateness_in_the_database_agrees_with_the_rules(offset: int, within: int, sixty: Office) -> None:
    today = START + timedelta(offset)
    sixty.today = today.isoformat()

    issues: list[dict[str, Any]] = sixty("list", "--format", "json").json
    overdue = numbers(sixty, "--overdue")
    due = numbers(sixty, "--due-within", within)
    totals = sixty("status", "--format", "json").json["totals"]

    facts = {
        issue["number"]: (
            State(issue["state"]),
            date.fromisoformat(issue["deadline"]) if issue["deadline"] else None,
        )
        for issue in issues
    }
    assert len(facts) == 60
    late = [number for number, (state, day) in facts.items() if is_overdue(state, day, today)]
    soon = [n for n, (state, day) in facts.items() if is_due_soon(state, day, today, DUE_SOON_DAYS)]
    assert overdue == late
    assert due == [n for n, (state, day) in facts.items() if is_due_soon(state, day, today, within)]
    assert (totals["overdue"], totals["due_soon"]) == (len(late), len(soon))
    for issue in issues:
        state, day = facts[issue["number"]]
        assert issue["overdue"] == is_overdue(state, day, today)
        assert issue["days_left"] == days_left(state, day, today)
        assert issue["light"] == light(state, day, today, DUE_SOON_DAYS)
        assert issue["incomplete"] == (state in RUNNING and day is None)


def test_the_day_of_the_deadline_is_not_late(office: Office) -> None:
    number = office.assigned(deadline="2020-06-30")

    on_the_day = numbers(office, "--overdue", "--as-of", "2020-06-30")
    the_day_after = numbers(office, "--overdue", "--as-of", "2020-07-01")

    assert (on_the_day, the_day_after) == ([], [number])


def test_a_later_day_never_makes_less_overdue(sixty: Office) -> None:
    days = [START + timedelta(days) for days in range(0, 130, 13)]

    late = []
    for day in days:
        sixty.today = day.isoformat()
        late.append(set(numbers(sixty, "--overdue")))

    assert all(earlier <= later for earlier, later in pairwise(late))


def test_practical_deeds_stand_apart_from_the_problems(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    for deadline in ("2020-04-10", "2020-04-20"):
        office.assigned("--source", "practical_deed", "--measure", "Build it", deadline=deadline)
    office("rectify", 3, "--by", "Alice", "--note", "Built", "--evidence", "Doc No. 3")
    office.today = "2020-04-15"

    figures = office("status", "--by", "source", "--format", "json").json

    assert figures["deeds"] == {"total": 2, "done": 1, "overdue": 1}
    assert (figures["totals"]["issues"], figures["totals"]["overdue"]) == (1, 1)
    assert figures["totals"]["completion_rate"] == 0.0
    assert [row["key"] for row in figures["rows"]] == ["self_check"]
    assert "Practical deeds" not in " ".join(figures["without_issues"])
    assert "Practical deeds, not counted above: 2; done 1, overdue 1." in office("status").out


def test_without_deeds_nothing_is_said_of_them(office: Office) -> None:
    office.assigned()

    assert "deeds" not in office("status").out
    assert office("status", "--format", "json").json["deeds"] == {"total": 0, "done": 0, "overdue": 0}
