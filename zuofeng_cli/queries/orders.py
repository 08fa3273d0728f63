"""The supervision orders, with the issues they are about."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.store.reader import Reader

_ORDERS = """
SELECT supervision_order.year, supervision_order.serial, supervision_order.number, supervision_order.level,
       supervision_order.deadline, supervision_order.issued_on, supervision_order.reply_due,
       supervision_order.replied_on, replier.name, supervision_order.reply, unit.name, owner.name,
       issue.description
FROM supervision_order
JOIN issue ON issue.number = supervision_order.number
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
LEFT JOIN owner AS replier ON replier.id = supervision_order.replied_by
ORDER BY supervision_order.year, supervision_order.serial
"""


class OrderRow(NamedTuple):
    """One supervision order; *is_missing*: its reply was due before the day of the table and is not there."""

    year: int
    serial: int
    number: int
    level: int
    deadline: date
    issued_on: date
    reply_due: date
    replied_on: date | None
    replied_by: str | None
    reply: str | None
    unit: str | None
    owner: str | None
    description: str
    ref: str
    is_missing: bool


def orders(reader: Reader, *, today: date) -> list[OrderRow]:
    """Return all supervision orders by number, judged as of *today*."""
    return [
        OrderRow(*(*row, reader.ref(row[2]), row[7] is None and row[6] < today))
        for row in reader.rows(_ORDERS)
    ]
