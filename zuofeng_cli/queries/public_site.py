"""The public page made from a frozen snapshot: its codes in words, its issues counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from zuofeng_cli import __version__
from zuofeng_cli.exchange.charts import Bars, Lines, Series
from zuofeng_cli.exchange.site.contents import Change, Count, Figure, PublicIssue, Site
from zuofeng_cli.labels import FIELDS, label
from zuofeng_cli.queries.publishing import snapshot_text
from zuofeng_cli.rules.codes import IssueType, State
from zuofeng_cli.rules.figures import percent
from zuofeng_cli.rules.publication import Publication, Snapshot
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_, _, language, pick

_HEADINGS = {**FIELDS, "measures": N_("measures"), "state": N_("state")}
_REFERENCE = "number"
"""The column that every row begins with."""

_CHANGES = {"new": N_("newly listed"), "gone": N_("no longer listed")}


def public_site(
    reader: Reader, publication: Publication, snapshot: Snapshot, *, address: str = "", with_wechat: bool
) -> Site:
    """Return the public page of a publication, in the language now spoken.

    Args:
        address: where it will stand, with a slash at its end.
    """
    columns = [column for column in snapshot["columns"] if column != _REFERENCE]
    words = _Words(snapshot)
    issues = [words.issue(issue, columns) for issue in snapshot["issues"]]
    return Site(
        language=language(),
        title=pick(snapshot["title"]["zh"], snapshot["title"]["en"]),
        publication=publication.id,
        as_of=snapshot["as_of"],
        columns=[(column, _(_HEADINGS[column])) for column in columns],
        issues=issues,
        overall=_count(_("all"), snapshot["issues"]),
        figures=list(_figures(snapshot, words)),
        changes=[words.change(change) for change in snapshot["changes"]],
        corrects=snapshot["corrects"],
        correction=snapshot["correction"] or "",
        previous=snapshot["previous"],
        snapshot=snapshot_text(reader, publication),
        sha256=publication.sha256,
        journal_seq=publication.journal_seq,
        journal_hash=publication.journal_hash,
        program=__version__,
        address=address,
        with_wechat=with_wechat,
    )


class _Words:
    """The codes of a snapshot in the language now spoken."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._categories = {each["code"]: pick(each["zh"], each["en"]) for each in snapshot["categories"]}
        self._numbers = {issue["ref"]: issue_number(issue) for issue in snapshot["issues"]}

    def text(self, field: str, value: Any) -> str:
        """Return the value of a column as a reader sees it."""
        if value is None:
            return ""
        match field:
            case "category":
                return str(self._categories.get(value, value))
            case "state":
                return label(State(value))
            case "type":
                return label(IssueType(value))
            case "measures":
                return _("; ").join(value)
        return str(value)

    def issue(self, issue: Mapping[str, Any], columns: Sequence[str]) -> PublicIssue:
        """Return an issue for the page."""
        texts = {column: self.text(column, issue.get(column)) for column in columns}
        return PublicIssue(issue_number(issue), issue["ref"], texts, issue.get("measures") or [])

    def change(self, change: Mapping[str, Any]) -> Change:
        """Return a change for the page."""
        ref, number = change["ref"], self._numbers.get(change["ref"])
        if change["change"] != "changed":
            return Change(ref, number, _(_CHANGES[change["change"]]), "", "")
        field = change["field"]
        was, now = self.text(field, change["from"]), self.text(field, change["to"])
        return Change(ref, number, _(_HEADINGS[field]), was, now)


def issue_number(issue: Mapping[str, Any]) -> int:
    """Return the number of an issue of a snapshot; its reference ends with it."""
    return int(issue["ref"].rpartition("-")[2])


def _figures(snapshot: Snapshot, words: _Words) -> Iterator[Figure]:
    for field, title in (("unit", N_("Issues by unit")), ("category", N_("Issues by category"))):
        if field in snapshot["columns"]:
            yield _by_group(field, _(title), snapshot["issues"], words)
    if snapshot["weeks"]:
        yield _over_time(snapshot["weeks"])


def _by_group(field: str, title: str, issues: Sequence[Mapping[str, Any]], words: _Words) -> Figure:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for issue in issues:
        name = words.text(field, issue.get(field)) or _("not yet assigned")
        groups.setdefault(name, []).append(issue)
    counts = [_count(group, members) for group, members in groups.items()]
    counts.sort(key=lambda count: -count.listed)
    series = [Series(_("listed"), [count.listed for count in counts])]
    if any(count.closed is not None for count in counts):
        series.append(Series(_("closed"), [count.closed or 0 for count in counts]))
    alt = _("Bars: for each of {count} groups, how many issues are listed and how many are closed.")
    headings = (_(_HEADINGS[field]), _("listed"), _("closed"), _("closure rate"))
    chart = Bars([count.name for count in counts], series)
    return Figure(f"by-{field}", title, alt.format(count=len(counts)), chart, headings, counts)


def _over_time(weeks: Sequence[Mapping[str, Any]]) -> Figure:
    days = [date.fromisoformat(week["day"]) for week in weeks]
    series = [Series(_(name), [week[name] for week in weeks]) for name in (N_("listed"), N_("closed"))]
    said = _("Two lines from {first} to {last}: issues listed rise to {listed}, closed ones to {closed}.")
    last = weeks[-1]
    alt = said.format(first=days[0], last=days[-1], listed=last["listed"], closed=last["closed"])
    rows = [(week["day"], week["listed"], week["closed"]) for week in weeks]
    headings = (_("end of the week"), _("listed"), _("closed"))
    return Figure("progress", _("Progress over time"), alt, Lines(days, series), headings, rows)


def _count(name: str, issues: Sequence[Mapping[str, Any]]) -> Count:
    """Count issues; how many are closed is not told where their state is not public."""
    if not all("state" in issue for issue in issues):
        return Count(name, len(issues), None, percent(None))
    closed = sum(issue["state"] == State.CLOSED for issue in issues)
    return Count(name, len(issues), closed, percent(Fraction(closed, len(issues)) if issues else None))
