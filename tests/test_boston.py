"""Real input that nobody tidied: Boston's service requests of 2018, taken by a saved profile."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Office

REQUESTS = Path(__file__).parent.parent.parent / "shared" / "real" / "boston311_2018.csv"
VERDICTS = ("new", "updated", "unchanged", "conflicts", "recurrences", "rejected")
PROFILE = (
    *("--map", "external_no=case_enquiry_id", "--map", "description=case_title"),
    *("--map", "unit=department", "--map", "owner=queue"),
    *("--map", "found_on=open_dt", "--map", "deadline=sla_target_dt"),
    *("--set", "category=服务较差", "--register"),
)
pytestmark = [
    pytest.mark.xdist_group("boston"),
    pytest.mark.skipif(not REQUESTS.exists(), reason=f"{REQUESTS} is not there"),
]


def late_on(day: date) -> int:
    """Count the requests whose target lies before *day*, straight from the file."""
    with REQUESTS.open(encoding="utf-8", newline="") as file:
        targets = [row["sla_target_dt"] for row in csv.DictReader(file)]
    return sum(date.fromisoformat(target[:10]) < day for target in targets if target)


def test_a_year_of_requests_is_taken_once_and_judged_by_its_dates(office: Office) -> None:
    office.today = "2018-12-31"

    office("import-profile", "save", "requests", *PROFILE)
    first = office("import-profile", "use", "requests", REQUESTS, "--format", "json").json
    after_first = office("audit", "--format", "json").json
    second = office("import", REQUESTS, "--profile", "requests", "--format", "json").json
    after_second = office("audit", "--format", "json").json
    figures = office("status", "--as-of", "2018-12-31", "--format", "json").json

    assert first["read"] == 7872
    assert sum(first[name] for name in VERDICTS) == 7872
    assert first["rejected"] == 0
    assert (second["unchanged"], second["batch"]) == (7872, None)
    assert after_second == after_first
    assert after_first["ok"]
    assert figures["totals"]["issues"] == first["new"]
    assert figures["totals"]["overdue"] == late_on(date(2018, 12, 31))
