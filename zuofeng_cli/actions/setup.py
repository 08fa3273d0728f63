"""Making a ledger from a plan, and bringing an old ledger to the newest layout."""

from pathlib import Path

from zuofeng_cli.exchange.plan_file import BUILT_IN, load_plan
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.store import founding
from zuofeng_cli.store.context import Context


def init(context: Context, *, plan_path: Path | None = None, year: int | None = None) -> Plan:
    """Make a ledger; refuses to touch an existing one."""
    plan, data = load_plan(plan_path or BUILT_IN)
    founding.found(context, plan, data, year or plan.year)
    return plan


def migrate(context: Context) -> founding.Migrated:
    """Bring the ledger to the newest layout, and make indexes anew that are gone."""
    return founding.migrate(context.location)
