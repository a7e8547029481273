"""Language: an article parsed once with spaCy, its paragraphs, and its quotation marks in pairs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.system.models import DEFAULT_MODEL, RE_UPLOAD, installed_model
from onrecord.text._attribute_ruler import quicken
from onrecord.text.articles import Article, find_blocks

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# One character for one character, so that offsets into the parsed text are offsets into the article.
INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
PLAIN_CHARACTERS = str.maketrans(INVISIBLE, " " * len(INVISIBLE)) | str.maketrans(
    "‘’‚‛“”„‟«»″′–\u00a0\u202f\u2009", '\'\'\'\'"""""""\'-   '
)

# Longer ones are cut at their next comma, so that the work on a text grows with its length and no faster.
LONGEST_SENTENCE = 200

MARKS_IN_A_ROW = re.compile(r"[^\w\s]{50}")

OPENING = "“„‟«"
CLOSING = "”»"
EITHER = '"″'
DOUBLE_MARK = re.compile(r"[“”„‟«»\"″]|``|''")

# Single marks where they open more often than double ones. "'Tis", "'em" and "'90s" begin with an apostrophe.
SINGLE_OPEN = re.compile(r"(?<![\w.,!?…'’])['‘‚](?=[\w…])(?!(?:[Tt]is|[Tt]was|[Tt]il|[Ee]m|[Cc]ause|[Nn]|\d\ds)\b)")
SINGLE_CLOSE = re.compile(r"(?<=[.,!?…—-])['’](?!\w)")
SINGLE_AFTER_WORD = re.compile(r"(?<=\w)['’](?!\w)")


class Spanned(Protocol):
    """Anything that has a place in the text."""

    start: int
    end: int


class ModelError(Exception):
    """A language model that is not installed; the message says how to get it."""


@dataclass(frozen=True)
class Paragraph:
    """A run of text between line breaks that end a paragraph. `kind` is text, headline or boilerplate."""

    number: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class QuotedSpan:
    """Text between two quotation marks, marks included.

    `closed` is False when the paragraph ends before a closing mark comes; the span then ends with the paragraph.
    """

    start: int
    end: int
    closed: bool
    paragraph: int


@dataclass(frozen=True)
class ParsedArticle:
    """An article with its parse: `doc` has one token offset (`token.idx`) per character offset of `article.text`."""

    article: Article
    doc: Doc
    paragraphs: tuple[Paragraph, ...]
    quoted: tuple[QuotedSpan, ...]

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph that holds an offset, or the last one before it; the first one if there is none before."""
        return self.paragraphs[max(0, bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1)]


def overlapping(spans: Sequence[Spanned], start: int, end: int) -> Sequence[Spanned]:
    """Those of some spans that share characters with a stretch of the text.

    Args:
        spans: anything with `start` and `end`, in the order of the text; no two of them overlap.
        start, end: offsets into the same text.
    """
    first = bisect_right(spans, start, key=lambda s: s.end)
    last = bisect_left(spans, end, key=lambda s: s.start)
    return spans[first:last]


def covering(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """A function that says whether an offset lies in one of these (start, end) spans."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])

    def inside(offset: int) -> bool:
        place = bisect_right(merged, offset, key=lambda span: span[0]) - 1
        return place >= 0 and offset < merged[place][1]

    return inside


def tokens_in(doc: Doc, words: Iterable[str], attribute: str = "LOWER") -> list[int]:
    """The numbers of the tokens whose attribute is one of these strings; quicker than asking each token."""
    wanted = np.array([doc.vocab.strings[w] for w in words], dtype=np.uint64)
    return np.flatnonzero(np.isin(doc.to_array(attribute), wanted)).tolist()


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline once per process.

    Args:
        name: an installed pipeline package, or a folder that holds one.

    Raises:
        ModelError: it is not installed, or is no pipeline.
    """
    # Imported here: spaCy costs a second, which who only reads or shows tables need not wait for.
    import spacy

    try:
        nlp = spacy.load(installed_model(name), exclude=["entity_linker"])
    except (OSError, ValueError, ImportError) as problem:
        raise ModelError(f"model {name!r}: cannot be loaded. {_how_to_get(name)}") from problem
    quicken(nlp)
    return nlp


def _how_to_get(name: str) -> str:
    if name in (DEFAULT_MODEL, RE_UPLOAD):
        return f"Install On Record again, with all it requires, or get it from its makers: python -m spacy download {DEFAULT_MODEL}"
    return f"Where it is one of spaCy's: python -m spacy download {name}. Or leave `model` at {DEFAULT_MODEL!r}."


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
    nlp = load_model(model)
    paragraphs = find_paragraphs(article)
    doc = nlp.make_doc(_plain(article.text, paragraphs))
    _set_sentence_starts(doc, {p.start for p in paragraphs})
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
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
    doc.from_array(["SENT_START"], starts.astype(np.uint64).reshape(-1, 1))


def _plain(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """The text as the parser knows it: plain marks, and a line broken inside a paragraph made whole again.

    Long rows of marks get a space every so often: the tokenizer's time grows with the square of their length.
    """
    pieces, done = [], 0
    for paragraph in paragraphs:
        pieces += [text[done : paragraph.start], text[paragraph.start : paragraph.end].replace("\n", " ")]
        done = paragraph.end
    plain = "".join([*pieces, text[done:]]).translate(PLAIN_CHARACTERS)
    return MARKS_IN_A_ROW.sub(lambda row: row.group()[:-1] + " ", plain)


def _can_end_sentence(token) -> bool:
    """The small model begins sentences inside names; a sentence begins after punctuation or a line break only."""
    return token.is_space or token.text[-1] in ".!?:;\"')]-…" or token.is_quote


def find_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Cut the text into paragraphs: the blocks that `articles.find_blocks` finds.

    Spans leave out the white space around them; a paragraph that overlaps the article's headline or one of its
    boilerplate spans takes that kind.
    """
    text = article.text
    found = []
    # A span known to be headline or boilerplate is a paragraph of its own, even in the middle of a block.
    marked = [article.headline] if article.headline else []
    marked += article.boilerplate
    for start, end in find_blocks(text):
        cuts = sorted({start, end, *(c for span in marked for c in span if start < c < end)})
        for a, b in pairwise(cuts):
            body = text[a:b]
            if body.strip():
                found.append((a + len(body) - len(body.lstrip()), a + len(body.rstrip())))
    return tuple(Paragraph(i, a, b, _kind(article, a, b)) for i, (a, b) in enumerate(found))


def _kind(article: Article, start: int, end: int) -> str:
    if article.headline and max(start, article.headline[0]) < min(end, article.headline[1]):
        return "headline"
    if any(max(start, a) < min(end, b) for a, b in article.boilerplate):
        return "boilerplate"
    return "text"


def find_quoted(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[QuotedSpan, ...]:
    """Pair the quotation marks of each paragraph.

    Double marks of every kind are understood: typographic, straight, guillemets, `` and ''. Where single marks open
    more often, they are the quotation marks, and double ones stand inside. A second opening mark before any closing one (as scraped text often has)
    does not open a second span. An unclosed span runs to the end of its paragraph; one that is closed and was never
    opened runs from the beginning of its paragraph or from the end of the sentence with the last closing mark.

    Limits:
        The text of an article is read with one kind of mark; the other kind marks no speech of its own.
    """
    n_double = len(DOUBLE_MARK.findall(text)) / 2
    usual = _single_marks if len(SINGLE_OPEN.findall(text)) > n_double else _double_marks
    found = []
    for paragraph in paragraphs:
        # Many papers set single marks in headlines only.
        other = paragraph.kind == "headline" and not DOUBLE_MARK.search(text, paragraph.start, paragraph.end)
        find_marks = _single_marks if other else usual
        found += _pair(find_marks(text, paragraph), text, paragraph)
    return tuple(found)


def _pair(marks: Iterable[tuple[int, int, str]], text: str, paragraph: Paragraph) -> list[QuotedSpan]:
    """Spans between marks, given as (start, end, "open", "close" or "either")."""
    found: list[QuotedSpan] = []
    open_at = None
    for start, end, role in marks:
        if role == "either":
            role = "close" if open_at is not None else "open"
        if role == "open" and open_at is None:
            open_at = start
        elif role == "close" and open_at is not None:
            found.append(QuotedSpan(open_at, end, True, paragraph.number))
            open_at = None
        elif role == "close" and text[paragraph.start : start].rstrip()[-1:] in tuple(".!?,"):
            lost = _lost_opening(text, found[-1].end if found else None, start, paragraph)
            if lost is not None:
                found.append(QuotedSpan(lost, end, True, paragraph.number))
    if open_at is not None:
        found.append(QuotedSpan(open_at, paragraph.end, False, paragraph.number))
    return found


def _lost_opening(text: str, last_closed: int | None, closing: int, paragraph: Paragraph) -> int | None:
    """Where words begin that end with a closing mark and have no opening one; None if nothing tells."""
    if last_closed is None:
        return paragraph.start
    sentence_end = re.compile(r"[.!?]\s+(?=[A-Z])").search(text, last_closed, closing)
    return sentence_end.end() if sentence_end else None


def _double_marks(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    opened = ""
    for mark in DOUBLE_MARK.finditer(text, paragraph.start, paragraph.end):
        before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
        after = text[mark.end()] if mark.end() < paragraph.end else " "
        role = _role(mark.group(), before, after, opened)
        opened = mark.group() if role == "open" else ""
        yield mark.start(), mark.end(), role


def _role(mark: str, before: str, after: str, opened: str) -> str:
    """Does a mark open or close, after an opening one ("" if none is open)?"""
    if mark == "“" and opened == "„":
        return "close"
    if mark in OPENING or mark == "``":
        return "open"
    if mark in CLOSING:
        return "close"
    if opened:
        # A straight mark inside an open span closes it, unless it can only open: white space before, a letter after.
        return "open" if (before.isspace() or before in "([-—–") and after.isalnum() and mark in EITHER else "close"
    return "close" if after.isspace() and (before.isspace() or before in ".,!?") else "open"


def _single_marks(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    """Single quotation marks, told from apostrophes: one opens before a word, one closes after punctuation.

    After a bare word a mark closes only what is open, and only if no mark after punctuation follows before the next
    opening one: "the villagers' homes" is a possessive.
    """
    marks = [(m.start(), "open") for m in SINGLE_OPEN.finditer(text, paragraph.start, paragraph.end)]
    marks += [(m.start(), "close") for m in SINGLE_CLOSE.finditer(text, paragraph.start, paragraph.end)]
    marks += [(m.start(), "perhaps") for m in SINGLE_AFTER_WORD.finditer(text, paragraph.start, paragraph.end)]
    next_sure, sure = [], "open"
    for _, role in sorted(marks, reverse=True):
        next_sure.append(sure)
        sure = role if role != "perhaps" else sure
    open_now = False
    for (start, role), later in zip(sorted(marks), reversed(next_sure), strict=True):
        if role == "perhaps" and not (open_now and later == "open"):
            continue
        role = "open" if role == "open" else "close"
        open_now = role == "open"
        yield start, start + 1, role
