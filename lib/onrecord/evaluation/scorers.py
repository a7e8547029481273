"""Scorers: how far a scorer of tone is from what people said of the same texts.

An interval around a mean holds chance, not the scorer's own bias; so the size of that bias stands beside it.
`write_scorer_accuracy` measures a scorer on files of texts that people judged, and puts the numbers (never the texts)
in scorer_accuracy.csv beside this file; notebooks, charts and pages read that file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from onrecord.evaluation._mark_lines import read_judged
from onrecord.evaluation.baselines import PLAIN_VADER, plain_vader
from onrecord.evaluation.published import MORE
from onrecord.tables.cache import kept
from onrecord.text.article import WORD
from onrecord.text.pipelines import DEFAULT_MODEL, load_model
from onrecord.text.plain_characters import PLAIN_CHARACTERS
from onrecord.text.tokens import Tokens
from onrecord.tone.event_words import find_event_words
from onrecord.tone.scorers import scorer_named
from onrecord.tone.scoring import score_texts, sentiment, sentiment_toward
from onrecord.tone.targets import find_names, without_names
from onrecord.tone.vader import label_of
from onrecord.words import read_words

TABLE = Path(__file__).with_name("scorer_accuracy.csv")
COLUMNS = ["scorer", "what", "value", "n", "why"]
JUDGED = ["text", "label", "target_start", "target_end", "score"]
WHY = {
    "right": "share of texts with the sign that people gave them: negative, neutral or positive",
    "macro-F1": "mean of F1 for negative, neutral and positive; 1 is never wrong, guessing gives about 0.3",
    "neutral called negative": "share, among texts that people call neutral; the cost of words that name events",
    "Pearson r": "agreement with the mean of several people's ratings; 1 is the same order and spacing",
    "mean error": "score minus people's rating, both from -1 to 1: below 0 the scorer is darker than people are",
}

SIGNS_RIGHT = "toward a person: right"

# (name, which texts are in it): those with event words, and those without.
Halves = Sequence[tuple[str, np.ndarray]]


@cache
def scorer_accuracy() -> pd.DataFrame:
    """What was measured of each scorer.

    Returns:
        A row per scorer ("plain vader" among them, which anybody has) and measure: scorer, what ("TEXTS: MEASURE"), value, n (texts), why (how to read it).

    Limits:
        US political news, editorials and British headlines of the 2000s and 2010s. Other texts can be harder.
    """
    return pd.read_csv(TABLE, encoding="utf-8")


def scorer_sentence(scorer: str) -> str:
    """How often a scorer is right, in one short line, to stand under a chart.

    Args:
        scorer: a name from `SCORERS`; one that is not measured gets a sentence that says so.
    """
    rows = scorer_accuracy().query("scorer == @scorer and what == @SIGNS_RIGHT")
    if rows.empty:
        return f"How often the scorer {scorer} is right has not been measured."
    right = round(100 * float(rows["value"].iloc[0]))
    return f"Of 100 sentences of US news, {scorer} heard {right} as readers did. {MORE}"


def hard_sentences(scorer: str = "vader") -> pd.DataFrame:
    """Made-up sentences that are hard to score (hard_sentences.csv), with what a scorer makes of them.

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
    sentences = pd.DataFrame(read_words("hard_sentences.csv", "onrecord.evaluation")).astype({"heard": int})
    columns = ["compound", "attitude", "label"]
    cut = scorer_named(scorer).cut
    scores = kept(
        ["hard sentences", scorer], lambda: sentiment(sentences["sentence"], scorer=scorer)[columns].to_numpy().tolist()
    )
    both = pd.concat([sentences, pd.DataFrame(scores, columns=columns).astype({"label": int})], axis=1)
    both["right"] = both["label"] == both["heard"]
    both["right_without_events"] = [label_of(score, cut) for score in both["attitude"]] == both["heard"]
    return both[["kind", "sentence", "heard", *columns, "right", "right_without_events", "why"]]


def measure_scorer(scorer: str, sets: Mapping[str, str | Path]) -> pd.DataFrame:
    """Score texts that people judged, and compare.

    Args:
        scorer: a name from `SCORERS`, or "plain vader" for VADER as its authors give it, over the whole text.
        sets: what the texts are, such as "headlines", with the path of a file of JSON lines: text, label (-1, 0, 1),
            target_start and target_end (or null, or none: the tone of the whole text), score (null, or none, or people's
            mean rating; from -4 to 4, or from -100 to 100).

    Returns:
        Rows as in `scorer_accuracy()`.

    Raises:
        FileNotFoundError: there is no such file.
        MarksError: a line is not in that form, or some lines have a target or a score and others none.
        ValueError: there is no such scorer.
    """
    rows = []
    for texts, path in sets.items():
        marked = pd.DataFrame(read_judged(path)).reindex(columns=JUDGED)
        rows += [
            {"scorer": scorer, "what": what, "value": round(value, 3), "n": n, "why": _why(what)}
            for what, value, n in judged(texts, marked, _scored(marked, scorer))
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def write_scorer_accuracy(scorer: str, sets: Mapping[str, str | Path], path: Path = TABLE) -> None:
    """Measure a scorer, and put its rows in the table at `path` in the place of those it had.

    Limits:
        Texts that a scorer was trained on say nothing of it; leave them out of `sets`.
    """
    measured = measure_scorer(scorer, sets)
    before = pd.read_csv(path, dtype=str) if path.exists() else measured.head(0)
    others = before[(before["scorer"] != scorer) | ~before["what"].isin(measured["what"])]
    table = pd.concat([others, measured], ignore_index=True).sort_values("scorer", ascending=False, kind="stable")
    table.to_csv(path, index=False, lineterminator="\n")
    print(measured.to_string(index=False))


def judged(texts: str, marked: pd.DataFrame, scored: pd.DataFrame) -> Iterator[tuple[str, float, int]]:
    """What a scorer gets right and wrong: ("TEXTS: MEASURE", value, number of texts), as in `scorer_accuracy()`.

    Args:
        texts: what they are.
        marked: text, label and score by people, a row per text.
        scored: compound and label by the scorer, row by row.
    """
    has_event = np.array([bool(find_event_words(list(WORD.finditer(text)))) for text in marked["text"]])
    halves = [(name, here) for name, here in (("with event words", has_event), ("without", ~has_event)) if here.any()]
    measures = _label_measures if marked["score"].isna().all() else _rating_measures
    for measure, value, n in measures(marked, scored, halves):
        yield f"{texts}: {measure}", value, n


def _label_measures(marked: pd.DataFrame, scored: pd.DataFrame, halves: Halves) -> Iterator[tuple[str, float, int]]:
    """(measure, value, number of texts) where people gave labels."""
    wanted, given = marked["label"].to_numpy(), scored["label"].to_numpy()
    yield "right", float((wanted == given).mean()), len(wanted)
    yield "macro-F1", float(np.mean([_f1(wanted, given, sign) for sign in (-1, 0, 1)])), len(wanted)
    for name, here in halves:
        neutral = here & (wanted == 0)
        if neutral.any():
            yield f"neutral called negative {name}", float((given[neutral] == -1).mean()), int(neutral.sum())


def _rating_measures(marked: pd.DataFrame, scored: pd.DataFrame, halves: Halves) -> Iterator[tuple[str, float, int]]:
    """(measure, value, number of texts) where people gave ratings."""
    rating = marked["score"].to_numpy(dtype=float)
    rating = rating / (100 if np.abs(rating).max() > 4 else 4)
    error = scored["compound"].to_numpy(dtype=float) - rating
    yield "Pearson r", float(np.corrcoef(rating, scored["compound"])[0, 1]), len(rating)
    for name, here in halves:
        yield f"mean error {name}", float(error[here].mean()), int(here.sum())


def _scored(marked: pd.DataFrame, scorer: str) -> pd.DataFrame:
    """Compound and label of each text, with its names hidden, as they are in the tables."""
    texts = list(marked["text"])
    if scorer == PLAIN_VADER:
        return plain_vader(texts)
    docs = load_model(DEFAULT_MODEL).pipe((text.translate(PLAIN_CHARACTERS) for text in texts), disable=["lemmatizer"])
    names = [find_names(Tokens(doc)) for doc in docs]
    if marked["target_start"].isna().all():
        return pd.DataFrame(score_texts(texts, names, scorer))[["compound", "label"]]
    targets = zip(marked["target_start"], marked["target_end"], strict=True)
    spans = [(int(start), int(end)) for start, end in targets]
    if not scorer_named(scorer).hides_names:
        hidden = [without_names(*parts) for parts in zip(texts, names, spans, strict=True)]
        texts, spans = [text for text, _ in hidden], [span for _, span in hidden]
    return sentiment_toward(texts, spans, scorer=scorer)


def _f1(wanted: np.ndarray, given: np.ndarray, sign: int) -> float:
    hits = ((wanted == sign) & (given == sign)).sum()
    return 2 * hits / max(1, (wanted == sign).sum() + (given == sign).sum())


def _why(what: str) -> str:
    return next(why for measure, why in WHY.items() if f": {measure}" in what)
