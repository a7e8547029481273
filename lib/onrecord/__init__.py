"""On Record: who is on record in the news, with what words, with which numbers, in what tone.

>>> import onrecord
>>> record = onrecord.analyse(onrecord.read("sample"))
>>> record.quotes, record.speakers, record.figures, record.comparisons, record.tone

`onrecord.show` marks the words that rows are about, `onrecord.charts` draws tables, `onrecord.statistics` puts them
together.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord import charts, show, statistics
    from onrecord.runs.calls import rerun
    from onrecord.runs.parameters import CallError
    from onrecord.system.folder_lock import FolderTaken
    from onrecord.tables.cluster import ClusterError
    from onrecord.tables.corpus import analyse_many, combine, write_tables
    from onrecord.tables.record import Record, analyse, load
    from onrecord.text.article import Article, SourceError
    from onrecord.text.pipelines import ModelError
    from onrecord.text.sources import read, read_many
    from onrecord.tone.minilm import ScorerError
    from onrecord.tone.scoring import SCORERS, sentiment, sentiment_toward

__all__ = [
    "SCORERS",
    "Article",
    "CallError",
    "ClusterError",
    "FolderTaken",
    "ModelError",
    "Record",
    "ScorerError",
    "SourceError",
    "analyse",
    "analyse_many",
    "charts",
    "combine",
    "load",
    "read",
    "read_many",
    "rerun",
    "sentiment",
    "sentiment_toward",
    "show",
    "statistics",
    "write_tables",
]

# Where each public name is. It is imported when it is asked for: pandas and matplotlib take most of a second.
_HOMES = {
    "onrecord.runs.calls": ["rerun"],
    "onrecord.runs.parameters": ["CallError"],
    "onrecord.system.folder_lock": ["FolderTaken"],
    "onrecord.tables.cluster": ["ClusterError"],
    "onrecord.tables.corpus": ["analyse_many", "combine", "write_tables"],
    "onrecord.tables.record": ["Record", "analyse", "load"],
    "onrecord.text.article": ["Article", "SourceError"],
    "onrecord.text.pipelines": ["ModelError"],
    "onrecord.text.sources": ["read", "read_many"],
    "onrecord.tone.minilm": ["ScorerError"],
    "onrecord.tone.scoring": ["SCORERS", "sentiment", "sentiment_toward"],
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _HOME_OF:
        value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
        return value
    if name in ("charts", "show", "statistics"):
        return import_module(f"onrecord.{name}")
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
