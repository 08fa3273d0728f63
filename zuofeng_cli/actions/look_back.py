"""Looking back at closed issues: drawing the sample, and the verdict on each issue of it."""

from typing import NamedTuple

from zuofeng_cli.actions.checking import checker_of, take_up
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.listing import list_again
from zuofeng_cli.errors.look_back import (
    DeadlineWithoutRebound,
    DrawnAlready,
    DrawNotFound,
    DrawnTwice,
    LookedBackAlready,
    NotClosedNow,
    NotDrawn,
    NothingClosed,
    NotInDraw,
    ReboundNeedsDeadline,
)
from zuofeng_cli.rules.codes import LookBack, State
from zuofeng_cli.rules.entries import kind_of
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.look_back import (
    BY_UNIT,
    WHOLE,
    Draw,
    DrawnIssue,
    check_again,
    read_share,
    sample,
    share_text,
)
from zuofeng_cli.rules.registers import Owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing


class Drawn(NamedTuple):
    """A look-back and the numbers of its sample; after a dry run it has no number yet: 0."""

    draw: Draw
    numbers: tuple[int, ...]


class Checked(NamedTuple):
    """A verdict: the issue as it is now, and the new one where the issue has come back as a recurrence."""

    issue: Issue
    verdict: LookBack
    recurrence: Issue | None = None


def draw(
    context: Context, *, seed: int, share: str | None = None, strata: str = BY_UNIT, dry_run: bool = False
) -> Drawn:
    """Draw a share of the closed issues of each stratum; a dry run only says which."""
    with writing(context) as book:
        part = read_share(share) if share is not None else round(book.plan.look_back_share * WHOLE)
        units = book.closed()
        if not units:
            raise NothingClosed
        groups: dict[int | None, list[int]] = {}
        for number, unit_id in units.items():
            groups.setdefault(unit_id if strata == BY_UNIT else None, []).append(number)
        numbers = sample(groups, share=part, seed=seed)
        drawing = Draw(0, book.today, share_text(part), seed, strata, len(units))
        _refuse_repeat(book, drawing, numbers)
        if dry_run:
            return Drawn(drawing, tuple(numbers))
        entered = book.enter(drawing)
        book.enter_all([DrawnIssue(0, entered.id, number, unit_id=units[number]) for number in numbers])
        return Drawn(entered, tuple(numbers))


def _refuse_repeat(book: Book, drawing: Draw, numbers: list[int]) -> None:
    """Refuse to draw the same sample again: it would count twice."""
    same = {"seed": drawing.seed, "share": drawing.share, "strata": drawing.strata}
    for earlier in book.entries(Draw, **same):
        if [each.number for each in book.entries(DrawnIssue, draw_id=earlier.id)] == numbers:
            raise DrawnAlready(draw=earlier.id, drawn_on=earlier.drawn_on)


def check(
    context: Context,
    ref: str,
    *,
    verdict: LookBack,
    by: str,
    note: str,
    deadline: str | None = None,
    draw: int | None = None,
    as_recurrence: bool = False,
) -> Checked:
    """Say what looking back at an issue found; a rebound is taken up again, or listed anew, at once."""
    if verdict is LookBack.HELD and (deadline or as_recurrence):
        raise DeadlineWithoutRebound
    if verdict is LookBack.REBOUND and not deadline:
        raise ReboundNeedsDeadline
    with writing(context) as book:
        issue = book.issue(ref)
        entry = _entry(book, issue, draw)
        if issue.state is not State.CLOSED:
            raise NotClosedNow(ref=book.ref(issue.number), state=issue.state)
        judge = judge_of(book, issue, by)
        found = required_text("note", note)
        book.amend(
            entry,
            DrawnIssue(
                *(entry.id, entry.draw_id, entry.number, verdict, book.today, judge.id, found),
                unit_id=entry.unit_id,
            ),
        )
        if not deadline:
            return Checked(issue, verdict)
        if as_recurrence:
            origin = f"{kind_of(DrawnIssue)}.{entry.id}"
            return Checked(issue, verdict, list_again(book, issue, deadline=deadline, origin=origin))
        code = book.plan.look_back_reason
        return Checked(take_up(book, issue, code=code, deadline=deadline, note=found), verdict)


def _entry(book: Book, issue: Issue, draw: int | None) -> DrawnIssue:
    """Return the place in a sample where the verdict on *issue* goes."""
    shown = book.ref(issue.number)
    places = book.entries(DrawnIssue, number=issue.number)
    if draw is not None:
        if not book.entries(Draw, id=draw):
            raise DrawNotFound(draw=draw)
        places = [place for place in places if place.draw_id == draw]
        if not places:
            raise NotInDraw(ref=shown, draw=draw)
    waiting = [place for place in places if place.verdict is None]
    if len(waiting) > 1:
        raise DrawnTwice(ref=shown, draws=tuple(place.draw_id for place in waiting))
    if waiting:
        return waiting[0]
    if not places:
        raise NotDrawn(ref=shown)
    last = places[-1]
    raise LookedBackAlready(ref=shown, draw=last.draw_id, checked_on=last.checked_on, verdict=last.verdict)


def judge_of(book: Book, issue: Issue, name: str) -> Owner:
    """Return the person called *name* if that person may judge a closed *issue* once more."""
    judge = checker_of(book, issue, name)
    check_again(issue, judge, ref=book.ref(issue.number))
    return judge
