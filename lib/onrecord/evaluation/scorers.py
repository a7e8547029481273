"""Scorer errors: how far a scorer of tone is from what people said of the same texts.

An interval around a mean holds chance, not the scorer's own bias; so the size of that bias stands beside it. `write`
measures a scorer on files of texts that people judged, and puts the numbers (never the texts) in
words/scorer_accuracy.csv; notebooks, charts and pages read that file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from onrecord.statistics.means import CUTS, sign_of
from onrecord.tables.cache import kept
from onrecord.text.articles import WORD
from onrecord.text.parse import DEFAULT_MODEL, PLAIN_CHARACTERS, load_model
from onrecord.tone.event_words import find_event_words
from onrecord.tone.passages import tones
from onrecord.tone.scoring import check_scorer, sentiment, sentiment_toward
from onrecord.tone.targets import names, without_names
from onrecord.words import read_words

TABLE = Path(__file__).parents[1] / "words" / "scorer_accuracy.csv"
COLUMNS = ["scorer", "what", "value", "n", "why"]
WHY = {
    "macro-F1": "mean of F1 for negative, neutral and positive; 1 is never wrong, guessing gives about 0.3",
    "neutral called negative": "share, among texts that people call neutral; the cost of words that name events",
    "Pearson r": "agreement with the mean of several people's ratings; 1 is the same order and spacing",
    "mean error": "score minus people's rating, both from -1 to 1: below 0 the scorer is darker than people are",
}


@cache
def scorer_accuracy() -> pd.DataFrame:
    """What was measured of each scorer.

    Returns:
        A row per scorer and measure: scorer, what ("TEXTS: MEASURE"), value, n (texts), why (how to read it).

    Limits:
        US political news, editorials and British headlines of the 2000s and 2010s. Other texts can be harder.
    """
    frame = pd.DataFrame(read_words(TABLE.name), columns=COLUMNS)
    return frame.astype({"value": float, "n": int})


def scorer_note(scorer: str) -> str:
    """What is known of a scorer's errors, in words, to stand under a chart.

    Args:
        scorer: a name from `SCORERS`; one that is not measured gets a note that says so.
    """
    known = scorer_accuracy()
    known = known[known["scorer"] == scorer]
    if known.empty:
        return f"How often the scorer {scorer} is right has not been measured."
    texts, measures = zip(*known["what"].str.split(": ", n=1), strict=True)
    said = {text: [] for text in texts}
    for text, what, row in zip(texts, measures, known.itertuples(), strict=True):
        again = "without" if what.endswith(" without") else what  # the measure was named with its other half
        said[text].append(f"{again} {_in_words(what, row.value)} (n = {row.n:,})")
    parts = "; ".join(f"{text}: {', '.join(numbers)}" for text, numbers in said.items())
    return (
        f"Scorer {scorer} against people's judgements. {parts[0].upper()}{parts[1:]}. No interval holds these errors."
    )


def hard_sentences(scorer: str = "vader") -> pd.DataFrame:
    """Made-up sentences that are hard to score (words/hard_sentences.csv), with what a scorer makes of them.

    Args:
        scorer: a name from `SCORERS`.

    Returns:
        A row per sentence: kind ("sarcasm", "grief", ...), sentence, heard (how the speaker stands to somebody or
        something, as its author hears it: -1 against, 0 no judgement, 1 for), compound, attitude, label, right (label
        is heard), right_without_events (so is the sign of the attitude), why.

    Raises:
        ScorerError: what the scorer needs is not installed.

    Limits:
        They were written to be hard: the share that is right says nothing of ordinary sentences. One person heard them.
    """
    sentences = pd.DataFrame(read_words("hard_sentences.csv")).astype({"heard": int})
    columns = ["compound", "attitude", "label"]
    check_scorer(scorer)
    scores = kept(
        ["hard sentences", scorer], lambda: sentiment(sentences["sentence"], scorer=scorer)[columns].to_numpy().tolist()
    )
    both = pd.concat([sentences, pd.DataFrame(scores, columns=columns).astype({"label": int})], axis=1)
    both["right"] = both["label"] == both["heard"]
    both["right_without_events"] = sign_of(both["attitude"], CUTS[scorer]) == both["heard"]
    return both[["kind", "sentence", "heard", *columns, "right", "right_without_events", "why"]]


def measure(scorer: str, sets: Mapping[str, str | Path]) -> pd.DataFrame:
    """Score texts that people judged, and compare.

    Args:
        scorer: a name from `SCORERS`.
        sets: what the texts are, such as "headlines", with the path of a file of JSON lines: text, label (-1, 0, 1),
            target_start and target_end (or null: the tone of the whole text), score (null, or people's mean rating;
            from -4 to 4, or from -100 to 100).

    Returns:
        Rows as in `scorer_accuracy()`.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: there is no such scorer.
    """
    rows = []
    for texts, path in sets.items():
        marked = pd.DataFrame(map(json.loads, Path(path).read_text(encoding="utf-8").splitlines()))
        rows += [
            {"scorer": scorer, "what": what, "value": round(value, 3), "n": n, "why": _why(what)}
            for what, value, n in judged(texts, marked, _scored(marked, scorer))
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def write(scorer: str, sets: Mapping[str, str | Path], path: Path = TABLE) -> None:
    """Measure a scorer, and put its rows in the table at `path` in the place of those it had.

    Limits:
        Texts that a scorer was trained on say nothing of it; leave them out of `sets`.
    """
    measured = measure(scorer, sets)
    known = pd.read_csv(path, dtype=str) if path.exists() else measured.head(0)
    kept = known[(known["scorer"] != scorer) | ~known["what"].isin(measured["what"])]
    table = pd.concat([kept, measured], ignore_index=True).sort_values("scorer", ascending=False, kind="stable")
    table.to_csv(path, index=False, lineterminator="\n")
    print(measured.to_string(index=False))


def judged(texts: str, marked: pd.DataFrame, scored: pd.DataFrame) -> Iterator[tuple[str, float, int]]:
    """What a scorer gets right and wrong: ("TEXTS: MEASURE", value, number of texts), as in `scorer_accuracy()`.

    Args:
        texts: what they are.
        marked: text, label and score by people, a row per text.
        scored: compound and label by the scorer, row by row.
    """
    label, found = marked["label"].to_numpy(), scored["label"].to_numpy()
    event = np.array([bool(find_event_words(WORD.finditer(text))) for text in marked["text"]])
    halves = [(name, here) for name, here in (("with event words", event), ("without", ~event)) if here.any()]
    if marked["score"].isna().all():
        yield f"{texts}: macro-F1", float(np.mean([_f1(label, found, sign) for sign in (-1, 0, 1)])), len(label)
        for which, here in halves:
            neutral = here & (label == 0)
            if neutral.any():
                share = float((found[neutral] == -1).mean())
                yield f"{texts}: neutral called negative {which}", share, int(neutral.sum())
        return
    rating = marked["score"].to_numpy(dtype=float)
    rating = rating / (100 if np.abs(rating).max() > 4 else 4)
    error = scored["compound"].to_numpy(dtype=float) - rating
    yield f"{texts}: Pearson r", float(np.corrcoef(rating, scored["compound"])[0, 1]), len(label)
    for which, here in halves:
        yield f"{texts}: mean error {which}", float(error[here].mean()), int(here.sum())


def _scored(marked: pd.DataFrame, scorer: str) -> pd.DataFrame:
    """Compound and label of each text, with its names hidden, as they are in the tables."""
    texts = list(marked["text"])
    docs = load_model(DEFAULT_MODEL).pipe((text.translate(PLAIN_CHARACTERS) for text in texts), disable=["lemmatizer"])
    found = [names(doc) for doc in docs]
    if marked["target_start"].isna().all():
        return pd.DataFrame(tones(texts, found, scorer))[["compound", "label"]]
    spans = [(int(start), int(end)) for start, end in zip(marked["target_start"], marked["target_end"], strict=True)]
    if scorer == "minilm":  # VADER hides them itself
        hidden = [without_names(*parts) for parts in zip(texts, found, spans, strict=True)]
        texts, spans = zip(*hidden, strict=True)
    return sentiment_toward(texts, spans, scorer=scorer)


def _f1(label: np.ndarray, found: np.ndarray, sign: int) -> float:
    hits = ((label == sign) & (found == sign)).sum()
    return 2 * hits / max(1, (label == sign).sum() + (found == sign).sum())


def _why(what: str) -> str:
    return next(why for measure, why in WHY.items() if f": {measure}" in what)


def _in_words(measure: str, value: float) -> str:
    if measure.startswith("mean error"):
        return f"{value:+.2f}".replace("-", "−")
    return f"{value:.0%}" if measure.startswith("neutral") else f"{value:.2f}"
