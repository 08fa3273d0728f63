"""The public page as files: what a folder holds, what a check of it finds, what is refused."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PERSONS, Office
from zuofeng_cli.exchange import charts
from zuofeng_cli.exchange.safe_cells import unguarded

ATOM = "{http://www.w3.org/2005/Atom}"


def approved(office: Office, *corrects: str) -> None:
    """Draft and approve a publication."""
    office("publish", *(corrects or ("draft",)))
    office("publish", "approve", "--by", "Chief")


HOSTILE = "<script>alert('x')</script> & =1+1"


def listed(office: Office) -> None:
    """List three issues, one of them closed, one hostile."""
    office.closed()
    office.assigned("--measure", "Stay open", "--measure", "Say so at the door")
    office.open(HOSTILE)


def built(office: Office, place: Path, *words: object) -> Path:
    office("publish", "build", "-o", place, "--wechat", "--address", "https://office.example/list", *words)
    return place


@pytest.fixture(scope="module")
def made() -> dict[str, Path]:
    """Where the published ledger and its folder lie, once the first test has made them."""
    return {}


@pytest.fixture
def folder(
    file_office: Office, made: dict[str, Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A published folder; it and its ledger are made once and copied for each test."""
    place = tmp_path / "public"
    if not made:
        listed(file_office)
        approved(file_office)
        keep = tmp_path_factory.mktemp("made")
        made["public"] = built(file_office, keep / "public")
        made["ledger"] = keep / "ledger.db"
        shutil.copy(file_office.db, made["ledger"])
    shutil.copy(made["ledger"], file_office.db)
    shutil.copytree(made["public"], place)
    return place


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def problems(office: Office, folder: Path, code: int = 24) -> list[str]:
    found = office("publish", "verify", folder, "--format", "json", code=None)
    assert found.code == code, found
    assert found.json["ok"] is (code == 0)
    return list(found.json["problems"])


def test_a_folder_holds_pages_data_feed_and_charts(folder: Path) -> None:
    assert set(contents(folder)) == {
        *("index.html", "figures.html", "changes.html", "feed.xml", "wechat.html", "publication.json"),
        *(f"issue/{number}.html" for number in (1, 2, 3)),
        *("data/issues.csv", "data/snapshot.json", "assets/search-1.js", "assets/site.css", "assets/site.js"),
        *("assets/by-unit.svg", "assets/by-category.svg", "assets/progress.svg"),
    }


def test_a_built_folder_is_as_approved(office: Office, tmp_path: Path) -> None:
    listed(office)
    approved(office)
    folder = built(office, tmp_path / "public")

    said = office("publish", "verify", folder).out

    assert said.startswith(f"As approved: publication 1, {len(contents(folder))} files compared, head ")
    assert problems(office, folder, 0) == []


def test_the_same_publication_gives_the_same_bytes(file_office: Office, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"

    file_office("publish", "build", "-o", again, "--wechat", "--address", "https://office.example/list/")

    assert contents(again) == contents(folder)


def test_what_happens_later_does_not_show(file_office: Office, folder: Path, tmp_path: Path) -> None:
    file_office.open("A later issue")
    file_office("assign", 3, "-u", "Office", "-o", "Alice", "-d", "2020-07-01")
    later = tmp_path / "later"

    file_office("publish", "build", "-o", later, "--wechat", "--address", "https://office.example/list/")

    assert contents(later) == contents(folder)


@pytest.mark.parametrize(
    "path", ["index.html", "issue/2.html", "data/issues.csv", "assets/by-unit.svg", "assets/site.js"]
)
def test_a_changed_file_is_named(file_office: Office, folder: Path, path: str) -> None:
    file = folder / path
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))

    assert problems(file_office, folder) == [f"{path}: is not what was approved"]


def test_a_missing_and_an_added_file_are_named(file_office: Office, folder: Path) -> None:
    (folder / "issue/1.html").unlink()
    (folder / "extra.html").write_text("<p>More</p>", "utf-8")

    assert sorted(problems(file_office, folder)) == [
        "extra.html: does not belong to the publication",
        "issue/1.html: is missing",
    ]


def test_a_link_in_place_of_a_file_is_named(file_office: Office, folder: Path) -> None:
    file = folder / "index.html"
    elsewhere = folder.parent / "elsewhere.html"
    elsewhere.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(elsewhere)

    assert problems(file_office, folder) == ["index.html: is missing"]


def test_another_hash_on_the_cover_is_named(file_office: Office, folder: Path) -> None:
    cover = folder / "publication.json"
    told = json.loads(cover.read_text("utf-8"))
    cover.write_text(json.dumps(told | {"sha256": "0" * 64}), "utf-8")

    assert problems(file_office, folder) == ["publication.json: names other contents than were approved"]


def test_another_release_of_the_drawing_library_excuses_no_chart(file_office: Office, folder: Path) -> None:
    cover = folder / "publication.json"
    told = cover.read_text("utf-8")
    cover.write_text(told.replace(f'"{charts.library_version()}"', '"1.0"'), "utf-8")
    chart = folder / "assets/by-unit.svg"
    chart.write_bytes(chart.read_bytes() + b"<!-- otherwise -->")

    found = file_office("publish", "verify", folder, "--format", "json", code=None)

    assert found.code == 24
    assert found.json["problems"] == ["assets/by-unit.svg: is not what was approved"]
    assert found.json["remarks"] == [
        "publication.json: names release 1.0 of the charts' library, "
        f"here is {charts.library_version()}: compare with that release"
    ]


def test_a_ledger_that_knows_another_journal_does_not_vouch(
    file_office: Office, folder: Path, new_place: Callable[[], str]
) -> None:
    other = Office(new_place(), file_office.run_main)
    other("init")
    other("unit", "add", "Office")
    other("owner", "add", "Chief", "--unit", "Office", "--role", "leader")
    other.open("Something else")
    approved(other)

    assert problems(other, folder) == ["publication.json: names other contents than were approved"]
    assert file_office("publish", "verify", folder, "--db", other.db, code=None).code == 24


def test_a_broken_chain_speaks_against_the_folder(file_office: Office, tmp_path: Path) -> None:
    office = file_office
    office.assigned()
    approved(office)
    office("publish", "build", "-o", tmp_path / "public")
    with closing(sqlite3.connect(office.db)) as ledger, ledger:
        (trigger,) = ledger.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%UPDATE ON event%'"
        ).fetchone()
        ledger.execute(f"DROP TRIGGER {trigger}")
        ledger.execute("UPDATE event SET actor = 'nobody' WHERE seq = 3")

    assert problems(office, tmp_path / "public") == ["#3: was altered: its hash does not fit"]


def test_a_withdrawn_or_replaced_publication_is_said_to_be_so(file_office: Office, folder: Path) -> None:
    approved(file_office, "correct", "1", "--reason", "Wrong unit")
    file_office("publish", "withdraw", 1, "--by", "Chief", "--reason", "Wrong")

    found = file_office("publish", "verify", folder, "--format", "json", code=None).json

    assert found["problems"] == ["publication.json: it was withdrawn on 2020-04-01"]
    assert found["remarks"] == ["publication.json: a newer publication is approved: 2"]


def test_what_was_corrected_is_not_built_again_nor_said_again(office: Office, tmp_path: Path) -> None:
    office.open("Wang Xiaoming waits at counter 3")
    approved(office)
    office("publish", "word", 1, "--text", "Somebody waits at counter 3", "--by", "Chief")
    approved(office, "correct", "1", "--reason", "A name")

    built(office, tmp_path / "second")
    refused = office("publish", "build", 1, "-o", tmp_path / "first", code=20).err

    assert "was corrected by publication 2" in refused
    for path, content in contents(tmp_path / "second").items():
        assert b"Xiaoming" not in content, path


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE published_snapshot SET content = replace(content, 'noon', 'two')",
        "DELETE FROM published_snapshot",
    ],
)
def test_an_altered_snapshot_is_found_and_never_built(file_office: Office, folder: Path, change: str) -> None:
    with closing(sqlite3.connect(file_office.db)) as ledger, ledger:
        ledger.execute(change)

    refused = file_office("publish", "build", "-o", folder.parent / "again", code=21).err
    audit = file_office("audit", code=None)

    assert "the ledger's own snapshot was altered" in refused
    assert problems(file_office, folder) == ["publication.json: the ledger's own snapshot was altered"]
    assert (audit.code, "publication 1: its contents were altered" in audit.out) == (21, True)


def test_what_is_somebody_elses_stays(file_office: Office, folder: Path) -> None:
    beside = [folder.parent / f"public.{name}" for name in ("part", "before")]
    for each in beside:
        each.mkdir()
        (each / "mine").write_text("keep", "utf-8")
    built(file_office, folder, "--force")
    (folder / "CNAME").write_text("office.example", "utf-8")

    file_office("publish", "build", "-o", folder, "--force", code=24)

    assert (folder / "CNAME").read_text("utf-8") == "office.example"
    assert [(each / "mine").read_text("utf-8") for each in beside] == ["keep", "keep"]
    assert sorted(each.name for each in folder.parent.iterdir() if each.is_dir()) == [
        "public",
        "public.before",
        "public.part",
    ]


def test_an_added_empty_folder_is_named(file_office: Office, folder: Path) -> None:
    (folder / "assets/13812345678").mkdir()

    assert problems(file_office, folder) == ["assets/13812345678: does not belong to the publication"]


def test_a_correction_and_its_changes_are_told(office: Office, tmp_path: Path) -> None:
    listed(office)
    approved(office)
    office("publish", "word", 2, "--text", "The counter was closed at noon", "--by", "Chief")
    office.open("One more")
    approved(office, "correct", "1", "--reason", "Better words")
    place = tmp_path / "second"

    office("publish", "build", 2, "-o", place)

    page = (place / "changes.html").read_text("utf-8")
    assert "takes the place of publication 1, in which something was wrong: Better words" in page
    assert "2 changes since publication 1" in page
    assert "The counter was closed at noon" in page
    feed = ElementTree.fromstring((place / "feed.xml").read_bytes())
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["Publication 2: 4 issues", "ZF-2020-0002: description", "ZF-2020-0004: newly listed"]


def test_the_feed_links_to_the_address_given(folder: Path) -> None:
    feed = ElementTree.fromstring((folder / "feed.xml").read_bytes())

    links = {link.get("href") for link in feed.iter(f"{ATOM}link")}

    assert links == {"https://office.example/list/index.html", "https://office.example/list/feed.xml"}


def test_hostile_text_stays_text_in_every_file(folder: Path) -> None:
    for path, content in contents(folder).items():
        if path.endswith((".html", ".xml", ".svg")):
            assert b"<script>alert" not in content, path
    with (folder / "data/issues.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert unguarded(rows[2]["description"]) == HOSTILE
    assert json.loads((folder / "data/snapshot.json").read_bytes())["issues"][2]["description"] == HOSTILE


def test_a_cell_like_a_formula_is_guarded(office: Office, tmp_path: Path) -> None:
    office.open("=cmd|' /C calc'!A0")
    approved(office)
    office("publish", "build", "-o", tmp_path / "public")

    text = (tmp_path / "public/data/issues.csv").read_text("utf-8-sig")

    assert ",'=cmd|' /C calc'!A0," in text


def test_the_page_for_the_public_account_stands_alone(folder: Path) -> None:
    page = (folder / "wechat.html").read_text("utf-8")

    for part in ("<script", "<link", "<style", "<img", "src=", "url(", "href="):
        assert part not in page
    assert "ZF-2020-0002" in page


def test_the_page_speaks_the_language_asked_for(file_office: Office, folder: Path, tmp_path: Path) -> None:
    file_office.lang = "zh"
    file_office("publish", "build", "-o", tmp_path / "zh")
    file_office.lang = "en"

    assert 'lang="zh-CN"' in (tmp_path / "zh/index.html").read_text("utf-8")
    assert "问题清单" in (tmp_path / "zh/index.html").read_text("utf-8")
    assert 'lang="en"' in (folder / "index.html").read_text("utf-8")
    assert problems(file_office, tmp_path / "zh", 0) == []


def test_only_what_is_approved_is_built(office: Office, tmp_path: Path) -> None:
    office("publish", "build", "-o", tmp_path / "public", code=22)
    office.open()
    office("publish", "draft")
    office("publish", "build", 1, "-o", tmp_path / "public", code=20)

    assert not (tmp_path / "public").exists()


def test_a_folder_with_something_else_is_not_touched(file_office: Office, folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Dear all", "utf-8")

    said = file_office("publish", "build", "-o", other, "--force", code=24).err

    assert "holds something else" in said
    assert contents(other) == {"letter.txt": b"Dear all"}


def test_what_a_killed_build_left_is_cleared_away_and_nothing_else(file_office: Office, folder: Path) -> None:
    beside = [folder.parent / name for name in (f".{folder.name}-ab12cd34", f".{folder.name}-ef56gh78")]
    for each in beside:
        (each / "new" / "issues").mkdir(parents=True)
    ours = folder.parent / f".{folder.name}-notes_of"
    (ours / "mine").mkdir(parents=True)
    for each in (beside[0], beside[0] / "new", ours):
        os.utime(each, (0, 0))

    file_office("publish", "build", "-o", folder, "--force")

    assert [each.exists() for each in (*beside, ours)] == [False, True, True]


def test_an_older_page_is_replaced_only_on_demand(file_office: Office, folder: Path) -> None:
    (folder / "index.html").write_text("old", "utf-8")

    file_office("publish", "build", "-o", folder, code=24)
    assert (folder / "index.html").read_text("utf-8") == "old"
    file_office("publish", "build", "-o", folder, "--force")

    assert problems(file_office, folder, 0) == []
    assert not (folder / "wechat.html").exists()
    assert sorted(path.name for path in folder.parent.glob("public*")) == ["public"]


def test_a_place_that_cannot_be_written_leaves_nothing(file_office: Office, folder: Path) -> None:
    blocked = folder / "index.html" / "public"

    said = file_office("publish", "build", "-o", blocked, code=24).err

    assert "cannot be written" in said


def test_a_folder_of_another_kind_is_no_publication(office: Office, tmp_path: Path) -> None:
    whole = {"sha256": "", "language": "en", "program": "", "charts": "", "address": "", "wechat": False}
    numbers = (json.dumps({"publication": number, **whole}) for number in (10**30, 0, True, "1", 1.5))
    for number, text in enumerate(("", "[]", "[" * 100_000, '{"publication": 1}', *numbers)):
        place = tmp_path / str(number)
        place.mkdir()
        (place / "publication.json").write_text(text, "utf-8")
        office("publish", "verify", place, code=24)
    office("publish", "verify", tmp_path / "nowhere", code=24)


def test_an_address_that_is_none_is_refused(file_office: Office, folder: Path) -> None:
    for address in ("javascript:alert(1)", "office.example", "https://office.example/a b"):
        file_office("publish", "build", "-o", folder.parent / "x", "--address", address, code=2)


@pytest.mark.parametrize("library", ["matplotlib", "jinja2"])
def test_a_library_that_is_not_installed_is_named(folder: Path, file_office: Office, library: str) -> None:
    program = (
        f"import sys; sys.modules['{library}'] = None\n"
        "from zuofeng_cli.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    place = folder.parent / "without"
    command = (
        sys.executable,
        "-c",
        program,
        "--lang",
        "en",
        "--db",
        file_office.db,
        "publish",
        "build",
        "-o",
        str(place),
    )

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "which is not installed" in done.stderr
    assert "pip install 'zuofeng[publish]'" in done.stderr
    assert not place.exists()


DIGITS = st.text("0123456789", min_size=1, max_size=1)
PHONES = st.builds(
    lambda head, rest: f"1{head}{rest}",
    st.sampled_from("3456789"),
    st.text("0123456789", min_size=9, max_size=9),
)
AROUND = st.text(st.characters(codec="utf-8", exclude_categories=("Nd", "Cs", "Cc")), max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_phone_id_number_or_name_of_the_register_survives_in_a_file(
    data: st.DataObject, file_office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secrets = [
        data.draw(PHONES),
        f"11010119{data.draw(st.integers(50, 99))}0101{data.draw(st.integers(1000, 9999))}",
        *(name for name, _unit, _role in PERSONS),
    ]
    for secret in secrets:
        before, after = data.draw(AROUND), data.draw(AROUND)
        file_office(
            "open",
            "--category",
            "Poor service",
            "--measure",
            f"{after}{secret}{before}",
            "--",
            f"x{before}{secret}{after}",
        )
    place = tmp_path_factory.mktemp("site") / "public"
    file_office("publish", "draft")
    waiting = file_office("publish", "review", "--open", "--format", "json").json
    for passage in waiting:
        file_office("publish", "mask", passage["passage"], "--by", "Chief", "--reason", "To be safe")
    file_office("publish", "approve", "--by", "Chief")

    file_office("publish", "build", "-o", place, "--wechat")

    for path, content in contents(place).items():
        for secret in secrets:
            assert secret.encode() not in content, (path, secret)


def days(count: int) -> Iterator[date]:
    return (date(2020, 4, 5) + timedelta(7 * week) for week in range(count))


def test_a_chart_shows_its_texts_as_text_and_is_the_same_each_time() -> None:
    bars = charts.Bars(["政务服务处", "a < b & $x$"], [charts.Series("列单", [3, 0])])

    drawn = charts.svg(bars)

    assert drawn == charts.svg(bars)
    texts = "".join(ElementTree.fromstring(drawn).itertext())
    assert "政务服务处" in texts
    assert "a < b & $x$" in texts


def test_a_chart_of_days_is_drawn_as_a_picture() -> None:
    lines = charts.Lines(list(days(30)), [charts.Series("列单", range(30)), charts.Series("销号", [0] * 30)])

    assert charts.png(lines).startswith(b"\x89PNG")


def test_a_chart_of_nothing_is_drawn() -> None:
    assert b"<svg" in charts.svg(charts.Bars([], [charts.Series("listed", [])]))
    assert b"<svg" in charts.svg(charts.Lines([], []))
