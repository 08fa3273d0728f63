"""Reading one table of a plan key by key; what is wrong is noted with its path, not raised."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from zuofeng_cli.words import N_

Path = tuple[str | int, ...]


class PlanFaults(Exception):
    """The data is no plan: (path, msgid, facts) for each fault."""

    def __init__(self, faults: list[tuple[Path, str, dict[str, object]]]) -> None:
        super().__init__(faults)
        self.faults = faults


class PlanTable:
    """One table of the data, read key by key; what is wrong is noted, not raised."""

    def __init__(self, data: object, path: Path, faults: list[tuple[Path, str, dict[str, object]]]) -> None:
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self.path = path
        self.faults = faults
        self.read: set[str] = set()
        if not isinstance(data, Mapping):
            self.fault(None, N_("should be a table"))

    def fault(self, key: str | None, msgid: str, **facts: object) -> None:
        """Note that *key* (None: the table itself) is wrong."""
        self.faults.append(((*self.path, key) if key else self.path, msgid, facts))

    def value(self, key: str, kind: type | tuple[type, ...], msgid: str, default: Any, optional: bool) -> Any:
        """Return the value of *key* if it is of *kind*, else *default* with a fault noted."""
        self.read.add(key)
        if key not in self.data:
            if not optional:
                self.fault(key, N_("is missing"))
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in _kinds(kind)):
            self.fault(key, msgid)
            return default
        return value

    def text(self, key: str, *, optional: bool = False) -> str:
        """Return a text, not empty unless *optional*."""
        value = self.value(key, str, N_("should be text"), "", optional)
        if not optional and key in self.data and isinstance(value, str) and not value.strip():
            self.fault(key, N_("is empty"))
        return str(value).strip()

    def whole(self, key: str, *, least: int, most: int) -> int:
        """Return a whole number within its bounds."""
        value = self.value(key, int, N_("should be a whole number"), least, optional=False)
        if not least <= value <= most:
            self.fault(key, N_("should lie between {least} and {most}"), least=least, most=most)
        return int(value)

    def whole_or(self, key: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number, *default* where the key is left out."""
        found = self.optional_whole(key, least=least, most=most)
        return default if found is None else found

    def flag(self, key: str) -> bool:
        """Return true or false, false where the key is left out."""
        return bool(self.value(key, bool, N_("should be true or false"), False, optional=True))

    def optional_whole(self, key: str, *, least: int, most: int) -> int | None:
        """Return a whole number, None where the key is left out."""
        if key in self.data:
            return self.whole(key, least=least, most=most)
        self.read.add(key)
        return None

    def fraction(self, key: str) -> float:
        """Return a number from 0 to 1."""
        value = self.value(key, (int, float), N_("should be a number"), 0.0, optional=False)
        if not 0 <= value <= 1:
            self.fault(key, N_("should lie between {least} and {most}"), least=0, most=1)
        return float(value)

    def fraction_or(self, key: str, default: float) -> float:
        """Return a number from 0 to 1, *default* where the key is left out."""
        if key in self.data:
            return self.fraction(key)
        self.read.add(key)
        return default

    def day(self, key: str) -> date | None:
        """Return a date, None where the key is left out."""
        value: date | str | None = self.value(key, (date, str), N_("should be a date"), None, optional=True)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                self.fault(key, N_("should be a date"))
                return None
        if isinstance(value, datetime):
            self.fault(key, N_("should be a date"))
            return None
        return value

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.value(key, list, N_("should be a list of texts"), [], optional)
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, N_("should be a list of texts"))
            return ()
        return tuple(item.strip() for item in value)

    def some_of(self, key: str, choices: Iterable[str]) -> tuple[str, ...]:
        """Return a list of texts, each one of *choices*; empty where the key is left out."""
        found = self.texts(key, optional=True)
        if not set(found) <= set(choices):
            self.fault(key, N_("should be one of {choices}"), choices=tuple(choices))
        return found

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        """Return a text that is one of *choices*."""
        value = self.text(key)
        if key in self.data and value not in choices:
            self.fault(key, N_("should be one of {choices}"), choices=tuple(choices))
        return value

    def one_of_or(self, key: str, default: str, choices: Iterable[str]) -> str:
        """Return a text that is one of *choices*, *default* where the key is left out."""
        if key in self.data:
            return self.one_of(key, choices)
        self.read.add(key)
        return default

    def table(self, key: str, *, optional: bool = False) -> "PlanTable":
        """Return the table under *key*, an empty one where it is optional and left out."""
        return PlanTable(
            self.value(key, dict, N_("should be a table"), {}, optional), (*self.path, key), self.faults
        )

    def tables(self, key: str, *, optional: bool = False) -> list["PlanTable"]:
        """Return the list of tables under *key*; empty only where it is optional."""
        rows = self.value(key, list, N_("should be a list of tables"), [], optional)
        if key in self.data and not rows and not optional:
            self.fault(key, N_("is empty"))
        return [PlanTable(row, (*self.path, key, index), self.faults) for index, row in enumerate(rows)]

    def done(self) -> None:
        """Note every key that nobody read: it is misspelt, or no setting."""
        for key in self.data:
            if key not in self.read:
                self.fault(key, N_("is not a setting of a plan"))


def _kinds(kind: type | tuple[type, ...]) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)
