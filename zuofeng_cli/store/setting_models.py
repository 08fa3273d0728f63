"""The tables that are written once or rarely: the plan's words, imports and their profiles, working days.

Apart from ``models.py`` because every class costs start-up time, and most commands need none of these.
"""

from datetime import date

from sqlalchemy import Text
from sqlmodel import Field

from zuofeng_cli.store.models import METADATA, Row


class CategoryRow(Row, table=True):
    """A problem category of the plan."""

    __tablename__ = "category"

    code: str = Field(primary_key=True)
    name: str
    name_en: str
    sort_order: int


class SourceRow(Row, table=True):
    """A source of issues that the plan knows."""

    __tablename__ = "source"

    code: str = Field(primary_key=True)
    name: str
    name_en: str
    sort_order: int


class FocusRow(Row, table=True):
    """A focus area of the plan."""

    __tablename__ = "focus_area"

    code: str = Field(primary_key=True)
    name: str
    name_en: str
    sort_order: int


class PlanMeasureRow(Row, table=True):
    """A numbered measure of the plan."""

    __tablename__ = "plan_measure"

    number: int = Field(primary_key=True)
    focus: str = Field(foreign_key="focus_area.code")
    title: str
    text: str = Field(sa_type=Text)


class BatchRow(Row, table=True):
    """One import of one file."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    file_name: str
    sha256: str = Field(index=True)
    imported_on: date
    read: int
    new: int
    updated: int
    unchanged: int
    conflicts: int
    rejected: int
    recurrences: int | None = None
    first_event: int | None = None
    last_event: int | None = None
    undone_on: date | None = None


class ProfileRow(Row, table=True):
    """A saved way to import the files of one source; *options* as canonical JSON."""

    __tablename__ = "import_profile"

    name: str = Field(primary_key=True)
    options: str = Field(sa_type=Text)


class WorkingDayRow(Row, table=True):
    """A day the office works or rests against the announced holidays."""

    __tablename__ = "working_day"

    day: date = Field(primary_key=True)
    worked: bool


CATEGORY, SOURCE = METADATA.tables["category"], METADATA.tables["source"]
FOCUS_AREA, PLAN_MEASURE = METADATA.tables["focus_area"], METADATA.tables["plan_measure"]
BATCH, PROFILE = METADATA.tables["import_batch"], METADATA.tables["import_profile"]
WORKING_DAY = METADATA.tables["working_day"]
