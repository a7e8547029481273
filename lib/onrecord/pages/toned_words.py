"""Word by word: a text with the words that made its score, what each adds, and the words that turned or boosted them.

Kinds differ by line and by what stands above the word, so that the view reads in black and white, aloud, and where a
page drops its styles. Everything is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from onrecord.pages.anchors import anchor
from onrecord.pages.html import EMPTY, Html, anchor_address, escape, join, render, wrapped
from onrecord.pages.layout import small
from onrecord.pages.wording import NOBODY, NOTHING, given_or, score_in_words, signed
from onrecord.rows import TonedWord
from onrecord.tables.cache import kept
from onrecord.tables.frame_rows import dicts
from onrecord.tables.record import Record
from onrecord.tone.scoring import explain_score, sentiment

# What adds less than this is not marked, by digits of the valences: other scorers than VADER give every word a little.
LEAST = {1: 0.05, 2: 0.1}
FAR = 80  # characters: a shifter stands close before its word
EFFECTS = {"negated": "turns", "boosted": "boosts", "weakened": "weakens"}
BUT = re.compile(r"\bbut\b", re.IGNORECASE)


class _Row(NamedTuple):
    """A text to show; `words` with offsets into it, `digits` of their valences."""

    heading: str
    small: str
    text: str
    words: Sequence[TonedWord]
    compound: float | None
    attitude: float | None
    digits: int
    beside: str = ""


def word_by_word(record: Record, tone: pd.DataFrame, scorer: str = "vader", *, empty: str = NOTHING) -> Html:
    """Show quotes with the words that made their score.

    Args:
        record: of one article.
        tone: rows of its tone table, in the order to show them.
        scorer: whose tone it is; VADER's stands beside another's. VADER's words are in the table; another scorer is asked again, quote by quote.
        empty: what to say when there is no row.

    Returns:
        A self-contained fragment: each quote leads to its mark in `highlight`, each word that counts has what it adds
        above it, after negation, booster and "but".
        Words that judge are marked by their sign. Words that only name an event ("killed", "war") have a mark of
        their own: the tone counts them, the attitude does not. A word that shifts another says which, and how.

    Raises:
        ValueError: the record holds several articles, or there is no such scorer.
        ScorerError: what the scorer needs is not installed.

    Limits:
        Where the table has no words (another scorer than VADER), names carry tone in the words, not in the score.
    """
    if record.article is None:
        raise ValueError("word_by_word: shows one article; analyse that article and give its record")
    spans = record.quotes[["quote_id", "start", "end"]]
    shown = []
    rows = dicts(tone.drop(columns=["start", "end"], errors="ignore").merge(spans, on="quote_id"))
    texts = [record.article.text[row["start"] : row["end"]] for row in rows]
    if scorer == "vader":
        explained = [[_moved(word, -row["start"]) for word in row["words"]] for row in rows]
    else:
        asked = kept(["words", scorer, texts], lambda: [explain_score(text, scorer=scorer) for text in texts])
        explained = [[TonedWord(*word) for word in words] for words in asked]
    for row, text, words in zip(rows, texts, explained, strict=True):
        who = given_or(row["speaker"], NOBODY)
        beside = "" if scorer == "vader" else f"VADER {score_in_words(row['vader_compound'])}"
        number = Html('<a href="{}">[{}]</a>').format(
            anchor_address(anchor("quote_id", row["quote_id"])), row["quote_id"]
        )
        shown.append(_Row(who, number, text, words, row["compound"], row["attitude"], _digits(scorer), beside))
    return _shown(shown, "speaker", empty)


def texts_word_by_word(texts: Mapping[str, str], scorer: str = "vader") -> Html:
    """Show texts of your own with the words that make their score, as `word_by_word` shows quotes.

    Args:
        texts: {what to call it: the text}, in English.
        scorer: a name from `SCORERS`.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.
    """
    scores = sentiment(texts.values(), scorer=scorer)
    shown = []
    for (name, text), compound, attitude in zip(texts.items(), scores["compound"], scores["attitude"], strict=True):
        words = explain_score(text, scorer=scorer)
        if not words and scorer == "vader":
            compound = attitude = None
        shown.append(_Row(name, "", text, words, compound, attitude, _digits(scorer)))
    return _shown(shown, "text", NOTHING)


def _shown(rows: Sequence[_Row], first: str, empty: str) -> Html:
    if not rows:
        return wrapped(Html("<p>{}</p>").format(empty))
    body = [
        (
            row,
            _marked(row.text, row.words, row.digits),
            Html.escape(score_in_words(row.compound)) + small(row.beside),
            score_in_words(row.attitude),
        )
        for row in rows
    ]
    return wrapped(render("word_by_word.html", first=first, body=body))


def _marked(text: str, words: Sequence[TonedWord], digits: int) -> Html:
    """The text with its toned words and their shifters marked."""
    marks: dict[int, tuple[int, Html]] = {}
    for start, end, effects in _shifters(text, words):
        marks[start] = (end, _ruby(text[start:end], effects, Html(' class="onrecord-shifter"')))
    for word in words:
        kind, above = _kind(word, digits)
        if kind:
            shifted = Html(' title="{}"').format(word.shifted) if word.shifted else ""
            mark = Html('<mark class="onrecord-{}"{}>{}</mark>')
            marks[word.start] = (word.end, mark.format(kind, shifted, _ruby(text[word.start : word.end], above)))
    pieces, at = [], 0
    for start, (end, mark) in sorted(marks.items()):
        if start >= at:
            pieces += [escape(text[at:start]), mark]
            at = end
    return join([*pieces, escape(text[at:])])


def _ruby(words: str, above: str, attributes: Html = EMPTY) -> Html:
    """Words with others above them; those stand in brackets behind them where a page knows no ruby."""
    return Html("<ruby{}>{}<rp> (</rp><rt>{}</rt><rp>)</rp></ruby>").format(attributes, words, above)


def _kind(word: TonedWord, digits: int) -> tuple[str, str]:
    """The kind of a toned word, "" for one that does nothing (a name), and what to write above it."""
    shifts = word.shifted.split(", ")
    counts = abs(word.valence) >= LEAST[digits]
    kind = ("positive" if word.valence > 0 else "negative") if counts else ""
    named = "event word" in shifts or "event word that judges" in shifts
    if "event word" in shifts or (named and not counts):
        kind = "event"
    above = (
        ["judging"] * (named and kind not in ("", "event"))
        + ["event"] * named
        + [signed(word.valence, digits)] * counts
        + ["capitals"] * ("in capitals" in shifts)
    )
    return kind, " ".join(above)


def _shifters(text: str, words: Iterable[TonedWord]) -> list[tuple[int, int, str]]:
    """(start, end, what it does) of the words that shift others."""
    effects: dict[tuple[int, int], dict[str, list[str]]] = {}
    for word in words:
        for how, shifter in re.findall(r"(negated|boosted|weakened) by ([^,]+)", word.shifted):
            near = max(0, word.start - FAR)
            places = list(re.finditer(rf"(?<!\w){re.escape(shifter)}(?!\w)", text[near : word.start]))
            if places:
                place = (near + places[-1].start(), near + places[-1].end())
                effects.setdefault(place, {}).setdefault(EFFECTS[how], []).append(word.word)
    if any(shift in ("before but", "after but") for word in words for shift in word.shifted.split(", ")):
        but = BUT.search(text)
        if but:
            effects.setdefault(but.span(), {})["less before,"] = ["more after"]
    return [
        (*place, "; ".join(f"{how} {', '.join(on)}" for how, on in said.items())) for place, said in effects.items()
    ]


def _moved(word: Mapping[str, Any], by: int) -> TonedWord:
    return TonedWord(word["word"], word["valence"], word["start"] + by, word["end"] + by, word["shifted"])


def _digits(scorer: str) -> int:
    """VADER's valences go from -4 to 4; those of other scorers are parts of a score from -1 to 1."""
    return 1 if scorer == "vader" else 2
