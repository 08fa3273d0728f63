"""What is made public, and the publications so far."""

import json
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from zuofeng_cli.errors.publishing import PublicationNotFound
from zuofeng_cli.queries.entries import entries
from zuofeng_cli.rules.publication import Publication, PublicRow, Snapshot, Wording
from zuofeng_cli.store.reader import Reader

_ROWS = """
SELECT issue.number, issue.category, issue.type, issue.description, unit.name, issue.deadline, issue.state,
       issue.source, issue.opened_on, issue.closed_on
FROM issue LEFT JOIN unit ON unit.id = issue.unit_id
WHERE issue.state NOT IN ('cancelled', 'merged')
ORDER BY issue.number
"""
_MEASURES = "SELECT number, text FROM measure ORDER BY number, position"
_NAMES = "SELECT name FROM owner"
_HEAD = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"
_EVENT = "SELECT hash FROM event WHERE seq = :seq"
_SNAPSHOT = "SELECT content FROM published_snapshot WHERE sha256 = :sha256"


class PublicList(NamedTuple):
    """The issues for the public as they stand, with the days each was listed and closed; no deeds."""

    rows: list[PublicRow]
    days: list[tuple[date, date | None]]


def public_list(reader: Reader) -> PublicList:
    """Return what a draft is made from."""
    wordings = {wording.number: wording.text for wording in entries(reader, Wording)}
    measures: dict[int, list[str]] = {}
    for number, text in reader.rows(_MEASURES):
        measures.setdefault(number, []).append(text)
    deeds = {source.code for source in reader.plan.deed_sources}
    rows, days = [], []
    for row in reader.rows(_ROWS):
        number, category, kind, description, unit, deadline, state, source, opened_on, closed_on = row
        if source in deeds:
            continue
        rows.append(
            PublicRow(
                number,
                reader.ref(number),
                category,
                kind,
                wordings.get(number, description),
                unit,
                tuple(measures.get(number, ())),
                deadline,
                state,
            )
        )
        days.append((opened_on, closed_on))
    return PublicList(rows, days)


def register_names(reader: Reader) -> list[str]:
    """Return the names of all persons in the register."""
    return [name for (name,) in reader.rows(_NAMES)]


def journal_head(reader: Reader) -> tuple[int, str]:
    """Return number and hash of the newest event."""
    ((seq, head),) = reader.rows(_HEAD)
    return int(seq), str(head)


def event_hash(reader: Reader, seq: int) -> str | None:
    """Return the hash of an event, None where there is none of this number."""
    found = reader.rows(_EVENT, seq=seq)
    return str(found[0][0]) if found else None


def publications(reader: Reader) -> list[Publication]:
    """Return all publications, drafts included, in their order."""
    return entries(reader, Publication)


def publication(reader: Reader, number: int) -> Publication:
    """Return a publication.

    Raises:
        PublicationNotFound: there is none of this number.
    """
    found = entries(reader, Publication, id=number)
    if not found:
        raise PublicationNotFound(given=number)
    return found[0]


def content_hash(reader: Reader, publication: Publication) -> str:
    """Return the SHA-256 of a publication's snapshot as it is kept now."""
    return sha256(snapshot_text(reader, publication).encode()).hexdigest()


def snapshot_text(reader: Reader, publication: Publication) -> str:
    """Return the canonical JSON of a publication's snapshot, as frozen; empty if it is gone."""
    found = reader.rows(_SNAPSHOT, sha256=publication.sha256)
    return str(found[0][0]) if found else ""


def snapshot(reader: Reader, publication: Publication) -> Snapshot:
    """Return a publication's snapshot."""
    found: dict[str, Any] = json.loads(snapshot_text(reader, publication))
    return found


def last_public(reader: Reader, *, before: int | None = None) -> Publication | None:
    """Return the newest publication that may be shown; *before* leaves out that one and what followed it."""
    shown = [each for each in publications(reader) if each.is_public and (before is None or each.id < before)]
    return shown[-1] if shown else None
