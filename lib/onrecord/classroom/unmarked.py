"""Unmarked: an article as a reader has it before anybody has marked a word."""

from __future__ import annotations

from onrecord.classroom.texts import article as article_of
from onrecord.pages.html import Html, join, wrapped
from onrecord.text.article import Article
from onrecord.text.paragraphs import find_paragraphs

PARAGRAPHS = {
    "text": Html('<p dir="auto">{}</p>'),
    "headline": Html('<p dir="auto" class="onrecord-headline" role="heading" aria-level="3"><b>{}</b></p>'),
    "boilerplate": Html('<p dir="auto"><small>{}</small></p>'),
}


def show_article(source: str | Article) -> Html:
    """Show an article to read, without any marks.

    Args:
        source: the name of an article (see `names`), or an article that `onrecord.read` gave.

    Raises:
        LessonError: there is no such article.
    """
    article = source if isinstance(source, Article) else article_of(source)
    shown = [PARAGRAPHS[part.kind].format(article.text[part.start : part.end]) for part in find_paragraphs(article)]
    return wrapped(Html('<div class="onrecord-text">{}</div>').format(join(shown)))
