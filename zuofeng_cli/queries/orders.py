"""The supervision orders, with the issues they are about."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import UNENDED
from zuofeng_cli.store.reader import Reader

AWAITED_SQL = "supervision_order.replied_on IS NULL AND issue.state IN ({})".format(
    ", ".join(f"'{state}'" for state in UNENDED)
)
"""Whether an order still waits for its reply: not once its issue has ended."""

_ORDERS = f"""
SELECT supervision_order.year, supervision_order.serial, supervision_order.number, supervision_order.level,
       supervision_order.deadline, supervision_order.issued_on, supervision_order.reply_due,
       supervision_order.replied_on, replier.name, supervision_order.reply, unit.name, owner.name,
       issue.description, CASE WHEN {AWAITED_SQL} THEN 1 ELSE 0 END
FROM supervision_order
JOIN issue ON issue.number = supervision_order.number
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
LEFT JOIN owner AS replier ON replier.id = supervision_order.replied_by
ORDER BY supervision_order.year, supervision_order.serial
"""


class OrderRow(NamedTuple):
    """One supervision order.

    Attributes:
        is_awaited: there is no reply, and its issue has not ended.
        is_missing: its awaited reply was due before the day of the table.
    """

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
    is_awaited: bool
    ref: str
    is_missing: bool


def orders(reader: Reader, *, today: date) -> list[OrderRow]:
    """Return all supervision orders by number, judged as of *today*."""
    return [
        OrderRow(*(*facts, bool(awaited), reader.ref(facts[2]), bool(awaited) and facts[6] < today))
        for *facts, awaited in reader.rows(_ORDERS)
    ]
