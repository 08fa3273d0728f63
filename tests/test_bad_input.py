"""Whatever is typed wrong or lies where the ledger should: one sentence, its exit code, nothing touched."""

import csv
import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.conftest import COUNTY, SAMPLES, Office, Result

CJK = re.compile("[\u4e00-\u9fff]")
LANGUAGES = ("en", "zh")
PLACES = (("list",), ("open", "The counter closes at noon", "-c", "Poor service"), ("audit",), ("migrate",))


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def refused(office: Office, *words: object, code: int) -> str:
    """Check that *words* are refused with *code* in the office's language; return what stderr says."""
    result = office(*words, code=code)  # checks stdout and the number of lines too
    assert "Traceback" not in result.err
    beside_names = re.sub(r"\([^)]*\)", "", result.err)  # headings stay as clerks write them
    assert bool(CJK.search(beside_names)) == (office.lang == "zh"), result.err
    return result.err


def at(place: object, office: Office) -> Office:
    """Return the same office over another ledger."""
    return Office(str(place), office.run_main, lang=office.lang)


def sql(db: str, statement: str) -> None:
    if db.startswith("postgresql"):
        with psycopg.connect(db) as connection:
            connection.execute(statement)
        return
    with closing(sqlite3.connect(db)) as file:
        file.execute(statement)
        file.commit()


# --- Names, numbers and words ---------------------------------------------------------------------

OPEN = ("open", "The counter closes at noon", "-c", "Poor service")
TYPED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("show", "99"), 22, "ZF-2020-0099"),
    (("assign", "99", "-u", "Office", "-o", "Alice", "-d", "2020-06-30"), 22, "ZF-2020-0099"),
    (("show", "twelve"), 2, "twelve"),
    (("show", "0"), 2, "0"),
    (("show", "ZF-2019-0001"), 2, "ZF-2019-0001"),
    (("show", "99999999999999999999"), 2, "99999999999999999999"),
    (("merge", "1", "--into", "x", "--reason", "Same"), 2, "x"),
    ((*OPEN, "-u", "Offic"), 22, "Office"),
    ((*OPEN, "-u", "Office", "-o", "Alic"), 22, "Alice"),
    (("list", "--unit", "Servise"), 22, "Service"),
    (("list", "--owner", "Bobb"), 22, "Bob"),
    (("open", "The counter closes at noon"), 2, "--category"),
    (("close", "1", "--by", "Super"), 2, "--opinion"),
    (("show",), 2, "`zuofeng show --help`"),
    (("open",), 2, ""),
    (("list", "--overdu"), 2, "--overdue"),
    (("list", "--nonsense"), 2, "--nonsense"),
    (("lst",), 2, "lst"),
    (("unit", "nonsense"), 2, "nonsense"),
    (("list", "surplus"), 2, "surplus"),
    (("list", "--limit", "many"), 2, "--limit"),
    (("list", "--limit", "0"), 2, "--limit"),
    (("list", "--limit", "-1"), 2, "--limit"),
    (("list", "--offset", "1.5"), 2, "--offset"),
    (("list", "--level", "high"), 2, "high"),
    (("list", "--due-within", "soon"), 2, "--due-within"),
    (("list", "--limit"), 2, "--limit"),
    (("open", "The counter closes at noon", "-c", "Nonsense"), 2, "Nonsense"),
    (("list", "--category", "Nonsense"), 2, "Nonsense"),
    (("list", "--source", "Nonsense"), 2, "Nonsense"),
    (("list", "--state", "late"), 2, "late"),
    (("list", "--format", "pdf"), 2, "pdf"),
    (("show", "1", "--format", "pdf"), 2, "pdf"),
    (("list", "--sort", "colour"), 2, "colour"),
    (("status", "--by", "colour"), 2, "colour"),
    ((*OPEN, "-t", "Nonsense"), 2, "Nonsense"),
    ((*OPEN, "-d", "some day"), 2, "some day"),
    ((*OPEN, "-d", "2020-02-30"), 2, "2020-02-30"),
    (("list", "--as-of", "someday"), 2, "someday"),
    (("status", "--as-of", "2020-13-01"), 2, "2020-13-01"),
    (("unit", "add", "Office"), 23, "Office"),
    (("unit", "add", " ＯＦＦＩＣＥ "), 23, ""),
    (("owner", "add", "Alice", "-u", "Office"), 23, "Alice@Office"),
    (("owner", "add", "Zoe", "-u", "Nowhere"), 22, "Nowhere"),
    (("owner", "add", "Zoe", "-u", "Office", "--role", "king"), 2, "king"),
    (("init", "--year", "1999"), 2, "--year"),
    (("list", "--due-within", "99999999999"), 2, "--due-within"),
    (("list", "--level", "99999999999999999999"), 2, "99999999999999999999"),
    (("list", "--offset", "99999999999999999999"), 2, "--offset"),
)


@pytest.mark.parametrize(
    ("words", "code", "named"), TYPED, ids=[" ".join(words) for words, _code, _named in TYPED]
)
def test_what_is_typed_wrong_is_said_in_one_sentence(
    words: tuple[str, ...], code: int, named: str, lang: str, file_office: Office
) -> None:
    file_office.open()
    file_office.lang = lang
    before = file_office("audit", "--format", "json").json

    said = refused(file_office, *words, code=code)

    assert named in said
    assert file_office("audit", "--format", "json").json == before


@pytest.mark.parametrize("words", [("list", "--level", "99999999999"), ("list", "--due-within", "9999999")])
def test_figures_beyond_reason_are_no_failure_of_the_program(words: tuple[str, ...], office: Office) -> None:
    office.open()

    result = office(*words, code=None)

    assert result.code in (0, 2), result.err


def test_the_nearest_unit_is_named(office: Office, lang: str) -> None:
    office.lang = lang

    said = refused(office, *OPEN, "-u", "Servise", code=22)

    assert "Service" in said


def test_namesakes_of_two_units_are_told_apart_by_their_unit(office: Office, lang: str) -> None:
    office("owner", "add", "Bob", "-u", "Market")
    office.lang = lang

    said = refused(office, *OPEN, "-u", "Office", "-o", "Bob", code=22)
    office(*OPEN, "-u", "Office", "-o", "Bob@Market")

    assert "Bob@Service" in said
    assert "Bob@Market" in said
    assert office.issue(1)["owner"] == "Bob"


def test_among_namesakes_the_one_of_the_responsible_unit_is_meant(office: Office) -> None:
    office("owner", "add", "Bob", "-u", "Market")

    office(*OPEN, "-u", "Market", "-o", "Bob")

    assert len(office("list", "--owner", "Bob@Market", "--format", "json").json) == 1


def test_an_unreadable_today_is_refused(file_office: Office, lang: str) -> None:
    file_office.lang = lang

    for today in ("tomorrow", "2020-02-30", "20/6/2020"):
        file_office.today = today
        for words in (("list",), OPEN, ("status",)):
            assert today in refused(file_office, *words, code=2)


def test_an_error_ends_the_process_with_its_code(file_office: Office) -> None:
    done = subprocess.run(
        ["zuofeng", "--db", file_office.db, "--lang", "en", "show", "99"],
        env={**os.environ, "PATH": f"{Path(os.sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (22, "")
    assert "ZF-2020-0099" in done.stderr


# --- The place of the ledger ----------------------------------------------------------------------


def test_a_missing_ledger_is_not_made_by_the_way(office: Office, tmp_path: Path, lang: str) -> None:
    missing = at(tmp_path / "missing.db", office)
    missing.lang = lang

    for words in PLACES:
        assert "missing.db" in refused(missing, *words, code=21)

    assert not list(tmp_path.glob("missing*"))


@pytest.mark.parametrize("engine", ["postgres"])
def test_an_empty_database_is_a_missing_ledger(
    engine: str, new_place: Callable[[], str], run_main: Callable[[list[str]], Result], lang: str
) -> None:
    empty = Office(new_place(), run_main, lang=lang)

    for words in PLACES:
        assert engine in refused(empty, *words, code=21)


def test_init_leaves_an_existing_ledger_as_it_is(office: Office, lang: str, engine: str) -> None:
    office.assigned()
    before = office("audit", "--format", "json").json
    raw = Path(office.db).read_bytes() if engine == "sqlite" else b""
    office.lang = lang

    refused(office, "init", code=21)
    refused(office, "init", "--plan", COUNTY, code=21)

    assert office("audit", "--format", "json").json == before
    if engine == "sqlite":
        assert Path(office.db).read_bytes() == raw


def _foreign(kind: str, place: Path) -> None:
    if kind == "text":
        place.write_text("Minutes of the meeting\n" * 100)
    elif kind == "empty":
        place.touch()
    elif kind == "folder":
        place.mkdir()
    elif kind == "other database":
        with closing(sqlite3.connect(place)) as connection:
            connection.execute("CREATE TABLE issue (number INTEGER)")
            connection.commit()
    elif kind == "binary":
        place.write_bytes(random.Random(1).randbytes(20_000))


@pytest.mark.parametrize("kind", ["text", "empty", "folder", "other database", "binary"])
def test_a_foreign_file_is_left_as_it_is(kind: str, file_office: Office, tmp_path: Path, lang: str) -> None:
    place = tmp_path / "foreign.db"
    _foreign(kind, place)
    raw = place.read_bytes() if place.is_file() else None
    foreign = at(place, file_office)
    foreign.lang = lang

    for words in (*PLACES, ("init",), ("status",), ("lint",), ("sweep",)):
        assert "foreign.db" in refused(foreign, *words, code=21)

    assert (place.read_bytes() if place.is_file() else None) == raw
    assert [path.name for path in tmp_path.glob("foreign*")] == ["foreign.db"]


def test_a_database_of_another_program_with_our_revision_is_foreign(
    new_place: Callable[[], str], run_main: Callable[[list[str]], Result], lang: str
) -> None:
    foreign = Office(new_place(), run_main, lang=lang)
    sql(foreign.db, "CREATE TABLE alembic_version (version_num VARCHAR(32))")
    sql(foreign.db, "INSERT INTO alembic_version VALUES ('0001')")

    for words in (*PLACES, ("init",), ("status",), ("sweep",)):
        refused(foreign, *words, code=21)


@pytest.mark.parametrize("filling", ["zeros", "ones", "noise"])
def test_a_corrupt_ledger_is_called_damaged(
    filling: str, file_office: Office, tmp_path: Path, lang: str
) -> None:
    _many(file_office, tmp_path, 800)
    place = Path(file_office.db)
    raw = bytearray(place.read_bytes())
    start, end = len(raw) // 8, len(raw) * 7 // 8
    noise = random.Random(1).randbytes(end - start)
    raw[start:end] = {"zeros": bytes(end - start), "ones": b"\xff" * (end - start), "noise": noise}[filling]
    place.write_bytes(raw)
    file_office.lang = lang

    for words in (("list",), ("status",), ("audit",), ("lint",), ("list", "--text", "counter")):
        refused(file_office, *words, code=21)


def test_a_ledger_cut_short_is_called_damaged(file_office: Office, tmp_path: Path, lang: str) -> None:
    _many(file_office, tmp_path, 800)
    place = Path(file_office.db)
    raw = place.read_bytes()
    place.write_bytes(raw[: len(raw) // 2])
    file_office.lang = lang

    for words in (("list",), OPEN, ("audit",)):
        refused(file_office, *words, code=21)


def test_a_ledger_of_a_newer_program_is_refused(office: Office, lang: str) -> None:
    sql(office.db, "UPDATE alembic_version SET version_num = '9999'")
    office.lang = lang

    for words in (*PLACES, ("status",), ("import", SAMPLES / "units.csv")):
        assert "9999" in refused(office, *words, code=21)


def test_a_ledger_without_revision_is_refused(office: Office, lang: str) -> None:
    sql(office.db, "DELETE FROM alembic_version")
    office.lang = lang

    for words in PLACES:
        refused(office, *words, code=21)


@pytest.mark.parametrize(
    "day", ["0001-01-01", "0500-06-01", "1949-12-31", "2150-01-01", "9999-12-31", "soon"]
)
def test_a_today_far_from_any_campaign_is_refused(file_office: Office, lang: str, day: str) -> None:
    file_office.lang = lang
    before = Path(file_office.db).read_bytes()
    file_office.today = day

    for words in (OPEN, ("list",), ("status",), ("sweep",), ("account", "suggest")):
        assert day in file_office(*words, code=2).err

    assert Path(file_office.db).read_bytes() == before


@pytest.mark.parametrize(
    ("today", "words", "told"),
    [("2020-04-01", (), False), ("2026-11-26", (), True), ("2026-11-26", ("--year", "2020"), False)],
)
def test_a_ledger_made_for_another_year_says_so(
    file_office: Office, tmp_path: Path, today: str, words: tuple[str, ...], told: bool
) -> None:
    new = at(tmp_path / "new.db", file_office)
    new.today = today

    said = new("init", *words)

    assert ("2020" in said.err and "--year 2026" in said.err) is told
    assert "Made the ledger" in said.out


def test_a_ledger_made_for_another_year_bears_that_year(file_office: Office, tmp_path: Path) -> None:
    new = at(tmp_path / "new.db", file_office)

    made = new("init", "--year", "2026")
    new("unit", "add", "Office")
    new("open", "Nobody at the counter", "-c", "Poor service", "-u", "Office", "-d", "30 June")

    assert "2026 Office Work-Style Campaign" in made.out
    assert "2026 Office Work-Style Campaign" in new("doctor", code=None).out
    assert new("show", "1", "--format", "json").json["deadline"] == "2026-06-30"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc on this system")
def test_a_place_that_cannot_be_written_is_refused(file_office: Office, lang: str) -> None:
    nowhere = at("/proc/zuofeng.db", file_office)
    nowhere.lang = lang

    assert "/proc/zuofeng.db" in refused(nowhere, "init", code=21)


def test_a_folder_that_is_not_there_is_refused(file_office: Office, tmp_path: Path, lang: str) -> None:
    nowhere = at(tmp_path / "none" / "ledger.db", file_office)
    nowhere.lang = lang

    refused(nowhere, "init", code=21)

    assert not (tmp_path / "none").exists()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_the_whole_file_out(
    file_office: Office, tiny_disk: Path, tmp_path: Path, lang: str
) -> None:
    office = at(shutil.copy(file_office.db, tiny_disk / "ledger.db"), file_office)
    office.open()
    before = office("audit", "--format", "json").json
    office.lang = lang

    said = refused(office, "import", _sheet(tmp_path / "big.csv", 20_000), "--register", code=21)

    office.lang = "en"
    assert "ledger.db" in said
    assert office("audit", "--format", "json").json == before
    assert office.open() == 2


def test_init_on_a_full_disk_leaves_nothing_behind(file_office: Office, tiny_disk: Path, lang: str) -> None:
    (tiny_disk / "ballast").write_bytes(bytes(2_000_000))
    office = at(tiny_disk / "ledger.db", file_office)
    office.lang = lang

    refused(office, "init", code=21)

    assert [path.name for path in tiny_disk.iterdir()] == ["ballast"]


@pytest.mark.parametrize("address", ["mysql://root:secret@localhost/zuofeng", "oracle://x", "http://y/z"])
def test_another_kind_of_database_is_refused(address: str, file_office: Office, lang: str) -> None:
    other = at(address, file_office)
    other.lang = lang

    for words in (("list",), ("init",), OPEN):
        said = refused(other, *words, code=21)
        assert address.partition("://")[0] in said
        assert "secret" not in said


def test_a_server_that_does_not_answer_is_said(file_office: Office, lang: str) -> None:
    silent = at("postgresql://clerk:secret@127.0.0.1:1/zuofeng", file_office)
    silent.lang = lang

    for words in (("list",), ("init",), OPEN, ("audit",), ("migrate",)):
        result = silent(*words, code=21)
        assert "127.0.0.1" in result.err
        assert "secret" not in result.err
        assert "Traceback" not in result.err
        assert lang == "en" or CJK.search(result.err)


# --- Files to import ------------------------------------------------------------------------------


def _sheet(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("external_no", "description", "category", "unit"))
        for number in range(rows):
            writer.writerow((f"A-{number}", f"Fault no. {number} of the counter", "Poor service", "Office"))
    return path


def _many(office: Office, tmp_path: Path, rows: int) -> None:
    office("import", _sheet(tmp_path / "many.csv", rows))


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "description,category\n")
    return buffer.getvalue()


NOT_TABLES = {
    "empty": b"",
    "blank": b" \r\n\r\n  ",
    "byte order mark only": b"\xef\xbb\xbf",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "zip": _zip(),
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "web page": b"<!DOCTYPE html>\n<html><body><table><tr><td>description,category</td></tr></table>",
    "web table": b"\n  <table><tr><td>description</td><td>category</td></tr></table>",
    "nul bytes": b"description,category\nThe counter\x00 closes,Poor service\n",
    "no known header": b"colour,shape\nred,round\n",
    "no header": "窗口午间无人值守,督查\n".encode(),
    "neither utf-8 nor gb18030": b"description,category\n\xff\xff\xff\xff,\xfe\xfe\n",
    "odd utf-16": "description".encode("utf-16") + b"\x00",
    "huge cell": b"description,category\n" + b"x" * 1_200_000 + b",Poor service\n",
    "noise": random.Random(2).randbytes(4000),
}


@pytest.mark.parametrize("kind", NOT_TABLES)
def test_what_is_no_table_is_refused(kind: str, file_office: Office, tmp_path: Path, lang: str) -> None:
    before = file_office("audit", "--format", "json").json
    file = tmp_path / "a.csv"
    file.write_bytes(NOT_TABLES[kind])
    file_office.lang = lang

    said = refused(file_office, "import", file, code=24)

    assert "a.csv" in said
    assert file_office("audit", "--format", "json").json == before


@pytest.mark.parametrize("command", [("import",), ("unit", "import"), ("owner", "import")])
def test_a_file_that_is_not_there_is_refused(
    command: tuple[str, ...], file_office: Office, tmp_path: Path, lang: str
) -> None:
    file_office.lang = lang

    assert "none.csv" in refused(file_office, *command, tmp_path / "none.csv", code=24)
    refused(file_office, *command, tmp_path, code=24)


@pytest.mark.parametrize("command", [("unit", "import"), ("owner", "import")])
@pytest.mark.parametrize("kind", ["empty", "pdf", "no known header"])
def test_what_is_no_register_is_refused(
    command: tuple[str, ...], kind: str, file_office: Office, tmp_path: Path, lang: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(NOT_TABLES[kind])
    file_office.lang = lang

    refused(file_office, *command, file, code=24)


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "undefined", "idna"])
def test_an_unknown_encoding_is_refused(
    encoding: str, file_office: Office, tmp_path: Path, lang: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("description,category\n窗口午间无人值守,服务较差\n".encode())
    file_office.lang = lang

    assert encoding in refused(file_office, "import", file, "--encoding", encoding, code=24)


@pytest.mark.parametrize(("written", "named"), [("gb18030", "utf-8"), ("utf-8", "ascii"), ("big5", "utf-8")])
def test_a_wrong_encoding_is_refused(
    written: str, named: str, file_office: Office, tmp_path: Path, lang: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("description,category\n大廳午間,Poor service\n".encode(written))
    file_office.lang = lang

    assert named in refused(file_office, "import", file, "--encoding", named, code=24)


# --- Plan files -----------------------------------------------------------------------------------


def test_a_plan_file_that_is_not_there_is_refused(file_office: Office, tmp_path: Path, lang: str) -> None:
    office = at(tmp_path / "new.db", file_office)
    office.lang = lang

    assert "none.toml" in refused(office, "init", "--plan", tmp_path / "none.toml", code=22)
    assert "none.toml" in refused(office, "plan", "check", tmp_path / "none.toml", code=22)
    assert not (tmp_path / "new.db").exists()


PLAN = COUNTY.read_text("utf-8")


def _line(text: str) -> int:
    """Return the number of the first line of the county's plan that begins with *text*."""
    return next(number for number, line in enumerate(PLAN.splitlines(), 1) if line.startswith(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("year = ", "year = 1900 #"),
        ("timezone = ", 'timezone = "Moon/Base" #'),
        ("due_soon_days = ", "due_soon_days = -1 #"),
        ("automatic_ceiling = ", "automatic_ceiling = 99 #"),
        ("reference = ", "referenz = "),
        ("year = ", "year = = "),
    ],
)
def test_a_faulty_plan_is_refused_with_its_line(
    old: str, new: str, file_office: Office, tmp_path: Path, lang: str
) -> None:
    office = at(tmp_path / "new.db", file_office)
    office.lang = lang
    plan = tmp_path / "plan.toml"
    plan.write_text(re.sub(f"(?m)^{old}", new, PLAN, count=1), "utf-8")

    said = refused(office, "init", "--plan", plan, code=24)

    word = {"en": f"line {_line(old)}", "zh": f"{_line(old)}"}[lang]
    assert word in said
    assert not (tmp_path / "new.db").exists()


def test_a_plan_that_is_no_text_is_refused(file_office: Office, tmp_path: Path, lang: str) -> None:
    office = at(tmp_path / "new.db", file_office)
    office.lang = lang
    (tmp_path / "plan.toml").write_bytes(PLAN.encode("gb18030"))

    refused(office, "init", "--plan", tmp_path / "plan.toml", code=24)
    refused(office, "plan", "check", tmp_path / "plan.toml", code=24)
