"""Sentiment: the tone of each quote, and the tone of the narration toward each speaker.

Tone is VADER's (Hutto & Gilbert 2014, "VADER: A parsimonious rule-based model for sentiment analysis of social media
text", ICWSM) as nltk computes it, with the lexicon of the package `vaderSentiment`. Two things differ from nltk's:

- "no" is a negation like "not", and has no tone of its own. nltk has it in the lexicon as a negative word, so that
  "no danger" is worse than "danger". (As an answer, "No, we are glad", it is taken for a negation too.)
- "the bomb" is not praise. In VADER it is the slang word for something splendid.

War, violence and disaster are named with words that VADER rates as negative. They name the event, not the speaker's
attitude. So there are two more numbers: `event_load`, the share of words that name such events, and `attitude`, the
score without them. Which words these are stands in words/event_words.csv. A word there that also judges ("massacre",
"terrorist": `evaluates` is yes) counts for the event load and keeps its tone in the attitude: the speaker chose it over
a plain one.
"""

from __future__ import annotations

import importlib.util
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from onrecord.articles import WORD, count_words
from onrecord.language import DEFAULT_MODEL, PLAIN_CHARACTERS, ParsedArticle, covering, load_model
from onrecord.quotes import Quote
from onrecord.speakers import Speaker
from onrecord.words import read_words

if TYPE_CHECKING:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
    from spacy.tokens import Doc, Token

SCORERS = ("vader",)

# A compound this far from zero is a tone (the cut-off that the authors of VADER give).
CUT = 0.05

# Fewer quotes of a speaker than this say nothing about the speaker.
ENOUGH_QUOTES = 5

N_RESAMPLES = 2000

# nltk takes one mark off the end of a word, not two (“terrible.”): these become spaces, one for one.
MARKS_TO_SPACES = str.maketrans('"—…', "   ")

# nltk looks three words back for negations and boosters.
REACH = 3

NAME_KINDS = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"})


class TonedWord(NamedTuple):
    """A word that carries tone or names an event.

    `valence` is what the word adds to the sum that VADER normalises (about -4 to 4, after negation, boosters, capitals
    and "but"). `start`, `end`: code points, end exclusive. `shifted` says what changed the valence, "" if nothing did.
    """

    word: str
    valence: float
    start: int
    end: int
    shifted: str


class Tone(NamedTuple):
    """The tone of one text."""

    compound: float
    attitude: float
    event_load: float
    label: int
    n_words: int
    words: tuple[TonedWord, ...]


@dataclass(frozen=True)
class ToneRow:
    """The tone of one quote; the columns of the tone table (see data/README.md)."""

    quote_id: str
    speaker: str | None
    compound: float
    attitude: float
    event_load: float
    label: int
    n_words: int
    words: tuple[TonedWord, ...]


@dataclass(frozen=True)
class ToneTowardRow:
    """The tone of one clause of the narration about a speaker; the columns of the tone_toward table."""

    speaker: str
    start: int
    end: int
    compound: float
    label: int


def sentiment(texts: Iterable[str], scorer: str = "vader") -> pd.DataFrame:
    """Score the tone of texts.

    Args:
        texts: sentences or short passages, in English. Names are not known here, so they carry their tone.
        scorer: one of `SCORERS`.

    Returns:
        A row per text, in their order: compound (-1 to 1, all words), attitude (-1 to 1, without words that only name
        an event), event_load (0 to 1, share of the words that name war, violence or disaster), label (-1, 0, 1:
        compound at least 0.05 from zero). A text without words has zeros.

    Raises:
        ValueError: there is no such scorer.
        TypeError: `texts` is one string.

    Limits:
        VADER does not see irony, reads each word for itself, and cannot tell grief from hostility.
    """
    _check(texts, scorer)
    tones = [_tone(text) for text in texts]
    columns = ["compound", "attitude", "event_load", "label"]
    return _frame([[getattr(tone, column) for column in columns] for tone in tones], columns)


def sentiment_toward(
    texts: Iterable[str],
    spans: Iterable[tuple[int, int]],
    scorer: str = "vader",
    model: str = DEFAULT_MODEL,
) -> pd.DataFrame:
    """Score the tone of each text toward the person or body at one span of it.

    Read are the words of the clause that holds the span. Names carry no tone. A word that only names an event counts
    if the target is who acts (subject, agent or owner), not if it befalls the target.

    Args:
        texts: sentences, in English.
        spans: (start, end) of the target in each text, code points, end exclusive.
        scorer: one of `SCORERS`.
        model: name of the spaCy pipeline.

    Returns:
        A row per text, in their order: compound (-1 to 1), label (-1, 0, 1: compound at least 0.05 from zero).

    Raises:
        ValueError: there is no such scorer, a span is empty or outside its text, or spans and texts differ in number.
        TypeError: `texts` is one string.
        ModelError: the model is not installed.

    Limits:
        The clause is as good as the parse. Tone that stands in another sentence is not seen.
    """
    _check(texts, scorer)
    pairs = list(zip(texts, spans, strict=True))
    for text, (start, end) in pairs:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span ({start}, {end}): is empty or outside its text of {len(text)} characters")
    docs = load_model(model).pipe((text.translate(PLAIN_CHARACTERS) for text, _ in pairs), disable=["lemmatizer"])
    scores = []
    for (text, span), doc in zip(pairs, docs, strict=True):
        target = doc.char_span(*span, alignment_mode="expand").root
        scores.append(_toward(text, target, _clause(target)))
    return _frame([[score, _label(score)] for score in scores], ["compound", "label"])


def explain(text: str, names: Iterable[tuple[int, int]] = ()) -> list[TonedWord]:
    """Say which words make the score of a text, and what shifted each of them.

    The sum of the valences, normalised, is the text's compound. Event words and names that add nothing are listed too,
    with valence 0.

    Args:
        text: in English.
        names: (start, end) spans of `text` that carry no tone.

    Returns:
        The words in the order of the text, `text[start:end] == word`. `shifted` holds, with commas between them:
        "negated by WORD", "boosted by WORD", "weakened by WORD", "in capitals", "before but", "after but",
        "event word", "event word that judges", "name".

    Source of the method: VADER, see the head of this module. What a word nearby did is found by taking it away.

    Limits:
        As in nltk, a form that comes twice is scored both times by the words before its first place.
    """
    named = _meeting(names)
    words = []
    for word, start, valence, shifts in _vader_words(text):
        span = (start, start + len(word))
        if named(span):
            valence, shifts = 0.0, ["name"]
        elif word.lower() in event_words():
            shifts.append(_event_note(word))
        words.append(TonedWord(word, valence, *span, ", ".join(shifts)))
    toned = {word.start for word in words}
    for match in _event_matches(text, named):
        if match.start() not in toned:
            words.append(TonedWord(match.group(), 0.0, *match.span(), _event_note(match.group())))
    return sorted(words, key=lambda word: word.start)


def score_quotes(parsed: ParsedArticle, quotes: Iterable[Quote]) -> list[ToneRow]:
    """Score each quote on its own words; names in it carry no tone.

    Args:
        parsed: the article that the quotes are from.
        quotes: in the order of the text.

    Returns:
        A row per quote; the offsets of its words are offsets into the article's text.

    Limits:
        What is said indirectly is in the reporter's words, and so is its tone.
    """
    names = _names(parsed.doc)
    rows = []
    for quote in quotes:
        first = bisect_right(names, quote.start, key=lambda name: name[1])
        last = bisect_left(names, quote.end, key=lambda name: name[0])
        inside = [(a - quote.start, b - quote.start) for a, b in names[first:last]]
        tone = _tone(parsed.article.text[quote.start : quote.end], inside)
        words = tuple(w._replace(start=w.start + quote.start, end=w.end + quote.start) for w in tone.words)
        rows.append(ToneRow(quote.quote_id, quote.speaker, *tone._replace(words=words)))
    return rows


def score_narration(parsed: ParsedArticle, quotes: Iterable[Quote], speakers: Iterable[Speaker]) -> list[ToneTowardRow]:
    """Score how the article itself speaks of each speaker, clause by clause.

    Args:
        parsed: the article.
        quotes: its quotes; their words are not the article's own and are left out.
        speakers: its speakers; their `mentions` outside quotes and boilerplate are looked at.

    Returns:
        A row per speaker and clause, in the order of the text. `start` and `end` are the first and last character of
        the clause; what lies between and is not scored (quotes, what somebody is said to have said) is inside too.
    """
    closed = [(q.start, q.end) for q in quotes]
    closed += [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    in_closed = _meeting(closed)
    rows = {}
    for speaker in speakers:
        for mention in speaker.mentions:
            span = parsed.doc.char_span(*mention, alignment_mode="expand")
            if span is None or in_closed((span.start_char, span.end_char)):
                continue
            clause = [t for t in _clause(span.root) if not in_closed((t.idx, t.idx + len(t)))]
            start, end = clause[0].idx, clause[-1].idx + len(clause[-1])
            score = _toward(parsed.article.text[start:end], span.root, clause, offset=start)
            rows.setdefault(
                (start, end, speaker.speaker), ToneTowardRow(speaker.speaker, start, end, score, _label(score))
            )
    return [rows[key] for key in sorted(rows)]


def by_speaker(tone: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Put the tone of each speaker's quotes together.

    Args:
        tone: rows of the tone table, of one article or several.
        seed: of the bootstrap. Each speaker's interval depends on that speaker's quotes and the seed only.

    Returns:
        A row per speaker, most quotes first: speaker, n (quotes), n_words, mean (of compound over the quotes, each
        counting the same), low and high (95 % interval of the mean; null with fewer than five quotes), attitude (mean),
        event_load (share of all words), enough (five quotes or more), note (null, or why the row is no finding).
        Quotes that nobody is named for are left out.

    Source of the method: percentile bootstrap over quotes (Efron & Tibshirani 1993), 2,000 resamples.

    Limits:
        The interval holds what chance does to these quotes; the scorer's own errors are not in it. Quotes of one
        article are not independent of one another, so the true interval is wider.
    """
    rows = [
        _summary(speaker, own, seed) for speaker, own in tone.dropna(subset="speaker").groupby("speaker", sort=True)
    ]
    types = {
        "speaker": "str",
        "n": "Int64",
        "n_words": "Int64",
        "mean": "Float64",
        "low": "Float64",
        "high": "Float64",
        "attitude": "Float64",
        "event_load": "Float64",
        "enough": "bool",
        "note": "str",
    }
    frame = pd.DataFrame(rows, columns=list(types)).astype(types)
    return frame.sort_values("n", ascending=False, kind="stable", ignore_index=True)


@cache
def event_words() -> dict[str, dict[str, str]]:
    """The lexicon words/event_words.csv: {form in lower case: its line, with class, evaluates and why}."""
    return {form: line for line in read_words("event_words.csv") for form in (line["word"], *line["forms"].split())}


# --- the score of a text ------------------------------------------------------------------------------------------


def _check(texts: Iterable[str], scorer: str) -> None:
    if scorer not in SCORERS:
        raise ValueError(f"scorer {scorer!r}: must be one of {', '.join(SCORERS)}")
    if isinstance(texts, str):
        raise TypeError("texts: is one string; put it in a list")


def _frame(rows: list[list], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns, dtype=float)
    return frame.astype({"label": int})


def _label(compound: float) -> int:
    return int(compound >= CUT) - int(compound <= -CUT)


def _meeting(others: Iterable[tuple[int, int]]) -> Callable[[tuple[int, int]], bool]:
    """A function that says whether a word or name, a (start, end) span, has a character in common with these spans."""
    inside = covering(others)
    return lambda span: any(map(inside, range(*span)))


def _tone(text: str, names: Sequence[tuple[int, int]] = ()) -> Tone:
    words = explain(text, names)
    n_words = count_words(text)
    load = len(_event_matches(text, _meeting(names))) / n_words if n_words else 0.0
    compound = _compound(words, text)
    attitude = _compound([w for w in words if not _only_names_event(w.word)], text)
    return Tone(compound, attitude, round(load, 4), _label(compound), n_words, tuple(words))


def _compound(words: Iterable[TonedWord], text: str) -> float:
    """VADER's last step: sum, emphasis by ! and ?, normalised to -1..1 and rounded to four digits."""
    return _vader().score_valence([word.valence for word in words], text)["compound"] + 0.0


def _event_note(word: str) -> str:
    return "event word" if _only_names_event(word) else "event word that judges"


def _only_names_event(word: str) -> bool:
    event = event_words().get(word.lower())
    return event is not None and event["evaluates"] == "no"


def _event_matches(text: str, named: Callable[[tuple[int, int]], bool]) -> list[re.Match]:
    return [m for m in WORD.finditer(text) if m.group().lower() in event_words() and not named(m.span())]


# --- VADER, word by word ------------------------------------------------------------------------------------------


@cache
def _vader() -> SentimentIntensityAnalyzer:
    """nltk's analyser with the lexicon of `vaderSentiment`; changed in this object only, not in nltk."""
    import nltk.data
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    # nltk reads a lexicon only from folders on its data path.
    folder = importlib.util.find_spec("vaderSentiment").submodule_search_locations[0]
    if folder not in nltk.data.path:
        nltk.data.path.append(folder)
    analyser = SentimentIntensityAnalyzer("vader_lexicon.txt")
    analyser.constants.NEGATE = analyser.constants.NEGATE | {"no"}
    del analyser.lexicon["no"]
    idioms = analyser.constants.SPECIAL_CASE_IDIOMS
    analyser.constants.SPECIAL_CASE_IDIOMS = {idiom: idioms[idiom] for idiom in idioms if idiom != "the bomb"}
    return analyser


def _vader_words(text: str) -> list[tuple[str, int, float, list[str]]]:
    """The words of a text that VADER gives a valence: (word, start, valence, what shifted it)."""
    from nltk.sentiment.vader import SentiText

    constants = _vader().constants
    plain = text.translate(PLAIN_CHARACTERS).translate(MARKS_TO_SPACES)
    read = SentiText(plain, constants.PUNC_LIST, constants.REGEX_REMOVE_PUNCTUATION)
    words = read.words_and_emoticons
    # SentiText drops what is one character long and strips marks; so a word lies inside its run of characters.
    runs = [run for run in re.finditer(r"\S+", plain) if len(run.group()) > 1]
    first = {word: i for i, word in reversed(list(enumerate(words)))}
    but = next((i for i, word in enumerate(words) if word.lower() == "but"), None)
    found = []
    for place, (word, run) in enumerate(zip(words, runs, strict=True)):
        valence = _valence(words, first[word], read.is_cap_diff)
        if valence:
            shifts = _shifts(words, first[word], read.is_cap_diff)
            if but is not None and place != but:
                valence *= 0.5 if place < but else 1.5
                shifts.append("before but" if place < but else "after but")
            start = run.start() + run.group().find(word)
            found.append((text[start : start + len(word)], start, valence, shifts))
    return found


def _valence(words: list[str], i: int, some_capitals: bool) -> float:
    """nltk's valence of the i-th word after capitals, boosters and negation, before "but"."""
    word = words[i].lower()
    if word in _vader().constants.BOOSTER_DICT or (
        word == "kind" and [w.lower() for w in words[i + 1 : i + 2]] == ["of"]
    ):
        return 0.0
    text = SimpleNamespace(words_and_emoticons=words, is_cap_diff=some_capitals)
    return float(_vader().sentiment_valence(0, text, words[i], i, [])[-1])


def _shifts(words: list[str], i: int, some_capitals: bool) -> list[str]:
    """What the words before the i-th did to its valence: each is taken away, and the two valences are compared."""
    valence = _valence(words, i, some_capitals)
    shifts = []
    for at in range(max(0, i - REACH), i):
        if words[at].lower() in _vader().lexicon:
            continue  # a word with a tone of its own never shifts another's
        without = _valence([*words[:at], "_", *words[at + 1 :]], i, some_capitals)
        if without != valence:
            stronger = "boosted" if abs(valence) > abs(without) else "weakened"
            shifts.append(f"{'negated' if valence * without < 0 else stronger} by {words[at]}")
    if some_capitals and words[i].isupper():
        shifts.append("in capitals")
    return shifts


# --- the clause around a target -----------------------------------------------------------------------------------


def _clause(target: Token) -> list[Token]:
    """The words of the clause that speaks of the target, in the order of the text.

    The clause is the smallest relative, adverbial, coordinate or main clause that holds the target. A "that" clause
    belongs to the clause that it completes ("they said that she lied"). If the target is not in it, it is what somebody
    says or thinks, and is left out: it is not about who says it.
    """
    above = {target, *target.ancestors}
    top = target
    while not _begins_clause(top):
        top = top.head
    found, waiting = [], [top]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += [child for child in token.children if child in above or child.dep_ != "ccomp"]
    return sorted((token for token in found if not token.is_space), key=lambda token: token.i)


def _begins_clause(token: Token) -> bool:
    if token.dep_ == "conj":
        return token.pos_ in ("VERB", "AUX")
    return token.dep_ in ("advcl", "relcl", "parataxis") or token.head == token


def _toward(text: str, target: Token, clause: Iterable[Token], offset: int = 0) -> float:
    """VADER's compound of the clause; all other characters of the text are blanks, so that words keep their places."""
    acts = _acts(target)
    read = [" "] * len(text)
    for token in clause:
        if not _is_name(token) and (acts or not _only_names_event(token.text)):
            start = token.idx - offset
            read[start : start + len(token)] = text[start : start + len(token)]
    return _tone("".join(read)).compound


def _acts(target: Token) -> bool:
    """Whether the target is who acts: subject of an active verb, agent of a passive one, or owner."""
    while target.dep_ in ("conj", "appos"):
        target = target.head
    return target.dep_ in ("nsubj", "poss") or (target.dep_ == "pobj" and target.head.dep_ == "agent")


def _is_name(token: Token) -> bool:
    """Both must agree: the tagger takes words of title-cased headlines for names, the recogniser takes in articles."""
    return token.pos_ == "PROPN" and token.ent_type_ in NAME_KINDS


def _names(doc: Doc) -> list[tuple[int, int]]:
    return [(token.idx, token.idx + len(token)) for token in doc if _is_name(token)]


# --- many quotes --------------------------------------------------------------------------------------------------


def _summary(speaker: str, own: pd.DataFrame, seed: int) -> dict:
    compound = own["compound"].to_numpy(dtype=float)
    n_words = own["n_words"].to_numpy(dtype=float)
    n, enough = len(own), len(own) >= ENOUGH_QUOTES
    low, high = _interval(compound, seed) if enough else (None, None)
    few = f"{n} quote{'s' * (n > 1)}: too few for a mean to say anything; read {'them' if n > 1 else 'it'} instead"
    return {
        "speaker": speaker,
        "n": n,
        "n_words": int(n_words.sum()),
        "mean": compound.mean(),
        "low": low,
        "high": high,
        "attitude": own["attitude"].to_numpy(dtype=float).mean(),
        "event_load": (own["event_load"].to_numpy(dtype=float) * n_words).sum() / max(1.0, n_words.sum()),
        "enough": enough,
        "note": None if enough else few,
    }


def _interval(values: np.ndarray, seed: int) -> tuple[float, float]:
    """95 % percentile bootstrap interval of the mean."""
    draws = np.random.default_rng(seed).integers(0, len(values), (N_RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
