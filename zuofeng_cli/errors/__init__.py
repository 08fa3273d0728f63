"""Every refusal: its facts, its exit code, and the msgids of its sentence and next step.

One module a subject. The sentence is put together and translated at the one boundary, ``cli/boundary.py``.
Source: shared design, "Errors".
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, Self

from zuofeng_cli.words import N_


class ZuofengError(Exception):
    """A refusal a person can act on; *facts* fill the placeholders of message and hint.

    Attributes:
        row: the row of a file that it is about, where that is to be told.
        details: what is wrong in particular, told below the sentence, each on a line of its own.
    """

    exit_code: ClassVar[int] = 1
    message: ClassVar[str] = N_("The program failed.")
    hint: ClassVar[str] = ""
    row: str | None = None
    details: "Sequence[str | ZuofengError]" = ()

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts

    def detailed(self, details: "Sequence[str | ZuofengError]") -> Self:
        """Return it with what is wrong in particular."""
        self.details = details
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whole."""
        return partial(type(self), **self.facts), ()
