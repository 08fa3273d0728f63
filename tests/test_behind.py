"""Rows that are inserted behind are in before anything else happens, or nothing is."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.conftest import Office
from zuofeng_cli.store.behind import Behind
from zuofeng_cli.store.bulk import Rows
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import transaction, writing
from zuofeng_cli.store.location import Location, locate
from zuofeng_cli.store.models import UNIT


def units(first: int, last: int, sort_order: int | None = 0) -> Rows:
    rows = [(number, f"Unit {number}") for number in range(first, last)]
    return Rows("unit", ("id", "name"), rows, {"sort_order": sort_order, "active": True})


def place(office: Office) -> Location:
    return locate(str(Path(office.db)))


def unit_count(office: Office) -> int:
    return len(office("unit", "list", "--format", "json").json)


def test_whoever_asks_finds_what_was_inserted_before(file_office: Office) -> None:
    count = select(func.count()).select_from(UNIT)
    with transaction(place(file_office)) as connection, Behind(connection) as behind:
        before = connection.execute(count).scalar_one()
        for start in range(1_000, 9_000, 1_000):
            behind.insert([units(start, start + 1_000)])
        after = connection.execute(count).scalar_one()

    assert after - before == 8_000
    assert unit_count(file_office) == after


def test_rows_that_cannot_be_inserted_end_the_transaction_with_nothing(file_office: Office) -> None:
    before = unit_count(file_office)

    with (
        pytest.raises(sqlite3.IntegrityError),
        transaction(place(file_office)) as connection,
        Behind(connection) as behind,
    ):
        behind.insert([units(1_000, 2_000)])
        behind.insert([units(2_000, 2_300, sort_order=None)])
        behind.insert([units(3_000, 4_000)])

    assert unit_count(file_office) == before


def test_what_was_inserted_goes_when_the_rest_is_given_up(file_office: Office) -> None:
    before = unit_count(file_office)

    with (
        pytest.raises(KeyboardInterrupt),
        transaction(place(file_office)) as connection,
        Behind(connection) as behind,
    ):
        behind.insert([units(1_000, 4_000)])
        raise KeyboardInterrupt

    assert unit_count(file_office) == before


def test_an_empty_list_has_its_indexes_again_after_it_was_filled(file_office: Office) -> None:
    path = Path(file_office.db)
    context = Context(place(file_office), "tester", datetime.now(UTC), date(2020, 4, 1))

    def indexes() -> set[str]:
        with sqlite3.connect(path) as ledger:
            return {name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}

    before = indexes()
    with writing(context) as book, book.loading():
        pass

    assert indexes() == before
