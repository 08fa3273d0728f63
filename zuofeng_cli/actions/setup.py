"""Making a ledger from a plan, and bringing an old ledger to the newest layout."""

from pathlib import Path

from zuofeng_cli.exchange.plan_file import BUILT_IN, load_plan
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.plan_reading import read_plan
from zuofeng_cli.store import founding
from zuofeng_cli.store.context import Context


def init(context: Context, *, plan_path: Path | None = None, year: int | None = None) -> Plan:
    """Make a ledger; refuses to touch an existing one. A *year* stands in for that of the plan."""
    plan, data = load_plan(plan_path or BUILT_IN)
    if year:
        data = {**data, "campaign": {**data["campaign"], "year": year}}
        plan = read_plan(data)
    founding.found(context, plan, data)
    return plan


def migrate(context: Context) -> founding.Migrated:
    """Bring the ledger to the newest layout, and make indexes anew that are gone."""
    return founding.migrate(context.location)
