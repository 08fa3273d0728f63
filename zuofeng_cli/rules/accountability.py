"""Accountability: what people decided, by name and with the basis. Nothing here is ever automatic.

Source: shared domain notes, "Accountability".
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Accountability:
    """One decision to hold a person, or a whole unit, to account.

    Attributes:
        owner_id: None where the unit as a whole is held to account.
        conduct, form, tolerance_outcome: words of the plan.
    """

    id: int
    unit_id: int
    owner_id: int | None
    conduct: str
    form: str
    basis: str
    decided_on: date
    decided_by: int
    tolerance_asked_on: date | None = None
    tolerance_asked_by: int | None = None
    tolerance_reason: str | None = None
    tolerance_decided_on: date | None = None
    tolerance_decided_by: int | None = None
    tolerance_outcome: str | None = None
    tolerance_ground: str | None = None

    @property
    def waits(self) -> bool:
        """Whether tolerance was asked for and nobody has decided yet."""
        return self.tolerance_asked_on is not None and self.tolerance_decided_on is None


@dataclass(frozen=True, slots=True)
class AccountedIssue:
    """One of the issues that a decision is about; it may be about several, or about none."""

    id: int
    accountability_id: int
    number: int
