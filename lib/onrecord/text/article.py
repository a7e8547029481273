"""The article: the text of a source with what is stated about it. Offsets into the text never change afterwards."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from onrecord.text.boilerplate import (
    Boilerplate,
    find_boilerplate,
    find_dateline,
    stated_author,
    stated_date,
    stated_outlet,
)
from onrecord.text.headline import find_headline
from onrecord.text.labels import Label, find_labels
from onrecord.text.language import find_language
from onrecord.text.layout import Span, find_blocks

MAX_CHARACTERS = 500_000  # of an article: the parse takes about 1 GB of memory for twice as many
LONGEST_NAME = 2_000  # characters of a title, an outlet, an address; a longer one is none, and is searched for too long

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’-][^\W_]+)*")
HALF_PAIR = re.compile("[\ud800-\udfff]")  # half a surrogate pair: no character, and no file can hold it


class SourceError(Exception):
    """A source that cannot be read; the message names it and says what to do.

    Attributes:
        n_rows: how many rows of a corpus it stands for.
        like: the message of the first of them, where they are several.
    """

    def __init__(self, message: str, *, n_rows: int = 1, like: str | None = None) -> None:
        super().__init__(message)
        self.n_rows, self.like = n_rows, like


class SourceNote(NamedTuple):
    """What a reader of sources says of one that it can read: what it leaves unknown or out; no failure."""

    message: str


@dataclass(frozen=True)
class Article:
    """One news text.

    `headline` and `boilerplate` are (start, end) spans of `text`, in code points, end exclusive:
    the first is read as a headline, the others are skipped; nothing is cut from the text. `duplicate_of` is the id of
    an earlier article of the same call that says the same, or nearly so.
    """

    article_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    language: str | None = None
    source: str | None = None
    author: str | None = None
    section: str | None = None
    page: str | None = None
    duplicate_of: str | None = None
    headline: tuple[int, int] | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()


def article_id(text: str) -> str:
    """A short name for a text that depends on nothing but the text (12 hexadecimal digits of its SHA-256)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def count_words(text: str) -> int:
    """The number of words in a text: runs of letters and digits, with single hyphens and apostrophes inside.

    Args:
        text: in a script that parts words by spaces.
    """
    return sum(1 for _ in WORD.finditer(text))


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, one for one."""
    return HALF_PAIR.sub("\ufffd", text)


def make_article(
    text: str,
    place: str,
    *,
    identifier: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    source: str | None = None,
    author: str | None = None,
    section: str | None = None,
    page: str | None = None,
    duplicate_of: str | None = None,
    headline: Span | None = None,
    marked: Sequence[Span] = (),
) -> Article:
    """Put an article together from its text and what its source says about it; the text says the rest.

    Args:
        text: the text, kept as it is (but half surrogate pairs, which no file can hold, become U+FFFD, one for one).
        place: what an error calls it.
        identifier: its `article_id`; None for one made from the text.
        title, outlet, date, source, author, section, page, duplicate_of: what the source says; None where it says
            nothing. What has more than LONGEST_NAME characters is none.
        headline: span of the headline, where the source marks it.
        marked: spans that the source marks as none of the article's own words, such as running heads.

    Raises:
        SourceError: no text, no words, binary data, too long, or another language than English.
    """
    text = whole_characters(text)
    _check(text, place)
    language = _english_or_unsure(text, place)
    blocks = find_blocks(text)
    labels = find_labels(text, blocks)
    title = _name(title)
    known = [Boilerplate(*span, "marked") for span in marked]
    headline, boilerplate = _headline_and_boilerplate(text, blocks, labels, headline, title, known)
    return Article(
        article_id=identifier or article_id(text),
        text=text,
        title=title or (_name(" ".join(text[slice(*headline)].split())) if headline else None),
        outlet=_name(outlet) or _name(stated_outlet(text, labels, boilerplate)),
        date=date or stated_date(text, blocks, boilerplate),
        language=language,
        source=_name(source),
        author=_name(author) or _name(stated_author(text, labels, boilerplate)),
        section=_name(section) or _stated(text, labels, "section"),
        page=_name(page),
        duplicate_of=_name(duplicate_of),
        headline=headline,
        boilerplate=_spans(boilerplate),
    )


def with_headline(article: Article) -> Article:
    """An article with its headline and boilerplate found again: the tables hold all else that `make_article` said of it."""
    blocks = find_blocks(article.text)
    labels = find_labels(article.text, blocks)
    headline, boilerplate = _headline_and_boilerplate(article.text, blocks, labels, None, article.title, [])
    return replace(article, headline=headline, boilerplate=_spans(boilerplate))


def _spans(boilerplate: list[Boilerplate]) -> tuple[Span, ...]:
    return tuple(sorted({(span.start, span.end) for span in boilerplate}))


def _name(stated: str | None) -> str | None:
    """A title, outlet or source; a path whose bytes are no UTF-8 has half surrogate pairs in it, too."""
    return whole_characters(stated) if stated and len(stated) <= LONGEST_NAME else None


def _stated(text: str, labels: dict[str, Label], field: str) -> str | None:
    """What a labelled line on top of a text says."""
    return text[slice(*labels[field].value)] if field in labels else None


def _check(text: str, place: str) -> None:
    """Raise where a text is none that can be an article."""
    if not text.strip():
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    if "\0" in text:
        raise SourceError(f"{place}: holds binary data, not text. Save the article's words as a .txt or .html file.")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            f"{place}: has {len(text):,} characters, more than {MAX_CHARACTERS:,}, too many for one article. Cut it up."
        )
    if not any(c.isalpha() for c in text):
        raise SourceError(f"{place}: holds no words. Give a file with an article in it.")


def _english_or_unsure(text: str, place: str) -> str | None:
    language = find_language(text)
    if language not in (None, "en"):
        raise SourceError(f"{place}: is not in English (but {language!r}). On Record reads English only.")
    return language


def _headline_and_boilerplate(
    text: str,
    blocks: list[Span],
    labels: dict[str, Label],
    headline: Span | None,
    title: str | None,
    marked: list[Boilerplate],
) -> tuple[Span | None, list[Boilerplate]]:
    """The headline, looked for where source and labels give none, and all that is not the article's own words."""
    skipped = marked + find_boilerplate(text, _without(marked, blocks))
    skipped += [Boilerplate(label.start, label.value[1], "label") for label in labels.values()]
    if "title" in labels:
        headline = headline or labels["title"].value
    headline = headline or find_headline(text, _without(skipped, blocks), title)
    if headline:
        skipped = [span for span in skipped if span.end <= headline[0] or span.start >= headline[1]]
        skipped += _beside(text, blocks, headline)
        blocks = _without([Boilerplate(*headline, "headline")], blocks)
    skipped += find_dateline(text, _without(skipped, blocks))
    return headline, skipped


def _without(spans: list[Boilerplate], blocks: list[Span]) -> list[Span]:
    """The blocks that share no characters with any of the spans."""
    return [(a, b) for a, b in blocks if not any(span.start < b and a < span.end for span in spans)]


def _beside(text: str, blocks: list[Span], headline: Span) -> list[Boilerplate]:
    """What stands beside a headline in its own block: "# " or "Title: " before it, marks after it."""
    before = [Boilerplate(start, headline[0], "label") for start, end in blocks if start < headline[0] < end]
    after = [Boilerplate(headline[1], end, "label") for start, end in blocks if start < headline[1] < end]
    return before + [span for span in after if not re.search(r"\w", text[span.start : span.end])]
