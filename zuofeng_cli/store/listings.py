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
        paths, values: the part of the record that is its own; its number is among them.
        said: the same values as the journal says them.
        key: its description key.
        then: actions with their changes, in their order.
    """

    number: int
    common: Common
    paths: tuple[str, ...]
    values: tuple[Value, ...]
    said: tuple[bytes, ...]
    key: str
    then: Then = ()


def rows_of(listings: Iterable[Listing]) -> Iterator[Rows]:
    """Yield the rows of new issues and of their parts; an issue comes before its parts."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...], int], list[Listing]] = {}
    for listing in listings:
        shape = (listing.common.paths, listing.paths, id(listing.then))
        if shape in alike:
            alike[shape].append(listing)
        else:
            alike[shape] = [listing]
    for group in alike.values():
        yield _issue_rows(group)
        yield from _part_rows(group)


def _issue_rows(group: Sequence[Listing]) -> Rows:
    common, own = group[0].common.paths, group[0].paths
    steps = (changes for _action, changes in group[0].then)
    afterwards = {path: new for changes in steps for path, (_old, new) in changes.items()}
    from_common = [at for at, path in enumerate(common) if "." not in path and path not in afterwards]
    from_own = [at for at, path in enumerate(own) if "." not in path]
    unset = [flag for flag in FLAGS if flag not in common and flag not in own and flag not in afterwards]
    columns = [*(common[at] for at in from_common), *(own[at] for at in from_own)]
    of_common, of_own = itemgetter(*from_common), itemgetter(*from_own)
    rows = [(*of_common(each.common.values), *of_own(each.values), each.key) for each in group]
    constant: Record = {**afterwards, **dict.fromkeys(unset, False), "version": 1 + len(group[0].then)}
    return Rows("issue", (*columns, "description_key"), rows, constant)


def _part_rows(group: Sequence[Listing]) -> Iterator[Rows]:
    """Yield the rows of the parts: ``measures.1.text`` is column ``text`` of measure 1."""
    common, own = group[0].common.paths, group[0].paths
    places = [(path.split("."), False, at) for at, path in enumerate(common) if "." in path]
    places += [(path.split("."), True, at) for at, path in enumerate(own) if "." in path]
    for (name, position), columns in groupby(places, key=lambda place: place[0][:2]):
        here = list(columns)
        named = [(*path[2:], "unit_id")[0] for path, _is_own, _at in here]
        own_at = [at for _path, is_own, at in here if is_own]
        common_at = [at for _path, is_own, at in here if not is_own]
        rows = [
            (each.number, *[each.common.values[at] for at in common_at], *[each.values[at] for at in own_at])
            for each in group
        ]
        yield Rows(PARTS[name][0].name, ("number", *named), rows, {"position": int(position)})
