"""A ledger altered by hand: the audit names every alteration, and no command fails without saying where."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Office
from tests.test_audit import TRIGGERS, audited, behind_the_back, only_problem, without_triggers
from zuofeng_cli.queries.soundness import first_unsound
from zuofeng_cli.store.guards import INDEXES
from zuofeng_cli.store.layout import LAYOUT
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.models import METADATA
from zuofeng_cli.store.practice_models import PUBLISHED_SNAPSHOT
from zuofeng_cli.store.reader import reading

assert PUBLISHED_SNAPSHOT is not None  # brings the tables of all models in
ONE = "ZF-2020-0001"


def altered(office: Office, *statements: str) -> None:
    """Change a file without its rules, as somebody with a tool of his own can."""
    with closing(sqlite3.connect(office.db)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def named(office: Office, what: str) -> bool:
    return any(what in problem for problem in audited(office)["problems"])


def test_the_layout_that_the_audit_looks_for_is_that_of_the_models() -> None:
    modelled = {name: set(table.columns.keys()) for name, table in METADATA.tables.items()}

    assert {name: set(columns) for name, columns in LAYOUT.items()} == modelled


# --- Guards, tables, columns ----------------------------------------------------------------------


@pytest.mark.parametrize("position", range(3))
def test_a_guard_of_the_journal_that_was_dropped_is_named(position: int, office: Office, engine: str) -> None:
    guard = TRIGGERS[engine][position]

    behind_the_back(office, f"DROP TRIGGER {guard}{' ON event' if engine == 'postgres' else ''}")

    assert only_problem(office).startswith(f"event: {guard}")


def test_a_guard_that_guards_nothing_is_named(file_office: Office) -> None:
    altered(
        file_office,
        "DROP TRIGGER event_no_update",
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END",
    )

    assert only_problem(file_office).startswith("event: event_no_update")


@pytest.mark.parametrize("table", ["measure", "clue", "command", "published_snapshot"])
def test_a_table_that_is_gone_is_named(table: str, office: Office) -> None:
    behind_the_back(office, f"DROP TABLE {table}")

    assert only_problem(office) == f"{table}: the table is missing"


def test_a_column_that_is_gone_is_named(office: Office) -> None:
    behind_the_back(office, "ALTER TABLE owner DROP COLUMN post")

    assert only_problem(office) == "owner: the column post is missing"


# --- What the program did not make ----------------------------------------------------------------

MEDDLE = {
    "sqlite": (
        "CREATE TRIGGER meddle AFTER UPDATE ON issue BEGIN"
        " UPDATE issue SET remark = 'all is well' WHERE number = NEW.number; END",
    ),
    "postgres": (
        "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.remark := 'all is well'; RETURN NEW; END $$",
        "CREATE TRIGGER meddle BEFORE UPDATE ON issue FOR EACH ROW EXECUTE FUNCTION meddle()",
    ),
}


def test_a_trigger_that_nobody_knows_is_named(office: Office, engine: str) -> None:
    behind_the_back(office, *MEDDLE[engine])

    assert only_problem(office).startswith("issue: the trigger meddle does not belong there")


def test_a_guard_of_a_server_that_guards_nothing_is_named(office: Office, engine: str) -> None:
    if engine == "sqlite":
        pytest.skip("a trigger of a file holds what it does")
    behind_the_back(
        office,
        "CREATE OR REPLACE FUNCTION forbid_event_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NEW; END $$",
    )

    assert [problem.split(",")[0] for problem in audited(office)["problems"]] == [
        f"event: {guard}" for guard in TRIGGERS["postgres"]
    ]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("CREATE TABLE beside (number INTEGER)", "beside: the table does not belong there"),
        ("ALTER TABLE issue ADD COLUMN extra TEXT", "issue: the column extra does not belong there"),
        (
            "CREATE UNIQUE INDEX extra ON issue (remark)",
            "issue: the unique index extra does not belong there: it can refuse what is written",
        ),
    ],
)
def test_what_the_program_did_not_make_is_named(statement: str, what: str, office: Office) -> None:
    behind_the_back(office, statement)

    assert only_problem(office) == what


def test_an_index_that_is_gone_or_altered_is_named_and_migrating_makes_it_anew(office: Office) -> None:
    behind_the_back(
        office,
        "DROP INDEX ix_issue_status",
        "DROP INDEX ix_event_number",
        "CREATE UNIQUE INDEX ix_event_number ON event (number, seq)",
    )
    gone = audited(office)["problems"]

    said = office("migrate").out

    assert [problem.split(" or ")[0] for problem in gone] == [
        "event: the index ix_event_number is missing",
        "issue: the index ix_issue_status is missing",
    ]
    assert "Indexes made anew: ix_event_number, ix_issue_status." in said
    assert office("audit", "--format", "json").json["ok"]


def test_the_indexes_that_the_audit_looks_for_are_those_of_the_models() -> None:
    modelled = {
        str(index.name): f"{table.name} ({', '.join(column.name for column in index.columns)})"
        for table in METADATA.tables.values()
        for index in table.indexes
    }

    assert dict(INDEXES) == modelled


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("INSERT INTO command VALUES ({next}, {next}, NULL)", "command: the commands end with event {next}"),
        (
            "ALTER TABLE event ADD COLUMN extra INTEGER DEFAULT 1 CHECK (seq < {next})",
            "event: the column extra does not belong",
        ),
        ("CREATE UNIQUE INDEX extra ON issue (category)", "issue: the unique index extra"),
    ],
)
def test_a_command_that_cannot_write_to_the_ledger_says_where(
    statement: str, what: str, office: Office
) -> None:
    office.open()
    newest = office("audit", "--format", "json").json["events"]
    behind_the_back(office, statement.format(next=newest + 1))

    refused = office("open", "The form asks for too much", "-c", "Poor service", code=21).err

    assert what.format(next=newest + 1) in refused


# --- Which command wrote which events -------------------------------------------------------------


@pytest.fixture
def undone(office: Office) -> Office:
    """A ledger in which a command was taken back."""
    number = office.open()
    office("progress", number, "A roster")
    office("undo")
    office.open("The form asks for too much")
    assert office("audit", "--format", "json").json["ok"]
    return office


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM command",
        "DELETE FROM command WHERE first_event = 2",
        "DELETE FROM command WHERE first_event = (SELECT max(first_event) FROM command)",
        "UPDATE command SET last_event = last_event + 1 WHERE first_event = 4",
        "UPDATE command SET undone_by = NULL",
        "UPDATE command SET undone_by = 3 WHERE first_event = 2",
        "UPDATE command SET undone_by = undone_by + 1 WHERE undone_by IS NOT NULL",
    ],
)
def test_commands_that_do_not_fit_the_journal_are_found(statement: str, undone: Office) -> None:
    behind_the_back(undone, statement)

    assert named(undone, "command")


def test_a_command_made_of_two_is_found(office: Office) -> None:
    office("--as", "somebody", "unit", "add", "Archive")
    (last,) = (office("audit", "--format", "json").json["events"],)

    behind_the_back(
        office,
        f"DELETE FROM command WHERE first_event = {last}",
        f"UPDATE command SET last_event = {last} WHERE last_event = {last - 1}",
    )

    assert only_problem(office) == f"command.{last - 1}: its events were not written by one command"


# --- Values that the journal does not hold --------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE category SET sort_order = 99 WHERE code = 'poor_service'", "plan: category.poor_service"),
        ("UPDATE source SET sort_order = 99 WHERE code = 'self_check'", "plan: source.self_check"),
        ("UPDATE focus_area SET sort_order = 99", "plan: focus_area."),
        ("UPDATE ledger SET created_at = '2019-01-01T00:00:00Z'", "ledger: created_at"),
        ("INSERT INTO published_snapshot VALUES ('ab', '{}')", "published_snapshot: ab"),
        ("INSERT INTO alembic_version VALUES ('0001')", "alembic_version: 0001"),
    ],
)
def test_what_only_the_plan_or_the_first_event_tells_is_held_against_them(
    statement: str, what: str, office: Office
) -> None:
    behind_the_back(office, statement)

    assert named(office, what)


VISIT = "INSERT INTO visit VALUES (1, 1, 2, 1, 'weird', '2020-04-01', NULL)"
UNFIT = (
    ("UPDATE issue SET deadline = '' WHERE number = 1", f'{ONE}: deadline: the list says ""'),
    ("UPDATE issue SET target = ''", f'{ONE}: target: the list says ""'),
    ("UPDATE issue SET chronic = ''", f'{ONE}: chronic: the list says ""'),
    ("UPDATE issue SET state = 'weird'", f"{ONE}: state: the list says weird"),
    ("UPDATE issue SET description = x'ff00ff'", f"{ONE}: description: the list says x'ff00ff'"),
    ("UPDATE issue SET remark = CAST(x'fe' AS TEXT)", f"{ONE}: remark: the list says \\xfe"),
    ("UPDATE owner SET role = 'x' WHERE name = 'Alice'", "register: owner.5.role: the list says x"),
    ("UPDATE owner SET active = 7777 WHERE name = 'Alice'", "register: owner.5.active: the list says 7777"),
    ("UPDATE unit SET active = 'x' WHERE name = 'Office'", "register: unit.2.active: the list says x"),
    ("INSERT INTO working_day VALUES ('', 1)", "register: workday."),
    (VISIT, "register: visit.1.kind: the list says weird"),
    ("INSERT INTO paper VALUES (1, 'x', 2020, 1, 's', '2020-04-01', NULL)", "register: paper.1.kind"),
    ("INSERT INTO passage_decision VALUES (1, 1, 1, 'p', 'x', '', 1, 'r')", "passage_decision.1.verdict"),
    ("UPDATE measure SET number = 'x'", "x: measures: a row without its issue"),
    ("INSERT INTO measure VALUES (-1, 1, 'One more', NULL)", "measures: a row without its issue"),
)


@pytest.mark.parametrize(("statement", "what"), UNFIT, ids=[statement for statement, _what in UNFIT])
def test_a_value_that_cannot_be_read_is_named(statement: str, what: str, file_office: Office) -> None:
    file_office.assigned("--measure", "Stay open")

    altered(file_office, statement)

    assert named(file_office, what), audited(file_office)["problems"]


@pytest.mark.parametrize(
    "value", ["number = 'x'", "actor = x'ff00'", "hash = 5", "changes = CAST(x'fe' AS TEXT)"]
)
def test_an_event_that_holds_no_text_is_named(value: str, file_office: Office) -> None:
    file_office.open()
    last = file_office("audit", "--format", "json").json["events"]
    without_triggers(file_office, "sqlite")

    altered(file_office, f"UPDATE event SET {value} WHERE seq = {last}")

    assert named(file_office, f"#{last}: was altered")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET year = 'x'",
        "INSERT INTO ledger SELECT 2, year, plan, plan_sha256, created_at FROM ledger",
        "UPDATE ledger SET plan = x'ff'",
    ],
)
def test_a_ledger_that_does_not_say_which_it_is_is_damaged(statement: str, file_office: Office) -> None:
    altered(file_office, statement)

    for words in (("audit",), ("list",), ("unit", "add", "Archive")):
        assert "is damaged" in file_office(*words, code=21).err


# --- Other commands on such ledgers ---------------------------------------------------------------

STATE = ("UPDATE issue SET state = 'weird'", "issue.1: state: weird cannot be read")
COLUMNS = ("UPDATE issue SET other_columns = '{'", "issue.1: other_columns: { cannot be read")
TEXT = ("UPDATE issue SET description = CAST(x'fe' AS TEXT)", "issue.1: description: \\xfe cannot be read")
TABLE = ("DROP TABLE measure", "measure: the table is missing")
CATEGORY = ("DELETE FROM category", "names an entry of category that is not there")


@pytest.mark.parametrize(
    ("words", "alteration"),
    [
        (("list",), STATE),
        (("show", 1), STATE),
        (("trace", 1), STATE),
        (("progress", 1, "A roster"), STATE),
        (("show", 1), COLUMNS),
        (("list",), TEXT),
        (("show", 1), TABLE),
        (("open", "The form asks for too much", "-c", "Poor service"), CATEGORY),
    ],
)
def test_a_command_that_cannot_read_the_ledger_says_where(
    words: tuple[object, ...], alteration: tuple[str, str], file_office: Office
) -> None:
    file_office.assigned("--measure", "Stay open")
    statement, what = alteration
    altered(file_office, statement)

    refused = file_office(*words, code=21).err

    assert what in refused
    assert "zuofeng audit" in refused


def test_the_export_of_a_ledger_that_cannot_be_read_leaves_no_file(
    file_office: Office, tmp_path: Path
) -> None:
    file_office.assigned()
    altered(file_office, STATE[0])

    refused = file_office("export", "ledger", "-o", tmp_path / "list.xlsx", code=21).err

    assert STATE[1] in refused
    assert [each.name for each in tmp_path.iterdir() if not each.name.startswith("ledger.db")] == []


def test_a_ledger_with_something_in_it_can_be_read(office: Office) -> None:
    office.closed()
    office("workday", "set", "2020-07-18", "--work")
    office(
        "merge", office.open(), "--into", office.assigned("--cooperate", "Service"), "--reason", "The same"
    )
    office("publish", "draft")

    with reading(locate(office.db), as_stored=True) as reader:
        assert first_unsound(reader) is None
