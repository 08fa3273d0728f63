"""The dates of the campaign's stages."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class StageDateMissing(ZuofengError):
    exit_code = 2
    message = N_("“{stage}” needs both a first and a last day.")
    hint = N_("Give both: --from DATE --to DATE.")


class StageEndsEarly(ZuofengError):
    exit_code = 23
    message = N_("“{stage}” cannot end on {last}, before it begins on {first}.")
    hint = N_("Give --to a day from {first} on.")


class StagesOverlap(ZuofengError):
    exit_code = 23
    message = N_("“{stage}” would overlap with “{other}” ({first} to {last}).")
    hint = N_("Choose days outside it, or move “{other}” first.")


class StageOutOfOrder(ZuofengError):
    exit_code = 23
    message = N_("“{stage}” would stand on the wrong side of “{other}” ({first} to {last}).")
    hint = N_("Stages follow one another as in the plan: `zuofeng stage show`.")
