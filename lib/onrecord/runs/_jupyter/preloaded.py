"""Preloaded: what notebooks and their pages need, imported once by the process that others are forked from.

Imported by name in the fork server only (see `system.forks`). A fork copies memory, but no threads, and leaves locks and
sockets broken: so nothing here may start a thread, open a socket, or choose matplotlib's backend. A kernel's start chooses
it; chosen before, the kernel would show no picture.

Leans on the names of modules that ipykernel and IPython import late. When the lock moves, check that all of them are
there, and that the fork server has one thread, no backend and no socket (tests/runs/_jupyter/test_kernels.py).
"""

import gc
from importlib import import_module

import pandas as pd

from onrecord import charts
from onrecord.runs._jupyter.slow_imports import without_slow_ones
from onrecord.system.fingerprints import of_library, of_model
from onrecord.system.models import DEFAULT_MODEL
from onrecord.text.article import make_article

for name in (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib.font_manager",
    "nbconvert.exporters",
    "nltk",
    "spacy",
    "onrecord.charts",
    "onrecord.tables.corpus",
    "onrecord.runs.index_page",
    "onrecord.statistics.who_about_whom",
    "onrecord.pages.article_page",
    "onrecord.evaluation.rules",
    "tornado.platform.asyncio",
):
    with without_slow_ones():
        import_module(name)

# What each of them loads or works out when it is first called: models, patterns, fonts, writers of pictures.
charts.speaking_share(pd.DataFrame()).png()  # a sentence: nobody sees it
make_article("The mayor said on Monday that the road to the harbour would stay closed.", "start")
of_library()
of_model(DEFAULT_MODEL)

# What is here stays: the collector of a fork need not look at it, and so copies none of it.
gc.collect()
gc.freeze()
