"""Where a ledger lies: a SQLite file or a PostgreSQL address."""

import re
from dataclasses import dataclass
from pathlib import Path

from zuofeng_cli.errors.ledger import UnknownEngine

DRIVER = "postgresql+psycopg"


@dataclass(frozen=True, slots=True)
class Location:
    """A ledger's place: *path* of a SQLite file, or *url* of a server; *shown* without secrets."""

    path: Path | None
    url: str
    shown: str


def locate(given: str) -> Location:
    """Return the place that ``--db`` or ``ZUOFENG_DB`` names.

    Raises:
        UnknownEngine: an address of some other kind of database.
    """
    scheme, separator, rest = given.partition("://")
    if not separator:
        return _file(Path(given))
    if scheme == "sqlite":
        return _file(Path(rest.removeprefix("/")))
    if scheme in ("postgres", "postgresql", DRIVER):
        shown = re.sub(r"//([^:@/]+):[^@/]*@", r"//\1:***@", f"postgresql://{rest}")
        return Location(None, f"{DRIVER}://{rest}", shown)
    raise UnknownEngine(location=re.sub(r":[^:@/]*@", ":***@", given))


def _file(path: Path) -> Location:
    return Location(path, "", str(path))
