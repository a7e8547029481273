"""Paragraphs: a text cut into what is read, its headline and its boilerplate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from onrecord.text.article import Article
from onrecord.text.layout import find_blocks, stripped


@dataclass(frozen=True)
class Paragraph:
    """A run of text between line breaks that end a paragraph. `kind` is text, headline or boilerplate."""

    number: int
    start: int
    end: int
    kind: str


def find_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Cut the text into paragraphs: the blocks that `layout.find_blocks` gives.

    Spans leave out the white space around them; a paragraph that overlaps the article's headline or one of its
    boilerplate spans takes that kind.
    """
    text = article.text
    spans = []
    # A span that is headline or boilerplate is a paragraph of its own, even in the middle of a block.
    marked = [article.headline] if article.headline else []
    marked += article.boilerplate
    for start, end in find_blocks(text):
        cuts = sorted({start, end, *(c for span in marked for c in span if start < c < end)})
        spans += [stripped(text, a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    return tuple(Paragraph(i, a, b, _kind(article, a, b)) for i, (a, b) in enumerate(spans))


def _kind(article: Article, start: int, end: int) -> str:
    if article.headline and max(start, article.headline[0]) < min(end, article.headline[1]):
        return "headline"
    if any(max(start, a) < min(end, b) for a, b in article.boilerplate):
        return "boilerplate"
    return "text"
