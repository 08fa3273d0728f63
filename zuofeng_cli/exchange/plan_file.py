"""Reads a plan's TOML file and says on which line a fault lies."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zuofeng_cli.errors.files import FileMissing, PlanFaulty
from zuofeng_cli.errors.lookup import PlanNotFound
from zuofeng_cli.exchange.files import reading_file
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.plan_reading import check_plan
from zuofeng_cli.rules.plan_table import PlanFaults
from zuofeng_cli.words import _

BUILT_IN = Path(__file__).parent.parent / "plans" / "work-style-2020.toml"

_TABLE = re.compile(r"\s*(\[{1,2})\s*([\w.\-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w\-]+)\s*=")


def load_plan(path: Path) -> tuple[Plan, dict[str, Any]]:
    """Return the plan in the TOML file at *path*, and its plain data.

    Raises:
        PlanNotFound: there is no such file. FileUnreadable: it cannot be read.
        PlanFaulty: every fault, each with its line.
    """
    try:
        with reading_file(path) as file:
            text = file.read().decode("utf-8-sig")
    except FileMissing as error:
        raise PlanNotFound(path=path) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _faulty(path, [(line, _("is not UTF-8 text"))]) from error
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise _faulty(path, [(line, _("this is not TOML"))]) from error
    try:
        return check_plan(data), data
    except PlanFaults as error:
        lines = dict(_lines(text))
        faults = [
            (_line_of(where, lines), f"{_dotted(where)} {_(msgid).format(**_listed(facts))}".strip())
            for where, msgid, facts in error.faults
        ]
        raise _faulty(path, sorted(faults, key=lambda fault: fault[0] or 0)) from error


def _faulty(path: Path, faults: list[tuple[int | None, str]]) -> PlanFaulty:
    said = [_("line {line}: {text}").format(line=line, text=text) if line else text for line, text in faults]
    return PlanFaulty(path=path, count=len(faults), faults=_("; ").join(said))


def _listed(facts: dict[str, object]) -> dict[str, object]:
    """Return facts with lists as a person writes them."""
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def _dotted(path: tuple[str | int, ...]) -> str:
    """Return a path as a person counts: ``measures.3.title`` is the third measure."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _line_of(path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> int | None:
    """Return the line of *path*, or of the nearest table that holds it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _lines(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Yield (path, line) for every table header and key of a TOML text that parses."""
    table: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TABLE.match(line):
            table = ()
            *parents, last = header[2].split(".")
            for name in parents:
                table = (*table, name)
                if table in counts:
                    table = (*table, counts[table])
            table = (*table, last)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                yield table, number
                table = (*table, counts[table])
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, key[1]), number
