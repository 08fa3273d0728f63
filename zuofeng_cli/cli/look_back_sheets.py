"""Look-backs as sheets to print and as the documented JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells
from zuofeng_cli.labels import label
from zuofeng_cli.rules.figures import REBOUND_FORMULA, LookBackCounts, percent
from zuofeng_cli.rules.look_back import BY_UNIT
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.queries.look_back import ClosedRow, DrawnRow, DrawRow, UnitRow
    from zuofeng_cli.rules.look_back import Draw

_STRATA = {True: N_("of each unit"), False: N_("of all together")}


def sample_sheet(draw: "Draw", rows: "Sequence[ClosedRow]") -> Sheet:
    """Return a sample that was drawn just now, or would be."""
    columns = (
        *(Column(_("Number")), Column(_("Description"), long=True, cut=True)),
        *(Column(_("Responsible unit")), Column(_("Owner"), drop=1), Column(_("Closed on"))),
    )
    shown = [cells(row.ref, row.description, row.unit, row.owner, row.closed_on) for row in rows]
    told = _("{count} of {population} closed issues: {share} {strata}, rounded up, with seed {seed}.").format(
        count=len(rows),
        population=draw.population,
        share=draw.share,
        strata=_(_STRATA[draw.strata == BY_UNIT]),
        seed=draw.seed,
    )
    kept = (
        _("Kept as look-back {draw}.").format(draw=draw.id)
        if draw.id
        else _("Nothing was written (dry run).")
    )
    return Sheet("", columns, shown, (told, kept))


def sample_payload(draw: "Draw", rows: "Sequence[ClosedRow]") -> dict[str, object]:
    """Return a sample that was drawn just now as JSON; *draw* is None after a dry run."""
    return {
        "draw": draw.id or None,
        "drawn_on": draw.drawn_on,
        "share": draw.share,
        "seed": draw.seed,
        "strata": draw.strata,
        "population": draw.population,
        "issues": [row._asdict() for row in rows],
    }


def draws_sheet(rows: "Sequence[DrawRow]") -> Sheet:
    """Return the look-backs with their counts."""
    columns = (
        *(Column(_("Look-back"), figure=True), Column(_("Date")), Column(_("Share"), figure=True)),
        *(
            Column(_("Drawn from"), drop=4),
            Column(_("Seed"), figure=True, drop=1),
            Column(_("Closed then"), figure=True, drop=3),
        ),
        *_count_columns(),
    )
    shown = [
        (
            *cells(row.draw, row.drawn_on, row.share, _(_DRAWN_FROM[row.strata == BY_UNIT]), row.seed),
            *(row.population, *_counted(row.counts)),
        )
        for row in rows
    ]
    count = _("Look-backs: {count}.").format(count=len(rows))
    return Sheet("", columns, shown, (count, *_formula(sum(row.counts.unchecked for row in rows))))


def _formula(unchecked: int) -> tuple[str, ...]:
    """Return the formula of the rate, and how much is missing for it to be final."""
    if not unchecked:
        return (_(REBOUND_FORMULA),)
    return _(REBOUND_FORMULA), _("Not final: {count} of the sample wait for a verdict.").format(
        count=unchecked
    )


_DRAWN_FROM = {True: N_("each unit"), False: N_("all together")}


def _count_columns() -> tuple[Column, ...]:
    headings = (_("Drawn"), _("Held"), _("Rebounds"), _("Unchecked"))
    return (
        *(Column(heading, figure=True) for heading in headings),
        Column(_("Left out"), figure=True, drop=2),
        Column(_("Rebound rate"), figure=True),
    )


def _counted(counts: LookBackCounts) -> tuple[int | str, ...]:
    return (
        *(counts.drawn, counts.held, counts.rebounds, counts.unchecked, counts.left_out),
        percent(counts.rebound_rate),
    )


def draw_payload(row: "DrawRow") -> dict[str, object]:
    """Return one look-back as JSON."""
    own = row._asdict()
    counts = own.pop("counts")
    return {**own, **counts_payload(counts)}


def counts_payload(counts: LookBackCounts) -> dict[str, object]:
    """Return what look-backs add up to as JSON."""
    return {
        **counts._asdict(),
        "sample": counts.sample,
        "unchecked": counts.unchecked,
        "rebound_rate": counts.rebound_rate,
    }


def drawn_sheet(rows: "Sequence[DrawnRow]") -> Sheet:
    """Return the sample of a look-back with its verdicts."""
    columns = (
        *(Column(_("Number")), Column(_("Description"), long=True, cut=True)),
        *(Column(_("Responsible unit")), Column(_("State")), Column(_("Verdict"))),
        *(
            Column(_("Checked on")),
            Column(_("Checked by"), drop=1),
            Column(_("Note"), long=True, cut=True, drop=2),
        ),
    )
    shown = [
        cells(
            *(row.ref, row.description, row.unit, label(row.state), _verdict(row)),
            *(row.checked_on, row.checked_by, row.note),
        )
        for row in rows
    ]
    return Sheet("", columns, shown, (_("Issues: {count}.").format(count=len(rows)),))


def _verdict(row: "DrawnRow") -> str:
    if row.verdict:
        return label(row.verdict)
    return _("left out") if row.is_left_out else _("unchecked")


def drawn_payload(row: "DrawnRow") -> dict[str, object]:
    """Return one issue of a sample as JSON."""
    return {**row._asdict(), "left_out": row.is_left_out}


def rebounds_sheet(rows: "Sequence[UnitRow]", *, by_unit: bool) -> Sheet:
    """Return the rebound rate of everything, and of each unit if asked for."""
    shown = [(row.unit, *_counted(row.counts)) for row in rows] if by_unit else []
    shown.append((_("Total"), *_counted(_total(rows))))
    return Sheet(
        "", (Column(_("Responsible unit")), *_count_columns()), shown, _formula(_total(rows).unchecked)
    )


def rebounds_payload(rows: "Sequence[UnitRow]", *, by_unit: bool) -> dict[str, object]:
    """Return the rebound rate as JSON; *rows* are empty unless asked for by unit."""
    shown = [{"unit": row.unit, **counts_payload(row.counts)} for row in rows] if by_unit else []
    return {"totals": counts_payload(_total(rows)), "rows": shown}


def _total(rows: "Sequence[UnitRow]") -> LookBackCounts:
    return LookBackCounts(*map(sum, zip(*(row.counts for row in rows), strict=True)))
