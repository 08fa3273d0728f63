"""Taking one's last command back: everything stands as before, or what stands in the way is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from tests.test_intake import NOON, sheet, taken
from tests.test_walks import DRAFTS, RIGHT, START, SURVIVOR, Walker, journal_of, walker
from zuofeng_cli.actions import listing
from zuofeng_cli.actions.drafts import Draft
from zuofeng_cli.actions.undoing import undo
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.labels import REGISTERS
from zuofeng_cli.rules.codes import Action, VisitKind
from zuofeng_cli.rules.entries import KINDS
from zuofeng_cli.rules.inspection import Team, Visit
from zuofeng_cli.rules.lifecycle import steps_from
from zuofeng_cli.rules.merits import Commendation
from zuofeng_cli.rules.organisation import Member
from zuofeng_cli.store import practice_models
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.models import METADATA

assert walker  # the fixture
assert practice_models  # its tables are in the metadata now
UNTOLD = ("event", "command", "alembic_version")
"""What tells how things came about, and not how they stand."""

Rows = dict[str, set[tuple[str, ...]]]


def everything(journal: Any) -> Rows:
    """Return every stored field of every table as text, but for the versions of issues."""
    found: Rows = {}
    for name, table in METADATA.tables.items():
        columns = [column.name for column in table.columns if (name, column.name) != ("issue", "version")]
        if name not in UNTOLD:
            rows = journal.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
            found[name] = {tuple(map(str, row)) for row in rows}
    return found


def stored(office: Office) -> Rows:
    with journal_of(office.db) as journal:
        return everything(journal)


def undone(office: Office, *words: object) -> dict[str, Any]:
    return dict(office("undo", "--format", "json", *words).json)


def is_sound(office: Office) -> bool:
    found = office("audit", "--format", "json").json
    assert found["problems"] == []
    return bool(found["ok"])


# Each kind of command with what must have been done before; 1 stands for the issue.
COMMANDS: dict[str, tuple[str, tuple[object, ...]]] = {
    "assign": ("open", ("assign", 1, "-u", "Office", "-o", "Alice", "-d", "2020-06-30")),
    "hand over": ("assigned", ("assign", 1, "-o", "Anna", "--cooperate", "Service")),
    "measure": ("assigned", ("measure", "add", 1, "A rota")),
    "measure done": ("assigned", ("measure", "done", 1, 1)),
    "progress": ("assigned", ("progress", 1, "Underway")),
    "request": (
        "assigned",
        (
            "extend",
            "request",
            1,
            "--to",
            "2020-07-10",
            "--reason",
            "Rain",
            "--progress",
            "Half",
            "--by",
            "Alice",
        ),
    ),
    "approve": ("requested", ("extend", "approve", 1, "--by", "Boss")),
    "deny": ("requested", ("extend", "deny", 1, "--by", "Boss", "--reason", "No")),
    "rectify": ("assigned", ("rectify", 1, "--by", "Alice", "--note", "Done", "--evidence", "Doc No. 3")),
    "return": ("rectified", ("return", 1, "--by", "Watch", "--reason", "Shut")),
    "close": ("rectified", ("close", 1, "--by", "Super", "--opinion", "Seen")),
    "reopen": ("closed", ("reopen", 1, "--reason", "rebound", "--deadline", "2020-07-30")),
    "cancel": ("rectified", ("cancel", 1, "--reason", "Twice")),
    "merge": ("two", ("merge", 1, "--into", 2, "--reason", "The same")),
    "escalate": ("assigned", ("escalate", 1, "--reason", "No answer", "--by", "Boss")),
    "urge": ("assigned", ("urge", 1)),
    "sweep": ("overdue", ("sweep",)),
    "unit": ("open", ("unit", "add", "Archive", "--parent", "Bureau", "--alias", "Files")),
    "alias": ("open", ("unit", "alias", "Office", "Head office")),
    "working day": ("open", ("workday", "set", "2020-06-27", "--work")),
    "profile": ("open", ("import-profile", "save", "a.b", "--set", "category=Poor service")),
    "position": ("open", ("org", "add", "Chief", "--body", "leading_group", "--position", "head")),
    "owner": ("open", ("owner", "add", "Dora", "--unit", "Office")),
}


def prepare(office: Office, state: str) -> None:
    match state:
        case "open":
            office.open()
        case "assigned":
            office.assigned("--measure", "Stay open")
        case "overdue":
            office.assigned()
            office.today = "2020-07-01"
        case "two":
            office.assigned("--measure", "Stay open")
            office.assigned()
        case "requested":
            office.assigned()
            office(
                "extend",
                "request",
                1,
                "--to",
                "2020-07-10",
                "--reason",
                "Rain",
                "--progress",
                "Half",
                "--by",
                "Alice",
            )
        case "rectified":
            office.rectified()
        case "closed":
            office.closed()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_taken_back_leaves_every_field_as_before(name: str, office: Office) -> None:
    state, words = COMMANDS[name]
    prepare(office, state)
    before = stored(office)
    office(*words)
    changed = stored(office)

    undone(office)

    assert changed != before
    assert stored(office) == before
    assert is_sound(office)


def test_after_any_walk_commands_are_taken_back_one_by_one(walker: Walker) -> None:
    listing.open_issue(walker.context(START), SURVIVOR)

    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5)), min_size=2, max_size=6))
    def walk(picks: list[tuple[int, int]]) -> None:
        issue = listing.open_issue(walker.context(START), DRAFTS[2], assign=True)
        stood = [everything(walker.journal)]
        for pick, way in picks:
            steps = steps_from(issue.state, notice=False)
            # An order that is out stays, so nothing is escalated here.
            possible = [
                step.action for step in steps if step.action in RIGHT and step.action != Action.ESCALATE
            ]
            if not possible:
                break
            ways = RIGHT[possible[pick % len(possible)]]
            written = walker.events()
            try:
                issue = ways[way % len(ways)](walker.context(START), str(issue.number), START)
            except ZuofengError:
                continue
            if walker.events() > written:
                stood.append(everything(walker.journal))
        for before in reversed(stood[:-1]):
            undo(walker.context(START))
            assert everything(walker.journal) == before
        undo(walker.context(START))

    walk()

    assert walker.journal.execute("SELECT count(*) FROM issue WHERE state <> 'cancelled'").fetchone() == (1,)


VISIT = Visit(0, 1, 2, 1, VisitKind.COVERT, date(2020, 3, 30), None)


@contextmanager
def book_of(office: Office, actor: str = "tester") -> Iterator[Book]:
    """Write as a command does."""
    with writing(Context(locate(office.db), actor, datetime.now(UTC), date(2020, 4, 1))) as book:
        yield book


@pytest.fixture
def visited(office: Office) -> Office:
    """A ledger with one visit, on record without a note."""
    with book_of(office, "colleague") as book:
        book.enter(Team(0, "First team"))
        book.enter(VISIT)
    return office


def test_entries_entered_amended_and_struck_are_as_before(visited: Office) -> None:
    before = stored(visited)
    with book_of(visited) as book:
        (visit,) = book.entries(Visit)
        book.amend(visit, replace(visit, note="Shut at noon", visited_on=date(2020, 3, 31)))
    with book_of(visited) as book:
        (visit,) = book.entries(Visit)
        book.strike(visit)
        book.enter_all([replace(VISIT, round=2), replace(VISIT, round=3)])
    with book_of(visited) as book:
        book.strike(book.entries(Visit)[0])

    told = [undone(visited) for _command in range(3)]

    assert stored(visited) == before
    assert [deed["entries"] for deed in told[1]["did"]] == [["visit.1", "visit.2"]]
    assert is_sound(visited)


def test_an_issue_that_came_from_an_entry_goes_with_it(visited: Office) -> None:
    with book_of(visited) as book:
        visit = book.enter(VISIT)
        listing.enlist(book, Draft(description="Shut", category="Poor service"), origin=f"visit.{visit.id}")

    told = undone(visited)

    assert told["cancelled"] == ["ZF-2020-0001"]
    assert len(stored(visited)["visit"]) == 1
    assert "visit.2" not in str(stored(visited)["issue"])
    assert is_sound(visited)


def test_an_entry_that_an_issue_came_from_stays(visited: Office) -> None:
    with book_of(visited) as book:
        visit = book.enter(VISIT)
    with book_of(visited, "colleague") as book:
        listing.enlist(book, Draft(description="Shut", category="Poor service"), origin=f"visit.{visit.id}")

    assert "ZF-2020-0001" in visited("undo", code=23).err


def test_an_entry_that_others_name_stays(office: Office) -> None:
    with book_of(office) as book:
        team = book.enter(Team(0, "First team"))
    with book_of(office, "colleague") as book:
        book.enter(Member(0, f"team.{team.id}", 1, "member"))

    assert "member Chief" in office("undo", code=23).err


def test_an_issue_that_a_later_entry_is_about_stays_as_it_is(office: Office) -> None:
    number = office.closed()
    with book_of(office, "colleague") as book:
        book.enter(Commendation(0, 1, date(2020, 4, 1), "Well done", 2, number))

    assert "commendation Chief" in office("undo", code=23).err


def test_every_register_has_a_name() -> None:
    assert {*KINDS, "unit", "owner", "workday", "profile"} <= set(REGISTERS)


def test_an_issue_that_was_listed_is_cancelled_and_its_number_stays(office: Office) -> None:
    office.open()
    office.assigned()

    told = undone(office)

    assert told["cancelled"] == ["ZF-2020-0002"]
    assert [deed["action"] for deed in told["did"]] == ["open", "assign"]
    assert office.issue(2)["state"] == "cancelled"
    assert office.open("A third") == 3
    assert is_sound(office)


def test_undo_again_takes_back_the_command_before(office: Office) -> None:
    number = office.open()
    before = stored(office)
    office("progress", number, "First")
    office("progress", number, "Second")

    undone(office)
    undone(office)

    assert stored(office) == before
    assert is_sound(office)


def test_an_undo_is_not_undone_and_at_the_end_there_is_nothing(office: Office) -> None:
    office.open()
    undone(office)
    for _owner_or_unit in range(13):  # the registers of the fixture
        undone(office)

    said = office("undo", code=22).err

    assert "tester" in said


def test_a_dry_run_writes_nothing(office: Office) -> None:
    number = office.open()
    office("progress", number, "First")
    before = stored(office)

    said = office("undo", "--dry-run").out

    assert "Would be taken back: note progress ZF-2020-0001." in said
    assert stored(office) == before
    assert undone(office, "--dry-run")["dry_run"] is True


def test_what_was_taken_back_is_said_in_a_line(office: Office) -> None:
    number = office.open()
    office("progress", number, "First")

    assert office("undo").out == "Taken back: note progress ZF-2020-0001.\n"
    office.lang = "zh"
    assert office("undo").out.startswith("已撤回：列单 ZF-2020-0001。\n")


ALL_YES = tuple(word for question in range(1, 5) for word in ("-a", f"{question}=yes"))


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (("owner", "add", "Dora", "--unit", "Office"), "person Dora"),
        (("unit", "alias", "Office", "The Office"), "unit Office"),
        (("record", "commend", "Bob", "--reason", "Open on Sundays", "--by", "Super"), "commendation Bob"),
        (
            ("stage", "set", "总结巩固", "--from", "2020-10-01", "--to", "2020-11-01"),
            "stage dates Consolidation",
        ),
        (("checklist", "answer", "四个到位", "--unit", "Office", *ALL_YES), "checklist answer Office"),
    ],
)
def test_entries_are_named_as_lists_show_them(
    command: tuple[str, ...], named: str, file_office: Office
) -> None:
    file_office(*command)

    assert file_office("undo").out == f"Taken back: {named}.\n"


def test_only_ones_own_commands_are_taken_back(office: Office) -> None:
    number = office.open()
    office("--as", "colleague", "progress", number, "Theirs")

    said = office("undo", code=23).err

    assert "ZF-2020-0001" in said
    assert office("--as", "somebody", "undo", code=22).err


@pytest.mark.parametrize(
    "later",
    [
        ("progress", 2, "Asked"),
        ("merge", 1, "--into", 2, "--reason", "The same"),
        ("cancel", 2, "--reason", "Twice"),
    ],
    ids=lambda words: words[0],
)
def test_what_a_colleague_built_on_stays_and_is_named(later: tuple[object, ...], office: Office) -> None:
    office.open("First")
    office.open("Second")
    office("--as", "colleague", *later)
    before = stored(office)

    said = office("undo", code=23).err

    assert "ZF-2020-000" in said
    assert stored(office) == before


def test_a_colleagues_command_taken_back_stands_in_nobodys_way(office: Office) -> None:
    number = office.open()
    before = stored(office)
    office("progress", number, "Mine")
    office("--as", "colleague", "progress", number, "Theirs")
    office("--as", "colleague", "undo")

    undone(office)

    assert stored(office) == before


def test_a_unit_that_others_name_stays(office: Office) -> None:
    office("unit", "add", "Archive")
    office("--as", "colleague", "owner", "add", "Dora", "--unit", "Archive")

    said = office("undo", code=23).err

    assert "person Dora" in said
    assert is_sound(office)


def test_a_unit_that_an_issue_names_stays(office: Office) -> None:
    office("unit", "add", "Archive")
    office("--as", "colleague", "open", "Dust", "-c", "Poor service", "-u", "Archive")

    assert "ZF-2020-0001" in office("undo", code=23).err


def test_a_step_of_publishing_stays(office: Office) -> None:
    office.assigned()
    office("publish", "draft")

    assert "publish" in office("undo", code=23).err


def test_an_order_that_is_out_stays(office: Office) -> None:
    office.assigned(deadline="2020-04-10")
    office.today = "2020-04-17"
    office("sweep")

    said = office("undo", code=23).err

    assert "[2020] No. 1" in said


def test_what_a_sweep_noticed_stands_in_the_way_only_of_what_it_goes_by(office: Office) -> None:
    number = office.assigned(deadline="2020-04-10")
    office("progress", number, "Underway")
    office.today = "2020-04-11"
    office("--as", "cron", "sweep")

    undone(office)

    assert office.issue(number)["progress"] == []
    office("--as", "tester", "undo")  # listing it was no mistake of the sweep
    assert office.issue(number)["state"] == "cancelled"
    assert is_sound(office)


def test_a_deadline_that_a_sweep_went_by_stays(office: Office) -> None:
    number = office.open("Dust", "-u", "Office", "-o", "Alice")
    office("assign", number, "-d", "2020-04-10")
    office.today = "2020-04-11"
    office("--as", "cron", "sweep")

    assert "ZF-2020-0001" in office("undo", code=23).err


def test_an_import_is_taken_back_by_its_number(office: Office, tmp_path: Path) -> None:
    number = office.open()
    office("progress", number, "First")
    taken(office, sheet(tmp_path / "a.csv", NOON))

    assert "import undo 1" in office("undo", code=23).err
    office("import", "undo", 1)
    undone(office)

    assert office.issue(number)["progress"] == []
    assert is_sound(office)


def test_a_command_taken_back_does_not_keep_an_import_from_being_taken_back(
    office: Office, tmp_path: Path
) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON))
    office("progress", 1, "Underway")
    undone(office)

    office("import", "undo", 1)

    assert office.issue(1)["state"] == "cancelled"


@pytest.mark.parametrize("words", [("x",), ("--format", "csv"), ("--to", "1")])
def test_undo_takes_no_more_words(words: tuple[str, ...], office: Office) -> None:
    office("undo", *words, code=2)
