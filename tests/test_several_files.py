"""Several files in one import: an issue that stands in two of them is taken once, and never overwritten."""

from pathlib import Path

import pytest

from tests.conftest import Office

HEAD = "external_no,description,category,unit,deadline\n"
FIRST = "A-1,The counter closes at noon,Poor service,Office,2020-06-30\n"
OTHER = "A-2,The lift stands still,Poor service,Office,2020-06-30\n"
CHANGED = "A-1,The counter closes at noon,Poor service,Office,2020-09-30\n"


def written(folder: Path, name: str, *rows: str) -> Path:
    (folder / name).write_text(HEAD + "".join(rows), "utf-8")
    return folder / name


def test_the_same_row_in_two_files_is_taken_once(office: Office, tmp_path: Path) -> None:
    files = written(tmp_path, "a.csv", OTHER, FIRST), written(tmp_path, "b.csv", FIRST)

    first, second = office("import", *files, "--format", "json").json

    assert (first["new"], second["new"], second["unchanged"], second["conflicts"]) == (2, 0, 1, 0)
    assert len(office("list", "--format", "json").json) == 2


def test_another_row_of_the_same_number_is_a_conflict_that_names_both_places(
    office: Office, tmp_path: Path
) -> None:
    files = written(tmp_path, "a.csv", OTHER, FIRST), written(tmp_path, "b.csv", CHANGED)

    said = office("import", *files).out

    assert office.issue(2)["deadline"] == "2020-06-30"
    assert "b.csv: 1 read – 0 new, 0 updated, 0 unchanged, 1 conflicts" in said
    assert f"[2] “A-1” stands in {files[0]}, row 3, too, with different contents." in said
    assert office("audit").code == 0


@pytest.mark.parametrize("earlier", [(FIRST,), (OTHER,)], ids=["on the list", "new"])
def test_what_an_earlier_file_changes_is_not_changed_again(
    earlier: tuple[str, ...], office: Office, tmp_path: Path
) -> None:
    office("import", written(tmp_path, "before.csv", *earlier))
    files = written(tmp_path, "a.csv", CHANGED), written(tmp_path, "b.csv", FIRST)

    _first, second = office("import", *files, "--format", "json").json

    assert (second["updated"], second["conflicts"]) == (0, 1)
    assert [each["deadline"] for each in office("list", "--text", "counter", "--format", "json").json] == [
        "2020-09-30"
    ]


def test_files_that_say_the_same_of_a_listed_issue_agree(office: Office, tmp_path: Path) -> None:
    office("import", written(tmp_path, "before.csv", FIRST))
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in files:
        file.write_text("external_no,description,category,unit\n" + FIRST.rpartition(",")[0] + "\n", "utf-8")

    done = office("import", *files, "--format", "json").json

    assert [(each["unchanged"], each["conflicts"]) for each in done] == [(1, 0), (1, 0)]


def test_an_exported_row_in_two_files_is_taken_once(office: Office, tmp_path: Path) -> None:
    office("import", written(tmp_path, "before.csv", FIRST))
    office("export", "ledger", "-o", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    for name, deadline in (("a.csv", "2020-09-30"), ("b.csv", "2020-09-30"), ("c.csv", "2020-10-31")):
        (tmp_path / name).write_text(text.replace("2020-06-30", deadline), "utf-8")
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]

    done = office("import", *files, "--format", "json", "--explain").json

    counts = [(each["updated"], each["unchanged"], each["conflicts"]) for each in done]
    assert counts == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert f"{files[0]}, row 2, too" in done[2]["rows"][0]["reason"]
    assert office.issue(1)["deadline"] == "2020-09-30"


def test_two_imports_one_after_the_other_change_what_is_open(office: Office, tmp_path: Path) -> None:
    office("import", written(tmp_path, "a.csv", FIRST))

    done = office("import", written(tmp_path, "b.csv", CHANGED), "--format", "json").json

    assert (done["updated"], done["conflicts"]) == (1, 0)
