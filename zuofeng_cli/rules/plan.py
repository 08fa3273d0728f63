"""The campaign plan: what varies from campaign to campaign, as frozen data.

``plan_reading.py`` builds and checks it; no code names a category, a city or a threshold.
"""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from zuofeng_cli.rules.registers import Role
from zuofeng_cli.words import pick


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the plan: its database code, its Chinese and English names, and other spellings."""

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    description: str = ""

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the campaign; its dates are settings and may be blank."""

    code: str
    name: str
    name_en: str
    starts: date | None
    ends: date | None
    summary: str

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """One numbered measure of the plan; *focus* is the code of its focus area."""

    number: int
    focus: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder; without *after_working_days* nothing climbs there by the clock."""

    level: int
    name: str
    name_en: str
    after_working_days: int | None

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The escalation ladder; above *automatic_ceiling* a leader decides."""

    automatic_ceiling: int
    levels: tuple[Rung, ...]

    @property
    def highest(self) -> int:
        """The top level."""
        return max(rung.level for rung in self.levels)

    def label(self, level: int) -> str:
        """Return the name of *level* in the language now spoken; empty for level 0."""
        return next((rung.label for rung in self.levels if rung.level == level), "")


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of calendar or working days."""

    days: int
    working: bool


@dataclass(frozen=True, slots=True)
class Approver:
    """Who may approve an extension of at most *up_to_days* calendar days."""

    up_to_days: int
    role: Role


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How often and how far a deadline may be extended, and by whom."""

    max_times: int
    max_days: int
    approvers: tuple[Approver, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A questionnaire answered by persons or units."""

    code: str
    name: str
    name_en: str
    answered_by: str
    questions: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class Body:
    """The leading group or its office, with its duties."""

    name: str
    name_en: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """When a public verdict counts and what each answer scores."""

    threshold: float
    minimum_valid: int
    scores: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole campaign plan."""

    code: str
    title: str
    title_en: str
    year: int
    timezone: str
    reference: str
    stages: tuple[Stage, ...]
    categories: tuple[Term, ...]
    tasks: tuple[tuple[str, str], ...]
    focus_areas: tuple[Term, ...]
    measures: tuple[PlanMeasure, ...]
    sources: tuple[Term, ...]
    immediate: DayCount
    review_months: int
    due_soon_days: int
    ladder: Ladder
    extension: ExtensionRule
    notice: DayCount
    reopen_reasons: tuple[Term, ...]
    satisfaction: Satisfaction
    weights: tuple[tuple[str, float], ...]
    look_back_share: float
    checklists: tuple[Checklist, ...]
    leading_group: Body
    office: Body
    conduct: tuple[str, ...]
    accountability_forms: tuple[str, ...]
    tolerance: tuple[str, ...]
    public_columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """The title in the language now spoken."""
        return pick(self.title, self.title_en)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which today is today."""
        return ZoneInfo(self.timezone)

    @property
    def has_notice(self) -> bool:
        """Whether closing needs a public notice first."""
        return self.notice.days > 0
