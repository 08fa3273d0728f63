"""What the fixed codes are called, in both languages."""

import errno
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from zuofeng_cli.rules.codes import (
    Action,
    Answer,
    Cause,
    ClueOutcome,
    Ending,
    IssueType,
    Light,
    LookBack,
    Matter,
    NoticeKind,
    Outcome,
    Practice,
    Role,
    State,
    TeamPosition,
    Verdict,
    VisitKind,
)
from zuofeng_cli.words import N_, _, pick

if TYPE_CHECKING:
    from zuofeng_cli.rules.plan import Checklist


LABELS: Mapping[StrEnum, str] = {
    State.OPEN: N_("open"),
    State.ASSIGNED: N_("assigned"),
    State.RECTIFIED: N_("rectified"),
    State.VERIFIED: N_("verified"),
    State.CLOSED: N_("closed"),
    State.CANCELLED: N_("cancelled"),
    State.MERGED: N_("merged"),
    IssueType.IMMEDIATE: N_("immediate"),
    IssueType.LIMITED: N_("limited"),
    IssueType.LONG_TERM: N_("long-term"),
    Role.STAFF: N_("staff"),
    Role.CLERK: N_("clerk"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.LEADER: N_("leader"),
    NoticeKind.FLAGGED: N_("flagged overdue"),
    NoticeKind.ESCALATED: N_("escalated"),
    NoticeKind.SUGGESTED: N_("suggested"),
    Verdict.NEW: N_("new"),
    Verdict.UPDATED: N_("updated"),
    Verdict.UNCHANGED: N_("unchanged"),
    Verdict.CONFLICT: N_("conflict"),
    Verdict.RECURRENCE: N_("recurrence"),
    Verdict.REJECTED: N_("rejected"),
}

_BY_KIND: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Action: {
        Action.OPEN: N_("list"),
        Action.ASSIGN: N_("assign"),
        Action.RECTIFY: N_("report completion"),
        Action.RETURN: N_("return"),
        Action.VERIFY: N_("verify"),
        Action.CLOSE: N_("close"),
        Action.REOPEN: N_("reopen"),
        Action.CANCEL: N_("cancel"),
        Action.MERGE: N_("merge"),
        Action.ESCALATE: N_("escalate"),
        Action.EXTEND: N_("extend"),
        Action.REVIEW: N_("review"),
        Action.MEASURE: N_("add measure"),
        Action.PROGRESS: N_("note progress"),
        Action.URGE: N_("urge"),
        Action.REPLY: N_("reply to an order"),
        Action.DECIDE: N_("decide a suggestion"),
        Action.OBJECT: N_("object"),
        Action.DISMISS: N_("dismiss an objection"),
        Action.REPORT: N_("report upwards"),
        Action.COORDINATE: N_("coordinate"),
        Action.PROPOSE: N_("propose reopening"),
    },
    Cause: {
        Cause.OVERDUE: N_("long overdue"),
        Cause.RETURNED: N_("returned again and again"),
        Cause.FALSE_COMPLETION: N_("completion did not stand"),
        Cause.UNANSWERED: N_("order unanswered"),
    },
    Answer: {Answer.YES: N_("yes"), Answer.NO: N_("no")},
    Practice: {
        Practice.IMPORT: N_("import"),
        Practice.CHECKLIST: N_("answer a checklist"),
        Practice.VISIT: N_("visit a unit"),
        Practice.LOOK_BACK: N_("draw a look-back"),
        Practice.SURVEY: N_("hold a survey"),
    },
    Matter: {
        Matter.LEVEL: N_("levels above the automatic ceiling"),
        Matter.SUGGESTION: N_("what the sweep suggests"),
        Matter.LONG_TERM: N_("closing long-term issues"),
        Matter.PUBLICATION: N_("what is published"),
    },
    ClueOutcome: {
        ClueOutcome.WAITING: N_("to be settled"),
        ClueOutcome.OPENED: N_("became an issue"),
        ClueOutcome.MERGED: N_("joined an issue"),
        ClueOutcome.DROPPED: N_("led to none"),
    },
    TeamPosition: {
        TeamPosition.HEAD: N_("head"),
        TeamPosition.DEPUTY: N_("deputy head"),
        TeamPosition.MEMBER: N_("member"),
    },
    VisitKind: {VisitKind.OPEN: N_("open check"), VisitKind.COVERT: N_("covert check")},
    LookBack: {LookBack.HELD: N_("held"), LookBack.REBOUND: N_("rebound")},
    Outcome: {Outcome.UPHELD: N_("upheld"), Outcome.DISMISSED: N_("dismissed")},
    Ending: {Ending.GRANTED: N_("granted"), Ending.DENIED: N_("denied"), Ending.LAPSED: N_("lapsed")},
    Light: {
        Light.GREEN: N_("normal"),
        Light.YELLOW: N_("due soon"),
        Light.RED: N_("overdue"),
        Light.GREY: N_("not started"),
    },
}


FIELDS: Mapping[str, str] = {
    "external_no": N_("issue number of the unit"),
    "description": N_("description"),
    "category": N_("category"),
    "source": N_("source"),
    "unit": N_("responsible unit"),
    "cooperating": N_("cooperating units"),
    "leader": N_("responsible leader"),
    "owner": N_("owner"),
    "measure": N_("measure"),
    "target": N_("target"),
    "type": N_("type"),
    "deadline": N_("deadline"),
    "found_on": N_("found on"),
    "focus": N_("focus area"),
    "progress": N_("progress"),
    "remark": N_("remark"),
    "basis": N_("basis"),
    "ground": N_("ground"),
    "reason": N_("reason"),
    "note": N_("note"),
    "opinion": N_("opinion"),
    "name": N_("name"),
    "alias": N_("alias"),
    "reply": N_("reply"),
    "objection": N_("objection"),
    "text": N_("text"),
    "title": N_("title"),
    "state": N_("state"),
    "ref": N_("ledger number"),
    "completion": N_("completion"),
    "evidence": N_("evidence"),
    "closed_on": N_("closed on"),
    "opened_on": N_("listed on"),
    "level": N_("level"),
}
"""What the fields a person fills in are called."""

BODIES: Mapping[str, str] = {"leading_group": N_("leading group"), "office": N_("office")}
"""What the bodies of a plan are called for short."""


REGISTERS: Mapping[str, str] = {
    "unit": N_("unit"),
    "owner": N_("person"),
    "workday": N_("working day"),
    "profile": N_("import profile"),
    "member": N_("member"),
    "stage_dates": N_("stage dates"),
    "team": N_("inspection team"),
    "visit": N_("visit"),
    "checklist_answer": N_("checklist answer"),
    "look_back_draw": N_("look-back sample"),
    "drawn_issue": N_("issue of a sample"),
    "survey": N_("survey"),
    "clue": N_("clue"),
    "accountability": N_("accountability entry"),
    "accounted_issue": N_("issue of an accountability entry"),
    "commendation": N_("commendation"),
    "publication": N_("publication"),
    "passage_decision": N_("decision on a passage"),
    "public_wording": N_("public wording"),
    "paper": N_("paper"),
}
"""What one entry of each register is called."""


def msgid(code: StrEnum) -> str:
    """Return the msgid of a code's name."""
    kind = _BY_KIND.get(type(code))
    return kind[code] if kind else LABELS[code]


def label(code: StrEnum) -> str:
    """Return what *code* is called in the language now spoken."""
    return _(msgid(code))


def entry_words(path: str, name: str | None = None) -> str:
    """Return what the register entry at a path of the journal, like ``visit.3``, is called.

    Args:
        name: that of whom or what it is about, where its number tells nobody anything.
    """
    kind, _point, number = path.partition(".")
    return _("{kind} {name}").format(kind=_(REGISTERS[kind]), name=name or number)


def order_no(year: int, serial: int) -> str:
    """Return how supervision order *serial* of *year* is written."""
    return _("[{year}] No. {serial}").format(year=year, serial=serial)


ENTRIES: Mapping[str, str] = {"clue": N_("Clue {number}"), "visit": N_("Visit {number}")}
"""How the entries of a register are written that have numbers of their own."""


def entry_no(kind: str, number: int) -> str:
    """Return how entry *number* of a kind is written."""
    return _(ENTRIES[kind]).format(number=number)


def answer_word(checklist: "Checklist", answer: Answer) -> str:
    """Return what *answer* is called in the questions of a checklist."""
    own = dict(zip(Answer, checklist.words, strict=False))
    return pick(own.get(answer) or label(answer), label(answer))


HINDRANCES: Mapping[int, str] = {
    errno.ENOENT: N_("it does not exist"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("you have no permission"),
    errno.EPERM: N_("you have no permission"),
    errno.EROFS: N_("that disk or folder is read-only"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.ENOSPC: N_("the disk is full"),
}
_OTHER_HINDRANCE = N_("the system refuses it")


def hindrance(error: OSError) -> str:
    """Return in words why the system does not let a file be used."""
    return _(HINDRANCES.get(error.errno or 0, _OTHER_HINDRANCE))
