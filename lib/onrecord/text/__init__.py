"""From a source to a parsed article."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.text.article import Article, SourceError, article_id, count_words, make_article
    from onrecord.text.parsing import ParsedArticle, parse
    from onrecord.text.pipelines import ModelError, load_model
    from onrecord.text.sources import count_articles, read, read_many

__all__ = [
    "Article",
    "ModelError",
    "ParsedArticle",
    "SourceError",
    "article_id",
    "count_articles",
    "count_words",
    "load_model",
    "make_article",
    "parse",
    "read",
    "read_many",
]

# Where each public name is. It is imported when it is asked for: who reads a source need not load what parses it.
_HOMES = {
    "article": ["Article", "SourceError", "article_id", "count_words", "make_article"],
    "parsing": ["ParsedArticle", "parse"],
    "pipelines": ["ModelError", "load_model"],
    "sources": ["count_articles", "read", "read_many"],
}
_HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _HOME_OF:
        value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
