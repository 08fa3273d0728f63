"""Accountability: who was held to account, decided by people; tolerance for honest error."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from tests.test_orders import refused

SLOW, NOTHING, WRONG = "慢作为", "不作为", "乱作为"
REMIND, INTERVIEW, CIRCULAR = "提醒", "约谈", "通报"


def record(office: Office, *words: object, unit: str = "Office", form: str = INTERVIEW) -> int:
    """Record one decision of Boss about a unit or, with ``--person``, a person; return its number."""
    given = ("-u", unit, "--conduct", SLOW, "--form", form, "--basis", "Art. 3", "--by", "Boss")
    said = office("account", "record", *given, *words).out
    return int(said.split()[1].rstrip(":"))


def records(office: Office, *words: object) -> list[dict[str, Any]]:
    return list(office("account", "list", "--format", "json", *words).json)


def test_a_decision_is_kept_with_who_took_it_and_on_what(office: Office) -> None:
    number = office.assigned()
    office.today = "2020-04-20"

    record(office, "--person", "Alice", "--issue", number, "--on", "2020-04-17")

    assert records(office) == [
        {
            "id": 1, "decided_on": "2020-04-17", "unit": "Office", "person": "Alice", "conduct": SLOW,
            "form": INTERVIEW, "basis": "Art. 3", "decided_by": "Boss", "tolerance_asked_on": None,
            "tolerance_asked_by": None, "tolerance_reason": None, "tolerance_decided_on": None,
            "tolerance_decided_by": None, "tolerance_outcome": None, "tolerance_ground": None,
            "issues": ["ZF-2020-0001"],
        }
    ]  # fmt: skip
    assert office.issue(number)["accountability"] == records(office)
    assert office("audit", "--format", "json").json["ok"]


def test_one_decision_may_be_about_several_issues_or_none(office: Office) -> None:
    first, second, third = office.assigned(), office.assigned(), office.assigned()

    record(office, "--person", "Alice", "--issue", second, "--issue", first, "--issue", first)
    record(office)

    assert [row["issues"] for row in records(office)] == [["ZF-2020-0001", "ZF-2020-0002"], []]
    assert [row["id"] for row in records(office, "--issue", second)] == [1]
    assert records(office, "--issue", third) == []
    assert INTERVIEW not in office("show", third).out
    assert INTERVIEW in office("show", second).out


def test_the_list_is_filtered_by_unit_person_form_and_conduct(office: Office) -> None:
    record(office, "--person", "Alice", form=REMIND)
    record(office, "--person", "Anna")
    record(office, "--person", "Bob", unit="Service")
    record(office)

    def found(*words: str) -> list[int]:
        return [row["id"] for row in records(office, *words)]

    assert found("--unit", "Office") == [1, 2, 4]
    assert found("--person", "Bob") == [3]
    assert found("--form", REMIND) == [1]
    assert found("--form", REMIND, "--form", INTERVIEW) == [1, 2, 3, 4]
    assert found("--conduct", WRONG) == []
    assert found("--conduct", SLOW, "--unit", "Service") == [3]


def test_persons_and_units_are_counted_apart_and_forms_too(office: Office) -> None:
    """Alice twice in different forms, Anna and Bob once, the Office once and the Market twice as a whole."""
    record(office, "--person", "Alice", form=REMIND)
    record(office, "--person", "Alice")
    record(office, "--person", "Anna")
    record(office, "--person", "Bob", unit="Service")
    record(office)
    record(office, unit="Market", form=REMIND)
    office.today = "2020-04-02"
    record(office, unit="Market", form=REMIND)

    status = office("account", "status", "--format", "json").json

    counted = {row["form"]: (row["persons"], row["units"], row["times"]) for row in status["rows"]}
    assert counted == {
        REMIND: (1, 1, 3), INTERVIEW: (3, 1, 4), CIRCULAR: (0, 0, 0), "批评教育": (0, 0, 0),
        "诫勉": (0, 0, 0), "组织处理": (0, 0, 0), "纪律处分": (0, 0, 0),
    }  # fmt: skip
    assert status["totals"] == {"persons": 3, "units": 2, "times": 7}
    shown = office("account", "status").out
    assert "persons = different persons" in shown
    assert "units = different units" in shown


def test_tolerance_is_asked_for_and_decided(office: Office) -> None:
    number = record(office, "--person", "Alice")
    office.today = "2020-04-03"
    office("tolerance", "request", number, "--by", "Anna", "--reason", "A first attempt")
    waiting = office("account", "status", "--format", "json").json
    office.today = "2020-04-07"

    office(
        "tolerance",
        "decide",
        number,
        "--by",
        "Chief",
        "--outcome",
        "从轻减轻",
        "--ground",
        "Within the rules",
    )

    (row,) = records(office)
    assert {name: value for name, value in row.items() if name.startswith("tolerance")} == {
        "tolerance_asked_on": "2020-04-03",
        "tolerance_asked_by": "Anna",
        "tolerance_reason": "A first attempt",
        "tolerance_decided_on": "2020-04-07",
        "tolerance_decided_by": "Chief",
        "tolerance_outcome": "从轻减轻",
        "tolerance_ground": "Within the rules",
    }
    assert waiting["waiting"] == 1
    decided = office("account", "status", "--format", "json").json
    assert (decided["waiting"], decided["totals"]["persons"]) == (0, 1)
    assert [each["times"] for each in decided["tolerance"]] == [0, 1, 0]
    assert office("audit", "--format", "json").json["ok"]


BASE = {
    "--unit": "Office",
    "--person": "Alice",
    "--conduct": SLOW,
    "--form": INTERVIEW,
    "--basis": "Art. 3",
    "--by": "Boss",
}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"--by": "Super"}, 27),  # no leader
        ({"--by": "Alice"}, 27),
        ({"--by": "Nobody"}, 22),
        ({"--unit": "Nowhere"}, 22),
        ({"--person": "Nobody"}, 22),
        ({"--person": "Bob"}, 23),  # of the Service
        ({"--unit": "Party", "--person": "Boss"}, 23),  # himself
        ({"--unit": "Party", "--person": "Super"}, 23),  # the own unit
        ({"--unit": "Party", "--person": None}, 23),
        ({"--conduct": "懒"}, 2),
        ({"--form": "罚款"}, 2),
        ({"--basis": " \u3000"}, 2),
        ({"--on": "2020-04-02"}, 23),  # tomorrow
        ({"--on": "2020-03-31"}, 23),  # before the issue was listed
        ({"--on": "soon"}, 2),
        ({"--issue": "7"}, 22),
        ({"--issue": "x"}, 2),
        ({"--issue": "99999999999999999999"}, 2),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    file_office: Office, changed: dict[str, str | None], code: int
) -> None:
    file_office.assigned()
    words = {**BASE, "--issue": "1", **changed}

    given = [word for name, value in words.items() if value is not None for word in (name, value)]

    refused(file_office, "account", "record", *given, code=code)


def test_a_leader_with_a_part_in_the_work_does_not_decide(file_office: Office) -> None:
    number = file_office.assigned("--cooperate", "Party")

    refused(
        *(file_office, "account", "record"), *(word for pair in BASE.items() for word in pair),
        *("--issue", number), code=23,
    )  # fmt: skip


def test_the_responsible_leader_may_hold_somebody_to_account(file_office: Office, tmp_path: Path) -> None:
    table = tmp_path / "issues.csv"
    table.write_text(
        "description,category,unit,owner,leader,deadline\n"
        "The counter closes at noon,Poor service,Office,Alice,Boss,2020-06-30\n",
        "utf-8",
    )
    file_office("import", table, "--assign")

    record(file_office, "--issue", 1)

    assert [each["issues"] for each in records(file_office)] == [["ZF-2020-0001"]]


@pytest.mark.parametrize("ending", [("cancel",), ("merge", "--into", "2")])
def test_for_what_is_off_the_list_nobody_is_held_to_account(
    file_office: Office, ending: tuple[str, ...]
) -> None:
    number, _other = file_office.assigned(), file_office.assigned()
    file_office(ending[0], number, *ending[1:], "--reason", "Entered twice")

    said = refused(
        *(file_office, "account", "record"), *(word for pair in BASE.items() for word in pair),
        *("--issue", number), code=23,
    )  # fmt: skip

    assert "ZF-2020-0001" in said


def test_the_same_decision_is_recorded_once(file_office: Office) -> None:
    number = file_office.assigned()
    words = [word for pair in BASE.items() for word in pair]
    file_office("account", "record", *words, "--issue", number)

    said = refused(file_office, "account", "record", *words, "--issue", number, code=23)
    file_office("account", "record", *words)

    assert "number 1" in said
    assert len(records(file_office)) == 2


@pytest.mark.parametrize(
    ("by", "reason", "code"), [("Bob", "Honest", 23), ("Nobody", "Honest", 22), ("Alice", " ", 2)]
)
def test_a_request_for_tolerance_that_cannot_be_is_refused(
    file_office: Office, by: str, reason: str, code: int
) -> None:
    record(file_office, "--person", "Alice")

    refused(file_office, "tolerance", "request", 1, "--by", by, "--reason", reason, code=code)


def test_tolerance_is_asked_for_once(file_office: Office) -> None:
    record(file_office, "--person", "Alice")
    file_office("tolerance", "request", 1, "--by", "Alice", "--reason", "Honest")
    refused(file_office, "tolerance", "request", 1, "--by", "Alice", "--reason", "Again", code=23)
    file_office("tolerance", "decide", 1, "--by", "Boss", "--outcome", "不适用", "--ground", "Second time")

    refused(file_office, "tolerance", "request", 1, "--by", "Alice", "--reason", "Again", code=23)
    refused(
        *(
            file_office,
            "tolerance",
            "decide",
            1,
            "--by",
            "Boss",
            "--outcome",
            "免责",
            "--ground",
            "After all",
        ),
        code=23,
    )


@pytest.mark.parametrize(
    ("by", "outcome", "ground", "code"),
    [
        ("Super", "免责", "Honest", 27),
        ("Olga", "免责", "Honest", 23),  # leads the unit dealt with
        ("Boss", "赦免", "Honest", 2),
        ("Boss", "免责", " ", 2),
        ("Nobody", "免责", "Honest", 22),
    ],
)
def test_a_decision_on_tolerance_that_cannot_be_is_refused(
    file_office: Office, by: str, outcome: str, ground: str, code: int
) -> None:
    file_office("owner", "add", "Olga", "--unit", "Office", "--role", "leader")
    record(file_office, "--person", "Alice")
    file_office("tolerance", "request", 1, "--by", "Alice", "--reason", "Honest")

    refused(
        *(file_office, "tolerance", "decide", 1, "--by", by, "--outcome", outcome, "--ground", ground),
        code=code,
    )


def test_whoever_asked_does_not_decide(file_office: Office) -> None:
    file_office("owner", "add", "Olga", "--unit", "Office", "--role", "leader")
    record(file_office, "--person", "Alice")
    file_office("tolerance", "request", 1, "--by", "Olga", "--reason", "Honest")

    said = refused(
        *(file_office, "tolerance", "decide", 1, "--by", "Olga", "--outcome", "免责", "--ground", "Honest"),
        code=23,
    )

    assert "asked" in said


def test_a_decision_recorded_in_error_is_taken_back_with_its_issues(office: Office) -> None:
    number = office.assigned()
    record(office, "--person", "Alice", "--issue", number)

    office("undo")

    assert records(office) == []
    assert office.issue(number)["accountability"] == []
    assert office("audit", "--format", "json").json["ok"]


@pytest.mark.parametrize(("number", "code"), [(2, 22), (0, 2), (-1, 2), (2**31, 2), ("one", 2)])
def test_a_record_that_is_not_there_is_refused(file_office: Office, number: object, code: int) -> None:
    record(file_office, "--person", "Alice")

    refused(file_office, "tolerance", "request", number, "--by", "Alice", "--reason", "Honest", code=code)
    refused(
        *(file_office, "tolerance", "decide", number, "--by", "Boss", "--outcome", "免责", "--ground", "So"),
        code=code,
    )


def test_where_tolerance_was_not_asked_for_nothing_is_decided(file_office: Office) -> None:
    record(file_office, "--person", "Alice")

    refused(
        *(file_office, "tolerance", "decide", 1, "--by", "Boss", "--outcome", "免责", "--ground", "So"),
        code=23,
    )


def test_nothing_recorded_is_an_empty_list_and_zeros(file_office: Office) -> None:
    assert records(file_office) == []
    assert "Records: 0." in file_office("account", "list").out
    assert file_office("account", "status", "--format", "json").json["totals"] == {
        "persons": 0, "units": 0, "times": 0,
    }  # fmt: skip
    refused(file_office, "account", "list", "--issue", 3, code=22)
    refused(file_office, "account", "list", "--form", "罚款", code=2)


DEALT_WITH = st.tuples(st.sampled_from(["Alice", "Anna", None]), st.sampled_from([REMIND, INTERVIEW]))


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decisions=st.lists(DEALT_WITH, min_size=1, max_size=4))
def test_who_is_dealt_with_again_is_counted_no_second_time(
    decisions: list[tuple[str | None, str]], file_office: Office
) -> None:
    for person, form in decisions:
        day, file_office.today = file_office.today, f"{int(file_office.today[:4]) + 1}-04-01"
        assert day < file_office.today  # a day of its own, so that no decision is a second copy
        record(file_office, *(("--person", person) if person else ()), form=form)

    before = file_office("account", "status", "--format", "json").json
    file_office.today = f"{int(file_office.today[:4]) + 1}-04-01"
    record(file_office, *(("--person", decisions[0][0]) if decisions[0][0] else ()), form=decisions[0][1])
    after = file_office("account", "status", "--format", "json").json

    assert after["totals"] == {**before["totals"], "times": before["totals"]["times"] + 1}
    assert sum(row["times"] for row in after["rows"]) == after["totals"]["times"]
    assert after["totals"]["persons"] <= 2
    assert after["totals"]["units"] <= 1
