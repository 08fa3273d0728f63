"""The rows of the registers: units, persons, imports, profiles, working days; the ledger journals them."""

from dataclasses import fields
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from zuofeng_cli.rules.registers import Batch, Owner, Unit
from zuofeng_cli.store.models import OWNER, UNIT, UNIT_ALIAS


def put_unit(connection: Connection, before: Unit | None, after: Unit) -> None:
    """Write a unit, new where there was none *before*, and its new names."""
    values = {item.name: getattr(after, item.name) for item in fields(Unit) if item.name != "aliases"}
    if before is None:
        connection.execute(insert(UNIT).values(**values))
    else:
        connection.execute(update(UNIT).where(UNIT.c.id == after.id).values(**values))
    known = before.aliases if before else ()
    if fresh := [{"unit_id": after.id, "name": name} for name in after.aliases if name not in known]:
        connection.execute(insert(UNIT_ALIAS), fresh)


def put_owner(connection: Connection, before: Owner | None, after: Owner) -> None:
    """Write a person, new where there was none *before*."""
    values = {item.name: getattr(after, item.name) for item in fields(Owner)} | {"role": after.role.value}
    if before is None:
        connection.execute(insert(OWNER).values(**values))
    else:
        connection.execute(update(OWNER).where(OWNER.c.id == after.id).values(**values))


def put_batch(connection: Connection, number: int, before: Batch | None, after: Batch) -> None:
    """Write an import, new where there was none *before*."""
    from zuofeng_cli.store.setting_models import BATCH

    values = {item.name: getattr(after, item.name) for item in fields(Batch)}
    if before is None:
        connection.execute(insert(BATCH).values(id=number, **values))
    else:
        connection.execute(update(BATCH).where(BATCH.c.id == number).values(**values))


def put_profile(connection: Connection, name: str, options: str | None) -> None:
    """Write a saved profile in place of an older one; None takes it away."""
    from zuofeng_cli.store.setting_models import PROFILE

    connection.execute(delete(PROFILE).where(PROFILE.c.name == name))
    if options is not None:
        connection.execute(insert(PROFILE).values(name=name, options=options))


def put_working_day(connection: Connection, day: date, worked: bool | None) -> None:
    """Write whether a day is worked, in place of what was said before; None says nothing of it."""
    from zuofeng_cli.store.setting_models import WORKING_DAY

    connection.execute(delete(WORKING_DAY).where(WORKING_DAY.c.day == day))
    if worked is not None:
        connection.execute(insert(WORKING_DAY).values(day=day, worked=worked))


def put_snapshot(connection: Connection, sha256: str, content: str) -> None:
    """Write the contents of a publication, unless they are there."""
    from zuofeng_cli.store.practice_models import PUBLISHED_SNAPSHOT as TABLE

    if connection.execute(select(TABLE.c.sha256).where(TABLE.c.sha256 == sha256)).first() is None:
        connection.execute(insert(TABLE).values(sha256=sha256, content=content))
