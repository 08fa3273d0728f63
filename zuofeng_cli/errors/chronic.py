"""Old and hard problems: what cannot be counted."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class NobodyBroughtTogether(ZuofengError):
    exit_code = 23
    message = N_("{unit} alone is no coordination: it is the responsible unit of {ref}.")
    hint = N_("Name another unit that took part with --with.")
