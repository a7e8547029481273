"""From any place to articles: files, pages, addresses, standard input, folders and corpora, read or counted."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.text.sources.counting import count_articles
    from onrecord.text.sources.reading import read, read_many

__all__ = ["count_articles", "read", "read_many"]

__getattr__ = lazy_names(
    __name__,
    {
        "counting": ["count_articles"],
        "reading": ["read", "read_many"],
    },
)
