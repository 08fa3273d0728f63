"""One issue as written: on the command line or in a row of a file."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.usage import EmptyText, SignsAlone
from zuofeng_cli.rules.text import clean, lines_of, numbered_items


class Draft(NamedTuple):
    """One issue as written; every field is the clerk's text. The field names are the import fields."""

    external_no: str | None = None
    description: str | None = None
    category: str | None = None
    source: str | None = None
    unit: str | None = None
    cooperating: str | None = None
    leader: str | None = None
    owner: str | None = None
    measure: str | None = None
    target: str | None = None
    type: str | None = None
    deadline: str | None = None
    found_on: str | None = None
    focus: str | None = None
    progress: str | None = None
    remark: str | None = None


FIELDS = Draft._fields
OWN = ("external_no", "description", "measure", "target", "progress", "remark")
"""What an issue says for itself; what the other fields say, many issues of a file say alike."""

SHARED = tuple(field for field in FIELDS if field not in OWN)
ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
"""What a spreadsheet shows where a formula has failed."""

Fault = tuple[str, ZuofengError]
"""The field that cannot be taken, and why."""

Problem = Fault | tuple[None, ZuofengError]
"""A fault, or what is wrong with a row as a whole."""


class DraftFaults(Exception):
    """What is wrong with a draft."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def draft_of(cells: Mapping[str, str | None]) -> Draft:
    """Return the draft that *cells* (by field) make, cleaned; what is blank becomes None."""
    return Draft(**{name: clean(cell) or None for name, cell in cells.items() if cell})


def measures_of(measure: str | None) -> list[str]:
    """Return the measures that a text names: one on each line, or numbered one after the other on a line."""
    return [item for line in lines_of(measure or "") for item in numbered_items(line)]


def required_text(field: str, text: str) -> str:
    """Return *text* cleaned.

    Raises:
        EmptyText: nothing is left.
        SignsAlone: it has no letter and no digit.
    """
    kept = clean(text)
    if not kept:
        raise EmptyText(field=field)
    if not any(sign.isalnum() for sign in kept):
        raise SignsAlone(field=field, given=kept)
    return kept
