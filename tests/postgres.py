"""A private PostgreSQL cluster for the tests: made, used and thrown away by the test process itself."""

import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

REQUIRE = "ZUOFENG_TEST_REQUIRE_POSTGRES"
GIVEN = "ZUOFENG_TEST_POSTGRES_URL"


@dataclass
class Cluster:
    """A running server; *base* is the address of its maintenance database."""

    base: str

    def create(self, template: str = "template0") -> str:
        """Create a database like *template* and return its name."""
        import psycopg

        name = f"zuofeng_test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.base, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return name

    def url(self, name: str) -> str:
        """Return the address of database *name*."""
        parts = urlsplit(self.base)
        return urlunsplit(parts._replace(path=f"/{name}"))


@contextmanager
def cluster_or_reason() -> Iterator[Cluster | str]:
    """Yield a server, or in words why there is none."""
    if given := os.environ.get(GIVEN):
        yield Cluster(given.replace("postgresql+psycopg://", "postgresql://"))
        return
    binaries = _binaries()
    if binaries is None:
        reason = f"no PostgreSQL server on this machine, and {GIVEN} is not set"
        assert not os.environ.get(REQUIRE), reason
        yield reason
        return
    # Not below pytest's own folder: another run would close that to the server's user.
    with TemporaryDirectory(prefix="zuofeng-pg-") as folder, _private(binaries, Path(folder)) as cluster:
        yield cluster


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return (
        Path(found).parent
        if found
        else next((place for place in places if (place / "initdb").exists()), None)
    )


@contextmanager
def _private(binaries: Path, folder: Path) -> Iterator[Cluster]:
    """Run a cluster on a socket in *folder*; the server refuses root, so root lends it to another user."""
    data = folder / "data"
    user: str | None = None
    if os.geteuid() == 0:
        user = next(name for name in ("postgres", "nobody") if _exists(name))
        owner = pwd.getpwnam(user)
        os.chown(folder, owner.pw_uid, owner.pw_gid)

    def run(*command: object) -> None:
        subprocess.run(
            [str(word) for word in command], user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder
        )

    run(binaries / "initdb", "-D", data, "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    settings = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
    start = (
        binaries / "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        folder / "log",
        "-o",
        f"-k {folder} {settings}",
        "start",
    )
    run(*start)
    try:
        yield Cluster(f"postgresql://clerk@/postgres?host={folder}")
    finally:
        stop = [str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, user=user, check=False, stdout=subprocess.DEVNULL, cwd=folder)


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
