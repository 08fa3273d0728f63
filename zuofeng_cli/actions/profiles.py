"""Saved ways to import: how the files of one source are read, under a name."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from zuofeng_cli.errors.lookup import ProfileNotFound
from zuofeng_cli.exchange.tables import Layout
from zuofeng_cli.queries.registers import profiles
from zuofeng_cli.rules.names import nearest
from zuofeng_cli.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How files are read: what the clerk would otherwise say each time.

    Attributes:
        mapped: the heading of a field's column; fixed: one value of a field for every row.
    """

    unit: str | None = None
    register: bool = False
    assign: bool = False
    encoding: str | None = None
    sheet: str | None = None
    header_rows: tuple[int, int] | None = None
    mapped: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """What it says of the file itself."""
        return Layout(self.encoding, self.sheet, self.header_rows, self.mapped)

    def with_more(self, more: "Profile") -> "Profile":
        """Return this profile with what *more* says on top."""
        said: dict[str, Any] = {name: value for name, value in asdict(more).items() if value}
        said["mapped"] = self.mapped | more.mapped
        said["fixed"] = self.fixed | more.fixed
        return replace(self, **said)


def find_profile(reader: Reader, name: str) -> Profile:
    """Return the profile saved under *name*.

    Raises:
        ProfileNotFound: there is none; names the nearest.
    """
    saved = profiles(reader)
    if name not in saved:
        raise ProfileNotFound(given=name, nearest=nearest(name, saved))
    return read_profile(saved[name])


def read_profile(options: str) -> Profile:
    """Return a profile from what was saved of it."""
    said = json.loads(options)
    if "header_rows" in said:
        said["header_rows"] = tuple(said["header_rows"])
    return Profile(**said)
