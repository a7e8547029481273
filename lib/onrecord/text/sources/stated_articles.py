"""Stated articles: what a source states of an article in fields of its own, and the article made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.text.article import Article, SourceError, make_article
from onrecord.text.headline import find_headline
from onrecord.text.layout import find_blocks
from onrecord.text.sources.places import without_password
from onrecord.words import read_words


@dataclass(frozen=True)
class StatedArticle:
    """What a database or a document states of an article.

    Attributes:
        body: the article's own words, a blank line between paragraphs; nothing of the fields.
        date: YYYY-MM-DD, YYYY-MM or YYYY.
        identifier: the database's own id.
        url: address of the article, where it has one.
        language: as the source names it, in any language.
    """

    body: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    author: str | None = None
    section: str | None = None
    page: str | None = None
    identifier: str | None = None
    url: str | None = None
    language: str | None = None


@cache
def names_of_english() -> frozenset[str]:
    """The lexicon words/names_of_english.csv: what English is called, in the languages of databases, in lower case."""
    return frozenset(row["name"].casefold() for row in read_words("names_of_english.csv"))


def article_of(stated: StatedArticle, place: str, path: str) -> Article:
    """The article that a source states; its title goes on top of the text if the body does not begin with it.

    Args:
        place: what an error calls it.
        path: of the file that it stands in.

    Raises:
        SourceError: there is no text, or none that is an English article.
    """
    if not stated.body.strip():
        raise SourceError(f"{place}: has no text; left out.")
    if stated.language and stated.language.strip(" .").casefold() not in names_of_english():
        raise SourceError(f"{place}: is not in English (but {stated.language!r}). On Record reads English only.")
    text = stated.body
    title = " ".join(stated.title.split()) if stated.title else None
    headline = find_headline(text, find_blocks(text), title)
    if title and not headline:
        text, headline = f"{title}\n\n{text}", (0, len(title))
    return make_article(
        text,
        place,
        identifier=stated.identifier,
        title=title,
        outlet=stated.outlet,
        date=stated.date,
        source=without_password(stated.url) if stated.url else path,
        author=stated.author,
        section=stated.section,
        page=stated.page,
        headline=headline,
    )
