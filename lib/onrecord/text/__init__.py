"""From a source to a parsed article."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

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

__getattr__ = lazy_names(
    __name__,
    {
        "article": ["Article", "SourceError", "article_id", "count_words", "make_article"],
        "parsing": ["ParsedArticle", "parse"],
        "pipelines": ["ModelError", "load_model"],
        "sources": ["count_articles", "read", "read_many"],
    },
)
