"""Answers: what an article says in at most five sentences, made from its tables, with links to the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from onrecord.pages.answers import claims, tones, voices
from onrecord.pages.answers.disputes import dispute_line, disputes_of, update_line
from onrecord.pages.answers.lines import Line, Link, as_html, as_plain, line_as_html, sentences
from onrecord.pages.corrected_counts import corrected_sentence
from onrecord.pages.html import Html, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from onrecord.tables.record import Record

__all__ = [
    "Line",
    "Link",
    "answer",
    "answer_across",
    "answer_lines",
    "as_html",
    "as_plain",
    "line_as_html",
    "without_counts",
]

SUBJECTS = ("article", "quotes", "figures", "tone")


def answer(record: Record, of: str = "article", page: str | None = "") -> Html:
    """The answer to a question about an article: at most five sentences, with links to the words that they are about.

    Args:
        record: of one article.
        of: what the question is about: "article" (all of it), "quotes", "figures" or "tone".
        page: address of the page with the highlighted article, when it is not the same one; None for no links.

    Raises:
        ValueError: `of` is another word.

    Limits:
        As right as the tables are: who speaks or claims what is what the rules found.
    """
    return wrapped(as_html(answer_lines(record, of), page))


def answer_across(record: Record, known: pd.DataFrame, pages: Mapping[str, str] | None = None) -> Html:
    """The answer of several articles: who is heard where, which numbers conflict or were updated, between whom.

    Args:
        record: of several articles.
        known: those rows of its articles table that are compared; their `outlet` is what stands side by side.
        pages: address of the page of each article by its article_id; without it the words are no links.

    Limits:
        As right as the tables are. One speaker under two names counts as two.
    """
    from onrecord.pages.answers.across import across_lines  # it brings pandas, which no answer of one article needs

    return wrapped(as_html([line for line in across_lines(record, known) if line][:5], pages))


def answer_lines(record: Record, of: str = "article") -> list[Line]:
    """The sentences of `answer`, as lines that know where their words stand.

    Args:
        record: of one article.
        of: "article", "quotes", "figures" or "tone".

    Raises:
        ValueError: `of` is another word.
    """
    if of not in SUBJECTS:
        raise ValueError(f"answer: of {of!r} there is none; there is one of {', '.join(SUBJECTS)}")
    lines = {"article": _of_article, "quotes": _of_quotes, "figures": _of_figures, "tone": _of_tone}[of](record)
    return [*[line for line in lines if line][:5], *_corrected(record)]


def _corrected(record: Record) -> list[Line]:
    """A last sentence on what readers have corrected, where they have."""
    sentence = corrected_sentence(record)
    return [(sentence,)] if sentence else []


def without_counts(record: Record) -> list[Line]:
    """The sentences about an article without the one that counts what was harmed, for where all counts stand below.

    Args:
        record: of one article.
    """
    return [*[line for line in _of_article(record, with_counts=False) if line], *_corrected(record)]


def _of_article(record: Record, with_counts: bool = True) -> list[Line]:
    """The main dispute and what is counted come first, where there is any; then who speaks, and what stays open."""
    names = voices.names_in_sentences(record)
    disputes = disputes_of(record)
    disputed = dispute_line(disputes[0], record.dicts("speakers"), names) if disputes else ()
    counted = claims.counted(record, names, disputes[0].told(disputed) if disputes else [], 3, 2)
    return [
        disputed,
        counted if with_counts else (),
        voices.most_heard(record, voices.voices_of(record)),
        () if disputes or counted else claims.no_counts(record, names),
        sentences(tones.clear_tones(record), claims.unknown(record), voices.nameless(record)),
    ]


def _of_quotes(record: Record) -> list[Line]:
    heard = voices.voices_of(record)
    return [
        voices.most_heard(record, heard),
        voices.whose_own_words(record, heard),
        voices.telling_verbs(record),
        voices.nameless(record),
        voices.without_speaker(record),
    ]


def _of_figures(record: Record) -> list[Line]:
    names = voices.names_in_sentences(record)
    disputes = disputes_of(record)[:2]
    lines = [dispute_line(one, record.dicts("speakers"), names) for one in disputes]
    told = [row for one, line in zip(disputes, lines, strict=True) for row in one.told(line)]
    updated, both = ((), []) if disputes else update_line(record, names)
    counted = claims.counted(record, names, told + both, 6, 3)
    return [
        *(lines or [sentences(claims.no_dispute(record), updated)]),
        counted or (() if disputes or updated else claims.no_counts(record, names)),
        claims.not_exact(record),
        sentences(claims.unclaimed(record, names), claims.unknown(record)),
    ]


def _of_tone(record: Record) -> list[Line]:
    if not record.dicts("quotes"):
        return [("No quotes were found, so there is no tone of anybody.",)]
    return [
        tones.means(record),
        tones.strongest(record),
        tones.portrayed(record),
        tones.scorers_disagree(record),
    ]
