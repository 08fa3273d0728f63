"""The stages with their dates: the plan's, or those settled in the ledger."""

from zuofeng_cli.rules.plan import Stage
from zuofeng_cli.rules.stages import settled
from zuofeng_cli.store.reader import Reader

_DATES = "SELECT stage, starts, ends FROM stage_dates"


def stages(reader: Reader) -> tuple[Stage, ...]:
    """Return the stages in their order."""
    return settled(reader.plan.stages, {stage: (starts, ends) for stage, starts, ends in reader.rows(_DATES)})
