"""On Record: who is on record in the news, with what words, with which numbers, in what tone.

>>> import onrecord
>>> record = onrecord.analyse(onrecord.read("sample"))
>>> record.quotes, record.speakers, record.figures, record.comparisons, record.tone
"""

from importlib import import_module

from onrecord.accuracy import accuracy, accuracy_note
from onrecord.agreement import compare_scorers
from onrecord.articles import Article, SourceError
from onrecord.averages import average, by_speaker, driving_words, sign_flips, toward_speakers, with_groups
from onrecord.cluster import ClusterError
from onrecord.corpus import analyse_many, combine, write_tables
from onrecord.evidence import highlight
from onrecord.language import ModelError
from onrecord.minilm import ScorerError
from onrecord.pairwise import differences
from onrecord.record import Record, analyse, load
from onrecord.rerun import rerun
from onrecord.scorer_errors import hard_sentences, scorer_accuracy, scorer_note
from onrecord.sentiment import SCORERS, explain, sentiment, sentiment_toward
from onrecord.sources import read, read_many
from onrecord.vader import lexicon_source
from onrecord.word_by_word import quotes_word_by_word, texts_word_by_word

__all__ = [
    "SCORERS",
    "Article",
    "ClusterError",
    "ModelError",
    "Record",
    "ScorerError",
    "SourceError",
    "accuracy",
    "accuracy_note",
    "analyse",
    "analyse_many",
    "average",
    "by_speaker",
    "charts",
    "combine",
    "compare_scorers",
    "differences",
    "driving_words",
    "explain",
    "hard_sentences",
    "highlight",
    "lexicon_source",
    "load",
    "quotes_word_by_word",
    "read",
    "read_many",
    "rerun",
    "scorer_accuracy",
    "scorer_note",
    "sentiment",
    "sentiment_toward",
    "sign_flips",
    "texts_word_by_word",
    "toward_speakers",
    "with_groups",
    "write_tables",
]


def __getattr__(name: str):
    # Charts come with matplotlib, which who only wants tables need not wait for.
    if name == "charts":
        return import_module("onrecord.charts")
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
