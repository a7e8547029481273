"""Stopped cells: an answer cell that ended in an error leaves no older answer behind that a check could call right."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from onrecord.classroom.check._checked import Checked, wrong

HERE = "# write here"
NAMED = re.compile(r"(\w+)\s*=(?!=)")
Given = ParamSpec("Given")


class Stopped(str):
    """What the names of an answer cell stand for after it ended in an error: a text without letters."""


def unless_stopped(check: Callable[Given, Checked]) -> Callable[Given, Checked]:
    """A check that says so where the cell of the answer ended in an error.

    Args:
        check: the check.
    """

    @wraps(check)
    def checked(*args: Given.args, **kwargs: Given.kwargs) -> Checked:
        return wrong("stopped") if any(map(_is_stopped, (*args, *kwargs.values()))) else check(*args, **kwargs)

    return checked


def watch_cells(shell: Any = None) -> None:
    """Look at each cell of a notebook when it has ended.

    Args:
        shell: IPython's; the one of this process where it is left out, if there is one.
    """
    if shell is None and "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
    if shell:
        shell.events.register("post_run_cell", lambda result: shell.user_ns.update(names_stopped(result)))


def names_stopped(result: Any) -> dict[str, Stopped]:
    """The names that an answer cell should have given a value, if it ended in an error.

    Args:
        result: what IPython tells of a cell that has ended.
    """
    source = str(getattr(result.info, "raw_cell", ""))
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#")]
    named = [found[1] for line in lines if (found := NAMED.match(line))]
    is_answer = HERE in source or len(named) == len(lines)
    return {} if result.success or not is_answer else {name: Stopped() for name in named}


def _is_stopped(given: object) -> bool:
    return isinstance(given, Stopped) or (isinstance(given, list | tuple) and any(map(_is_stopped, given)))
