"""The fixed codes: states, actions, types, notices, roles, lights. The database and JSON use their values."""

from enum import StrEnum


class State(StrEnum):
    """Where an issue stands; lateness is never a state."""

    OPEN = "open"
    ASSIGNED = "assigned"
    RECTIFIED = "rectified"
    VERIFIED = "verified"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


RUNNING = (State.OPEN, State.ASSIGNED)
"""States in which the unit's clock runs: no completion date stands."""

UNENDED = (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.VERIFIED)
"""States in which something is still to be done: only then does an order wait for its reply."""

ACTIVE = (State.OPEN, State.ASSIGNED, State.RECTIFIED, State.VERIFIED, State.CLOSED)
"""States that count in rates: all but cancelled and merged."""


class IssueType(StrEnum):
    """How an issue is to be put right."""

    IMMEDIATE = "immediate"
    LIMITED = "limited"
    LONG_TERM = "long_term"


class NoticeKind(StrEnum):
    """What a sweep left behind for one (issue, deadline, level)."""

    FLAGGED = "flagged"
    ESCALATED = "escalated"
    SUGGESTED = "suggested"


class Verdict(StrEnum):
    """What is to become of a row of a file."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    RECURRENCE = "recurrence"
    REJECTED = "rejected"


class Action(StrEnum):
    """What can be done with an issue; the journal uses these words."""

    OPEN = "open"
    ASSIGN = "assign"
    RECTIFY = "rectify"
    RETURN = "return"
    VERIFY = "verify"
    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"
    MERGE = "merge"
    ESCALATE = "escalate"
    EXTEND = "extend"
    REVIEW = "review"
    MEASURE = "measure"
    PROGRESS = "progress"
    URGE = "urge"
    REPLY = "reply"
    DECIDE = "decide"
    OBJECT = "object"
    DISMISS = "dismiss"
    REPORT = "report"
    COORDINATE = "coordinate"
    PROPOSE = "propose"


class Cause(StrEnum):
    """Why a look at an issue may be worth while, before anybody is held to account."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    FALSE_COMPLETION = "false_completion"
    UNANSWERED = "unanswered"


class Phase(StrEnum):
    """With whom an issue lies: with nobody yet, to be handed over, in work, under check, or ended."""

    UNLISTED = "unlisted"
    LISTED = "listed"
    WORK = "work"
    CHECK = "check"
    ENDED = "ended"


class Duty(StrEnum):
    """What somebody has to do with an issue."""

    UNIT = "unit"
    OWNER = "owner"
    LEADER = "leader"
    COOPERATING = "cooperating"
    CHECKER = "checker"


class Role(StrEnum):
    """What a person in the register may do."""

    STAFF = "staff"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    LEADER = "leader"


class Practice(StrEnum):
    """What is done besides the steps of an issue and may belong to a stage; the journal uses these words."""

    IMPORT = "import"
    CHECKLIST = "checklist_answer"
    VISIT = "visit"
    LOOK_BACK = "look_back_draw"
    SURVEY = "survey"


class Matter(StrEnum):
    """What only a person of a certain role decides."""

    LEVEL = "level"
    SUGGESTION = "suggestion"
    LONG_TERM = "long_term"
    PUBLICATION = "publication"


class VisitKind(StrEnum):
    """How an inspection team looked: announced or not."""

    OPEN = "open"
    COVERT = "covert"


class TeamPosition(StrEnum):
    """What a person is in an inspection team."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


class Answer(StrEnum):
    """What a question of a checklist was answered with."""

    YES = "yes"
    NO = "no"


class ClueOutcome(StrEnum):
    """What became of a clue."""

    WAITING = "waiting"
    OPENED = "opened"
    MERGED = "merged"
    DROPPED = "dropped"


class LookBack(StrEnum):
    """What a look-back at a closed issue found."""

    HELD = "held"
    REBOUND = "rebound"


class Outcome(StrEnum):
    """What became of an objection, or of a level or a reopening that was suggested."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Ending(StrEnum):
    """What became of a request for an extension; it lapses when the issue moves on before a decision."""

    GRANTED = "granted"
    DENIED = "denied"
    LAPSED = "lapsed"


class Light(StrEnum):
    """The traffic light of an issue; always shown with its word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
