"""Visits of the inspection teams and what they cover, as sheets and JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells, joined
from zuofeng_cli.labels import entry_no, label
from zuofeng_cli.rules.codes import TeamPosition
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.queries.inspection import CoverageRow, VisitRow
    from zuofeng_cli.queries.organisation import MemberRow, TeamRow


def teams_sheet(teams: "Sequence[TeamRow]") -> Sheet:
    """Return the teams with their members."""
    columns = (
        *(Column(_("No."), figure=True), Column(_("Inspection team"))),
        *(Column(_("Members"), long=True), Column(_("Units they belong to"), long=True, drop=1)),
    )
    rows = [
        (
            *(team.id, team.name, joined([_member(member) for member in team.members])),
            joined(list(dict.fromkeys(member.unit for member in team.members))),
        )
        for team in teams
    ]
    return Sheet("", columns, rows, [_("{count} inspection teams.").format(count=len(rows))])


def _member(member: "MemberRow") -> str:
    position = TeamPosition(member.position)
    if position is TeamPosition.MEMBER:
        return member.name
    return _("{name} ({position})").format(name=member.name, position=label(position))


def teams_payload(teams: "Sequence[TeamRow]") -> list[dict[str, object]]:
    """Return the teams as JSON."""
    return [
        {
            "team": team.id,
            "name": team.name,
            "members": [
                {"name": member.name, "unit": member.unit, "position": member.position}
                for member in team.members
            ],
        }
        for team in teams
    ]


def visits_sheet(visits: "Sequence[VisitRow]") -> Sheet:
    """Return the visits with the issues they led to."""
    columns = (
        *(Column(_("Visit")), Column(_("Round"), figure=True, drop=3), Column(_("Date"))),
        *(Column(_("Kind"), drop=2), Column(_("Inspection team"), long=True), Column(_("Unit"), long=True)),
        *(Column(_("Findings"), figure=True), Column(_("Issue"), drop=1)),
        Column(_("Remark"), long=True, cut=True, drop=4),
    )
    rows = [
        cells(
            *(entry_no("visit", visit.visit), visit.round, visit.visited_on, label(visit.kind)),
            *(visit.team, visit.unit, len(visit.findings)),
            *("\n".join(finding.ref for finding in visit.findings), visit.note),
        )
        for visit in visits
    ]
    found = sum(len(visit.findings) for visit in visits)
    said = _("Visits: {count}; findings: {found}.").format(count=len(rows), found=found)
    return Sheet("", columns, rows, [said])


def visits_payload(visits: "Sequence[VisitRow]") -> list[dict[str, object]]:
    """Return the visits as JSON."""
    return [
        {**visit._asdict(), "findings": [finding._asdict() for finding in visit.findings]} for visit in visits
    ]


def coverage_sheet(rows: "Sequence[CoverageRow]", round_: int | None) -> Sheet:
    """Return every unit with when it was visited and by whom; who was not is said in the row and below."""
    nobody = _("not visited")
    columns = (
        *(Column(_("Unit"), long=True), Column(_("Visited on"), long=True, styles={nobody: "bold red"})),
        *(Column(_("Inspection team"), long=True), Column(_("Visits"), figure=True)),
        Column(_("Findings"), figure=True),
    )
    shown = [
        cells(
            row.unit,
            joined([f"{visit.visited_on} {label(visit.kind)}" for visit in row.visits]) or nobody,
            joined(list(dict.fromkeys(visit.team for visit in row.visits))),
            len(row.visits),
            row.findings,
        )
        for row in rows
    ]
    missing = [row.unit for row in rows if not row.visits]
    notes = [
        _("{visited} of {count} units visited.").format(visited=len(rows) - len(missing), count=len(rows))
    ]
    if missing:
        notes.append(_("Not visited yet: {units}").format(units=joined(missing)))
    title = _("Round {round}").format(round=round_) if round_ else ""
    return Sheet(title, columns, shown, notes)


def coverage_payload(rows: "Sequence[CoverageRow]", round_: int | None) -> dict[str, object]:
    """Return the coverage as JSON."""
    kept = ("visit", "round", "kind", "visited_on", "team")
    return {
        "round": round_,
        "units": [
            {
                "unit": row.unit,
                "visited": bool(row.visits),
                "findings": row.findings,
                "visits": [
                    {**{name: getattr(visit, name) for name in kept}, "findings": len(visit.findings)}
                    for visit in row.visits
                ],
            }
            for row in rows
        ],
        "not_visited": [row.unit for row in rows if not row.visits],
    }
