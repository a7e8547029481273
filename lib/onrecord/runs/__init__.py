"""Notebooks on many articles: what is done stays done. `calls.rerun` executes them, `parameters.plan` checks a call."""

from onrecord.system import forks

__all__: list[str] = []  # the public functions are those of `onrecord`; importing them here would bring pandas

# What the process imports that kernels and pages are forked from.
forks.PRELOADED.insert(0, "onrecord.runs._jupyter.preloaded")
