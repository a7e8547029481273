"""Article pages: the one article that the pieces of a document are, and what shows that they are several."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from onrecord.text.article import Article, SourceError, make_article
from onrecord.text.boilerplate import boilerplate_rules
from onrecord.text.dates import find_date
from onrecord.text.hyphens import is_word
from onrecord.text.language import find_language
from onrecord.text.layout import Span
from onrecord.text.sources.page_layout.flow import Piece, is_label
from onrecord.text.sources.page_layout.roles import is_masthead
from onrecord.words.lexicons import word_class

NOT_TEXT = ("furniture", "caption")
HEADINGS = ("title", "heading")
TITLE_WORDS = 3  # of a title that is believed at least
QUOTED_WORDS = 4  # of a heading that is a pull quote at least
TOP_CHARACTERS = 1500  # in which the title that a file states must stand to be believed
HEADLINE_WORDS = 4
STORY_WORDS = 25  # of a paragraph below a headline
RIVAL = 0.8  # a share of the size of the largest headline: those of other articles are not much smaller
RIVALS = 3  # headlines of that size, or RIVAL_BYLINES of any with the writer's name below
RIVAL_BYLINES = 2
LABELS, TIMES = 2, 2  # so many labels that come so often are those of an export
BYLINE_BELOW = 2  # pieces below a headline in which the writer's name may stand
SEVERAL = "Save each article as a file of its own, or give the database's export as .docx, .html or .txt."
NAMELESS = 0.1  # a share of letters that no text has
VOWELS = (0.26, 0.62)  # the share of vowels among Latin letters in any language
EDGES = " 0123456789|·•–—-,"  # stripped off the name of a newspaper
LONG_WORD = 4  # letters
LEAST_WORDS = 20  # of a text that is tried so
KNOWN = 0.2  # a share of words that English has; texts in other languages have fewer


def article_of_pieces(pieces: Sequence[Piece], place: str, path: str, stated_title: str | None) -> Article:
    """The article that pieces are.

    Args:
        place: what an error calls it.
        path: of the file.
        stated_title: what the file says of itself; it counts only where the first page has it, too.

    Raises:
        SourceError: they are several articles, or nonsense, or none in English.
    """
    _check_letters(pieces, place)
    _check_one(pieces, place)
    title_at = next((i for i, piece in enumerate(pieces) if piece.kind == "title"), None)
    kinds = [_kind(i, pieces, title_at) for i in range(len(pieces))]
    text, spans = "", list[Span]()
    for piece in pieces:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{piece.text}" if text else piece.text
        spans.append((start, start + len(piece.text)))
    headline = next((span for span, kind in zip(spans, kinds, strict=True) if kind == "title"), None)
    title = " ".join(text[slice(*headline)].split()) if headline else _believed(stated_title, text)
    article = make_article(
        text,
        place,
        title=title,
        outlet=_outlet(pieces, kinds),
        source=path,
        headline=headline,
        marked=[span for span, kind in zip(spans, kinds, strict=True) if kind in NOT_TEXT],
    )
    return article if article.date else replace(article, date=_stated_on_edges(pieces))


def _kind(i: int, pieces: Sequence[Piece], title: int | None) -> str:
    """What a piece is in the article: a heading that the text says again is a pull quote, no text of its own."""
    piece = pieces[i]
    heading, above = piece.kind == "heading", title is not None and i < title
    if (above and (heading or piece.text.isupper())) or (heading and _is_said_elsewhere(i, pieces)):
        return "furniture"
    return piece.kind


def _is_said_elsewhere(i: int, pieces: Sequence[Piece]) -> bool:
    words = _letters(pieces[i].text)
    long_enough = len(pieces[i].text.split()) >= QUOTED_WORDS
    return long_enough and any(words in _letters(piece.text) for piece in pieces if piece.kind == "text")


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _believed(title: str | None, text: str) -> str | None:
    """The title that a file states, where the text begins with it, too: many state the name of a file or a program."""
    said = title and len(title.split()) >= TITLE_WORDS and _letters(title) in _letters(text[:TOP_CHARACTERS])
    return title if said else None


def _outlet(pieces: Sequence[Piece], kinds: Sequence[str]) -> str | None:
    """The newspaper that a running head, or a line above the title, names."""
    heads = [piece.text for piece, kind in zip(pieces, kinds, strict=True) if kind == "furniture" and piece.page == 0]
    parts = (part.strip(EDGES) for text in heads for part in re.split(r"\s[|·•–—-]\s|\t|,\s|\s(?=\d)", text))
    name = next((part for part in parts if is_masthead(part)), None)
    return _in_small_letters(name) if name and name.isupper() else name


def _in_small_letters(name: str) -> str:
    """A newspaper's name that is set in capitals, as people write it: "THE HERALD"; short words may be initials: "BBC"."""
    return " ".join(word if len(word) < LONG_WORD and word != "THE" else word.capitalize() for word in name.split())


def _stated_on_edges(pieces: Sequence[Piece]) -> str | None:
    """The day that a running head or foot of the first page states; not one on which the page was printed or fetched."""
    edges = (piece.text for piece in pieces if piece.kind == "furniture" and piece.page == 0)
    told = (find_date(text) for text in edges if word_class("fetched").isdisjoint(_letters(text).split()))
    return next(filter(None, told), None)


def _check_letters(pieces: Sequence[Piece], place: str) -> None:
    """Raise where letters are not what they look like: a font that does not tell them gives nonsense."""
    text = " ".join(piece.text for piece in pieces)
    words = re.findall(r"[^\W\d_]{3,}", text.lower())
    known = sum(map(is_word, words))
    nonsense = (
        len(words) >= LEAST_WORDS
        and known < KNOWN * len(words)
        and (not VOWELS[0] < _share_of_vowels(words) < VOWELS[1] or find_language(text) in (None, "en"))
    )
    if nonsense or text.count("\ufffd") > NAMELESS * len(text):
        raise SourceError(
            f"{place}: its letters are nonsense, for its fonts do not tell which they are. "
            "Run it through OCR, such as `ocrmypdf --force-ocr in.pdf out.pdf`, and give what comes out."
        )


def _share_of_vowels(words: Sequence[str]) -> float:
    """The share of vowels among Latin letters; that of English where there are hardly any."""
    letters = [letter for letter in unicodedata.normalize("NFD", "".join(words)) if "a" <= letter <= "z"]
    return sum(letter in "aeiouy" for letter in letters) / len(letters) if len(letters) >= LEAST_WORDS else 0.4


def _check_one(pieces: Sequence[Piece], place: str) -> None:
    """Raise where pieces are those of several articles: an export of an unknown kind, or a newspaper's pages."""
    said = (piece.text.partition(":")[0].strip().lower() for piece in pieces if ":" in piece.text)
    labels = Counter(label for label in said if is_label(label))
    again = [label for label, times in labels.items() if times >= TIMES]
    if len(again) >= LABELS:
        shown = ", ".join(f"{label.capitalize()}:" for label in again[:3])
        raise SourceError(
            f"{place}: looks like an export of {max(labels.values())} articles ({shown} come again and again), of a "
            f"database that On Record does not know. {SEVERAL}"
        )
    stories = _stories(pieces)
    if len(stories) > 1:
        raise SourceError(
            f"{place}: looks like {len(stories)} articles on one another's pages (“{stories[0]}”, “{stories[1]}”). {SEVERAL}"
        )


def _stories(pieces: Sequence[Piece]) -> list[str]:
    """The headlines of a document, where they show that it is several articles; else at most one."""
    heads = [
        i
        for i, piece in enumerate(pieces)
        if piece.kind in HEADINGS
        and len(piece.text.split()) >= HEADLINE_WORDS
        and not _is_said_elsewhere(i, pieces)
        and _has_story_below(pieces, i)
    ]
    largest = max((pieces[i].size for i in heads), default=0.0)
    rivals = [pieces[i].text for i in heads if pieces[i].size >= RIVAL * largest]
    bylined = [pieces[i].text for i in heads if any(_is_byline(each) for each in pieces[i + 1 : i + 1 + BYLINE_BELOW])]
    if len(rivals) >= RIVALS:
        return rivals
    return bylined if len(bylined) >= RIVAL_BYLINES else rivals[:1]


def _has_story_below(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a paragraph of a report stands below a headline, before the next one."""
    below = takewhile(lambda piece: piece.kind not in HEADINGS, pieces[i + 1 :])
    return any(len(piece.text.split()) >= STORY_WORDS for piece in below)


def _is_byline(piece: Piece) -> bool:
    return any(rule.kind == "byline" and rule.pattern.fullmatch(piece.text[:200]) for rule in boilerplate_rules())
