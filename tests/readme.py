"""Keeps the README true: ``python -m tests.readme --write`` runs its transcripts and fills them in.

Blocks marked ``console`` are transcripts: each line after ``$`` is run by a shell, in order, in one folder
that holds nothing but ``sample_data/``. Blocks between
``<!-- NAME -->`` and ``<!-- /NAME -->`` are generated.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.ready import ready_program

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "--- next ---"
AS_INSTALLED = 2
"""So many transcripts, how to begin, are run in fresh interpreters."""


def true_text(text: str) -> str:
    """Return the README as it should read."""
    for name, make in GENERATED.items():
        block = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        made = make()
        text = block.sub(lambda _match, made=made: made, text)
    outputs = iter(run_all([block[1] for block in CONSOLE.finditer(text)]))
    return CONSOLE.sub(lambda _match: f"```console\n{next(outputs)}```", text)


def commands_of(block: str) -> list[str]:
    """Return the commands of a transcript; a line that ends with a backslash goes on."""
    joined = block.replace("\\\n> ", "\\\n")
    return [match[1] for match in re.finditer(r"^\$ ((?:.*\\\n)*.*)$", joined, re.MULTILINE)]


def run_all(blocks: list[str]) -> list[str]:
    """Return the transcripts with what their commands print now, all run in one shell.

    The first ones are run by the program as it was installed, the others by one that has been loaded.
    """
    commands = [commands_of(block) for block in blocks]
    scripts = ["\n".join(f"{{ {line}\n}} 2>&1; echo '{MARK}'" for line in lines) for lines in commands]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZUOFENG_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    shell = shutil.which("bash") or "sh"
    with (
        tempfile.TemporaryDirectory(prefix="zuofeng-readme-") as folder,
        tempfile.TemporaryDirectory(prefix="zuofeng-ready-") as programs,
        ready_program(Path(programs), environment) as ready,
    ):
        shutil.copytree(ROOT / "sample_data", Path(folder) / "sample_data")
        scripts.insert(AS_INSTALLED, f'PATH="{ready.parent}:$PATH"')
        result = subprocess.run(
            [shell, "-c", "\n".join(scripts)],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    printed = iter(result.stdout.split(f"{MARK}\n"))
    return [
        "".join(f"$ {line}\n".replace("\\\n", "\\\n> ") + next(printed) for line in lines)
        for lines in commands
    ]


def reference() -> str:
    """Return the command reference, from the program itself, in English."""
    code = "from tests.readme import print_reference; print_reference()"
    environment = {**os.environ, "ZUOFENG_LANG": "en"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout


def print_reference() -> None:
    """Print every command with its arguments and options."""
    from zuofeng_cli import words

    words.activate("en")
    from zuofeng_cli.cli.app import command as built

    print("\n| global option | |\n|---|---|")
    root = built()
    for parameter in root.params:
        if "completion" not in parameter.name:
            print(_option_row(parameter))
    for name, command in root.commands.items():
        for path, leaf in _leaves(name, command):
            _print_command(path, leaf)


def _leaves(path: str, command):  # type: ignore[no-untyped-def]
    children = getattr(command, "commands", None)
    if not children:
        return [(path, command)]
    return [leaf for name, child in children.items() for leaf in _leaves(f"{path} {name}", child)]


def _print_command(path: str, command) -> None:  # type: ignore[no-untyped-def]
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    options = [item for item in command.params if item.param_type_name == "option" and item.name != "help"]
    usage = " ".join([f"zuofeng {path}", *(item.metavar or item.name.upper() for item in arguments)])
    print(f"\n**`{usage}`** – {command.help}\n")
    if options:
        print("| option | |\n|---|---|")
        for option in options:
            print(_option_row(option))


def _option_row(option) -> str:  # type: ignore[no-untyped-def]
    names = ", ".join([*option.opts, *option.secondary_opts])
    metavar = f" {option.metavar}" if option.metavar else ""
    needed = " **Required.**" if option.required else ""
    name = f"{names}{metavar}".replace("|", "\\|")
    return f"| `{name}` | {option.help}{needed} |"


def lifecycle() -> str:
    """Return the lifecycle diagram, from its table."""
    from zuofeng_cli.rules.lifecycle import diagram

    return f"```mermaid\n{diagram()}\n```\n"


GENERATED = {"reference": reference, "lifecycle": lifecycle}


if __name__ == "__main__":
    wanted = true_text(README.read_text("utf-8"))
    if "--write" in sys.argv:
        README.write_text(wanted, "utf-8")
    sys.exit(README.read_text("utf-8") != wanted)
