"""The list: issues by every filter a clerk asks for, with what is derived from dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from zuofeng_cli.rules.codes import RUNNING, Light, State
from zuofeng_cli.rules.lateness import days_left, is_overdue, light
from zuofeng_cli.store.reader import Reader

_SELECT = """
SELECT issue.number, issue.state, category.code, category.name, category.name_en,
       source.code, source.name, source.name_en, issue.type, issue.description,
       unit.name, owner.name, leader.name, issue.deadline, issue.deadline_original,
       issue.deadline_text, issue.deadline_provisional, issue.level, issue.round, issue.chronic,
       issue.opened_on, issue.rectified_on, issue.closed_on, issue.external_no
FROM issue
JOIN category ON category.code = issue.category
JOIN source ON source.code = issue.source
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
LEFT JOIN owner AS leader ON leader.id = issue.leader_id
"""
_MEASURES = "SELECT number, text FROM measure WHERE number IN (:among) ORDER BY number, position"
_COOPERATING = """
SELECT cooperating_unit.number, unit.name FROM cooperating_unit
JOIN unit ON unit.id = cooperating_unit.unit_id
WHERE cooperating_unit.number IN (:among) ORDER BY cooperating_unit.number, cooperating_unit.position
"""
_UNDECIDED = """
notice.number = issue.number AND notice.kind = 'suggested' AND notice.outcome IS NULL
AND notice.deadline = issue.deadline AND notice.level > issue.level
"""
_SUGGESTED = f"SELECT 1 FROM notice WHERE {_UNDECIDED}"
_LEVELS = f"""
SELECT issue.number, max(notice.level) FROM issue JOIN notice ON {_UNDECIDED}
WHERE issue.number IN (:among) GROUP BY issue.number ORDER BY issue.number
"""
RUNNING_SQL = "issue.state IN ({})".format(", ".join(f"'{state}'" for state in RUNNING))

SORTS = {
    "number": "issue.number",
    "deadline": "issue.deadline IS NULL, issue.deadline, issue.number",
    "unit": "unit.sort_order IS NULL, unit.sort_order, unit.name, issue.number",
    "owner": "owner.name IS NULL, owner.name, issue.number",
    "category": "category.sort_order, issue.number",
    "level": "issue.level DESC, issue.deadline IS NULL, issue.deadline, issue.number",
    "state": "issue.state, issue.number",
}


class IssueRow(NamedTuple):
    """One issue as lists show it; *days_left* is negative when late, None once the clock has stopped."""

    number: int
    ref: str
    state: State
    category: str
    category_name: str
    category_name_en: str
    source: str
    source_name: str
    source_name_en: str
    type: str
    description: str
    unit: str | None
    owner: str | None
    leader: str | None
    deadline: date | None
    deadline_original: date | None
    deadline_text: str | None
    deadline_provisional: bool
    level: int
    round: int
    chronic: bool
    opened_on: date
    rectified_on: date | None
    closed_on: date | None
    external_no: str | None
    days_left: int | None
    overdue: bool
    light: Light
    measures: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Whether responsible unit, owner or deadline is missing while the issue is still to be done."""
        return None in (self.unit, self.owner, self.deadline) and self.state in RUNNING


_CHRONIC = IssueRow._fields.index("chronic") - 1  # a stored row has no ref


class IssueFilter(NamedTuple):
    """Which issues to list; empty means all."""

    states: Sequence[State] = ()
    unit_ids: Sequence[int] = ()
    owner_ids: Sequence[int] = ()
    categories: Sequence[str] = ()
    sources: Sequence[str] = ()
    level: int | None = None
    overdue: bool = False
    due_within_days: int | None = None
    incomplete: bool = False
    suggested: bool = False
    chronic: bool = False
    text: str | None = None
    sort: str = "number"
    limit: int | None = None
    offset: int = 0
    numbers: Sequence[int] = ()

    @property
    def takes_all(self) -> bool:
        """Whether it leaves nothing out and orders as always; the page does not count."""
        given = self._replace(limit=None, offset=0)
        return tuple(tuple(each) if isinstance(each, list) else each for each in given) == IssueFilter()


def list_issues(
    reader: Reader, wanted: IssueFilter, *, today: date, with_parts: bool = False
) -> list[IssueRow]:
    """Return the issues *wanted*, judged as of *today*; *with_parts* adds measures and cooperating units."""
    sql, parameters = list_sql(wanted, today)
    page = ""
    if wanted.limit is not None or wanted.offset:
        page = "LIMIT :limit OFFSET :offset"
        parameters |= {"limit": 2**31 - 1 if wanted.limit is None else wanted.limit, "offset": wanted.offset}
    rows = reader.rows(f"{sql} {page}", **parameters)
    numbers = [row[0] for row in rows] if with_parts else []
    measures = _grouped(reader.rows_among(_MEASURES, numbers))
    cooperating = _grouped(reader.rows_among(_COOPERATING, numbers))
    return [_row(reader, row, today, measures, cooperating) for row in rows]


def suggested_levels(reader: Reader, numbers: Sequence[int]) -> dict[int, int]:
    """Return the highest level that is suggested and not decided for each issue that has one."""
    return {int(number): int(level) for number, level in reader.rows_among(_LEVELS, numbers)}


def issue_numbers(reader: Reader, wanted: IssueFilter, *, today: date) -> list[int]:
    """Return the numbers of the issues *wanted*, ascending."""
    where, parameters = _conditions(wanted, today)
    rows = reader.rows(f"SELECT issue.number FROM issue {where} ORDER BY issue.number", **parameters)
    return [int(number) for (number,) in rows]


def count_issues(reader: Reader, wanted: IssueFilter, *, today: date) -> int:
    """Count the issues *wanted*, whatever the page."""
    where, parameters = _conditions(wanted, today)
    ((count,),) = reader.rows(f"SELECT count(*) FROM issue {where}", **parameters)
    return int(count)


def list_sql(wanted: IssueFilter, today: date) -> tuple[str, dict[str, object]]:
    """Return the statement of a whole list, and its parameters."""
    where, parameters = _conditions(wanted, today)
    return f"{_SELECT} {where} ORDER BY {SORTS[wanted.sort]}", parameters


def _grouped(rows: Sequence[Sequence[Any]]) -> dict[int, tuple[str, ...]]:
    groups: dict[int, list[str]] = {}
    for number, text in rows:
        groups.setdefault(number, []).append(text)
    return {number: tuple(texts) for number, texts in groups.items()}


def _conditions(wanted: IssueFilter, today: date) -> tuple[str, dict[str, object]]:
    conditions: list[str] = []
    parameters: dict[str, object] = {}

    def among(column: str, name: str, values: Sequence[object]) -> None:
        if values:
            listed = {f"{name}_{index}": value for index, value in enumerate(values)}
            parameters.update(listed)
            conditions.append(f"{column} IN ({', '.join(f':{key}' for key in listed)})")

    among("issue.state", "state", [state.value for state in wanted.states])
    among("issue.unit_id", "unit", wanted.unit_ids)
    among("issue.owner_id", "owner", wanted.owner_ids)
    among("issue.category", "category", wanted.categories)
    among("issue.source", "source", wanted.sources)
    among("issue.number", "number", wanted.numbers)
    if wanted.level is not None:
        conditions.append("issue.level = :level")
        parameters["level"] = wanted.level
    if wanted.overdue:
        conditions.append(f"{RUNNING_SQL} AND issue.deadline < :today")
        parameters["today"] = today
    if wanted.due_within_days is not None:
        conditions.append(f"{RUNNING_SQL} AND issue.deadline BETWEEN :due_from AND :due_until")
        parameters |= {"due_from": today, "due_until": today + timedelta(wanted.due_within_days)}
    if wanted.incomplete:
        missing = "issue.unit_id IS NULL OR issue.owner_id IS NULL OR issue.deadline IS NULL"
        conditions.append(f"{RUNNING_SQL} AND ({missing})")
    if wanted.chronic:
        conditions.append("issue.chronic")
    if wanted.suggested:
        conditions.append(f"({RUNNING_SQL} AND EXISTS ({_SUGGESTED}) OR issue.proposal IS NOT NULL)")
    if wanted.text:
        escaped = wanted.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        fields = ("issue.description", "issue.external_no", "issue.remark", "issue.target")
        matches = " OR ".join(f"lower({name}) LIKE lower(:text) ESCAPE '!'" for name in fields)
        conditions.append(f"({matches})")
        parameters["text"] = f"%{escaped}%"
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), parameters


def _row(
    reader: Reader,
    row: Sequence[Any],
    today: date,
    measures: dict[int, tuple[str, ...]],
    cooperating: dict[int, tuple[str, ...]],
) -> IssueRow:
    number, state, deadline = row[0], State(row[1]), row[13]
    stored: list[Any] = [number, reader.ref(number), state, *row[2:]]
    for flag in ("deadline_provisional", "chronic"):  # SQLite has no booleans
        stored[IssueRow._fields.index(flag)] = bool(stored[IssueRow._fields.index(flag)])
    derived: list[Any] = [
        days_left(state, deadline, today),
        is_overdue(state, deadline, today),
        light(state, deadline, today, reader.plan.due_soon_within(bool(row[_CHRONIC]))),
        measures.get(number, ()),
        cooperating.get(number, ()),
    ]
    return IssueRow(*stored, *derived)


def issue_payload(issue: IssueRow) -> dict[str, object]:
    """Return an issue as the documented JSON."""
    return {
        "ref": issue.ref,
        "number": issue.number,
        "state": issue.state.value,
        "category": issue.category,
        "source": issue.source,
        "type": issue.type,
        "description": issue.description,
        "unit": issue.unit,
        "owner": issue.owner,
        "cooperating": list(issue.cooperating),
        "deadline": issue.deadline,
        "deadline_original": issue.deadline_original,
        "days_left": issue.days_left,
        "overdue": issue.overdue,
        "light": issue.light.value,
        "level": issue.level,
        "round": issue.round,
        "chronic": issue.chronic,
        "measures": list(issue.measures),
        "opened_on": issue.opened_on,
        "rectified_on": issue.rectified_on,
        "closed_on": issue.closed_on,
        "incomplete": issue.incomplete,
    }
