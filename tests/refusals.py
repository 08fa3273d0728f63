"""Finds every refusal the program knows, in whatever module of ``zuofeng_cli.errors`` it stands."""

from importlib import import_module
from pkgutil import iter_modules

from zuofeng_cli import errors
from zuofeng_cli.errors import ZuofengError


def refusals() -> list[type[ZuofengError]]:
    """Return all classes of refusals, the general one first."""
    modules = [
        errors,
        *(import_module(f"{errors.__name__}.{each.name}") for each in iter_modules(errors.__path__)),
    ]
    found = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    return sorted(
        (each for each in found if issubclass(each, ZuofengError)),
        key=lambda each: (len(each.mro()), each.__name__),
    )
