"""Where the program starts: the language first, so that help speaks it too, then the command."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from zuofeng_cli import stopping

COLLECTED_AFTER = 200_000
"""So many new objects are made before garbage is looked for: more than loading the libraries makes."""


def program() -> int:
    """Run as a process; a quarter of its time would go into looking for garbage among the libraries."""
    gc.set_threshold(COLLECTED_AFTER)
    stopping.heed()
    try:
        return main()
    except (KeyboardInterrupt, stopping.Halted):  # while the program was still being loaded
        from zuofeng_cli.cli.boundary import stopped

        return stopped()
    finally:
        stopping.ignore()
        gc.freeze()  # the process ends, and all of it with it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    from zuofeng_cli import words

    arguments = list(sys.argv[1:] if argv is None else argv)
    _mend_output()
    language = words.choose(arguments, os.environ)
    words.activate(language if language in words.CATALOGUES else "zh")

    from zuofeng_cli.cli.app import command, named
    from zuofeng_cli.cli.boundary import report, run
    from zuofeng_cli.errors.usage import NotText, UnknownWord

    if any("\ud800" <= sign <= "\udfff" for argument in arguments for sign in argument):
        return report(NotText())
    if language not in words.CATALOGUES:
        return report(UnknownWord(given=language, kind=words.N_("language"), choices=("zh", "en")))

    return run(lambda: command(named(arguments))(arguments, prog_name="zuofeng", standalone_mode=False))


def _mend_output() -> None:
    """Make sure there is an output, and that no character can break it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - open until the process ends
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(program())
