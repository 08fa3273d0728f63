"""Fixtures: a ledger on each engine, and the program called as a clerk calls it."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.bench.material import write_csv
from tests.postgres import Cluster, cluster_or_reason
from zuofeng_cli.exchange.plan_file import BUILT_IN

SAMPLES = Path(__file__).parent.parent / "sample_data"
COUNTY = Path(__file__).parent / "plans" / "county-2021.toml"
UNITS = ("Bureau", "Office", "Service", "Market", "Party")
PERSONS = (
    ("Chief", "Bureau", "leader"),
    ("Boss", "Party", "leader"),
    ("Super", "Party", "supervisor"),
    ("Watch", "Party", "supervisor"),
    ("Alice", "Office", "staff"),
    ("Anna", "Office", "staff"),
    ("Bob", "Service", "staff"),
    ("Carol", "Market", "staff"),
)


LONGEST = (
    *("test_readme.py", "test_killed_imports.py", "test_screens.py", "test_site_read.py"),
    *("test_concurrency.py", "test_walks.py", "test_separation_walks.py", "test_year.py"),
)
"""Their tests take up to a minute each: begun last, one of them would keep the other processes waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@dataclass
class Result:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Office:
    """A ledger and the command line over it; *today* is the only thing that is not real."""

    db: str
    run_main: Callable[[list[str]], Result]
    today: str = "2020-04-01"
    lang: str = "en"
    calls: list[str] = field(default_factory=list)

    def __call__(self, *words: object, code: int | None = 0) -> Result:
        os.environ["ZUOFENG_TODAY"] = self.today
        arguments = ["--db", self.db, "--lang", self.lang, "--as", "tester", *map(str, words)]
        result = self.run_main(arguments)
        if code is not None:
            assert result.code == code, (words, result)
        if code not in (0, 10, None):
            assert result.out == "", result
            assert result.err[0] != " ", result.err
            particulars = [line for line in result.err.splitlines() if line.startswith("  ")]
            assert 1 <= len(result.err.splitlines()) - len(particulars) <= 2, result.err
        return result

    def issue(self, number: int) -> dict[str, Any]:
        """Return one issue as `show` tells it."""
        return dict(self("show", number, "--format", "json").json)

    def open(self, description: str = "The counter closes at noon", *words: object) -> int:
        """List one issue and return its number."""
        said = self("open", description, "--category", "Poor service", *words).out
        return int(said.split()[0].rpartition("-")[2])

    def assigned(self, *words: object, deadline: str = "2020-06-30") -> int:
        """List and assign one issue of the Office, owned by Alice."""
        return self.open(
            "The counter closes at noon", "-u", "Office", "-o", "Alice", "-d", deadline, "--assign", *words
        )

    def rectified(self, *words: object) -> int:
        """Take one issue to where it waits for the check."""
        number = self.assigned("--measure", "Stay open", *words)
        self("rectify", number, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
        return number

    def closed(self) -> int:
        """Take one issue to its end."""
        number = self.rectified()
        self("close", number, "--by", "Super", "--opinion", "Seen")
        return number


@pytest.fixture
def run_main(capfd: pytest.CaptureFixture[str]) -> Callable[[list[str]], Result]:
    """The program, in this process; its output is what a pipe would get."""
    from zuofeng_cli.__main__ import main

    def run(arguments: list[str]) -> Result:
        capfd.readouterr()
        code = main(arguments)
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ZUOFENG_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZUOFENG_TODAY", "2020-04-01")
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster | str]:
    """The PostgreSQL server of this test process, or the reason why there is none."""
    with cluster_or_reason() as found:
        yield found


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with registers, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    _fill(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_template(cluster: Cluster | str) -> str:
    """The same in PostgreSQL: the name of a database to copy."""
    if isinstance(cluster, str):
        pytest.skip(cluster)
    name = cluster.create()
    _fill(cluster.url(name))
    return name


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def new_place(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives addresses of ledgers that are not there yet."""

    def place() -> str:
        if engine == "sqlite":
            return str(tmp_path / f"ledger-{len(list(tmp_path.iterdir()))}.db")
        cluster = request.getfixturevalue("cluster")
        if isinstance(cluster, str):
            pytest.skip(cluster)
        return cluster.url(cluster.create())

    return place


@pytest.fixture
def db(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a ledger with registers and no issue."""
    if engine == "sqlite":
        path = tmp_path / "ledger.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return str(path)
    template = request.getfixturevalue("postgres_template")
    cluster = request.getfixturevalue("cluster")
    return str(cluster.url(cluster.create(template)))


@pytest.fixture
def office(db: str, run_main: Callable[[list[str]], Result]) -> Office:
    """A ledger with registers on each engine."""
    return Office(db, run_main)


@pytest.fixture
def file_office(sqlite_template: Path, tmp_path: Path, run_main: Callable[[list[str]], Result]) -> Office:
    """A ledger with registers in a SQLite file, for what has nothing to do with the engine."""
    path = tmp_path / "ledger.db"
    shutil.copy(sqlite_template, path)
    return Office(str(path), run_main)


@pytest.fixture
def large(file_office: Office, tmp_path: Path) -> Office:
    """A ledger in a file that takes a while to copy."""
    file_office("import", write_csv(tmp_path / "issues.csv", 10_000), "--register")
    return file_office


@pytest.fixture
def office_with(
    new_place: Callable[[], str], run_main: Callable[[list[str]], Result], tmp_path: Path
) -> Callable[..., Office]:
    """Gives ledgers with registers on each engine whose plan is the built-in one with lines replaced."""

    def make(*replaced: tuple[str, str]) -> Office:
        text = BUILT_IN.read_text("utf-8")
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new, 1)
        plan = tmp_path / "plan.toml"
        plan.write_text(text, "utf-8")
        office = Office(new_place(), run_main)
        _fill(office.db, plan)
        return office

    return make


def _fill(db: str, plan: Path | None = None) -> None:
    """Make a ledger with the test registers."""
    from datetime import UTC, date, datetime

    from zuofeng_cli.actions.registers import add_owner, add_unit
    from zuofeng_cli.actions.setup import init
    from zuofeng_cli.store.context import Context
    from zuofeng_cli.store.location import locate

    context = Context(locate(db), "tester", datetime.now(UTC), date(2020, 4, 1))
    init(context, plan_path=plan)
    for name in UNITS:
        add_unit(context, name, parent=None if name == "Bureau" else "Bureau")
    for name, unit, role in PERSONS:
        add_owner(context, name, unit=unit, role=role)
