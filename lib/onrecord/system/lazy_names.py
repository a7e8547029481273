"""Lazy names: the public names of a package, each imported when it is asked for.

pandas, spaCy and matplotlib take from half a second to a second each, which whoever asks for help, or only reads an
article, need not wait for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def lazy_names(
    package: str, homes: Mapping[str, Sequence[str]], modules: Sequence[str] = ()
) -> Callable[[str], object]:
    """The `__getattr__` of a package whose public names stand in its modules.

    Args:
        package: its full name.
        homes: {module, as seen from the package: the public names that stand in it}.
        modules: those of its modules that are public themselves.

    Returns:
        A function that imports the module of a name, and raises AttributeError for any other name.
    """
    home_of = {name: f"{package}.{module}" for module, names in homes.items() for name in names}

    def look_up(name: str) -> object:
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(home_of[name]), name)

    return look_up
