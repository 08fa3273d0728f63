"""Who holds which position in the leading group, its office and the inspection teams."""

from collections.abc import Iterable
from typing import NamedTuple

from zuofeng_cli.rules.organisation import team_body
from zuofeng_cli.store.reader import Reader

_MEMBERS = """
SELECT member.body, member.position, owner.name, unit.name, owner.post
FROM member
JOIN owner ON owner.id = member.owner_id
JOIN unit ON unit.id = owner.unit_id
ORDER BY member.id
"""
_TEAMS = "SELECT id, name FROM team ORDER BY id"


class MemberRow(NamedTuple):
    """A person's position in a body of the plan or in an inspection team."""

    body: str
    position: str
    name: str
    unit: str
    post: str | None


class TeamRow(NamedTuple):
    """An inspection team with its members."""

    id: int
    name: str
    members: tuple[MemberRow, ...]


def members(reader: Reader) -> list[MemberRow]:
    """Return all members of all bodies, those who joined first coming first."""
    return [MemberRow(*row) for row in reader.rows(_MEMBERS)]


def teams(reader: Reader, people: Iterable[MemberRow]) -> list[TeamRow]:
    """Return the inspection teams with those of *people* who belong to each."""
    known = tuple(people)
    return [
        TeamRow(number, name, tuple(person for person in known if person.body == team_body(number)))
        for number, name in reader.rows(_TEAMS)
    ]
