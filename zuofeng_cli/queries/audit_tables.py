"""What the audit asks of the tables that the journal does not tell of field by field.

Their layout and the journal's guards, the ledger's own row, the words of the plan, which command wrote which
events, and the snapshots of publications.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from zuofeng_cli.labels import entry_words
from zuofeng_cli.queries.problems import Problem, compare, shown
from zuofeng_cli.rules.codes import Action
from zuofeng_cli.rules.journal import UNDO, Record
from zuofeng_cli.rules.plan import Term
from zuofeng_cli.store.guards import foreign_rules, foreign_triggers, guards_missing, indexes_missing
from zuofeng_cli.store.layout import foreign, missing
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.store.schema import HEAD
from zuofeng_cli.words import N_

_REVISIONS = "SELECT version_num FROM alembic_version"
_LEDGER = "SELECT plan, plan_sha256, created_at FROM ledger"
_BEGUN = "SELECT at FROM event WHERE seq = 1"
_COMMANDS = "SELECT first_event, last_event, undone_by FROM command ORDER BY first_event"
_LAST_EVENT = "SELECT coalesce(max(seq), 0) FROM event"
_MIXED = """
SELECT command.first_event FROM command
JOIN event AS begun ON begun.seq = command.first_event AND begun.seq > 1
WHERE EXISTS (
    SELECT 1 FROM event WHERE event.seq > command.first_event AND event.seq <= command.last_event
    AND (event.at <> begun.at OR event.actor <> begun.actor)
)
ORDER BY command.first_event
"""
_TAKEN_BACK_BY_NONE = f"""
SELECT command.first_event FROM command
JOIN event ON event.seq = command.last_event AND event.action = '{UNDO}'
WHERE event.changes NOT LIKE '%.undone_on":%'
AND NOT EXISTS (SELECT 1 FROM command AS taken WHERE taken.undone_by = command.first_event)
ORDER BY command.first_event
"""
_TAKEN_BACK_BY_ANOTHER = f"""
SELECT command.first_event, command.undone_by FROM command
LEFT JOIN command AS taking ON taking.first_event = command.undone_by
LEFT JOIN event AS done ON done.seq = command.first_event
LEFT JOIN event AS undone ON undone.seq = command.undone_by
WHERE command.undone_by IS NOT NULL AND (
    taking.first_event IS NULL OR taking.first_event <= command.last_event
    OR done.actor IS NULL OR undone.actor IS NULL OR done.actor <> undone.actor
    OR EXISTS (
        SELECT 1 FROM event AS back WHERE back.seq BETWEEN taking.first_event AND taking.last_event
        AND back.action NOT IN ('{UNDO}', '{Action.CANCEL}')
    )
    OR EXISTS (
        SELECT 1 FROM command AS other
        WHERE other.undone_by = command.undone_by AND other.first_event <> command.first_event
    )
    OR EXISTS (
        SELECT 1 FROM event AS back
        WHERE back.seq BETWEEN taking.first_event AND taking.last_event AND back.number IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM event AS own
            WHERE own.number = back.number AND own.seq BETWEEN command.first_event AND command.last_event
        )
    )
)
ORDER BY command.first_event
"""
_PUBLICATIONS = """
SELECT publication.id, publication.sha256, published_snapshot.content
FROM publication LEFT JOIN published_snapshot ON published_snapshot.sha256 = publication.sha256
ORDER BY publication.id
"""
_OF_EARLIER_DRAFTS = """
SELECT sha256, content FROM published_snapshot
WHERE NOT EXISTS (SELECT 1 FROM publication WHERE publication.sha256 = published_snapshot.sha256)
"""
_IN_THE_JOURNAL = "SELECT 1 FROM event WHERE number IS NULL AND changes LIKE :named LIMIT 1"


def check_layout(reader: Reader, problems: list[Problem]) -> set[str]:
    """Look whether tables, and what stands over them, are as they were made; return those not whole."""
    gone = missing(reader)
    for table, column in gone:
        if column is None:
            problems.append(Problem(table, N_("the table is missing"), {}))
        else:
            problems.append(Problem(table, N_("the column {column} is missing"), {"column": column}))
    if ("event", None) not in gone:
        for guard in guards_missing(reader):
            message = N_("{guard}, which keeps the journal from being altered, is missing or was altered")
            problems.append(Problem("event", message, {"guard": guard}))
    for table, index in indexes_missing(reader):
        if (table, None) not in gone:
            message = N_("the index {index} is missing or was altered; `zuofeng migrate` makes it anew")
            problems.append(Problem(table, message, {"index": index}))
    check_nothing_foreign(reader, problems)
    return {table for table, _column in gone}


def check_nothing_foreign(reader: Reader, problems: list[Problem]) -> None:
    """Look whether there is anything that the program did not make and that could alter or refuse a row."""
    for table, column in foreign(reader):
        if column is None:
            problems.append(Problem(table, N_("the table does not belong there"), {}))
        else:
            problems.append(
                Problem(table, N_("the column {column} does not belong there"), {"column": column})
            )
    for table, trigger in foreign_triggers(reader):
        message = N_("the trigger {trigger} does not belong there: it can alter what is written")
        problems.append(Problem(table, message, {"trigger": trigger}))
    for table, index in foreign_rules(reader):
        message = N_("the unique index {index} does not belong there: it can refuse what is written")
        problems.append(Problem(table, message, {"index": index}))


def check_ledger(reader: Reader, problems: list[Problem]) -> None:
    """Hold the ledger's own row, and the revision of its layout, against what they should be."""
    ((plan, digest, created_at),) = reader.rows(_LEDGER)
    if _hash_of(plan) != digest:
        problems.append(Problem("plan", N_("was altered: its hash does not fit"), {}))
    for (at,) in reader.rows(_BEGUN):
        compare("ledger", {"created_at": at}, {"created_at": created_at}, problems)
    for (revision,) in reader.rows(_REVISIONS):
        if revision != HEAD:
            facts: dict[str, object] = {"revision": shown(revision)}
            problems.append(Problem("alembic_version", N_("{revision} does not belong there"), facts))


def check_plan_words(reader: Reader, problems: list[Problem]) -> None:
    """Hold the tables of the plan's words against the plan itself."""
    plan = reader.plan
    planned: Record = {}
    stored: Record = {}
    for table, terms in (
        ("category", plan.categories),
        ("source", plan.sources),
        ("focus_area", plan.focus_areas),
    ):
        planned |= {f"{table}.{term.code}": _term(term, at) for at, term in enumerate(terms, 1)}
        rows = reader.rows(f"SELECT code, name, name_en, sort_order FROM {table}")
        stored |= {f"{table}.{code}": _joined(words) for code, *words in rows}
    for row in plan.measures:
        planned[f"plan_measure.{row.number}"] = _joined((row.focus, row.title, row.text))
    rows = reader.rows("SELECT number, focus, title, text FROM plan_measure")
    stored |= {f"plan_measure.{number}": _joined(words) for number, *words in rows}
    compare("plan", planned, stored, problems)


def _term(term: Term, position: int) -> str:
    return _joined((term.name, term.name_en, position))


def _joined(words: Sequence[Any]) -> str:
    return "/".join(str(shown(word)) for word in words)


def check_commands(reader: Reader, problems: list[Problem]) -> None:
    """Look whether every event belongs to one command, and each undoing to the command it took back.

    The first event made the ledger and belongs to none, or to all that was written before any were kept.
    """
    expected = 2
    for first, last, _undone_by in reader.stream(_COMMANDS):
        if not (isinstance(first, int) and isinstance(last, int)) or last < first:
            problems.append(_command(N_("its range of events, {first} to {last}, is none"), first, last=last))
            continue
        if first != expected and (first, expected) != (1, 2):
            message = N_("the events from {expected} on belong to no command, or to two")
            problems.append(_command(message, first, expected=min(expected, first)))
        expected = last + 1
    ((newest,),) = reader.rows(_LAST_EVENT)
    if expected != newest + 1:
        message = N_("the commands end with event {last}, the journal with {newest}")
        problems.append(Problem("command", message, {"last": expected - 1, "newest": newest}))
    for (first,) in reader.rows(_MIXED):
        problems.append(_command(N_("its events were not written by one command"), first))
    for (first,) in reader.rows(_TAKEN_BACK_BY_NONE):
        problems.append(_command(N_("what it took back is not marked so"), first))
    for first, undone_by in reader.rows(_TAKEN_BACK_BY_ANOTHER):
        message = N_("undone_by: it was not taken back by event {undone_by}")
        problems.append(_command(message, first, undone_by=undone_by))


def _command(message: str, first: object, **facts: object) -> Problem:
    values: Mapping[str, object] = {"first": first, **facts}
    return Problem(f"command.{shown(first)}", message, {name: shown(value) for name, value in values.items()})


def check_snapshots(reader: Reader, problems: list[Problem]) -> None:
    """Hold what was published against the hash that stands in its publication, drafts included."""
    for number, digest, content in reader.rows(_PUBLICATIONS):
        if not isinstance(content, str) or _hash_of(content) != digest:
            where = entry_words(f"publication.{number}")
            problems.append(Problem(where, N_("its contents were altered, or are gone"), {}))
    for digest, content in reader.rows(_OF_EARLIER_DRAFTS):
        is_altered = not isinstance(content, str) or _hash_of(content) != digest
        if is_altered or not reader.rows(_IN_THE_JOURNAL, named=f'%.sha256":%"{digest}"%'):
            facts: dict[str, object] = {"sha256": shown(digest)}
            problems.append(Problem("published_snapshot", N_("{sha256} belongs to no publication"), facts))


def _hash_of(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
