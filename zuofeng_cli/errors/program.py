"""The program was stopped, or could not print what it had to say."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class Stopped(ZuofengError):
    exit_code = 1
    message = N_("Stopped; nothing was written.")


class StoppedLate(ZuofengError):
    exit_code = 1
    message = N_("Stopped while the changes were being written, or after.")
    hint = N_("Look with `zuofeng list` whether it is done before you repeat the command.")


class OutputFailed(ZuofengError):
    exit_code = 1
    message = N_("The output could not be written ({detail}).")
    hint = N_("The ledger was not changed; make room there, or send the output elsewhere.")


class OutputFailedLate(OutputFailed):
    hint = N_("What the command changes has been done: look at it with `zuofeng list` before you repeat it.")


class DemoStopped(ZuofengError):
    exit_code = 1
    message = N_("The demo stopped at `{command}` (exit code {code}).")
    hint = N_("Give it an empty folder with --folder, or none.")


class ExtraMissing(ZuofengError):
    exit_code = 1
    message = N_("This needs {library}, which is not installed.")
    hint = N_("Install it with `pip install 'zuofeng[{extra}]'`.")


class FontMissing(ZuofengError):
    exit_code = 1
    message = N_("No font with Chinese characters is installed, so the charts cannot be drawn.")
    hint = N_("Install one of: {fonts}.")
