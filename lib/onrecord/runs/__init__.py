"""Notebooks on many articles: what is done stays done."""

from onrecord.system import forks

forks.PRELOADED.insert(0, "onrecord.runs.preloaded")
