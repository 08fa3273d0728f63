"""On a terminal of 80 columns every table says what it leaves out, and cuts nothing else."""

import csv
import io
import re
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import Office, Result
from zuofeng_cli.cli.fitting import NARROWEST, fitting, folded
from zuofeng_cli.cli.render import Column, Sheet, shorten, shown

WIDTH = 80
LISTS = (
    *("unit list", "owner list", "measure list 1", "list", "list --waiting", "list --chronic", "lint"),
    *("chronic list", "extend list", "objection list", "order list", "inspection team list"),
    *("inspection list", "inspection coverage", "checklist list", "checklist status five_no_decisions"),
    *("lookback list", "lookback status", "survey list", "proposal list", "clue list", "account list"),
    *("account suggest", "account status", "record list", "deed list", "stage show", "publish list"),
    *("paper list", "batch list", "import-profile list", "status", "status --by category", "rank"),
    *("workday list",),
)
SCREENS = (
    *("show 3", "show 30", "show 8", "trace 20", "trace 3", "record show 壬舒扬", "status --meeting"),
    *("rank --explain 政务服务处", "plan show", "plan org", "survey show 1", "publish review"),
)
FILLING = (
    "order reply 1 --by 癸书言 --text 已于2020-06-18前查清9份急件的去向，今后急件登记后半小时内送到承办处室",
    "chronic report 13 --to 市政府 --note 设备经费没有着落",
    "lookback draw --share 100% --seed 2020",
    "lookback check 8 --held --by 丙知行 --note 抽看10份均完整",
    "survey add 12345热线回访 --issue 8 --issued 60 --returned 52 --satisfied 14"
    " --fairly-satisfied 12 --dissatisfied 20 --unknown 4",
    "inspection team add 第一督导组 --member 丙知行:组长 --member 丙听泉 --member 己明澈",
    "inspection visit 第一督导组 政务服务处 --kind 暗访 --on 2020-05-11 --note 未打招呼",
    "clue add 3号窗口两次让我白跑 --source 网络 --no 2020-118 --unit 政务服务处",
    "account record --unit 政务服务处 --person 庚致远 --conduct 慢作为 --form 约谈 --by 甲一鸣"
    " --basis 云政发〔2020〕12号 --issue 3",
    "org add 甲一鸣 --body leading_group --position head",
    "record commend 壬舒扬 --reason 周六开放提前一个月办成 --by 丙知行",
    "workday set 2020-07-04 --work",
    "publish draft",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a ledger filled by the demo, with something in lists that it leaves empty."""
    from zuofeng_cli.__main__ import main

    folder = tmp_path_factory.mktemp("narrow")
    ledger = str(folder / "demo.db")
    with pytest.MonkeyPatch.context() as environment:
        assert main(["--lang", "zh", "demo", "--folder", str(folder)]) == 0
        environment.setenv("ZUOFENG_TODAY", "2020-06-15")
        for line in FILLING:
            assert main(["--lang", "zh", "--db", ledger, *line.split()]) == 0, line
    return ledger


@pytest.fixture(params=["zh", "en"])
def office(
    request: pytest.FixtureRequest,
    demo: str,
    run_main: Callable[[list[str]], Result],
    monkeypatch: pytest.MonkeyPatch,
) -> Office:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    return Office(demo, run_main, today="2020-06-15", lang=request.param)


@pytest.mark.parametrize("command", LISTS)
def test_a_list_on_a_narrow_terminal_is_whole_or_says_what_it_leaves_out(
    office: Office, command: str
) -> None:
    words = command.split()
    rows = list(csv.reader(io.StringIO(office(*words, "-f", "csv", code=None).out)))

    lines = office(*words, "-f", "table", code=None).out.splitlines()

    assert all(cell_len(line) <= WIDTH for line in lines), lines
    said = "".join("".join(lines).split())
    for at, heading in enumerate(rows[0]):
        assert "".join(heading.split()) in said or all(word in said for word in heading.split()), heading
        left_out = _said_left_out(lines, heading)
        for row in rows[1:]:
            for code in () if left_out else CODES.findall(row[at]):
                assert any(code in line for line in lines), (heading, code)


CODES = re.compile(r"\d{4}-\d\d-\d\d|ZF-\d{4}-\d{4}|〔\d{4}〕\d+号|\[\d{4}\] No\. \d+|\d+\.\d%")
"""What no table may break: dates, references, document numbers, rates."""


def _said_left_out(lines: list[str], heading: str) -> bool:
    said = "".join("".join(lines).split())
    _table, note, names = said.rpartition("未显示：" if "未显示：" in said else "wantofwidth:")
    return bool(note) and "".join(heading.split()) in names


@pytest.mark.parametrize("command", SCREENS)
def test_a_screen_of_many_tables_stays_within_a_narrow_terminal(office: Office, command: str) -> None:
    lines = office(*command.split(), "-f", "table").out.splitlines()

    assert lines
    assert all(cell_len(line) <= WIDTH for line in lines), lines


def test_a_ranking_on_a_narrow_terminal_keeps_the_figure_that_weighs_most(office: Office) -> None:
    office.lang = "zh"

    assert "按期完成率" in office("rank", "-f", "table").out.partition("───")[0]


def test_a_text_of_any_length_is_cut_alike_and_at_once() -> None:
    begun = process_time()

    cut = shorten("长" * 200_000, 36)

    assert cut == "长" * 17 + "…"
    assert process_time() - begun < 1


TEXTS = st.text(alphabet="整改台账，。（）2020-06 aB〔〕5号\n", max_size=60)


@given(text=TEXTS, width=st.integers(8, 40))
def test_folding_loses_nothing_and_breaks_no_number(text: str, width: int) -> None:
    lines = folded(text, width).split("\n")

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
    for number in re.findall(r"[!-~]+", text):
        assert cell_len(number) > width or any(number in line for line in lines)


@given(
    cells=st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4),
    long=st.tuples(*[st.booleans()] * 4),
    drops=st.tuples(*[st.integers(0, 2)] * 4),
    width=st.integers(20, 120),
)
def test_a_column_is_whole_or_foldable_or_left_out(
    cells: list[tuple[str, ...]], long: tuple[bool, ...], drops: tuple[int, ...], width: int
) -> None:
    columns = [
        Column(f"H{at}", long=each, drop=drop)
        for at, (each, drop) in enumerate(zip(long, drops, strict=True))
    ]

    fitted, widths = fitting(Sheet("", columns, cells), width)

    assert len(widths) == len(fitted.columns) == len(fitted.rows[0])
    assert len(widths) == 1 or sum(widths) + 3 * len(widths) + 1 <= width
    for at, (column, given_width) in enumerate(zip(fitted.columns, widths, strict=True)):
        natural = max(cell_len(line) for row in fitted.rows for line in (shown(row[at]) + "\nH0").split("\n"))
        assert given_width == natural or (column.long and given_width >= NARROWEST)
    gone = {column.heading for column in columns} - {column.heading for column in fitted.columns}
    assert all(heading in "".join(fitted.notes) for heading in gone)
