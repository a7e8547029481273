"""Extras: libraries that not everybody installs, and what to say where one is asked for that is not there."""

from __future__ import annotations

import importlib.util

from onrecord.system.wrong_calls import WrongCall


class ExtraMissing(WrongCall):
    """A library of an extra that is not installed; the message says how to install it, and begins with a verb."""


def need(library: str, extra: str = "formats") -> None:
    """See that a library of an extra is installed, before it is imported.

    Args:
        library: its name as it is imported, such as `openpyxl`.
        extra: the extra of this project that brings it.

    Raises:
        ExtraMissing: it is not installed.
    """
    if importlib.util.find_spec(library) is None:
        raise ExtraMissing(
            f"needs {library}, which the extra `{extra}` brings; in the project's folder: pip install '.[{extra}]'"
        )
