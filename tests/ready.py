"""A `zuofeng` that starts at once: a process that has loaded all libraries forks for each command.

A shell finds it as a program in a folder. What a command says, reads, writes and ends with is what it would
be in an interpreter of its own; only the loading, most of its time, is done once for all.
"""

import json
import os
import pkgutil
import socket
import socketserver
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import zuofeng_cli

ROOT = Path(__file__).parent.parent
LIBRARIES = ("alembic.command", "docxtpl", "jinja2", "matplotlib.figure", "rich.table", "typer.core")
IN_WORDS = "zuofeng_cli.cli"
"""Loaded by each command, for it takes its words from the language which that one chooses."""

SET_BY_CLERKS = ("ZUOFENG_", "COLUMNS", "LANG", "LC_")
"""How the names of variables begin that a command line may set for what follows."""

LONGEST_MESSAGE = 32_768
CLIENT = """\
#!{python} -IS
import json, os, socket, sys
ours = {{name: value for name, value in os.environ.items() if name.startswith({names})}}
with socket.socket(socket.AF_UNIX) as server:
    server.connect("{place}")
    message = json.dumps([sys.argv[1:], os.getcwd(), ours]).encode()
    socket.send_fds(server, [message], [0, 1, 2])
    sys.exit(server.recv(1)[0])
"""


@contextmanager
def ready_program(folder: Path, environment: dict[str, str]) -> Iterator[Path]:
    """Put a `zuofeng` into *folder* that starts at once; it runs in *environment*."""
    place = folder / "socket"
    client = folder / "zuofeng"
    client.write_text(CLIENT.format(python=sys.executable, place=place, names=SET_BY_CLERKS), "utf-8")
    client.chmod(0o755)
    command = [sys.executable, "-m", "tests.ready", str(place)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline()  # it has loaded all and listens
        try:
            yield client
        finally:
            server.terminate()


class Command(socketserver.BaseRequestHandler):
    """One command line, in a process of its own."""

    def handle(self) -> None:
        message, descriptors, _flags, _sender = socket.recv_fds(self.request, LONGEST_MESSAGE, 3)
        arguments, folder, ours = json.loads(message)
        for standard, descriptor in enumerate(descriptors):
            os.dup2(descriptor, standard)
            os.close(descriptor)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)
        os.chdir(folder)
        os.environ |= ours
        sys.argv = ["zuofeng", *arguments]

        from zuofeng_cli.__main__ import program

        code = program()
        sys.stdout.flush()
        self.request.send(bytes([code]))


class Server(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Forks for each command."""


def serve(place: str) -> None:
    """Load everything and run commands until somebody ends this."""
    for library in LIBRARIES:
        import_module(library)
    for module in pkgutil.walk_packages(zuofeng_cli.__path__, "zuofeng_cli."):
        if not f"{module.name}.".startswith((f"{IN_WORDS}.", "zuofeng_cli.__main__.")):
            import_module(module.name)
    with Server(place, Command) as server:
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
