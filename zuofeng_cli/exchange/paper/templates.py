"""The templates of the papers, in the language now spoken, for the office to take over and change.

In double braces stand the names of what a paper says (:data:`NAMES`); the program fills them in.
"""

import io
from collections.abc import Callable, Mapping

from zuofeng_cli.errors.program import ExtraMissing
from zuofeng_cli.exchange.paper.layout import MASTHEAD_SIZE, Sheet
from zuofeng_cli.words import _

_ALWAYS = ("campaign", "issuer", "no", "day")
_ISSUE = ("ref", "description", "unit", "cooperating", "leader", "owner", "measures", "deadline")
_ACCOUNT = ("unit", "person", "whom", "conduct", "form", "basis", "decided_by", "decided_on", "issues")
NAMES: Mapping[str, tuple[str, ...]] = {
    "order": (*_ALWAYS, *_ISSUE, "level", "missed", "days_late", "reply_due"),
    "return": (*_ALWAYS, *_ISSUE, "reason", "returned_by", "returned_on", "claim"),
    "extension": (
        *(*_ALWAYS, *_ISSUE, "asked_on", "asked_by", "reason", "progress", "days", "until", "granted"),
        *("granted_until", "decided_by", "decided_on", "note", "before"),
    ),
    "interview": (*_ALWAYS, *_ACCOUNT, "held_on", "place"),
    "circular": (*_ALWAYS, *_ACCOUNT),
    "bulletin": (
        *(*_ALWAYS, "since", "until", "editor", "listed", "completed", "closed", "overdue", "active"),
        *("completion_rate", "closure_rate", "on_time_rate", "units", "late", "praise", "prodding", "orders"),
        *("accounts", "by_unit", "progress"),
    ),
}
"""By kind of paper what its template may name."""


def template(kind: str) -> bytes:
    """Return the template of a kind of paper, docx.

    Raises:
        ExtraMissing: the library for docx is not installed.
    """
    try:
        sheet = Sheet()
    except ModuleNotFoundError as error:
        raise ExtraMissing(library="python-docx", extra="publish") from error
    _TEMPLATES[kind](sheet)
    buffer = io.BytesIO()
    sheet.document.save(buffer)
    return buffer.getvalue()


def _head(sheet: Sheet, title: str) -> None:
    sheet.title(title)
    sheet.middle("{{ no }}")
    sheet.address(_("{{ unit }}:"))


def _issue_facts(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Issue"), "{{ ref }}"),
        (_("Description"), "{{ description }}"),
        (_("Responsible leader"), "{{ leader }}"),
        (_("Owner"), "{{ owner }}"),
        (_("Cooperating units"), "{{ cooperating }}"),
        (_("Measures"), "{{ measures }}"),
        (_("Deadline"), "{{ deadline }}"),
        *more,
    ]


def _sign(sheet: Sheet) -> None:
    sheet.signature("{{ issuer }}", "{{ day }}")


def _order(sheet: Sheet) -> None:
    _head(sheet, _("Supervision order"))
    sheet.control("{%p if days_late %}")
    sheet.text(
        _(
            "The issue below was to be put right by {{ missed }} and was {{ days_late }} days late when"
            " this order was issued. It is now under “{{ level }}”."
        )
    )
    sheet.control("{%p else %}")
    sheet.text(_("The issue below is to be put right by {{ missed }}. It is now under “{{ level }}”."))
    sheet.control("{%p endif %}")
    sheet.facts(_issue_facts())
    sheet.text(
        _(
            "Reply in writing by {{ reply_due }}: how far the work is, {% if days_late %}why it is late,"
            " {% endif %}what will be done next and by when. Without a reply in time the issue is raised"
            " further."
        )
    )
    _sign(sheet)


def _return(sheet: Sheet) -> None:
    _head(sheet, _("Notice of return"))
    sheet.text(
        _(
            "Your unit reported the issue below as done. The check on {{ returned_on }} by {{ returned_by"
            " }} found that it is not, and sends it back."
        )
    )
    sheet.facts(
        _issue_facts((_("Reported as done"), "{{ claim }}"), (_("Why it is sent back"), "{{ reason }}"))
    )
    sheet.text(
        _(
            "The deadline stays as it was, and the time of the check counts in. Put the work right and"
            " report it again."
        )
    )
    _sign(sheet)


def _extension(sheet: Sheet) -> None:
    _head(sheet, _("Decision on a later deadline"))
    sheet.text(
        _(
            "On {{ asked_on }} {{ asked_by }} asked to move the deadline of the issue below from {{ before"
            " }} to {{ until }}, by {{ days }} days."
        )
    )
    more = [(_("Reason"), "{{ reason }}"), (_("Progress so far"), "{{ progress }}")]
    sheet.facts(_issue_facts(*more))
    sheet.control("{%p if granted %}")
    sheet.text(_("Granted by {{ decided_by }} on {{ decided_on }}: the deadline is now {{ granted_until }}."))
    sheet.control("{%p else %}")
    sheet.text(
        _("Denied by {{ decided_by }} on {{ decided_on }}: {{ note }}. The deadline stays {{ before }}.")
    )
    sheet.control("{%p endif %}")
    sheet.text(_("What is late by the first deadline stays on record as late by it."))
    _sign(sheet)


def _about_issues(sheet: Sheet) -> None:
    widths = (34, 122)
    headings = (_("Issue"), _("Description"))
    sheet.control("{%p if issues %}")
    sheet.table(headings, ("{{ issue.ref }}", "{{ issue.description }}"), "issue in issues", widths)
    sheet.control("{%p endif %}")


def _interview(sheet: Sheet) -> None:
    sheet.title(_("Notice of an admonition interview"))
    sheet.middle("{{ no }}")
    sheet.address(_("{{ whom }}:"))
    sheet.text(
        _(
            "For {{ conduct }} an admonition interview with you was decided by {{ decided_by }} on {{"
            " decided_on }}, on this basis: {{ basis }}."
        )
    )
    _about_issues(sheet)
    sheet.text(
        _("It is held on {{ held_on }} at {{ place }}. Bring a written account of the work and its delays.")
    )
    _sign(sheet)


def _circular(sheet: Sheet) -> None:
    sheet.title(_("Circular"))
    sheet.middle("{{ no }}")
    sheet.address(_("All units:"))
    sheet.text(
        _(
            "{{ whom }} is named for {{ conduct }}. Decided by {{ decided_by }} on {{ decided_on }}"
            " ({{ form }}), on this basis: {{ basis }}."
        )
    )
    _about_issues(sheet)
    sheet.text(_("All units take it as a warning, look at their own lists, and put right what is like it."))
    _sign(sheet)


def _bulletin(sheet: Sheet) -> None:
    sheet.title(_("Bulletin"), size=MASTHEAD_SIZE)
    sheet.middle("{{ no }}")
    sheet.ends("{{ editor }}", "{{ day }}")
    sheet.title("{{ campaign }}")
    sheet.heading(_("I. How far the work is"))
    sheet.text(
        _(
            "From {{ since }} to {{ until }} {{ listed }} issues were listed, {{ completed }} reported"
            " done and {{ closed }} closed. At its end {{ active }} stood on the list: completion rate {{"
            " completion_rate }}, closure rate {{ closure_rate }}, on-time rate {{ on_time_rate }}; {{"
            " overdue }} were overdue."
        )
    )
    sheet.picture("{{ by_unit }}")
    sheet.picture("{{ progress }}")
    sheet.heading(_("II. Units"))
    figures = ("name", "issues", "completed", "closed", "overdue", "on_time_rate")
    headings = (_("Unit"), _("Issues"), _("Completed"), _("Closed"), _("Overdue"), _("On time"))
    cells = tuple(f"{{{{ unit.{name} }}}}" for name in figures)
    sheet.table(headings, cells, "unit in units", (44, 20, 24, 20, 20, 28))
    sheet.heading(_("III. Praised"))
    _list(sheet, "praise", _("Nobody in this period."))
    sheet.heading(_("IV. To be prodded"))
    _list(sheet, "prodding", _("Nobody in this period."))
    sheet.control("{%p if late %}")
    sheet.text(_("The issues longest overdue:"))
    late = tuple(f"{{{{ issue.{name} }}}}" for name in ("ref", "description", "unit", "owner", "days"))
    late_headings = (_("Number"), _("Description"), _("Responsible unit"), _("Owner"), _("Days late"))
    sheet.table(late_headings, late, "issue in late", (30, 56, 28, 20, 22))
    sheet.control("{%p endif %}")
    sheet.heading(_("V. Supervision and accountability"))
    sheet.text(_("{{ orders }} supervision orders were issued in this period. {{ accounts }}"))
    sheet.foot(_("To: the leading group; all units."))


def _list(sheet: Sheet, name: str, nobody: str) -> None:
    sheet.control(f"{{%p for line in {name} %}}")
    sheet.text("{{ line }}")
    sheet.control("{%p else %}")
    sheet.text(nobody)
    sheet.control("{%p endfor %}")


_TEMPLATES: Mapping[str, Callable[[Sheet], None]] = {
    "order": _order,
    "return": _return,
    "extension": _extension,
    "interview": _interview,
    "circular": _circular,
    "bulletin": _bulletin,
}
