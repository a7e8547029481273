"""Preloaded: what analysis, notebooks and pages need, imported once by the process that others are forked from.

Imported by name in the fork server only (see `system.forks`). What analyses an article comes first: the first process can
be forked then, and works while the rest is loaded. A fork copies memory, but no threads, and leaves locks and sockets
broken: so nothing here may leave a thread behind, open a socket, or choose matplotlib's backend. A kernel's start chooses
it; chosen before, the kernel would show no picture.

Leans on the names of modules that ipykernel and IPython import late, and on onnxruntime starting no thread where it is told
to use one. When the lock moves, check that all of them are there, and that the fork server has one thread, no backend and
no socket (tests/runs/_jupyter/test_kernels.py).
"""

import concurrent.futures.thread  # noqa: F401  # asks to be told of forks: not while one waits for `load_rest`
import gc
import os
import warnings
from contextlib import suppress
from importlib import import_module

from onrecord.runs import article_folder, earlier  # noqa: F401
from onrecord.runs._jupyter.slow_imports import without_slow_ones
from onrecord.system import forks
from onrecord.system.fingerprints import of_library, of_model
from onrecord.system.models import DEFAULT_MODEL
from onrecord.tables.cache import FOLDER
from onrecord.tables.record import analyse
from onrecord.text.article import Article, make_article
from onrecord.text.pipelines import ModelError
from onrecord.tone.choosing import best_scorer

SENTENCES = "The mayor said on Monday that 12 people had died. “The road to the harbour stays closed,” she said."


def load_rest() -> None:
    """Import what notebooks and pages need, and let it load what it loads at its first call."""
    gc.disable()
    try:
        _load_rest()
    finally:
        _keep()


def _load_rest() -> None:
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
        "onrecord.charts",
        "onrecord.tables.corpus",
        "onrecord.runs.index_page",
        "onrecord.statistics.who_about_whom",
        "onrecord.pages.accuracy_answer",
        "onrecord.pages.article_page",
        "onrecord.pages.side_by_side",
        "onrecord.pages.tone_lists",
        "onrecord.pages.toned_words",
        "onrecord.pages.two_scorers",
        "onrecord.evaluation.own_corrections",
        "onrecord.evaluation.published",
        "onrecord.evaluation.scorers",
        "tornado.platform.asyncio",
    ):
        with without_slow_ones():
            import_module(name)
    _call_first_time()


def _keep() -> None:
    """Let the collector of a fork not look at what is here: it stays, and so none of it is copied."""
    gc.freeze()
    gc.enable()


def _call_first_time() -> None:
    """Draw, and read marks and rules: fonts, writers of pictures and tables are loaded at the first call."""
    import pandas as pd

    from onrecord import charts
    from onrecord.evaluation.published import how_often_right, rule_shares
    from onrecord.pages.row_tables import rows

    charts.speaking_share(pd.DataFrame()).png()  # a sentence: nobody sees it
    rows(how_often_right())
    rule_shares("named")
    make_article(SENTENCES, "start")


# What is imported may ask the system something by a process (its fonts, its name), whose end the fork server hears of, too.
warnings.filterwarnings("ignore", "forkserver: waitpid returned unexpected pid")
os.environ.pop(FOLDER, None)  # what is analysed here is nothing to keep
gc.disable()  # next to all that is loaded stays
of_library()
of_model(DEFAULT_MODEL)
with suppress(ModelError):  # whoever asks for another model may not have this one
    analyse(Article("start", SENTENCES), scorer=best_scorer())
_keep()
forks.load_after_first_fork(load_rest)
