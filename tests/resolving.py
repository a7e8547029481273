"""Small made-up texts through the rules of quotes and speakers."""

from onrecord.quotes import find_quotes
from onrecord.rows import Quote, Speaker
from onrecord.speakers import resolve
from onrecord.text.article import Article
from onrecord.text.parsing import ParsedArticle, parse


def parsed(text: str) -> ParsedArticle:
    return parse(Article("a", text))


def quotes_in(text: str) -> list[Quote]:
    return find_quotes(parsed(text))


def resolved(text: str) -> tuple[list[Quote], list[Speaker]]:
    article = parsed(text)
    return resolve(article, find_quotes(article))


def last_speaker(text: str) -> str | None:
    return resolved(text)[0][-1].speaker


def apart(before: str, number: int, after: str) -> str:
    """Two texts with so many paragraphs between them."""
    return "\n\n".join([before, *["It rained."] * number, after])
