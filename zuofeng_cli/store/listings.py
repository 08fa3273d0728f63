"""How new issues become rows, many at a time: those of the same shape share one statement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Changes, Common, Record, Value
from zuofeng_cli.store.bulk import Rows
from zuofeng_cli.store.rows import PARTS

FLAGS = tuple(field.name for field in fields(Issue) if field.default is False)
"""Columns that a record leaves out where they are false, and that must not be empty."""

Then = tuple[tuple[str, Changes], ...]


class Listing(NamedTuple):
    """A new issue as the record it begins with, in two parts, and what happens to it at once.

    Attributes:
        key: its description key.
        then: actions with their changes, in their order.
    """

    common: Common
    own: Record
    key: str
    then: Then = ()


def rows_of(listings: Iterable[Listing]) -> Iterator[Rows]:
    """Yield the rows of new issues and of their parts; an issue comes before its parts."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...], int], list[Listing]] = {}
    for listing in listings:
        shape = (listing.common.paths, tuple(listing.own), id(listing.then))
        alike.setdefault(shape, []).append(listing)
    for (common, own, _then), group in alike.items():
        steps = (changes for _action, changes in group[0].then)
        afterwards = {path: new for changes in steps for path, (_old, new) in changes.items()}
        yield _issue_rows(common, own, afterwards, group)
        yield from _part_rows((*common, *own), group)


def _issue_rows(
    common: Sequence[str], own: Sequence[str], afterwards: Record, group: Sequence[Listing]
) -> Rows:
    from_common = [at for at, path in enumerate(common) if "." not in path and path not in afterwards]
    from_own = [at for at, path in enumerate(own) if "." not in path]
    unset = [flag for flag in FLAGS if flag not in common and flag not in own and flag not in afterwards]
    constant: tuple[Value, ...] = (*afterwards.values(), *[False] * len(unset), 1 + len(group[0].then))
    columns = [*(common[at] for at in from_common), *(own[at] for at in from_own)]
    of_common, of_own = itemgetter(*from_common), itemgetter(*from_own)
    rows = [
        (*of_common(each.common.values), *of_own(tuple(each.own.values())), *constant, each.key)
        for each in group
    ]
    return "issue", (*columns, *afterwards, *unset, "version", "description_key"), rows


def _part_rows(paths: Sequence[str], group: Sequence[Listing]) -> Iterator[Rows]:
    """Yield the rows of the parts: ``measures.1.text`` is column ``text`` of measure 1."""
    places = [path.split(".") for path in paths if "." in path]
    for (name, position), columns in groupby(places, key=lambda place: place[:2]):
        named = [(*place[2:], "unit_id")[0] for place in columns]
        plain = [".".join((name, position, *([column] if column != "unit_id" else []))) for column in named]
        rows = [
            (each.own["number"], int(position), *((each.common.record | each.own)[path] for path in plain))
            for each in group
        ]
        yield PARTS[name][0].name, ("number", "position", *named), rows
