"""The plans that ship, and what is said of a plan file that is broken, and on which line."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import COUNTY
from zuofeng_cli import words
from zuofeng_cli.errors.files import PlanFaulty
from zuofeng_cli.errors.lookup import PlanNotFound
from zuofeng_cli.exchange.plan_file import BUILT_IN, load_plan
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.rules.plan import Approver, DayCount
from zuofeng_cli.rules.plan_reading import read_plan
from zuofeng_cli.store.founding import plain_data

TEXT = COUNTY.read_text("utf-8")
HERE = "# here"
"""Stands in a broken plan behind the line on which the fault should be reported."""
HEADERS = [line for line in TEXT.splitlines() if line.startswith("[")]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak English, and what was spoken before afterwards."""
    before = words.language()
    monkeypatch.setenv("LANGUAGE", "en")
    words.activate("en")
    yield
    words.activate(before)


def refused(path: Path) -> PlanFaulty:
    """Return the refusal of the plan at *path*."""
    with pytest.raises(PlanFaulty) as refusal:
        load_plan(path)
    return refusal.value


def said(path: Path) -> str:
    """Return the faults found in the plan at *path*, in words."""
    return str(refused(path).facts["faults"])


def broken(folder: Path, old: str, new: str, count: int = 1) -> Path:
    """Return the county plan with *old*, which it must have, replaced."""
    assert old in TEXT, old
    path = folder / "plan.toml"
    path.write_text(TEXT.replace(old, new, count), "utf-8")
    return path


def marked_line(path: Path) -> int:
    """Return the number of the line that carries the mark, as an editor counts."""
    lines = path.read_bytes().split(b"\n")
    return next(number for number, line in enumerate(lines, 1) if HERE.encode() in line)


def test_the_built_in_plan_has_the_parts_the_campaign_names() -> None:
    plan, _data = load_plan(BUILT_IN)

    assert [stage.name for stage in plan.stages] == ["动员宣传", "自查自纠", "集中整治", "总结巩固"]
    assert [category.name for category in plan.categories] == [
        "精神缺钙",
        "状态不佳",
        "标准不高",
        "能力不足",
        "担当不够",
        "服务较差",
        "作风不扎实",
    ]
    assert len(plan.tasks) == 5
    assert len(plan.focus_areas) == 7
    assert [len(checklist.questions) for checklist in plan.checklists] == [6, 5, 4]
    assert len(plan.office.duties) == 4


def test_the_built_in_plan_has_the_measures_one_to_nineteen_and_no_twentieth() -> None:
    plan, _data = load_plan(BUILT_IN)

    assert [measure.number for measure in plan.measures] == list(range(1, 20))
    assert {measure.focus for measure in plan.measures} == {focus.code for focus in plan.focus_areas}


def test_the_built_in_plan_has_the_default_settings() -> None:
    plan, _data = load_plan(BUILT_IN)

    assert (plan.year, plan.timezone, plan.reference) == (2020, "Asia/Shanghai", "ZF")
    assert all(stage.starts is None and stage.ends is None for stage in plan.stages)
    assert plan.due_soon_days == 7
    assert [(rung.name, rung.after_working_days) for rung in plan.ladder.levels] == [
        ("提醒", 1),
        ("督办", 5),
        ("挂牌督办", 10),
        ("约谈", 20),
        ("问责", None),
    ]
    assert (plan.ladder.automatic_ceiling, plan.ladder.highest) == (2, 5)
    assert not plan.has_notice
    assert dict(plan.satisfaction.scores) == {"satisfied": 100, "fairly_satisfied": 70, "dissatisfied": 30}
    assert set(plan.accountability_forms) == {
        "提醒",
        "约谈",
        "通报",
        "批评教育",
        "诫勉",
        "组织处理",
        "纪律处分",
    }
    assert plan.conduct == ("慢作为", "不作为", "乱作为")


def test_another_countys_plan_loads_with_its_own_settings() -> None:
    plan, _data = load_plan(COUNTY)

    assert (plan.code, plan.year, plan.reference) == ("county-2021", 2021, "QL")
    assert plan.label == "Qinglu County 2021 Office Efficiency Drive"
    assert (plan.stages[0].starts, plan.stages[-1].ends) == (date(2021, 3, 1), date(2021, 11, 30))
    assert [category.code for category in plan.categories][-1] == "broken_promise"
    assert plan.immediate == DayCount(3, working=False)
    assert plan.notice == DayCount(7, working=False)
    assert plan.has_notice
    assert plan.extension.approvers == (Approver(10, Role.SUPERVISOR), Approver(30, Role.LEADER))
    assert plan.ladder.label(2) == "Yellow card"


@pytest.mark.parametrize("path", [BUILT_IN, COUNTY], ids=lambda path: path.stem)
def test_the_snapshot_of_a_plan_reads_as_the_same_plan(path: Path) -> None:
    plan, data = load_plan(path)

    assert read_plan(json.loads(canonical(plain_data(data)))) == plan


@pytest.mark.parametrize("mend", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_or_windows_line_ends_do_not_matter(
    mend: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(mend(COUNTY.read_bytes()))

    assert load_plan(path) == load_plan(COUNTY)


@pytest.mark.parametrize("place", ["nowhere.toml", "nowhere/plan.toml"])
def test_a_plan_that_is_not_there_is_refused(place: str, tmp_path: Path) -> None:
    with pytest.raises(PlanNotFound):
        load_plan(tmp_path / place)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(
            '[campaign]\ncode = "county-2021"\n',
            f"[campaign] {HERE}\n",
            "campaign.code is missing",
            id="missing key",
        ),
        pytest.param(
            '[[sources]]\ncode = "township"\n',
            f"[[sources]] {HERE}\n",
            "sources.2.code is missing",
            id="missing key in a list",
        ),
        pytest.param(
            "[[ladder.levels]]\nlevel = 2\n",
            f"[[ladder.levels]] {HERE}\n",
            "ladder.levels.2.level",
            id="missing key in a nested list",
        ),
        pytest.param(
            "due_soon_days = 3",
            f'due_soon_days = "three" {HERE}',
            "thresholds.due_soon_days should be a whole number",
            id="text for a number",
        ),
        pytest.param(
            "due_soon_days = 3",
            f"due_soon_days = true {HERE}",
            "thresholds.due_soon_days should be a whole number",
            id="truth for a number",
        ),
        pytest.param(
            "due_soon_days = 3",
            f"due_soon_days = 366 {HERE}",
            "thresholds.due_soon_days should lie between 0 and 365",
            id="number out of range",
        ),
        pytest.param(
            'name = "热线投诉"', f"name = 5 {HERE}", "sources.1.name should be text", id="number for a text"
        ),
        pytest.param('name = "热线投诉"', f'name = " " {HERE}', "sources.1.name is empty", id="blank text"),
        pytest.param(
            'aliases = ["抽查"]',
            f'aliases = "抽查" {HERE}',
            "sources.3.aliases should be a list of texts",
            id="text for a list",
        ),
        pytest.param(
            "starts = 2021-03-01",
            f'starts = "March" {HERE}',
            "stages.1.starts should be a date",
            id="no date",
        ),
        pytest.param(
            "ends = 2021-09-30",
            f"ends = 2021-03-30 {HERE}",
            "stages.2.ends is earlier than the start",
            id="stage ends before it starts",
        ),
        pytest.param(
            "starts = 2021-04-01",
            f"starts = 2021-03-31 {HERE}",
            "stages.2.starts should be later than 2021-03-31",
            id="stage begins before the last one ends",
        ),
        pytest.param(
            "starts = 2021-10-01\nends = 2021-11-30",
            f"ends = 2021-11-30 {HERE}",
            "stages.3.ends needs starts too",
            id="stage with half its dates",
        ),
        pytest.param(
            "due_soon_days = 3",
            f"due_soon_days = 3\ncolour = 1 {HERE}",
            "thresholds.colour is not a setting of a plan",
            id="unknown key",
        ),
        pytest.param(
            "[thresholds]",
            f"[colours] {HERE}\nred = 1\n\n[thresholds]",
            "colours is not a setting of a plan",
            id="unknown table",
        ),
        pytest.param(
            'code = "cold_attitude"',
            f'code = "slow_handling" {HERE}',
            "categories.3.code stands in the list twice: slow_handling",
            id="duplicate code",
        ),
        pytest.param(
            'name = "态度冷硬"',
            f'name = "办事拖延" {HERE}',
            "categories.3.name stands in the list twice: 办事拖延",
            id="duplicate name",
        ),
        pytest.param(
            "number = 4",
            f"number = 2 {HERE}",
            "measures.4.number stands in the list twice: 2",
            id="duplicate measure",
        ),
        pytest.param(
            'code = "cold_attitude"',
            f'code = "冷硬" {HERE}',
            "categories.3.code",
            id="code not in Latin letters",
        ),
        pytest.param(
            "after_working_days = 8",
            f"after_working_days = 4 {HERE}",
            "ladder.levels.3.after_working_days should be more than 4",
            id="ladder does not rise",
        ),
        pytest.param(
            "level = 3",
            f"level = 4 {HERE}",
            "ladder.levels.3.level should be 3",
            id="ladder leaves out a level",
        ),
        pytest.param(
            "automatic_ceiling = 1",
            f"automatic_ceiling = 4 {HERE}",
            "ladder.automatic_ceiling should lie between 0 and 3",
            id="ceiling above the ladder",
        ),
        pytest.param(
            'focus = "back_office"',
            f'focus = "kitchen" {HERE}',
            "measures.3.focus should be one of",
            id="unknown focus",
        ),
        pytest.param(
            'timezone = "Asia/Shanghai"',
            f'timezone = "Asia/Qinglu" {HERE}',
            "campaign.timezone is not a time zone",
            id="bad time zone",
        ),
        pytest.param(
            'timezone = "Asia/Shanghai"',
            f'timezone = "Asia" {HERE}',
            "campaign.timezone is not a time zone",
            id="folder of time zones",
        ),
        pytest.param(
            'timezone = "Asia/Shanghai"',
            f'timezone = "../../etc/passwd" {HERE}',
            "campaign.timezone is not a time zone",
            id="path for a time zone",
        ),
        pytest.param(
            "max_days = 30",
            f"max_days = 31 {HERE}",
            "extension.max_days is longer than any approver may grant (30)",
            id="extension nobody may grant",
        ),
        pytest.param(
            "up_to_days = 30",
            f"up_to_days = 10 {HERE}",
            "extension.approvers.2.up_to_days should be more than 10",
            id="approvers do not rise",
        ),
        pytest.param(
            'role = "leader"', f'role = "king" {HERE}', "extension.approvers.2.role", id="unknown role"
        ),
        pytest.param(
            'days = 7\ndays_kind = "calendar"',
            f'days = 7\ndays_kind = "lunar" {HERE}',
            "notice.days_kind",
            id="unknown kind of days",
        ),
        pytest.param(
            "[ranking.weights]\non_time_rate = 0.5",
            f"[ranking.weights] {HERE}\non_time_rate = 0.6",
            "ranking.weights should add up to 1",
            id="weights do not add up",
        ),
        pytest.param(
            "share = 0.5",
            f"share = 1.5 {HERE}",
            "look_back.share should lie between 0 and 1",
            id="share above one",
        ),
        pytest.param(
            '"deadline", "state"]',
            f'"owner"] {HERE}',
            "publish.columns should be one of",
            id="names to publish",
        ),
        pytest.param(
            'tolerance = ["免责", "不适用"]',
            f'tolerance = ["免责", "不适用"]\npapers = {{ circular = ["批示"] }} {HERE}',
            "accountability.papers.circular should be one of",
            id="paper of an unknown form",
        ),
        pytest.param("year = 2021", f"year = = 2021 {HERE}", "", id="syntax error"),
        pytest.param("year = 2021", f"year = 2021\nyear = 2021 {HERE}", "", id="key given twice"),
    ],
)
def test_a_broken_plan_is_refused_with_the_line_of_its_fault(
    old: str, new: str, fault: str, tmp_path: Path
) -> None:
    path = broken(tmp_path, old, new)

    found = said(path)

    assert fault in found
    line = marked_line(path)
    assert any(re.search(rf"\bline {line}\b", part) and fault in part for part in found.split("; ")), (
        line,
        found,
    )


def test_a_plan_that_is_not_utf8_is_refused_with_the_line_of_its_fault(tmp_path: Path) -> None:
    path = broken(tmp_path, "due_soon_days = 3", f"due_soon_days = 3 {HERE} 天")
    path.write_bytes(path.read_bytes().replace(f"{HERE} 天".encode(), f"{HERE} 天".encode("gb18030")))

    found = said(path)

    assert "is not UTF-8 text" in found
    assert f"line {marked_line(path)}" in found


def test_a_plan_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(TEXT.encode("gb18030"))

    assert "is not UTF-8 text" in said(path)


@pytest.mark.parametrize("place", range(len(HEADERS)), ids=[f"{n}-{h}" for n, h in enumerate(HEADERS, 1)])
def test_an_unknown_key_in_any_table_is_one_fault_on_its_line(place: int, tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    header = [number for number, line in enumerate(lines) if line.startswith("[")][place]
    lines.insert(header + 1, f'colour = "red" {HERE}')
    path = tmp_path / "plan.toml"
    path.write_text("\n".join(lines), "utf-8")

    refusal = refused(path)

    assert refusal.facts["count"] == 1, refusal.facts["faults"]
    assert f"line {header + 2}: " in str(refusal.facts["faults"])


@pytest.mark.parametrize("key", ["title", "year", "timezone", "reference"])
def test_a_key_that_is_missing_is_one_fault(key: str, tmp_path: Path) -> None:
    campaign, _blank, rest = TEXT.partition("[[stages]]")
    path = tmp_path / "plan.toml"
    path.write_text(re.sub(rf"(?m)^{key} = .*\n", "", campaign, count=1) + "[[stages]]" + rest, "utf-8")

    refusal = refused(path)

    assert f"campaign.{key} is missing" in str(refusal.facts["faults"])
    assert refusal.facts["count"] == 1, refusal.facts["faults"]


def test_two_rows_without_a_name_are_not_also_called_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(TEXT.replace('name = "热线投诉"\n', "").replace('name = "乡镇反映"\n', ""), "utf-8")

    refusal = refused(path)

    assert refusal.facts["count"] == 2, refusal.facts["faults"]


@pytest.mark.parametrize(
    "table", ["campaign", "thresholds", "types", "ladder", "satisfaction", "organisation", "publish"]
)
def test_a_plan_without_a_whole_table_is_refused_and_names_it(table: str, tmp_path: Path) -> None:
    kept = re.sub(rf"(?ms)^\[{{1,2}}{table}[\].].*?(?=^\[(?!\[?{table})|\Z)", "", TEXT)
    path = tmp_path / "plan.toml"
    path.write_text(kept, "utf-8")

    assert f"{table} is missing" in said(path)


def test_an_empty_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("", "utf-8")

    assert "campaign is missing" in said(path)


def test_a_moment_where_a_day_is_wanted_is_refused(tmp_path: Path) -> None:
    path = broken(tmp_path, "starts = 2021-03-01", f"starts = 2021-03-01T08:00:00 {HERE}")

    found = said(path)

    assert f"line {marked_line(path)}: stages.1.starts should be a date" in found


def test_all_faults_are_named_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = TEXT.replace("share = 0.5", "share = 5").replace("due_soon_days = 3", "due_soon_days = -1")
    path = tmp_path / "plan.toml"
    path.write_text(text.replace("year = 2021", "year = 1921"), "utf-8")

    refusal = refused(path)

    lines = [int(number) for number in re.findall(r"line (\d+):", str(refusal.facts["faults"]))]
    assert refusal.facts["count"] == 3
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_the_choices_are_listed_as_a_person_writes_them(tmp_path: Path) -> None:
    found = said(broken(tmp_path, 'focus = "back_office"', 'focus = "kitchen"'))

    assert "front_desk" in found
    assert "'" not in found
    assert "(" not in found


def test_a_line_separator_inside_a_text_does_not_shift_the_lines(tmp_path: Path) -> None:
    """Word puts U+2028 into what is pasted from it; TOML and editors count line feeds only."""
    path = broken(tmp_path, "印发方案，", "印发方案\u2028")
    path.write_text(
        path.read_text("utf-8").replace("due_soon_days = 3", f"due_soon_days = -1 {HERE}"), "utf-8"
    )

    assert f"line {marked_line(path)}: thresholds.due_soon_days" in said(path)


def test_the_faults_are_told_in_chinese_by_default(tmp_path: Path) -> None:
    words.activate("zh")

    found = said(broken(tmp_path, "due_soon_days = 3", "due_soon_days = 366"))

    assert re.search("[\u4e00-\u9fff]", found)
    assert "should" not in found
