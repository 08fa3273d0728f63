"""Ranking units within their peer groups, by a score whose parts can be told one by one.

Units without issues are never ranked; what a unit has no figure for yet does not count against it.
Source: shared domain notes, "Figures"; the campaign plan, differentiated appraisal.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import NamedTuple

from zuofeng_cli.rules.figures import Counts
from zuofeng_cli.rules.plan_appraisal import Grade, PartName, Ranking, SignalRule


class Signal(StrEnum):
    """What may hint at arranged figures; people look, the program only points."""

    DEADLINE_DAY = "deadline_day"
    EXTENSIONS = "extensions"
    REOPENED = "reopened"
    SILENT = "silent"


class UnitFigures(NamedTuple):
    """What one unit's score is made from.

    Attributes:
        sample, rebounds: closed issues looked back at, and how many had come back.
        ballots, points: valid ballots on the unit and its issues, and what they score together.
        extended, reopened: issues with an extended deadline, and reopened ones.
        on_the_day: completions reported on the very day of the deadline.
        newest_on: when the unit's latest issue was listed.
    """

    unit_id: int
    unit: str
    peer_group: str | None
    counts: Counts
    sample: int = 0
    rebounds: int = 0
    ballots: int = 0
    points: int = 0
    extended: int = 0
    reopened: int = 0
    on_the_day: int = 0
    newest_on: date | None = None


class Part(NamedTuple):
    """One part of a score.

    Attributes:
        numerator, denominator: what the figure is made of; zero below means there is none yet.
        value: the figure from 0 to 1, None where there is none yet.
        share: the weight after that of missing parts was spread over the others.
        points: what it adds to the score, of 100.
    """

    name: PartName
    numerator: Fraction
    denominator: int
    value: Fraction | None
    weight: Fraction
    share: Fraction
    points: Fraction


class Ranked(NamedTuple):
    """A unit's place: *rank* 1 is the best of its peer group; units of one score share a rank."""

    figures: UnitFigures
    parts: tuple[Part, ...]
    score: Fraction
    rank: int
    of: int
    grade: Grade | None


class PeerGroup(NamedTuple):
    """The ranked units of a peer group, the best first, and its units without issues."""

    name: str | None
    ranked: tuple[Ranked, ...]
    without_issues: tuple[str, ...]


def rank(units: Iterable[UnitFigures], ranking: Ranking) -> tuple[PeerGroup, ...]:
    """Return the peer groups by name, each with its units in their order."""

    def group_of(figures: UnitFigures) -> str:
        return figures.peer_group or ""

    return tuple(
        _peer_group(name or None, list(members), ranking)
        for name, members in groupby(sorted(units, key=group_of), key=group_of)
    )


def _peer_group(name: str | None, members: Sequence[UnitFigures], ranking: Ranking) -> PeerGroup:
    scored = []
    for figures in members:
        if figures.counts.issues:
            parts = parts_of(figures, ranking)
            scored.append((sum((part.points for part in parts), Fraction()), figures, parts))
    scored.sort(key=lambda each: -each[0])
    scores = [score for score, _figures, _parts in scored]
    ranked = []
    for score, figures, parts in scored:
        place = scores.index(score) + 1
        grade = grade_of(place, len(scores), ranking)
        ranked.append(Ranked(figures, parts, score, place, len(scores), grade))
    without = tuple(figures.unit for figures in members if not figures.counts.issues)
    return PeerGroup(name, tuple(ranked), without)


def parts_of(figures: UnitFigures, ranking: Ranking) -> tuple[Part, ...]:
    """Return the parts of a unit's score; their points add up to the score."""
    found = []
    for name, weight in ranking.weights:
        part = PartName(name)
        numerator, denominator = _figure(part, figures)
        value = numerator / denominator if denominator else None
        found.append((part, numerator, denominator, value, Fraction(str(weight))))
    known = sum((weight for *_rest, value, weight in found if value is not None), Fraction())
    return tuple(
        Part(part, numerator, denominator, value, weight, *_points(part, value, weight, known))
        for part, numerator, denominator, value, weight in found
    )


def _figure(part: PartName, figures: UnitFigures) -> tuple[Fraction, int]:
    counts = figures.counts
    match part:
        case PartName.ON_TIME:
            return Fraction(counts.on_time), counts.due
        case PartName.COMPLETION:
            return Fraction(counts.completed), counts.issues
        case PartName.CLOSURE:
            return Fraction(counts.closed), counts.issues
        case PartName.REBOUND:
            return Fraction(figures.rebounds), figures.sample
        case PartName.SATISFACTION:
            return Fraction(figures.points, 100), figures.ballots


def _points(
    part: PartName, value: Fraction | None, weight: Fraction, known: Fraction
) -> tuple[Fraction, Fraction]:
    """Return the effective weight and the points; of rebounds, fewer are better."""
    if value is None or not known:
        return Fraction(), Fraction()
    share = weight / known
    good = 1 - value if part is PartName.REBOUND else value
    return share, good * share * 100


def grade_of(place: int, of: int, ranking: Ranking) -> Grade | None:
    """Return the grade of a place, None in a group too small for grades.

    No more than its share of the group gets a grade, or a better one; places are rounded down.
    """
    if not ranking.grades or of < ranking.graded_from:
        return None
    share = Fraction()
    for grade in ranking.grades:
        share += Fraction(str(grade.share))
        if place <= floor(share * of):
            return grade
    return ranking.grades[-1]


def signals_of(figures: UnitFigures, rule: SignalRule, today: date) -> tuple[Signal, ...]:
    """Return what is worth a second look in a unit's figures, units without issues included."""
    counts = figures.counts
    found = []
    if counts.completed >= rule.least and _reaches(
        figures.on_the_day, counts.completed, rule.deadline_day_share
    ):
        found.append(Signal.DEADLINE_DAY)
    if counts.issues >= rule.least:
        if _reaches(figures.extended, counts.issues, rule.extension_share):
            found.append(Signal.EXTENSIONS)
        if _reaches(figures.reopened, counts.issues, rule.reopened_share):
            found.append(Signal.REOPENED)
    if figures.newest_on is None or (today - figures.newest_on).days >= rule.silent_days:
        found.append(Signal.SILENT)
    return tuple(found)


def _reaches(part: int, whole: int, share: float) -> bool:
    return part >= Fraction(str(share)) * whole
