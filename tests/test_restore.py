"""A backup is put back: in the place of a ledger too, and nothing is lost by it."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from tests.conftest import Office, Result
from tests.test_keeping import elsewhere, program
from zuofeng_cli.store.engine import engine_for
from zuofeng_cli.store.location import locate
from zuofeng_cli.store.schema import alembic_config


def test_what_is_no_backup_is_not_put_back(
    file_office: Office, run_main: Callable[[list[str]], Result], tmp_path: Path
) -> None:
    file_office("backup", tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "half.db").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.db").write_text("no ledger")
    (tmp_path / "empty.db").touch()
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE note (text)")
    nowhere = Office(str(tmp_path / "nowhere.db"), run_main)

    for name in ("nothing.db", "text.db", "empty.db", "other.db", "."):
        nowhere("restore", tmp_path / name, code=24)
    nowhere("restore", tmp_path / "half.db", code=21)
    nowhere("backup", tmp_path / "new.db", code=21)

    assert not list(tmp_path.glob("*nowhere*")) + list(tmp_path.glob("*new*"))


def test_a_ledger_in_the_way_is_told_with_what_would_be_lost(
    office: Office, engine: str, tmp_path: Path
) -> None:
    office.open()
    office("backup", tmp_path / "copy.db")
    office.open()
    office("unit", "add", "New office")

    refused = office("restore", tmp_path / "copy.db", code=21).err

    assert "does not hold: 2." in refused if engine == "sqlite" else "empty database" in refused
    assert len(office("list", "--format", "json").json) == 2


def test_a_ledger_on_a_server_is_not_replaced(
    postgres_template: str, cluster: Any, run_main: Callable[[list[str]], Result], tmp_path: Path
) -> None:
    office = Office(cluster.url(cluster.create(postgres_template)), run_main)
    office("backup", tmp_path / "copy.db")
    office.open()

    office("restore", tmp_path / "copy.db", "--replace", code=21)

    assert len(office("list", "--format", "json").json) == 1


def test_a_replaced_ledger_is_kept_beside_with_what_the_backup_lacks(
    file_office: Office, tmp_path: Path
) -> None:
    file_office.open()
    file_office("backup", tmp_path / "copy.db")
    file_office.open("A second one")
    file_office.open("A third one")
    (tmp_path / "link.db").symlink_to(file_office.db)

    told = elsewhere(file_office, tmp_path / "link.db")(
        "restore", tmp_path / "copy.db", "--replace", "--format", "json"
    ).json

    assert (told["lost"], told["issues"]) == (2, 1)
    assert len(elsewhere(file_office, told["kept"])("list", "--format", "json").json) == 3
    assert len(file_office("list", "--format", "json").json) == 1
    assert file_office.open("Another second one") == 2
    assert (tmp_path / "link.db").is_symlink()


def test_a_ledger_stands_until_its_backup_is_whole(large: Office, tmp_path: Path) -> None:
    large("backup", tmp_path / "copy.db")
    large.open("One more")
    process = program(large.db, "restore", tmp_path / "copy.db", "--replace")
    while process.poll() is None and not any(each.stat().st_size for each in tmp_path.glob(".ledger.db.*")):
        time.sleep(0.001)
    process.kill()
    process.communicate(timeout=30)

    assert process.returncode == -9
    assert large("audit", "--format", "json").json["issues"] == 10_001
    assert list(tmp_path.glob("*until*")) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may restore for somebody else")
def test_a_ledger_restored_for_somebody_belongs_to_them(file_office: Office, tmp_path: Path) -> None:
    file_office("backup", tmp_path / "copy.db")
    os.chown(file_office.db, 4711, 4712)

    file_office("restore", tmp_path / "copy.db", "--replace")

    owner = Path(file_office.db).stat()
    assert (owner.st_uid, owner.st_gid) == (4711, 4712)


def test_ledgers_that_went_different_ways_differ_by_what_came_since(
    file_office: Office, tmp_path: Path
) -> None:
    file_office.open()
    file_office("backup", tmp_path / "copy.db")
    file_office.open("A second one")
    other = elsewhere(file_office, tmp_path / "other.db")
    other("restore", tmp_path / "copy.db")
    for number in range(3):
        other.open(f"Number {number} of another way")
    other("backup", tmp_path / "later.db")

    told = file_office("restore", tmp_path / "later.db", "--replace", "--format", "json").json

    assert (told["lost"], told["issues"]) == (1, 4)


def test_a_damaged_ledger_is_replaced_and_kept_as_it_is(file_office: Office, tmp_path: Path) -> None:
    file_office("backup", tmp_path / "copy.db")
    Path(file_office.db).write_text("what is left of it " * 5_000)
    Path(f"{file_office.db}-wal").write_text("its log")

    assert "--replace" in file_office("restore", tmp_path / "copy.db", code=21).err
    told = file_office("restore", tmp_path / "copy.db", "--replace", "--format", "json").json

    assert told["lost"] is None
    assert Path(told["kept"]).read_text().startswith("what is left of it")
    assert Path(f"{told['kept']}-wal").read_text() == "its log"
    assert file_office("audit", "--format", "json").json["ok"]


def test_a_ledger_that_somebody_works_with_is_not_replaced(
    file_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zuofeng_cli.store.founding.BUSY_TIMEOUT_S", 0.2)
    file_office("backup", tmp_path / "copy.db")
    file_office.open()
    there = sorted(tmp_path.glob("*.db"))

    with closing(sqlite3.connect(file_office.db)) as reader:
        reader.execute("SELECT * FROM issue").fetchone()
        file_office("restore", tmp_path / "copy.db", "--replace", code=26)

    assert sorted(tmp_path.glob("*.db")) == there
    assert list(tmp_path.glob(".ledger.db.*")) == []
    assert len(file_office("list", "--format", "json").json) == 1


def test_a_log_left_behind_is_not_taken_for_that_of_a_new_ledger(file_office: Office, tmp_path: Path) -> None:
    file_office("backup", tmp_path / "copy.db")
    Path(f"{tmp_path}/new.db-wal").write_text("changes to another ledger")
    Path(f"{tmp_path}/old.db-wal").touch()

    assert "new.db-wal" in elsewhere(file_office, tmp_path / "new.db")("init", code=21).err
    elsewhere(file_office, tmp_path / "new.db")("restore", tmp_path / "copy.db", code=21)
    elsewhere(file_office, tmp_path / "old.db")("restore", tmp_path / "copy.db")

    assert not (tmp_path / "new.db").exists()


def test_a_disk_without_links_will_do(
    file_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    file_office.open()
    file_office("backup", tmp_path / "copy.db")

    elsewhere(file_office, tmp_path / "new.db")("restore", tmp_path / "copy.db")
    told = file_office("restore", tmp_path / "copy.db", "--replace", "--format", "json").json

    for db in ("new.db", "ledger.db", told["kept"]):
        assert elsewhere(file_office, tmp_path / db)("audit", "--format", "json").json["issues"] == 1


def test_a_ledger_of_an_older_version_is_backed_up_before_it_is_migrated(
    file_office: Office, tmp_path: Path
) -> None:
    file_office.open()
    with engine_for(locate(file_office.db)).begin() as connection:
        command.downgrade(alembic_config(connection), "0005")
    again = elsewhere(file_office, tmp_path / "again.db")

    told = file_office("backup", tmp_path / "copy.db", "--format", "json").json

    assert told["issues"] == 1
    assert "migrate" in again("restore", tmp_path / "copy.db", code=21).err
    elsewhere(file_office, tmp_path / "copy.db")("migrate")
    again("restore", tmp_path / "copy.db")
    assert again("audit", "--format", "json").json["head"] == told["head"]
