"""Inserting rows into a SQLite ledger while the next ones are made."""

import sys
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from sqlalchemy import Connection, event

from zuofeng_cli.store.bulk import Rows, insert_together

HAND_OVER_S = 0.0002
MOST_WAITING = 2
"""So many chunks of rows wait at most to be inserted."""


class Behind:
    """Inserts rows behind the back of whoever makes the next ones.

    SQLite works without Python's lock, so both go on at once. Whatever else is asked of the connection waits
    until all rows are in; so does the end of the transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._raw: Any = connection.connection.driver_connection
        self._worker = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()
        self._interval_s = sys.getswitchinterval()
        event.listen(connection, "before_cursor_execute", self._settle)
        event.listen(connection, "commit", self._settle)
        event.listen(connection, "rollback", self._abandon)

    def __enter__(self) -> "Behind":
        """Begin; threads hand over Python's lock soon after the other one asks."""
        sys.setswitchinterval(HAND_OVER_S)
        return self

    def __exit__(self, *_error: object) -> None:
        """End when nothing is being inserted any more; what has failed is said when the transaction ends."""
        sys.setswitchinterval(self._interval_s)
        self._worker.shutdown()

    def insert(self, rows: Sequence[Rows]) -> None:
        """Take rows to be inserted, in their order.

        Raises:
            sqlite3.Error: earlier ones could not be.
        """
        while len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._worker.submit(self._insert, rows))

    def _insert(self, rows: Sequence[Rows]) -> None:
        for each in rows:
            insert_together(self._raw, each)

    def _settle(self, *_told: object) -> None:
        while self._waiting:
            self._waiting.popleft().result()

    def _abandon(self, *_told: object) -> None:
        wait(self._waiting)
        self._waiting.clear()
