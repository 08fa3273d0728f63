"""Keeps the Chinese catalogue true: ``python -m tests.catalogue --write`` brings it up to date.

Without ``--write`` it says what is missing, left over or not compiled, and ends with 1 if anything is.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "zuofeng_cli"
SOURCE = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "zuofeng.po"
METHODS = [("**.py", "python"), ("exchange/site/templates/**", "jinja2")]
COMPILED = SOURCE.with_suffix(".mo")


def extracted() -> Catalog:
    """Return every msgid of the program."""
    template = Catalog(project="zuofeng", charset="utf-8")
    found = extract_from_dir(PACKAGE, METHODS, keywords={"_": None, "N_": None})
    for file, line, message, comments, context in found:
        template.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return template


def stored() -> Catalog:
    """Return the catalogue as it is kept."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="zuofeng")


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue in the form gettext reads."""
    buffer = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = datetime(2020, 1, 1, tzinfo=UTC)  # same in, same out
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def sentences(compiled_catalogue: bytes) -> dict[object, object]:
    """Return what a compiled catalogue says; its header names the library that made it, and is left out."""
    catalogue = read_mo(io.BytesIO(compiled_catalogue))
    return {message.id: message.string for message in catalogue if message.id}


def faults() -> list[str]:
    """Return what is wrong with the catalogue, in words."""
    wanted = {message.id for message in extracted() if message.id}
    catalogue = stored()
    known = {message.id: message for message in catalogue if message.id}
    found = [f"missing: {msgid}" for msgid in wanted - known.keys()]
    found += [f"left over: {msgid}" for msgid in known.keys() - wanted]
    found += [
        f"untranslated: {msgid}" for msgid, message in known.items() if not message.string or message.fuzzy
    ]
    found += [
        f"{error}: {message.id}" for message in catalogue if message.id for error in message.check(catalogue)
    ]
    if sentences(COMPILED.read_bytes()) != sentences(compiled(catalogue)):
        found.append("not compiled: run python -m tests.catalogue --write")
    return sorted(found)


def write() -> None:
    """Bring the catalogue up to the program's msgids and compile it; new ones wait for their translation."""
    catalogue = stored()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    clean = Catalog(locale="zh_CN", domain="zuofeng", project="zuofeng", charset="utf-8")
    for message in catalogue:
        if message.id:
            clean.add(message.id, message.string)
    with SOURCE.open("wb") as file:
        write_po(file, clean, width=100, sort_output=True, no_location=True, omit_header=True)
    COMPILED.write_bytes(compiled(stored()))


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    for fault in faults():
        print(fault)
    sys.exit(bool(faults()))
