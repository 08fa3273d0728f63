"""What each row of a file says for itself, as the part of a new issue's record that is its own."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, repeat
from typing import NamedTuple, TypeVar

from zuofeng_cli.actions.drafts import ERRORS, measures_of
from zuofeng_cli.actions.said import Text
from zuofeng_cli.rules.journal import Value, in_json
from zuofeng_cli.rules.text import FIRST_NUMBERS

T = TypeVar("T")

_PATHS = (
    *("description", "external_no", "measures.1.text", "progress.1.noted_on", "progress.1.text"),
    *("remark", "target", "other_columns", "intake_key"),
)


class OwnRecords(NamedTuple):
    """The columns ``paths``, ``values`` and ``said`` of `SaidRows`."""

    paths: list[tuple[str, ...]]
    values: list[tuple[Value, ...]]
    said: list[tuple[bytes, ...]]


def own_records(
    own: Sequence[tuple[Text, ...]],
    intake_keys: Sequence[str],
    other_columns: Sequence[Text],
    today: str,
) -> OwnRecords:
    """Return the records of rows whose own fields are given: column by column, but for the unusual rows."""
    external_nos, descriptions, measures, targets, progress, remarks = zip(*own, strict=True)
    noted_on = [today if text else None for text in progress]
    columns = (
        *(descriptions, external_nos, measures, noted_on, progress),
        *(remarks, targets, other_columns, intake_keys),
    )
    filled = [(path, column) for path, column in zip(_PATHS, columns, strict=True) if any(column)]
    named, columns = zip(*filled, strict=True)
    said = [[in_json(text).encode() if text else None for text in column] for column in columns]
    are_filled = zip(*(map(bool, column) for column in columns), strict=True)
    records = OwnRecords(
        list(map(_paths, repeat(named), are_filled)), _without_gaps(columns), _without_gaps(said)
    )
    for at, row in enumerate(own):
        if _is_unusual(row):
            record = _record(row, intake_keys[at], other_columns[at], today)
            records.paths[at], records.values[at], records.said[at] = record
    return records


@lru_cache
def _paths(named: tuple[str, ...], are_filled: tuple[bool, ...]) -> tuple[str, ...]:
    """Return the paths of what is filled, with that of the number: one tuple for all that have the same."""
    return (*compress(named, are_filled), "number")


def _without_gaps(columns: Sequence[Sequence[T | None]]) -> list[tuple[T, ...]]:
    """Return the rows that *columns* make, each without its empty cells."""
    rows = zip(*columns, strict=True)
    return list(rows) if all(map(all, columns)) else [tuple(filter(None, row)) for row in rows]


def _is_unusual(own: tuple[Text, ...]) -> bool:
    """Whether a row has no description, a cell in error, or a text that may name several measures."""
    _external_no, description, measure, *_others = own
    if description is None or not ERRORS.isdisjoint(own):
        return True
    return measure is not None and ("\n" in measure or measure.startswith(FIRST_NUMBERS))


def _record(
    own: tuple[Text, ...], intake_key: str, other_columns: Text, today: str
) -> tuple[tuple[str, ...], tuple[Value, ...], tuple[bytes, ...]]:
    """Return the record of one row; what is at fault has none."""
    if own[1] is None or not ERRORS.isdisjoint(own):
        return (), (), ()
    record = own_record(own, today)
    if other_columns:
        record["other_columns"] = other_columns
    record["intake_key"] = intake_key
    texts = tuple(record.values())
    return (*record, "number"), texts, tuple(in_json(text).encode() for text in texts)


def own_record(own: tuple[Text, ...], today: str) -> dict[str, str]:
    """Return what a row says for itself (``drafts.OWN``) as part of a new issue's record."""
    external_no, description, measure, target, progress, remark = own
    record = {"description": description or ""}
    if external_no:
        record["external_no"] = external_no
    if measure:
        for position, each in enumerate(measures_of(measure), 1):
            record[f"measures.{position}.text"] = each
    if progress:
        record["progress.1.noted_on"] = today
        record["progress.1.text"] = progress
    if remark:
        record["remark"] = remark
    if target:
        record["target"] = target
    return record
