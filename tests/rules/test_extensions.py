"""What the journal tells of requests for extensions, also where it was taken back."""

from datetime import date

from zuofeng_cli.rules.codes import Ending
from zuofeng_cli.rules.extensions import Said, requests_of

LISTED = Said(date(2020, 4, 1), "open", {"deadline": [None, "2020-06-30"]}, None)
ASKED = Said(
    date(2020, 7, 2),
    "extend",
    {
        "extension_until": [None, "2020-07-10"],
        "extension_by": [None, 5],
        "extension_reason": [None, "Rain"],
        "extension_progress": [None, "Half done"],
    },
    "Rain",
)
GRANTED = Said(
    date(2020, 7, 3),
    "extend",
    {
        "extension_until": ["2020-07-10", None],
        "deadline": ["2020-06-30", "2020-07-05"],
        "extension_decided_by": [None, 2],
    },
    None,
)


def undone(event: Said) -> Said:
    """Return the event that takes *event* back."""
    return Said(
        date(2020, 7, 4), "undo", {path: [new, old] for path, (old, new) in event.changes.items()}, None
    )


def test_a_request_is_told_with_its_ending() -> None:
    (request,) = requests_of([LISTED, ASKED, GRANTED])

    assert (request.asked_by, request.deadline, request.until, request.days) == (
        *(5, date(2020, 6, 30), date(2020, 7, 10), 10),
    )
    assert (request.ending, request.granted_until, request.decided_by) == (
        *(Ending.GRANTED, date(2020, 7, 5), 2),
    )
    assert request.is_late


def test_a_decision_taken_back_lets_the_request_wait_again() -> None:
    (request,) = requests_of([LISTED, ASKED, GRANTED, undone(GRANTED)])

    assert (request.ending, request.granted_until, request.decided_by) == (None, None, None)


def test_a_request_taken_back_was_never_made() -> None:
    assert requests_of([LISTED, ASKED, undone(ASKED)]) == []


def test_after_a_grant_the_next_request_starts_from_the_new_deadline() -> None:
    again = ASKED._replace(changes={**ASKED.changes, "extension_until": [None, "2020-07-15"]})

    assert [request.days for request in requests_of([LISTED, ASKED, GRANTED, again])] == [10, 10]


def test_completion_lets_a_request_lapse() -> None:
    done = Said(date(2020, 7, 3), "rectify", {"extension_until": ["2020-07-10", None]}, None)

    assert requests_of([LISTED, ASKED, done])[0].ending is Ending.LAPSED


def test_a_denial_of_an_older_ledger_names_nobody() -> None:
    denied = Said(date(2020, 7, 3), "extend", {"extension_until": ["2020-07-10", None]}, "Super: No")

    (request,) = requests_of([LISTED, ASKED, denied])

    assert (request.ending, request.decided_by, request.note) == (Ending.DENIED, None, "Super: No")
