"""On Record: who is on record in the news, with what words, with which numbers, in what tone.

>>> import onrecord
>>> record = onrecord.analyse(onrecord.read("sample"))
>>> record.quotes, record.speakers, record.figures, record.comparisons, record.tone
"""

from importlib import import_module

from onrecord.accuracy import accuracy, accuracy_note
from onrecord.articles import Article, SourceError
from onrecord.evidence import highlight, toned
from onrecord.language import ModelError
from onrecord.record import Record, analyse, analyse_many, combine, load
from onrecord.rerun import rerun
from onrecord.sentiment import SCORERS, by_speaker, explain, sentiment, sentiment_toward
from onrecord.sources import read, read_many

__all__ = [
    "SCORERS",
    "Article",
    "ModelError",
    "Record",
    "SourceError",
    "accuracy",
    "accuracy_note",
    "analyse",
    "analyse_many",
    "by_speaker",
    "charts",
    "combine",
    "explain",
    "highlight",
    "load",
    "read",
    "read_many",
    "rerun",
    "sentiment",
    "sentiment_toward",
    "toned",
]


def __getattr__(name: str):
    # Charts come with matplotlib, which who only wants tables need not wait for.
    if name == "charts":
        return import_module("onrecord.charts")
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
