"""Notebooks on many articles: what is done stays done."""

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.system import forks

if TYPE_CHECKING:
    from onrecord.runs.calls import reasons_to_run, refresh, rerun
    from onrecord.runs.parameters import find_notebook, plan

__all__ = ["find_notebook", "plan", "reasons_to_run", "refresh", "rerun"]

# Where each of them is. It is imported when it is asked for: pandas takes most of a second.
_HOMES = {
    "find_notebook": "parameters",
    "plan": "parameters",
    "reasons_to_run": "calls",
    "refresh": "calls",
    "rerun": "calls",
}

# What the process imports that kernels and pages are forked from.
forks.PRELOADED.insert(0, "onrecord.runs._jupyter.preloaded")


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord.runs' has no attribute {name!r}")
    return getattr(import_module(f"onrecord.runs.{_HOMES[name]}"), name)
