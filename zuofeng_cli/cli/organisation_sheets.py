"""The organisation as sheets and as the documented JSON."""

from collections.abc import Sequence

from zuofeng_cli.cli.render import Column, Sheet, cells, joined
from zuofeng_cli.labels import label
from zuofeng_cli.queries.organisation import MemberRow, TeamRow
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.organisation import decided_by, longest_extension
from zuofeng_cli.rules.plan import Body, Plan, Position
from zuofeng_cli.words import _


def organisation_sheets(plan: Plan, people: Sequence[MemberRow], teams: Sequence[TeamRow]) -> list[Sheet]:
    """Return the bodies with members, powers and duties, and the inspection teams if there are any."""
    sheets = [_positions(plan, people), _duties(plan)]
    if teams:
        rows = [cells(team.name, _names(team.members)) for team in teams]
        columns = (Column(_("Team")), Column(_("Members"), long=True))
        sheets.append(Sheet(_("Inspection teams"), columns, rows))
    return [sheet for sheet in sheets if sheet.rows]


def _positions(plan: Plan, people: Sequence[MemberRow]) -> Sheet:
    columns = (
        *(Column(_("Body"), long=True), Column(_("Position")), Column(_("Members"), long=True)),
        *(Column(_("Role")), Column(_("May decide"), long=True)),
    )
    rows = [
        cells(
            *(body.label, position.label, _names(_holders(people, body, position)), label(position.role)),
            joined(_powers(position.role, plan)),
        )
        for body in plan.bodies
        for position in body.positions
    ]
    return Sheet(_("Positions"), columns, rows)


def _duties(plan: Plan) -> Sheet:
    columns = (Column(_("Body"), long=True), Column(_("No."), figure=True), Column(_("Duty"), long=True))
    rows = [(body.label, number, duty) for body in plan.bodies for number, duty in enumerate(body.duties, 1)]
    return Sheet(_("Duties"), columns, rows)


def _holders(people: Sequence[MemberRow], body: Body, position: Position) -> list[MemberRow]:
    return [person for person in people if (person.body, person.position) == (body.code, position.code)]


def _powers(role: Role, plan: Plan) -> list[str]:
    days = longest_extension(plan.extension, role)
    extends = [_("extensions up to {days} days").format(days=days)] if days else []
    return [*extends, *map(label, decided_by(role))]


def _names(people: Sequence[MemberRow]) -> str | None:
    said = _("{name} ({unit})")
    return joined([said.format(name=person.name, unit=person.unit) for person in people]) or None


def organisation_payload(
    plan: Plan, people: Sequence[MemberRow], teams: Sequence[TeamRow]
) -> dict[str, object]:
    """Return the organisation as the documented JSON."""
    bodies = [
        {
            "code": body.code,
            "name": body.name,
            "duties": list(body.duties),
            "positions": [
                {
                    "code": position.code,
                    "name": position.name,
                    "role": position.role.value,
                    "extends_days": longest_extension(plan.extension, position.role),
                    "decides": [matter.value for matter in decided_by(position.role)],
                    "members": [_person(person) for person in _holders(people, body, position)],
                }
                for position in body.positions
            ],
        }
        for body in plan.bodies
    ]
    formed = [
        {
            "id": team.id,
            "name": team.name,
            "members": [{**_person(person), "position": person.position} for person in team.members],
        }
        for team in teams
    ]
    return {"bodies": bodies, "teams": formed}


def _person(person: MemberRow) -> dict[str, object]:
    return {"name": person.name, "unit": person.unit, "post": person.post}
