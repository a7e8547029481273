"""Markdown files: their words, and what their front matter states."""

from __future__ import annotations

import re

from onrecord.text.article import Article, make_article
from onrecord.text.headline import find_headline
from onrecord.text.layout import Span, find_blocks
from onrecord.text.sources._front_matter import FrontMatter, find_front_matter
from onrecord.text.sources._markup import words_of
from onrecord.text.sources.encodings import decode
from onrecord.text.sources.places import without_password
from onrecord.text.sources.web_pages import OnNote

TOP_BLOCKS = 3  # a heading among them is the headline, whatever title is stated beside it


def article_of_markdown(data: bytes, place: str, *, source: str, on_note: OnNote | None = None) -> Article:
    """The article in the bytes of a Markdown file.

    Its text begins behind the front matter, and has the words only (see `_markup.words_of`). A title that only the front
    matter states goes on top of it.

    Args:
        place: what an error calls it.
        source: path of the file, for an article whose front matter states no address.
        on_note: called with a line where the front matter is broken.

    Raises:
        SourceError: they are no text, or hold no English article.
    """
    text = decode(data, place).replace("\r\n", "\n").replace("\r", "\n")
    front = find_front_matter(text) or FrontMatter()
    words = words_of(text[front.end :].lstrip("\n") if front.end else text)
    stated = dict(front.fields)
    words, headline = _with_title(words, stated.get("title"))
    source = without_password(stated.pop("url", source))
    article = make_article(words, place, source=source, headline=headline, marked=(), **stated)
    if front.fault and on_note:
        on_note(f"{place}: its front matter {front.fault}; read line by line.")
    return article


def _with_title(words: str, title: str | None) -> tuple[str, Span | None]:
    """A text with its headline: its first heading, or the title, which goes on top where the text does not begin with it."""
    heading = _headline(words)
    if title is None:
        return words, heading
    blocks = find_blocks(words)
    if heading and any(start <= heading[0] < end for start, end in blocks[:TOP_BLOCKS]):
        return words, heading
    if (headline := find_headline(words, blocks, title)) or not blocks:
        return words, headline
    return f"{title}\n\n{words}", (0, len(title))


def _headline(text: str) -> Span | None:
    """The words of the first heading of the highest level, without the marks that may close it."""
    mark = re.search(r"^#[ \t]+(?=\S)", text, re.MULTILINE)
    if mark is None:
        return None
    line = text[mark.end() :].split("\n", 1)[0]
    words = line.rstrip(" \t").rstrip("#").rstrip(" \t") or line[:1]
    return mark.end(), mark.end() + len(words)
