"""The sweep: each overdue issue is flagged once and climbs the ladder, however often cron runs."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Office, Result

KEYS = {"as_of", "checked", "due_soon", "flagged", "escalated", "suggested", "unchanged", "proposed"}


@pytest.fixture
def new_office(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, run_main: Callable[[list[str]], Result]
) -> Callable[[], Office]:
    """Gives ledgers with registers and no issue, as many as a test compares."""

    def make() -> Office:
        template = request.getfixturevalue(f"{engine}_template")
        if engine == "sqlite":
            path = tmp_path / f"ledger-{len(list(tmp_path.iterdir()))}.db"
            path.write_bytes(template.read_bytes())
            return Office(str(path), run_main)
        cluster = request.getfixturevalue("cluster")
        return Office(cluster.url(cluster.create(template)), run_main)

    return make


def sweep(office: Office, *words: object, today: str | None = None) -> dict[str, Any]:
    office.today = today or office.today
    return dict(office("sweep", "--format", "json", *words).json)


def counts(swept: dict[str, Any]) -> tuple[int, int, int]:
    return swept["flagged"], swept["escalated"], swept["suggested"]


def events(office: Office) -> int:
    return int(office("audit", "--format", "json").json["events"])


def notices(office: Office, number: int) -> list[tuple[str, int, str, str]]:
    return [
        (notice["deadline"], notice["level"], notice["kind"], notice["due_on"])
        for notice in office.issue(number)["notices"]
    ]


def test_the_day_of_the_deadline_is_not_late(office: Office) -> None:
    office.assigned(deadline="2020-04-10")

    swept = sweep(office, today="2020-04-10")

    assert counts(swept) == (0, 0, 0)
    assert swept["due_soon"] == 1


def test_the_day_after_the_deadline_is_flagged(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")

    swept = sweep(office, today="2020-04-11")

    assert counts(swept) == (1, 0, 0)
    assert notices(office, number) == [("2020-04-10", 0, "flagged", "2020-04-11")]
    assert office.issue(number)["level"] == 0


def test_sweeping_ten_times_a_day_flags_once(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    first = sweep(office, today="2020-04-20")
    before = events(office)

    again = [sweep(office) for _ in range(9)]

    assert counts(first) == (1, 2, 0)
    assert {counts(swept) for swept in again} == {(0, 0, 0)}
    assert {swept["unchanged"] for swept in again} == {1}
    assert events(office) == before
    assert len(notices(office, number)) == 3


def test_the_sweep_answers_with_exactly_the_documented_keys(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    office.assigned(deadline="2020-04-25")
    office.assigned(deadline="2020-06-30")
    office.closed()

    swept = sweep(office, today="2020-04-20")

    assert swept == {
        "as_of": "2020-04-20",
        "checked": 3,
        "due_soon": 1,
        "flagged": 1,
        "escalated": 2,
        "suggested": 0,
        "unchanged": 2,
        "proposed": 0,
    }
    assert set(swept) == KEYS


def test_a_sweep_of_an_empty_list_finds_nothing(office: Office) -> None:
    swept = sweep(office)

    assert swept == {"as_of": "2020-04-01"} | dict.fromkeys(KEYS - {"as_of"}, 0)


def test_what_nobody_owns_yet_is_flagged_too(office: Office) -> None:
    number = office.open("Nobody's", "-d", "2020-04-10")

    sweep(office, today="2020-04-11")

    assert [notice[2] for notice in notices(office, number)] == ["flagged"]


@pytest.mark.parametrize("make", ["rectified", "closed"])
def test_what_is_done_is_left_alone(office: Office, make: str) -> None:
    getattr(office, make)()

    swept = sweep(office, today="2020-12-31")

    assert counts(swept) == (0, 0, 0)
    assert swept["checked"] == 0


def test_what_is_cancelled_or_merged_is_left_alone(office: Office) -> None:
    first, second, third = office.assigned(), office.assigned(), office.assigned()
    office("cancel", first, "--reason", "Entered in error")
    office("merge", second, "--into", third, "--reason", "The same")

    swept = sweep(office, today="2020-12-31")

    assert (swept["checked"], swept["flagged"]) == (1, 1)


def test_holidays_and_made_up_days_are_counted(office: Office) -> None:
    number = office.assigned(deadline="2020-04-30")

    sweep(office, today="2020-06-01")

    # 1–5 May rest; Saturday 9 May is worked.
    assert notices(office, number) == [
        ("2020-04-30", 0, "flagged", "2020-05-01"),
        ("2020-04-30", 1, "escalated", "2020-05-06"),
        ("2020-04-30", 2, "escalated", "2020-05-11"),
        ("2020-04-30", 3, "suggested", "2020-05-18"),
        ("2020-04-30", 4, "suggested", "2020-06-01"),
    ]


def test_during_the_holidays_nothing_climbs(office: Office) -> None:
    number = office.assigned(deadline="2020-04-30")

    daily = [counts(sweep(office, today=f"2020-05-{day:02}")) for day in range(1, 12)]

    assert daily == [(1, 0, 0), *[(0, 0, 0)] * 4, (0, 1, 0), *[(0, 0, 0)] * 4, (0, 1, 0)]
    assert office.issue(number)["level"] == 2


def test_the_ledgers_own_working_days_count(office: Office) -> None:
    number = office.assigned(deadline="2020-04-30")
    office("workday", "set", "2020-05-04", "--work")
    office("workday", "set", "2020-05-08", "--rest")

    sweep(office, today="2020-05-11")

    assert [notice[3] for notice in notices(office, number)] == ["2020-05-01", "2020-05-04", "2020-05-11"]


def test_escalation_stops_at_the_ceiling_and_is_only_suggested_above(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")

    swept = sweep(office, today="2020-12-31")

    assert counts(swept) == (1, 2, 2)
    assert office.issue(number)["level"] == 2
    assert [(level, kind) for _, level, kind, _ in notices(office, number)] == [
        *((0, "flagged"), (1, "escalated"), (2, "escalated"), (3, "suggested"), (4, "suggested")),
    ]


def test_a_suggestion_says_that_a_leader_decides(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    office.today = "2020-12-31"

    said = office("sweep").out

    assert "zuofeng decide REF --raise --by NAME" in said
    assert "ZF-2020-0001" in said
    assert "Alice" in said


def test_what_a_leader_escalated_is_not_lowered_by_the_sweep(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office("escalate", number, "--to", 4, "--by", "Boss", "--reason", "Serious")

    sweep(office, today="2020-04-20")

    assert office.issue(number)["level"] == 4


def days(first: str, last: str, step: int) -> list[str]:
    """Return every *step*-th day, and the last one."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    listed = [start + timedelta(n) for n in range(0, (end - start).days, step)]
    return [day.isoformat() for day in (*listed, end)]


def test_daily_weekly_or_once_at_the_end_gives_the_same_notices(new_office: Callable[[], Office]) -> None:
    deadlines = ("2020-04-20", "2020-04-29", "2020-04-30", "2020-05-01", "2020-05-08", "2020-05-21")
    outcomes = []
    for step in (1, 7, 100):
        office = new_office()
        numbers = [office.assigned(deadline=deadline) for deadline in deadlines]
        office("escalate", numbers[0], "--to", 3, "--by", "Boss", "--reason", "Serious")
        for day in days("2020-04-20", "2020-05-29", step):
            sweep(office, today=day)

        outcomes.append([(notices(office, number), office.issue(number)["level"]) for number in numbers])
        assert office("audit", "--format", "json").json["ok"]

    daily, weekly, once = outcomes
    assert daily == weekly == once
    assert [level for _, level in daily] == [3, 2, 2, 2, 2, 2]


def test_after_missed_days_the_sweep_catches_up_in_order(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    sweep(office, today="2020-04-11")

    swept = sweep(office, today="2020-05-29")

    actions = [row["action"] for row in office.issue(number)["history"]]
    assert counts(swept) == (0, 2, 2)
    assert actions[2:] == ["flagged", "escalated", "escalated", "suggested", "suggested"]
    assert [notice[3] for notice in notices(office, number)] == [
        *("2020-04-11", "2020-04-13", "2020-04-17", "2020-04-24", "2020-05-11"),
    ]


def test_each_notice_is_one_event(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    office.assigned(deadline="2020-04-16")
    before = events(office)

    swept = sweep(office, today="2020-04-20")

    assert events(office) - before == sum(counts(swept)) == 5


def test_a_dry_run_says_the_same_and_writes_nothing(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-04-20"
    before = events(office)

    dry = sweep(office, "--dry-run")
    said = office("sweep", "--dry-run").out

    assert "Nothing was written" in said
    assert events(office) == before
    assert notices(office, number) == []
    assert dry == sweep(office)
    assert events(office) == before + 3


def test_a_sweep_for_another_day_judges_by_that_day(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office.today = "2020-06-30"

    swept = sweep(office, "--as-of", "2020.4.13")

    assert swept["as_of"] == "2020-04-13"
    assert counts(swept) == (1, 1, 0)
    assert office.issue(number)["level"] == 1


def test_a_sweep_for_an_earlier_day_takes_nothing_back(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    sweep(office, today="2020-04-20")
    known = notices(office, number)

    swept = sweep(office, "--as-of", "2020-04-12")

    assert counts(swept) == (0, 0, 0)
    assert notices(office, number) == known


def test_a_sweep_for_a_day_to_come_is_only_tried(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    before = events(office)

    said = office("sweep", "--as-of", "2020-04-17", code=23).err
    dry = sweep(office, "--as-of", "2020-04-17", "--dry-run")

    assert "--dry-run" in said
    assert counts(dry) == (1, 2, 0)
    assert events(office) == before
    assert notices(office, number) == []


@pytest.mark.parametrize("text", ["someday", "2020-02-30", "later"])
def test_a_sweep_for_no_day_is_refused(file_office: Office, text: str) -> None:
    result = file_office("sweep", "--as-of", text, code=2)

    assert text in result.err


def test_the_exit_code_tells_cron_whether_there_is_news(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    office.today = "2020-04-11"

    quiet = office("sweep", "--as-of", "2020-04-10", "--exit-code")
    dry = office("sweep", "--exit-code", "--dry-run", code=10)
    news = office("sweep", "--exit-code", code=10)
    again = office("sweep", "--exit-code")

    assert [result.code for result in (quiet, dry, news, again)] == [0, 10, 10, 0]


def test_without_the_option_news_is_no_failure(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    office.today = "2020-04-11"

    assert office("sweep").code == 0


def test_after_an_extension_the_ladder_starts_anew_for_the_new_deadline(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-04-24",
        "--reason",
        "Rain",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )
    sweep(office, today="2020-04-13")
    office("extend", "approve", number, "--by", "Super")
    quiet = sweep(office, today="2020-04-24")

    sweep(office, today="2020-04-27")

    assert counts(quiet) == (0, 0, 0)
    assert notices(office, number) == [
        ("2020-04-10", 0, "flagged", "2020-04-11"),
        ("2020-04-10", 1, "escalated", "2020-04-13"),
        ("2020-04-24", 0, "flagged", "2020-04-25"),
        ("2020-04-24", 1, "escalated", "2020-04-26"),
    ]


def test_after_a_denied_extension_nothing_is_said_twice(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office(
        "extend",
        "request",
        number,
        "--to",
        "2020-04-24",
        "--reason",
        "Rain",
        "--progress",
        "Half done",
        "--by",
        "Alice",
    )
    sweep(office, today="2020-04-13")

    office("extend", "deny", number, "--by", "Super", "--reason", "No")

    assert counts(sweep(office)) == (0, 0, 0)
    assert len(notices(office, number)) == 2


def test_a_sham_completion_does_not_stop_the_clock(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-10")
    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    quiet = sweep(office, today="2020-04-20")
    office("return", number, "--by", "Super", "--reason", "Shut")

    swept = sweep(office)

    assert counts(quiet) == (0, 0, 0)
    assert counts(swept) == (1, 2, 0)
    assert [notice[3] for notice in notices(office, number)] == ["2020-04-11", "2020-04-13", "2020-04-17"]


def test_a_reopened_issue_climbs_again_from_the_bottom(office: Office) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-04-10")
    sweep(office, today="2020-04-20")
    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office("close", number, "--by", "Super", "--opinion", "Seen")
    office("reopen", number, "--reason", "rebound", "-d", "2020-05-15")

    swept = sweep(office, today="2020-05-18")

    assert counts(swept) == (1, 1, 0)
    assert office.issue(number)["level"] == 1


def test_a_missed_review_of_long_term_work_is_flagged_and_forgotten_with_the_review(office: Office) -> None:
    number = office.open("A habit", "--type", "long_term", "-u", "Office", "-o", "Alice", "--assign")
    sweep(office, today="2020-07-02")
    office("review", number, "--by", "Super", "--note", "Better")

    quiet = sweep(office, today="2020-10-02")
    late = sweep(office, today="2020-10-03")

    assert counts(quiet) == (0, 0, 0)
    assert counts(late) == (1, 0, 0)
    assert [notice[0] for notice in notices(office, number)] == ["2020-07-01"] * 2 + ["2020-10-02"]


def test_a_deadline_that_moves_away_and_back_is_not_flagged_twice(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "self-check.csv"

    def take(deadline: str) -> None:
        with file.open("w", encoding="utf-8", newline="") as stream:
            rows = (("No", "问题表述", "问题类型", "整改时限"), ("1", "Shut at noon", "服务较差", deadline))
            csv.writer(stream).writerows(rows)
        office("import", file, "--unit", "Office")

    take("2020-04-10")
    sweep(office, today="2020-04-11")
    take("2020-04-30")
    take("2020-04-10")

    swept = sweep(office)

    assert counts(swept) == (0, 0, 0)
    assert len(notices(office, 1)) == 1
    assert office("audit", "--format", "json").json["ok"]


def test_reopening_with_a_deadline_that_a_fast_clock_has_swept_is_swept_without_failure(
    office: Office,
) -> None:
    number = office.assigned("--measure", "Stay open", deadline="2020-06-30")
    sweep(office, today="2020-07-01")
    office.today = "2020-04-01"
    office("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office("close", number, "--by", "Super", "--opinion", "Seen")
    office("reopen", number, "--reason", "rebound", "-d", "2020-06-30")
    office.today = "2020-07-01"

    result = office("sweep", "--format", "json", code=None)

    assert result.code == 0, result.err
    assert office("audit", "--format", "json").json["ok"]


def test_a_swept_ledger_passes_the_audit(office: Office) -> None:
    for deadline in ("2020-04-10", "2020-04-20", "2020-05-08"):
        office.assigned(deadline=deadline)
    for day in ("2020-04-11", "2020-04-30", "2020-06-30"):
        sweep(office, today=day)

    found = office("audit", "--format", "json").json

    assert (found["ok"], found["problems"]) == (True, [])
