"""Migrations: up and down on both engines, and no drift between them and the models."""

from collections.abc import Callable, Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from tests.conftest import Office, Result
from zuofeng_cli.store import practice_models
from zuofeng_cli.store.engine import engine_for
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.models import METADATA
from zuofeng_cli.store.schema import REVISIONS, alembic_config, upgrade

assert practice_models  # brings the tables of all models in


@pytest.fixture
def connection(new_place: Callable[[], str]) -> Iterator[Connection]:
    """An empty database on each engine."""
    with engine_for(locate(new_place())).connect() as opened:
        yield opened


def checks(connection: Connection) -> dict[str, set[tuple[str, str]]]:
    """Return the CHECK constraints of every table: (name, text without layout)."""
    inspector = inspect(connection)
    tables = [name for name in inspector.get_table_names() if name != "alembic_version"]
    return {
        table: {
            (str(row["name"]), "".join(row["sqltext"].split()))
            for row in inspector.get_check_constraints(table)
        }
        for table in tables
    }


def test_an_upgraded_database_is_what_the_models_say(connection: Connection) -> None:
    upgrade(connection)

    assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_checks_of_the_migrations_are_those_of_the_models(connection: Connection) -> None:
    upgrade(connection)
    migrated = checks(connection)
    connection.rollback()

    with create_engine("sqlite://").connect() as other:
        METADATA.create_all(other)
        modelled = checks(other)

    assert migrated.keys() == modelled.keys()
    for table, rows in modelled.items():
        assert {name for name, _text in migrated[table]} == {name for name, _text in rows}
    if connection.dialect.name == "sqlite":
        assert migrated == modelled


def test_a_downgrade_takes_everything_back(connection: Connection) -> None:
    upgrade(connection)

    command.downgrade(alembic_config(connection), "base")

    assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_down_and_up_again_gives_the_same_tables(connection: Connection) -> None:
    upgrade(connection)
    before = checks(connection)

    command.downgrade(alembic_config(connection), "base")
    upgrade(connection)

    assert checks(connection) == before


def test_the_program_knows_every_revision_in_order(connection: Connection) -> None:
    scripts = ScriptDirectory.from_config(alembic_config(connection))

    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_migrating_the_newest_layout_changes_nothing(office: Office) -> None:
    before = office("audit", "--format", "json").json

    said = office("migrate").out

    assert REVISIONS[-1] in said
    assert office("audit", "--format", "json").json == before


def test_a_campaign_in_a_schema_of_its_own_leaves_the_others_alone(
    cluster: object, run_main: Callable[[list[str]], Result]
) -> None:
    from tests.postgres import Cluster

    if not isinstance(cluster, Cluster):
        pytest.skip(str(cluster))
    import psycopg

    database = cluster.create()
    with psycopg.connect(cluster.url(database), autocommit=True) as server:
        server.execute("CREATE SCHEMA spring")
        server.execute("CREATE SCHEMA autumn")
    url = cluster.url(database)
    join = "&" if "?" in url else "?"
    spring, autumn = (
        Office(f"{url}{join}options=-csearch_path%3D{name}", run_main) for name in ("spring", "autumn")
    )

    spring("init")
    autumn("init")
    spring("unit", "add", "Service")

    assert len(spring("unit", "list", "--format", "json").json) == 1
    assert autumn("unit", "list", "--format", "json").json == []


EVENT = "INSERT INTO event (seq, at, actor, action, changes, prev_hash, hash) VALUES ({}, {})"
MADE = "'2020-04-01T00:00:00Z', 'tester', 'unit', '{}', '', ''"
COMMANDS = "SELECT first_event, last_event, undone_by FROM command ORDER BY first_event"


def write_events(connection: Connection, *numbers: int) -> None:
    for seq in numbers:
        connection.exec_driver_sql(EVENT.format(seq, MADE))


def test_what_was_written_before_commands_were_kept_is_one_command(connection: Connection) -> None:
    upgrade(connection, "0002")
    write_events(connection, 1, 2, 3)

    upgrade(connection)

    rows = connection.exec_driver_sql(COMMANDS).all()
    assert [tuple(row) for row in rows] == [(1, 3, None)]


def test_it_ends_before_the_first_command_that_was_kept(connection: Connection) -> None:
    upgrade(connection, "0006")
    write_events(connection, 1, 2, 3, 4, 5)
    connection.exec_driver_sql("INSERT INTO command (first_event, last_event) VALUES (4, 5)")

    upgrade(connection)

    rows = connection.exec_driver_sql(COMMANDS).all()
    assert [tuple(row) for row in rows] == [(1, 3, None), (4, 5, None)]


def test_a_ledger_whose_commands_were_always_kept_gets_none(connection: Connection) -> None:
    upgrade(connection, "0006")
    write_events(connection, 1, 2)
    connection.exec_driver_sql("INSERT INTO command (first_event, last_event) VALUES (2, 2)")

    upgrade(connection)

    rows = connection.exec_driver_sql(COMMANDS).all()
    assert [tuple(row) for row in rows] == [(2, 2, None)]
