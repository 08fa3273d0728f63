"""The registers: units with aliases, persons, and how names find them."""

from pathlib import Path

from tests.conftest import Office


def test_a_unit_answers_to_its_alias(office: Office) -> None:
    office("unit", "alias", "Service", "Front desk")

    number = office.open("Nobody answers the phone", "--unit", "front desk")

    assert office.issue(number)["unit"] == "Service"


def test_an_alias_that_another_unit_goes_by_is_refused(office: Office) -> None:
    result = office("unit", "alias", "Service", "Office", code=23)

    assert "Office" in result.err


def test_all_persons_of_a_file_that_cannot_be_taken_are_told_at_once(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "owners.csv"
    file.write_text("name,unit\nDora,Ofice\nEve,Office\nFay,Servise\n", "utf-8")

    said = office("owner", "import", file, code=24).err

    assert "Ofice" in said
    assert "Servise" in said
    assert "Eve" not in office("owner", "list").out


def test_a_person_of_a_later_file_gets_the_new_post_and_role(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "owners.csv"
    file.write_text("姓名,单位,职务,角色\nAlice,Office,副主任,督办员\nBob,Service,,\n", "utf-8")
    before = {each["name"]: each for each in office("owner", "list", "--format", "json").json}

    said = office("owner", "import", file)

    after = {each["name"]: each for each in office("owner", "list", "--format", "json").json}
    assert "0 new, 1 updated, 1 unchanged" in said.out
    assert after == before | {"Alice": before["Alice"] | {"post": "副主任", "role": "supervisor"}}
    assert office("audit", "--format", "json").json["ok"]
    office("undo")
    assert {each["name"]: each for each in office("owner", "list", "--format", "json").json} == before


def test_a_place_in_tables_may_be_written_in_wide_digits_or_numerals(
    file_office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    file.write_text("单位名称,排序\n丙处,十二\n乙处,１１\n甲处,10\n", "utf-8")

    file_office("unit", "import", file)

    names = [unit["name"] for unit in file_office("unit", "list", "--format", "json").json]
    assert [name for name in names if name.endswith("处")] == ["甲处", "乙处", "丙处"]


def test_status_and_order_take_what_the_columns_are_called(file_office: Office) -> None:
    file_office.assigned()

    by_unit = file_office("status", "--by", "单位", "--format", "json").json

    assert by_unit == file_office("status", "--by", "unit", "--format", "json").json
    assert file_office("list", "--sort", "整改时限").out == file_office("list", "--sort", "deadline").out
