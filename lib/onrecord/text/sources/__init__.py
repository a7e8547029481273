"""From any place to articles: files, pages, addresses, standard input, folders and corpora, read or counted."""

from onrecord.text.sources.counting import count_articles
from onrecord.text.sources.reading import read, read_many

__all__ = ["count_articles", "read", "read_many"]
