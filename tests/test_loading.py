"""An empty list is filled without its indexes, and has them afterwards."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

from tests.conftest import Office
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.store.location import locate


def test_an_empty_list_has_its_indexes_again_after_it_was_filled(file_office: Office) -> None:
    path = Path(file_office.db)
    context = Context(locate(str(path)), "tester", datetime.now(UTC), date(2020, 4, 1))

    def indexes() -> set[str]:
        with sqlite3.connect(path) as ledger:
            return {name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}

    before = indexes()
    with writing(context) as book, book.loading():
        pass

    assert indexes() == before
