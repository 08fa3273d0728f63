"""The register entries as read: one statement per kind."""

from zuofeng_cli.rules.entries import EntryT, columns_of, entry_from, kind_of
from zuofeng_cli.store.reader import Reader


def entries(reader: Reader, kind: type[EntryT], **equal: object) -> list[EntryT]:
    """Return the entries of a kind whose fields are as given, in their order."""
    where = " AND ".join(f"{name} = :{name}" for name in equal) or "1 = 1"
    sql = f"SELECT {', '.join(columns_of(kind))} FROM {kind_of(kind)} WHERE {where} ORDER BY id"
    return [entry_from(kind, row) for row in reader.rows(sql, **equal)]
