"""The ranking as sheets and JSON: the table of all units, and how one unit came by its score."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Cell, Column, Sheet
from zuofeng_cli.rules.appraisal import Part, PeerGroup, Ranked, Signal, signals_of
from zuofeng_cli.rules.figures import DASH
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.plan_appraisal import PartName, Ranking
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.queries.ranking import Standings

PARTS: Mapping[PartName, str] = {
    PartName.ON_TIME: N_("On time"),
    PartName.COMPLETION: N_("Completion"),
    PartName.CLOSURE: N_("Closure"),
    PartName.REBOUND: N_("Rebounds"),
    PartName.SATISFACTION: N_("Satisfaction"),
}
FORMULAS: Mapping[PartName, str] = {
    PartName.ON_TIME: N_("on time = done by the deadline ÷ due by the day of the table"),
    PartName.COMPLETION: N_("completion = reported done ÷ active"),
    PartName.CLOSURE: N_("closure = closed ÷ active"),
    PartName.REBOUND: N_("rebounds = come back ÷ looked back at; counted as 1 − rebounds"),
    PartName.SATISFACTION: N_("satisfaction = points of the valid ballots ÷ 100 ÷ valid ballots"),
}
SIGNALS: Mapping[Signal, str] = {
    Signal.DEADLINE_DAY: N_("many completions on the very day of the deadline"),
    Signal.EXTENSIONS: N_("many deadlines extended"),
    Signal.REOPENED: N_("many issues reopened"),
    Signal.SILENT: N_("no new issue for long"),
}


def ranking_sheet(standings: "Standings", groups: Sequence[PeerGroup], ranking: Ranking) -> Sheet:
    """Return the units by peer group and rank."""
    columns = [
        Column(_("Peer group")),
        Column(_("Rank"), figure=True),
        Column(_("Unit"), long=True),
        Column(_("Score"), figure=True),
        Column(_("Grade")),
        Column(_("Since {day}").format(day=standings.since), figure=True, drop=3),
        *(Column(_(PARTS[PartName(name)]), figure=True, drop=2) for name, _weight in ranking.weights),
    ]
    if standings.elsewhere is not None:
        columns.insert(6, Column(_("Other ledger"), figure=True))
    rows = []
    for group in groups:
        for each in group.ranked:
            row: list[Cell] = [
                group.name,
                each.rank,
                each.figures.unit,
                points(each.score),
                each.grade.label if each.grade else None,
                _moved(standings, each),
                *(share(part.value) for part in each.parts),
            ]
            if standings.elsewhere is not None:
                row.insert(6, _against(standings.elsewhere, each))
            rows.append(row)
    title = _("Ranking as of {day}").format(day=standings.as_of)
    return Sheet(title, columns, rows, _notes(groups, ranking, standings.as_of))


def _notes(groups: Sequence[PeerGroup], ranking: Ranking, today: date) -> list[str]:
    weights = _(" + ").join(f"{_(PARTS[PartName(name)])} {weight:.0%}" for name, weight in ranking.weights)
    notes = [
        _("score = {weights}; a figure that is not there yet leaves its weight to the others").format(
            weights=weights
        ),
        *(_(FORMULAS[PartName(name)]) for name, _weight in ranking.weights),
    ]
    if ranking.grades:
        grades = _(", ").join(f"{grade.label} {grade.share:.0%}" for grade in ranking.grades)
        notes.append(
            _("grades from the top: at most {grades}; from {count} ranked units on").format(
                grades=grades, count=ranking.graded_from
            )
        )
    without = [name for group in groups for name in group.without_issues]
    if without:
        notes.append(_("Without issues: {names}").format(names=_(", ").join(without)))
    for group in groups:
        for each in group.ranked:
            if told := signal_words(each, ranking, today):
                notes.append(_("{unit}: {signals}").format(unit=each.figures.unit, signals=told))
    return notes


def signal_words(ranked: Ranked, ranking: Ranking, today: date) -> str:
    """Return what is worth a second look at a unit's figures, in words; empty for nothing."""
    return _(", ").join(_(SIGNALS[each]) for each in signals_of(ranked.figures, ranking.signals, today))


def explained_sheets(
    standings: "Standings", group: PeerGroup, ranked: Ranked, ranking: Ranking
) -> list[Sheet]:
    """Return how one unit came by its score, and how far it is from the targets."""
    columns = (
        Column(_("Part")),
        Column(_("Figure"), figure=True),
        Column(_("Made of"), figure=True),
        Column(_("Weight"), figure=True),
        Column(_("Counts with"), figure=True),
        Column(_("Points"), figure=True),
    )
    rows: list[Sequence[Cell]] = [_part_row(part) for part in ranked.parts]
    rows.append((_("Score"), None, None, None, None, points(ranked.score)))
    place = _("{unit}: rank {rank} of {of} in {group}").format(
        unit=ranked.figures.unit, rank=ranked.rank, of=ranked.of, group=group.name or _("its peer group")
    )
    notes = [_(FORMULAS[part.name]) for part in ranked.parts]
    notes.append(_("points = figure × what it counts with × 100"))
    if ranked.grade:
        notes.insert(0, _("Grade: {grade}").format(grade=ranked.grade.label))
    if told := signal_words(ranked, ranking, standings.as_of):
        notes.append(_("Worth a second look: {signals}").format(signals=told))
    sheets = [Sheet(place, columns, rows, notes)]
    if ranking.targets:
        sheets.append(_targets_sheet(ranked, ranking))
    return sheets


def _part_row(part: Part) -> tuple[Cell, ...]:
    if part.value is None:
        return (_(PARTS[part.name]), DASH, DASH, share(part.weight), DASH, DASH)
    made_of = f"{_plain(part.numerator)} ÷ {part.denominator}"
    return (
        _(PARTS[part.name]),
        share(part.value),
        made_of,
        share(part.weight),
        share(part.share),
        points(part.points),
    )


def _targets_sheet(ranked: Ranked, ranking: Ranking) -> Sheet:
    columns = (
        Column(_("Compared with")),
        Column(_("Part")),
        Column(_("Target"), figure=True),
        Column(_("Figure"), figure=True),
        Column(_("Ahead by"), figure=True),
    )
    values = {part.name: part.value for part in ranked.parts}
    rows = []
    for target in ranking.targets:
        for name, wanted in target.values:
            own = values.get(PartName(name))
            ahead = None if own is None else own - Fraction(str(wanted))
            if ahead is not None and PartName(name) is PartName.REBOUND:
                ahead = -ahead
            told = DASH if ahead is None else f"{float(ahead) * 100:+.1f}"
            rows.append((target.label, _(PARTS[PartName(name)]), f"{wanted:.1%}", share(own), told))
    return Sheet("", columns, rows, [_("ahead by: percentage points; negative is behind")])


def _moved(standings: "Standings", ranked: Ranked) -> str:
    before = standings.before.get(ranked.figures.unit_id)
    if before is None:
        return _("new")
    moved = before - ranked.rank
    return _("same") if not moved else f"↑{moved}" if moved > 0 else f"↓{-moved}"


def _against(elsewhere: Mapping[str, float], ranked: Ranked) -> str:
    score = elsewhere.get(name_key(ranked.figures.unit))
    return DASH if score is None else f"{score:.1f} ({float(ranked.score) - score:+.1f})"


def points(score: Fraction) -> str:
    """Return points of a hundred to one place."""
    return f"{float(score):.1f}"


def share(value: Fraction | None) -> str:
    """Return a figure as a percentage; nothing to divide by is a dash."""
    return DASH if value is None else f"{float(value):.1%}"


def _plain(number: Fraction) -> str:
    return f"{float(number):g}"


def ranking_payload(
    standings: "Standings", groups: Sequence[PeerGroup], ranking: Ranking
) -> dict[str, object]:
    """Return the ranking as the documented JSON."""
    return {
        "as_of": standings.as_of,
        "since": standings.since,
        "groups": [
            {
                "peer_group": group.name,
                "rows": [_payload(standings, each, ranking) for each in group.ranked],
                "without_issues": list(group.without_issues),
            }
            for group in groups
        ],
        "targets": [{"name": target.name, **dict(target.values)} for target in ranking.targets],
    }


def _payload(standings: "Standings", ranked: Ranked, ranking: Ranking) -> dict[str, object]:
    figures = ranked.figures
    before = standings.before.get(figures.unit_id)
    told: dict[str, object] = {
        "rank": ranked.rank,
        "of": ranked.of,
        "unit": figures.unit,
        "score": round(float(ranked.score), 2),
        "grade": ranked.grade.name if ranked.grade else None,
        "rank_before": before,
        "moved": None if before is None else before - ranked.rank,
        "parts": [
            {
                "name": part.name.value,
                "value": None if part.value is None else round(float(part.value), 4),
                "numerator": float(part.numerator),
                "denominator": part.denominator,
                "weight": float(part.weight),
                "counts_with": round(float(part.share), 4),
                "points": round(float(part.points), 2),
            }
            for part in ranked.parts
        ],
        "signals": [each.value for each in signals_of(figures, ranking.signals, standings.as_of)],
    }
    if standings.elsewhere is not None:
        told["score_elsewhere"] = standings.elsewhere.get(name_key(figures.unit))
    return told
