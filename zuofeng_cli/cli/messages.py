"""What a writing command says once its change is committed."""

from zuofeng_cli.cli.render import say
from zuofeng_cli.cli.session import Session
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.labels import label, order_no
from zuofeng_cli.queries.registers import owners
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.words import _, pick


def done(session: Session, issue: Issue, *, is_changed: bool = True) -> None:
    """Say where *issue* stands now, if a command has changed it; it is committed."""
    try:
        with session.reading() as reader:
            ref = reader.ref(issue.number)
            owner = next((known.name for known in owners(reader) if known.id == issue.owner_id), None)
            level = reader.plan.ladder.label(issue.level)
            survivor = reader.ref(issue.merged_into) if issue.merged_into else ""
    except ZuofengError:  # it is committed: a failed look afterwards must not sound like a failure
        ref, owner, level, survivor = str(issue.number), None, "", ""
    now, as_before = _("{ref} is now “{state}”."), _("{ref} is “{state}” as before; nothing was changed.")
    said = now if is_changed else as_before
    parts = [said.format(ref=ref, state=label(issue.state))]
    if owner and issue.state in (State.OPEN, State.ASSIGNED):
        parts.append(_("Owner: {owner}.").format(owner=owner))
    if issue.deadline and issue.state in (State.OPEN, State.ASSIGNED):
        parts.append(_("Deadline: {deadline}.").format(deadline=issue.deadline))
    if level and issue.state in (State.OPEN, State.ASSIGNED, State.RECTIFIED):
        parts.append(_("Level: {level}.").format(level=level))
    if issue.notice_until and issue.state is State.VERIFIED:
        parts.append(_("Public notice until {until}.").format(until=issue.notice_until))
    if survivor:
        parts.append(_("Merged into {ref}.").format(ref=survivor))
    if issue.extension_until:
        parts.append(_("Extension to {until} waits for a decision.").format(until=issue.extension_until))
    if issue.deadline_provisional and issue.state in (State.OPEN, State.ASSIGNED):
        parts.append(_("The deadline is provisional: the holidays of that year are not announced yet."))
    if issue.state is State.OPEN and issue.missing_elements:
        parts.append(_("Still missing: {missing}.").format(missing=missing_words(issue.missing_elements)))
    say(pick("", " ").join(parts))


def tell_order(issue: Issue) -> None:
    """Say which supervision order goes with the level of *issue*, if one waits for a reply."""
    for order in issue.orders:
        if (order.level, order.deadline, order.replied_on) == (issue.level, issue.deadline, None):
            number = order_no(order.year, order.serial)
            say(
                _("Its supervision order: {number}, reply due {due}.").format(
                    number=number, due=order.reply_due
                )
            )


def missing_words(elements: tuple[str, ...]) -> str:
    """Return which of the three elements are missing, in words."""
    from zuofeng_cli.labels import FIELDS

    return _(", ").join(_(FIELDS[element]) for element in elements)
