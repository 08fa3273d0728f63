"""Taking an import back: compensating events, all of it or nothing."""

from pathlib import Path

import pytest

from tests.conftest import Office
from tests.test_intake import FORMS, NOON, PHONE, counts, journal, sheet, taken


@pytest.fixture
def imported(office: Office, tmp_path: Path) -> Office:
    """A ledger with one import of three issues."""
    taken(office, sheet(tmp_path / "a.csv", NOON, FORMS, PHONE))
    return office


def batches(office: Office) -> list[dict[str, object]]:
    return list(office("batch", "list", "--format", "json").json)


def test_the_issues_of_an_import_are_cancelled_and_stay_in_the_journal(imported: Office) -> None:
    undone = imported("import", "undo", 1, "--format", "json").json

    assert undone == {"batch": 1, "cancelled": 3, "restored": 0}
    assert {imported.issue(number)["state"] for number in (1, 2, 3)} == {"cancelled"}
    assert [row["action"] for row in imported.issue(1)["history"]] == ["import", "cancel"]
    assert imported("audit", "--format", "json").json["ok"]


def test_handed_over_issues_are_cancelled_too(office: Office, tmp_path: Path) -> None:
    taken(office, sheet(tmp_path / "a.csv", NOON, PHONE), "--assign")

    office("import", "undo", 1)

    assert [office.issue(number)["state"] for number in (1, 2)] == ["cancelled", "cancelled"]
    assert office("audit", "--format", "json").json["ok"]


def test_what_an_import_had_updated_is_as_before(imported: Office, tmp_path: Path) -> None:
    before = imported.issue(1)
    changed = ("A-1", "The counter closes at eleven", *NOON[2:5], "2020-12-31")
    told = taken(imported, sheet(tmp_path / "b.csv", changed))

    undone = imported("import", "undo", 2, "--format", "json").json

    after = imported.issue(1)
    assert counts(told) == {"updated": 1}
    assert undone == {"batch": 2, "cancelled": 0, "restored": 1}
    assert {**after, "history": None} == {**before, "history": None}
    assert imported("audit", "--format", "json").json["ok"]


def test_the_list_of_imports_says_what_was_taken_back(imported: Office) -> None:
    imported.today = "2020-04-03"

    imported("import", "undo", 1)

    (row,) = batches(imported)
    assert (row["batch"], row["new"], row["undone_on"]) == (1, 3, "2020-04-03")


def test_the_same_file_can_be_taken_again_afterwards(imported: Office, tmp_path: Path) -> None:
    imported("import", "undo", 1)

    told = taken(imported, tmp_path / "a.csv")

    assert counts(told) == {"new": 3}
    assert imported.issue(4)["external_no"] == "A-1"


@pytest.mark.parametrize(
    "words",
    [
        ("assign", 2, "--deadline", "2020-08-01"),
        ("progress", 2, "Asked the office"),
        ("merge", 2, "--into", 1, "--reason", "The same"),
    ],
    ids=lambda words: words[0],
)
def test_an_import_somebody_has_built_on_stays_and_the_issues_are_named(
    words: tuple[object, ...], imported: Office
) -> None:
    imported(*words)
    before = journal(imported)

    refused = imported("import", "undo", 1, code=23)

    assert "ZF-2020-0002" in refused.err
    assert journal(imported) == before


def test_what_was_cancelled_since_does_not_stand_in_the_way(imported: Office) -> None:
    imported("progress", 2, "Asked the office")
    refused = imported("import", "undo", 1, code=23)
    imported("cancel", 2, "--reason", "Entered in error")

    imported("import", "undo", 1)

    assert "`zuofeng cancel 2 --reason TEXT`" in refused.err
    assert {imported.issue(number)["state"] for number in (1, 2, 3)} == {"cancelled"}
    assert imported("audit", "--format", "json").json["ok"]


def test_an_issue_merged_into_one_of_the_import_keeps_it(imported: Office) -> None:
    number = imported.open("Nobody is at the counter")
    imported("merge", number, "--into", 1, "--reason", "The same")

    refused = imported("import", "undo", 1, code=23)

    assert "ZF-2020-0001" in refused.err


def test_what_the_sweep_noticed_is_nobodys_hand(imported: Office) -> None:
    imported.today = "2020-08-03"
    imported("sweep")

    imported("import", "undo", 1)

    assert imported.issue(1)["state"] == "cancelled"


@pytest.mark.parametrize(("words", "code"), [((), 2), (("x",), 2), (("1", "2"), 2), (("7",), 22)])
def test_an_import_is_named_by_its_number(words: tuple[str, ...], code: int, imported: Office) -> None:
    imported("import", "undo", *words, code=code)


def test_an_import_is_taken_back_once(imported: Office) -> None:
    imported("import", "undo", 1)

    imported("import", "undo", 1, code=23)


def test_a_file_called_undo_is_a_file(
    file_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sheet(tmp_path / "undo", NOON)

    told = taken(file_office, "undo")

    assert counts(told) == {"new": 1}
