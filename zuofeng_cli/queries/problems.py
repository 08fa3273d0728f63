"""What an audit says is wrong: where, and what; and how two records of the same thing are compared."""

from typing import Any, NamedTuple

from zuofeng_cli.rules.journal import Record
from zuofeng_cli.words import N_

DIFFERS = N_("{field}: the list says {stored}, the journal {journal}")
UNREADABLE = N_("{field}: {value} cannot be read")


class Problem(NamedTuple):
    """One disagreement: *where* it lies, and a msgid with its *facts*."""

    where: str
    message: str
    facts: dict[str, object]


def compare(where: str, replayed: Record, stored: Record, problems: list[Problem]) -> None:
    """Add to *problems* where the list is not what the journal adds up to."""
    for path in sorted({*replayed, *stored}):
        if replayed.get(path) != stored.get(path):
            problems.append(differs(where, path, stored.get(path), replayed.get(path)))


def differs(where: str, field: str, stored: object, journal: object) -> Problem:
    """Return the problem that a field is not what it should be."""
    return Problem(where, DIFFERS, {"field": field, "stored": shown(stored), "journal": shown(journal)})


def shown(value: Any) -> object:
    """Return a stored value as it can be printed: what is no text in UTF-8 by its bytes, NULL as a dash."""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, str):
        text = value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return text or '""'
    return "—" if value is None else value
