"""What a row says that other rows of its file say too, and what all new issues have in common."""

from datetime import date
from typing import cast

from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Common, Record, flatten


class Shared(Common):
    """What a row says that other rows of its file say too, as part of a new issue's record.

    Attributes:
        is_complete: it names unit, owner and deadline.
    """

    __slots__ = ("deadline", "is_complete", "is_provisional", "unit_id")

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        self.unit_id = cast("int | None", record.get("unit_id"))
        self.deadline = cast("str | None", record.get("deadline"))
        self.is_complete = bool(self.unit_id and "owner_id" in record and self.deadline)
        self.is_provisional = "deadline_provisional" in record


def as_new(today: date, batch: int | None) -> Record:
    """Return what the records of all new issues have in common, with the import that lists them, if any."""
    record = flatten(Issue(number=0, description="", category="", source="", opened_on=today, batch_id=batch))
    own = ("number", "description", "category", "source")
    return {path: value for path, value in record.items() if path not in own}
