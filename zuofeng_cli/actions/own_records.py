"""What each row of a file says for itself, as the part of a new issue's record that is its own."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from zuofeng_cli.actions.drafts import ERRORS, measures_of
from zuofeng_cli.actions.said import Text
from zuofeng_cli.rules.journal import Value, in_json
from zuofeng_cli.rules.text import FIRST_NUMBERS

_USUAL = ("description", "external_no", "measures.1.text", "intake_key")


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
    """Return the records of rows whose own fields are given; quickly where all rows have the usual ones."""
    external_nos, descriptions, measures, *others = zip(*own, strict=True)
    usual = (descriptions, external_nos, measures)
    if _are_usual(usual) and not any(map(any, (*others, other_columns))):
        given = (*usual, intake_keys)
        values, said = zip(*given, strict=True), zip(*map(_said, given), strict=True)
        return OwnRecords([_paths(_USUAL)] * len(own), list(values), list(said))
    rows = zip(own, intake_keys, other_columns, strict=True)
    return OwnRecords(*map(list, zip(*(_record(*row, today) for row in rows), strict=True)))


def _are_usual(columns: Iterable[Sequence[Text]]) -> bool:
    """Whether no cell is empty or in error, and no text may name several measures."""
    *_, measures = columns = tuple(columns)
    is_whole = all(map(all, columns)) and all(map(ERRORS.isdisjoint, columns))
    texts = list(map(str, measures))
    return (
        is_whole and "\n" not in "".join(texts) and not any(map(str.startswith, texts, repeat(FIRST_NUMBERS)))
    )


def _record(
    own: tuple[Text, ...], intake_key: str, other_columns: Text, today: str
) -> tuple[tuple[str, ...], tuple[Value, ...], tuple[bytes, ...]]:
    if own[1] is None or not ERRORS.isdisjoint(own):
        return (), (), ()
    record = own_record(own, today)
    if other_columns:
        record["other_columns"] = other_columns
    record["intake_key"] = intake_key
    texts = tuple(record.values())
    return _paths(tuple(record)), texts, tuple(_said(texts))


@lru_cache
def _paths(own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths with that of the number, one tuple for all rows that have the same."""
    return (*own, "number")


def _said(texts: Iterable[str]) -> Iterable[bytes]:
    return map(str.encode, map(in_json, texts))


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
