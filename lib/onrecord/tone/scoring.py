"""Sentiment: the tone of each quote, and the tone of the narration toward each speaker.

Two scorers: "vader" counts words with a rule for each (see `vader`), "minilm" is a sentence encoder with trained top
layers (see `minilm`). War, violence and disaster are named with words that both take for negative. So there are two
more numbers: `event_load`, the share of words that name such events, and `attitude`, the score without them (see
`event_words`). Names carry no tone in the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from onrecord.rows import Quote, Speaker, TonedWord, ToneRow, ToneTowardRow
from onrecord.text.parse import DEFAULT_MODEL, PLAIN_CHARACTERS, ParsedArticle, covering, load_model
from onrecord.tone.passages import toned_words, tones
from onrecord.tone.targets import Places, meeting, minilm_toward, names, toned_clause, without_names
from onrecord.tone.vader import label_of

if TYPE_CHECKING:
    from spacy.tokens import Span

SCORERS = ("vader", "minilm")


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
    scores = tones(texts, [()] * len(texts), scorer)
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
    if scorer == "minilm":
        return _frame(minilm_toward(texts, spans), ["compound", "label"])
    docs = load_model(model).pipe(map(_plain, texts), disable=["lemmatizer"])
    mentions = [doc.char_span(*span, alignment_mode="expand") for span, doc in zip(spans, docs, strict=True)]
    scores = [toned_clause(text, mention, lambda _: True)[1] for text, mention in zip(texts, mentions, strict=True)]
    return _frame([(score, label_of(score)) for score in scores], ["compound", "label"])


def explain(text: str, names: Iterable[tuple[int, int]] = (), scorer: str = "vader") -> list[TonedWord]:
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
    check_scorer(scorer)
    return toned_words(text, tuple(names), scorer)


def score_quotes(parsed: ParsedArticle, quotes: Iterable[Quote], scorer: str = "vader") -> list[ToneRow]:
    """Score each quote on its own words; names in it carry no tone.

    Args:
        parsed: the article that the quotes are from.
        quotes: in the order of the text.
        scorer: one of `SCORERS`.

    Returns:
        A row per quote; the offsets of its words are offsets into the article's text. Only VADER lists words.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.

    Limits:
        What is said indirectly is in the reporter's words, and so is its tone.
    """
    check_scorer(scorer)
    quotes = list(quotes)
    all_names = names(parsed.doc)
    texts = [parsed.article.text[quote.start : quote.end] for quote in quotes]
    rows = []
    for quote, tone in zip(quotes, tones(texts, [_inside(all_names, q) for q in quotes], scorer), strict=True):
        words = tuple(w._replace(start=w.start + quote.start, end=w.end + quote.start) for w in tone.words)
        rows.append(ToneRow(quote.quote_id, quote.speaker, *tone._replace(words=words)))
    return rows


def score_narration(
    parsed: ParsedArticle, quotes: Iterable[Quote], speakers: Iterable[Speaker], scorer: str = "vader"
) -> list[ToneTowardRow]:
    """Score how the article itself speaks of each speaker, clause by clause.

    Args:
        parsed: the article.
        quotes: its quotes; their words are not the article's own and are left out.
        speakers: its speakers; their `mentions` outside quotes and boilerplate are looked at.
        scorer: one of `SCORERS`. The scorer that reads whole sentences gives a row per sentence instead of a clause.

    Returns:
        A row per speaker and clause, in the order of the text. `start` and `end` are the first and last character of
        the clause; what lies between and is not scored (quotes, what somebody is said to have said) is inside too.

    Raises:
        ValueError: there is no such scorer.
        ScorerError: what the scorer needs is not installed.
    """
    check_scorer(scorer)
    closed = [(q.start, q.end) for q in quotes]
    closed += [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    mentions = list(_mentions(parsed, speakers, meeting(closed)))
    score = _vader_narration if scorer == "vader" else _minilm_narration
    rows = {}
    for (speaker, _), (start, end, compound, label) in zip(
        mentions, score(parsed.article.text, [mention for _, mention in mentions], covering(closed)), strict=True
    ):
        rows.setdefault((start, end, speaker), ToneTowardRow(speaker, start, end, compound, label))
    return [rows[place] for place in sorted(rows)]


def check_scorer(scorer: str) -> None:
    """Raise ValueError where there is no such scorer."""
    if scorer not in SCORERS:
        raise ValueError(f"scorer {scorer!r}: must be one of {', '.join(SCORERS)}")


def _listed(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise TypeError("texts: is one string; put it in a list")
    return list(texts)


def _plain(text: str) -> str:
    """The text as the parser reads it; half a surrogate pair, which it cannot read, becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text.translate(PLAIN_CHARACTERS))


def _frame(rows: list[tuple], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns, dtype=float)
    return frame.astype({"label": int})


def _inside(spans: Places, quote: Quote) -> list[tuple[int, int]]:
    """Those of some spans, in the order of the text, that lie in a quote, counted from its beginning."""
    first = bisect_right(spans, quote.start, key=lambda span: span[1])
    last = bisect_left(spans, quote.end, key=lambda span: span[0])
    return [
        (max(start, quote.start) - quote.start, min(end, quote.end) - quote.start) for start, end in spans[first:last]
    ]


def _mentions(
    parsed: ParsedArticle, speakers: Iterable[Speaker], closed: Callable[[tuple[int, int]], bool]
) -> Iterator[tuple[str, Span]]:
    """Each speaker with each mention of him or her that is in the article's own words."""
    for speaker in speakers:
        for start, end in speaker.mentions:
            mention = parsed.doc.char_span(start, end, alignment_mode="expand")
            if mention is not None and not closed((mention.start_char, mention.end_char)):
                yield speaker.speaker, mention


def _vader_narration(
    text: str, mentions: Iterable[Span], closed: Callable[[int], bool]
) -> Iterator[tuple[int, int, float, int]]:
    """The clause of each mention: start, end, compound and label."""
    for mention in mentions:
        words, compound = toned_clause(
            text, mention, lambda token: not (closed(token.idx) or closed(token.idx + len(token) - 1))
        )
        yield words[0].idx, words[-1].idx + len(words[-1]), compound, label_of(compound)


def _minilm_narration(
    text: str, mentions: Iterable[Span], closed: Callable[[int], bool]
) -> Iterator[tuple[int, int, float, int]]:
    """The sentence of each mention, read without names and what is closed: start, end, compound and label."""
    places, texts, spans = [], [], []
    for mention in mentions:
        sentence = mention.sent
        own = [place for place in range(sentence.start_char, sentence.end_char) if not closed(place)]
        places.append((own[0], own[-1] + 1))
        named = [(bisect_left(own, start), bisect_left(own, end)) for start, end in names(sentence)]
        target = bisect_left(own, mention.start_char), bisect_left(own, mention.end_char)
        read, span = without_names("".join(text[place] for place in own), named, target)
        texts.append(read)
        spans.append(span)
    for place, scores in zip(places, minilm_toward(texts, spans), strict=True):
        yield *place, *scores
