"""Which layout a ledger has, and bringing it to the newest; Alembic is imported only where it runs."""

from pathlib import Path
from typing import TYPE_CHECKING

from zuofeng_cli.errors.ledger import LedgerForeign, LedgerTooNew, LedgerTooOld
from zuofeng_cli.store.location import Location

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Every revision in order; kept here so that a check of the head needs no Alembic. A test compares."""

HEAD = REVISIONS[-1]

REVISION = "SELECT alembic_version.version_num FROM alembic_version CROSS JOIN ledger"
"""Asks for the layout's revision; fails or finds nothing where the database is no ledger."""


def check_head(revision: str | None, location: Location) -> None:
    """Refuse a ledger whose layout is not this program's.

    Raises:
        LedgerForeign, LedgerTooNew, LedgerTooOld: what is wrong with it.
    """
    if revision is None:
        raise LedgerForeign(location=location.shown)
    if revision not in REVISIONS:
        raise LedgerTooNew(location=location.shown, revision=revision)
    if revision != HEAD:
        raise LedgerTooOld(location=location.shown, revision=revision)


def migrations_folder() -> Path:
    """Return the folder of migrations: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def alembic_config(connection: "Connection") -> "Config":
    """Return Alembic's configuration for an open *connection*."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: "Connection", revision: str = "head") -> None:
    """Bring the ledger behind *connection* to *revision*, in the transaction the caller holds."""
    from alembic import command

    command.upgrade(alembic_config(connection), revision)
