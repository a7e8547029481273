"""Scoring: the tone of texts and of each quote (that of the narration toward each speaker: `toward`).

Two scorers: "vader" counts words with a rule for each (see `vader`), "minilm" is a sentence encoder with trained top
layers (see `minilm`). War, violence and disaster are named with words that both take for negative. So there are two
more numbers: `event_load`, the share of words that name such events, and `attitude`, the score without them (see
`event_words`). Names carry no tone in the tables.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.rows import Quote, TonedWord, ToneRow
from onrecord.system.models import DEFAULT_MODEL
from onrecord.text.parsing import ParsedArticle
from onrecord.tone.passages import Spans, Tone, make_passage
from onrecord.tone.scorers import scorer_named
from onrecord.tone.targets import find_names

if TYPE_CHECKING:
    import pandas as pd


def sentiment(texts: Iterable[str], scorer: str = "vader") -> pd.DataFrame:
    """Score the tone of texts.

    Args:
        texts: sentences or short passages, in English. Names are not known here, so they carry their tone.
        scorer: one of `SCORERS`.

    Returns:
        A row per text, in their order: compound (-1 to 1, all words), attitude (-1 to 1, without words that only name
        an event), event_load (0 to 1, share of the words that name war, violence or disaster), label (-1, 0, 1:
        compound at least the scorer's cut-off from zero, for VADER 0.05). A text without words has zeros.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.
        TypeError: `texts` is one string.

    Limits:
        Neither sees irony. VADER reads each word for itself, and cannot tell grief from hostility.
    """
    check_scorer(scorer)
    texts = _listed(texts)
    columns = ["compound", "attitude", "event_load", "label"]
    scores = score_texts(texts, [()] * len(texts), scorer)
    return _frame([tuple(getattr(tone, column) for column in columns) for tone in scores], columns)


def sentiment_toward(
    texts: Iterable[str],
    spans: Iterable[tuple[int, int]],
    scorer: str = "vader",
    model: str = DEFAULT_MODEL,
) -> pd.DataFrame:
    """Score the tone of each text toward the person or body at one span of it.

    VADER reads the words of the clause that holds the span, and where they have no tone, those of the clause that it
    belongs to. Names carry no tone. A word that only names an event counts if the target is who acts (subject, agent or
    owner), not if it befalls the target. The other scorer reads the whole text.

    Args:
        texts: sentences, in English.
        spans: (start, end) of the target in each text, code points, end exclusive.
        scorer: one of `SCORERS`.
        model: name of the spaCy pipeline that finds the clause, for VADER.

    Returns:
        A row per text, in their order: compound (-1 to 1), label (-1, 0, 1).

    Raises:
        ValueError: there is no such scorer, a span is empty or outside its text, or spans and texts differ in number.
        ScorerError: what the scorer needs is not installed.
        TypeError: `texts` is one string.
        ModelError: the model is not installed.

    Limits:
        The clause is as good as the parse. Tone that stands in another sentence is not seen.
    """
    check_scorer(scorer)
    texts, spans = _listed(texts), [(int(start), int(end)) for start, end in spans]
    for text, (start, end) in zip(texts, spans, strict=True):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span ({start}, {end}): is empty or outside its text of {len(text)} characters")
    return _frame(scorer_named(scorer).toward(texts, spans, model), ["compound", "label"])


def score_texts(texts: Sequence[str], names: Sequence[Spans], scorer: str = "vader") -> list[Tone]:
    """Score the tone of texts whose names are known; names carry no tone.

    Args:
        texts: sentences or short passages, in English.
        names: the (start, end) spans of the names in each.
        scorer: one of `SCORERS`.

    Returns:
        A `Tone` per text. Only VADER lists words.

    Raises:
        ValueError: there is no such scorer, or texts and names differ in number.
        ScorerError: what the scorer needs is not installed.
    """
    return list(scorer_named(scorer).tones([make_passage(*pair) for pair in zip(texts, names, strict=True)]))


def explain_score(text: str, names: Iterable[tuple[int, int]] = (), scorer: str = "vader") -> list[TonedWord]:
    """Say which words make the score of a text, and what shifted each of them.

    VADER: the sum of the valences, normalised, is the text's compound. Event words and names that add nothing are
    listed too, with valence 0. The other scorer: every word is listed, and its valence is what the compound loses when
    "[MASK]" stands in the word's place.

    Args:
        text: in English.
        names: (start, end) spans of `text` that carry no tone.
        scorer: one of `SCORERS`.

    Returns:
        The words in the order of the text, `text[start:end] == word`. `shifted` holds, with commas between them, what
        `vader.toned_words` lists, "event word", "event word that judges", "name".

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.

    Source of the method: VADER, see `vader`; for the other scorer, occlusion (Zeiler & Fergus 2014).

    Limits:
        Occlusion scores the text once for each word of it, and words that mean the same hide one another.
    """
    return scorer_named(scorer).words(make_passage(text, tuple(names)))


def score_quotes(parsed: ParsedArticle, quotes: Iterable[Quote], scorer: str = "vader") -> list[ToneRow]:
    """Score each quote on its own words; names in it carry no tone.

    Args:
        parsed: the article that the quotes are from.
        quotes: in the order of the text.
        scorer: one of `SCORERS`.

    Returns:
        A row per quote; the offsets of its words are offsets into the article's text. Only VADER lists words. What VADER
        gives stands beside the scorer's own numbers. A quote without any word that is in VADER's lists has no score by it.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.

    Limits:
        What is said indirectly is in the reporter's words, and so is its tone.
    """
    quotes = list(quotes)
    names = find_names(parsed.tokens)
    texts = [parsed.article.text[quote.start : quote.end] for quote in quotes]
    inside = [_inside(names, quote) for quote in quotes]
    counted = score_texts(texts, inside, "vader")
    tones = counted if scorer == "vader" else score_texts(texts, inside, scorer)
    return [_tone_row(*row, scorer) for row in zip(quotes, tones, counted, strict=True)]


def check_scorer(scorer: str) -> None:
    """Raise ValueError where there is no such scorer."""
    scorer_named(scorer)


def _listed(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise TypeError("texts: is one string; put it in a list")
    return list(texts)


def _frame(rows: list[tuple], columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=columns, dtype=float)
    return frame.astype({"label": int})


def _tone_row(quote: Quote, tone: Tone, counted: Tone, scorer: str) -> ToneRow:
    """The row of a quote; `counted` is the tone by VADER, which says nothing of a quote without a rated word."""
    unrated = not any(word.valence for word in counted.words)
    unscored = unrated and scorer == "vader"
    words = tuple(w._replace(start=w.start + quote.start, end=w.end + quote.start) for w in tone.words)
    return ToneRow(
        quote.quote_id,
        quote.speaker,
        scorer,
        None if unscored else tone.compound,
        None if unscored else tone.attitude,
        tone.event_load,
        None if unscored else tone.label,
        None if unrated else counted.compound,
        None if unrated else counted.label,
        tone.n_words,
        words,
    )


def _inside(spans: Spans, quote: Quote) -> list[tuple[int, int]]:
    """Those of some spans, in the order of the text, that lie in a quote, counted from its beginning."""
    first = bisect_right(spans, quote.start, key=lambda span: span[1])
    last = bisect_left(spans, quote.end, key=lambda span: span[0])
    return [
        (max(start, quote.start) - quote.start, min(end, quote.end) - quote.start) for start, end in spans[first:last]
    ]
