"""Word by word: a text with the words that made its score, what each adds, and the words that turned or boosted them.

Kinds differ by line and by what stands above the word, so that the view reads in black and white, aloud, and where a
page drops its styles. Everything is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from onrecord.pages.evidence import NOBODY, NOTHING, Html, either, escape, number_class, signed, wrapped
from onrecord.rows import TonedWord
from onrecord.tables.record import Record
from onrecord.tone.scoring import explain, sentiment

# What adds less than this is not marked, by digits of the valences: other scorers than VADER give every word a little.
LEAST = {1: 0.05, 2: 0.1}
FAR = 80  # characters: a shifter stands close before its word
EFFECTS = {"negated": "turns", "boosted": "boosts", "weakened": "weakens"}
BUT = re.compile(r"\bbut\b", re.IGNORECASE)
LEGEND = (
    '<span><mark class="onrecord-positive"><ruby>positive<rt>+1.9</rt></ruby></mark></span> '
    '<span><mark class="onrecord-negative"><ruby>negative<rt>−1.9</rt></ruby></mark></span> '
    '<span><mark class="onrecord-event"><ruby>event<rt>event −1.9</rt></ruby></mark> in the tone, not in the attitude</span> '
    '<span><ruby class="onrecord-shifter">not<rt>turns good</rt></ruby> shifts another word</span> '
    "<span>○ tone, ◆ attitude, from −1 to 1</span>"
)


class _Row(NamedTuple):
    """A text to show; `words` with offsets into it, `digits` of their valences."""

    heading: str
    small: str
    text: str
    words: Sequence[TonedWord]
    compound: float
    attitude: float
    digits: int


def word_by_word(record: Record, tone: pd.DataFrame, scorer: str = "vader", *, empty: str = NOTHING) -> Html:
    """Show quotes with the words that made their score.

    Args:
        record: of one article.
        tone: rows of its tone table, in the order to show them.
        scorer: whose tone it is. VADER's words are in the table; another scorer is asked again, quote by quote.
        empty: what to say when there is no row.

    Returns:
        A self-contained fragment: each word that counts has what it adds above it, after negation, booster and "but".
        Words that judge are marked by their sign. Words that only name an event ("killed", "war") have a mark of
        their own: the tone counts them, the attitude does not. A word that shifts another says which, and how.

    Raises:
        ValueError: the record holds several articles, or there is no such scorer.
        ScorerError: what the scorer needs is not installed.

    Limits:
        Where the table has no words (another scorer than VADER), names carry tone in the words, not in the score.
    """
    if record.article is None:
        raise ValueError("toned: shows one article; analyse that article and give its record")
    spans = record.quotes[["quote_id", "start", "end"]]
    shown = []
    for row in tone.drop(columns=["start", "end"], errors="ignore").merge(spans, on="quote_id").to_dict("records"):
        text = record.article.text[row["start"] : row["end"]]
        words = [_moved(word, -row["start"]) for word in row["words"]]
        words = words if scorer == "vader" else explain(text, scorer=scorer)
        who = either(row["speaker"], NOBODY)
        shown.append(_Row(who, row["quote_id"], text, words, row["compound"], row["attitude"], _digits(scorer)))
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
    shown = [
        _Row(name, "", text, explain(text, scorer=scorer), compound, attitude, _digits(scorer))
        for (name, text), compound, attitude in zip(texts.items(), scores["compound"], scores["attitude"], strict=True)
    ]
    return _shown(shown, "text", NOTHING)


def _shown(rows: Sequence[_Row], first: str, empty: str) -> Html:
    if not rows:
        return wrapped(f"<p>{escape(empty)}</p>")
    headings = "".join(
        f'<th scope="col"{number_class(name in ("tone", "attitude"))}>{name}</th>'
        for name in (first, "words", "tone", "attitude", "scale")
    )
    body = "".join(
        f'<tr><th scope="row" dir="auto">{escape(row.heading)} <small>{escape(row.small)}</small></th>'
        f'<td dir="auto">{_marked(row.text, row.words, row.digits)}</td>'
        f"<td{number_class(True)}>{_score(row.compound)}</td><td{number_class(True)}>{_score(row.attitude)}</td>"
        f"<td>{_scale(row.compound, row.attitude)}</td></tr>"
        for row in rows
    )
    table = f'<table class="onrecord-toned"><thead><tr>{headings}</tr></thead><tbody>{body}</tbody></table>'
    return wrapped(f'<p class="onrecord-legend">{LEGEND}</p>{table}')


def _marked(text: str, words: Sequence[TonedWord], digits: int) -> str:
    """The text with its toned words and their shifters marked."""
    marks = {}
    for start, end, effects in _shifters(text, words):
        marks[start] = (end, f'<ruby class="onrecord-shifter">{escape(text[start:end])}{_above(effects)}</ruby>')
    for word in words:
        kind, above = _kind(word, digits)
        if kind:
            inside = f"<ruby>{escape(text[word.start : word.end])}{_above(above)}</ruby>"
            shifted = f' title="{escape(word.shifted)}"' if word.shifted else ""
            marks[word.start] = (word.end, f'<mark class="onrecord-{kind}"{shifted}>{inside}</mark>')
    out, at = [], 0
    for start, (end, mark) in sorted(marks.items()):
        if start >= at:
            out += [escape(text[at:start]), mark]
            at = end
    return "".join(out) + escape(text[at:])


def _above(words: str) -> str:
    """What stands above a word; in brackets behind it where a page knows no ruby."""
    return f"<rp> (</rp><rt>{escape(words)}</rt><rp>)</rp>"


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


def _moved(word: Mapping, by: int) -> TonedWord:
    return TonedWord(word["word"], word["valence"], word["start"] + by, word["end"] + by, word["shifted"])


def _digits(scorer: str) -> int:
    """VADER's valences go from -4 to 4; those of other scorers are parts of a score from -1 to 1."""
    return 1 if scorer == "vader" else 2


def _score(value: float) -> str:
    return "–" if pd.isna(value) else signed(value, 2)


def _scale(compound: float, attitude: float) -> str:
    """Tone as a circle and attitude as a diamond between -1 and 1; the cells beside it say the same in numbers."""
    dots = '<path class="onrecord-axis" d="M4 8H96M50 3V13"/>'
    if not (pd.isna(compound) or pd.isna(attitude)):
        a, b = (50 + 46 * max(-1.0, min(1.0, value)) for value in (compound, attitude))
        dots += f'<path class="onrecord-move" d="M{a:.1f} 8H{b:.1f}"/><circle cx="{a:.1f}" cy="8" r="4.5"/>'
        dots += f'<path class="onrecord-diamond" d="M{b:.1f} 3.5L{b + 4.5:.1f} 8L{b:.1f} 12.5L{b - 4.5:.1f} 8Z"/>'
    return f'<svg class="onrecord-scale" viewBox="0 0 100 16" width="100" height="16" aria-hidden="true">{dots}</svg>'
