"""Parsing: an article parsed once with spaCy, its paragraphs, and its quotation marks in pairs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np

from onrecord.text.article import Article
from onrecord.text.paragraphs import Paragraph, find_paragraphs
from onrecord.text.pipelines import DEFAULT_MODEL, load_pipeline
from onrecord.text.plain_characters import PLAIN_CHARACTERS
from onrecord.text.quotation_marks import QuotedSpan, find_quoted
from onrecord.text.tokens import Span, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from thinc.types import Ints2d

# Longer ones are cut at their next comma, so that the work on a text grows with its length and no faster.
LONGEST_SENTENCE = 200

# The tokenizer's time grows with the square of the length of these, so that they are cut.
TOO_LONG = re.compile(r"(?:[^\w\s]|_){50}|\S{1000}")


@dataclass(frozen=True)
class ParsedArticle:
    """An article with its parse: `doc` has one token offset (`token.idx`) per character offset of `article.text`."""

    article: Article
    doc: Doc
    paragraphs: tuple[Paragraph, ...]
    quoted: tuple[QuotedSpan, ...]

    @cached_property
    def tokens(self) -> Tokens:
        """The parse as the rules read it."""
        return Tokens(self.doc)

    @property
    def entities(self) -> tuple[Span, ...]:
        """What the recogniser named."""
        return self.tokens.ents

    @cached_property
    def plain(self) -> str:
        """The text of the parse, as `doc.text`, which spaCy puts together anew, token by token, whenever it is asked."""
        return _plain(self.article.text, self.paragraphs)

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds an offset, or the last one before it; the first one if there is none before."""
        return self.paragraphs[max(0, bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1)]


def parse(article: Article, model: str = DEFAULT_MODEL) -> ParsedArticle:
    """Parse an article.

    The parser sees plain quotation marks and dashes, each in the place of the typographic one. No sentence runs
    over the end of a paragraph, nor over much more than LONGEST_SENTENCE tokens.

    Args:
        article: what `sources.read` gave.
        model: name of the spaCy pipeline; it needs a tagger, a parser, a lemmatizer and a name recogniser.

    Returns:
        The parse; every token's `idx` is a code point offset into `article.text`.

    Limits:
        A paragraph that is one long line of several columns is parsed as the one line it is.
    """
    paragraphs = find_paragraphs(article)
    pipeline = load_pipeline(model)
    doc = pipeline.nlp.make_doc(_plain(article.text, paragraphs))
    _set_sentence_starts(doc, {p.start for p in paragraphs})
    for step in pipeline.steps:
        doc = step(doc)
    return ParsedArticle(article, doc, paragraphs, find_quoted(article.text, paragraphs))


def _set_sentence_starts(doc: Doc, paragraph_starts: set[int]) -> None:
    """Tell the parser where a sentence must begin (1), where none can (-1), and leave the rest to it (0).

    All at once: set one by one, each costs a look at the whole text.
    """
    starts = np.zeros(len(doc), dtype=np.int64)
    starts[:1] = 1
    length = 0
    for before, token in pairwise(doc):
        last = before.text[-1]
        length = 0 if last in ".!?" else length + 1
        overlong = length > LONGEST_SENTENCE and (last in ",;:" or length > 2 * LONGEST_SENTENCE)
        if token.idx in paragraph_starts or overlong:
            starts[token.i] = 1
            length = 0
        elif not _can_end_sentence(before):
            starts[token.i] = -1
    doc.from_array(["SENT_START"], cast("Ints2d", starts.astype(np.uint64).reshape(-1, 1)))


def _plain(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """The text as the parser knows it: plain marks, and a line broken inside a paragraph made whole again.

    Long rows of marks, and longer words than any, get a space every so often.
    """
    pieces, done = [], 0
    for paragraph in paragraphs:
        pieces += [text[done : paragraph.start], text[paragraph.start : paragraph.end].replace("\n", " ")]
        done = paragraph.end
    plain = "".join([*pieces, text[done:]]).translate(PLAIN_CHARACTERS)
    return TOO_LONG.sub(lambda run: run.group()[:-1] + " ", plain)


def _can_end_sentence(token: Token) -> bool:
    """The small model begins sentences inside names; a sentence begins after punctuation or a line break only."""
    return token.is_space or token.text[-1] in ".!?:;\"')]-…" or token.is_quote
