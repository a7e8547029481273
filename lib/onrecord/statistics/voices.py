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
        (how many of these words are word for word) and quote_id (the first quote). The side with most words comes
        first, speakers without a side come last; within a side, who has most words comes first. A government with
        several names is one row, called as `join_governments` calls it.

    Limits:
        Speech without a speaker is in no row. An organisation whose side is its own name, and nobody else's, has no side here.
    """
    ids = quotes.dropna(subset="speaker").drop_duplicates(["article_id", "speaker"])
    rows = speakers.merge(ids[["article_id", "speaker", "quote_id"]], on=["article_id", "speaker"], how="left")
    rows = rows.assign(words=rows["n_words_direct"] + rows["n_words_indirect"])
    groups = join_governments(rows, speakers).groupby("speaker", sort=False)
    first = groups[["side", "role", "kind", "named", "quote_id"]].first()
    counts = groups.agg(quotes=("n_quotes", "sum"), words=("words", "sum"), quoted=("n_words_direct", "sum"))
    found = first.join(counts).reset_index()
    found["side"] = found["side"].mask(_only_its_own_name(found))
    found["of_side"] = found.groupby("side")["words"].transform("sum").fillna(-1)
    found = found.sort_values(["of_side", "side", "words"], ascending=[False, True, False], kind="stable")
    return found[["side", "speaker", "role", "kind", "named", "quotes", "words", "quoted", "quote_id"]].reset_index(
        drop=True
    )


def _only_its_own_name(found: pd.DataFrame) -> pd.Series:
    """Whether the side of an organisation says no more than its name."""
    alone = ~found["side"].duplicated(keep=False)
    return found["side"].eq(found["speaker"]) & alone & found["kind"].isin(["organisation", "media"])


def sides(voices: pd.DataFrame) -> pd.DataFrame:
    """Count speakers, quotes and words of each side, and how much of it is word for word.

    Args:
        voices: what `speakers_by_side` gave.

    Returns:
        A row per side, in the order of `voices`: side (null for speakers whose side is not told), speakers, quotes, words,
        share (per cent of all these words), own_words (per cent of the words of the side that are word for word;
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


def named_or_not(speakers: pd.DataFrame) -> pd.DataFrame:
    """Count speakers, quotes and words, those with a name and those without, by kind of speaker.

    Args:
        speakers: the speakers table of one article or several.

    Returns:
        A row per group, those with a name first, then those with most words: has_a_name, kind, speakers, quotes, words.
    """
    rows = speakers.rename(columns={"named": "has_a_name", "n_quotes": "quotes"})
    rows = rows.assign(words=rows["n_words_direct"] + rows["n_words_indirect"])
    groups = rows.groupby(["has_a_name", "kind"], as_index=False)
    found = groups.agg(speakers=("speaker", "nunique"), quotes=("quotes", "sum"), words=("words", "sum"))
    return found.sort_values(["has_a_name", "words"], ascending=False, kind="stable", ignore_index=True)


def cues_by_speaker(quotes: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Which words for speaking introduce whom, each with how often it does.

    Args:
        quotes: the quotes table of the articles that `voices` is of, after `join_governments`.
        voices: what `speakers_by_side` gave.

    Returns:
        A row per speaker who is introduced by such a word, in the order of `voices`: side, speaker, cues (how many),
        n_loaded (how many of them are loaded), and in words plain ("said 3, beamed 1 (on no list)") and loaded ("claimed
        2"), null where there is none; quote_id (of the first loaded cue, else of the first).

    Limits:
        A cue that introduces several quotes counts once. Which words are loaded is said by a list, whatever the sentence.
    """
    cues = quotes.dropna(subset=["cue", "speaker"]).drop_duplicates(["article_id", "cue_start", "cue_end"])
    cues = cues.assign(cue=cues["cue"].str.lower(), way=_ways(cues["cue_class"]))
    words = {
        of: _counted(part["cue"], " (on no list)" * (of[1] == "unlisted"))
        for of, part in cues.groupby(["speaker", "way"])
    }
    loaded = cues[cues["way"] == "loaded"]
    first = pd.concat([loaded, cues]).drop_duplicates("speaker").set_index("speaker")["quote_id"]
    rows = voices[voices["speaker"].isin(set(cues["speaker"]))][["side", "speaker"]].reset_index(drop=True)
    who = rows["speaker"]
    plain = [", ".join(filter(None, [words.get((s, "neutral")), words.get((s, "unlisted"))])) or None for s in who]
    rows["cues"] = who.map(cues["speaker"].value_counts()).astype(int)
    rows["n_loaded"] = who.map(loaded["speaker"].value_counts()).fillna(0).astype(int)
    rows["plain"] = pd.Series(plain, rows.index, dtype="str")
    rows["loaded"] = pd.Series([words.get((s, "loaded")) for s in who], rows.index, dtype="str")
    return rows.assign(quote_id=who.map(first))


def _counted(cues: pd.Series, remark: str = "") -> str:
    return ", ".join(f"{cue} {n}{remark}" for cue, n in cues.value_counts().items())


def _ways(classes: pd.Series) -> list[str]:
    """Neutral, loaded, or on no list."""
    return ["unlisted" if pd.isna(c) else c if c in OTHER_CLASSES else "loaded" for c in classes]
