"""Who speaks about whom: the places in a speaker's words where another speaker is mentioned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import pandas as pd

from onrecord.statistics.governments import join_governments
from onrecord.text.article import Article

COLUMNS = ("article_id", "quote_id", "speaker", "about", "start", "end", "text")
# "Kyiv accused Moscow of lying": what is said of Moscow stands behind its name, and the name before what is said.
ABOUT = frozenset(["accuse", "describe", "praise"])
# "In Kyiv", "to Russia": a place, not its government.
PLACE = re.compile(r"\b(?:in|into|to|from|near|at|around|across|through|over|outside|of)(?:\s+the)?\s+$", re.IGNORECASE)


def spoken_about(quotes: pd.DataFrame, speakers: pd.DataFrame, article: Article) -> pd.DataFrame:
    """Find the places in each speaker's words where another speaker of the article is mentioned.

    A mention is one that the table of speakers lists (names, and pronouns in paraphrase), or the full name in the
    text, or a person's last name where no other speaker shares it. Between a verb like "accused" and the words that
    it governs, the one accused counts too.

    Args:
        quotes: the quotes table of one article; read are article_id, quote_id, speaker, start, end, cue_class, cue_end.
        speakers: the speakers table of the same article; read are speaker, kind, named, mentions.
        article: that article.

    Returns:
        A DataFrame with a row per mention, in the order of the text, and the columns article_id, quote_id, speaker,
        about (another speaker), start, end (code points in the article) and text (the words of the mention). A government
        has one name, as `join_governments` gives it.

    Limits:
        Those who never speak are in no table, so nobody is seen to speak about them. "He" and "they" in quotation marks
        are not followed; nor are descriptions ("the enemy"). "In Kyiv" is a place and does not count.
    """
    mentions = _apart([*_listed(speakers), *_written(speakers, article.text)])
    starts = [start for start, _, _ in mentions]
    rows = []
    for quote in quotes.dropna(subset=["speaker"]).itertuples():
        inside = mentions[bisect_left(starts, _start(quote)) : bisect_left(starts, quote.end)]
        rows += [
            (quote.article_id, quote.quote_id, quote.speaker, about, start, end, article.text[start:end])
            for start, end, about in inside
            if end <= quote.end and about != quote.speaker
        ]
    found = join_governments(pd.DataFrame(rows, columns=list(COLUMNS)), speakers, ["speaker", "about"])
    found = found[found["speaker"] != found["about"]]
    return found.sort_values("start", kind="stable", ignore_index=True)


def mentions_by_pair(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count how often each speaker mentions each other one.

    Args:
        mentions: what `spoken_about` gave.

    Returns:
        A row per pair, most mentions first: speaker, about, times, words (the different words of these mentions) and
        quote_id (the first quote with one).
    """
    pairs = mentions.groupby(["speaker", "about"], sort=False, as_index=False)
    found = pairs.agg(times=("text", "size"), words=("text", _different), quote_id=("quote_id", "first"))
    return found.sort_values("times", ascending=False, kind="stable", ignore_index=True)


def _different(words: pd.Series) -> str:
    return ", ".join(dict.fromkeys(" ".join(text.split()) for text in words))


def _start(quote: Any) -> int:
    """Where the words of a quote begin; those between a cue like "accused" and the quote are taken in."""
    if quote.cue_class in ABOUT and quote.cue_end < quote.start:
        return quote.cue_end
    return quote.start


def _apart(mentions: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Mentions in the order of the text; of those that overlap the first, and of these the longest, counts."""
    kept, end = [], 0
    for mention in sorted(mentions, key=lambda m: (m[0], -m[1], m[2])):
        if mention[0] >= end:
            kept.append(mention)
            end = mention[1]
    return kept


def _listed(speakers: pd.DataFrame) -> Iterator[tuple[int, int, str]]:
    """The mentions that the table of speakers lists: (start, end, speaker)."""
    for row in speakers.itertuples():
        yield from ((start, end, row.speaker) for start, end in row.mentions)


def _written(speakers: pd.DataFrame, text: str) -> Iterator[tuple[int, int, str]]:
    """Places where a speaker's name stands in the text; of two names at one place the longer counts."""
    names = _names(speakers)
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(_pattern, longest_first))})(?!\w)", text):
        speaker, kind = names[" ".join(match[0].split())]
        place = kind == "government" and PLACE.search(text, max(0, match.start() - 20), match.start())
        if not place:
            yield match.start(), match.end(), speaker


def _pattern(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _names(speakers: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """What the named speakers are called: {name: (speaker, kind)}; last names only where one person has them."""
    named = speakers[speakers["named"].astype(bool)].drop_duplicates("speaker")
    people = named[named["kind"] == "person"]
    last = people.assign(last=[_last_name(name) for name in people["speaker"]]).dropna(subset=["last"])
    last = last.drop_duplicates("last", keep=False)
    names = {row.last: (row.speaker, row.kind) for row in last.itertuples()}
    return names | {
        " ".join(row.speaker.split()): (row.speaker, row.kind) for row in named.itertuples() if row.speaker.strip()
    }


def _last_name(name: str) -> str | None:
    words = name.split()
    return words[-1] if len(words) > 1 and words[-1][:1].isupper() else None
