"""The stages of the campaign: their dates, which the plan may leave blank, and what belongs to each.

Source: shared domain notes, "Four stages".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zuofeng_cli.errors.stages import StageDateMissing, StageEndsEarly, StageOutOfOrder, StagesOverlap
from zuofeng_cli.rules.plan import Stage

Span = tuple[date, date]
"""First and last day of a stage."""


@dataclass(frozen=True, slots=True)
class StageDates:
    """The dates of one stage as settled in this ledger, instead of the plan's."""

    id: int
    stage: str
    starts: date
    ends: date


class StageDay(NamedTuple):
    """Where *today* lies in a stage that has both dates; *day* counts from 1, whatever day it is."""

    stage: Stage
    day: int
    days: int
    days_left: int

    @property
    def is_now(self) -> bool:
        """Whether the stage runs today."""
        return 1 <= self.day <= self.days


class OutOfStage(NamedTuple):
    """Something was done on a day that lies outside the stages it belongs to."""

    action: str
    belongs_to: tuple[Stage, ...]
    now: Stage | None
    today: date


def settled(stages: Iterable[Stage], dates: Mapping[str, Span]) -> tuple[Stage, ...]:
    """Return the plan's stages with the *dates* of this ledger, by code, over the plan's."""
    return tuple(
        stage._replace(starts=dates[stage.code][0], ends=dates[stage.code][1])
        if stage.code in dates
        else stage
        for stage in stages
    )


def span_of(stage: Stage) -> Span | None:
    """Return first and last day of a stage; None as long as one of them is open."""
    return (stage.starts, stage.ends) if stage.starts and stage.ends else None


def day_of(stage: Stage, today: date) -> StageDay | None:
    """Return where *today* lies in *stage*; None as long as one of its dates is open."""
    span = span_of(stage)
    if span is None:
        return None
    first, last = span
    return StageDay(stage, (today - first).days + 1, (last - first).days + 1, (last - today).days)


def stage_now(stages: Iterable[Stage], today: date) -> StageDay | None:
    """Return the stage that runs *today*, if one does."""
    days = (day_of(stage, today) for stage in stages)
    return next((found for found in days if found and found.is_now), None)


def check_dates(stages: Sequence[Stage], changed: Stage) -> None:
    """Refuse dates of *changed* that do not fit the other stages, which stand in their order.

    Raises:
        StageDateMissing, StageEndsEarly, StagesOverlap, StageOutOfOrder: what is wrong.
    """
    span = span_of(changed)
    if span is None:
        raise StageDateMissing(stage=changed.label)
    first, last = span
    if last < first:
        raise StageEndsEarly(stage=changed.label, first=first, last=last)
    is_before = True
    for other in stages:
        if other.code == changed.code:
            is_before = False
            continue
        theirs = span_of(other)
        if theirs is None:
            continue
        facts = {"stage": changed.label, "other": other.label, "first": theirs[0], "last": theirs[1]}
        if first <= theirs[1] and theirs[0] <= last:
            raise StagesOverlap(**facts)
        if is_before == (last < theirs[0]):
            raise StageOutOfOrder(**facts)


def out_of_stage(action: str, stages: Sequence[Stage], today: date) -> OutOfStage | None:
    """Return that *action* belongs to other stages than the one of *today*, where that can be said.

    Nothing can be said of what the plan gives to no stage, nor while the dates are open.
    """
    belongs_to = tuple(stage for stage in stages if action in stage.actions)
    now = stage_now(stages, today)
    if not belongs_to or (now and now.stage in belongs_to):
        return None
    if now is None and any(span_of(stage) is None for stage in belongs_to):
        return None
    return OutOfStage(action, belongs_to, now.stage if now else None, today)
