"""Where the program starts: the language first, so that help speaks it too, then the command."""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    from zuofeng_cli import words

    arguments = list(sys.argv[1:] if argv is None else argv)
    language = words.choose(arguments, os.environ)
    words.activate(language if language in words.CATALOGUES else "zh")

    from zuofeng_cli.cli.app import app
    from zuofeng_cli.cli.boundary import report, run
    from zuofeng_cli.errors import UnknownWord

    if language not in words.CATALOGUES:
        return report(UnknownWord(given=language, kind=words.N_("language"), choices=("zh", "en")))

    return run(lambda: app(arguments, prog_name="zuofeng", standalone_mode=False))


if __name__ == "__main__":
    sys.exit(main())
