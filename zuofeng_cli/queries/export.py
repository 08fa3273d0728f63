"""The list as it leaves the ledger: the columns a clerk expects, in words that an import knows again.

Source: shared domain notes, "The list".
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from zuofeng_cli.exchange.ledger_file import Heading, LedgerFile, Value
from zuofeng_cli.exchange.summary_sheet import Block, Cell, Summary
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.labels import label
from zuofeng_cli.queries.issues import IssueFilter, IssueRow, issue_numbers, issue_payload, list_issues
from zuofeng_cli.queries.registers import owners, units
from zuofeng_cli.queries.status import status
from zuofeng_cli.rules.codes import IssueType, Light
from zuofeng_cli.rules.figures import FORMULAS, Counts
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_, _, language, pick

CHUNK = 2_000
CHARTED = 3
"""So many figures of the summary are drawn: issues, completed, overdue."""


class View(StrEnum):
    """Which of the three lists of one table is meant."""

    LEDGER = "ledger"
    PROBLEMS = "problems"
    TASKS = "tasks"
    ACCOUNTABILITY = "accountability"


_WHO = ("unit", "cooperating", "leader", "owner")
_WHERE = ("state", "light", "days_left", "level")
COLUMNS: Mapping[View, tuple[str, ...]] = {
    View.LEDGER: (
        *("row", "ref", "external_no", "source", "category", "description", *_WHO, "measure", "target"),
        *("type", "deadline", "progress", "completion", "evidence", "closed_on", "remark", "found_on"),
        *("focus", "opened_on", *_WHERE, "version"),
    ),
    View.PROBLEMS: (
        *("row", "ref", "external_no", "source", "category", "description", "unit", "found_on", "opened_on"),
        *("state", "version"),
    ),
    View.TASKS: (
        *("row", "ref", "description", "measure", "target", "type", "deadline", "progress", "completion"),
        *("state", "light", "days_left", "version"),
    ),
    View.ACCOUNTABILITY: ("row", "ref", "description", *_WHO, "deadline", *_WHERE, "version"),
}
VIEW_WORDS: Mapping[str, str] = {
    View.LEDGER: N_("Issue ledger"),
    View.PROBLEMS: N_("List of problems"),
    View.TASKS: N_("List of tasks"),
    View.ACCOUNTABILITY: N_("List of responsibilities"),
}
_WIDTHS = {
    "row": 6,
    "ref": 14,
    "description": 42,
    "measure": 36,
    "target": 24,
    "progress": 28,
    "completion": 28,
    "evidence": 24,
    "remark": 20,
    "cooperating": 16,
    "unit": 16,
    "days_left": 9,
    "version": 9,
    "light": 9,
    "state": 9,
    "level": 12,
}
_USUAL_WIDTH = 13
_LIGHT_COLOURS = {
    Light.GREEN: "#D9EAD3",
    Light.YELLOW: "#FFF2CC",
    Light.RED: "#F4CCCC",
    Light.GREY: "#E7E6E6",
}

_MORE = """
SELECT issue.number, issue.target, issue.remark, issue.found_on, issue.focus,
       focus_area.name, focus_area.name_en, issue.completion_note,
       issue.unit_id, issue.owner_id, issue.leader_id, issue.version
FROM issue LEFT JOIN focus_area ON focus_area.code = issue.focus
WHERE issue.number IN (:among) ORDER BY issue.number
"""
_PROGRESS = "SELECT number, text FROM progress_note WHERE number IN (:among) ORDER BY number, position"
_EVIDENCE = "SELECT number, reference FROM evidence WHERE number IN (:among) ORDER BY number, position"


class _More(NamedTuple):
    number: int
    target: str | None
    remark: str | None
    found_on: date | None
    focus_code: str | None
    focus: str | None
    focus_en: str | None
    completion: str | None
    unit_id: int | None
    owner_id: int | None
    leader_id: int | None
    version: int


def ledger_file(reader: Reader, view: View, wanted: IssueFilter, *, today: date) -> LedgerFile:
    """Return the issues *wanted* as of *today*; the rows are read as they are written."""
    numbers = issue_numbers(reader, wanted, today=today)
    named = vocabulary().headings[language()]
    columns = COLUMNS[view]
    headings = [Heading(named[field], _WIDTHS.get(field, _USUAL_WIDTH)) for field in columns]
    return LedgerFile(
        title=_("{campaign}: {view}").format(campaign=reader.plan.label, view=_(VIEW_WORDS[view])),
        subtitle=_("As of {day}.").format(day=today),
        sheet=_(VIEW_WORDS[view]),
        headings=headings,
        rows=_rows(reader, numbers, columns, today),
        records=_records(reader, numbers, today),
        issues=len(numbers),
        fills={label(light): colour for light, colour in _LIGHT_COLOURS.items()},
        summary=_summary(reader, today),
    )


def _rows(
    reader: Reader, numbers: Sequence[int], columns: Sequence[str], today: date
) -> Iterator[Sequence[Value]]:
    at = 0
    for start in range(0, len(numbers), CHUNK):
        told = exported(reader, numbers[start : start + CHUNK], today=today)
        for number in numbers[start : start + CHUNK]:
            at += 1
            values = {"row": at, **told[number]}
            yield [values[column] for column in columns]


def _records(reader: Reader, numbers: Sequence[int], today: date) -> Iterator[dict[str, object]]:
    """Yield issues as the documented JSON, with what the list adds."""
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        wanted = IssueFilter(numbers=chunk)
        parts = _Parts(reader, chunk)
        for issue in list_issues(reader, wanted, today=today, with_parts=True):
            more = parts.more[issue.number]
            yield {
                **issue_payload(issue),
                "external_no": issue.external_no,
                "leader": issue.leader,
                "target": more.target,
                "remark": more.remark,
                "found_on": more.found_on,
                "focus": more.focus_code,
                "completion_note": more.completion,
                "progress": parts.progress.get(issue.number),
                "evidence": parts.evidence.get(issue.number, []),
            }


class _Parts:
    """What the list tells of issues besides the row that all lists have.

    Attributes:
        progress: the newest note.
    """

    def __init__(self, reader: Reader, numbers: Sequence[int]) -> None:
        self.more = {each[0]: _More(*each) for each in reader.rows_among(_MORE, numbers)}
        self.progress = {each[0]: str(each[1]) for each in reader.rows_among(_PROGRESS, numbers)}
        self.evidence: dict[int, list[str]] = {}
        for number, reference in reader.rows_among(_EVIDENCE, numbers):
            self.evidence.setdefault(number, []).append(reference)


def exported(reader: Reader, numbers: Sequence[int], *, today: date) -> dict[int, dict[str, Value]]:
    """Return by number what an export says of issues, by column, in the language now spoken."""
    if not numbers:
        return {}
    rows = list_issues(reader, IssueFilter(numbers=numbers), today=today, with_parts=True)
    parts, people = _Parts(reader, numbers), _People(reader)
    told = {}
    for row in rows:
        evidence = "\n".join(parts.evidence.get(row.number, ()))
        told[row.number] = _values(reader, row, parts.more[row.number], people) | {
            "progress": parts.progress.get(row.number),
            "evidence": evidence,
        }
    return told


def _values(reader: Reader, row: IssueRow, more: _More, people: "_People") -> dict[str, Value]:
    return {
        "ref": row.ref,
        "external_no": row.external_no,
        "source": pick(row.source_name, row.source_name_en),
        "category": pick(row.category_name, row.category_name_en),
        "description": row.description,
        "unit": row.unit,
        "cooperating": _(", ").join(row.cooperating),
        "leader": people.name(more.leader_id, more.unit_id),
        "owner": people.name(more.owner_id, more.unit_id),
        "measure": "\n".join(row.measures),
        "target": more.target,
        "type": label(IssueType(row.type)),
        "deadline": row.deadline or row.deadline_text,
        "completion": more.completion,
        "closed_on": row.closed_on,
        "remark": more.remark,
        "found_on": more.found_on,
        "focus": pick(more.focus or "", more.focus_en or ""),
        "opened_on": row.opened_on,
        "version": more.version,
        "state": label(row.state),
        "light": label(row.light) if row.incomplete or row.days_left is not None else None,
        "days_left": row.days_left,
        "level": _level(reader, row.level),
    }


def _level(reader: Reader, level: int) -> str:
    return reader.plan.ladder.label(level) if level else ""


class _People:
    """Says persons so that an import finds them again: namesakes of other units with their unit."""

    def __init__(self, reader: Reader) -> None:
        self._by_id = {owner.id: owner for owner in owners(reader)}
        self._namesakes = Counter(owner.name for owner in self._by_id.values())
        self._unit_names = {unit.id: unit.name for unit in units(reader)}

    def name(self, owner_id: int | None, unit_id: int | None) -> str | None:
        """Return what the person is called in an issue of the unit."""
        owner = self._by_id.get(owner_id or 0)
        if owner is None:
            return None
        if self._namesakes[owner.name] == 1 or owner.unit_id == unit_id:
            return owner.name
        return f"{owner.name}@{self._unit_names[owner.unit_id]}"


def _summary(reader: Reader, today: date) -> Summary:
    """Return the status by unit and by category, with its formulas, for the second sheet."""
    groups = (("unit", _("Unit")), ("category", _("Category")))
    return Summary(
        sheet=_("Summary"),
        blocks=[_block(reader, by, heading, today) for by, heading in groups],
        notes=[_(FORMULAS[name]) for name in ("completion_rate", "closure_rate", "on_time_rate")],
    )


def _block(reader: Reader, by: str, heading: str, today: date) -> Block:
    found = status(reader, by=by, today=today)
    figures = (_("Issues"), _("Completed"), _("Overdue"), _("Closed"), _("Due soon"))
    rates = (_("Completion"), _("Closure"), _("On time"))
    nobody = _("(none)")
    return Block(
        title=_("{heading}: status as of {day}").format(heading=heading, day=today),
        headings=(heading, *figures, *rates),
        rows=[(pick(row.name or nobody, row.name_en or nobody), *_figures(row.counts)) for row in found.rows],
        total=(_("Total"), *_figures(found.totals)),
        charted=CHARTED,
    )


def _figures(counts: Counts) -> tuple[Cell, ...]:
    rates = (counts.completion_rate, counts.closure_rate, counts.on_time_rate)
    return (counts.issues, counts.completed, counts.overdue, counts.closed, counts.due_soon, *rates)
