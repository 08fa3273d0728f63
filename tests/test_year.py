"""One campaign over a year, told day by day with a sweep each morning; every figure at its end made by hand.

Seven matters, with a public notice of three days before closing:

1  Office, Alice. Handed over 2 March for 30 April, extended in time to 15 May. Reported done 10 May, returned
   12 May; reported 14 May, returned 20 May; by then overdue. A leader lists it (level 3), holds Alice to
   account, grants tolerance. Reported 1 June, closed 8 June. The look-back of 20 July finds it back: second
   round for 14 August. On 1 August it is Anna's; reported 10 August, closed 17 August.
2  The same as 1 in other words: merged into it.
3  Service, Bob. Handed over 2 March for 30 June; units brought together twice, so chronic from 20 April.
   Reported 25 June; a citizen's objection is upheld on 2 July, so it was never done in time. Reported 6 July,
   closed 13 July.
4  Market, Carol. Found by an inspection team on 8 April, for 8 May. Reported 6 May, closed 11 May. A survey
   of 1 September is far below the threshold; the proposal is confirmed on 3 September, for 15 October. Done
   10 October, closed 19 October.
5  Office, Alice. A no to the third question to oneself, put right at once: 10 to 15 April, closed 20 April.
6  Service, Bob. A clue from the net of 12 April (a second one joins it), for 29 May. Nobody ever does it.
7  Service, Bob. A practical deed for 31 July, done 20 July, closed 27 July; Bob is commended for it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Office, Result

NOTICE = ("[notice]\ndays = 0", "[notice]\ndays = 3")
FIRST, LAST = date(2020, 3, 1), date(2020, 12, 31)
KEPT = ("2020-05-24", "2020-07-31", "2020-09-02")
OPENING = ("--category", "Poor service", "--assign")


def done(office: Office, number: int, by: str, document: str) -> None:
    """Report completion with a document of its own."""
    office("rectify", number, "--by", by, "--note", f"Done, see {document}", "--evidence", document)


def checked(office: Office, number: int, by: str = "Super") -> None:
    office("verify", number, "--by", by, "--opinion", "Looked at on the spot")


def shut(office: Office, number: int, by: str = "Watch") -> None:
    office("close", number, "--by", by, "--opinion", "Nobody objects")


def first_quarter(office: Office) -> dict[str, Callable[[], object]]:
    """Return what happens until 20 April, by day."""

    def lists() -> None:
        words = ("-u", "Office", "-o", "Alice", "-d", "2020-04-30", "-m", "A rota for noon")
        office("open", "The counter closes at noon", *words, *OPENING)
        office("open", "Nobody is at the counter at noon", *words, *OPENING)
        words = ("-u", "Service", "-o", "Bob", "-d", "2020-06-30", "-m", "One form for all")
        office("open", "Forms are asked for twice", *words, *OPENING)

    def visits() -> None:
        office("inspection", "team", "add", "First team", "--member", "Super", "--member", "Watch")
        office("inspection", "visit", "First team", "Market", "--kind", "covert")
        words = ("-o", "Carol", "-d", "2020-05-08", "-m", "A second counter")
        office("inspection", "finding", 1, "Queues of an hour", *words, *OPENING)

    def answers() -> None:
        given = [word for at in range(1, 7) for word in ("-a", f"{at}={'no' if at == 3 else 'yes'}")]
        words = ("--open", "--assign", "-o", "Alice")
        office("checklist", "answer", "six_questions", "-p", "Alice", *given, *words)
        office("measure", "add", 5, "A course in the new programme")

    def hears() -> None:
        office("clue", "add", "The telephone is never answered", "--source", "网络", "--unit", "Service")
        words = ("-u", "Service", "-o", "Bob", "-d", "2020-05-29", "-m", "A second line")
        office("clue", "open", 1, *words, *OPENING)
        office("clue", "add", "Nobody picks up the telephone", "--source", "网络")
        office("clue", "merge", 2, "--into", 6)

    def asks() -> None:
        words = ("--to", "2020-05-15", "--reason", "Two are ill", "--progress", "The rota is written")
        office("extend", "request", 1, *words, "--by", "Alice")

    def together() -> None:
        office("chronic", "coordinate", 3, "--with", "Market", "--note", "Who needs which form")

    return {
        "2020-03-02": lists,
        "2020-03-10": lambda: office("merge", 2, "--into", 1, "--reason", "The same counter"),
        "2020-04-01": together,
        "2020-04-08": visits,
        "2020-04-10": answers,
        "2020-04-12": hears,
        "2020-04-14": asks,
        "2020-04-15": lambda: (
            office("extend", "approve", 1, "--by", "Super"),
            done(office, 5, "Alice", "Doc 51"),
        ),
        "2020-04-16": lambda: checked(office, 5),
        "2020-04-20": lambda: (shut(office, 5), together()),
    }


def early_summer(office: Office) -> dict[str, Callable[[], object]]:
    """Return what happens from May to the middle of June, by day."""

    def back(number: int, reason: str) -> None:
        office("return", number, "--reason", reason, "--by", "Super")

    def accounts() -> None:
        office("order", "reply", 1, "--by", "Alice", "--text", "A third colleague helps from Monday")
        words = ("--unit", "Office", "--person", "Alice", "--conduct", "慢作为", "--form", "约谈")
        office("account", "record", "--issue", 1, *words, "--basis", "Returned twice", "--by", "Boss")

    def asks_tolerance() -> None:
        office("tolerance", "request", 1, "--by", "Alice", "--reason", "Two were ill")

    def grants_tolerance() -> None:
        words = ("--outcome", "从轻减轻", "--ground", "It is so")
        office("tolerance", "decide", 1, "--by", "Boss", *words)

    def adds_deed() -> None:
        words = ("-u", "Service", "-o", "Bob", "-d", "2020-07-31", "-m", "Order it")
        office("deed", "add", "A lift for the old people", *words)

    return {
        "2020-05-06": lambda: done(office, 4, "Carol", "Doc 41"),
        "2020-05-07": lambda: checked(office, 4, "Boss"),
        "2020-05-10": lambda: done(office, 1, "Alice", "Doc 11"),
        "2020-05-11": lambda: shut(office, 4, "Boss"),
        "2020-05-12": lambda: back(1, "Closed again on Tuesday"),
        "2020-05-14": lambda: done(office, 1, "Alice", "Doc 12"),
        "2020-05-20": lambda: back(1, "Closed again on Wednesday"),
        "2020-05-25": lambda: office("escalate", 1, "--to", 3, "--reason", "Twice not done", "--by", "Boss"),
        "2020-05-26": accounts,
        "2020-05-27": asks_tolerance,
        "2020-05-28": grants_tolerance,
        "2020-06-01": lambda: done(office, 1, "Alice", "Doc 13"),
        "2020-06-03": lambda: checked(office, 1),
        "2020-06-08": lambda: shut(office, 1),
        "2020-06-10": adds_deed,
        "2020-06-25": lambda: done(office, 3, "Bob", "Doc 31"),
        "2020-06-29": lambda: checked(office, 3),
    }


def second_half(office: Office) -> dict[str, Callable[[], object]]:
    """Return what happens from July on, by day."""

    def looks_back() -> None:
        for number in (3, 4, 5):
            office("lookback", "check", number, "--held", "--by", "Chief", "--note", "It has held")
        words = ("--by", "Chief", "--note", "The counter closes at noon again", "--deadline", "2020-08-14")
        office("lookback", "check", 1, "--rebound", *words)

    def surveys() -> None:
        ballots = ("--issued", 60, "--returned", 52, "--unknown", 4)
        answers = ("--satisfied", 14, "--fairly-satisfied", 12, "--dissatisfied", 20)
        office("survey", "add", "The queue at the market", *ballots, *answers, "-i", 4)

    return {
        "2020-07-01": lambda: office("objection", "add", 3, "--by", "A citizen", "--text", "Still two forms"),
        "2020-07-02": lambda: office("objection", "uphold", 3, "--by", "Boss", "--reason", "So it is"),
        "2020-07-06": lambda: done(office, 3, "Bob", "Doc 32"),
        "2020-07-07": lambda: checked(office, 3),
        "2020-07-13": lambda: shut(office, 3),
        "2020-07-15": lambda: office("lookback", "draw", "--share", "100%", "--seed", 2020, "--by", "all"),
        "2020-07-20": lambda: (looks_back(), done(office, 7, "Bob", "Doc 71")),
        "2020-07-21": lambda: checked(office, 7),
        "2020-07-27": lambda: shut(office, 7),
        "2020-08-01": lambda: office("assign", 1, "-o", "Anna"),
        "2020-08-03": lambda: office(
            "record", "commend", "Bob", "--reason", "The lift", "--by", "Boss", "--issue", 7
        ),
        "2020-08-10": lambda: done(office, 1, "Anna", "Doc 14"),
        "2020-08-12": lambda: checked(office, 1),
        "2020-08-17": lambda: shut(office, 1),
        "2020-09-01": surveys,
        "2020-09-03": lambda: office("proposal", "confirm", 4, "--by", "Boss", "--deadline", "2020-10-15"),
        "2020-10-10": lambda: done(office, 4, "Carol", "Doc 42"),
        "2020-10-12": lambda: checked(office, 4),
        "2020-10-19": lambda: shut(office, 4),
    }


def days() -> Iterator[date]:
    """Yield every day of the campaign."""
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(1)


def tell(office: Office, keep: Sequence[str]) -> dict[str, list[str]]:
    """Live through the year, with a sweep each morning; return what some days showed in the evening."""
    agenda = {**first_quarter(office), **early_summer(office), **second_half(office)}
    shown = {}
    for day in days():
        office.today = day.isoformat()
        office("sweep")
        agenda.pop(office.today, list)()
        if office.today in keep:
            shown[office.today] = views(office)
    assert agenda == {}
    return shown


def views(office: Office, *as_of: str) -> list[str]:
    shown = (("status",), ("list",), ("trace", 1), ("record", "show", "Alice"))
    return [office(*view, *as_of).out for view in shown]


def told(office: Office, *words: object) -> Any:
    return office(*words, "--format", "json").json


@pytest.fixture(scope="module")
def lived() -> dict[str, tuple[str, dict[str, list[str]]]]:
    """For each engine the ledger of the year and what some evenings showed; it is lived through once."""
    return {}


@pytest.fixture
def year(
    engine: str,
    office_with: Callable[..., Office],
    run_main: Callable[[list[str]], Result],
    lived: dict[str, tuple[str, dict[str, list[str]]]],
) -> Office:
    """The ledger on the last day of the year."""
    if engine not in lived:
        office = office_with(NOTICE)
        lived[engine] = (office.db, tell(office, KEPT))
    return Office(lived[engine][0], run_main, today=LAST.isoformat())


def test_the_journal_of_the_year_is_in_order(year: Office) -> None:
    assert told(year, "audit")["ok"]


def test_evenings_of_the_year_come_back_from_the_journal(
    year: Office, engine: str, lived: dict[str, tuple[str, dict[str, list[str]]]]
) -> None:
    _db, shown = lived[engine]

    assert {day: views(year, "--as-of", day) for day in KEPT} == shown


def test_where_every_issue_stands(year: Office) -> None:
    names = (
        "state",
        "deadline",
        "deadline_original",
        "level",
        "round",
        "chronic",
        "rectified_on",
        "closed_on",
    )

    found = {issue["number"]: tuple(issue[name] for name in names) for issue in told(year, "list")}

    assert found == {
        1: ("closed", "2020-08-14", "2020-04-30", 0, 2, False, "2020-08-10", "2020-08-17"),
        2: ("merged", "2020-04-30", "2020-04-30", 0, 1, False, None, None),
        # Chronic: level 2 three working days after 30 June, so on 3 July.
        3: ("closed", "2020-06-30", "2020-06-30", 2, 1, True, "2020-07-06", "2020-07-13"),
        4: ("closed", "2020-10-15", "2020-05-08", 0, 2, False, "2020-10-10", "2020-10-19"),
        # To be put right at once: five working days after 10 April.
        5: ("closed", "2020-04-17", "2020-04-17", 0, 1, False, "2020-04-15", "2020-04-20"),
        # The program climbs to level 2; level 3 and 4 wait for a leader.
        6: ("assigned", "2020-05-29", "2020-05-29", 2, 1, False, None, None),
        7: ("closed", "2020-07-31", "2020-07-31", 0, 1, False, "2020-07-20", "2020-07-27"),
    }


def test_the_figures_of_the_year(year: Office) -> None:
    names = ("issues", "assigned", "closed", "overdue", "completion_rate", "closure_rate")
    on_time = ("on_time_rate", "on_time_rate_original")
    status = told(year, "status")

    found = {row["name"]: tuple(row[name] for name in (*names, *on_time)) for row in status["rows"]}
    totals = tuple(status["totals"][name] for name in (*names, *on_time))

    # 2 is merged and 7 is a deed. Of five due, 1, 4 and 5 were done in time, by first deadlines only 5.
    assert totals == (5, 1, 4, 1, 0.8, 0.8, 0.6, 0.2)
    assert found == {
        "Office": (2, 0, 2, 0, 1, 1, 1, 0.5),  # 1 and 5
        "Service": (2, 1, 1, 1, 0.5, 0.5, 0, 0),  # 3, six days late, and 6
        "Market": (1, 0, 1, 0, 1, 1, 1, 0),  # 4, in its second round
    }
    assert status["without_issues"] == ["Bureau", "Party"]
    assert status["deeds"] == {"total": 1, "done": 1, "overdue": 0}


def test_who_held_the_first_issue_and_whose_the_late_days_are(year: Office) -> None:
    trace = told(year, "trace", 1)

    held = [(each["owner"], each["since"], each["until"], each["days"]) for each in trace["held"]]
    holders = {each["owner"]: (each["days"], each["days_late_earlier"]) for each in trace["holders"]}
    (missed,) = trace["deadlines_missed"]

    assert held == [
        ("Alice", "2020-03-02", "2020-05-10", 69),
        (None, "2020-05-10", "2020-05-12", 2),  # with the office
        ("Alice", "2020-05-12", "2020-05-14", 2),
        (None, "2020-05-14", "2020-05-20", 6),
        ("Alice", "2020-05-20", "2020-06-01", 12),
        (None, "2020-06-01", "2020-06-08", 7),  # closed from here to 20 July: with nobody
        ("Alice", "2020-07-20", "2020-08-01", 12),
        ("Anna", "2020-08-01", "2020-08-10", 9),
        (None, "2020-08-10", "2020-08-17", 7),
    ]
    assert trace["life_days"] == 69 + 2 + 2 + 6 + 12 + 7 + 12 + 9 + 7
    # Late from 15 May to 1 June: five nights with the office, which then returned it, twelve with Alice.
    assert (missed["deadline"], missed["until"], missed["days"]) == ("2020-05-15", "2020-06-01", 17)
    assert missed["held_when_overdue"]["phase"] == "check"
    assert holders == {"Alice": (95, 12), None: (22, 5), "Anna": (9, 0)}
    assert trace["days_late"] == 0  # in the present round


def test_what_happened_to_the_first_issue(year: Office) -> None:
    trace = told(year, "trace", 1)

    moved = [
        (each["on"], each["action"], each["before"], each["after"]) for each in trace["deadline_changes"]
    ]
    fallen = [(each["done_on"], each["fell_on"], each["by"], each["days_stood"]) for each in trace["returns"]]
    over = [(each["on"], each["after"]["owner"]) for each in trace["hand_overs"]]

    assert moved == [
        ("2020-04-15", "extend", "2020-04-30", "2020-05-15"),
        ("2020-07-20", "reopen", "2020-05-15", "2020-08-14"),
    ]
    assert fallen == [("2020-05-10", "2020-05-12", "Super", 2), ("2020-05-14", "2020-05-20", "Super", 6)]
    assert [each["done_on"] for each in trace["false_completions"]] == [
        "2020-05-10",
        "2020-05-14",
        "2020-06-01",
    ]
    assert over == [("2020-03-02", "Alice"), ("2020-08-01", "Anna")]


@pytest.mark.parametrize(
    ("owner", "figures"),
    [
        # held, holding, done, on time, late, days late, returned, reopened, deeds, commended, dealt with
        ("Alice", (2, 0, 1, 1, 1, 12, 2, 1, 0, 0, 1)),  # 1, which she handed over, and 5
        ("Anna", (1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0)),  # 1 in its second round
        ("Bob", (2, 1, 1, 0, 2, 4 + 216, 1, 0, 1, 1, 0)),  # 3: four nights after 2 July; 6: since 29 May
        ("Carol", (1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0)),  # 4, twice
    ],
)
def test_what_each_person_held(owner: str, figures: tuple[int, ...], year: Office) -> None:
    names = ("held", "holding", "done", "on_time", "late", "days_late", "returned", "reopened", "deeds")
    record = told(year, "record", "show", owner)

    assert tuple(record[name] for name in (*names, "commended", "dealt_with")) == figures


def test_orders_were_issued_once_and_numbered_by_their_days(year: Office) -> None:
    orders = told(year, "order", "list")

    found = [
        (each["serial"], each["number"], each["level"], each["issued_on"], each["replied_on"])
        for each in orders
    ]

    assert found == [
        (1, 1, 2, "2020-05-22", "2020-05-26"),  # five working days after 15 May
        (2, 1, 3, "2020-05-25", None),  # raised by a leader
        (3, 6, 2, "2020-06-05", None),  # five working days after 29 May
        (4, 3, 2, "2020-07-03", None),
    ]


def test_what_the_rest_of_the_practice_adds_up_to(year: Office) -> None:
    accounts, look_back = told(year, "account", "status"), told(year, "lookback", "status")["totals"]
    (extension,) = told(year, "extend", "list")
    waiting = {(each["kind"], each["number"]) for each in told(year, "list", "--waiting")}

    assert accounts["totals"] == {"persons": 1, "units": 0, "times": 1}
    assert {row["outcome"]: row["times"] for row in accounts["tolerance"]}["从轻减轻"] == 1
    assert (look_back["sample"], look_back["rebounds"], look_back["rebound_rate"]) == (4, 1, 0.25)
    assert (extension["days"], extension["late"], extension["decided_by"]) == (15, False, "Super")
    assert told(year, "inspection", "coverage")["not_visited"] == ["Bureau", "Office", "Service", "Party"]
    assert [each["number"] for each in told(year, "clue", "list")] == [6, 6]
    assert [(each["number"], each["since"]) for each in told(year, "chronic", "list")] == [(3, "2020-04-20")]
    assert waiting == {("order", 6), ("suggestion", 6)}
