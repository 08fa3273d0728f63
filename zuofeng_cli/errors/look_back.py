"""Look-backs: drawing a sample, and the verdicts on it."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class BadShare(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is no share of the closed issues.")
    hint = N_("Write it like 0.2 or 20%, more than nothing and at most 100%.")


class DeadlineWithoutRebound(ZuofengError):
    exit_code = 2
    message = N_("An issue that has held gets no new deadline and is no recurrence.")
    hint = N_("--deadline and --as-recurrence go with --rebound.")


class ReboundNeedsDeadline(ZuofengError):
    exit_code = 2
    message = N_("A rebound is taken up again and needs a new deadline.")
    hint = N_("Add --deadline DATE.")


class NothingClosed(ZuofengError):
    exit_code = 20
    message = N_("No issue is closed, so there is nothing to look back at.")
    hint = N_("`zuofeng list --state closed` shows what is closed.")


class DrawnAlready(ZuofengError):
    exit_code = 23
    message = N_("This very sample was drawn on {drawn_on} as look-back {draw}.")
    hint = N_("Check it with `zuofeng lookback list {draw}`, or take another seed for another sample.")


class DrawNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no look-back {draw}.")
    hint = N_("`zuofeng lookback list` shows them.")


class NotDrawn(ZuofengError):
    exit_code = 20
    message = N_("{ref} is in no sample that waits for a look-back.")
    hint = N_("`zuofeng lookback list` shows the samples.")


class NotInDraw(ZuofengError):
    exit_code = 20
    message = N_("{ref} is not in the sample of look-back {draw}.")
    hint = N_("`zuofeng lookback list {draw}` shows what is.")


class DrawnTwice(ZuofengError):
    exit_code = 22
    message = N_("{ref} waits in more than one look-back: {draws}.")
    hint = N_("Say which one with --draw.")


class LookedBackAlready(ZuofengError):
    exit_code = 23
    message = N_("{ref} was looked back at on {checked_on} in look-back {draw}: {verdict}.")
    hint = N_("A verdict is given once; a new one needs a new draw.")


class NotClosedNow(ZuofengError):
    exit_code = 20
    message = N_("{ref} is “{state}” now; only what is closed can be looked back at.")
    hint = N_("Until it is closed again it is left out of the sample.")


class CloserLooksBack(ZuofengError):
    exit_code = 23
    message = N_("{name} has verified or closed {ref} and cannot judge it again.")
    hint = N_("Name somebody else with --by.")
