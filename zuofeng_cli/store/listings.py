"""How new issues become rows, many at a time: those of the same shape share one statement."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import groupby
from operator import attrgetter, itemgetter

from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Changes, Common, Record, Value, canonical
from zuofeng_cli.store.bulk import Rows
from zuofeng_cli.store.rows import PARTS

FLAGS = tuple(field.name for field in fields(Issue) if field.default is False)
"""Columns that a record leaves out where they are false, and that must not be empty."""

Then = tuple[tuple[str, Changes], ...]

_PATHS, _VALUES = attrgetter("paths"), attrgetter("values")


@dataclass(slots=True)
class Listings:
    """New issues as columns: each as the record it begins with, in two parts, and what happens to it at once.

    Attributes:
        common: what others begin with too.
        paths, values: the part of the record that is its own; the number is the last of *paths*, and left out
            of *values*.
        said: the same values as the journal says them.
        keys: the description keys.
        then: actions with their changes, in their order.
    """

    numbers: list[int] = field(default_factory=list)
    common: list[Common] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    values: list[tuple[Value, ...]] = field(default_factory=list)
    said: list[tuple[bytes, ...]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    then: list[Then] = field(default_factory=list)

    def add(
        self,
        number: int,
        common: Common,
        paths: tuple[str, ...],
        values: tuple[Value, ...],
        said: tuple[bytes, ...],
        key: str,
        then: Then,
    ) -> None:
        """Take one more."""
        given = (number, common, paths, values, said, key, then)
        for column, each in zip(fields(self), given, strict=True):
            getattr(self, column.name).append(each)

    def begun(self, action: str) -> Iterator[tuple[str, int, bytes]]:
        """Yield action, number and canonical changes of each event that the issues begin with."""
        each = zip(self.numbers, self.common, self.paths, self.said, self.then, strict=True)
        for number, common, paths, said, then in each:
            yield action, number, common.beginning(paths, (*said, b"%d" % number))
            for following, changes in then:
                yield following, number, canonical(changes).encode()

    def rows(self) -> Iterator[Rows]:
        """Yield the rows of the issues and of their parts; an issue comes before its parts."""
        for group in self._alike():
            yield _issue_rows(group)
            yield from _part_rows(group)

    def _alike(self) -> Iterator["Listings"]:
        """Yield those whose records have the same paths, and to which the same happens."""
        places: dict[tuple[tuple[str, ...], tuple[str, ...], int], list[int]] = {}
        shapes = zip(map(_PATHS, self.common), self.paths, map(id, self.then), strict=True)
        for at, shape in enumerate(shapes):
            if shape in places:
                places[shape].append(at)
            else:
                places[shape] = [at]
        columns = [getattr(self, column.name) for column in fields(Listings)]
        for some in places.values():
            yield self if len(places) == 1 else Listings(*([column[at] for at in some] for column in columns))


def _issue_rows(group: Listings) -> Rows:
    common, own = group.common[0].paths, group.paths[0][:-1]
    steps = (changes for _action, changes in group.then[0])
    afterwards = {path: new for changes in steps for path, (_old, new) in changes.items()}
    from_common = [at for at, path in enumerate(common) if "." not in path and path not in afterwards]
    from_own = [at for at, path in enumerate(own) if "." not in path]
    unset = [flag for flag in FLAGS if flag not in common and flag not in own and flag not in afterwards]
    columns = [*(common[at] for at in from_common), *(own[at] for at in from_own)]
    of_common = {each: itemgetter(*from_common)(each.values) for each in set(group.common)}
    in_common, on_its_own = map(of_common.__getitem__, group.common), map(itemgetter(*from_own), group.values)
    rows = [
        (*alike, *own, number, key)
        for alike, own, number, key in zip(in_common, on_its_own, group.numbers, group.keys, strict=True)
    ]
    constant: Record = {**afterwards, **dict.fromkeys(unset, False), "version": 1 + len(group.then[0])}
    return Rows("issue", (*columns, "number", "description_key"), rows, constant)


def _part_rows(group: Listings) -> Iterator[Rows]:
    """Yield the rows of the parts: ``measures.1.text`` is column ``text`` of measure 1."""
    common, own = group.common[0].paths, group.paths[0]
    places = [(path.split("."), False, at) for at, path in enumerate(common) if "." in path]
    places += [(path.split("."), True, at) for at, path in enumerate(own) if "." in path]
    for (name, position), columns in groupby(places, key=lambda place: place[0][:2]):
        here = list(columns)
        named = [(*path[2:], "unit_id")[0] for path, _is_own, _at in here]
        cells = [
            map(itemgetter(at), group.values if is_own else map(_VALUES, group.common))
            for _path, is_own, at in here
        ]
        rows = list(zip(group.numbers, *cells, strict=True))
        yield Rows(PARTS[name][0].name, ("number", *named), rows, {"position": int(position)})
