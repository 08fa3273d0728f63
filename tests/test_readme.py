"""The README says what the program does."""

import re

from tests.conftest import Office
from tests.readme import README, true_text
from tests.refusals import refusals


def test_transcripts_reference_and_diagram_are_what_the_program_prints() -> None:
    text = README.read_text("utf-8")

    assert true_text(text) == text


def test_every_key_of_the_documented_json_is_in_the_readme(file_office: Office) -> None:
    number = file_office.assigned()
    documented = set(re.findall(r"`(\w+)`", README.read_text("utf-8")))

    answers = (
        file_office("list", "--format", "json").json[0],
        file_office("status", "--format", "json").json,
        file_office("status", "--format", "json").json["totals"],
        file_office("sweep", "--format", "json").json,
        file_office("audit", "--format", "json").json,
        file_office.issue(number),
    )

    for answer in answers:
        assert set(answer) <= documented, set(answer) - documented


def test_every_exit_code_of_the_program_is_in_the_readme() -> None:
    codes = {refusal.exit_code for refusal in refusals()}
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README.read_text("utf-8"), re.MULTILINE)}

    assert codes | {0, 10} == listed
