"""The demo: a throw-away ledger built from ``sample_data/``, walked through the whole cycle, day by day."""

import os
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zuofeng_cli.cli.render import say, typed
from zuofeng_cli.words import _, language

STORY = "demo.toml"


def run(folder: Path | None) -> None:
    """Build the demo ledger in *folder*, or in a new temporary one, and say where it is."""
    import tomllib

    from zuofeng_cli.__main__ import main
    from zuofeng_cli.errors.files import FolderNotWritable
    from zuofeng_cli.errors.program import DemoStopped

    home = folder or Path(tempfile.mkdtemp(prefix="zuofeng-demo-"))
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(path=home) from error
    ledger = home / "demo.db"
    with _surroundings(ledger):
        for step in tomllib.loads((samples_folder() / STORY).read_text("utf-8"))["steps"]:
            os.environ["ZUOFENG_TODAY"] = str(step["day"])
            for command in step["commands"]:
                line = command.replace("{samples}", str(samples_folder()))
                say(f"\n{step['day']} $ zuofeng {line}")
                arguments = shlex.split(line)
                if code := main(["--lang", language(), *arguments]):
                    raise DemoStopped(command=line, code=code)
    say("\n" + _("The demo ledger is {path}.").format(path=ledger))
    say(_("Look around: `zuofeng --db {path} list`.").format(path=typed(ledger)))


def samples_folder() -> Path:
    """Return the folder of sample files: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "_sample_data"
    return installed if installed.is_dir() else package.parent / "sample_data"


@contextmanager
def _surroundings(ledger: Path) -> Iterator[None]:
    """Point the environment at the demo's ledger and clock for a while."""
    names = ("ZUOFENG_DB", "ZUOFENG_ACTOR", "ZUOFENG_TODAY")
    before = {name: os.environ.get(name) for name in names}
    os.environ |= {"ZUOFENG_DB": str(ledger), "ZUOFENG_ACTOR": _("demo clerk")}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
