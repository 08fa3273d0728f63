"""Tab completion from the ledger itself; where there is none, nothing is offered."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from zuofeng_cli.rules.plan import Plan
    from zuofeng_cli.store.reader import Reader

Completer = Callable[[typer.Context, str], list[str]]


def _from_ledger(read: "Callable[[Reader], Iterable[str]]") -> Completer:
    def complete(context: typer.Context, incomplete: str) -> list[str]:
        from zuofeng_cli.cli.session import new_session
        from zuofeng_cli.errors import ZuofengError

        options = context.find_root().params
        try:
            with new_session(options.get("db"), None).reading() as reader:
                return [word for word in read(reader) if word.startswith(incomplete)]
        except ZuofengError:
            return []  # no ledger here, so nothing to offer

    return complete


def _from_plan(read: "Callable[[Plan], Iterable[str]]") -> Completer:
    return _from_ledger(lambda reader: read(reader.plan))


def _clues(reader: "Reader") -> list[str]:
    return [
        str(number) for (number,) in reader.rows("SELECT id FROM clue WHERE settled_on IS NULL ORDER BY id")
    ]


def _teams(reader: "Reader") -> list[str]:
    return [name for (name,) in reader.rows("SELECT name FROM team ORDER BY id")]


def _visits(reader: "Reader") -> list[str]:
    return [str(number) for (number,) in reader.rows("SELECT id FROM visit ORDER BY id")]


def _units(reader: "Reader") -> list[str]:
    from zuofeng_cli.queries.registers import units

    return [unit.name for unit in units(reader)]


def _owners(reader: "Reader") -> list[str]:
    from zuofeng_cli.queries.registers import owners

    return [owner.name for owner in owners(reader)]


def _refs(reader: "Reader") -> list[str]:
    numbers = reader.rows(
        "SELECT number FROM issue WHERE state NOT IN ('cancelled', 'merged') ORDER BY number"
    )
    return [word for (number,) in numbers for word in (str(number), reader.ref(number))]


def _orders(reader: "Reader") -> list[str]:
    from zuofeng_cli.queries.orders import AWAITED_SQL

    awaited = reader.rows(
        "SELECT year, serial FROM supervision_order JOIN issue ON issue.number = supervision_order.number"
        f" WHERE {AWAITED_SQL} ORDER BY year, serial"
    )
    return [f"{year}-{serial}" for year, serial in awaited]


def _publications(reader: "Reader") -> list[str]:
    return [str(number) for (number,) in reader.rows("SELECT id FROM publication ORDER BY id DESC")]


def _draws(reader: "Reader") -> list[str]:
    return [str(draw) for (draw,) in reader.rows("SELECT id FROM look_back_draw ORDER BY id")]


def _surveys(reader: "Reader") -> list[str]:
    return [str(survey) for (survey,) in reader.rows("SELECT id FROM survey ORDER BY id")]


def _accounts(reader: "Reader") -> list[str]:
    return [str(number) for (number,) in reader.rows("SELECT id FROM accountability ORDER BY id")]


def _profiles(reader: "Reader") -> list[str]:
    from zuofeng_cli.queries.registers import profiles

    return list(profiles(reader))


clues = _from_ledger(_clues)
teams = _from_ledger(_teams)
visits = _from_ledger(_visits)
units = _from_ledger(_units)
profiles = _from_ledger(_profiles)
publications = _from_ledger(_publications)
owners = _from_ledger(_owners)
refs = _from_ledger(_refs)
orders = _from_ledger(_orders)
draws = _from_ledger(_draws)
surveys = _from_ledger(_surveys)
accounts = _from_ledger(_accounts)
conducts = _from_plan(lambda plan: plan.conduct)
forms = _from_plan(lambda plan: plan.accountability_forms)
tolerances = _from_plan(lambda plan: plan.tolerance)
categories = _from_plan(lambda plan: [term.label for term in plan.categories])
sources = _from_plan(lambda plan: [term.label for term in plan.sources])
checklists = _from_plan(lambda plan: [each.label for each in plan.checklists])
clue_sources = _from_plan(lambda plan: [term.label for term in plan.sources if term.is_clue])
focus_areas = _from_plan(lambda plan: [term.label for term in plan.focus_areas])
reasons = _from_plan(lambda plan: [term.label for term in plan.reopen_reasons])

stages = _from_plan(lambda plan: [stage.label for stage in plan.stages])
bodies = _from_plan(lambda plan: [body.code for body in plan.bodies])
positions = _from_plan(
    lambda plan: dict.fromkeys(position.label for body in plan.bodies for position in body.positions)
)


def _codes(name: str) -> Completer:
    def complete(_context: typer.Context, incomplete: str) -> list[str]:
        from zuofeng_cli.labels import label
        from zuofeng_cli.rules.codes import IssueType, Role, State, VisitKind

        codes = {"state": State, "type": IssueType, "role": Role, "visit": VisitKind}[name]
        return [label(code) for code in codes if label(code).startswith(incomplete)]

    return complete


states, types, roles = _codes("state"), _codes("type"), _codes("role")
visit_kinds = _codes("visit")


def formats(incomplete: str) -> list[str]:
    """Offer the formats of a read."""
    return [name for name in FORMATS if name.startswith(incomplete)]


def text_formats(incomplete: str) -> list[str]:
    """Offer the formats of a report in sentences."""
    return [name for name in TEXT_FORMATS if name.startswith(incomplete)]


def groupings(incomplete: str) -> list[str]:
    """Offer what ``status`` can count by."""
    return [name for name in ("unit", "category", "owner", "source", "focus") if name.startswith(incomplete)]


def views(incomplete: str) -> list[str]:
    """Offer the views of an export."""
    return [name for name in VIEWS if name.startswith(incomplete)]


VIEWS = ("ledger", "problems", "tasks", "accountability")


def papers(incomplete: str) -> list[str]:
    """Offer the kinds of paper."""
    return [name for name in PAPERS if name.startswith(incomplete)]


PAPERS = ("order", "return", "extension", "interview", "circular", "bulletin")
TEXT_FORMATS = ("plain", "json")
FORMATS = ("table", "plain", "markdown", "csv", "tsv", "json", "html")
