"""Positions in the leading group, its office and the inspection teams."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class BodyWithoutPositions(ZuofengError):
    exit_code = 23
    message = N_("The plan gives “{body}” no positions.")
    hint = N_("Roles come from the register then: `zuofeng owner list` shows them.")


class PositionHeld(ZuofengError):
    exit_code = 23
    message = N_("{name} is {position} of “{body}” already.")
    hint = N_("Nothing was changed.")


class PositionNotHeld(ZuofengError):
    exit_code = 22
    message = N_("{name} holds no position in “{body}”.")
    hint = N_("`zuofeng plan org` shows who does.")
