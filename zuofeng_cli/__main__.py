"""Where the program starts: the language first, so that help speaks it too, then the command."""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    from zuofeng_cli import words

    arguments = list(sys.argv[1:] if argv is None else argv)
    words.activate(words.choose(arguments, os.environ))

    from zuofeng_cli.cli.app import app
    from zuofeng_cli.cli.boundary import run

    return run(lambda: app(arguments, prog_name="zuofeng", standalone_mode=False))


if __name__ == "__main__":
    sys.exit(main())
