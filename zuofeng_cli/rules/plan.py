"""The campaign plan: what varies from campaign to campaign, as frozen data.

Named tuples, because every command reads the plan and they are the quickest frozen classes to make.

``plan_reading.py`` builds and checks it; no code names a category, a city or a threshold.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zuofeng_cli.rules.codes import Answer, Role
from zuofeng_cli.rules.plan_appraisal import Ranking
from zuofeng_cli.words import pick

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Term(NamedTuple):
    """A word of the plan: its database code, its Chinese and English names, and other spellings.

    Attributes:
        is_clue: what comes from this source has a number of its own before it is an issue.
        is_deed: what comes from this source is no problem but a practical deed to be done.
    """

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    is_clue: bool = False
    is_deed: bool = False

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class Stage(NamedTuple):
    """A stage of the campaign; its dates are settings and may be blank; *actions* are those it is for."""

    code: str
    name: str
    name_en: str
    starts: date | None
    ends: date | None
    summary: str
    actions: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class Task(NamedTuple):
    """One of the campaign's tasks."""

    name: str
    name_en: str


class PlanMeasure(NamedTuple):
    """One numbered measure of the plan; *focus* is the code of its focus area."""

    number: int
    focus: str
    title: str
    text: str


class Rung(NamedTuple):
    """One level of the ladder; without *after_working_days* nothing climbs there by the clock."""

    level: int
    name: str
    name_en: str
    after_working_days: int | None
    chronic_after_working_days: int | None

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class Ladder(NamedTuple):
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


class OrderRule(NamedTuple):
    """Reaching *from_level* or a higher one issues a supervision order; the unit replies within *reply*."""

    from_level: int
    reply: "DayCount"


class ChronicRule(NamedTuple):
    """How often an issue is reported upwards, or units are brought together over it, until it is chronic."""

    reports: int
    coordinations: int


class DayCount(NamedTuple):
    """A number of calendar or working days."""

    days: int
    working: bool


class Approver(NamedTuple):
    """Who may approve an extension of at most *up_to_days* calendar days."""

    up_to_days: int
    role: Role


class ExtensionRule(NamedTuple):
    """How often and how far a deadline may be extended, and by whom."""

    max_times: int
    max_days: int
    approvers: tuple[Approver, ...]


class Checklist(NamedTuple):
    """A questionnaire answered by persons or units.

    Attributes:
        expected: the answer that is in order; any other may open an issue.
        source: where such an issue comes from, as a code.
        words: what yes and no are called in its questions; none for the usual words.
        categories: the code of the category of each question's issue; none where the plan leaves it open.
    """

    code: str
    name: str
    name_en: str
    answered_by: str
    questions: tuple[str, ...]
    expected: Answer
    source: str
    words: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class Position(NamedTuple):
    """A position in a body, and the role it gives whoever holds it."""

    code: str
    name: str
    name_en: str
    role: Role

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class Body(NamedTuple):
    """The leading group or its office, with its duties."""

    code: str
    name: str
    name_en: str
    duties: tuple[str, ...]
    positions: tuple[Position, ...]

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class InspectionRule(NamedTuple):
    """How many rounds the teams make, and the source codes of what open and covert checks find."""

    rounds: int
    open_source: str
    covert_source: str


class SuggestRule(NamedTuple):
    """When accountability is suggested: days overdue, and how many sham completions."""

    overdue_working_days: int
    returns: int


class PaperForms(NamedTuple):
    """Of which forms of accountability a paper gives notice; none named: of every form."""

    interview: tuple[str, ...]
    circular: tuple[str, ...]


class Satisfaction(NamedTuple):
    """When a public verdict counts and what each answer scores."""

    threshold: float
    minimum_valid: int
    scores: tuple[tuple[str, int], ...]
    reopen_reason: str


class Plan(NamedTuple):
    """A whole campaign plan."""

    code: str
    title: str
    title_en: str
    year: int
    timezone: str
    reference: str
    stages: tuple[Stage, ...]
    categories: tuple[Term, ...]
    tasks: tuple[Task, ...]
    focus_areas: tuple[Term, ...]
    measures: tuple[PlanMeasure, ...]
    sources: tuple[Term, ...]
    immediate: DayCount
    review_months: int
    due_soon_days: int
    chronic_due_soon_days: int
    chronic: ChronicRule
    ladder: Ladder
    orders: OrderRule
    extension: ExtensionRule
    notice: DayCount
    objection_reason: str
    reopen_reasons: tuple[Term, ...]
    satisfaction: Satisfaction
    ranking: Ranking
    look_back_share: float
    look_back_reason: str
    inspection: InspectionRule
    checklists: tuple[Checklist, ...]
    leading_group: Body
    office: Body
    conduct: tuple[str, ...]
    accountability_forms: tuple[str, ...]
    accountability_suggested: SuggestRule
    paper_forms: PaperForms
    tolerance: tuple[str, ...]
    deed_category: str
    public_columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """The title in the language now spoken."""
        return pick(self.title, self.title_en)

    @property
    def zone(self) -> "ZoneInfo":
        """The time zone in which today is today."""
        from zoneinfo import ZoneInfo  # looks at the whole build configuration: not for every read

        return ZoneInfo(self.timezone)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The leading group and its office."""
        return (self.leading_group, self.office)

    @property
    def deed_sources(self) -> tuple[Term, ...]:
        """The sources of practical deeds."""
        return tuple(source for source in self.sources if source.is_deed)

    def due_soon_within(self, chronic: bool) -> int:
        """Return from how many days before its deadline an issue is due soon."""
        return self.chronic_due_soon_days if chronic else self.due_soon_days

    @property
    def has_notice(self) -> bool:
        """Whether closing needs a public notice first."""
        return self.notice.days > 0
