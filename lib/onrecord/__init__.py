"""On Record: who is on record in the news, with what words, with which numbers, in what tone.

>>> import onrecord
>>> record = onrecord.analyse(onrecord.read("sample"))
>>> record.quotes, record.speakers, record.figures, record.comparisons, record.tone

`onrecord.show` marks the words that rows are about, `onrecord.charts` draws tables, `onrecord.statistics` puts them
together, `onrecord.classroom` is for lessons.
"""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord import charts, classroom, show, statistics
    from onrecord.exchange.exporting import export
    from onrecord.runs.calls import rerun
    from onrecord.runs.parameters import CallError
    from onrecord.system.folder_lock import FolderTaken
    from onrecord.tables.cluster import ClusterError
    from onrecord.tables.corpus import analyse_many, combine, without_duplicates, write_tables
    from onrecord.tables.formats import save_csv
    from onrecord.tables.record import Record, analyse, load
    from onrecord.text.article import Article, SourceError
    from onrecord.text.pipelines import ModelError
    from onrecord.text.sources import read, read_many
    from onrecord.tone.choosing import SCORERS, best_scorer
    from onrecord.tone.minilm import ScorerError
    from onrecord.tone.scoring import sentiment, sentiment_toward

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
    "best_scorer",
    "charts",
    "classroom",
    "combine",
    "export",
    "load",
    "read",
    "read_many",
    "rerun",
    "save_csv",
    "sentiment",
    "sentiment_toward",
    "show",
    "statistics",
    "without_duplicates",
    "write_tables",
]

__getattr__ = lazy_names(
    __name__,
    {
        "exchange.exporting": ["export"],
        "runs.calls": ["rerun"],
        "runs.parameters": ["CallError"],
        "system.folder_lock": ["FolderTaken"],
        "tables.cluster": ["ClusterError"],
        "tables.corpus": ["analyse_many", "combine", "without_duplicates", "write_tables"],
        "tables.formats": ["save_csv"],
        "tables.record": ["Record", "analyse", "load"],
        "text.article": ["Article", "SourceError"],
        "text.pipelines": ["ModelError"],
        "text.sources": ["read", "read_many"],
        "tone.choosing": ["SCORERS", "best_scorer"],
        "tone.minilm": ["ScorerError"],
        "tone.scoring": ["sentiment", "sentiment_toward"],
    },
    modules=("charts", "classroom", "show", "statistics"),
)


def __dir__() -> list[str]:
    return __all__
