"""The registers: units with aliases, persons, and how names find them."""

from tests.conftest import Office


def test_a_unit_answers_to_its_alias(office: Office) -> None:
    office("unit", "alias", "Service", "Front desk")

    number = office.open("Nobody answers the phone", "--unit", "front desk")

    assert office.issue(number)["unit"] == "Service"


def test_an_alias_that_another_unit_goes_by_is_refused(office: Office) -> None:
    result = office("unit", "alias", "Service", "Office", code=23)

    assert "Office" in result.err
