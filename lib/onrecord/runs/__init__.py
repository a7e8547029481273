"""Notebooks on many articles: what is done stays done."""

from typing import TYPE_CHECKING

from onrecord.system import forks
from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.runs.calls import reasons_to_run, refresh, rerun
    from onrecord.runs.parameters import find_notebook, plan

__all__ = ["find_notebook", "plan", "reasons_to_run", "refresh", "rerun"]

__getattr__ = lazy_names(
    __name__,
    {
        "calls": ["reasons_to_run", "refresh", "rerun"],
        "parameters": ["find_notebook", "plan"],
    },
)

# What the process imports that kernels and pages are forked from.
forks.PRELOADED.append("onrecord.runs._jupyter.preloaded")
