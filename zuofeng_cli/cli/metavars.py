"""What stands for a value in help and refusals, in the language spoken: FILE, NAME, DATE …"""

import re
from typing import Any

from zuofeng_cli.words import N_, _

WORDS = frozenset(
    (
        N_("ANSWER"),
        N_("BATCH"),
        N_("CHECKLIST"),
        N_("CLUE"),
        N_("CODE"),
        N_("COLUMN"),
        N_("DATE"),
        N_("DAYS"),
        N_("DESCRIPTION"),
        N_("DIR"),
        N_("DOCNO"),
        N_("DRAW"),
        N_("ENTRY"),
        N_("FIELD"),
        N_("FILE"),
        N_("FILES"),
        N_("FOLDER"),
        N_("LEVEL"),
        N_("NAME"),
        N_("NUMBER"),
        N_("ORDER"),
        N_("OWNER"),
        N_("PASSAGE"),
        N_("PATH"),
        N_("PERSON"),
        N_("POSITION"),
        N_("PUBLICATION"),
        N_("REF"),
        N_("ROLE"),
        N_("SECONDS"),
        N_("SHARE"),
        N_("STAGE"),
        N_("STATE"),
        N_("SURVEY"),
        N_("TEAM"),
        N_("TEXT"),
        N_("TYPE"),
        N_("UNIT"),
        N_("VALUE"),
        N_("VISIT"),
        N_("WORD"),
        N_("YEAR"),
    )
)
"""The words that metavars are made of."""

_WORD = re.compile("[A-Z]{2,}")


def metavar(parameter: Any) -> str:
    """Return what stands for the value of a parameter."""
    return _WORD.sub(_translated, parameter.metavar or parameter.name.upper())


def _translated(found: re.Match[str]) -> str:
    return _(found[0]) if found[0] in WORDS else found[0]
