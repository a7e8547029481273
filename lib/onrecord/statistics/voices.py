"""Voices: the speakers with their quotes and words counted, those of one side together."""

from __future__ import annotations

import pandas as pd

from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import ENOUGH_QUOTES

OTHER_CLASSES = ("neutral", "unlisted")  # of cues that are not loaded


def speakers_by_side(quotes: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Count the quotes and words of each speaker, with the speakers of one side one after the other.

    Args:
        quotes: the quotes table of one article or several.
        speakers: the speakers table of the same articles.

    Returns:
        A row per speaker: side (null where the article tells none), speaker, role, kind, named, quotes, words, quoted
        (how many of these words stand in quotation marks) and quote_id (the first quote). The side with most words comes
        first, speakers without a side come last; within a side, who has most words comes first. A government with
        several names is one row, called as `join_governments` calls it.

    Limits:
        Speech without a speaker is in no row.
    """
    ids = quotes.dropna(subset="speaker").drop_duplicates(["article_id", "speaker"])
    rows = speakers.merge(ids[["article_id", "speaker", "quote_id"]], on=["article_id", "speaker"], how="left")
    rows = rows.assign(words=rows["n_words_direct"] + rows["n_words_indirect"])
    groups = join_governments(rows, speakers).groupby("speaker", sort=False)
    first = groups[["side", "role", "kind", "named", "quote_id"]].first()
    counts = groups.agg(quotes=("n_quotes", "sum"), words=("words", "sum"), quoted=("n_words_direct", "sum"))
    found = first.join(counts).reset_index()
    found["of_side"] = found.groupby("side")["words"].transform("sum").fillna(-1)
    found = found.sort_values(["of_side", "side", "words"], ascending=[False, True, False], kind="stable")
    return found[["side", "speaker", "role", "kind", "named", "quotes", "words", "quoted", "quote_id"]].reset_index(
        drop=True
    )


def sides(voices: pd.DataFrame) -> pd.DataFrame:
    """Count speakers, quotes and words of each side, and how much of it is in quotation marks.

    Args:
        voices: what `speakers_by_side` gave.

    Returns:
        A row per side, in the order of `voices`: side (null for speakers whose side is not told), speakers, quotes, words,
        share (per cent of all these words), own_words (per cent of the side's words that stand in quotation marks;
        null where it has fewer than five quotes, which would say nothing) and quote_id (the first quote).
    """
    groups = voices.groupby("side", sort=False, dropna=False)
    found = groups.agg(
        speakers=("speaker", "size"),
        quotes=("quotes", "sum"),
        words=("words", "sum"),
        quoted=("quoted", "sum"),
        quote_id=("quote_id", "first"),
    ).reset_index()
    share = 100 * found["words"] / max(found["words"].sum(), 1)
    own = (100 * found["quoted"] / found["words"].clip(lower=1)).where(found["quotes"] >= ENOUGH_QUOTES)
    found = found.assign(share=share.astype("Float64").round(), own_words=own.astype("Float64").round())
    return found[["side", "speakers", "quotes", "words", "share", "own_words", "quote_id"]]


def cues_by_speaker(quotes: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Which words for speaking introduce whom, each with how often it does.

    Args:
        quotes: the quotes table of the articles that `voices` is of, after `join_governments`.
        voices: what `speakers_by_side` gave.

    Returns:
        A row per speaker who is introduced by such a word, in the order of `voices`: side, speaker, cues (how many), and in
        words neutral ("said 3, told 1"), loaded ("claimed 2"; null where there is none) and unlisted (on no list);
        n_loaded (how many of the cues are loaded) and quote_id (of the first loaded cue, else of the first).

    Limits:
        A cue that introduces several quotes counts once. Which words are loaded is said by a list, whatever the sentence.
    """
    cues = quotes.dropna(subset=["cue", "speaker"]).drop_duplicates(["article_id", "cue_start", "cue_end"])
    cues = cues.assign(cue=cues["cue"].str.lower(), way=_ways(cues["cue_class"]))
    words = {
        (speaker, way): ", ".join(f"{cue} {n}" for cue, n in part["cue"].value_counts(sort=True).items())
        for (speaker, way), part in cues.groupby(["speaker", "way"])
    }
    rows = voices[voices["speaker"].isin(set(cues["speaker"]))][["side", "speaker"]].reset_index(drop=True)
    rows["cues"] = rows["speaker"].map(cues["speaker"].value_counts()).astype(int)
    for way in ("neutral", "loaded", "unlisted"):
        rows[way] = pd.Series([words.get((s, way)) for s in rows["speaker"]], rows.index, dtype="str")
    of_loaded = cues[cues["way"] == "loaded"]
    rows["n_loaded"] = rows["speaker"].map(of_loaded["speaker"].value_counts()).fillna(0).astype(int)
    first = pd.concat([of_loaded, cues]).drop_duplicates("speaker").set_index("speaker")["quote_id"]
    return rows.assign(quote_id=rows["speaker"].map(first))


def _ways(classes: pd.Series) -> list[str]:
    """Neutral, loaded, or on no list."""
    return ["unlisted" if pd.isna(c) else c if c in OTHER_CLASSES else "loaded" for c in classes]
