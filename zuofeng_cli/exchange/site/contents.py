"""What the public page says, as plain values in the language of its readers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zuofeng_cli.exchange.charts import Bars, Chart


class PublicIssue(NamedTuple):
    """An issue on the page: its number, its reference, and its texts by column."""

    number: int
    ref: str
    texts: Mapping[str, str]
    measures: Sequence[str]


class Count(NamedTuple):
    """How many issues a group has, and how many of them are closed, with the rate in words.

    Attributes:
        closed: None where it is not told.
    """

    name: str
    listed: int
    closed: int | None
    rate: str


class Figure(NamedTuple):
    """A chart with the table it is drawn from.

    Attributes:
        name: of its file, without suffix.
        alt: what the chart shows, in words.
        headings, rows: the table.
    """

    name: str
    title: str
    alt: str
    chart: Chart
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int | None]]

    @property
    def counts_groups(self) -> bool:
        """Whether each row is a :class:`Count`."""
        return isinstance(self.chart, Bars)


class Change(NamedTuple):
    """What is new, gone or changed since the publication before.

    Attributes:
        number: of the issue if the page has it.
        what: in words; *was* and *now* for a changed text.
    """

    ref: str
    number: int | None
    what: str
    was: str
    now: str


class Site(NamedTuple):
    """All of the public page.

    Attributes:
        language: ``zh`` or ``en``.
        as_of: the day it tells of, ISO.
        columns: field and heading, in their order.
        issues: in the order of their numbers.
        overall: all issues counted.
        corrects, correction: the publication that it takes the place of, and why.
        previous: the publication that *changes* are told against.
        sha256: of *snapshot*, the approved contents as canonical JSON.
        journal_seq, journal_hash: the head of the journal they were made from.
        address: where the site will stand, for the feed; empty if not known.
        with_wechat: whether it has a page for the public account.
    """

    language: str
    title: str
    publication: int
    as_of: str
    columns: Sequence[tuple[str, str]]
    issues: Sequence[PublicIssue]
    overall: Count
    figures: Sequence[Figure]
    changes: Sequence[Change]
    corrects: int | None
    correction: str
    previous: int | None
    snapshot: str
    sha256: str
    journal_seq: int
    journal_hash: str
    program: str
    address: str = ""
    with_wechat: bool = False

    def choices(self, field: str) -> list[str]:
        """Return what stands in a column, each once, in the order of first standing."""
        return list(dict.fromkeys(issue.texts[field] for issue in self.issues if issue.texts.get(field)))
