"""What stands over a ledger's tables: the triggers that keep its journal, the indexes that keep it fast.

Whatever else stands there could alter or refuse what the program writes. The migrations make them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zuofeng_cli.store.reader import Reader


class OverTable(NamedTuple):
    """Something that stands over a table, by its name."""

    table: str
    name: str


_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
_FILE_GUARDS = {
    "event_no_update": f"CREATE TRIGGER event_no_update BEFORE UPDATE ON event {_REFUSAL}",
    "event_no_delete": f"CREATE TRIGGER event_no_delete BEFORE DELETE ON event {_REFUSAL}",
    "event_in_order": (
        "CREATE TRIGGER event_in_order BEFORE INSERT ON event"
        f" WHEN EXISTS (SELECT 1 FROM event WHERE seq >= NEW.seq) {_REFUSAL}"
    ),
}
_SERVER_GUARDS = {
    name: (
        f"CREATE TRIGGER {name} BEFORE {change} ON event FOR EACH {each}"
        " EXECUTE FUNCTION forbid_event_change()"
        " BEGIN RAISE EXCEPTION 'the journal is append-only'; END"
    )
    for name, change, each in (
        ("event_no_update", "UPDATE", "ROW"),
        ("event_no_delete", "DELETE", "ROW"),
        ("event_no_truncate", "TRUNCATE", "STATEMENT"),
    )
}
_FILE_TRIGGERS = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
_SERVER_TRIGGERS = """
SELECT relname, tgname,
    CASE WHEN tgenabled IN ('O', 'A') THEN pg_get_triggerdef(pg_trigger.oid, true) || ' ' || prosrc END
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = current_schema() AND NOT tgisinternal
UNION ALL
SELECT tablename, rulename, definition FROM pg_rules WHERE schemaname = current_schema()
ORDER BY 2
"""

INDEXES: Mapping[str, str] = {
    "ix_accountability_owner_id": "accountability (owner_id)",
    "ix_accounted_issue_number": "accounted_issue (number)",
    "ix_clue_number": "clue (number)",
    "ix_commendation_owner_id": "commendation (owner_id)",
    "ix_cooperating_unit_unit_id": "cooperating_unit (unit_id)",
    "ix_drawn_issue_number": "drawn_issue (number)",
    "ix_event_number": "event (number, seq)",
    "ix_import_batch_sha256": "import_batch (sha256)",
    "ix_issue_deadline": "issue (state, deadline, notified_level, chronic)",
    "ix_issue_external_no": "issue (external_no)",
    "ix_issue_identity": "issue (description_key, unit_id)",
    "ix_issue_owner_id": "issue (owner_id)",
    "ix_issue_status": (
        "issue (unit_id, state, deadline, deadline_original, deadline_missed, rectified_on, chronic, source)"
    ),
    "ix_owner_unit_id": "owner (unit_id)",
    "ix_passage_decision_publication_id": "passage_decision (publication_id)",
    "ix_public_wording_number": "public_wording (number)",
    "ix_survey_number": "survey (number)",
    "ix_unit_parent_id": "unit (parent_id)",
    "ix_visit_unit_id": "visit (unit_id)",
}
"""Every index that a model asks for: its table and columns."""

_FILE_INDEXES = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_SERVER_INDEXES = """
SELECT tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)
"""
_INDEX = re.compile(
    r'CREATE (UNIQUE )?INDEX "?\w+"? ON (?:"?\w+"?\.)?"?(\w+)"? (?:USING btree )?(.*)', re.DOTALL
)


def guards_missing(reader: Reader) -> list[str]:
    """Return the triggers of the journal that are not there as they were made."""
    guards = _guards(reader)
    made = {name: _squeezed(definition) for (_table, name), definition in _triggers(reader)}
    return [name for name, definition in guards.items() if made.get(name) != _squeezed(definition)]


def foreign_triggers(reader: Reader) -> list[OverTable]:
    """Return the triggers, and on a server the rules, that are none of the journal's."""
    guards = _guards(reader)
    return [found for found, _definition in _triggers(reader) if found.name not in guards]


def _guards(reader: Reader) -> Mapping[str, str]:
    return _SERVER_GUARDS if reader.location.path is None else _FILE_GUARDS


def _triggers(reader: Reader) -> Iterator[tuple[OverTable, object]]:
    statement = _SERVER_TRIGGERS if reader.location.path is None else _FILE_TRIGGERS
    for table, name, definition in reader.rows(statement):
        yield OverTable(str(table), str(name)), definition


def _squeezed(definition: object) -> str:
    return "".join(str(definition).split())


def indexes_missing(reader: Reader) -> list[OverTable]:
    """Return the indexes that are not there, or not as the models ask for them."""
    made = {found.name: definition for found, definition, _is_unique in _indexes(reader)}
    return [
        OverTable(definition.partition(" ")[0], name)
        for name, definition in INDEXES.items()
        if made.get(name) != definition
    ]


def foreign_rules(reader: Reader) -> list[OverTable]:
    """Return the unique indexes that no model asks for: they refuse rows that the office's rules allow."""
    return [
        found for found, _definition, is_unique in _indexes(reader) if is_unique and found.name not in INDEXES
    ]


def _indexes(reader: Reader) -> Iterator[tuple[OverTable, str, bool]]:
    """Yield every index with its table and columns, and whether it is unique."""
    statement = _SERVER_INDEXES if reader.location.path is None else _FILE_INDEXES
    for table, name, definition in reader.rows(statement):
        if found := _INDEX.fullmatch(" ".join(str(definition).split())):
            is_unique, on, columns = found.groups()
            yield (
                OverTable(str(table), str(name)),
                f"{on} {columns}{is_unique or ''}".strip(),
                bool(is_unique),
            )
