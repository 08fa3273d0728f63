"""What is said of the stages: the line in the status table and its JSON; and what else is warned of."""

from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import joined
from zuofeng_cli.labels import label
from zuofeng_cli.rules.clock import ClockBack
from zuofeng_cli.rules.codes import Action, Practice
from zuofeng_cli.rules.doubts import Doubt
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.rules.plan import Stage
    from zuofeng_cli.rules.stages import OutOfStage, StageDay
    from zuofeng_cli.store.context import Warned


def stage_line(now: "StageDay | None") -> str:
    """Return the stage of a day in one line."""
    if now is None:
        return _("Stage: none runs on this day")
    said = _("Stage: {stage} ({first} to {last}), day {day} of {days}, days left: {days_left}")
    stage = now.stage
    first, last = stage.starts, stage.ends
    return said.format(
        stage=stage.label, first=first, last=last, day=now.day, days=now.days, days_left=now.days_left
    )


def stage_payload(now: "StageDay | None") -> dict[str, object] | None:
    """Return the stage of a day as the documented JSON."""
    if now is None:
        return None
    return {
        "code": now.stage.code,
        "name": now.stage.name,
        "starts": now.stage.starts,
        "ends": now.stage.ends,
        "day": now.day,
        "days": now.days,
        "days_left": now.days_left,
    }


def warning(warned: "Warned") -> str:
    """Return that something was done although it may not be right."""
    if isinstance(warned, Doubt):
        said = _("Warning: {ref}: {doubt} It is done all the same.")
        return said.format(ref=warned.ref, doubt=_(warned.message).format(**warned.facts))
    if isinstance(warned, ClockBack):
        said = _(
            "Warning: today is {day}, the entry before is of {last}: is the clock right? It is done anyway."
        )
        return said.format(day=warned.day, last=warned.last)
    return _out_of_stage(warned)


def _out_of_stage(outside: "OutOfStage") -> str:
    """Return that something was done outside its stage."""
    facts = {
        "action": action_word(outside.action),
        "stages": joined([_named(stage) for stage in outside.belongs_to]),
        "today": outside.today,
    }
    if outside.now is None:
        said = _(
            "Warning: “{action}” belongs to {stages}; no stage runs today ({today}). It is done all the same."
        )
        return said.format(**facts)
    said = _("Warning: “{action}” belongs to {stages}; today ({today}) is “{now}”. It is done all the same.")
    return said.format(now=outside.now.label, **facts)


def action_word(action: str) -> str:
    """Return what may belong to a stage in words."""
    return label(Action(action) if action in set(Action) else Practice(action))


def _named(stage: "Stage") -> str:
    if stage.starts and stage.ends:
        said = _("“{stage}” ({first} to {last})")
        return said.format(stage=stage.label, first=stage.starts, last=stage.ends)
    return _("“{stage}”").format(stage=stage.label)
