"""On Record: who is on record in the news, with what words, with which numbers, in what tone.

>>> import onrecord
>>> record = onrecord.analyse(onrecord.read("sample"))
>>> record.quotes, record.speakers, record.figures, record.comparisons, record.tone
"""

from __future__ import annotations

from importlib import import_module

# Names are loaded when first used: the command line answers at once, and spaCy is imported only by who needs it.
_PUBLIC = {
    "Article": "articles",
    "SourceError": "articles",
    "read": "articles",
    "read_many": "articles",
    "ModelError": "language",
    "Record": "record",
    "analyse": "record",
    "analyse_many": "record",
    "combine": "record",
    "load": "record",
    "by_speaker": "sentiment",
    "explain": "sentiment",
    "sentiment": "sentiment",
    "sentiment_toward": "sentiment",
    "concordance": "evidence",
    "highlight": "evidence",
    "rerun": "rerun",
}

__all__ = [*_PUBLIC, "charts"]  # noqa: PLE0604


def __getattr__(name: str):
    if name == "charts":
        return import_module("onrecord.charts")
    if name in _PUBLIC:
        return getattr(import_module(f"onrecord.{_PUBLIC[name]}"), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
